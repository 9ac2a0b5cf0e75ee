// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Age
public import Casework
public import Correspondence

/// Every key that a device was granted, by name and epoch.
///
/// The first key under a name stays, and what a grant holds beside is taken: nobody keeps a key from somebody by granting another
/// under its name. Of a compartment's key anybody who knows the compartment's name can grant a false one, and first, so every key
/// under one name is kept and tried.
public struct KeyRing: Sendable, RedactedPrinting {
    /// Of several keys under one name the one that opened something that counted comes first, the newest such.
    private var compartments: [ID<Compartment>: [UInt32: [CompartmentKey]]] = [:]
    /// Names with several keys, and how many each member granted under them.
    private var disputed: [Name: [ID<Member>: Int]] = [:]
    private var ledger: [UInt32: LedgerKey] = [:]
    /// In the order in which they were granted, whatever their makers' clocks said. The last one is on the card.
    public private(set) var intakes: [IntakeKey] = []
    /// Oldest first. The desk speaks with the last one; all of them stand on the card.
    public private(set) var voices: [VoiceKey] = []
    private var cards: [CardKey] = []
    public private(set) var charter: Charter?
    public private(set) var recovery: HybridRecipient?

    private struct Name: Hashable {
        let compartment: ID<Compartment>
        let epoch: UInt32
    }

    /// How many further keys under one name are kept from one member.
    private static let mostDisputed = 4
    /// How many card keys are kept.
    private static let mostCards = 16

    public init() {}

    /// The key that the charter vouches for.
    public var card: CardKey? { charter.flatMap { charter in cards.first { charter.names($0) } } }

    /// The key of one epoch. An epoch's number is its name and says nothing of its age.
    public func key(_ compartment: ID<Compartment>, epoch: UInt32) -> CompartmentKey? {
        compartments[compartment]?[epoch]?.first
    }

    /// Every key of a compartment, by the number of its epoch.
    public func keys(_ compartment: ID<Compartment>) -> [CompartmentKey] {
        compartments[compartment, default: [:]].sorted { $0.key < $1.key }.flatMap(\.value)
    }

    /// Compartments with at least one key, in the order of their names.
    public var heldCompartments: [ID<Compartment>] { compartments.keys.sorted() }

    /// Whether there is at least one key of it.
    public func holdsKey(of compartment: ID<Compartment>) -> Bool { compartments[compartment] != nil }

    public func ledgerKey(epoch: UInt32) -> LedgerKey? { ledger[epoch] }

    /// By the number of their epoch.
    public var ledgerKeys: [LedgerKey] { ledger.values.sorted { $0.epoch < $1.epoch } }

    var cardKeys: [CardKey] { cards }

    /// Takes the outer layer off an entry.
    public func open(_ entry: SealedEntry) throws(SealedEntryError) -> EntryContent {
        guard let key = ledger[entry.ledgerEpoch] else { throw .unknownLedgerEpoch(entry.ledgerEpoch) }
        return try key.open(entry)
    }

    /// Opens a signed event if the device was granted the key. Of what no key here opens, one may come.
    public func open(
        _ sealed: SealedForCompartment
    ) throws(CompartmentError) -> (event: SignedEvent, key: CompartmentKey) {
        for key in compartments[sealed.compartment]?[sealed.epoch] ?? [] {
            do throws(CompartmentError) {
                return (try key.open(sealed), key)
            } catch {
                if error == .malformed { throw error }
            }
        }
        throw .noKey
    }

    /// Takes a grant in. A key that is already there changes nothing.
    /// - Parameter member: who granted it; nil for this device itself.
    public mutating func accept(_ grant: Grant, from member: ID<Member>? = nil) {
        for key in grant.keys { insert(key, from: member) }
    }

    /// Takes a ledger key that came in a welcome or with the device's own secrets.
    public mutating func accept(_ key: LedgerKey) { accept(Grant([.ledger(key, second: 0)])) }

