// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import DeskFormats
internal import RelayAPI
internal import Sealing

/// Destroying what this machine has of something. The leaves stay, so the tree still holds.
extension LocalLedger {
    /// Drops intake keys that were replaced before `second`, and with which the drawer was read to its end, from memory and from the sealed state, and zeroes their
    /// grants in the file. Gives the sequences, which the relay is to erase too.
    func forgetIntakes(
        replacedBefore second: UInt64, onCards cards: [UInt64], notFromTheFutureAt now: UInt64,
        isRead: (IntakeKey) -> Bool
    ) throws(LedgerTrouble) -> [Int] {
        let expired = projection.forgetIntakes(
            replacedBefore: second, onCards: cards, notFromTheFutureAt: now, isRead: isRead)
        try destroy(expired)
        return expired
    }

    /// Destroys what this machine has of a compartment: its keys, its entries, the grants that hold its keys.
    /// - Parameter grants: their places, as ``grantPlaces(of:)`` gave them.
    func erase(_ compartment: ID<Compartment>, _ grants: Set<Int>) throws(LedgerTrouble) {
        try destroy(grants.union(projection.erase(compartment)).sorted())
    }

    /// Where grants of a compartment's keys stand: those that were opened here, and those that stand directly before the word by
    /// which their author opened the compartment, gave access to it or started an epoch, whoever they were for.
    func grantPlaces(of compartment: ID<Compartment>) throws(LedgerTrouble) -> Set<Int> {
        var places = Set(projection.held.places(of: compartment))
        let state = projection.state
        let counted = state.part(compartment)?.log.map { ($0.sequence, $0.device, $0.event) } ?? []
        let refused = state.refused(inCompartment: compartment).map {
            ($0.entry.sequence, $0.entry.author, $0.entry.event)
        }
        for (sequence, author, event) in counted + refused where event.followsGrant {
            guard let place = Int(exactly: sequence), place > 0 else { continue }
            if case .grant(let examined, _) = try read(place - 1), examined.signed.author == author {
                places.insert(place - 1)
            }
        }
        return places
    }

    /// Whether a grant stands there that, as far as this machine can tell, holds keys of these compartments and no others.
    func mayHold(_ place: UInt64, keysOf compartments: Set<ID<Compartment>>) throws(LedgerTrouble) -> Bool {
        guard let place = Int(exactly: place), place < verified.count, case .grant(_, let opened) = try read(place)
        else { return false }
        guard let opened else { return true }
        let held = HeldGrant(opened)?.compartments ?? []
        return !held.isEmpty && held.isSubset(of: compartments)
    }

    /// Destroys the copies of those grants that this machine cannot open, or that hold nothing but keys that it has destroyed. What is
    /// no grant stays, whoever named it.
    func eraseGrants(_ places: [Int]) throws(LedgerTrouble) {
        var gone: [Int] = []
        for place in places where place < verified.count && !verified.erased.contains(place) {
            guard examinedGrants.insert(place).inserted, case .grant(_, let opened) = try read(place) else { continue }
            if opened.map(isDestroyed) ?? true { gone.append(place) }
        }
        try destroy(gone)
    }

    private func isDestroyed(_ grant: Grant) -> Bool {
        let compartments = HeldGrant(grant)?.compartments ?? []
        return !compartments.isEmpty && !compartments.contains(where: projection.keys.holdsKey)
    }

    private func read(_ place: Int) throws(LedgerTrouble) -> ReadEntry {
        let payload = try storing { () throws(StorageError) in try log.payload(place) }
        let reader = EntryReader(keys: projection.keys, directory: nil, identities: identities)
        return reader.read(LedgerItem(sequence: UInt64(place), leaf: tree.leaf(place), payload: payload))
    }

    /// Destroys entries of the intake, and folds what is left of it.
    func eraseFromIntake(_ places: [Int]) async throws(LedgerTrouble) {
        try destroy(places)
        try await reread([.intake])
        try save()
    }

    /// Destroys the copies of those entries of the intake that this machine has no key for.
    func eraseClosedIntake(_ places: Set<Int>) throws(LedgerTrouble) {
        try destroy(projection.dropClosed(places, of: .intake))
    }

    private func destroy(_ places: [Int]) throws(LedgerTrouble) {
        guard !places.isEmpty else { return }
        verified.erased.formUnion(places)
        mappedCount = 0
        // The state first: after a crash the next unlock finds what was to be erased and erases it.
        try save()
        for place in places { try storing { () throws(StorageError) in try log.erase(place) } }
    }
}

extension Event {
    /// Whether a desk grants a compartment's keys and says this directly behind.
    fileprivate var followsGrant: Bool {
        guard case .inCompartment(.access(let event)) = self else { return false }
        return switch event {
        case .opened, .granted, .epochStarted: true
        case .ended, .disclosed: false
        }
    }
}
