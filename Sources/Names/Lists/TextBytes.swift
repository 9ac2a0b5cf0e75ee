// SPDX-License-Identifier: AGPL-3.0-or-later

/// Tells UTF-16 and UTF-32, most of whose bytes are UTF-8 as well: read as it, nobody in them would ever be found.
public enum TextBytes {
    private static let shownByteCount = 1024

    /// Of so many bytes one that is NUL is a slip of the pen; more of them are another encoding.
    private static let bytesForEachNul = 50

    /// Whether the bytes begin with another encoding's mark, or hold as many NULs near their beginning as no text does.
    public static func showOtherEncoding(_ bytes: [UInt8]) -> Bool {
        let shown = bytes.prefix(shownByteCount)
        return bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
            || shown.count { $0 == 0 } * bytesForEachNul > shown.count
    }

    /// Whether a row of a list can be read: UTF-8 without a NUL in it, which no name has.
    static func areText(_ row: ArraySlice<UInt8>) -> Bool {
        String(validating: row, as: UTF8.self) != nil && !row.contains(0)
    }
}
