// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why a part of a sealed file could not be read.
public enum SeekError<ReadFailure: Error>: Error {
    /// The file is at fault.
    case age(AgeError)
    /// The storage is at fault.
    case read(ReadFailure)
}

extension SeekError: Equatable where ReadFailure: Equatable {}

/// Reads any part of a sealed file without the rest: at most the header, the last chunk and the chunks asked for.
/// Nothing is returned before its chunk is authenticated (age specification, "Payload").
public struct SeekableDecryptor<ReadFailure: Error>: Sendable {
    /// Up to `count` bytes of the sealed file from `offset`; fewer only where the file ends.
    public typealias Read = @Sendable (_ offset: UInt64, _ count: Int) throws(ReadFailure) -> [UInt8]

    /// How many bytes of plaintext there are. The last chunk vouches for it.
    public let byteCount: UInt64

    private let read: Read
    private let opener: PayloadOpener
    private let payloadStart: UInt64
    private let chunkCount: UInt64
    private let sealedByteCount: UInt64
    private var cached: (index: UInt64, plaintext: [UInt8])?

    /// Reads the header of a file of `sealedByteCount` bytes, and authenticates its last chunk, so that neither a cut
    /// nor an addition goes unseen.
    public init(
        sealedByteCount: UInt64, identities: [Identity], read: @escaping Read
    ) throws(SeekError<ReadFailure>) {
        let front = try Self.readFront(identities: identities, read: read)
        guard sealedByteCount <= UInt64(Int64.max), sealedByteCount >= front.byteCount + UInt64(aeadTagByteCount) else {
            throw .age(.payloadTruncated)
        }
        let payload = sealedByteCount - front.byteCount
        let sealedChunk = UInt64(Payload.sealedChunkByteCount)
        self.read = read
        self.sealedByteCount = sealedByteCount
        opener = front.opener
        payloadStart = front.byteCount
        chunkCount = (payload + sealedChunk - 1) / sealedChunk
        let tags = chunkCount * UInt64(aeadTagByteCount)
        guard payload - (chunkCount - 1) * sealedChunk >= UInt64(aeadTagByteCount) else {
            throw .age(.payloadTruncated)
        }
        byteCount = payload - tags
        _ = try chunk(at: chunkCount - 1)
    }

    /// The plaintext from `offset`: `count` bytes, or fewer where it ends.
    public mutating func read(at offset: UInt64, count: Int) throws(SeekError<ReadFailure>) -> [UInt8] {
        guard count > 0, offset < byteCount else { return [] }
        let end = offset + min(UInt64(count), byteCount - offset)
        let size = UInt64(Payload.chunkByteCount)
        var output: [UInt8] = []
        output.reserveCapacity(Int(end - offset))
        for index in offset / size...(end - 1) / size {
            let plaintext = try chunk(at: index)
            let start = index * size
            let from = Int(max(offset, start) - start)
            let to = Int(min(end, start + size) - start)
            output.append(contentsOf: plaintext[from..<to])
        }
        return output
    }

    /// One chunk's plaintext. The latest stays, so that reading on costs no chunk twice.
    private mutating func chunk(at index: UInt64) throws(SeekError<ReadFailure>) -> [UInt8] {
        if let cached, cached.index == index { return cached.plaintext }
        let start = payloadStart + index * UInt64(Payload.sealedChunkByteCount)
        let expectedCount = Int(min(UInt64(Payload.sealedChunkByteCount), sealedByteCount - start))
        let sealed = try Self.bytes(at: start, count: expectedCount, read: read)
        guard sealed.count == expectedCount else { throw .age(.payloadTruncated) }
        var plaintext: [UInt8] = []
        if index == chunkCount - 1 {
            try openLast(sealed, at: index, into: &plaintext)
        } else {
            guard case .inner = opener.openFull(sealed.span, at: index, into: &plaintext) else {
                throw .age(.payloadDamaged)
            }
        }
        cached = (index, plaintext)
        return plaintext
    }

    private func openLast(
        _ sealed: [UInt8], at index: UInt64, into plaintext: inout [UInt8]
    ) throws(SeekError<ReadFailure>) {
        do throws(AgeError) {
            try opener.openLast(sealed.span, at: index, into: &plaintext)
        } catch { throw .age(error) }
    }

    private static func readFront(
        identities: [Identity], read: Read
    ) throws(SeekError<ReadFailure>) -> (opener: PayloadOpener, byteCount: UInt64) {
        var front = FrontReader()
        var offset: UInt64 = 0
        while true {
            let bytes = try Self.bytes(at: offset, count: 4096, read: read)
            guard !bytes.isEmpty else { throw .age(front.truncation) }
            var position = 0
            do throws(AgeError) {
                if let opener = try front.consume(bytes.span, from: &position, with: identities) {
                    return (opener, offset + UInt64(position))
                }
            } catch { throw .age(error) }
            offset += UInt64(bytes.count)
        }
    }

    private static func bytes(
        at offset: UInt64, count: Int, read: Read
    ) throws(SeekError<ReadFailure>) -> [UInt8] {
        do throws(ReadFailure) { return try read(offset, count) } catch { throw .read(error) }
    }
}
