// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
public import Bytes

/// What lies in the intake drawer for the holders of a conversation: an envelope to the door with a pass, around a message that
/// only they can open (docs/protocol.md, section 4).
public struct Letter: Sendable, RedactedPrinting {
    /// Shows that the organisation asked for it, once a desk has checked it.
    public let pass: DoorPass
    private let file: [UInt8]

    private static let kind: UInt8 = 5

    /// Takes the outer layer off, with whichever of the doors fits.
    public init(opening envelope: [UInt8], with doors: [HybridIdentity]) throws(EnvelopeError) {
        try self.init(content: Bucket.open(envelope, with: doors))
    }

    /// What stands inside the outer layer, for fuzzing without it.
    @_spi(Fuzzing) public init(content: [UInt8]) throws(EnvelopeError) {
        (pass, file) = try wellFormed { () throws(ByteReaderError) in
            var reader = ByteReader(content)
            guard try reader.u8() == protocolVersion, try reader.u8() == Self.kind else { throw .invalidValue }
            return (try reader.doorPass(), reader.rest())
        }
    }

    /// The message, for whoever holds the conversation.
    public func opened(with holders: [HybridIdentity]) throws(EnvelopeError) -> OpenedEnvelope {
        try OpenedEnvelope(content: Bucket.openUnpadded(file, with: holders))
    }

    /// The envelope around a message's bytes.
    static func sealed(_ message: [UInt8], to writeTo: WriteTo) throws(EnvelopeError) -> [UInt8] {
        let inner = try Bucket.sealUnpadded(message, to: writeTo.holders)
        var writer = ByteWriter(reservingCapacity: 2 + DoorPass.byteCount + inner.count)
        writer.u8(protocolVersion)
        writer.u8(kind)
        writer.doorPass(writeTo.pass)
        writer.raw(inner)
        return try Bucket.seal(writer.bytes, to: writeTo.door)
    }
}
