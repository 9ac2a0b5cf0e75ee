// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Sealing

/// Where the entries of each compartment stand in the ledger, so that a key that comes late has only those read again.
struct CompartmentPlaces: Sendable {
    private var opened: [ID<Compartment>: [Int]] = [:]
    private var closed: [ID<Compartment>: [Int]] = [:]
    /// Met on the way through the ledger, and to be read compartment by compartment afterwards.
    private var deferred: [ID<Compartment>: [Int]] = [:]
    /// The organisation's own entries.
    private(set) var organisation: [Int] = []
    private(set) var lockedEpochs: Set<UInt32> = []
    /// Compartments of which a key came after entries that could not be opened.
    private(set) var late: Set<ID<Compartment>> = []
    /// A ledger key came after entries that it may open. What they say may concern everything behind them.
    private(set) var hasLateLedgerKey = false

    mutating func note(opened compartment: ID<Compartment>, _ place: Int) {
        guard compartment != .organisation else { return organisation.append(place) }
        opened[compartment, default: []].append(place)
    }

    mutating func note(closed compartment: ID<Compartment>, _ place: Int) {
        closed[compartment, default: []].append(place)
    }

    mutating func note(deferred compartment: ID<Compartment>, _ place: Int) {
        deferred[compartment, default: []].append(place)
    }

    func hasEntries(of compartment: ID<Compartment>) -> Bool {
        opened[compartment] != nil || closed[compartment] != nil || deferred[compartment] != nil
    }

    /// Every compartment that has entries, the organisation's own too, and where they stand in ledger order.
    var all: [ID<Compartment>: [Int]] {
        var all = opened.merging(closed) { ($0 + $1).sorted() }
        all.merge(deferred) { ($0 + $1).sorted() }
        all[.organisation] = organisation
        return all
    }

    // MARK: - Reading compartment by compartment

    /// Compartments that wait to be read, each with its places in ledger order: the intake first, since nobody has looked at what
    /// arrived, then the one that was written to last. So a worker's newest cases can be read while the old ones still wait.
    func deferredNewestFirst() -> [(compartment: ID<Compartment>, places: [Int])] {
        deferred.map { (compartment: $0.key, places: $0.value) }.sorted { one, other in
            if (one.compartment == .intake) != (other.compartment == .intake) { return one.compartment == .intake }
            let (last, otherLast) = (one.places.last ?? 0, other.places.last ?? 0)
            return last == otherLast ? one.compartment < other.compartment : last > otherLast
        }
    }

    /// It is about to be read.
    mutating func takeDeferred(_ compartment: ID<Compartment>) { deferred[compartment] = nil }

    /// It cannot be opened here, or has to be read again from its first entry.
    mutating func closeDeferred(_ compartment: ID<Compartment>) {
        guard let places = deferred.removeValue(forKey: compartment) else { return }
        closed[compartment, default: []] += places
    }

    /// A compartment's places in ledger order.
    subscript(compartment: ID<Compartment>) -> [Int] {
        (opened[compartment, default: []] + closed[compartment, default: []]).sorted()
    }

    /// Forgets places that no key here opens; gives those of `dropped` that were there.
    mutating func dropClosed(_ dropped: Set<Int>, of compartment: ID<Compartment>) -> [Int] {
        let there = closed[compartment, default: []].filter(dropped.contains)
        if !there.isEmpty { closed[compartment]?.removeAll(where: dropped.contains) }
        return there
    }

    mutating func note(locked epoch: UInt32) { lockedEpochs.insert(epoch) }

    /// A key that was not here before.
    mutating func noteArrival(of key: GrantedKey) {
        switch key {
        case .compartment(let key, _): if closed[key.compartment] != nil { late.insert(key.compartment) }
        case .ledger(let key, _): if lockedEpochs.contains(key.epoch) { hasLateLedgerKey = true }
        case .intake, .voice, .card, .charter, .recovery: break
        }
    }

    /// Gives a compartment's places in ledger order, and forgets them.
    mutating func take(_ compartment: ID<Compartment>) -> (places: [Int], unopened: Set<Int>) {
        late.remove(compartment)
        let unopened = closed.removeValue(forKey: compartment) ?? []
        let places = (opened.removeValue(forKey: compartment) ?? []) + unopened
        return (places.sorted(), Set(unopened))
    }
}
