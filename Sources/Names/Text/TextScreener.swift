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

/// What a screening left out; nothing for nearly every text.
public struct TextGaps: Sendable, Equatable {
    /// The text is longer than ``TextScreener/maximumByteCount``: what stands behind was not read.
    public internal(set) var isCut = false
    /// Words of the text, each once, that are like the surnames of more names than are compared with one phrase: not
    /// everybody whom they may mean is shown.
    public internal(set) var crowdedWords: [String] = []
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
    private var memory = PhraseMemory()
    private var crowded: Set<LetterKey> = []
    private var crowdedPlaces: [Int] = []

    /// What the last screening left out.
    public private(set) var gaps = TextGaps()

    /// Text beyond this many bytes is not read; see ``gaps``. A word of it takes some 200 bytes of memory.
    public static let maximumByteCount = 8 << 20

    /// Names that one phrase of a text is compared with, those of the nearest surnames first.
    static let maximumComparedCount = 20_000
    /// Names that are kept for one phrase, the likeliest.
    static let maximumKeptCount = 1_000
    /// Crowded words that are told.
    private static let maximumToldCount = 1_000

    /// The score from which on a place is shown, the same as for lists.
    public static let threshold = Comparison.Band.lookThreshold

    /// A word whose alignment costs more than this share of its substance is another word.
    private static let wordShare = 0.25
    /// A shorter word is looked for where a given name stands beside it, and then elsewhere in the same text: by itself
    /// it is like too many words.
    private static let minimumLetterCount = 4

    /// Names that were added to the index since it was built are taken into a new one first.
    public init(_ index: NameIndex) { self.index = index.added.isEmpty ? index : index.rebuilt() }

    /// Everyone of the list whom the text seems to name, in the order of the text; for one place the likeliest
    /// name of each entry.
    public mutating func screen(
        _ text: String, threshold: Double = TextScreener.threshold
    ) -> [TextHit] {
        screen(text, threshold: threshold, atMost: Self.maximumByteCount)
    }

    mutating func screen(_ text: String, threshold: Double, atMost maximumByteCount: Int) -> [TextHit] {
        let cut = TextWords(text, alphabet.folding, atMost: maximumByteCount)
        let words = cut.words
        (memory, crowded, crowdedPlaces) = (PhraseMemory(), [], [])
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
        memory = PhraseMemory()
        let bytes = Array(text.utf8)
        gaps = TextGaps(
            isCut: cut.isCut,
            crowdedWords: crowdedPlaces.map { String(decoding: bytes[words[$0].place.byteRange], as: UTF8.self) })
        return mentions.shown().map { hit($0, words, bytes) }
    }

    /// Takes everyone of the list who has a surname near the word at `place` for mentioned, as far as anything can come of it.
    private mutating func collect(
        _ place: Int, _ phrase: NamePhrase, _ read: [PersonName.Word], _ mentions: inout TextMentions
    ) {
        let key = PhraseKey(phrase, at: place, read)
        if memory[key] == nil { memory.keep(likenesses(place, phrase, read, key.start, mentions), for: key) }
        for likeness in memory[key] ?? [] { mentions.add(TextMention(likeness, at: key.start)) }
    }

    /// Compares the phrase with everyone who has a surname near its own.
    private mutating func likenesses(
        _ place: Int, _ phrase: NamePhrase, _ read: [PersonName.Word], _ start: Int, _ mentions: TextMentions
    ) -> [Likeness] {
        var found: [Likeness] = []
        var count = 0
        for near in nearWords(read[place]) {
            for posting in index.layout.postings(of: near.word) {
                let name = index.layout.name(at: posting)
                guard !index.removed.contains(index.layout.entries[name]) else { continue }
                count += 1
                guard count <= Self.maximumComparedCount else { break }
                if let likeness = likeness(name, near.word, phrase, at: place, read, start), mentions.keeps(likeness) {
                    found.append(likeness)
                }
            }
        }
        if count > Self.maximumComparedCount || found.count > Self.maximumKeptCount { tellCrowd(at: place, read) }
        return Self.likeliest(found)
    }

    /// The likeliest, in the order in which they were found.
    private static func likeliest(_ found: [Likeness]) -> [Likeness] {
        guard found.count > maximumKeptCount else { return found }
        let order = found.indices.sorted {
            (found[$1].comparison.score, $0) < (found[$0].comparison.score, $1)
        }
        return order.prefix(maximumKeptCount).sorted().map { found[$0] }
    }

    private mutating func tellCrowd(at place: Int, _ read: [PersonName.Word]) {
        guard crowdedPlaces.count < Self.maximumToldCount,
            crowded.insert(LetterKey(read[place].word.letters)).inserted
        else { return }
        crowdedPlaces.append(place)
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
    private mutating func likeness(
        _ name: Int, _ met: Int, _ phrase: NamePhrase, at place: Int, _ read: [PersonName.Word], _ start: Int
    ) -> Likeness? {
        let listed = matcher.read(index.layout.name(name))
        guard Self.isSurname(index.layout.letters(of: met), in: listed, isSure: !phrase.isFull) else { return nil }
        var best: (comparison: Comparison, span: ClosedRange<Int>)?
        for span in phrase.spans {
            let comparison = matcher.compare(listed, NamePhrase.name(read, span, surname: phrase.surname))
            if best.map({ comparison.score > $0.comparison.score }) ?? true { best = (comparison, span) }
        }
        guard let best else { return nil }
        let bare = phrase.isFull ? NamePhrase.name(read, phrase.surname, surname: phrase.surname) : nil
        return Likeness(
            name: name, entry: index.layout.entries[name], word: read[place].word,
            span: best.span.lowerBound - start...best.span.upperBound - start,
            isShort: phrase.surname.count == 1 && read[place].word.letters.count < Self.minimumLetterCount,
            comparison: best.comparison, bareScore: bare.map { matcher.score(listed, $0) },
            isSurelyFull: phrase.isSurelyFull, isWoman: phrase.isWoman, isRelative: phrase.isRelative,
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
