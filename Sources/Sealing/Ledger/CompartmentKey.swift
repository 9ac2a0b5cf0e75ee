// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
public import Bytes
public import Casework
internal import Crypto
import Synchronization

public enum CompartmentError: Error, Equatable, Sendable {
    /// The device holds no such key: it must not see more than that.
    case noKey
    /// Not sealed with the compartment's key, or changed since.
    case damaged
    case malformed
}

/// A signed event under a compartment's key.
public struct SealedForCompartment: Hashable, Sendable {
    public let compartment: ID<Compartment>
    public let epoch: UInt32
    /// `nonce || ciphertext || tag`.
    let box: [UInt8]

    init(compartment: ID<Compartment>, epoch: UInt32, box: [UInt8]) {
        self.compartment = compartment
        self.epoch = epoch
        self.box = box
    }

    init(parsing bytes: ArraySlice<UInt8>) throws(ByteReaderError) {
        var reader = ByteReader(bytes)
        guard let compartment = ID<Compartment>(try reader.raw(16)), compartment != .organisation else {
            throw .invalidValue
        }
        self.compartment = compartment
        epoch = try reader.u32()
        box = reader.rest()
    }

    var header: [UInt8] {
        var writer = ByteWriter(reservingCapacity: 20)
        writer.raw(compartment.bytes)
        writer.u32(epoch)
        return writer.bytes
    }

    func encoded() -> [UInt8] { header + box }
}

/// Opens and seals one compartment in one epoch.
public struct CompartmentKey: Sendable, RedactedPrinting {
    public let compartment: ID<Compartment>
    public let epoch: UInt32
    private let key: SymmetricKey
    private let sealing: SealingKey

    /// A fresh one.
    public init(compartment: ID<Compartment>, epoch: UInt32) {
        self.init(compartment: compartment, epoch: epoch, key: SymmetricKey(size: .bits256))
    }

    /// A fresh one of an epoch that starts now. Its number is a random name, so that two desks that start one at once
    /// start two; which is in use is said by the events.
    public static func startingEpoch(of compartment: ID<Compartment>) -> CompartmentKey {
        CompartmentKey(compartment: compartment, epoch: UInt32.random(in: 2...UInt32.max))
    }

    /// Nil unless there are 32 bytes.
    public init?(compartment: ID<Compartment>, epoch: UInt32, bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.init(compartment: compartment, epoch: epoch, key: SymmetricKey(data: bytes))
    }

    private init(compartment: ID<Compartment>, epoch: UInt32, key: SymmetricKey) {
        self.compartment = compartment
        self.epoch = epoch
        self.key = key
        sealing = SealingKey(of: key)
    }

    /// Opens what a person writes once a reply told them to write to the holders of this key (`Reply.writeTo`;
    /// docs/protocol.md, section 5). For conversation compartments.
    public var conversationIntake: HybridIdentity {
        guard let identity = try? HybridIdentity(seed: Derivation.bytes(key, "lifeboat/v1/conversation/intake")) else {
            preconditionFailure("every 32 bytes are an X-Wing seed")
        }
        return identity
    }

    /// The 32 secret bytes.
    public var exposedBytes: [UInt8] { key.exposedBytes }

    /// The event must have been signed for this compartment.
    public func seal(_ event: SignedEvent) -> SealedForCompartment { seal(event, nonce: nil) }

    func seal(_ event: SignedEvent, nonce: [UInt8]?) -> SealedForCompartment {
        precondition(event.purpose == .event(compartment), "an event is sealed where it was signed for")
        let empty = SealedForCompartment(compartment: compartment, epoch: epoch, box: [])
        let box = SealedBoxBytes.seal(event.encoded(), sealing.key, authenticating: empty.header, nonce: nonce)
        return SealedForCompartment(compartment: compartment, epoch: epoch, box: box)
    }

    public func open(_ sealed: SealedForCompartment) throws(CompartmentError) -> SignedEvent {
        guard sealed.compartment == compartment, sealed.epoch == epoch else { throw .noKey }
        guard let bytes = SealedBoxBytes.open(sealed.box[...], sealing.key, authenticating: sealed.header) else {
            throw .damaged
        }
        do {
            return try SignedEvent(parsing: bytes[...], purpose: .event(compartment))
        } catch {
            throw .malformed
        }
    }
}

/// Derived once, when it is first asked for: a desk with ten thousand cases has more keys than it uses for its first page.
private final class SealingKey: Sendable {
    private let root: SymmetricKey
    private let derived = Mutex<SymmetricKey?>(nil)

    init(of root: SymmetricKey) { self.root = root }

    var key: SymmetricKey {
        derived.withLock { known in
            if let key = known { return key }
            let key = Derivation.key(root, "lifeboat/v1/ledger/compartment")
            known = key
            return key
        }
    }
}
