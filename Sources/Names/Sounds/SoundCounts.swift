// SPDX-License-Identifier: AGPL-3.0-or-later

/// How many vowels and consonants a word has, over all its readings.
///
/// Where little may differ, a vowel can neither be left out nor be a consonant: a word that surely has three is not one
/// that can have but two. Consonants likewise. A test holds this to ``SoundCosts``.
struct SoundCounts: Sendable {
    /// Places that are vowels and nothing else, in the reading that has the fewest.
    private(set) var leastVowels: UInt8 = 0
    /// Places that may stand for a vowel, in the reading that has the most.
    private(set) var mostVowels: UInt8 = 0
    private(set) var leastConsonants: UInt8 = 0
    private(set) var mostConsonants: UInt8 = 0

    /// Of no word that is known: it may have any.
    static let any = SoundCounts(leastVowels: 0, mostVowels: .max, leastConsonants: 0, mostConsonants: .max)

    init() {}

    private init(leastVowels: UInt8, mostVowels: UInt8, leastConsonants: UInt8, mostConsonants: UInt8) {
        self.leastVowels = leastVowels
        self.mostVowels = mostVowels
        self.leastConsonants = leastConsonants
        self.mostConsonants = mostConsonants
    }

    /// Of one group of letters.
    init(_ readings: [[SoundSet]]) {
        func counts(_ counted: (SoundSet) -> Bool) -> [UInt8] { readings.map { UInt8($0.count(where: counted)) } }
        leastVowels = counts(Self.isVowel).min() ?? 0
        mostVowels = counts(Self.mayBeVowel).max() ?? 0
        leastConsonants = counts(Self.isConsonant).min() ?? 0
        mostConsonants = counts(Self.mayBeConsonant).max() ?? 0
    }

    /// Words are short: no count reaches 255.
    mutating func add(_ group: SoundCounts) {
        leastVowels &+= group.leastVowels
        mostVowels &+= group.mostVowels
        leastConsonants &+= group.leastConsonants
        mostConsonants &+= group.mostConsonants
    }

    /// Whether the other may have as many as this must have.
    func fits(in other: SoundCounts) -> Bool {
        leastVowels <= other.mostVowels && leastConsonants <= other.mostConsonants
    }

    static func isVowel(_ set: SoundSet) -> Bool { !set.isEmpty && set.isSubset(of: .vowels) }
    /// A glide is near to и and ы.
    static func mayBeVowel(_ set: SoundSet) -> Bool { !set.isDisjoint(with: SoundSet.vowels.union(.glide)) }
    static func isConsonant(_ set: SoundSet) -> Bool { !set.isEmpty && set.isSubset(of: consonants) }
    static func mayBeConsonant(_ set: SoundSet) -> Bool { !set.isDisjoint(with: consonants) }

    /// All sounds below the glide.
    private static let consonants = SoundSet(rawValue: SoundSet.glide.rawValue - 1)
}
