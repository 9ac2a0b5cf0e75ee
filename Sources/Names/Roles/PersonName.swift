// SPDX-License-Identifier: AGPL-3.0-or-later

/// A person's name as somebody wrote it, read once: its words, and the ways its words may be surname,
/// given name and father's name.
///
/// Made by ``NameMatcher/read(_:)``. A name of any length and any characters is accepted: what is no letter
/// separates words, words after the tenth are left out, and a text without letters is an empty name that
/// resembles nothing.
public struct PersonName: Sendable {
    /// What was written.
    public let text: String
    var words: [Word]
    var interpretations: [Interpretation]

    /// The name without words.
    static let empty = PersonName(text: "", words: [], interpretations: [])

    /// Whether no word was found.
    public var isEmpty: Bool { words.isEmpty }

    static let maximumWordCount = 10

    /// The word at a place, or the one that it makes with the next; see ``Word/whole``.
    func word(_ place: WordPlace) -> NameWord {
        let word = words[place.index]
        return place.isWhole ? word.whole ?? word.word : word.word
    }

    /// The same word without counting it: sound as long as the name is held.
    @unsafe func heldWord(_ place: WordPlace) -> Unmanaged<NameWord> {
        let words = words.span
        if place.isWhole, let whole = words[place.index].whole { return unsafe .passUnretained(whole) }
        return unsafe .passUnretained(words[place.index].word)
    }

    /// Where a word stands in a name.
    struct WordPlace: Sendable, Equatable {
        var index: Int
        /// With the one behind it.
        var isWhole = false
    }

    struct Word: Sendable {
        let word: NameWord
        /// This word and the one that a hyphen joins to it, written as one: Петров-Водкин as Petrovvodkin.
        var whole: NameWord?
        let isInitial: Bool
        let isCapitals: Bool
        /// Joined to the word before by a hyphen.
        let isJoined: Bool
        /// A comma follows.
        let endsAtComma: Bool

        /// Of the word, and whether it is an initial here.
        let facts: WordFacts
        /// What decides its role.
        let shape: WordShape

        @inline(__always)
        init(word: NameWord, isInitial: Bool, isCapitals: Bool, isJoined: Bool, endsAtComma: Bool) {
            self.word = word
            self.isInitial = isInitial
            self.isCapitals = isCapitals
            self.isJoined = isJoined
            self.endsAtComma = endsAtComma
            var shape = word.shape
            if isInitial { shape.insert(.isInitial) }
            if isCapitals { shape.insert(.isCapitals) }
            if isJoined { shape.insert(.isJoined) }
            if endsAtComma { shape.insert(.endsAtComma) }
            self.shape = shape
            var facts = word.facts
            facts.isInitial = isInitial
            self.facts = facts
        }
    }
}

/// One way to see which word is what. Places are indices into the words of the name.
struct Interpretation: Sendable, Equatable {
    var surname: Places = []
    var given: Places = []
    var father: Int?
    /// How much less likely than the best reading of the same name, in the units of the score.
    var doubt = 0.0
}
