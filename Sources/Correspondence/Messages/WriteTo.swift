// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
public import Bytes

/// Where a person writes once their request is a case (docs/protocol.md, section 5): to the holders of its conversation, through
/// the organisation's door.
public struct WriteTo: Hashable, Sendable {
    /// Of the case's conversation: who holds it reads the message.
    public let holders: HybridRecipient
    /// Of everybody in the organisation: they see that a letter is for some case, and not for which.
    public let door: HybridRecipient
    public let pass: DoorPass

    public init(holders: HybridRecipient, door: HybridRecipient, pass: DoorPass) {
        self.holders = holders
        self.door = door
        self.pass = pass
    }
}

/// Shows every desk that the organisation asked for a letter, without saying whose it is: a code by a key that all desks have,
/// over a name that only the holders of the conversation can derive (docs/protocol.md, section 5).
public struct DoorPass: Hashable, Sendable, RedactedPrinting {
    /// Of the ledger key whose code it is.
    public let epoch: UInt32
    /// 16 bytes.
    public let id: [UInt8]
    /// 16 bytes.
    public let code: [UInt8]

    static let byteCount = 4 + 16 + 16

    /// Nil unless both are 16 bytes.
    public init?(epoch: UInt32, id: [UInt8], code: [UInt8]) {
        guard id.count == 16, code.count == 16 else { return nil }
        self.epoch = epoch
        self.id = id
        self.code = code
    }
}

extension ConversationSecret {
    /// The name of the pass in reply `number`.
    public func passID(_ number: UInt32) -> [UInt8] {
        Derivation.derive(bytes, .doorPassID, context: bigEndian(number), count: 16)
    }
}

extension ByteReader {
    mutating func doorPass() throws(ByteReaderError) -> DoorPass {
        let (epoch, id, code) = (try u32(), try raw(16), try raw(16))
        guard let pass = DoorPass(epoch: epoch, id: id, code: code) else { throw .invalidValue }
        return pass
    }

    /// 0, or 2 and where to write. 1 was a recipient without a door.
    mutating func optionalWriteTo() throws(ByteReaderError) -> WriteTo? {
        switch try u8() {
        case 0: return nil
        case 2: return WriteTo(holders: try recipient(), door: try recipient(), pass: try doorPass())
        default: throw .invalidValue
        }
    }
}

extension ByteWriter {
    mutating func doorPass(_ pass: DoorPass) {
        u32(pass.epoch)
        raw(pass.id)
        raw(pass.code)
    }

    mutating func optionalWriteTo(_ writeTo: WriteTo?) {
        u8(writeTo == nil ? 0 : 2)
        guard let writeTo else { return }
        sized16(writeTo.holders.rawRepresentation)
        sized16(writeTo.door.rawRepresentation)
        doorPass(writeTo.pass)
    }
}
