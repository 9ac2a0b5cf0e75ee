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

    /// Of no word.
    static let none = WordFacts(
        substance: 0, script: .other, isBelarusian: false, hasGiven: false, hasFathers: false, initial: SoundSet(),
        firstGivenGender: nil, givenGender: nil, patronymic: nil)
}

/// The facts of all words of a name beside each other: they are read for every pair of interpretations.
///
/// Words and spellings are not counted as references, for they are taken for every alignment: whoever asks for one
/// holds the name. They are read with `_withUnsafeGuaranteedRef`, which has an underscore and no other name in the library:
/// `takeUnretainedValue` counts where the optimizer does not see that it need not (2 % more instructions for pairs).
@safe struct NameFacts: Sendable {
    private var facts = [WordFacts](repeating: .none, count: PersonName.maximumWordCount)
    private var words = unsafe [(word: Unmanaged<NameWord>, spelling: Unmanaged<Spelling>)?](
        repeating: nil, count: PersonName.maximumWordCount)
    private(set) var count = 0
    /// One of the words is Belarusian.
    private(set) var hasBelarusian = false

    /// Takes those of a name in the place of another's.
    mutating func take(_ words: Span<PersonName.Word>) {
        count = words.count
        var isBelarusian = false
        for place in words.indices {
            let facts = words[place].facts
            self.facts[place] = facts
            unsafe self.words[place] = (
                .passUnretained(words[place].word), .passUnretained(words[place].word.spelling)
            )
            if facts.isBelarusian { isBelarusian = true }
        }
        hasBelarusian = isBelarusian
    }

    subscript(place: Int) -> WordFacts { facts[place] }

    /// Sound as long as the name is held whose words were taken.
    @unsafe func word(_ place: Int) -> Unmanaged<NameWord> { unsafe words[place].unsafelyUnwrapped.word }
    @unsafe func spelling(_ place: Int) -> Unmanaged<Spelling> { unsafe words[place].unsafelyUnwrapped.spelling }
}
