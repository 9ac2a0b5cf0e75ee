// SPDX-License-Identifier: AGPL-3.0-or-later

/// The sizes of an age payload: chunks of 64 KiB, each with its own tag (age specification, "Payload").
package enum Payload {
    package static let nonceByteCount = 16
    package static let chunkByteCount = 64 * 1024
    package static let sealedChunkByteCount = chunkByteCount + aeadTagByteCount
}

/// Seals the chunks of one payload. Chunks may be sealed in any order and on any thread; each index once.
package struct PayloadSealer: Sendable {
    private let key: AEADKey

    init(fileKey: FileKey, nonce: [UInt8]) { key = AEADKey(fileKey.payloadKey(nonce: nonce)) }

    /// Appends the sealed chunk. All but the last are 64 KiB; the last is empty only when the whole payload is.
    package func seal(_ chunk: Span<UInt8>, at index: UInt64, isLast: Bool, into output: inout [UInt8]) {
        key.seal(chunk, nonce: AEADNonce(chunk: index, isLast: isLast), into: &output)
    }
}

/// Opens the chunks of one payload, in any order and on any thread.
package struct PayloadOpener: Sendable {
    private let key: AEADKey

    init(fileKey: FileKey, nonce: [UInt8]) { key = AEADKey(fileKey.payloadKey(nonce: nonce)) }

    /// What an authentic chunk says about its place.
    package enum Chunk: Sendable { case inner, last }

    /// Appends the plaintext of a chunk as long as a chunk can be, or appends nothing and returns nil when it is not
    /// authentic. Its length does not tell whether it is the last, so both are tried.
    package func openFull(_ chunk: Span<UInt8>, at index: UInt64, into output: inout [UInt8]) -> Chunk? {
        if key.open(chunk, nonce: AEADNonce(chunk: index, isLast: false), into: &output) { return .inner }
        if key.open(chunk, nonce: AEADNonce(chunk: index, isLast: true), into: &output) { return .last }
        return nil
    }

    /// Appends the plaintext of the last chunk, or appends nothing and throws.
    package func openLast(_ chunk: Span<UInt8>, at index: UInt64, into output: inout [UInt8]) throws(AgeError) {
        guard chunk.count >= aeadTagByteCount else { throw .payloadTruncated }
        guard index == 0 || chunk.count > aeadTagByteCount,
            key.open(chunk, nonce: AEADNonce(chunk: index, isLast: true), into: &output)
        else { throw .payloadDamaged }
    }
}

/// Cuts a stream into pieces of one size, copying only what does not arrive whole.
struct ChunkBuffer: Sendable {
    private let chunkByteCount: Int
    /// What has arrived and was not handed on.
    private(set) var pending: [UInt8] = []

    init(chunkByteCount: Int) { self.chunkByteCount = chunkByteCount }

    /// Adds bytes and hands on full chunks: with `keepingLast`, only those that something follows.
    mutating func add<Failure: Error>(
        _ input: Span<UInt8>, keepingLast: Bool, onChunk: (Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        var position = 0
        while position < input.count {
            if pending.count == chunkByteCount {
                try onChunk(pending.span)
                pending.removeAll(keepingCapacity: true)
            }
            let left = input.count - position
            if pending.isEmpty, keepingLast ? left > chunkByteCount : left >= chunkByteCount {
                try onChunk(input.extracting(position..<position + chunkByteCount))
                position += chunkByteCount
            } else {
                let count = min(chunkByteCount - pending.count, left)
                pending.append(copying: input.extracting(position..<position + count))
                position += count
            }
        }
        if !keepingLast, pending.count == chunkByteCount {
            try onChunk(pending.span)
            pending.removeAll(keepingCapacity: true)
        }
    }
}

extension [UInt8] {
    mutating func append(copying span: Span<UInt8>) {
        unsafe span.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}

/// Lends the bytes of a collection as a span, copying them only when they do not lie in one piece.
func withSpan<Failure: Error>(
    of bytes: some Collection<UInt8>, _ body: (Span<UInt8>) throws(Failure) -> Void
) throws(Failure) {
    var failure: Failure?
    let done: Void? = bytes.withContiguousStorageIfAvailable { buffer in
        do throws(Failure) { try body(unsafe buffer.span) } catch { failure = error }
    }
    if done == nil { try body(Array(bytes).span) }
    if let failure { throw failure }
}
