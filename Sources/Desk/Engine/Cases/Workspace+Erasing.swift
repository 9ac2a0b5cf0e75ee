// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Sealing

/// Destroying a case (docs/decisions/0022-epochs-follow-who-holds.md). A desk that sees in the casework that the erasure
/// was confirmed signs a tombstone for what it holds of the case, and signs its colleagues' tombstones too, for what they
/// hold. Every desk that finds two signatures under a compartment destroys keys, entries, grants and files of it, and asks
/// the relay to do the same; desks without a key drop the ciphertext, which the recovery sheet could have opened. A desk that was away for months finds the signatures where it can read them, among the
/// organisation's own entries.
extension Workspace {
    func tendErasures(_ desk: OpenDesk) throws(SyncFailure) {
        let unsigned = desk.unsignedTombstones
        for start in stride(from: 0, to: unsigned.count, by: Self.mostInOneTombstone) {
            let signed = Array(unsigned[start..<min(start + Self.mostInOneTombstone, unsigned.count)])
            try tending { () throws(WorkspaceError) in
                try queue(desk) { writing throws(WorkspaceError) in _ = try writing.say(.compartmentsErased(signed)) }
            }
        }
        // What waits in the outbox does not count: the relay may never get it.
        let (state, places) = (desk.ledger.projection.state, desk.ledger.projection.places)
        for compartment in Set(state.tombstones.flatMap(\.compartments)).sorted()
        where places.hasEntries(of: compartment) && state.isBuried(compartment) {
            try erase(compartment, desk)
        }
    }

    private static let mostInOneTombstone = 255

    private func erase(_ compartment: ID<Compartment>, _ desk: OpenDesk) throws(SyncFailure) {
        let isHeld = desk.ledger.projection.state.part(compartment) != nil
        let erased = try mending { () throws(LedgerTrouble) in try desk.ledger.erase(compartment) }
        // What a desk could not open it leaves to the holders to erase at the relay.
        guard isHeld else { return }
        var item = OutboxItem(erasures: erased.places.map { UInt64($0) })
        item.discarded = erased.blobs
        let durable = item
        try storing { () throws(StorageError) in try desk.outbox.add(durable, in: files) }
        refresh(desk)
    }
}

extension OpenDesk {
    /// What this desk's member has to sign: their parts of cases whose erasure was confirmed, and what colleagues signed
    /// together with the casework of such a case. A colleague's list that names a part of another case is not signed.
    fileprivate var unsignedTombstones: [ID<Compartment>] {
        guard let me else { return [] }
        var wanted: Set<ID<Compartment>> = []
        for record in visible.cases {
            let casework = record.parts(of: .casework).map(\.compartment)
            // Where colleagues were faster, the confirmation itself is gone, and their two signatures stand for it.
            guard record.isErasureConfirmed || casework.contains(where: visible.isBuried) else { continue }
            wanted.formUnion(record.parts.filter { $0.access.isHeld(by: me) }.map(\.compartment))
            for tombstone in visible.tombstones where !tombstone.compartments.isDisjoint(with: casework) {
                let seen = tombstone.compartments.compactMap { visible.part($0)?.case }
                if seen.allSatisfy({ $0 == record.id }) { wanted.formUnion(tombstone.compartments) }
            }
        }
        return wanted.subtracting(visible.tombstones.filter { $0.author == me }.flatMap(\.compartments)).sorted()
    }
}

extension CaseRecord {
    /// Whether a second person has confirmed that the case is to be destroyed.
    fileprivate var isErasureConfirmed: Bool { casework?.lifecycle?.state == .erased }
}
