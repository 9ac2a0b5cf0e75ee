// SPDX-License-Identifier: AGPL-3.0-or-later

/// A person of a watch list who may be named in a text.
public struct TextHit: Sendable, Equatable {
    /// The name as the list has it, and its number there.
    public let name: String
    public let entry: UInt32
    /// What stands in the text, and where.
    public let found: String
    public let place: TextPlace
    public let comparison: Comparison
}

/// Finds the persons of a watch list in running text, in any spelling.
///
/// Every word of the text that is written like a name is compared with the surnames of the list; the words
/// around it then speak for or against the person.
public struct TextScreener: Sendable {
    private let index: NameIndex
    private let alphabet = Alphabet.shared
    private var matcher = NameMatcher()
    private var finder = WordFinder()
    private var nearByLetters: [LetterKey: [WordFinder.Near]] = [:]

    /// The score from which on a place is shown. It is lower than for lists: a text gives a name many times,
    /// often carelessly, and its other capital words are far from any surname.
    public static let threshold = 0.16

    /// A word whose alignment costs more than this share of its substance is another word.
    private static let wordShare = 0.25
    /// Shorter words are not looked for by themselves: too many words are like them.
    private static let minimumLetterCount = 4
    /// How many words around a surname may belong to the name.
    private static let reach = 2

    public init(_ index: NameIndex) {
        self.index = index
    }

    /// Everyone of the list whom the text seems to name, in the order of the text; for one place the likeliest
    /// name of each entry.
    public mutating func screen(
        _ text: String, threshold: Double = TextScreener.threshold
    ) -> [TextHit] {
        let bytes = Array(text.utf8)
        let textWords = TextWords(text, alphabet.folding).words
        let read = textWords.map { described($0.raw) }
        var hits: [TextHit] = []
        for place in textWords.indices where isCandidate(textWords[place].raw) {
            var best: [UInt32: TextHit] = [:]
            for near in nearWords(read[place]) {
                for posting in index.layout.postings(of: near.word) {
                    let name = index.layout.name(at: posting)
                    let hit = hit(name, near.word, at: place, textWords, read, bytes)
                    guard let hit, !index.removed.contains(hit.entry) else { continue }
                    if best[hit.entry].map({ hit.comparison.score > $0.comparison.score }) ?? true {
                        best[hit.entry] = hit
                    }
                }
            }
            hits += best.values.sorted { $0.entry < $1.entry }
        }
        return Self.withoutOverlaps(hits.filter { $0.comparison.score >= threshold })
    }

    private mutating func described(_ raw: NameReader.Raw) -> PersonName.Word {
        PersonName.Word(
            word: matcher.word(raw.letters),
            isInitial: raw.letters.count == 1 || raw.endsAtStop && raw.letters.count <= 2,
            isCapitals: raw.letters.count > 1 && raw.upperCount == raw.letters.count, isJoined: raw.isJoined,
            endsAtComma: raw.endsAtComma)
    }

    /// A name begins with a capital, in scripts that have them.
    private func isCandidate(_ raw: NameReader.Raw) -> Bool {
        guard raw.letters.count >= Self.minimumLetterCount else { return false }
        return raw.upperCount > 0 || LookAlikes.script(of: raw.letters[0]) == .other
    }

    private mutating func nearWords(_ word: PersonName.Word) -> [WordFinder.Near] {
        let key = LetterKey(word.word.spelling.letters)
        if let known = nearByLetters[key] { return known }
        let found = finder.near(word.word, within: Self.wordShare, in: index.layout)
        if nearByLetters.count > 50_000 { nearByLetters.removeAll() }
        nearByLetters[key] = found
        return found
    }

