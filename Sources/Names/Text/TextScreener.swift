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
/// Every word of the text that is written like a name is compared with the surnames of the list; the words around it
/// then speak for or against the person, and so does the rest of the text; see ``TextMentions``.
public struct TextScreener: Sendable {
    private let index: NameIndex
    private let alphabet = Alphabet.shared
    private var matcher = NameMatcher()
    private var finder = WordFinder()
    private var nearByLetters: [LetterKey: [WordFinder.Near]] = [:]

    /// The score from which on a place is shown, the same as for lists.
    public static let threshold = Comparison.Band.lookThreshold

    /// A word whose alignment costs more than this share of its substance is another word.
    private static let wordShare = 0.25
    /// A shorter word is looked for where a given name stands beside it, and then elsewhere in the same text: by itself
    /// it is like too many words.
    private static let minimumLetterCount = 4

    public init(_ index: NameIndex) { self.index = index }

    /// Everyone of the list whom the text seems to name, in the order of the text; for one place the likeliest
    /// name of each entry.
    public mutating func screen(
        _ text: String, threshold: Double = TextScreener.threshold
    ) -> [TextHit] {
        let words = TextWords(text, alphabet.folding).words
        let read = words.map { PersonName.Word(matcher.word($0.raw.letters), $0.raw) }
        var mentions = TextMentions(threshold: threshold)
        var shortSurnames: Set<LetterKey> = []
        var shortPlaces: [Int] = []
        for place in words.indices
        where isCandidate(words[place].raw) && !NamePhrase.isOtherRole(place, in: words, read) {
            let phrase = NamePhrase(around: place, in: words, read)
            if words[place].raw.letters.count < Self.minimumLetterCount {
                guard phrase.isFull else {
                    shortPlaces.append(place)
                    continue
                }
                shortSurnames.insert(LetterKey(read[place].word.letters))
            }
            collect(place, phrase, read, &mentions)
        }
        for place in shortPlaces where shortSurnames.contains(LetterKey(read[place].word.letters)) {
            collect(place, NamePhrase(around: place, in: words, read), read, &mentions)
        }
        let bytes = Array(text.utf8)
        return mentions.shown().map { hit($0, words, bytes) }
    }

    /// Compares everyone of the list who has a surname near the word at `place`.
    private mutating func collect(
        _ place: Int, _ phrase: NamePhrase, _ read: [PersonName.Word], _ mentions: inout TextMentions
    ) {
        for near in nearWords(read[place]) {
            for posting in index.layout.postings(of: near.word) {
                let name = index.layout.name(at: posting)
                guard !index.removed.contains(index.layout.entries[name]) else { continue }
                if let mention = mention(name, near.word, phrase, at: place, read) { mentions.add(mention) }
            }
        }
    }

    /// A name begins with a capital, in scripts that have them.
    private func isCandidate(_ raw: RawWord) -> Bool {
        guard raw.letters.count > 1 else { return false }
        return raw.upperCount > 0 || LookAlikes.script(of: raw.letters[0]) == .other
    }

    private mutating func nearWords(_ word: PersonName.Word) -> [WordFinder.Near] {
        let key = LetterKey(word.word.letters)
        if let known = nearByLetters[key] { return known }
        let found = finder.near(word.word, within: Self.wordShare, in: index.layout)
        if nearByLetters.count > 50_000 { nearByLetters.removeAll() }
        nearByLetters[key] = found
        return found
    }

    /// The listed name compared with the word at `place` and what stands around it.
    private mutating func mention(
        _ name: Int, _ met: Int, _ phrase: NamePhrase, at place: Int, _ read: [PersonName.Word]
    ) -> TextMention? {
        let listed = matcher.read(index.layout.name(name))
        guard Self.isSurname(index.layout.letters(of: met), in: listed, isSure: !phrase.isFull) else { return nil }
        var best: (comparison: Comparison, span: ClosedRange<Int>)?
        for span in phrase.spans {
            let comparison = matcher.compare(listed, NamePhrase.name(read, span, surname: phrase.surname))
            if best.map({ comparison.score > $0.comparison.score }) ?? true { best = (comparison, span) }
        }
        guard let best else { return nil }
        let bare = phrase.isFull ? NamePhrase.name(read, phrase.surname, surname: phrase.surname) : nil
        return TextMention(
            name: name, entry: index.layout.entries[name], word: read[place].word, span: best.span,
            isShort: phrase.surname.count == 1 && read[place].word.letters.count < Self.minimumLetterCount,
            comparison: best.comparison, bareScore: bare.map { matcher.score(listed, $0) },
            isShortened: best.comparison.reasons.contains { $0.kind == .surnameClipped }
                && index.layout.letters(of: met).first.map(LookAlikes.script) == read[place].word.spelling.script)
    }

    /// - Parameter isSure: no other role will do; what stands alone in a text is a surname.
    private static func isSurname(_ letters: [UInt16], in listed: PersonName, isSure: Bool) -> Bool {
        listed.interpretations.contains { roles in
            roles.doubt <= (isSure ? 0 : 1)
                && roles.surname.contains { listed.words[$0].word.letters.elementsEqual(letters) }
        }
    }

    private func hit(_ mention: TextMention, _ words: [TextWords.Word], _ bytes: [UInt8]) -> TextHit {
        let start = words[mention.span.lowerBound].place
        let range = start.byteRange.lowerBound..<words[mention.span.upperBound].place.byteRange.upperBound
        return TextHit(
            name: index.layout.name(mention.name), entry: mention.entry,
            found: String(decoding: bytes[range], as: UTF8.self),
            place: TextPlace(byteRange: range, line: start.line, column: start.column),
            comparison: mention.comparison)
    }
}
