// SPDX-License-Identifier: AGPL-3.0-or-later

// The primitives of the WebAssembly build: C functions that the page's module links in. Each has the meaning of its
// namesake in Primitives.swift; those that can fail return 1 for success.
#if hasFeature(Embedded)
    @_extern(c, "lifeboat_random")
    private func lifeboatRandom(_ out: UnsafeMutablePointer<UInt8>, _ count: Int)
    @_extern(c, "lifeboat_sha256_start")
    private func lifeboatHashStart(_ state128: UnsafeMutablePointer<UInt8>)
    @_extern(c, "lifeboat_sha256_update")
    private func lifeboatHashUpdate(
        _ state128: UnsafeMutablePointer<UInt8>, _ message: UnsafePointer<UInt8>, _ count: Int)
    @_extern(c, "lifeboat_sha256_finish")
    private func lifeboatHashFinish(_ state128: UnsafeMutablePointer<UInt8>, _ out32: UnsafeMutablePointer<UInt8>)
    @_extern(c, "lifeboat_hkdf_sha256_of_length")
    private func lifeboatHKDF(
        _ key: UnsafePointer<UInt8>, _ keyCount: Int, _ info: UnsafePointer<UInt8>, _ infoCount: Int,
        _ out: UnsafeMutablePointer<UInt8>, _ count: Int)
    @_extern(c, "lifeboat_hmac_sha256_of_bytes")
    private func lifeboatHMAC(
        _ key: UnsafePointer<UInt8>, _ keyCount: Int, _ message: UnsafePointer<UInt8>, _ messageCount: Int,
        _ out32: UnsafeMutablePointer<UInt8>)
    @_extern(c, "lifeboat_ed25519_public_key")
    private func lifeboatVerificationKey(_ seed32: UnsafePointer<UInt8>, _ out32: UnsafeMutablePointer<UInt8>)
    @_extern(c, "lifeboat_ed25519_sign")
    private func lifeboatSign(
        _ seed32: UnsafePointer<UInt8>, _ message: UnsafePointer<UInt8>, _ count: Int,
        _ out64: UnsafeMutablePointer<UInt8>)
    @_extern(c, "lifeboat_ed25519_verify")
    private func lifeboatVerify(
        _ key32: UnsafePointer<UInt8>, _ signature64: UnsafePointer<UInt8>, _ message: UnsafePointer<UInt8>,
        _ count: Int
    ) -> Int32
    @_extern(c, "lifeboat_chacha20_poly1305_seal_bytes")
    private func lifeboatSeal(
        _ key32: UnsafePointer<UInt8>, _ plaintext: UnsafePointer<UInt8>, _ count: Int,
        _ context: UnsafePointer<UInt8>, _ contextCount: Int, _ out: UnsafeMutablePointer<UInt8>)
    @_extern(c, "lifeboat_chacha20_poly1305_open_bytes")
    private func lifeboatOpen(
        _ key32: UnsafePointer<UInt8>, _ sealed: UnsafePointer<UInt8>, _ count: Int,
        _ context: UnsafePointer<UInt8>, _ contextCount: Int, _ out: UnsafeMutablePointer<UInt8>
    ) -> Int32

    enum Primitives {
        static func random(_ count: Int) -> [UInt8] {
            unsafe filled(count) { unsafe lifeboatRandom($0, count) }
        }

        static func sha256(_ message: [UInt8]) -> [UInt8] {
            var hash = RunningHash()
            hash.update(message)
            return hash.digest()
        }

        static func hkdf(key: [UInt8], info: [UInt8], count: Int) -> [UInt8] {
            unsafe filled(count) { unsafe lifeboatHKDF(key, key.count, info, info.count, $0, count) }
        }

        static func hmac(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
            unsafe filled(32) { unsafe lifeboatHMAC(key, key.count, message, message.count, $0) }
        }

        static func verificationKey(seed: [UInt8]) -> [UInt8] {
            precondition(seed.count == 32, "an Ed25519 seed is 32 bytes")
            return unsafe filled(32) { unsafe lifeboatVerificationKey(seed, $0) }
        }

        static func sign(seed: [UInt8], _ message: [UInt8]) -> [UInt8] {
            precondition(seed.count == 32, "an Ed25519 seed is 32 bytes")
            return unsafe filled(64) { unsafe lifeboatSign(seed, message, message.count, $0) }
        }

        static func verifies(_ signature: [UInt8], by key: [UInt8], _ message: [UInt8]) -> Bool {
            guard signature.count == 64, key.count == 32 else { return false }
            return unsafe lifeboatVerify(key, signature, message, message.count) == 1
        }

        static func seal(_ plaintext: [UInt8], key: [UInt8], authenticating context: [UInt8]) -> [UInt8] {
            precondition(key.count == 32, "a ChaCha20-Poly1305 key is 32 bytes")
            return unsafe filled(plaintext.count + 16) {
                unsafe lifeboatSeal(key, plaintext, plaintext.count, context, context.count, $0)
            }
        }

        static func open(_ sealed: [UInt8], key: [UInt8], authenticating context: [UInt8]) -> [UInt8]? {
            guard sealed.count > 16, key.count == 32 else { return nil }
            var status: Int32 = 0
            let plaintext = unsafe filled(sealed.count - 16) {
                status = unsafe lifeboatOpen(key, sealed, sealed.count, context, context.count, $0)
            }
            return status == 1 ? plaintext : nil
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

    struct RunningHash: Sendable {
        private var state: [UInt8]

        init() { state = unsafe Primitives.filled(128) { unsafe lifeboatHashStart($0) } }

        mutating func update(_ bytes: [UInt8]) { unsafe lifeboatHashUpdate(&state, bytes, bytes.count) }

        func digest() -> [UInt8] {
            var state = state
            return unsafe Primitives.filled(32) { unsafe lifeboatHashFinish(&state, $0) }
        }
    }
#endif
