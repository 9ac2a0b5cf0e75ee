// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
public import Bytes
public import Correspondence
internal import Crypto

/// Everything a worker's machine must remember to be itself again after a restart: what a slot of the device key
/// file holds (docs/protocol.md, section 7).
public struct DeviceSecrets: Sendable, RedactedPrinting {
    public var device: DeviceKeys
    /// Ed25519 seed with which the machine signs requests to its relay.
    public var accessSeed: [UInt8]
    /// Seals what this machine alone writes and reads.
    public var storageKey: LocalStorageKey
    public var fingerprint: OrganisationFingerprint
    /// With the fingerprint, the organisation's link.
    public var cardSecret: [UInt8]
    public var mailbox: RecoveryMailbox
    /// The relay's checkpoint key, pinned when the machine first met it (section 6.3).
    public var relayKey: [UInt8]
    public var ledgerKey: LedgerKey

    public init(
        device: DeviceKeys, accessSeed: [UInt8], storageKey: LocalStorageKey, fingerprint: OrganisationFingerprint,
        cardSecret: [UInt8], mailbox: RecoveryMailbox, relayKey: [UInt8], ledgerKey: LedgerKey
    ) {
        precondition(accessSeed.count == 32 && cardSecret.count == 32 && relayKey.count == 32, "keys are 32 bytes")
        self.device = device
        self.accessSeed = accessSeed
        self.storageKey = storageKey
        self.fingerprint = fingerprint
        self.cardSecret = cardSecret
        self.mailbox = mailbox
        self.relayKey = relayKey
        self.ledgerKey = ledgerKey
    }

    /// The relay's key for signatures with ``accessSeed``, 32 bytes.
    public var accessKey: [UInt8] { Array(SigningSeed.key(accessSeed).publicKey.rawRepresentation) }

    public var link: OrganisationLink { OrganisationLink(fingerprint: fingerprint, cardSecret: cardSecret) }

    func write(to writer: inout ByteWriter) {
        writer.raw(device.exposedSigningSeed)
        writer.raw(device.identity.seed)
        writer.raw(accessSeed)
        writer.raw(storageKey.exposedBytes)
        writer.raw(fingerprint.bytes)
        writer.raw(cardSecret)
        writer.raw(mailbox.exposedBytes)
        writer.raw(relayKey)
        writer.u32(ledgerKey.epoch)
        writer.raw(ledgerKey.exposedBytes)
    }

    init(reading reader: inout ByteReader) throws(ByteReaderError) {
        let signingSeed = try reader.raw(32)
        let identitySeed = try reader.raw(32)
        let accessSeed = try reader.raw(32)
        let storage = try reader.raw(32)
        let fingerprint = try reader.raw(32)
        let cardSecret = try reader.raw(32)
        let mailbox = try reader.raw(32)
        let relayKey = try reader.raw(32)
        let epoch = try reader.u32()
        let ledger = try reader.raw(32)
        guard let device = DeviceKeys(signingSeed: signingSeed, identitySeed: identitySeed),
            let storageKey = LocalStorageKey(storage), let organisation = OrganisationFingerprint(fingerprint),
            let box = RecoveryMailbox(mailbox), let ledgerKey = LedgerKey(epoch: epoch, bytes: ledger)
        else { throw .invalidValue }
        self.init(
            device: device, accessSeed: accessSeed, storageKey: storageKey, fingerprint: organisation,
            cardSecret: cardSecret, mailbox: box, relayKey: relayKey, ledgerKey: ledgerKey)
    }
}
