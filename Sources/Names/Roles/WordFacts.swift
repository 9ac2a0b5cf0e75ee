// SPDX-License-Identifier: AGPL-3.0-or-later

/// What comparing needs of a word all the time, as plain numbers beside each other.
struct WordFacts: Sendable {
    /// See ``Spelling/substance``.
    let substance: Int32
    let script: LookAlikes.Script
    let isBelarusian: Bool
    let hasGiven: Bool
    let hasFathers: Bool
    /// See ``NameWord/initial``.
    let initial: SoundSet
    /// Of the first given name it may be.
    let firstGivenGender: GivenNames.Gender?
    let givenGender: GivenNames.Gender?
    let patronymic: GivenNames.Gender?
    /// It stands for a name by its first letter: set for its place in a name.
    var isInitial = false
}
