// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
public import Bytes
public import Correspondence

public enum WelcomeError: Error, Equatable, Sendable {
    /// Not sealed to this device, or damaged.
    case sealing(EnvelopeError)
    case malformed
    /// It speaks of another organisation or another relay than the device asked.
    case notWhatWasAsked
}

/// What a director's desk leaves for a device that it admitted: where the ledger is, and what opens it (docs/protocol.md,
/// section 6.5). That it is true shows in the ledger, which has to admit the device by a chain from the root.
public struct Welcome: Sendable, RedactedPrinting {
    public let fingerprint: OrganisationFingerprint
    public let cardSecret: [UInt8]
    public let mailbox: RecoveryMailbox
    /// The relay's checkpoint key.
    public let relayKey: [UInt8]
    /// Of every epoch so far, never empty.
    public let ledgerKeys: [LedgerKey]

    static let maximumKeyCount = 2_048

    /// What a member's device tells a new one. `ledgerKeys` are 1 to 2,048.
    public init(from secrets: DeviceSecrets, ledgerKeys: [LedgerKey]) {
        precondition(!ledgerKeys.isEmpty && ledgerKeys.count <= Self.maximumKeyCount, "1 to 2,048 ledger keys")
        fingerprint = secrets.fingerprint
        cardSecret = secrets.cardSecret
        mailbox = secrets.mailbox
        relayKey = secrets.relayKey
        self.ledgerKeys = ledgerKeys
    }

    /// The key that the device keeps with its own secrets.
    var ledgerKey: LedgerKey { ledgerKeys[0] }

    /// The content of the welcome slot.
    public func sealed(to device: HybridRecipient) throws(WelcomeError) -> [UInt8] {
        do { return try Bucket.seal(exposedBytes, to: device) } catch { throw .sealing(error) }
    }

    public init(opening slot: [UInt8], by applicant: ApplicantSecrets) throws(WelcomeError) {
        let content: [UInt8]
        do { content = try Bucket.open(slot, with: [applicant.device.identity]) } catch { throw .sealing(error) }
        do { try self.init(parsing: content) } catch { throw .malformed }
        guard fingerprint == applicant.link.fingerprint, cardSecret == applicant.link.cardSecret,
            relayKey == applicant.relayKey
        else { throw .notWhatWasAsked }
    }

    /// Everything in it, for a file that the machine seals for itself.
    public var exposedBytes: [UInt8] {
        var writer = ByteWriter(reservingCapacity: 131 + ledgerKeys.count * 36)
        writer.u8(1)
        writer.raw(fingerprint.bytes)
        writer.raw(cardSecret)
        writer.raw(mailbox.exposedBytes)
        writer.raw(relayKey)
        writer.u16(UInt16(ledgerKeys.count))
        for key in ledgerKeys {
            writer.u32(key.epoch)
            writer.raw(key.exposedBytes)
        }
        return writer.bytes
    }

    /// Reads ``exposedBytes``.
    public init(parsing content: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(content)
        guard try reader.u8() == 1, let fingerprint = OrganisationFingerprint(try reader.raw(32)) else {
            throw .invalidValue
        }
        self.fingerprint = fingerprint
        cardSecret = try reader.raw(32)
        guard let mailbox = RecoveryMailbox(try reader.raw(32)) else { throw .invalidValue }
        self.mailbox = mailbox
        relayKey = try reader.raw(32)
        let count = try reader.u16()
        guard count > 0, count <= Self.maximumKeyCount else { throw .invalidValue }
        var keys: [LedgerKey] = []
        for _ in 0..<count {
            let epoch = try reader.u32()
            guard let key = LedgerKey(epoch: epoch, bytes: try reader.raw(32)) else { throw .invalidValue }
            keys.append(key)
        }
        try reader.finish()
        ledgerKeys = keys
    }
}
