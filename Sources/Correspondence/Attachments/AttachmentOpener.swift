// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
public import Bytes

/// Opens one file as it streams by; stops at its true size and checks that only zeros follow
/// (docs/protocol.md, section 4).
public struct AttachmentOpener: Sendable, RedactedPrinting {
    private let attachment: Attachment
    private var decryptor: Decryptor
    private var hash = RunningHash()
    private var openedByteCount: UInt64 = 0

    public init(_ attachment: Attachment) throws(AgeError) {
        self.attachment = attachment
        decryptor = Decryptor(identities: [.hybrid(try HybridIdentity(seed: attachment.seed))])
    }

    /// Plaintext that became ready and was authenticated.
    public mutating func update(_ ciphertext: some Collection<UInt8>) throws(EnvelopeError) -> [UInt8] {
        let ciphertext = Array(ciphertext)
        hash.update(ciphertext)
        let plaintext: [UInt8]
        do { plaintext = try decryptor.update(ciphertext) } catch { throw .sealing(error) }
        return try unpadded(plaintext)
    }

    /// The last plaintext. Throws `malformed` if the ciphertext is not the one that the message names, or its size is not
    /// the padded one.
    public mutating func finish() throws(EnvelopeError) -> [UInt8] {
        let last: [UInt8]
        do { last = try decryptor.finish() } catch { throw .sealing(error) }
        let plaintext = try unpadded(last)
        guard openedByteCount == Padding.padmeByteCount(attachment.byteCount),
            Derivation.matches(hash.digest(), attachment.blob)
        else { throw .malformed }
        return plaintext
    }

    private mutating func unpadded(_ plaintext: [UInt8]) throws(EnvelopeError) -> [UInt8] {
        let room = attachment.byteCount - min(openedByteCount, attachment.byteCount)
        openedByteCount += UInt64(plaintext.count)
        guard UInt64(plaintext.count) > room else { return plaintext }
        guard openedByteCount <= Padding.padmeByteCount(attachment.byteCount),
            plaintext.dropFirst(Int(room)).allSatisfy({ $0 == 0 })
        else { throw .malformed }
        return Array(plaintext.prefix(Int(room)))
    }
}
