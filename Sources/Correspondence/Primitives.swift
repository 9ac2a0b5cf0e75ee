// SPDX-License-Identifier: AGPL-3.0-or-later

// Every cryptographic primitive that this module uses, and no other file imports them.
#if !hasFeature(Embedded)
    internal import Crypto

    enum Primitives {
        /// Bytes from the operating system's generator.
        static func random(_ count: Int) -> [UInt8] {
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }

        static func sha256(_ message: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: message)) }

        /// HKDF-SHA256 (RFC 5869) with an empty salt.
        static func hkdf(key: [UInt8], info: [UInt8], count: Int) -> [UInt8] {
            let derived = HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: key), info: info, outputByteCount: count)
            return unsafe derived.withUnsafeBytes { unsafe Array($0) }
        }

        static func hmac(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
            Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key)))
        }

        /// The Ed25519 verification key of a 32-byte seed (RFC 8032).
        static func verificationKey(seed: [UInt8]) -> [UInt8] { Array(signingKey(seed).publicKey.rawRepresentation) }

        static func sign(seed: [UInt8], _ message: [UInt8]) -> [UInt8] {
            guard let signature = try? signingKey(seed).signature(for: message) else {
                preconditionFailure("Ed25519 signs every message")
            }
            return Array(signature)
        }

        static func verifies(_ signature: [UInt8], by key: [UInt8], _ message: [UInt8]) -> Bool {
            guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return false }
            return key.isValidSignature(signature, for: message)
        }

        /// ChaCha20-Poly1305 (RFC 8439) under a nonce of zeros: for keys that seal once. The tag stands at the end.
        static func seal(_ plaintext: [UInt8], key: [UInt8], authenticating context: [UInt8]) -> [UInt8] {
            guard let nonce = try? ChaChaPoly.Nonce(data: zeroNonce),
                let box = try? ChaChaPoly.seal(
                    plaintext, using: SymmetricKey(data: key), nonce: nonce, authenticating: context)
            else { preconditionFailure("a 32-byte key seals every message") }
            return Array(box.ciphertext) + Array(box.tag)
        }

        /// Nil unless exactly this was sealed under the key and context.
        static func open(_ sealed: [UInt8], key: [UInt8], authenticating context: [UInt8]) -> [UInt8]? {
            guard let box = try? ChaChaPoly.SealedBox(combined: zeroNonce + sealed),
                let plaintext = try? ChaChaPoly.open(box, using: SymmetricKey(data: key), authenticating: context)
            else { return nil }
            return Array(plaintext)
        }

        private static let zeroNonce = [UInt8](repeating: 0, count: 12)

        private static func signingKey(_ seed: [UInt8]) -> Curve25519.Signing.PrivateKey {
            guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
                preconditionFailure("an Ed25519 seed is 32 bytes")
            }
            return key
        }
    }

    /// SHA-256 of bytes that stream by.
    struct RunningHash: Sendable {
        private var state = SHA256()

        mutating func update(_ bytes: [UInt8]) { state.update(data: bytes) }
        func digest() -> [UInt8] { Array(state.finalize()) }
    }
#endif

extension Primitives {
    /// The operating system's generator, for what takes one.
    static var generator: SystemRandomNumberGenerator { SystemRandomNumberGenerator() }
}
