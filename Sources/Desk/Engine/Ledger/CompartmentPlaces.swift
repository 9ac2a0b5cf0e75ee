// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Sealing

/// Where the entries of each compartment stand in the ledger, so that a key that comes late has only those read again.
struct CompartmentPlaces: Sendable {
    private var opened: [ID<Compartment>: [Int]] = [:]
    private var closed: [ID<Compartment>: [Int]] = [:]
    private var lockedEpochs: Set<UInt32> = []
    /// Compartments of which a key came after entries that could not be opened.
    private(set) var late: Set<ID<Compartment>> = []
    /// A ledger key came after entries that it may open. What they say may concern everything behind them.
    private(set) var hasLateLedgerKey = false

    mutating func note(opened compartment: ID<Compartment>, _ place: Int) {
        opened[compartment, default: []].append(place)
    }

    mutating func note(closed compartment: ID<Compartment>, _ place: Int) {
        closed[compartment, default: []].append(place)
    }

    func hasEntries(of compartment: ID<Compartment>) -> Bool {
        opened[compartment] != nil || closed[compartment] != nil
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
