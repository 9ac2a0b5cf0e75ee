// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Age
public import Casework
public import Correspondence

/// A granted key contradicts one that the ring already holds under the same name. The first stays.
public struct GrantConflict: Error, Equatable, Sendable {
    public let compartment: ID<Compartment>?
}

/// Every key that a device was granted, by name and epoch.
public struct KeyRing: Sendable, RedactedPrinting {
    private struct CompartmentEpoch: Hashable {
        let compartment: ID<Compartment>
        let epoch: UInt32
    }

    private var compartments: [CompartmentEpoch: CompartmentKey] = [:]
    private var newestEpochs: [ID<Compartment>: UInt32] = [:]
    /// Oldest first. The last one is on the card.
    public private(set) var intakes: [IntakeKey] = []
    /// Oldest first. The desk speaks with the last one; all of them stand on the card.
    public private(set) var voices: [VoiceKey] = []
    public private(set) var card: CardKey?
    public private(set) var charter: Charter?
    public private(set) var recovery: HybridRecipient?

    public init() {}

    /// The key of one epoch.
    public func key(_ compartment: ID<Compartment>, epoch: UInt32) -> CompartmentKey? {
        compartments[CompartmentEpoch(compartment: compartment, epoch: epoch)]
    }

    /// The key to seal with now.
    public func newestKey(_ compartment: ID<Compartment>) -> CompartmentKey? {
        newestEpochs[compartment].flatMap { key(compartment, epoch: $0) }
    }

    /// Every epoch's key of a compartment, the highest epoch first.
    public func keys(_ compartment: ID<Compartment>) -> [CompartmentKey] {
        compartments.values.filter { $0.compartment == compartment }.sorted { $0.epoch > $1.epoch }
    }

    /// Opens a sealed event if the device was granted the key.
    public func open(_ sealed: SealedForCompartment) throws(CompartmentError) -> SignedEvent {
        guard let key = key(sealed.compartment, epoch: sealed.epoch) else { throw .noKey }
        return try key.open(sealed)
    }

    /// Takes a grant in, all or nothing. A key that is already there changes nothing.
    public mutating func accept(_ grant: Grant) throws(GrantConflict) {
        var ring = self
        for key in grant.keys { try ring.accept(key) }
        self = ring
    }

    private mutating func accept(_ granted: GrantedKey) throws(GrantConflict) {
        switch granted {
        case .compartment(let key, _): try accept(key)
        case .intake(let key): accept(key)
        case .voice(let key, _):
            if !voices.contains(where: { $0.verificationKey == key.verificationKey }) { voices.append(key) }
        case .card(let key, _):
            guard card == nil || card?.verificationKey == key.verificationKey else {
                throw GrantConflict(compartment: nil)
            }
            card = key
        case .charter(let charter, _): self.charter = charter
        case .recovery(let recipient, _):
            guard recovery == nil || recovery == recipient else { throw GrantConflict(compartment: nil) }
            recovery = recipient
        }
    }

    private mutating func accept(_ key: CompartmentKey) throws(GrantConflict) {
        let name = CompartmentEpoch(compartment: key.compartment, epoch: key.epoch)
        if let held = compartments[name], held.exposedBytes != key.exposedBytes {
            throw GrantConflict(compartment: key.compartment)
        }
        compartments[name] = key
        newestEpochs[key.compartment] = max(newestEpochs[key.compartment] ?? 0, key.epoch)
    }

    private mutating func accept(_ key: IntakeKey) {
        guard !intakes.contains(where: { $0.identity.recipient == key.identity.recipient }) else { return }
        let place = intakes.firstIndex { $0.second > key.second } ?? intakes.endIndex
        intakes.insert(key, at: place)
    }

    /// Drops intake keys whose successor is older than `second`: nothing is sealed to them any more. The newest stays.
    /// Gives the recipients of those that went.
    public mutating func forgetIntakes(replacedBefore second: UInt64) -> [HybridRecipient] {
        var forgotten: [HybridRecipient] = []
        while intakes.count > 1, intakes[1].second < second {
            forgotten.append(intakes.removeFirst().identity.recipient)
        }
        return forgotten
    }

    /// Everything in the ring, for a device that is new.
    public func grant(at second: UInt64) -> Grant? {
        var keys: [GrantedKey] = compartments.values
            .sorted { ($0.epoch, $0.compartment.hex) < ($1.epoch, $1.compartment.hex) }
            .map { .compartment($0, second: second) }
        keys += voices.map { .voice($0, second: second) }
        if let card { keys.append(.card(card, second: second)) }
        if let charter { keys.append(.charter(charter, second: second)) }
        if let recovery { keys.append(.recovery(recovery, second: second)) }
        return keys.isEmpty || keys.count > Grant.maximumKeyCount ? nil : Grant(keys)
    }
}