    /// An event that counts was sealed with this key.
    public mutating func prefer(_ key: CompartmentKey) {
        let name = Name(compartment: key.compartment, epoch: key.epoch)
        guard disputed[name] != nil, var keys = compartments[key.compartment]?[key.epoch],
            let place = keys.firstIndex(where: { $0.exposedBytes == key.exposedBytes }), place > 0
        else { return }
        keys.insert(keys.remove(at: place), at: 0)
        compartments[key.compartment]?[key.epoch] = keys
    }

    private mutating func insert(_ granted: GrantedKey, from member: ID<Member>?) {
        switch granted {
        case .compartment(let key, _): insert(key, from: member)
        case .intake(let key): insert(key)
        case .voice(let key, _):
            if !voices.contains(where: { $0.verificationKey == key.verificationKey }) { voices.append(key) }
        case .card(let key, _): insert(key)
        case .charter(let charter, _):
            if self.charter.map({ $0.validUntil < charter.validUntil }) ?? true { self.charter = charter }
        case .recovery(let recipient, _): recovery = recovery ?? recipient
        case .ledger(let key, _): if ledger[key.epoch] == nil { ledger[key.epoch] = key }
        }
    }

    private mutating func insert(_ key: CompartmentKey, from member: ID<Member>?) {
        let keys = compartments[key.compartment]?[key.epoch] ?? []
        guard !keys.contains(where: { $0.exposedBytes == key.exposedBytes }) else { return }
        if !keys.isEmpty {
            let name = Name(compartment: key.compartment, epoch: key.epoch)
            var counts = disputed[name, default: [:]]
            if let member {
                guard counts[member, default: 0] < Self.mostDisputed else { return }
                counts[member, default: 0] += 1
            }
            disputed[name] = counts
        }
        compartments[key.compartment, default: [:]][key.epoch, default: []].append(key)
    }

    private mutating func insert(_ key: CardKey) {
        guard !cards.contains(where: { $0.verificationKey == key.verificationKey }) else { return }
        cards.append(key)
        guard cards.count > Self.mostCards else { return }
        cards.firstIndex { charter?.names($0) != true }.map { _ = cards.remove(at: $0) }
    }

    private mutating func insert(_ key: IntakeKey) {
        guard !intakes.contains(where: { $0.identity.recipient == key.identity.recipient }) else { return }
        intakes.append(key)
    }

    /// Drops intake keys with a successor from before `second`: nothing is sealed to them any more. The last stays, and so does the one
    /// on the newest card. A successor was on a card that counted: of two desks that publish at once one makes a key that is on none. And it
    /// says that it is the younger one, so that nobody who may grant can have a key in use destroyed by granting
    /// an old one; unless the key says that it was made more than a day after `now`, by a clock that ran ahead.
    /// What nobody has looked for with it yet it may still open, so that it stays. Gives the recipients of those that went.
    ///
    /// - Parameters:
    ///   - cards: when the cards that counted were issued, in seconds since 1970, the newest last; a key bears its card's second.
    ///   - isRead: whether the drawer was read to its end with that key.
    public mutating func forgetIntakes(
        replacedBefore second: UInt64, onCards cards: [UInt64], notFromTheFutureAt now: UInt64,
        isRead: (IntakeKey) -> Bool
    ) -> [HybridRecipient] {
        let onCards = Set(cards)
        var (kept, forgotten): ([IntakeKey], [HybridRecipient]) = ([], [])
        for (place, key) in intakes.enumerated() {
            let isAhead = key.second > now && key.second - now > OrganisationCard.clockTolerance
            let isReplaced = intakes[(place + 1)...].contains {
                onCards.contains($0.second) && $0.second < second && (isAhead || $0.second > key.second)
            }
            if isReplaced, key.second != cards.last, isRead(key) {
                forgotten.append(key.identity.recipient)
            } else {
                kept.append(key)
            }
        }
        intakes = kept
        return forgotten
    }

    /// Drops every key of a compartment.
    public mutating func forget(_ compartment: ID<Compartment>) {
        compartments[compartment] = nil
        disputed = disputed.filter { $0.key.compartment != compartment }
    }
}

extension Charter {
    /// Whether it is for this card key.
    fileprivate func names(_ key: CardKey) -> Bool { cardVerificationKey == key.verificationKey }
}
