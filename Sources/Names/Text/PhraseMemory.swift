// SPDX-License-Identifier: AGPL-3.0-or-later

/// How a listed name is like a phrase of a text, wherever the phrase stands.
final class Likeness: Sendable {
    /// The name's place in the index.
    let name: Int
    let entry: UInt32
    /// The word of the text that was taken for the surname.
    let word: NameWord
    /// The words that were compared, counted from the phrase's first one.
    let span: ClosedRange<Int>
    /// The surname is too short to say anything alone.
    let isShort: Bool
    let comparison: Comparison
    /// What the surname alone would score, where a given name or an initial stands beside it.
    let bareScore: Double?
    /// One of these is known to be one.
    let isSurelyFull: Bool
    /// One of these is a woman's.
    let isWoman: Bool
    /// See ``NamePhrase/isRelative``.
    let isRelative: Bool
    /// The word lost its end, in the script of the list: there a shorter word is another word (Осечки), while another
    /// script's may have been cut by a machine (Osetshki).
    let isShortened: Bool

    init(
        name: Int, entry: UInt32, word: NameWord, span: ClosedRange<Int>, isShort: Bool, comparison: Comparison,
        bareScore: Double?, isSurelyFull: Bool, isWoman: Bool, isRelative: Bool, isShortened: Bool
    ) {
        self.name = name
        self.entry = entry
        self.word = word
        self.span = span
        self.isShort = isShort
        self.comparison = comparison
        self.bareScore = bareScore
        self.isSurelyFull = isSurelyFull
        self.isWoman = isWoman
        self.isRelative = isRelative
        self.isShortened = isShortened
    }
}

/// All that a comparison with a phrase depends on: its words, and which of them may be the name.
struct PhraseKey: Hashable {
    private struct Word: Hashable {
        let letters: LetterKey
        let shape: WordShape.RawValue
    }

    /// The place of the phrase's first word in the text.
    let start: Int
    private let words: [Word]
    var wordCount: Int { words.count }
    private let spans: [ClosedRange<Int>]
    private let surname: ClosedRange<Int>
    private let place: Int
    private let isFull: Bool
    private let isRelative: Bool

    init(_ phrase: NamePhrase, at place: Int, _ read: [PersonName.Word]) {
        let start = phrase.spans.reduce(phrase.surname.lowerBound) { min($0, $1.lowerBound) }
        let end = phrase.spans.reduce(phrase.surname.upperBound) { max($0, $1.upperBound) }
        func moved(_ span: ClosedRange<Int>) -> ClosedRange<Int> {
            span.lowerBound - start...span.upperBound - start
        }
        self.start = start
        words = read[start...end].map { Word(letters: LetterKey($0.word.letters), shape: $0.shape.rawValue) }
        spans = phrase.spans.map(moved)
        surname = moved(phrase.surname)
        self.place = place - start
        isFull = phrase.isFull
        isRelative = phrase.isRelative
    }

    static func == (one: PhraseKey, other: PhraseKey) -> Bool {
        one.words == other.words && one.spans == other.spans && one.surname == other.surname
            && one.place == other.place && one.isFull == other.isFull
            && one.isRelative == other.isRelative
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(words)
        hasher.combine(spans)
        hasher.combine(place)
    }
}

/// What the phrases of one text are like: a phrase that the text repeats is compared once.
struct PhraseMemory: Sendable {
    private var known: [PhraseKey: [Likeness]] = [:]
    private var count = 0

    /// Likenesses that are kept before all are forgotten. A phrase holds its words' letters, some hundred bytes
    /// each, so it counts for as many.
    private static let maximumCount = 400_000

    subscript(key: PhraseKey) -> [Likeness]? { known[key] }

    mutating func keep(_ likenesses: [Likeness], for key: PhraseKey) {
        if count > Self.maximumCount {
            known.removeAll()
            count = 0
        }
        known[key] = likenesses
        count += likenesses.count + key.wordCount
    }
}
