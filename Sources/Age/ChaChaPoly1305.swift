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

// The AEAD of Primitives.swift, in a file of its own because there are two routes to the same cipher:
// swift-crypto's public one, and the module below it, which seals into the caller's memory and so takes half the
// time for a 64 KiB chunk. A test holds that both give equal bytes.
#if !hasFeature(Embedded)
    import Crypto
    import FoundationEssentials
    #if canImport(CCryptoBoringSSL)
        import CCryptoBoringSSL

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
#endif

#if !hasFeature(Embedded) && canImport(CCryptoBoringSSL)
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
