// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
public import Bytes
public import Correspondence
internal import Crypto

/// What a machine must remember between asking to join and being welcomed (docs/protocol.md, sections 6.5 and 7).
public struct ApplicantSecrets: Sendable, RedactedPrinting {
    public let device: DeviceKeys
    /// Ed25519 seed with which the machine will sign requests to its relay.
    public let accessSeed: [UInt8]
    /// The relay's key for that seed's signatures, 32 bytes.
    public var accessKey: [UInt8] { Array(SigningSeed.key(accessSeed).publicKey.rawRepresentation) }
    public let storageKey: LocalStorageKey
    /// The organisation that was asked.
    public let link: OrganisationLink
    /// The relay's checkpoint key, pinned when the machine first met it.
    public let relayKey: [UInt8]
    public let welcome: WelcomeSecret
    /// What the person calls themselves, 1 to 512 bytes.
    public let name: String

    public static let nameByteCount = 512

    /// Fresh keys. Nil for a name that is empty or too long.
    public init?(name: String, link: OrganisationLink, relayKey: [UInt8]) {
        precondition(relayKey.count == 32, "keys are 32 bytes")
        guard !name.isEmpty, name.utf8.count <= Self.nameByteCount else { return nil }
        device = DeviceKeys()
        accessSeed = Derivation.randomBytes(32)
        storageKey = LocalStorageKey()
        self.link = link
        self.relayKey = relayKey
        welcome = WelcomeSecret()
        self.name = name
    }

    public var fingerprint: DeviceFingerprint { DeviceFingerprint(device.publicKeys, accessKey: accessKey) }

    /// What the machine is from the welcome on.
    public func welcomed(with welcome: Welcome) -> DeviceSecrets {
        DeviceSecrets(
            device: device, accessSeed: accessSeed, storageKey: storageKey, fingerprint: link.fingerprint,
            cardSecret: link.cardSecret, mailbox: welcome.mailbox, relayKey: relayKey, ledgerKey: welcome.ledgerKey)
    }

    func write(to writer: inout ByteWriter) {
        writer.raw(device.exposedSigningSeed)
        writer.raw(device.identity.seed)
        writer.raw(accessSeed)
        writer.raw(storageKey.exposedBytes)
        writer.raw(link.fingerprint.bytes)
        writer.raw(link.cardSecret)
        writer.raw(relayKey)
        writer.raw(welcome.exposedBytes)
        writer.text16(name)
    }

    init(reading reader: inout ByteReader) throws(ByteReaderError) {
        let signingSeed = try reader.raw(32)
        guard let device = DeviceKeys(signingSeed: signingSeed, identitySeed: try reader.raw(32)) else {
            throw .invalidValue
        }
        self.device = device
        accessSeed = try reader.raw(32)
        guard let storageKey = LocalStorageKey(try reader.raw(32)),
            let fingerprint = OrganisationFingerprint(try reader.raw(32))
        else { throw .invalidValue }
        self.storageKey = storageKey
        link = OrganisationLink(fingerprint: fingerprint, cardSecret: try reader.raw(32))
        relayKey = try reader.raw(32)
        guard let welcome = WelcomeSecret(try reader.raw(32)) else { throw .invalidValue }
        self.welcome = welcome
        name = try reader.text16()
        guard !name.isEmpty, name.utf8.count <= Self.nameByteCount else { throw .invalidValue }
    }
}