    /// The listed name compared with the word at `place` and what stands around it.
    private mutating func hit(
        _ name: Int, _ met: Int, at place: Int, _ textWords: [TextWords.Word], _ read: [PersonName.Word],
        _ bytes: [UInt8]
    ) -> TextHit? {
        let text = index.layout.name(name)
        let listed = matcher.read(text)
        guard Self.isSurname(index.layout.letters(of: met), in: listed) else { return nil }
        var best: (comparison: Comparison, span: ClosedRange<Int>)?
        for span in Self.spans(around: place, textWords, read) {
            let found = PersonName(
                text: "", words: Array(read[span]), interpretations: Self.interpretations(read, span, surname: place))
            let comparison = matcher.compare(listed, found)
            if best.map({ comparison.score > $0.comparison.score }) ?? true { best = (comparison, span) }
        }
        guard let best else { return nil }
        let start = textWords[best.span.lowerBound].place
        let range = start.byteRange.lowerBound..<textWords[best.span.upperBound].place.byteRange.upperBound
        return TextHit(
            name: text, entry: index.layout.entries[name], found: String(decoding: bytes[range], as: UTF8.self),
            place: TextPlace(byteRange: range, line: start.line, column: start.column), comparison: best.comparison)
    }

    private static func isSurname(_ letters: [UInt16], in listed: PersonName) -> Bool {
        listed.interpretations.contains { roles in
            roles.doubt <= 1 && roles.surname.contains { listed.words[$0].word.spelling.letters == letters }
        }
    }

    /// The word by itself and with up to two words before or after it that may belong to the name. A given
    /// name that stands right beside it cannot be left out: Мария Осечкина is not Владимир.
    private static func spans(
        around place: Int, _ textWords: [TextWords.Word], _ read: [PersonName.Word]
    ) -> [ClosedRange<Int>] {
        func belongs(_ other: Int) -> Bool {
            read.indices.contains(other) && textWords[other].raw.upperCount > 0
        }
        func endsPhrase(_ other: Int) -> Bool {
            read[other].endsAtComma || textWords[other].raw.endsPhrase
                || textWords[other].raw.endsAtStop && textWords[other].raw.letters.count > 3
        }
        func isGiven(_ other: Int) -> Bool {
            belongs(other) && !read[other].isInitial && read[other].word.isKnownGiven
        }
        var first = place
        while place - first < reach, belongs(first - 1), !endsPhrase(first - 1) { first -= 1 }
        var last = place
        while last - place < reach, belongs(last + 1), !endsPhrase(last) { last += 1 }
        var spans = (first...place).reversed().map { $0...place } + (place...last).dropFirst().map { place...$0 }
        if first < place, isGiven(place - 1) {
            spans.removeAll { $0.lowerBound == place }
        } else if last > place, isGiven(place + 1) {
            spans.removeAll { $0.lowerBound == place && $0.upperBound == place }
        }
        return spans
    }

    /// The word that was found is the surname; the others are given names, initials and a father's name.
    private static func interpretations(
        _ read: [PersonName.Word], _ span: ClosedRange<Int>, surname: Int
    ) -> [Interpretation] {
        var roles = Interpretation()
        roles.surname = [surname - span.lowerBound]
        let others = span.filter { $0 != surname }
        for other in others {
            let isFather = read[other].word.patronymic != nil || read[other].isInitial && !roles.given.isEmpty
            if isFather, roles.father == nil, others.count > 1 {
                roles.father = other - span.lowerBound
            } else {
                roles.given.append(other - span.lowerBound)
            }
        }
        return [roles]
    }

    /// Of the hits of one entry that share words of the text, the likeliest; the longer one if two are alike.
    private static func withoutOverlaps(_ hits: [TextHit]) -> [TextHit] {
        var kept: [TextHit] = []
        var last: [UInt32: Int] = [:]
        for hit in hits {
            guard let place = last[hit.entry], kept[place].place.byteRange.overlaps(hit.place.byteRange) else {
                last[hit.entry] = kept.count
                kept.append(hit)
                continue
            }
            let old = kept[place]
            let isBetter =
                (hit.comparison.score, hit.place.byteRange.count) > (old.comparison.score, old.place.byteRange.count)
            if isBetter { kept[place] = hit }
        }
        return kept
    }
}
