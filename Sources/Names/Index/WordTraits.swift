// SPDX-License-Identifier: AGPL-3.0-or-later

/// What an index keeps of a word's meaning, so that a search need not read the word again.
struct WordTraits {
    /// The sounds that it may begin with.
    let initial: SoundSet
    /// The names of our tables that it may be a form of: given names first, then fathers' names.
    let classes: [UInt16]
    let bits: UInt8

    /// A form of a given name, or of a father's name, that we know.
    static let isGiven: UInt8 = 1
    /// It ends like a father's name, known or not.
    static let isPatronymic: UInt8 = 2
    /// One letter: an initial.
    static let isLetter: UInt8 = 4

    static var classCount: Int { GivenNames.given.genders.count + GivenNames.fathers.genders.count }

    init(_ word: NameWord) {
        initial = word.initial
        classes = Self.classes(of: word)
        var bits: UInt8 = 0
        if !word.given.isEmpty { bits |= Self.isGiven }
        if word.patronymic != nil { bits |= Self.isPatronymic }
        if word.letters.count == 1 { bits |= Self.isLetter }
        self.bits = bits
    }

    static func classes(of word: NameWord) -> [UInt16] {
        let first = UInt16(GivenNames.given.genders.count)
        return word.given.map(\.name) + word.fathers.map { first + $0.name }
    }
}
