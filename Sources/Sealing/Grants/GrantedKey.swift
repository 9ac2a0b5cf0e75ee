// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
public import Bytes
public import Casework
public import Correspondence
internal import Crypto

/// An intake identity and when its card was made: it opens what visitors sealed to that card.
public struct IntakeKey: Sendable, RedactedPrinting {
    public let identity: HybridIdentity
    /// When it was made, in seconds since 1970.
    public let second: UInt64

    public init(identity: HybridIdentity, second: UInt64) {
        self.identity = identity
        self.second = second
    }
}

/// One key inside a grant (docs/protocol.md, section 6.2).
public enum GrantedKey: Sendable, RedactedPrinting {
    case compartment(CompartmentKey, second: UInt64)
    case intake(IntakeKey)
    case voice(VoiceKey, second: UInt64)
    case card(CardKey, second: UInt64)
    case charter(Charter, second: UInt64)
    /// Public, but devices learn it from nowhere else: every grant is sealed to it too.
    case recovery(HybridRecipient, second: UInt64)
    /// Of a later epoch than the one that a device began with.
    case ledger(LedgerKey, second: UInt64)

    private enum Kind: UInt8 {
        case compartment = 1, intake, voice, card, charter, recovery, ledger

        /// Whether id and epoch say which key it is; of the others the id follows from the key.
        var isNamedByEpoch: Bool { self == .compartment || self == .ledger }
    }

    /// Whose key it is, where it is a compartment's.
    public var compartment: ID<Compartment>? {
        guard case .compartment(let key, _) = self else { return nil }
        return key.compartment
    }

    func write(to writer: inout ByteWriter) {
        switch self {
        case .compartment(let key, let second):
            Self.write(.compartment, key.compartment.bytes, key.epoch, second, key.exposedBytes, to: &writer)
        case .intake(let key):
            let recipient = key.identity.recipient.rawRepresentation
            Self.write(.intake, named: recipient, key.second, key.identity.seed, to: &writer)
        case .voice(let key, let second):
            Self.write(.voice, named: key.verificationKey, second, key.seed, to: &writer)
        case .card(let key, let second):
            Self.write(.card, named: key.verificationKey, second, key.seed, to: &writer)
        case .charter(let charter, let second):
            Self.write(.charter, named: charter.encoded, second, charter.encoded, to: &writer)
        case .recovery(let recipient, let second):
            let bytes = recipient.rawRepresentation
            Self.write(.recovery, named: bytes, second, bytes, to: &writer)
        case .ledger(let key, let second):
            Self.write(.ledger, ID<Compartment>.organisation.bytes, key.epoch, second, key.exposedBytes, to: &writer)
        }
    }

    private static func write(
        _ kind: Kind, named content: [UInt8], _ second: UInt64, _ key: [UInt8], to writer: inout ByteWriter
    ) {
        write(kind, name(content), 0, second, key, to: &writer)
    }

    private static func write(
        _ kind: Kind, _ id: [UInt8], _ epoch: UInt32, _ second: UInt64, _ key: [UInt8], to writer: inout ByteWriter
    ) {
        writer.u8(kind.rawValue)
        writer.raw(id)
        writer.u32(epoch)
        writer.u64(second)
        writer.sized16(key)
    }

    private static func name(_ content: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: content).prefix(16)) }

    init(from reader: inout ByteReader) throws(ByteReaderError) {
        guard let kind = Kind(rawValue: try reader.u8()) else { throw .invalidValue }
        let id = try reader.raw(16)
        let epoch = try reader.u32()
        let second = try reader.u64()
        let bytes = try reader.sized16()
        guard let key = Self.read(kind, id, epoch, second, bytes) else { throw .invalidValue }
        self = key
        guard id == name, epoch == 0 || kind.isNamedByEpoch else { throw .invalidValue }
    }

    /// What the id has to be.
    private var name: [UInt8] {
        switch self {
        case .compartment(let key, _): key.compartment.bytes
        case .intake(let key): Self.name(key.identity.recipient.rawRepresentation)
        case .voice(let key, _): Self.name(key.verificationKey)
        case .card(let key, _): Self.name(key.verificationKey)
        case .charter(let charter, _): Self.name(charter.encoded)
        case .recovery(let recipient, _): Self.name(recipient.rawRepresentation)
        case .ledger: ID<Compartment>.organisation.bytes
        }
    }

    private static func read(
        _ kind: Kind, _ id: [UInt8], _ epoch: UInt32, _ second: UInt64, _ bytes: [UInt8]
    ) -> GrantedKey? {
        switch kind {
        case .compartment:
            guard let compartment = ID<Compartment>(id) else { return nil }
            return CompartmentKey(compartment: compartment, epoch: epoch, bytes: bytes)
                .map { .compartment($0, second: second) }
        case .intake:
            return (try? HybridIdentity(seed: bytes)).map { .intake(IntakeKey(identity: $0, second: second)) }
        case .voice:
            return (try? VoiceKey(seed: bytes)).map { .voice($0, second: second) }
        case .card:
            return (try? CardKey(seed: bytes)).map { .card($0, second: second) }
        case .charter:
            return Charter(encoded: bytes).map { .charter($0, second: second) }
        case .recovery:
            return (try? HybridRecipient(rawRepresentation: bytes)).map { .recovery($0, second: second) }
        case .ledger:
            return LedgerKey(epoch: epoch, bytes: bytes).map { .ledger($0, second: second) }
        }
    }
}
