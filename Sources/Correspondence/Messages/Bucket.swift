// SPDX-License-Identifier: AGPL-3.0-or-later
package import Age
import Bytes

/// Content in an age file to one recipient, whose size is always that of a bucket (docs/protocol.md, sections 1.3 to 5).
package enum Bucket {
    /// An age header for one `mlkem768x25519` recipient has one size: the version line, the stanza with 1,494 characters of
    /// encapsulated key and 43 of body, the MAC.
    private static let headerByteCount = 22 + (18 + 1494 + 1) + (43 + 1) + (4 + 43 + 1)
    private static let payloadNonceByteCount = 16
    private static let chunkByteCount = 65536
    private static let tagByteCount = 16

    /// How long the plaintext is in an age file of `byteCount` bytes.
    static func plaintextByteCount(in byteCount: Int) -> Int {
        let chunks = byteCount - headerByteCount - payloadNonceByteCount
        let sealedChunkByteCount = chunkByteCount + tagByteCount
        return chunks - (chunks + sealedChunkByteCount - 1) / sealedChunkByteCount * tagByteCount
    }

    /// Seals `content` into the smallest bucket that holds it.
    package static func seal(_ content: [UInt8], to recipient: HybridRecipient) throws(EnvelopeError) -> [UInt8] {
        let sizes = MessageLimits.bucketByteCounts
        for size in sizes {
            guard let padded = Padding.padded(content, to: plaintextByteCount(in: size)) else { continue }
            let file = try sealUnpadded(padded, to: recipient)
            precondition(file.count == size, "an age header for one hybrid recipient has one size")
            return file
        }
        throw .tooLarge(content.count + 4 - plaintextByteCount(in: sizes[sizes.count - 1]))
    }

    /// The content of what ``seal(_:to:)`` made.
    package static func open(_ file: [UInt8], with identities: [HybridIdentity]) throws(EnvelopeError) -> [UInt8] {
        guard MessageLimits.bucketByteCounts.contains(file.count) else { throw .malformed }
        let padded = try openUnpadded(file, with: identities)
        return try wellFormed { () throws(ByteReaderError) in try Padding.content(of: padded) }
    }

    /// An age file to one recipient that stands inside another one, which pads it.
    static func sealUnpadded(_ content: [UInt8], to recipient: HybridRecipient) throws(EnvelopeError) -> [UInt8] {
        do { return try AgeFile.seal(content, to: [.hybrid(recipient)]) } catch { throw .sealing(error) }
    }

    /// The content of what ``sealUnpadded(_:to:)`` made.
    static func openUnpadded(_ file: [UInt8], with identities: [HybridIdentity]) throws(EnvelopeError) -> [UInt8] {
        guard hasOneRecipient(file) else { throw .malformed }
        do { return try AgeFile.open(file, with: identities.map { .hybrid($0) }) } catch { throw .sealing(error) }
    }

    /// Whether the header ends where that of a file to one recipient does. Each further stanza would have to be tried with
    /// every key of a desk, and a stranger could send eighty.
    private static func hasOneRecipient(_ file: [UInt8]) -> Bool {
        let end = "\n--- ".utf8
        return file.count >= headerByteCount && file[(headerByteCount - 49)...].starts(with: end)
    }
}
