// SPDX-License-Identifier: AGPL-3.0-or-later

/// Text as the search compares it: without case and accents, ё as е, й as и, a run of white space as one space. Each
/// scalar folds on its own, so a match leads back to its place in the original.
enum SearchFolding {
    /// Nil for what is left out: combining accents and invisible characters.
    static func fold(_ scalar: Unicode.Scalar) -> UInt32? {
        let value = scalar.value
        switch value {
        case 0x41...0x5A: return value + 0x20
        case 0x21...0x7E: return value
        case 0...0x20, 0x7F...0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x3000: return 0x20
        case 0xAD, 0x300...0x36F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF: return nil
        case 0xC0...0x17F: return latin(value)
        case 0x400...0x40F: return cyrillic(value + 0x50)
        case 0x410...0x42F: return cyrillic(value + 0x20)
        case 0x430...0x45F: return cyrillic(value)
        default: return other(scalar)
        }
    }

    /// The folded scalar in one byte. Two scalars may share a byte: a hit is checked against the scalars themselves.
    static func byte(_ folded: UInt32) -> UInt8 {
        switch folded {
        case 0x20...0x7E: UInt8(folded)
        case 0x430...0x44F: UInt8(0x80 + (folded - 0x430))
        case 0x400...0x4FF: UInt8(0xA0 + (folded & 0x1F))
        default: UInt8(0xC0 + (folded & 0x3F))
        }
    }

    static func bytes(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if let folded = fold(scalar) { bytes.append(byte(folded)) }
        }
        return bytes
    }

    private static func cyrillic(_ lower: UInt32) -> UInt32 {
        switch lower {
        case 0x450, 0x451: 0x435  // ѐ ё: е
        case 0x439, 0x45D: 0x438  // й ѝ: и
        case 0x457: 0x456  // ї: і
        default: lower
        }
    }

    private static func latin(_ value: UInt32) -> UInt32 {
        let base = latinBases[Int(value - 0xC0)]
        return base == UInt8(ascii: "*") ? value | 1 : UInt32(base)
    }

    private static func other(_ scalar: Unicode.Scalar) -> UInt32 {
        let lower = scalar.properties.lowercaseMapping.unicodeScalars
        return lower.count == 1 ? lower.first.map(\.value) ?? scalar.value : scalar.value
    }

    /// The base letter of each of U+00C0...U+017F; `*` where one letter does not say it.
    private static let latinBases = Array(
        ("aaaaaa*ceeeeiiiidnooooo*ouuuuyt*" + "aaaaaa*ceeeeiiiidnooooo*ouuuuyty"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkkllllllllll"
            + "nnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)
}
