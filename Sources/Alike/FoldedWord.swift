// SPDX-License-Identifier: AGPL-3.0-or-later

/// The words of a text as they are compared: without case, accents that keyboards leave out, hyphenation and invisible characters; letters of
/// different alphabets that look the same are the same.
struct FoldedWord {
    let hash: UInt64
    let hasDigit: Bool

    /// The first words of a text, in their order.
    static func words(of text: String, atMost limit: Int) -> [FoldedWord] {
        var words: [FoldedWord] = []
        var spelling = Spelling()
        for scalar in text.unicodeScalars {
            switch Letter(scalar) {
            case .letter(let folded): spelling.add(folded, isDigit: false)
            case .digit: spelling.add(scalar.value, isDigit: true)
            case .nothing: continue
            case .gap:
                if let word = spelling.take() { words.append(word) }
                if words.count == limit { return words }
            }
        }
        if let word = spelling.take() { words.append(word) }
        return words
    }

    private struct Spelling {
        private var hash: UInt64 = Self.beginning
        private var isEmpty = true
        private var hasDigit = false

        private static let beginning: UInt64 = 0xCBF2_9CE4_8422_2325

        /// FNV-1a, a letter at a time: nothing rests on it but which texts are compared.
        mutating func add(_ folded: UInt32, isDigit: Bool) {
            hash = (hash ^ UInt64(folded)) &* 0x0000_0100_0000_01B3
            isEmpty = false
            if isDigit { hasDigit = true }
        }

        mutating func take() -> FoldedWord? {
            guard !isEmpty else { return nil }
            defer { self = Spelling() }
            return FoldedWord(hash: hash, hasDigit: hasDigit)
        }
    }
}

private enum Letter {
    case letter(UInt32)
    case digit
    /// Stands inside a word and is no part of it: an apostrophe, a soft hyphen, what is invisible, an accent by itself.
    case nothing
    case gap

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x61...0x7A: self = .letter(scalar.value)
        case 0x41...0x5A: self = .letter(scalar.value + 32)
        case 0x30...0x39: self = .digit
        case 0x27, 0xAD, 0x2BC, 0x2019: self = .nothing
        case 0...0xBF: self = .gap
        case 0x430...0x44F: self = .letter(Self.cyrillic(scalar.value))
        case 0x410...0x42F: self = .letter(Self.cyrillic(scalar.value + 32))
        case 0x400...0x40F: self = .letter(Self.cyrillic(scalar.value + 80))
        case 0x450...0x45F: self = .letter(Self.cyrillic(scalar.value))
        default: self = Self.other(scalar)
        }
    }

    /// A Latin letter for each Cyrillic one that looks like it, large or small.
    private static func cyrillic(_ small: UInt32) -> UInt32 {
        let index = Int(small - 0x430)
        let alike = index < lookalikes.count ? lookalikes[index] : 0x2A
        return alike == 0x2A ? small : UInt32(alike)
    }

    /// From U+0430 on; `*` where none looks like it.
    private static let lookalikes = Array("a*b**e*3uuk*mho*pcty*x**********ee***siij****uy*".utf8)

    private static func other(_ scalar: Unicode.Scalar) -> Letter {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .format, .nonspacingMark, .enclosingMark, .spacingMark: return .nothing
        case .decimalNumber, .letterNumber, .otherNumber: return .digit
        default: break
        }
        guard properties.isAlphabetic else { return .gap }
        let small = properties.lowercaseMapping.unicodeScalars
        return .letter(small.count == 1 ? small.first?.value ?? scalar.value : scalar.value)
    }
}
