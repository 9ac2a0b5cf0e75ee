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

    /// What stands in ``direct`` for a scalar that is no letter. All letters are greater.
    enum Code {
        static let separator: UInt16 = 0
        static let ignored: UInt16 = 1
        static let hyphen: UInt16 = 2
        static let comma: UInt16 = 3
        static let stop: UInt16 = 4
        static let mark: UInt16 = 5
        static let digit: UInt16 = 6
        /// A scalar of a script that few names are written in: looked up when it is met.
        static let rare: UInt16 = 7
        static let lowestLetter: UInt16 = 8
    }

    static let directCount = 0x2100
    /// Set in ``direct`` for an upper-case letter; the letters themselves lie below it.
    static let upperBit: UInt16 = 0x8000

    /// The answer for every scalar below ``directCount``.
    let direct: LastingRow<UInt16>
    private let table: LetterTable

    init(table: LetterTable) {
        self.table = table
        direct = LastingRow(
            (0..<UInt32(Self.directCount)).map { value in
                if Self.isRare(value) { return Code.rare }
                guard let scalar = Unicode.Scalar(value) else { return Code.separator }
                return Self.sign(value) ?? Self.code(Self.letter(scalar, table))
            })
    }

    /// What stands in ``direct`` for this.
    private static func code(_ folded: Folded) -> UInt16 {
        switch folded {
        case .letter(let letter, _) where letter >= upperBit: Code.rare
        case .letter(let letter, let isUpper): isUpper ? letter | upperBit : letter
        case .ignored: Code.ignored
        case .mark, .hyphen, .comma, .stop, .digit, .separator: Code.separator
        }
    }

    func fold(_ scalar: Unicode.Scalar) -> Folded {
        guard scalar.value < UInt32(Self.directCount) else { return far(scalar) }
        let code = direct[Int(scalar.value)]
        if code == Code.rare {
            return Self.sign(scalar.value).map { Self.folded($0, scalar.value) } ?? Self.letter(scalar, table)
        }
        if code >= Code.lowestLetter { return .letter(code & ~Self.upperBit, isUpper: code & Self.upperBit != 0) }
        return Self.folded(code, scalar.value)
    }

    /// The letter that a letter and a combining mark make together, if a precomposed one exists.
    func compose(_ letter: UInt16, _ mark: UInt32) -> UInt16 {
        guard let composed = Compositions.byParts[UInt64(letter) << 32 | UInt64(mark)] else { return letter }
        return direct[Int(composed)] & ~Self.upperBit
    }

    /// Letters of sounds, what stands between Arabic and Georgian, and between Georgian and the further Latin letters, old
    /// Greek, and signs.
    private static func isRare(_ value: UInt32) -> Bool {
        (0x250..<0x300).contains(value) || (0x700..<0x10A0).contains(value) || (0x1100..<0x1E00).contains(value)
            || (0x1F00..<0x2000).contains(value) || (0x2070..<0x2100).contains(value)
    }

    private static func folded(_ code: UInt16, _ value: UInt32) -> Folded {
        switch code {
        case Code.ignored: .ignored
        case Code.hyphen: .hyphen
        case Code.comma: .comma
        case Code.stop: .stop
        case Code.mark: .mark(value)
        case Code.digit: .digit(UInt16(value))
        default: .separator
        }
    }

    /// What a scalar does that is no letter; `nil` for all others.
    private static func sign(_ value: UInt32) -> UInt16? {
        switch value {
        case 0x2C, 0x60C, 0xFF0C: Code.comma
        case 0x2E: Code.stop
        case 0x2D, 0x2010, 0x2011, 0x5BE: Code.hyphen
        case 0x30, 0x31, 0x33, 0x34, 0x36, 0x38: Code.digit
        case 0x27, 0x60, 0xAD, 0xB4, 0x2B9...0x2C1, 0x2018...0x201B, 0x2032...0x2034, 0x5F3, 0x5F4: Code.ignored
        case 0x300...0x36F, 0x483...0x487, 0x591...0x5BD, 0x64B...0x65F, 0x670: Code.mark
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFE00...0xFE0F, 0xFEFF, 0x640: Code.ignored
        default: nil
        }
    }

    private func far(_ scalar: Unicode.Scalar) -> Folded {
        if let code = Self.sign(scalar.value) { return Self.folded(code, scalar.value) }
        switch scalar.value {
        case 0xFF21...0xFF3A: return .letter(UInt16(scalar.value - 0xFF21 + 0x61), isUpper: true)
        case 0xFF41...0xFF5A: return .letter(UInt16(scalar.value - 0xFF41 + 0x61), isUpper: false)
        case 0x1D400...0x1D6A3: return .letter(UInt16((scalar.value - 0x1D400) % 26 + 0x61), isUpper: false)
        case 0xFB00...0xFB04: return .letter(0x66, isUpper: false)
        default: return Self.letter(scalar, table)
        }
    }

    /// The letter itself, in lower case and without a mark that no table knows.
    private static func letter(_ scalar: Unicode.Scalar, _ table: LetterTable) -> Folded {
        // The tables have small letters.
        if scalar.value < 0x700, table.knows(UInt16(scalar.value)) {
            return .letter(UInt16(scalar.value), isUpper: false)
        }
        let properties = scalar.properties
        guard properties.isAlphabetic || isInnerMark(scalar) else {
            return properties.generalCategory == .format ? .ignored : .separator
        }
        let changes = properties.changesWhenLowercased
        let lowered = changes ? properties.lowercaseMapping.unicodeScalars.first ?? scalar : scalar
        var letter = UInt16(exactly: lowered.value) ?? privateLetter(lowered.value)
        while !table.knows(letter), let base = Compositions.bases[letter] { letter = base }
        return .letter(letter, isUpper: properties.isUppercase)
    }

    /// A sign of an Indian or another alphabet of Asia that stands inside words, as the virama: it is kept, for it tells
    /// words apart, and does not end one.
    private static func isInnerMark(_ scalar: Unicode.Scalar) -> Bool {
        guard (0x900..<0x1AB0).contains(scalar.value) else { return false }
        let category = scalar.properties.generalCategory
        return category == .nonspacingMark || category == .spacingMark
    }

    /// Letters of sixteen bits for those of more, which no table knows, so that two of them are seldom the same: some
    /// ideographs that names are written with lie there.
    private static func privateLetter(_ value: UInt32) -> UInt16 { UInt16(0xE000 + value % 0x1900) }
}
