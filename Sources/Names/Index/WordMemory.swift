// SPDX-License-Identifier: AGPL-3.0-or-later

/// Words of an index that have been read, kept for the next search. Bounded.
struct WordMemory: Sendable {
    private let layout: IndexLayout
    private var words: [Int: NameWord] = [:]

    private static let capacity = 16_000

    init(_ layout: IndexLayout) { self.layout = layout }

    /// The readings of a word, without what it may mean.
    func spelling(_ number: Int) -> Spelling {
        if let word = words[number] { return word.spelling }
        let letters = layout.letters(of: number)
        return Spelling(letters: letters, script: letters.first.map(LookAlikes.script) ?? .other, alphabet: .shared)
    }

    mutating func word(_ number: Int, _ matcher: inout NameMatcher) -> NameWord {
        if let word = words[number] { return word }
        if words.count >= Self.capacity { words.removeAll(keepingCapacity: true) }
        let word = matcher.word(layout.letters(of: number))
        words[number] = word
        return word
    }
}

/// How well each word of an index goes with the given and father's names that are asked for. Worked out once
/// a word and a search.
struct SupportMemory: Sendable {
    /// Eighths of the log-odds that a name gains if this word is its given or father's name.
    struct Support: Sendable {
        var given: Int8
        var father: Int8

        static let none = Support(given: -16, father: .min)
        static let unknown = Support(given: .max, father: .max)
    }

    private var known: [Support]
    private var asked: PersonName?
    private var aligner = Aligner()

    init(wordCount: Int) { known = Array(repeating: .unknown, count: wordCount) }

    mutating func begin(_ asked: PersonName) {
        self.asked = asked
        for place in known.indices { known[place] = .unknown }
    }

    /// - Parameter surname: the place in the asked name that has met another word already.
    mutating func of(_ number: Int, besides surname: Int, word: () -> NameWord) -> Support {
        if known[number].given != .max { return known[number] }
        let support = work(out: word(), besides: surname)
        known[number] = support
        return support
    }

    private mutating func work(out word: NameWord, besides surname: Int) -> Support {
        guard let asked else { return .none }
        var support = Support.none
        for place in asked.words.indices where place != surname {
            let other = asked.words[place]
            let gain = gain(word, other)
            if other.word.patronymic != nil, word.patronymic != nil || word.spelling.letters.count == 1 {
                support.father = max(support.father, gain)
            } else {
                support.given = max(support.given, gain)
            }
        }
        return support
    }

    private mutating func gain(_ word: NameWord, _ other: PersonName.Word) -> Int8 {
        if other.isInitial || word.spelling.letters.count == 1 {
            return word.initial.isDisjoint(with: other.word.initial) ? -16 : 14
        }
        if word.given.contains(where: { meaning in other.word.given.contains { $0.name == meaning.name } }) {
            return 22
        }
        if word.fathers.contains(where: { meaning in other.word.fathers.contains { $0.name == meaning.name } }) {
            return 20
        }
        let substance = max(1, min(word.spelling.substance, other.word.spelling.substance))
        let share = Double(aligner.align(word.spelling, other.word.spelling).cost) / Double(substance)
        if share < 0.15 { return 24 }
        if !word.given.isEmpty, !other.word.given.isEmpty { return -32 }
        return Int8(max(-32, 26 - 100 * min(share, 1)))
    }
}
