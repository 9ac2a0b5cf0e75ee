// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Age
public import Casework
public import Correspondence

/// A granted key contradicts one that the ring already holds under the same name. The first stays.
public struct GrantConflict: Error, Equatable, Sendable {
    /// Nil where the key is none of a compartment's.
    public let compartment: ID<Compartment>?
}

/// Every key that a device was granted, by name and epoch.
public struct KeyRing: Sendable, RedactedPrinting {
    private var compartments: [ID<Compartment>: [UInt32: CompartmentKey]] = [:]
    private var ledger: [UInt32: LedgerKey] = [:]
    /// In the order in which they were granted, whatever their makers' clocks said. The last one is on the card.
    public private(set) var intakes: [IntakeKey] = []
    /// Oldest first. The desk speaks with the last one; all of them stand on the card.
    public private(set) var voices: [VoiceKey] = []
    public private(set) var card: CardKey?
    public private(set) var charter: Charter?
    public private(set) var recovery: HybridRecipient?

    public init() {}

    /// The key of one epoch. An epoch's number is its name and says nothing of its age.
    public func key(_ compartment: ID<Compartment>, epoch: UInt32) -> CompartmentKey? {
        compartments[compartment]?[epoch]
    }

    /// Every key of a compartment, by the number of its epoch.
    public func keys(_ compartment: ID<Compartment>) -> [CompartmentKey] {
        compartments[compartment, default: [:]].values.sorted { $0.epoch < $1.epoch }
    }

    /// Compartments with at least one key, in the order of their names.
    public var heldCompartments: [ID<Compartment>] { compartments.keys.sorted() }

    /// Whether there is at least one key of it.
    public func holdsKey(of compartment: ID<Compartment>) -> Bool { compartments[compartment] != nil }

    public func ledgerKey(epoch: UInt32) -> LedgerKey? { ledger[epoch] }

    /// By the number of their epoch.
    public var ledgerKeys: [LedgerKey] { ledger.values.sorted { $0.epoch < $1.epoch } }

    /// Takes the outer layer off an entry.
    public func open(_ entry: SealedEntry) throws(SealedEntryError) -> EntryContent {
        guard let key = ledger[entry.ledgerEpoch] else { throw .unknownLedgerEpoch(entry.ledgerEpoch) }
        return try key.open(entry)
    }

    /// Opens a sealed event if the device was granted the key.
    public func open(_ sealed: SealedForCompartment) throws(CompartmentError) -> SignedEvent {
        guard let key = key(sealed.compartment, epoch: sealed.epoch) else { throw .noKey }
        return try key.open(sealed)
    }

    /// Takes a grant in, all or nothing. A key that is already there changes nothing.
    public mutating func accept(_ grant: Grant) throws(GrantConflict) {
        for key in grant.keys { try check(key) }
        for key in grant.keys { insert(key) }
    }

    /// Takes a ledger key that came in a welcome or with the device's own secrets.
    public mutating func accept(_ key: LedgerKey) throws(GrantConflict) {
        try accept(Grant([.ledger(key, second: 0)]))
    }

    private func check(_ granted: GrantedKey) throws(GrantConflict) {
        let agrees: Bool
        switch granted {
        case .compartment(let key, _):
            agrees = self.key(key.compartment, epoch: key.epoch).map { $0.exposedBytes == key.exposedBytes } ?? true
        case .ledger(let key, _): agrees = ledger[key.epoch].map { $0.exposedBytes == key.exposedBytes } ?? true
        case .card(let key, _): agrees = card.map { $0.verificationKey == key.verificationKey } ?? true
        case .recovery(let recipient, _): agrees = recovery.map { $0 == recipient } ?? true
        case .intake, .voice, .charter: agrees = true
        }
        guard agrees else { throw GrantConflict(compartment: granted.compartment) }
    }

    private mutating func insert(_ granted: GrantedKey) {
        switch granted {
        case .compartment(let key, _): compartments[key.compartment, default: [:]][key.epoch] = key
        case .intake(let key): insert(key)
        case .voice(let key, _):
            if !voices.contains(where: { $0.verificationKey == key.verificationKey }) { voices.append(key) }
        case .card(let key, _): card = key
        case .charter(let charter, _): self.charter = charter
        case .recovery(let recipient, _): recovery = recipient
        case .ledger(let key, _): ledger[key.epoch] = key
        }
    }

    private mutating func insert(_ key: IntakeKey) {
        guard !intakes.contains(where: { $0.identity.recipient == key.identity.recipient }) else { return }
        intakes.append(key)
    }

    /// Drops intake keys with a successor from before `second`: nothing is sealed to them any more. The last stays. A
    /// successor says that it is the younger one, so that nobody who may grant can have a key in use destroyed by granting
    /// an old one; unless the key says that it was made more than a day after `now`, by a clock that ran ahead.
    /// Gives the recipients of those that went.
    public mutating func forgetIntakes(
        replacedBefore second: UInt64, notFromTheFutureAt now: UInt64
    ) -> [HybridRecipient] {
        var (kept, forgotten): ([IntakeKey], [HybridRecipient]) = ([], [])
        for (place, key) in intakes.enumerated() {
            let isAhead = key.second > now && key.second - now > OrganisationCard.clockTolerance
            let isReplaced = intakes[(place + 1)...].contains {
                $0.second < second && (isAhead || $0.second >= key.second)
            }
            if isReplaced { forgotten.append(key.identity.recipient) } else { kept.append(key) }
        }
        intakes = kept
        return forgotten
    }

    /// Drops every key of a compartment.
    public mutating func forget(_ compartment: ID<Compartment>) { compartments[compartment] = nil }
}
