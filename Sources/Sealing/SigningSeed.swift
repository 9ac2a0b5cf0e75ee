// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Crypto

/// Keys from 32-byte seeds. Any 32 bytes are a seed of Ed25519 (RFC 8032) and of X-Wing, so these cannot fail once
/// the length has been checked where the seed came in.
enum SigningSeed {
    static func key(_ seed: [UInt8]) -> Curve25519.Signing.PrivateKey {
        do {
            return try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        } catch {
            preconditionFailure("a signing seed is 32 bytes")
        }
    }

    static func sign(_ message: [UInt8], with key: Curve25519.Signing.PrivateKey) -> [UInt8] {
        do {
            return Array(try key.signature(for: message))
        } catch {
            preconditionFailure("Ed25519 signs every message")
        }
    }

    static func verify(_ signature: [UInt8], of message: [UInt8], by verificationKey: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: verificationKey) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}

extension HybridIdentity {
    /// From 32 bytes whose length is known.
    static func derived(_ seed: [UInt8]) -> HybridIdentity {
        do {
            return try HybridIdentity(seed: seed)
        } catch {
            preconditionFailure("an X-Wing seed is 32 bytes")
        }
    }
}
