// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a word of a name adds to its rank as a given name or a father's name, in eighths of the log-odds.
struct Support: Sendable {
    var given: Int8
    var father: Int8

    /// No father's name and none of the asked names.
    static let stranger = Support(given: -16, father: .min)
    /// A father's name that is not the asked one.
    static let otherFather: Int8 = -30
    static let initial: Int8 = 14
    static let formOfGiven: Int8 = 22
    static let formOfFather: Int8 = 20
    static let same: Int8 = 24

    mutating func raise(_ gain: Int8, isFather: Bool) {
        if isFather { father = max(father, gain) } else { given = max(given, gain) }
    }
}

/// How well each word of an index goes with the words that are asked for besides the surname.
///
/// Filled from the question, not word by word from what is found: the forms of one name by its number in our
/// tables, like-sounding words by a scan, initials by their first sound.
struct SupportTable: Sendable {
    private(set) var words: [Support]
    /// The index has words of one letter: initials.
    private let letters: [Int]
    private var changed: [(word: Int, before: Support)] = []

    init(_ layout: IndexLayout) {
        words = unsafe layout.traits.withBuffer { traits in
            unsafe traits.map {
                $0 & WordTraits.isPatronymic == 0
                    ? .stranger : Support(given: Support.stranger.given, father: Support.otherFather)
            }
        }
        letters = unsafe layout.traits.withBuffer { traits in
            traits.indices.filter { unsafe traits[$0] & WordTraits.isLetter != 0 }
        }
    }

    mutating func clear() {
        for change in changed.reversed() { words[change.word] = change.before }
        changed.removeAll(keepingCapacity: true)
    }

    private mutating func raise(_ word: Int, to gain: Int8, isFather: Bool) {
        changed.append((word, words[word]))
        words[word].raise(gain, isFather: isFather)
    }

    /// Takes in one of the asked words. Initials are looked at with each name, for half of all words meet one.
    mutating func add(_ asked: NameWord, in layout: IndexLayout, _ finder: WordFinder) {
        let isFather = asked.patronymic != nil
        for word in letters where !SoundSet(rawValue: layout.initials[word]).isDisjoint(with: asked.initial) {
            raise(word, to: Support.initial, isFather: isFather)
        }
        for number in WordTraits.classes(of: asked) {
            for word in layout.words(ofClass: Int(number)) {
                raise(word, to: isFather ? Support.formOfFather : Support.formOfGiven, isFather: isFather)
            }
        }
        for near in finder.alike(asked, in: layout) {
            let traits = layout.traits[near.word]
            // Two names that we know and that are not one: Мария and Марина.
            let isOther = near.share >= 0.15 && traits & WordTraits.isGiven != 0 && asked.isKnownGiven
            guard !isOther else { continue }
            let gain = near.share < 0.15 ? Support.same : Int8(26 - 100 * near.share)
            raise(near.word, to: gain, isFather: isFather && traits & WordTraits.isPatronymic != 0)
        }
    }
}
