// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
internal import Casework
internal import Correspondence
internal import DeskFormats
internal import Sealing

/// Destroying a case (docs/decisions/0022-epochs-follow-who-holds.md). A desk that sees in the casework that the erasure
/// was confirmed signs a tombstone for what it holds of the case, and signs its colleagues' tombstones too, for what they
/// hold. Every desk that finds two signatures under a compartment destroys keys, entries, grants and files of it, and asks
/// the relay to do the same; desks without a key drop the ciphertext, which the recovery sheet could have opened. A desk
/// that was away for months finds the signatures where it can read them, among the organisation's own entries.
extension Workspace {
    func tendErasures(_ desk: OpenDesk) async throws(SyncFailure) {
        try signWhatGoes(desk)
        // What waits in the outbox does not count: the relay may never get it.
        let (state, places) = (desk.ledger.projection.state, desk.ledger.projection.places)
        for compartment in Set(state.tombstones.flatMap(\.compartments)).sorted()
        where places.hasEntries(of: compartment) && state.isBuried(compartment) {
            try erase(compartment, desk)
        }
        try await tendIntakeErasures(desk)
    }

    private func signWhatGoes(_ desk: OpenDesk) throws(SyncFailure) {
        let day = Day(at: surroundings.now())
        guard !desk.settled.isDone(.signatures, in: desk.visible, on: day) else { return }
        let going = desk.casesThatGo
        let (compartments, requests) = (desk.unsignedTombstones(going), desk.unsignedRequests(going))
        if compartments.isEmpty, requests.isEmpty { desk.settled.note(.signatures, in: desk.visible, on: day) }
        try sign(compartments, requests, desk)
    }

    private func sign(
        _ compartments: [ID<Compartment>], _ requests: [ID<Request>], _ desk: OpenDesk
    ) throws(SyncFailure) {
        guard !compartments.isEmpty || !requests.isEmpty else { return }
        try tending { () throws(WorkspaceError) in
            try queue(desk) { writing throws(WorkspaceError) in
                for signed in compartments.parts(of: Self.mostInOneTombstone) {
                    try writing.say(.compartmentsErased(signed))
                }
                for signed in requests.parts(of: Self.mostInOneTombstone) {
                    try writing.say(.requestsErased(signed, places: []))
                }
            }
        }
    }

    private static let mostInOneTombstone = 255

    /// What is to be done at the relay is written down before the keys go that tell what that is: a crash in between does it
    /// again, and leaves nothing out.
    private func erase(_ compartment: ID<Compartment>, _ desk: OpenDesk) throws(SyncFailure) {
        // First: once the entries are gone, nothing would bring this desk back here.
        try storing { () throws(StorageError) in try forgetPairs(of: compartment, desk) }
        let projection = desk.ledger.projection
        // What a desk could not open it leaves to the holders to erase at the relay.
        if projection.state.part(compartment) != nil {
            let held = projection.holdings(of: compartment)
            var item = OutboxItem(erasures: held.places.map { UInt64($0) })
            item.discarded = held.blobs
            item.vacated = desk.replySlots(of: compartment)
            let durable = item
            try storing { () throws(StorageError) in try desk.outbox.add(durable, in: files) }
        }
        try mending { () throws(LedgerTrouble) in try desk.ledger.erase(compartment) }
        refresh(desk)
    }
}

extension Array {
    /// In order, as many at once as `count`, the last part with the rest.
    func parts(of count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map { Array(self[$0..<Swift.min($0 + count, self.count)]) }
    }
}

extension OpenDesk {
    /// Cases whose erasure was confirmed. Where colleagues were faster, the confirmation itself is gone, and their two signatures stand
    /// for it.
    fileprivate var casesThatGo: [CaseRecord] {
        visible.cases.filter { record in
            record.isErasureConfirmed
                || !visible.tombstones.isEmpty
                    && record.parts(of: .casework).contains { visible.isBuried($0.compartment) }
        }
    }

    /// What this desk's member has to sign: their parts of cases whose erasure was confirmed, and what colleagues signed
    /// together with the casework of such a case. A colleague's list that names a part of another case is not signed.
    fileprivate func unsignedTombstones(_ going: [CaseRecord]) -> [ID<Compartment>] {
        guard let me else { return [] }
        var wanted: Set<ID<Compartment>> = []
        for record in going {
            let casework = record.parts(of: .casework).map(\.compartment)
            wanted.formUnion(record.parts.filter { $0.access.isHeld(by: me) }.map(\.compartment))
            for tombstone in visible.tombstones where !tombstone.compartments.isDisjoint(with: casework) {
                let seen = tombstone.compartments.compactMap { visible.part($0)?.case }
                if seen.allSatisfy({ $0 == record.id }) { wanted.formUnion(tombstone.compartments) }
            }
        }
        return wanted.subtracting(visible.tombstones.filter { $0.author == me }.flatMap(\.compartments)).sorted()
    }

    /// Requests of cases whose erasure was confirmed, for what the intake kept of them. Whoever holds the casework or the
    /// conversation knows which request it was. A signature from before the case is for an earlier case of that person.
    fileprivate func unsignedRequests(_ going: [CaseRecord]) -> [ID<Request>] {
        guard let me else { return [] }
        var wanted: Set<ID<Request>> = []
        for record in going {
            let conversations = record.parts.compactMap { $0.conversation?.record?.id }
            let requests = Set(conversations + [record.casework?.lifecycle?.request].compactMap { $0 })
            let signed = visible.requestTombstones.filter {
                $0.author == me && $0.sequence > record.parts.first?.openedIn ?? 0
            }
            wanted.formUnion(requests.subtracting(signed.flatMap(\.requests)))
        }
        return wanted.sorted()
    }

    /// Where the answers of a conversation lie at the relay. Named by the desk of one of the first two who signed, which is
    /// there when the case goes: one that comes back a year later may not vacate what the person was answered since.
    fileprivate func replySlots(of compartment: ID<Compartment>) -> [[UInt8]] {
        let first = visible.tombstones.filter { $0.compartments.contains(compartment) }.prefix(2)
        guard first.contains(where: { $0.author == me }) else { return [] }
        return visible.part(compartment)?.conversation?.record?.replySlots ?? []
    }
}

extension RequestRecord {
    /// Names of the slots of its replies, whether or not something lies in them.
    var replySlots: [[UInt8]] {
        guard replyCount > 0, let secret = ConversationSecret(secret.exposed) else { return [] }
        return (1...replyCount).map { secret.slotName($0).bytes }
    }
}

extension CaseRecord {
    /// Whether a second person has confirmed that the case is to be destroyed.
    fileprivate var isErasureConfirmed: Bool { casework?.lifecycle?.state == .erased }
}
