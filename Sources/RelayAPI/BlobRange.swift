// SPDX-License-Identifier: AGPL-3.0-or-later

/// A part of a blob, from a byte to its end: the one form of `Range` (RFC 9110, section 14.2) that a relay understands.
public struct BlobRange: Hashable, Sendable {
    /// The first byte that is asked for.
    public let start: UInt64

    public init(from start: UInt64) { self.start = start }

    /// Nil unless the field is `bytes=N-`, with N as it is printed.
    public init?(parsing field: String) {
        guard field.hasPrefix("bytes="), field.hasSuffix("-"), let start = UInt64(field.dropFirst(6).dropLast()),
            field.utf8.elementsEqual("bytes=\(start)-".utf8)
        else { return nil }
        self.start = start
    }

    public var field: String { "bytes=\(start)-" }
}
