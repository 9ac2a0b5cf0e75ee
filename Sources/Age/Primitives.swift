// SPDX-License-Identifier: AGPL-3.0-or-later

// Every cryptographic primitive that Age uses, on swift-crypto: the one file of this module that meets it.
// PrimitivesEmbedded.swift declares the same for the WebAssembly build, where there is no swift-crypto.
#if !hasFeature(Embedded)
    import Crypto
    import CryptoExtras
    import FoundationEssentials
    import Glibc
    #if canImport(CCryptoBoringSSL)
        import CCryptoBoringSSL
    #endif

    enum Primitives {
        /// Bytes from the operating system's generator.
        static func randomBytes(_ count: Int) -> [UInt8] {
            unsafe SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes { unsafe Array($0) }
        }

        /// Overwrites with zeros in a way that the compiler may not leave out.
        static func wipe(_ bytes: UnsafeMutableRawBufferPointer) {
            guard let start = bytes.baseAddress else { return }
            unsafe explicit_bzero(start, bytes.count)
        }

        /// 32 bytes of HKDF-SHA-256 (RFC 5869).
        static func deriveKey(from secret: Secret, salt: [UInt8], info: [UInt8]) -> Secret {
            let key = HKDF<SHA256>.deriveKey(
                inputKeyMaterial: symmetricKey(secret), salt: salt, info: info, outputByteCount: 32)
            return Self.secret(key)
        }

        /// HMAC-SHA-256 (RFC 2104).
        static func authenticationCode(of message: [UInt8], key: Secret) -> [UInt8] {
            Array(HMAC<SHA256>.authenticationCode(for: message, using: symmetricKey(key)))
        }

        /// Whether `code` is the HMAC-SHA-256 of the message, compared in constant time.
        static func isAuthentic(_ code: [UInt8], of message: [UInt8], key: Secret) -> Bool {
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message, using: symmetricKey(key))
        }

        /// The X25519 public key of 32 secret bytes (RFC 7748).
        static func x25519PublicKey(of secret: Secret) -> [UInt8]? {
            guard let key = x25519Key(secret) else { return nil }
            return Array(key.publicKey.rawRepresentation)
        }

        /// The X25519 shared secret; nil when it is all zero, which a point of low order makes it.
        /// swift-crypto does not look (RFC 7748, section 6.1; age specification, "The X25519 recipient type").
        static func x25519(_ secret: Secret, _ point: [UInt8]) -> Secret? {
            guard let key = x25519Key(secret),
                let point = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: point),
                let shared = try? key.sharedSecretFromKeyAgreement(with: point)
            else { return nil }
            return unsafe shared.withUnsafeBytes { bytes in
                unsafe bytes.reduce(0, |) == 0 ? nil : unsafe Secret(bytes)
            }
        }

        /// scrypt with N = 2^workFactor, r = 8, p = 1 (RFC 7914). Nil when there is not enough memory.
        static func scrypt(_ passphrase: Secret, salt: [UInt8], workFactor: Int) -> Secret? {
            unsafe passphrase.withUnsafeBytes { bytes in
                let key = unsafe try? KDF.Scrypt.deriveKey(
                    from: bytes, salt: salt, outputByteCount: 32, rounds: 1 << workFactor, blockSize: 8, parallelism: 1)
                return key.map(secret)
            }
        }

        /// HPKE SealBase with X-Wing, HKDF-SHA256 and ChaCha20-Poly1305 (RFC 9180, section 6.1). Nil when the
        /// recipient is not a valid public key.
        static func hybridSeal(
            _ message: Secret, to recipient: [UInt8], info: [UInt8]
        ) -> (encapsulated: [UInt8], ciphertext: [UInt8])? {
            guard let recipient = try? XWingMLKEM768X25519.PublicKey(rawRepresentation: recipient),
                var sender = try? HPKE.Sender(recipientKey: recipient, ciphersuite: hybridSuite, info: Data(info)),
                let ciphertext = try? sender.seal(message.bytes)
            else { return nil }
            return (Array(sender.encapsulatedKey), Array(ciphertext))
        }

        /// What became of an HPKE message.
        enum HybridOpening {
            case opened(Secret)
            /// The encapsulated key is not one.
            case refused
            /// Sealed to another key.
            case notForThisKey
        }

        fileprivate static var hybridSuite: HPKE.Ciphersuite {
            HPKE.Ciphersuite(kem: .XWingMLKEM768X25519, kdf: .HKDF_SHA256, aead: .chaChaPoly)
        }

        private static func x25519Key(_ secret: Secret) -> Curve25519.KeyAgreement.PrivateKey? {
            unsafe secret.withUnsafeBytes { bytes in
                unsafe try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes)
            }
        }

        fileprivate static func symmetricKey(_ secret: Secret) -> SymmetricKey {
            unsafe secret.withUnsafeBytes { bytes in unsafe SymmetricKey(data: bytes) }
        }

        private static func secret(_ key: SymmetricKey) -> Secret {
            unsafe key.withUnsafeBytes { bytes in unsafe Secret(bytes) }
        }
    }

    /// An X-Wing private key. Making it of its seed is a third of what an opening takes, and a desk opens ten thousand files with one.
    struct HybridKey: Sendable {
        private let key: XWingMLKEM768X25519.PrivateKey

        /// Nil unless the seed is 32 bytes.
        init?(seed: Secret) {
            let key = unsafe seed.withUnsafeBytes { bytes in
                unsafe try? XWingMLKEM768X25519.PrivateKey(seedRepresentation: bytes, publicKey: nil)
            }
            guard let key else { return nil }
            self.key = key
        }

        /// 1,216 bytes.
        var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

        /// HPKE OpenBase, the inverse of ``Primitives/hybridSeal(_:to:info:)``.
        func open(_ ciphertext: [UInt8], encapsulated: [UInt8], info: [UInt8]) -> HybridOpening {
            let opener = try? HPKE.Recipient(
                privateKey: key, ciphersuite: Primitives.hybridSuite, info: Data(info),
                encapsulatedKey: Data(encapsulated))
            guard var opener else { return .refused }
            guard let message = try? opener.open(ciphertext) else { return .notForThisKey }
            return .opened(Secret(message))
        }
    }

    // swift-crypto's key shows its bytes to whoever dumps it.
    extension HybridKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
        var description: String { "[redacted]" }
        var debugDescription: String { "[redacted]" }
        var customMirror: Mirror { Mirror(self, children: []) }
    }

    // There are two routes to ChaCha20-Poly1305: swift-crypto's public one, and the module below it, which seals into the
    // caller's memory and so takes half the time for a 64 KiB chunk (docs/decisions/0008). A test holds that both give
    // equal bytes.
    #if canImport(CCryptoBoringSSL)
        typealias AEADKey = DirectAEADKey
    #else
        typealias AEADKey = PortableAEADKey
    #endif

    /// ChaCha20-Poly1305 (RFC 8439) through swift-crypto's public interface.
    struct PortableAEADKey: Sendable {
        private let key: SymmetricKey

        init(_ key: Secret) { self.key = Primitives.symmetricKey(key) }

        /// Appends ciphertext and tag.
        func seal(_ plaintext: Span<UInt8>, nonce: AEADNonce, into output: inout [UInt8]) {
            let box = unsafe plaintext.withUnsafeBytes { bytes in
                unsafe try? ChaChaPoly.seal(bytes, using: key, nonce: ChaChaPoly.Nonce(data: nonce.bytes))
            }
            guard let box else { preconditionFailure("a 32-byte key and a 12-byte nonce always seal") }
            output.append(contentsOf: box.ciphertext)
            output.append(contentsOf: box.tag)
        }

        /// Appends the plaintext, or appends nothing and returns false when the bytes are not authentic.
        func open(_ sealed: Span<UInt8>, nonce: AEADNonce, into output: inout [UInt8]) -> Bool {
            let plaintext = unsafe sealed.withUnsafeBytes { bytes in
                try? ChaChaPoly.open(
                    ChaChaPoly.SealedBox(combined: unsafe Data(nonce.bytes) + Data(bytes)), using: key)
            }
            guard let plaintext else { return false }
            output.append(contentsOf: plaintext)
            return true
        }
    }

    #if canImport(CCryptoBoringSSL)
        /// ChaCha20-Poly1305 (RFC 8439) through the BoringSSL that swift-crypto carries.
        @safe final class DirectAEADKey: @unchecked Sendable {
            // Made in init, freed in deinit, and BoringSSL only reads it in between.
            private let context: UnsafeMutablePointer<EVP_AEAD_CTX>

            init(_ key: Secret) {
                let context = unsafe key.withUnsafeBytes { bytes in
                    unsafe CCryptoBoringSSL_EVP_AEAD_CTX_new(
                        CCryptoBoringSSL_EVP_aead_chacha20_poly1305(), bytes.bindMemory(to: UInt8.self).baseAddress,
                        bytes.count, aeadTagByteCount)
                }
                guard let context = unsafe context else { preconditionFailure("a 32-byte key always makes a context") }
                unsafe self.context = unsafe context
            }

            deinit { unsafe CCryptoBoringSSL_EVP_AEAD_CTX_free(context) }

            /// Appends ciphertext and tag.
            func seal(_ plaintext: Span<UInt8>, nonce: AEADNonce, into output: inout [UInt8]) {
                let sealed = unsafe append(to: &output, atMost: plaintext.count + aeadTagByteCount) { target, count in
                    unsafe plaintext.withUnsafeBufferPointer { source in
                        unsafe CCryptoBoringSSL_EVP_AEAD_CTX_seal(
                            context, target.baseAddress, &count, target.count, nonce.bytes, nonce.bytes.count,
                            source.baseAddress, source.count, nil, 0) == 1
                    }
                }
                precondition(sealed, "a buffer of the right size always seals")
            }

            /// Appends the plaintext, or appends nothing and returns false when the bytes are not authentic.
            func open(_ sealed: Span<UInt8>, nonce: AEADNonce, into output: inout [UInt8]) -> Bool {
                guard sealed.count >= aeadTagByteCount else { return false }
                return unsafe append(to: &output, atMost: sealed.count - aeadTagByteCount) { target, count in
                    unsafe sealed.withUnsafeBufferPointer { source in
                        unsafe CCryptoBoringSSL_EVP_AEAD_CTX_open(
                            context, target.baseAddress, &count, target.count, nonce.bytes, nonce.bytes.count,
                            source.baseAddress, source.count, nil, 0) == 1
                    }
                }
            }

            /// Lets `body` write behind what the array holds; keeps nothing of it when `body` says false.
            private func append(
                to output: inout [UInt8], atMost capacity: Int,
                _ body: (UnsafeMutableBufferPointer<UInt8>, inout Int) -> Bool
            ) -> Bool {
                var succeeded = false
                output.append(addingCapacity: capacity) { span in
                    unsafe span.withUnsafeMutableBufferPointer { free, initializedCount in
                        var count = 0
                        succeeded = unsafe body(UnsafeMutableBufferPointer(rebasing: free[..<capacity]), &count)
                        initializedCount = succeeded ? count : 0
                    }
                }
                return succeeded
            }
        }
    #endif
#endif
