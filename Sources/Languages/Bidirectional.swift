// SPDX-License-Identifier: AGPL-3.0-or-later

/// Words of others inside a line of ours, whichever way they are read (Unicode UAX #9).
public enum Bidirectional {
    private static let open: Unicode.Scalar = "\u{2068}"
    private static let close: Unicode.Scalar = "\u{2069}"

    /// For words that others wrote and ours stand behind: they keep their own direction and give it to nothing else. What is
    /// written from the left alone stays as it is.
    public static func isolated(_ text: String) -> String {
        // Hebrew is the first script from the right, and Unicode's own marks of direction come after it.
        guard text.utf8.contains(where: { $0 >= 0xD6 }), text.unicodeScalars.contains(where: turns) else { return text }
        return "\u{2068}\(contained(text))\u{2069}"
    }

    /// Without what turns the direction of whatever stands behind it: overrides and embeddings, and ends of isolates that nobody began.
    /// Isolates stay, and each ends.
    public static func contained(_ text: String) -> String {
        guard text.utf8.contains(0xE2), text.unicodeScalars.contains(where: isControl) else { return text }
        var depth = 0
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case open: depth += 1
            case close:
                guard depth > 0 else { continue }
                depth -= 1
            case let scalar where isControl(scalar): continue
            default: break
            }
            kept.append(scalar)
        }
        kept.append(contentsOf: repeatElement(close, count: depth))
        return String(kept)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Whether it is written from the right, or changes how others are.
    private static func turns(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0x200E...0x200F, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
            true
        default: isControl(scalar)
        }
    }
}
