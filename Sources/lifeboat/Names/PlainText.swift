// SPDX-License-Identifier: AGPL-3.0-or-later

/// Words of lists and texts as a terminal may show them.
enum PlainText {
    /// Without what moves the cursor, hides letters or begins a line: a row of a list must not write a hit of its own.
    static func onOneLine(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .lineSeparator, .paragraphSeparator: shown.append(" ")
            case .control: shown.append(isSpace(scalar) ? " " : "\u{FFFD}")
            case .format, .surrogate, .unassigned, .privateUse: shown.append("\u{FFFD}")
            default: shown.append(scalar)
            }
        }
        return String(shown)
    }

    /// A tabulator, or something that ends a line.
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        (0x09...0x0D).contains(scalar.value) || scalar.value == 0x85
    }
}
