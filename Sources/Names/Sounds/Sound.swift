// SPDX-License-Identifier: AGPL-3.0-or-later

/// The sounds that a letter or a group of letters may stand for, as a set.
///
/// Twenty-eight sounds are enough to tell Slavic surnames apart in every spelling convention. In the letter
/// tables each sound is one ASCII character, so that a set is a short word: `CxSk` is "ч, х, ш or к".
struct SoundSet: OptionSet, Hashable, Sendable {
    let rawValue: UInt32

    /// The characters of the tables, in the order of their bits. `S Z C c J` are ш ж ч ц дж, `y` is ы,
    /// `j` is the glide й, and `'` says that the letter may be silent.
    static let alphabet = "pbfvmntdszSZCcJkgxlrjaeiouy'"

    // As numbers, so that they are constants of the program and not worked out when it starts.
    static let silent = SoundSet(rawValue: 1 << 27)
    static let glide = SoundSet(rawValue: 1 << 20)
    static let vowels = SoundSet(rawValue: 0x3F << 21)

    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Characters outside the alphabet are a mistake in our own tables.
    init(notation: some StringProtocol) { self = notation.utf8.reduce(into: SoundSet()) { $0.insert(Self.sound($1)) } }

    /// The sound that one ASCII character of the tables stands for.
    static func sound(_ character: UInt8) -> SoundSet {
        var place: UInt32 = 0
        for known in alphabet.utf8 {
            if known == character { return SoundSet(rawValue: 1 << place) }
            place += 1
        }
        preconditionFailure("no sound is written \(character)")
    }

    /// The members, one bit each.
    var members: [SoundSet] {
        (0..<UInt32(Self.alphabet.count)).map { SoundSet(rawValue: 1 << $0) }.filter(contains)
    }

    /// Consonants that no other sound is taken for at less than ten, and that are not left out for less; a test holds
    /// them to ``SoundCosts``.
    static let firm = SoundSet(notation: "pbmntdszSCckgxlr")

    /// The firm sounds that every one of these readings has where it can have no other.
    init(sure readings: [[SoundSet]]) {
        let sure = readings.map { sets in
            sets.filter { $0.rawValue.nonzeroBitCount == 1 }.reduce(SoundSet()) { $0.union($1) }
        }
        self = sure.first.map { sure.dropFirst().reduce($0) { $0.intersection($1) }.intersection(.firm) } ?? SoundSet()
    }
}
