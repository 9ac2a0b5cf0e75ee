// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
public import Bytes
public import Correspondence
internal import Crypto

/// Why a recovery mailbox slot says nothing.
public enum RecoveryMailboxError: Error, Equatable, Sendable {
    /// Not sealed to this root's recovery recipient, or damaged.
    case sealing(AgeError)
    case malformed
    /// The content speaks of another organisation.
    case wrongOrganisation
}

/// The slots in which a recovering device finds the ledger key (docs/protocol.md, section 6.2).
public struct RecoveryMailbox: Sendable, RedactedPrinting {
    /// Of a slot's whole content.
    public static let slotByteCount = 8_192

    private let secret: SymmetricKey

    init(secret: SymmetricKey) { self.secret = secret }

    /// Nil unless there are 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.init(secret: SymmetricKey(data: bytes))
    }

    /// The 32 secret bytes.
    public var exposedBytes: [UInt8] { secret.exposedBytes }

    /// The name of slot `number` = 1, 2, ...
    public func slotName(_ number: UInt32) -> SlotName {
        var context = ByteWriter()
        context.u32(number)
        guard let name = SlotName(Derivation.bytes(secret, "lifeboat/v1/mailbox/slot", context.bytes)) else {
            preconditionFailure("a slot's name is 32 bytes")
        }
        return name
    }
}

/// What the recovery mailbox holds: enough to find and open the ledger.
public struct RecoveryMessage: Sendable, RedactedPrinting {
    public let fingerprint: OrganisationFingerprint
    public let cardSecret: [UInt8]
    public let mailbox: RecoveryMailbox
    public let ledgerKey: LedgerKey

    public init(
        fingerprint: OrganisationFingerprint, cardSecret: [UInt8], mailbox: RecoveryMailbox, ledgerKey: LedgerKey
    ) {
        self.fingerprint = fingerprint
        self.cardSecret = cardSecret
        self.mailbox = mailbox
        self.ledgerKey = ledgerKey
    }

    /// A slot's content: an age file of exactly ``RecoveryMailbox/slotByteCount`` bytes.
    public func sealed(to recovery: HybridRecipient) throws(RecoveryMailboxError) -> [UInt8] {
        do {
            let overhead = try AgeFile.seal([], to: [.hybrid(recovery)]).count
            guard let padded = Padding.padded(encoded(), to: RecoveryMailbox.slotByteCount - overhead) else {
                preconditionFailure("the message is 133 bytes")
            }
            return try AgeFile.seal(padded, to: [.hybrid(recovery)])
        } catch {
            throw .sealing(error)
        }
    }

    public init(opening slot: [UInt8], with root: RootKey) throws(RecoveryMailboxError) {
        let padded: [UInt8]
        do {
            padded = try AgeFile.open(slot, with: [.hybrid(root.recoveryIdentity)])
        } catch {
            throw .sealing(error)
        }
        guard let content = try? Padding.content(of: padded), let message = try? Self(parsing: content) else {
            throw .malformed
        }
        guard message.fingerprint == root.fingerprint else { throw .wrongOrganisation }
        self = message
    }

    /// Public for fuzzing alone; it is sealed before it leaves this module.
    @_spi(Fuzzing) public func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.u8(1)
        writer.raw(fingerprint.bytes)
        writer.raw(cardSecret)
        writer.raw(mailbox.exposedBytes)
        writer.u32(ledgerKey.epoch)
        writer.raw(ledgerKey.exposedBytes)
        return writer.bytes
    }

    @_spi(Fuzzing) public init(parsing content: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(content)
        guard try reader.u8() == 1, let fingerprint = OrganisationFingerprint(try reader.raw(32)) else {
            throw .invalidValue
        }
        self.fingerprint = fingerprint
        cardSecret = try reader.raw(32)
        guard let mailbox = RecoveryMailbox(try reader.raw(32)) else { throw .invalidValue }
        self.mailbox = mailbox
        let epoch = try reader.u32()
        guard let ledgerKey = LedgerKey(epoch: epoch, bytes: try reader.raw(32)) else { throw .invalidValue }
        self.ledgerKey = ledgerKey
        try reader.finish()
    }
}
