// SPDX-License-Identifier: AGPL-3.0-or-later

/// A word as the parser compares words: lower case, without accents, one number a letter. Made from scalars alone, so that
/// it needs no Unicode tables: it has to work as Embedded Swift too.
struct FoldedWord: Hashable, Comparable, Sendable {
    var letters: [UInt16] = []

    init() {}

    init(_ text: String) {
        for scalar in text.unicodeScalars { append(scalar) }
    }

    static func < (one: FoldedWord, other: FoldedWord) -> Bool {
        one.letters.lexicographicallyPrecedes(other.letters)
    }

    /// One bit for each letter that occurs; letters whose numbers differ by 64 share one.
    var letterSet: UInt64 { letters.reduce(0) { $0 | 1 << UInt64($1 & 63) } }

    /// Adds the folded form of one scalar; a combining accent adds nothing.
    mutating func append(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x0300...0x036F: return
        case 0x41...0x5A: letters.append(UInt16(scalar.value + 0x20))
        case 0xC0...0x17F: appendLatin(scalar.value)
        case 0x218...0x21B: letters.append(scalar.value < 0x21A ? 0x73 : 0x74)
        case 0x400...0x45F, 0x490, 0x491: letters.append(Self.foldedCyrillic(UInt16(scalar.value)))
        case 0xFF10...0xFF5A: appendFullWidth(scalar.value)
        default: letters.append(UInt16(exactly: scalar.value) ?? 0xFFFF)
        }
    }

    private mutating func appendLatin(_ value: UInt32) {
        switch value {
        case 0xC6, 0xE6: letters += [0x61, 0x65]  // ae
        case 0xDF: letters += [0x73, 0x73]  // ss
        case 0x132, 0x133: letters += [0x69, 0x6A]  // ij
        case 0x152, 0x153: letters += [0x6F, 0x65]  // oe
        default: letters.append(UInt16(Self.latinBases[Int(value - 0xC0)]))
        }
    }

    private mutating func appendFullWidth(_ value: UInt32) {
        guard let ascii = Unicode.Scalar(value - 0xFEE0) else { return }
        append(ascii)
    }

    /// The base letter of each of U+00C0...U+017F; `*` where one letter does not say it.
    private static let latinBases = Array(
        ("aaaaaa*ceeeeiiiidnooooo*ouuuuyt*" + "aaaaaa*ceeeeiiiidnooooo*ouuuuyty"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkkllllllllll"
            + "nnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)

    private static func foldedCyrillic(_ value: UInt16) -> UInt16 {
        let lower: UInt16 =
            switch value {
            case 0x400...0x40F: value + 0x50
            case 0x410...0x42F: value + 0x20
            default: value
            }
        return switch lower {
        case 0x450, 0x451: 0x435  // ѐ ё: е
        case 0x439, 0x45D: 0x438  // й ѝ: и
        case 0x457: 0x456  // ї: і
        case 0x45E: 0x443  // ў: у
        case 0x490, 0x491: 0x433  // ґ: г
        default: lower
        }
    }
}

/// The alphabets of the lists.
enum Script: Sendable {
    case latin, cyrillic
}

extension FoldedWord {
    /// The word with every letter that only looks like one of `script` replaced by the one it looks like.
    func repaired(for script: Script) -> FoldedWord {
        let pairs =
            switch script {
            case .cyrillic: Self.cyrillicForLatin
            case .latin: Self.latinForCyrillic
            }
        var repaired = self
        for index in letters.indices {
            for pair in pairs where pair.0 == letters[index] { repaired.letters[index] = pair.1 }
        }
        return repaired
    }

    private static let cyrillicForLatin = pairs("aаbвcсeеhнiиіиєеkкmмnпoоpрrгtтuиxхyу0о3з6б")
    private static let latinForCyrillic = pairs("аaвbсcеeнhіiкkмmоoрpтtуyхxѕsјjпnгr0o1l5s")

    private static func pairs(_ text: String) -> [(UInt16, UInt16)] {
        let values = text.unicodeScalars.map { UInt16(truncatingIfNeeded: $0.value) }
        return stride(from: 0, to: values.count - 1, by: 2).map { (values[$0], values[$0 + 1]) }
    }
}
