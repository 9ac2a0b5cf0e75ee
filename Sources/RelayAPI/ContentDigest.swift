// SPDX-License-Identifier: AGPL-3.0-or-later
import Crypto

/// The SHA-256 of a body, as the `Content-Digest` field has it (RFC 9530): only this one form,
/// `sha-256=:BASE64:`.
public struct ContentDigest: Hashable, Sendable {
    public let bytes: [UInt8]

    public init(of body: [UInt8]) { bytes = Array(SHA256.hash(data: body)) }

    /// Nil unless `field` is exactly one SHA-256.
    public init?(parsing field: String) {
        let prefix = "sha-256=:"
        guard field.hasPrefix(prefix), field.hasSuffix(":"), field.utf8.count == prefix.utf8.count + 45,
            let bytes = Base64.decode(field.dropFirst(prefix.count).dropLast(), byteCount: 32)
        else { return nil }
        self.bytes = bytes
    }

    public var field: String { "sha-256=:\(Base64.encode(bytes)):" }
}
