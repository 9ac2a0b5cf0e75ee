// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why text names no file of a bag.
public enum BagPathError: Error, Hashable, Sendable {
    case empty
    /// Longer than ``BagPath/maximumByteCount``, or a part of it longer than ``BagPath/maximumPartByteCount``.
    case tooLong
    /// Absolute, climbing (`..`), doubled or trailing separators, or a character that some system reads as one.
    case unsafe
}

/// Where a file stands below a bag's `data/`: relative, forward, and the same file on every system.
///
/// RFC 8493 (section 2.1.3) allows more; what it allows and this refuses is what has escaped from archives before.
public struct BagPath: Hashable, Sendable, Comparable {
    /// With parts of at most ``maximumPartByteCount`` this fits the two name fields of a tar header, behind the bag's
    /// folder and `data/`, wherever the separators stand.
    public static let maximumByteCount = 150
    public static let maximumPartByteCount = 60

    public let text: String

    public init(parsing text: String) throws(BagPathError) {
        guard !text.isEmpty else { throw .empty }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.maximumByteCount,
            parts.allSatisfy({ $0.utf8.count <= Self.maximumPartByteCount })
        else { throw .tooLong }
        guard parts.allSatisfy(Self.isSafe) else { throw .unsafe }
        self.text = text
    }

    public static func < (one: BagPath, other: BagPath) -> Bool {
        one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }

    /// Letters, digits, `-`, `_` and `.`, and not a name that means a folder.
    private static func isSafe(_ part: Substring) -> Bool {
        guard !part.isEmpty, part.first != "." else { return false }
        return part.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
    }
}
