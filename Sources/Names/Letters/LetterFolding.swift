// SPDX-License-Identifier: AGPL-3.0-or-later

/// Reduces a Unicode scalar to one lower-case letter of the tables, or to what it does between letters.
///
/// This is the part of NFKC and case folding that names need, from tables of its own: composed and decomposed
/// marks meet, marks that no table knows are dropped with their letter kept, full-width and mathematical
/// letters become plain ones, and invisible characters vanish without splitting a word.
struct LetterFolding: Sendable {
    /// What a scalar is in a name.
    enum Folded: Equatable {
        case letter(UInt16, isUpper: Bool)
        /// A combining mark that may change the letter before it.
        case mark(UInt32)
        /// Nothing: zero-width characters, direction marks, apostrophes, primes.
        case ignored
        case hyphen
        case comma
        case stop
        /// A digit that scanning puts for a letter.
        case digit(UInt16)
        case separator
    }

    private static let directCount = 0x2100
    private static let separator: UInt16 = 0
    private static let ignored: UInt16 = 1
    /// Set in ``direct`` for an upper-case letter; the letters themselves lie below it.
    private static let upperBit: UInt16 = 0x8000

    private let direct: [UInt16]
    private let compositions: [UInt64: UInt16]

    init(table: LetterTable) {
        let compositions = Self.composedLetters()
        var bases: [UInt16: UInt16] = [:]
        for (pair, composed) in compositions { bases[composed] = UInt16(truncatingIfNeeded: pair >> 32) }
        self.compositions = compositions
        direct = (0..<UInt32(Self.directCount)).map { value in
            guard let scalar = Unicode.Scalar(value) else { return Self.separator }
            return Self.letter(scalar, bases, table)
        }
    }

    func fold(_ scalar: Unicode.Scalar) -> Folded {
        switch scalar.value {
        case 0x2C, 0x60C, 0xFF0C: return .comma
        case 0x2E: return .stop
        case 0x2D, 0x2010, 0x2011, 0xAD, 0x5BE: return scalar.value == 0xAD ? .ignored : .hyphen
        case 0x30, 0x31, 0x33: return .digit(UInt16(scalar.value))
        case 0x27, 0x60, 0xB4, 0x2B9...0x2C1, 0x2018...0x201B, 0x2032...0x2034, 0x5F3, 0x5F4: return .ignored
        case 0x300...0x36F, 0x483...0x487, 0x591...0x5BD, 0x64B...0x65F, 0x670: return .mark(scalar.value)
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFE00...0xFE0F, 0xFEFF, 0x640: return .ignored
        case 0..<UInt32(Self.directCount):
            let letter = direct[Int(scalar.value)]
            if letter <= Self.ignored { return letter == Self.separator ? .separator : .ignored }
            return .letter(letter & ~Self.upperBit, isUpper: letter & Self.upperBit != 0)
        default: return far(scalar)
        }
    }

    /// The letter that a letter and a combining mark make together, if a precomposed one exists.
    func compose(_ letter: UInt16, _ mark: UInt32) -> UInt16 {
        guard let composed = compositions[UInt64(letter) << 32 | UInt64(mark)] else { return letter }
        return direct[Int(composed)] & ~Self.upperBit
    }

    private func far(_ scalar: Unicode.Scalar) -> Folded {
        switch scalar.value {
        case 0xFF21...0xFF3A: return .letter(UInt16(scalar.value - 0xFF21 + 0x61), isUpper: true)
        case 0xFF41...0xFF5A: return .letter(UInt16(scalar.value - 0xFF41 + 0x61), isUpper: false)
        case 0x1D400...0x1D6A3: return .letter(UInt16((scalar.value - 0x1D400) % 26 + 0x61), isUpper: false)
        case 0xFB00...0xFB04: return .letter(0x66, isUpper: false)
        default:
            guard scalar.properties.isAlphabetic else { return .separator }
            return .letter(UInt16(exactly: scalar.value) ?? UInt16.max, isUpper: false)
        }
    }

    private static func letter(
        _ scalar: Unicode.Scalar, _ bases: [UInt16: UInt16], _ table: LetterTable
    ) -> UInt16 {
        let properties = scalar.properties
        guard properties.isAlphabetic else {
            return properties.generalCategory == .format ? ignored : separator
        }
        let lowered = properties.lowercaseMapping.unicodeScalars.first ?? scalar
        guard var letter = UInt16(exactly: lowered.value) else { return separator }
        while !table.knows(letter), let base = bases[letter] { letter = base }
        return properties.isUppercase ? letter | upperBit : letter
    }

    /// Every precomposed letter below U+2000 by its letter and mark, found through canonical equivalence.
    private static func composedLetters() -> [UInt64: UInt16] {
        var known: [Character: UInt16] = [:]
        for value in Array(0xC0...0x24F) + Array(0x386...0x52F) + Array(0x1E00...0x1FFE) {
            if let scalar = Unicode.Scalar(UInt32(value)) { known[Character(scalar)] = UInt16(value) }
        }
        let marks: [UInt32] = Array(0x300...0x314) + [0x31B, 0x323, 0x324, 0x325, 0x326, 0x327, 0x328, 0x32D, 0x331]
        let bases = Array(0x61...0x7A) + Array(0xE0...0x17F) + Array(0x3B1...0x3C9) + Array(0x430...0x45F)
        var compositions: [UInt64: UInt16] = [:]
        for base in bases {
            guard let letter = Unicode.Scalar(UInt32(base)) else { continue }
            for mark in marks {
                guard let combining = Unicode.Scalar(mark) else { continue }
                var text = String.UnicodeScalarView()
                text.append(letter)
                text.append(combining)
                let joined = String(text)
                guard joined.count == 1, let character = joined.first, let composed = known[character] else { continue }
                compositions[UInt64(base) << 32 | UInt64(mark)] = composed
            }
        }
        return compositions
    }
}
