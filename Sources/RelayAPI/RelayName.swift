// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes

/// A name that says nothing: 32 bytes, in addresses as lower-case hexadecimal. Slots, blobs and access keys
/// have such names; which one is meant stands in the ``Route``.
public struct RelayName: Hashable, Sendable, CustomStringConvertible {
    public static let byteCount = 32

    public let bytes: [UInt8]

    /// Nil unless `bytes` are 32.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Nil unless `hex` is 64 lower-case hexadecimal digits.
    public init?(hex: some StringProtocol) {
        guard hex.utf8.count == Self.byteCount * 2, let bytes = Hex.decode(hex) else { return nil }
        self.bytes = bytes
    }

    public var description: String { Hex.encode(bytes) }
}

/// What the sender of a blob chose to call its upload: 32 random bytes. Whoever knows them can continue or cancel
/// the upload, so they are not printed.
public struct UploadTicket: Hashable, Sendable {
    public static let byteCount = 32

    private let secret: Redacted<[UInt8]>

    /// Nil unless `bytes` are 32.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        secret = Redacted(bytes)
    }

    /// Nil unless `text` is 32 bytes in base64url without padding.
    public init?(base64URL text: some StringProtocol) {
        guard text.utf8.count == 43, let bytes = Base64URL.decode(text) else { return nil }
        self.init(bytes)
    }

    public var exposed: [UInt8] { secret.exposed }
}
