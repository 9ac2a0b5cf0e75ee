// SPDX-License-Identifier: AGPL-3.0-or-later

/// Push-style opening in constant memory. Nothing is released before its chunk is authenticated; the file as a
/// whole is sound only when ``finish()`` has returned.
public struct Decryptor: Sendable {
    private let identities: [Identity]
    private var front = FrontReader()
    private var opener: PayloadOpener?
    private var buffer = ChunkBuffer(chunkByteCount: Payload.sealedChunkByteCount)
    private var index: UInt64 = 0
    private var sawLast = false
    private var failure: AgeError?

    /// The identities are tried in order. They may be of any kinds together.
    public init(identities: [Identity]) { self.identities = identities }

    /// Plaintext that became certain. When authentic chunks come before damage in the same call, they are returned
    /// and the next call throws; after a failure every call throws it again.
    public mutating func update(_ ciphertext: some Collection<UInt8>) throws(AgeError) -> [UInt8] {
        if let failure { throw failure }
        var output: [UInt8] = []
        do throws(AgeError) {
            try withSpan(of: ciphertext) { span throws(AgeError) in try add(span, to: &output) }
        } catch {
            failure = error
            if output.isEmpty { throw error }
        }
        return output
    }

    /// The end of the plaintext. Throws when the file is not complete and sound. Call it once.
    public mutating func finish() throws(AgeError) -> [UInt8] {
        if let failure { throw failure }
        guard let opener else { throw front.truncation }
        guard !sawLast else { return [] }
        var output: [UInt8] = []
        try opener.openLast(buffer.pending.span, at: index, into: &output)
        return output
    }

    private mutating func add(_ ciphertext: Span<UInt8>, to output: inout [UInt8]) throws(AgeError) {
        var position = 0
        if opener == nil { opener = try front.consume(ciphertext, from: &position, with: identities) }
        guard let opener, position < ciphertext.count else { return }
        var next = index
        var sawLast = sawLast
        defer {
            index = next
            self.sawLast = sawLast
        }
        guard !sawLast else { throw .payloadDamaged }
        try buffer.add(ciphertext.extracting(position..<ciphertext.count), keepingLast: false) {
            chunk throws(AgeError) in
            guard !sawLast, let place = opener.openFull(chunk, at: next, into: &output) else { throw .payloadDamaged }
            sawLast = place == .last
            next += 1
        }
        if sawLast, buffer.pending.count > 0 { throw .payloadDamaged }
    }
}

/// Reads what stands before the chunks: header and payload nonce.
package struct FrontReader: Sendable {
    private var parser = HeaderParser()
    private var fileKey: FileKey?
    private var nonce: [UInt8] = []

    package init() {}

    /// Takes bytes from `input` at `position` up to the first chunk, and then returns what opens the chunks.
    package mutating func consume(
        _ input: Span<UInt8>, from position: inout Int, with identities: [Identity]
    ) throws(AgeError) -> PayloadOpener? {
        if fileKey == nil {
            fileKey = try parser.consume(input, from: &position)?.openFileKey(with: identities)
        }
        guard let fileKey else { return nil }
        while nonce.count < Payload.nonceByteCount, position < input.count {
            nonce.append(input[position])
            position += 1
        }
        guard nonce.count == Payload.nonceByteCount else { return nil }
        return PayloadOpener(fileKey: fileKey, nonce: nonce)
    }

    /// What is wrong with a file that ends before its first chunk. Without a nonce there is no payload to be damaged, so it counts with the
    /// header.
    package var truncation: AgeError {
        fileKey == nil ? parser.truncation : .headerDamaged("the file ends before its payload")
    }
}
