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

    static let silent = SoundSet(notation: "'")
    static let glide = SoundSet(notation: "j")
    static let vowels = SoundSet(notation: "aeiouy")

    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Characters outside the alphabet are a mistake in our own tables.
    init(notation: some StringProtocol) {
        var bits: UInt32 = 0
        for character in notation {
            guard let place = Self.alphabet.firstIndex(of: character) else {
                preconditionFailure("no sound is written \(character)")
            }
            bits |= 1 << UInt32(Self.alphabet.distance(from: Self.alphabet.startIndex, to: place))
        }
        rawValue = bits
    }

    /// The members, one bit each.
    var members: [SoundSet] {
        (0..<UInt32(Self.alphabet.count)).map { SoundSet(rawValue: 1 << $0) }.filter(contains)
    }
}
