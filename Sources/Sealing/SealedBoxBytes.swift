// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Crypto
internal import Foundation

/// `nonce || ciphertext || tag` of ChaCha20-Poly1305 (RFC 8439) as one byte string.
enum SealedBoxBytes {
    static let nonceByteCount = 12
    static let tagByteCount = 16
    static let overheadByteCount = nonceByteCount + tagByteCount

    /// Under a fresh random nonce; a nonce is given by tests alone, to make the bytes of a vector.
    static func seal(
        _ plaintext: [UInt8], _ key: SymmetricKey, authenticating header: [UInt8], nonce: [UInt8]? = nil
    ) -> [UInt8] {
        do {
            let nonce = try nonce.map { try ChaChaPoly.Nonce(data: $0) }
            return Array(try ChaChaPoly.seal(plaintext, using: key, nonce: nonce, authenticating: header).combined)
        } catch {
            preconditionFailure("a 32-byte key and a fresh nonce always seal")
        }
    }

    /// Nil when the box was not sealed with this key and header: damaged, or another's.
    static func open(
        _ box: ArraySlice<UInt8>, _ key: SymmetricKey, authenticating header: some Collection<UInt8>
    ) -> [UInt8]? {
        guard box.count >= overheadByteCount else { return nil }
        do {
            let plaintext = try ChaChaPoly.open(
                ChaChaPoly.SealedBox(combined: Data(box)), using: key, authenticating: Array(header))
            return Array(plaintext)
        } catch {
            return nil
        }
    }
}
