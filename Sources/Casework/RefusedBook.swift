// SPDX-License-Identifier: AGPL-3.0-or-later

/// Everything that changed nothing, found by where it was said: a page asks for what stands in one place, and elsewhere there may be
/// thousands.
struct RefusedBook: Sendable, Equatable {
    /// In ledger order.
    private(set) var all: [RefusedEvent] = []
    /// Places in the ledger, ascending.
    private var places: [ID<Compartment>: [UInt64]] = [:]
    /// The same of words about roles, wherever they were said.
    private var placesOfRoles: [UInt64] = []

    /// In ledger order.
    subscript(compartment: ID<Compartment>) -> [RefusedEvent] {
        events(at: places[compartment] ?? []).filter { $0.entry.compartment == compartment }
    }

    /// Words about roles, in ledger order.
    var ofRoles: [RefusedEvent] { events(at: placesOfRoles).filter(\.isOfRoles) }

    mutating func insert(_ refused: RefusedEvent) {
        let place = refused.entry.sequence
        all.insert(refused, at: LedgerOrder.end(of: place, in: all) { $0.entry.sequence })
        Self.insert(place, into: &places[refused.entry.compartment, default: []])
        if refused.isOfRoles { Self.insert(place, into: &placesOfRoles) }
    }

    mutating func forget(_ compartment: ID<Compartment>) {
        guard places.removeValue(forKey: compartment) != nil else { return }
        all.removeAll { $0.entry.compartment == compartment }
        placesOfRoles = []
        for refused in all where refused.isOfRoles { Self.insert(refused.entry.sequence, into: &placesOfRoles) }
    }

    private func events(at places: [UInt64]) -> [RefusedEvent] {
        places.flatMap { place in
            let end = LedgerOrder.end(of: place, in: all) { $0.entry.sequence }
            return all[..<end].reversed().prefix { $0.entry.sequence == place }.reversed()
        }
    }

    private static func insert(_ place: UInt64, into places: inout [UInt64]) {
        let end = LedgerOrder.end(of: place, in: places) { $0 }
        guard end == 0 || places[end - 1] != place else { return }
        places.insert(place, at: end)
    }
}

extension RefusedEvent {
    fileprivate var isOfRoles: Bool { if case .rolesSet = entry.event { true } else { false } }
}

enum LedgerOrder {
    /// Behind the last element that is not later.
    static func end<Element>(of sequence: UInt64, in elements: [Element], _ key: (Element) -> UInt64) -> Int {
        var (low, high) = (0, elements.count)
        while low < high {
            let middle = (low + high) / 2
            if key(elements[middle]) <= sequence { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
