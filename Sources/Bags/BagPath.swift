// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why text names no file of a bag.
public enum BagPathError: Error, Hashable, Sendable {
    case empty
    /// Longer than ``BagPath/maximumCount``, or a part of it longer than ``BagPath/maximumPartCount``.
    case tooLong
    /// Absolute, climbing (`..`), doubled or trailing separators, a character that some system reads as one, or one that two systems may
    /// write in two ways.
    case unsafe
}

/// Where a file stands below a bag's `data/`: relative, forward, and the same file on every system.
///
/// RFC 8493 (section 2.1.3) allows more; what it allows and this refuses is what has escaped from archives before, and what one system
/// composes and another takes apart: a manifest would then name a file that is not there.
public struct BagPath: Hashable, Sendable, Comparable {
    /// With parts of at most ``maximumPartCount`` a path of ASCII fits the two name fields of a tar header, behind the bag's
    /// folder and `data/`, wherever the separators stand; of other letters a part fits the 255 bytes that file systems have for a name.
    public static let maximumCount = 150
    public static let maximumPartCount = 60

    public let text: String

    public init(parsing text: String) throws(BagPathError) {
        guard !text.isEmpty else { throw .empty }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard text.unicodeScalars.count <= Self.maximumCount,
            parts.allSatisfy({ $0.unicodeScalars.count <= Self.maximumPartCount })
        else { throw .tooLong }
        guard parts.allSatisfy(Self.isSafe) else { throw .unsafe }
        self.text = text
    }

    public static func < (one: BagPath, other: BagPath) -> Bool {
        one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }

    /// Whether it needs no more than every tar header can say.
    var isASCII: Bool { text.utf8.allSatisfy { $0 < 0x80 } }

    /// Letters, digits, `-`, `_` and `.`, and not a name that means a folder.
    private static func isSafe(_ part: Substring) -> Bool {
        guard let first = part.unicodeScalars.first, first != "." else { return false }
        return part.unicodeScalars.allSatisfy(isSafe)
    }

    /// Whether a character may stand in a path: a letter or a digit of any script that is written in one way only (Unicode Standard Annex 15:
    /// no mark that is put together with the letter before it, and nothing that normalising changes), or `-`, `_`, `.`.
    public static func isSafe(_ character: Unicode.Scalar) -> Bool {
        if character == "-" || character == "_" || character == "." { return true }
        let properties = character.properties
        guard !properties.isFullCompositionExclusion, !isPartOfSyllable(character) else { return false }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .decimalNumber: return true
        default: return false
        }
    }

    /// Korean letters that stand in a row where the syllable has a character of its own.
    private static func isPartOfSyllable(_ character: Unicode.Scalar) -> Bool {
        switch character.value {
        case 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF: true
        default: false
        }
    }
}
