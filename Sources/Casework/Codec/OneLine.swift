// SPDX-License-Identifier: AGPL-3.0-or-later

/// What names something stands on one line: a recipient, a title, a colleague's name, what a case is called (docs/protocol.md, section 6.4).
/// Whoever reads it beside our own words has to be able to tell where it ends.
public enum OneLine {
    /// Whether nothing in it ends a line, turns the reading direction around, or is there without being seen.
    public static func holds(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
            || text.unicodeScalars.allSatisfy { !endsLine($0) && !isUnseen($0) }
    }

    /// The same without what nobody sees, which comes along unnoticed when something is copied. Line breaks stay.
    public static func withoutUnseen(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !isUnseen($0) }))
    }

    /// The same on one line: for what somebody else wrote, whom nobody can ask.
    public static func made(of text: String) -> String {
        guard !holds(text) else { return text }
        let spaced = withoutUnseen(text).unicodeScalars.map { endsLine($0) ? " " : $0 }
        return String(String.UnicodeScalarView(spaced)).split(separator: " ").joined(separator: " ")
    }

    /// Control characters, tabulators among them, and Unicode's own separators of lines and paragraphs.
    private static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x2029: true
        default: false
        }
    }

    /// What Unicode lets nobody see (Default_Ignorable_Code_Point), but for what letters need: joiners of Arabic and Indic scripts, and
    /// the selectors of a letter's shape.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00AD, 0x061C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180E, 0x200B, 0x200E...0x200F, 0x202A...0x202E,
            0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A,
            0xE0000...0xE00FF, 0xE01F0...0xE0FFF:
            true
        default: false
        }
    }
}
