// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Casework
public import Correspondence

/// The history that an author had verified when it wrote: a relay that shows two desks two histories is caught when
/// either reads the other (docs/protocol.md, section 6.1).
public struct SeenHistory: Hashable, Sendable {
    public var size: UInt64
    /// The Merkle root over that many leaves, 32 bytes.
    public var root: [UInt8]

    public init(size: UInt64, root: [UInt8]) {
        precondition(root.count == 32, "a root is a SHA-256")
        self.size = size
        self.root = root
    }
}

/// What a device claims, as it was received: nobody has checked the signature. ``DeviceDirectory/verify(_:)`` makes
/// a ``VerifiedEvent`` or a ``VerifiedGrant`` of it.
public struct SignedEvent: Hashable, Sendable, RedactedPrinting {
    public enum Purpose: Hashable, Sendable {
        case event(ID<Compartment>)
        case grant

        var label: String {
            switch self {
            case .event: "lifeboat/v1/event"
            case .grant: "lifeboat/v1/grant"
            }
        }

        var compartment: ID<Compartment> {
            switch self {
            case .event(let compartment): compartment
            case .grant: .organisation
            }
        }
    }

    public let purpose: Purpose
    public let id: ID<Entry>
    public let author: ID<Device>
    /// Seconds since 1970, by the author's clock.
    public let second: UInt64
    public let seen: SeenHistory
    /// An encoded event, or an age file with a grant.
    let body: [UInt8]
    let signature: [UInt8]

    /// Signs an event for a compartment.
    public static func signing(
        _ event: Event, in compartment: ID<Compartment>, at second: UInt64, seen: SeenHistory, by device: DeviceKeys,
        of organisation: OrganisationFingerprint
    ) throws(EventEncodingError) -> SignedEvent {
        SignedEvent(
            signing: try event.encoded(), for: .event(compartment), at: second, seen: seen, by: device,
            of: organisation)
    }

    /// Signs a sealed grant.
    public static func signing(
        grant: SealedGrant, at second: UInt64, seen: SeenHistory, by device: DeviceKeys,
        of organisation: OrganisationFingerprint
    ) -> SignedEvent {
        SignedEvent(signing: grant.file, for: .grant, at: second, seen: seen, by: device, of: organisation)
    }

    private init(
        signing body: [UInt8], for purpose: Purpose, at second: UInt64, seen: SeenHistory, by device: DeviceKeys,
        of organisation: OrganisationFingerprint
    ) {
        guard let id = ID<Entry>(Derivation.randomBytes(16)) else {
            preconditionFailure("an identifier is sixteen bytes")
        }
        self.init(id, signing: body, for: purpose, at: second, seen: seen, by: device, of: organisation)
    }

    /// With an identifier that is given by tests alone, to make the bytes of a vector.
    init(
        _ id: ID<Entry>, signing body: [UInt8], for purpose: Purpose, at second: UInt64, seen: SeenHistory,
        by device: DeviceKeys, of organisation: OrganisationFingerprint
    ) {
        self.purpose = purpose
        self.id = id
        author = device.id
        self.second = second
        self.seen = seen
        self.body = body
        let unsigned = Self.unsigned(id: id, author: device.id, second: second, seen: seen, body: body)
        signature = SigningSeed.sign(Self.message(purpose, organisation, unsigned), with: device.signingKey)
    }

    init(parsing bytes: ArraySlice<UInt8>, purpose: Purpose) throws(ByteReaderError) {
        var reader = ByteReader(bytes)
        guard try reader.u8() == 1, let id = ID<Entry>(try reader.raw(16)),
            let author = ID<Device>(try reader.raw(16))
        else { throw .invalidValue }
        self.purpose = purpose
        self.id = id
        self.author = author
        second = try reader.u64()
        seen = SeenHistory(size: try reader.u64(), root: try reader.raw(32))
        body = try reader.sized32()
        signature = try reader.raw(64)
        try reader.finish()
    }

    /// As it stands in a sealed entry: for whoever is shown the log and can check its signatures.
    public var bytes: [UInt8] { encoded() }

    func encoded() -> [UInt8] {
        Self.unsigned(id: id, author: author, second: second, seen: seen, body: body) + signature
    }

    /// Whether the signature is this key's, for this organisation, compartment and purpose.
    func isSigned(by verificationKey: [UInt8], of organisation: OrganisationFingerprint) -> Bool {
        let unsigned = Self.unsigned(id: id, author: author, second: second, seen: seen, body: body)
        return SigningSeed.verify(
            signature, of: Self.message(purpose, organisation, unsigned), by: verificationKey)
    }

    private static func unsigned(
        id: ID<Entry>, author: ID<Device>, second: UInt64, seen: SeenHistory, body: [UInt8]
    ) -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: 149 + body.count)
        writer.u8(1)
        writer.raw(id.bytes)
        writer.raw(author.bytes)
        writer.u64(second)
        writer.u64(seen.size)
        writer.raw(seen.root)
        writer.sized32(body)
        return writer.bytes
    }

    private static func message(
        _ purpose: Purpose, _ organisation: OrganisationFingerprint, _ unsigned: [UInt8]
    ) -> [UInt8] {
        Derivation.framed(purpose.label, organisation.bytes + purpose.compartment.bytes + unsigned)
    }
}
