// SPDX-License-Identifier: AGPL-3.0-or-later

/// The nonce of ChaCha20-Poly1305: 12 bytes.
struct AEADNonce: Sendable {
    let bytes: [UInt8]

    /// For a key that seals once: age's wrapped file keys.
    static let zero = AEADNonce(bytes: [UInt8](repeating: 0, count: 12))

    /// Of one chunk of a payload: a big-endian counter in 11 bytes, then 1 for the last chunk and 0 for the others
    /// (age specification, "Payload").
    init(chunk index: UInt64, isLast: Bool) {
        var bytes = [UInt8](repeating: 0, count: 12)
        for offset in 0..<8 { bytes[10 - offset] = UInt8(truncatingIfNeeded: index >> (8 * UInt64(offset))) }
        bytes[11] = isLast ? 1 : 0
        self.bytes = bytes
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }
}

/// How many bytes sealing adds.
let aeadTagByteCount = 16
