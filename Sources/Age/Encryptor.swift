// SPDX-License-Identifier: AGPL-3.0-or-later

/// Push-style sealing: bytes in, bytes out, in constant memory. Nothing is sealed twice with one value: a copy
/// of an `Encryptor` that is fed other bytes would reuse nonces, so hand it on instead of copying it.
public struct Encryptor: Sendable {
    private let sealer: PayloadSealer
    private var header: [UInt8]
    private var buffer = ChunkBuffer(chunkByteCount: Payload.chunkByteCount)
    private var index: UInt64 = 0

    /// Makes a file key and wraps it for each recipient. Throws ``AgeError/incompatibleRecipients(_:)``,
    /// ``AgeError/invalidRecipient(_:)``, or ``AgeError/workFactorTooHigh(_:)`` when scrypt finds no memory.
    public init(to recipients: [Recipient]) throws(AgeError) {
        (header, sealer) = try Self.start(to: recipients)
    }

    /// The front of a file, header and payload nonce, and what seals its chunks: for callers that cut the payload
    /// into chunks themselves.
    package static func start(
        to recipients: [Recipient]
    ) throws(AgeError) -> (header: [UInt8], sealer: PayloadSealer) {
        try Recipient.checkCompatibility(of: recipients)
        let fileKey = FileKey()
        var stanzas: [Stanza] = []
        for recipient in recipients { stanzas.append(try recipient.wrap(fileKey)) }
        let header = Header(stanzas: stanzas, fileKey: fileKey).bytes
        guard header.count <= Header.maximumByteCount else {
            throw .incompatibleRecipients("there are too many recipients for one file")
        }
        let nonce = Primitives.randomBytes(Payload.nonceByteCount)
        return (header + nonce, PayloadSealer(fileKey: fileKey, nonce: nonce))
    }

    /// Ciphertext that became ready; the first call returns the header before it.
    public mutating func update(_ plaintext: some Collection<UInt8>) -> [UInt8] {
        var output = takeHeader()
        withSpan(of: plaintext) { span in add(span, to: &output) }
        return output
    }

    /// The last chunk. Call it once, and ``update(_:)`` no more.
    public mutating func finish() -> [UInt8] {
        var output = takeHeader()
        sealer.seal(buffer.pending.span, at: index, isLast: true, into: &output)
        return output
    }

    private mutating func takeHeader() -> [UInt8] {
        defer { header = [] }
        return header
    }

    private mutating func add(_ plaintext: Span<UInt8>, to output: inout [UInt8]) {
        let sealer = sealer
        var next = index
        buffer.add(plaintext, keepingLast: true) { chunk in
            sealer.seal(chunk, at: next, isLast: false, into: &output)
            next += 1
        }
        index = next
    }
}
