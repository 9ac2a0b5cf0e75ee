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

    /// Which bit each character has.
    private static let places: [UInt8] = {
        var places = [UInt8](repeating: .max, count: 0x80)
        for (place, character) in alphabet.utf8.enumerated() { places[Int(character)] = UInt8(place) }
        return places
    }()

    /// The sound that one ASCII character of the tables stands for.
    static func sound(_ character: UInt8) -> SoundSet {
        let place = character < 0x80 ? places[Int(character)] : UInt8.max
        precondition(place != .max, "no sound is written \(character)")
        return SoundSet(rawValue: 1 << UInt32(place))
    }

    /// The members, one bit each.
    var members: [SoundSet] {
        (0..<UInt32(Self.alphabet.count)).map { SoundSet(rawValue: 1 << $0) }.filter(contains)
    }

    /// Consonants that no other sound is taken for at less than ten, and that are not left out for less; a test holds
    /// them to ``SoundCosts``.
    static let firm = SoundSet(rawValue: 0xF_B7F3)  // pbmntdszSCckgxlr

    /// The sounds that every one of these readings has where it can have no other; silence and the glide, which are left
    /// out for little, are not among them.
    init(sure readings: [[SoundSet]]) {
        let sure = readings.map { sets in
            sets.filter { $0.rawValue.nonzeroBitCount == 1 }.reduce(SoundSet()) { $0.union($1) }
        }
        let common = sure.first.map { sure.dropFirst().reduce($0) { $0.intersection($1) } } ?? SoundSet()
        self = common.subtracting([.silent, .glide])
    }
}
