// SPDX-License-Identifier: AGPL-3.0-or-later

/// A word as somebody typed it.
struct TypedWord: Sendable {
    let text: String
    let folded: FoldedWord

    /// More than anybody types for twenty-four words; what stands behind it is not read.
    static let maximumScalarCount = 8192

    /// The words of `text`. Numbers, punctuation and white space separate them; invisible characters are left out.
    static func words(in text: String) -> [TypedWord] {
        var words: [TypedWord] = []
        var current: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars.prefix(maximumScalarCount) {
            switch role(of: scalar) {
            case .letter: current.append(scalar)
            case .invisible: continue
            case .separator: flush(&current, into: &words)
            }
        }
        flush(&current, into: &words)
        return words
    }

    /// The index of the word in the list, foreign letters that look right being taken for the right ones.
    func index(in list: WordList) -> Int? {
        list.table.index(of: folded) ?? list.table.index(of: folded.repaired(for: list.script))
    }

    /// Digits at either end are numbering ("3.слово", "слово3", "٣. odor"); inside they are mistyped letters.
    private static func flush(_ scalars: inout [Unicode.Scalar], into words: inout [TypedWord]) {
        let isDigit = { (scalar: Unicode.Scalar) in
            switch scalar.value {
            // Also as Arabic and Persian keyboards write them.
            case 0x30...0x39, 0x660...0x669, 0x6F0...0x6F9: true
            default: false
            }
        }
        var text = String.UnicodeScalarView()
        if let first = scalars.firstIndex(where: { !isDigit($0) }),
            let last = scalars.lastIndex(where: { !isDigit($0) })
        {
            text.append(contentsOf: scalars[first...last])
        }
        scalars.removeAll(keepingCapacity: true)
        let typed = String(text)
        let folded = FoldedWord(typed)
        if !folded.letters.isEmpty { words.append(TypedWord(text: typed, folded: folded)) }
    }

    private enum Role { case letter, invisible, separator }

    private static func role(of scalar: Unicode.Scalar) -> Role {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: .letter
        // Soft hyphen, joiners, directional marks, variation selectors, byte order mark, tags.
        case 0xAD, 0x61C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xE0000...0xE01EF:
            .invisible
        case 0...0xBF, 0xD7, 0xF7, 0x2000...0x2BFF, 0x3000...0x303F: .separator
        // Full-width forms: only digits and letters are letters.
        case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: .letter
        case 0xFF00...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65: .separator
        default: .letter
        }
    }
}
