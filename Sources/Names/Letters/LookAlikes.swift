// SPDX-License-Identifier: AGPL-3.0-or-later

/// Puts a word that mixes scripts back into one: a Latin `a` in a Cyrillic name, a zero for an о.
///
/// Letters that only one script has vote; the others follow the majority.
enum LookAlikes {
    enum Script: UInt8, Sendable {
        case cyrillic, latin, other
    }

    static func script(of letter: UInt16) -> Script {
        isCyrillic(letter) ? .cyrillic : isLatin(letter) ? .latin : .other
    }

    // One comparison for each range: every letter of every word is asked.
    static func isCyrillic(_ letter: UInt16) -> Bool { letter &- 0x400 <= 0x52F - 0x400 }
    static func isLatin(_ letter: UInt16) -> Bool {
        letter &- 0x61 <= 0x24F - 0x61 || letter &- 0x1E00 <= 0x1EFF - 0x1E00
    }

    /// Letters that look alike, upper case counted, the Cyrillic one first.
    private static let twins = "аa вb сc еe ёë нh іi їï јj кk мm оo рp ѕs тt хx уy әə"
    /// One-way likenesses of Greek letters, small capitals and digits.
    private static let towardsCyrillic = "кĸ вβ оο аα еε рρ уυ хχ кκ тτ іι о0 з3 і1 ч4 б6 в8"
    private static let towardsLatin = "hһ dԁ qԛ wԝ kĸ oο aα pρ yυ xχ kκ vν tτ iι o0 e3 l1 a4 b6 b8"

    private static let toCyrillic = NumberMap(pairs(twins) + pairs(towardsCyrillic))
    private static let toLatin = NumberMap(
        pairs(towardsLatin) + pairs(twins).map { (key: UInt64($0.letter), letter: UInt16($0.key)) })

    /// The second letter of each pair, and the first that it is taken for.
    private static func pairs(_ written: String) -> [(key: UInt64, letter: UInt16)] {
        written.utf16.split(separator: 0x20).map { pair in
            (UInt64(pair[pair.index(after: pair.startIndex)]), pair[pair.startIndex])
        }
    }

    /// The script of a word by the bits that any of its letters has and those that all have: its letters are all of
    /// U+0400 to U+04FF, or of those below U+0200 that have the bit 40, as a to z. `nil` if it must be asked letter by letter.
    static func script(any: UInt16, all: UInt16) -> Script? {
        if any & 0xFF00 == 0x400, all & 0xFF00 == 0x400 { return .cyrillic }
        return any < 0x200 && all & 0x40 != 0 ? .latin : nil
    }

    /// Mends `letters` in place and says which script it is in.
    static func mend(_ letters: inout some LetterRow) -> Script {
        var cyrillic = 0
        var latin = 0
        for letter in letters {
            switch script(of: letter) {
            case .cyrillic: cyrillic += 1
            case .latin: latin += 1
            case .other: continue
            }
        }
        if cyrillic == 0 && latin == 0 { return .other }
        if latin == letters.count { return .latin }
        return cyrillic == letters.count ? .cyrillic : mendMixed(&letters, cyrillic: cyrillic, latin: latin)
    }

    private static func mendMixed(_ letters: inout some LetterRow, cyrillic: Int, latin: Int) -> Script {
        let onlyCyrillic = letters.count { script(of: $0) == .cyrillic && toLatin[$0] == nil }
        let onlyLatin = letters.count { script(of: $0) == .latin && toCyrillic[$0] == nil }
        let isCyrillic = onlyCyrillic == onlyLatin ? cyrillic >= latin : onlyCyrillic > onlyLatin
        let map = isCyrillic ? toCyrillic : toLatin
        let home: Script = isCyrillic ? .cyrillic : .latin
        for place in letters.indices where script(of: letters[place]) != home {
            if let mended = map[letters[place]] { letters[place] = mended }
        }
        return home
    }

    /// The capital that a digit at a word's beginning was before it was scanned, if it may be one. Letters are small here.
    static func capital(for digit: UInt16, before letter: UInt16) -> UInt16? {
        switch script(of: letter) {
        case .cyrillic:
            // Before a vowel a one is no letter: 1августа.
            digit == 0x31 && Spelling.isVowel(letter) ? nil : toCyrillic[digit]
        case .latin:
            // A capital I; what stands for a Z and a B is not known to be a letter there: 3rdly.
            digit == 0x30 ? 0x6F : digit == 0x31 && !Spelling.isVowel(letter) ? 0x69 : nil
        case .other: nil
        }
    }

    /// The same word in Cyrillic when every letter of it could be Cyrillic; for a word in a Cyrillic name
    /// that was typed on the wrong keyboard throughout.
    static func wholeCyrillic(_ letters: Letters) -> Letters? {
        var mended = letters
        for place in letters.indices {
            guard let other = toCyrillic[letters[place]] else { return nil }
            mended[place] = other
        }
        return mended
    }
}

/// Letters that can be read and changed by place.
typealias LetterRow = MutableCollection<UInt16> & RandomAccessCollection
