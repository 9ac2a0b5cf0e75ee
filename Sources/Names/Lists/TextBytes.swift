// SPDX-License-Identifier: AGPL-3.0-or-later

/// Tells UTF-16 and UTF-32, most of whose bytes are UTF-8 as well: read as it, nobody in them would ever be found.
public enum TextBytes {
    private static let shownByteCount = 1024

    /// Whether the bytes begin with another encoding's mark, or hold a NUL near their beginning, as no text does.
    public static func showOtherEncoding(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.prefix(shownByteCount).contains(0)
    }
}
