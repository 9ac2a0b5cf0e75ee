// SPDX-License-Identifier: AGPL-3.0-or-later

// The primitives of the WebAssembly build: C functions that the page's module links in. Each has the
// meaning of its namesake in Primitives.swift; those that can fail return 1 for success.
#if hasFeature(Embedded)
    @_extern(c, "lifeboat_random")
    private func lifeboatRandom(_ out: UnsafeMutablePointer<UInt8>, _ count: Int)
    @_extern(c, "lifeboat_wipe")
    private func lifeboatWipe(_ bytes: UnsafeMutableRawPointer, _ count: Int)
    @_extern(c, "lifeboat_hkdf_sha256")
    private func lifeboatHKDF(
        _ secret: UnsafeRawPointer?, _ secretCount: Int, _ salt: UnsafePointer<UInt8>, _ saltCount: Int,
        _ info: UnsafePointer<UInt8>, _ infoCount: Int, _ out32: UnsafeMutablePointer<UInt8>)
    @_extern(c, "lifeboat_hmac_sha256")
    private func lifeboatHMAC(
        _ key: UnsafeRawPointer?, _ keyCount: Int, _ message: UnsafePointer<UInt8>, _ messageCount: Int,
        _ out32: UnsafeMutablePointer<UInt8>)
    @_extern(c, "lifeboat_equal_in_constant_time")
    private func lifeboatEqual(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Int32
    @_extern(c, "lifeboat_x25519_public_key")
    private func lifeboatX25519PublicKey(_ secret32: UnsafeRawPointer?, _ out32: UnsafeMutablePointer<UInt8>)
    /// Returns 0 when the shared secret is all zero.
    @_extern(c, "lifeboat_x25519")
    private func lifeboatX25519(
        _ secret32: UnsafeRawPointer?, _ point32: UnsafePointer<UInt8>, _ out32: UnsafeMutablePointer<UInt8>
    ) -> Int32
    @_extern(c, "lifeboat_scrypt_r8_p1")
    private func lifeboatScrypt(
        _ passphrase: UnsafeRawPointer?, _ passphraseCount: Int, _ salt: UnsafePointer<UInt8>, _ saltCount: Int,
        _ workFactor: Int, _ out32: UnsafeMutablePointer<UInt8>
    ) -> Int32
    @_extern(c, "lifeboat_xwing_public_key")
    private func lifeboatXWingPublicKey(_ seed32: UnsafeRawPointer?, _ out1216: UnsafeMutablePointer<UInt8>) -> Int32
    @_extern(c, "lifeboat_hpke_xwing_seal")
    private func lifeboatHPKESeal(
        _ recipient1216: UnsafePointer<UInt8>, _ info: UnsafePointer<UInt8>, _ infoCount: Int,
        _ message: UnsafeRawPointer?, _ messageCount: Int, _ encapsulated1120: UnsafeMutablePointer<UInt8>,
        _ ciphertext: UnsafeMutablePointer<UInt8>
    ) -> Int32
    /// Returns 1 when opened, 0 when sealed to another key, -1 when the encapsulated key is not one.
    @_extern(c, "lifeboat_hpke_xwing_open")
    private func lifeboatHPKEOpen(
        _ seed32: UnsafeRawPointer?, _ info: UnsafePointer<UInt8>, _ infoCount: Int,
        _ encapsulated1120: UnsafePointer<UInt8>, _ ciphertext: UnsafePointer<UInt8>, _ ciphertextCount: Int,
        _ message: UnsafeMutablePointer<UInt8>
    ) -> Int32
    @_extern(c, "lifeboat_chacha20_poly1305_seal")
    private func lifeboatAEADSeal(
        _ key32: UnsafeRawPointer?, _ nonce12: UnsafePointer<UInt8>, _ plaintext: UnsafePointer<UInt8>?, _ count: Int,
        _ out: UnsafeMutablePointer<UInt8>)
    @_extern(c, "lifeboat_chacha20_poly1305_open")
    private func lifeboatAEADOpen(
        _ key32: UnsafeRawPointer?, _ nonce12: UnsafePointer<UInt8>, _ sealed: UnsafePointer<UInt8>?, _ count: Int,
        _ out: UnsafeMutablePointer<UInt8>
    ) -> Int32

    enum Primitives {
        static func randomBytes(_ count: Int) -> [UInt8] {
            unsafe filled(count) { unsafe lifeboatRandom($0, count) }
        }

        static func wipe(_ bytes: UnsafeMutableRawBufferPointer) {
            guard let start = bytes.baseAddress else { return }
            unsafe lifeboatWipe(start, bytes.count)
        }

        static func deriveKey(from secret: Secret, salt: [UInt8], info: [UInt8]) -> Secret {
            unsafe secret.withUnsafeBytes { bytes in
                unsafe Secret(
                    filled(32) {
                        unsafe lifeboatHKDF(bytes.baseAddress, bytes.count, salt, salt.count, info, info.count, $0)
                    })
            }
        }

        static func authenticationCode(of message: [UInt8], key: Secret) -> [UInt8] {
            unsafe key.withUnsafeBytes { bytes in
                unsafe filled(32) { unsafe lifeboatHMAC(bytes.baseAddress, bytes.count, message, message.count, $0) }
            }
        }

        static func isAuthentic(_ code: [UInt8], of message: [UInt8], key: Secret) -> Bool {
            let expected = authenticationCode(of: message, key: key)
            guard code.count == expected.count else { return false }
            return unsafe lifeboatEqual(code, expected, code.count) == 1
        }

        static func x25519PublicKey(of secret: Secret) -> [UInt8]? {
            guard secret.count == 32 else { return nil }
            return unsafe secret.withUnsafeBytes { bytes in
                unsafe filled(32) { unsafe lifeboatX25519PublicKey(bytes.baseAddress, $0) }
            }
        }

        static func x25519(_ secret: Secret, _ point: [UInt8]) -> Secret? {
            guard secret.count == 32, point.count == 32 else { return nil }
            var status: Int32 = 0
            let shared = unsafe secret.withUnsafeBytes { bytes in
                unsafe Secret(filled(32) { status = unsafe lifeboatX25519(bytes.baseAddress, point, $0) })
            }
            return status == 1 ? shared : nil
        }

        static func scrypt(_ passphrase: Secret, salt: [UInt8], workFactor: Int) -> Secret? {
            var status: Int32 = 0
            let key = unsafe passphrase.withUnsafeBytes { bytes in
                unsafe Secret(
                    filled(32) {
                        status = unsafe lifeboatScrypt(
                            bytes.baseAddress, bytes.count, salt, salt.count, workFactor, $0)
                    })
            }
            return status == 1 ? key : nil
        }

        static func hybridSeal(
            _ message: Secret, to recipient: [UInt8], info: [UInt8]
        ) -> (encapsulated: [UInt8], ciphertext: [UInt8])? {
            guard recipient.count == 1216 else { return nil }
            var status: Int32 = 0
            var ciphertext: [UInt8] = []
            let encapsulated = unsafe message.withUnsafeBytes { bytes in
                unsafe filled(1120) { encapsulated in
                    ciphertext = unsafe filled(bytes.count + aeadTagByteCount) {
                        status = unsafe lifeboatHPKESeal(
                            recipient, info, info.count, bytes.baseAddress, bytes.count, encapsulated, $0)
                    }
                }
            }
            return status == 1 ? (encapsulated, ciphertext) : nil
        }

        /// `count` bytes that `body` writes.
        fileprivate static func filled(_ count: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Void) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: count)
            unsafe bytes.withUnsafeMutableBufferPointer { buffer in
                if let start = buffer.baseAddress { unsafe body(start) }
            }
            return bytes
        }
    }

    struct HybridKey: Sendable {
        private let seed: Secret

        init?(seed: Secret) {
            guard seed.count == 32 else { return nil }
            self.seed = seed
        }

        var publicKey: [UInt8] {
            var status: Int32 = 0
            let key = unsafe seed.withUnsafeBytes { bytes in
                unsafe Primitives.filled(1216) { status = unsafe lifeboatXWingPublicKey(bytes.baseAddress, $0) }
            }
            precondition(status == 1, "any 32 bytes are a seed")
            return key
        }

        func open(_ ciphertext: [UInt8], encapsulated: [UInt8], info: [UInt8]) -> HybridOpening {
            guard encapsulated.count == 1120, ciphertext.count >= aeadTagByteCount else { return .refused }
            var status: Int32 = 0
            let message = unsafe seed.withUnsafeBytes { bytes in
                unsafe Secret(
                    Primitives.filled(ciphertext.count - aeadTagByteCount) {
                        status = unsafe lifeboatHPKEOpen(
                            bytes.baseAddress, info, info.count, encapsulated, ciphertext, ciphertext.count, $0)
                    })
            }
            switch status {
            case 1: return .opened(message)
            case 0: return .notForThisKey
            default: return .refused
            }
        }
    }

    struct AEADKey: Sendable {
        private let key: Secret

        init(_ key: Secret) { self.key = key }

        func seal(_ plaintext: Span<UInt8>, nonce: AEADNonce, into output: inout [UInt8]) {
            let start = output.count
            output.append(contentsOf: repeatElement(0, count: plaintext.count + aeadTagByteCount))
            unsafe output.withUnsafeMutableBufferPointer { target in
                unsafe plaintext.withUnsafeBufferPointer { source in
                    unsafe key.withUnsafeBytes { key in
                        guard let base = target.baseAddress else { return }
                        unsafe lifeboatAEADSeal(
                            key.baseAddress, nonce.bytes, source.baseAddress, source.count, base + start)
                    }
                }
            }
        }

        func open(_ sealed: Span<UInt8>, nonce: AEADNonce, into output: inout [UInt8]) -> Bool {
            guard sealed.count >= aeadTagByteCount else { return false }
            let start = output.count
            // One byte more than needed, so that an empty plaintext has an address to be written to.
            output.append(contentsOf: repeatElement(0, count: sealed.count - aeadTagByteCount + 1))
            var status: Int32 = 0
            unsafe output.withUnsafeMutableBufferPointer { target in
                unsafe sealed.withUnsafeBufferPointer { source in
                    unsafe key.withUnsafeBytes { key in
                        guard let base = target.baseAddress else { return }
                        status = unsafe lifeboatAEADOpen(
                            key.baseAddress, nonce.bytes, source.baseAddress, source.count, base + start)
                    }
                }
            }
            output.removeLast(status == 1 ? 1 : output.count - start)
            return status == 1
        }
    }
#endif
