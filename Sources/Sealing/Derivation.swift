// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Crypto

/// `Derive` and the framing of `Sign` (docs/protocol.md, section 1.2), and fresh randomness.
enum Derivation {
    /// HKDF-SHA256 (RFC 5869) with an empty salt and `label || 0x00 || context` as info.
    static func key(_ secret: SymmetricKey, _ label: String, _ context: [UInt8] = [], count: Int = 32) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret, info: framed(label, context), outputByteCount: count)
    }

    static func bytes(_ secret: SymmetricKey, _ label: String, _ context: [UInt8] = [], count: Int = 32) -> [UInt8] {
        key(secret, label, context, count: count).exposedBytes
    }

    /// `label || 0x00 || message`: what is signed and hashed, so that no signature serves two purposes.
    static func framed(_ label: String, _ message: [UInt8]) -> [UInt8] {
        Array(label.utf8) + [0] + message
    }

    /// The first sixteen bytes of SHA-256(label || 0x00 || content): a name that follows from what it names.
    static func name(_ label: String, _ content: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: framed(label, content)).prefix(16))
    }

    static func randomBytes(_ count: Int) -> [UInt8] {
        SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).exposedBytes
    }
}

extension SymmetricKey {
    /// The key itself. Each use is a place for a reviewer to look at.
    var exposedBytes: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }
}
