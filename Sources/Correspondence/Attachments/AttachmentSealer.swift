// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
public import Bytes

/// Seals one file as it streams by, padding included, and names it at the end (docs/protocol.md, section 4).
public struct AttachmentSealer: Sendable, RedactedPrinting {
    /// How much of the file has been sealed.
    public private(set) var byteCount: UInt64 = 0
    private let seed: [UInt8]
    private var encryptor: Encryptor
    private var hash = RunningHash()
    /// Unknown until the file has ended.
    private var paddingLeft: UInt64?

    private static let pieceByteCount: UInt64 = 65536

    public init() {
        let identity = HybridIdentity()
        guard let encryptor = try? Encryptor(to: [.hybrid(identity.recipient)]) else {
            preconditionFailure("one hybrid recipient makes an age file")
        }
        seed = identity.seed
        self.encryptor = encryptor
    }

    /// An age header for one hybrid recipient, and the nonce behind it, take less than this.
    private static let headerByteCount: UInt64 = 2_048
    /// What age adds to a chunk of 64 KiB.
    private static let chunkTagByteCount: UInt64 = 16

    /// How many bytes a file of `byteCount` has at most when it is padded and sealed.
    public static func mostSealedByteCount(of byteCount: UInt64) -> UInt64 {
        let padded = Padding.padmeByteCount(byteCount)
        return headerByteCount + padded + (padded / pieceByteCount + 1) * chunkTagByteCount
    }

    /// The largest file that surely fits into `limit` bytes when it is padded and sealed; 0 where none does.
    public static func largestByteCount(sealedWithin limit: UInt64) -> UInt64 {
        var (low, high) = (UInt64(0), min(limit, 1 << 40))
        while low < high {
            let middle = low + (high - low + 1) / 2
            if mostSealedByteCount(of: middle) <= limit { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// Ciphertext that became ready.
    public mutating func update(_ plaintext: some Collection<UInt8>) -> [UInt8] {
        precondition(paddingLeft == nil, "the file has ended")
        byteCount += UInt64(plaintext.count)
        return hashed(encryptor.update(plaintext))
    }

    /// The file has ended: the next piece of ciphertext of its padding, at most 64 KiB, or nil when there is no more. Whoever
    /// calls this until it is nil before ``finish(name:mediaType:)`` uses constant memory; otherwise `finish` makes all of
    /// the padding (up to an eighth of the file) at once.
    public mutating func padding() -> [UInt8]? {
        let left = paddingLeft ?? Padding.padmeByteCount(byteCount) - byteCount
        let piece = min(left, Self.pieceByteCount)
        paddingLeft = left - piece
        guard piece > 0 else { return nil }
        return hashed(encryptor.update([UInt8](repeating: 0, count: Int(piece))))
    }

    /// The last ciphertext, and what the message says of the file. `blob` is the SHA-256 of all ciphertext given out.
    /// Call once; the name and media type are cleaned.
    public mutating func finish(name: String, mediaType: String) -> (ciphertext: [UInt8], attachment: Attachment) {
        var ciphertext: [UInt8] = []
        while let piece = padding() { ciphertext += piece }
        ciphertext += hashed(encryptor.finish())
        let attachment = Attachment(
            blob: hash.digest(), seed: seed, byteCount: byteCount, name: AttachmentName.cleaned(name),
            mediaType: MediaType.cleaned(mediaType))
        guard let attachment else { preconditionFailure("no file is larger than a tebibyte") }
        return (ciphertext, attachment)
    }

    private mutating func hashed(_ ciphertext: [UInt8]) -> [UInt8] {
        hash.update(ciphertext)
        return ciphertext
    }
}
