// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
public import Casework
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
        try await takeBackWhatIsOvertaken(desk)
        try await signWhatGoes(desk)
        for compartment in desk.buried { try erase(compartment, desk) }
        let grants = desk.ledger.projection.state.condemnedGrants.compactMap { Int(exactly: $0) }
        try mending { () throws(LedgerTrouble) in try desk.ledger.eraseGrants(grants) }
        try await tendIntakeErasures(desk)
    }

    /// The same before anything is sent, of what colleagues have destroyed already: what was written offline about it does not go out.
    func tendBuried(_ desk: OpenDesk) throws(SyncFailure) {
        guard !desk.outbox.queued.isEmpty else { return }
        let buried = desk.buried
        guard !buried.isEmpty else { return }
        let cases = Set(buried.compactMap { desk.visible.part($0)?.case }).sorted()
        try sign(cases, at: surroundings.now(), desk)
        for compartment in buried { try erase(compartment, desk) }
    }

    /// A person who writes to a case that is to be destroyed keeps it, until somebody has read that and agrees anew.
    private func takeBackWhatIsOvertaken(_ desk: OpenDesk) async throws(SyncFailure) {
        guard let me = desk.me else { return }
        let state = desk.visible
        var overtaken: [ID<Case>] = []
        for (number, record) in state.cases.enumerated() {
            try await letPagesIn(desk, after: number)
            if state.toTakeBack(record, for: me, reading: desk.reads) != nil { overtaken.append(record.id) }
        }
        for id in overtaken {
            // As it stands now: somebody may have read it meanwhile.
            let now = desk.visible
            guard let casework = now.case(id).flatMap({ now.toTakeBack($0, for: me, reading: desk.reads) }) else {
                continue
            }
            try tending { () throws(WorkspaceError) in
                try queue(desk) { writing throws(WorkspaceError) in
                    try writing.say(.lifecycle(.erasureOvertaken), in: casework.compartment)
                }
            }
        }
    }

    private func signWhatGoes(_ desk: OpenDesk) async throws(SyncFailure) {
        let now = surroundings.now()
        let day = Day(at: now)
        guard !desk.settled.isDone(.signatures, in: desk.visible, on: day) else { return }
        guard let me = desk.me else { return }
        let state = desk.visible
        var condemned: [ID<Case>] = []
        for (number, record) in state.cases.enumerated() {
            try await letPagesIn(desk, after: number)
            if state.condemning(record, for: me, at: now, reading: desk.reads) != nil { condemned.append(record.id) }
        }
        // As they stand now: a hold may have come meanwhile.
        if try !sign(condemned, at: now, desk) { desk.settled.note(.signatures, in: state, on: day) }
    }

    /// Of cases as they stand now: a hold may have come meanwhile. Says whether there was anything to sign.
    @discardableResult
    private func sign(_ condemned: [ID<Case>], at now: UInt64, _ desk: OpenDesk) throws(SyncFailure) -> Bool {
        let going = desk.casesThatGo(of: condemned, at: now)
        let tombstones = try mending { () throws(LedgerTrouble) in try desk.unsignedTombstones(going) }
        let requests = desk.unsignedRequests(going)
        try sign(tombstones, requests, desk)
        return !tombstones.isEmpty || !requests.isEmpty
    }

    private func sign(
        _ tombstones: [UnsignedTombstone], _ requests: [ID<Request>], _ desk: OpenDesk
    ) throws(SyncFailure) {
        guard !tombstones.isEmpty || !requests.isEmpty else { return }
        try tending { () throws(WorkspaceError) in
            try queue(desk) { writing throws(WorkspaceError) in
                for tombstone in tombstones {
                    var places = tombstone.grants.parts(of: EventLimits.maximumPlaceCount)[...]
                    for signed in tombstone.compartments.parts(of: Self.mostInOneTombstone) {
                        try writing.say(.compartmentsErased(signed, grants: places.popFirst() ?? []))
                    }
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
        let grants = try mending { () throws(LedgerTrouble) in try desk.ledger.grantPlaces(of: compartment) }
        // What a desk could not open it leaves to the holders to erase at the relay.
        if projection.state.part(compartment) != nil {
            let held = projection.holdings(of: compartment)
            let unsent = desk.unsentReplies(in: compartment)
            var item = OutboxItem(erasures: grants.union(held.places).sorted().map { UInt64($0) })
            item.discarded = held.blobs + unsent.flatMap { $0.item.blobs + $0.item.discarded }
            item.vacated = desk.replySlots(of: compartment)
            let durable = item
            try storing { () throws(StorageError) in
                try desk.outbox.add(durable, in: files)
                // Without the key nobody could send or withdraw them any more.
                for reply in unsent { try desk.outbox.remove(reply.number, in: files) }
            }
        }
        try dropQueued(for: compartment, desk)
        try mending { () throws(LedgerTrouble) in try desk.ledger.erase(compartment, grants) }
        desk.passes.forget(compartment)
        refresh(desk)
    }
}

extension Workspace {
    /// Takes back what waits to be sent into a compartment: what was written offline about a case that is destroyed would lie at the
    /// relay for good, and nobody would find it. An item that took something from the intake goes whole, and what it took is taken
    /// anew.
    private func dropQueued(for compartment: ID<Compartment>, _ desk: OpenDesk) throws(SyncFailure) {
        for queued in desk.outbox.queued {
            let gone = desk.entries(for: compartment, in: queued.item)
            guard !gone.isEmpty else { continue }
            var item = queued.item
            item.entries.removeAll { gone.contains($0.id) }
            item.slots.removeAll { gone.contains($0.entry) }
            if item.entries.isEmpty { (item.discarded, item.blobs) = (item.discarded + item.blobs, []) }
            let isDone = item == OutboxItem() || !item.envelopes.isEmpty
            let rest = item
            try storing { () throws(StorageError) in
                if isDone {
                    try desk.outbox.remove(queued.number, in: files)
                } else {
                    try desk.outbox.replace(queued.number, with: rest, in: files)
                }
            }
        }
    }

    /// Signs that a part is destroyed which the case's casework does not reach: two colleagues signed that the case is, and whoever holds
    /// or held the part decides. Where nobody else ever did, it goes at the next pass; otherwise another of them signs too.
    public func destroyPart(_ compartment: ID<Compartment>) async throws(WorkspaceError) {
        let desk = try unlocked()
        guard let me = desk.me, let part = desk.visible.part(compartment), part.access.wasEverHeld(by: me),
            let record = desk.visible.case(part.case), !desk.visible.destroyers(of: record, for: me).isEmpty
        else { throw .refused(Refusal.notAHolder.catalogueKey) }
        let places: Set<Int>
        do throws(LedgerTrouble) {
            places = try desk.ledger.grantPlaces(of: compartment)
        } catch {
            throw SyncFailure(error).workspaceError
        }
        let grants = places.map { UInt64($0) }.sorted().parts(of: EventLimits.maximumPlaceCount)
        try queue(desk) { writing throws(WorkspaceError) in
            try writing.say(.compartmentsErased([compartment], grants: grants.first ?? []))
        }
    }
}

extension Array {
    /// In order, as many at once as `count`, the last part with the rest.
    func parts(of count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map { Array(self[$0..<Swift.min($0 + count, self.count)]) }
    }
}

/// What of one case a member has to sign as destroyed.
private struct UnsignedTombstone {
    let compartments: [ID<Compartment>]
    let grants: [UInt64]
}

extension OpenDesk {
    /// What is here of compartments that are to be destroyed. What waits in the outbox does not count: the relay may never get it.
    fileprivate var buried: [ID<Compartment>] {
        let (state, places) = (ledger.projection.state, ledger.projection.places)
        return Set(state.tombstones.flatMap(\.compartments)).sorted().filter {
            places.hasEntries(of: $0) && state.isBuried($0)
        }
    }

    /// Whether the key is here with which a compartment is written now: while it is not, somebody may have taken an erasure back in it.
    fileprivate func reads(_ compartment: ID<Compartment>) -> Bool {
        keys.key(compartment, epoch: epochs.currentEpoch(of: compartment)) != nil
    }

    /// Cases that are to be destroyed, each with the casework that says so.
    fileprivate func casesThatGo(
        of condemned: [ID<Case>], at now: UInt64
    ) -> [(record: CaseRecord, casework: PartRecord)] {
        guard let me else { return [] }
        return condemned.compactMap { visible.case($0) }.compactMap { record in
            visible.condemning(record, for: me, at: now, reading: reads).map { (record, $0) }
        }
    }

    /// What this desk's member has to sign: their parts of cases that are to be destroyed, and what others who hold the casework of
    /// such a case signed together with it. A colleague's list that names a part of another case is not signed.
    fileprivate func unsignedTombstones(
        _ going: [(record: CaseRecord, casework: PartRecord)]
    ) throws(LedgerTrouble) -> [UnsignedTombstone] {
        guard let me else { return [] }
        let mine = visible.tombstones.filter { $0.author == me }
        let (signed, signedGrants) = (Set(mine.flatMap(\.compartments)), Set(mine.flatMap(\.grants)))
        var unsigned: [UnsignedTombstone] = []
        for (record, casework) in going {
            var wanted = Set(record.parts.filter { $0.access.isHeld(by: me) }.map(\.compartment))
            var grants: Set<UInt64> = []
            for compartment in wanted {
                grants.formUnion(try ledger.grantPlaces(of: compartment).map { UInt64($0) })
            }
            // For those who hold another part and not this one.
            let name = record.id.asPart.flatMap { visible.part($0) == nil ? $0 : nil }
            if let name { wanted.insert(name) }
            for tombstone in visible.tombstones
            where tombstone.compartments.contains(casework.compartment) && casework.access.isHeld(by: tombstone.author)
            {
                let named = tombstone.compartments.filter { $0 != record.id.asPart }
                let seen = named.compactMap { visible.part($0)?.case }
                guard seen.allSatisfy({ $0 == record.id }) else { continue }
                wanted.formUnion(named)
                for place in tombstone.grants where try ledger.mayHold(place, keysOf: tombstone.compartments) {
                    grants.insert(place)
                }
            }
            wanted.subtract(signed)
            grants.subtract(signedGrants)
            // Further grants stand beside the casework, so that colleagues know what they went with.
            if !grants.isEmpty { wanted.insert(casework.compartment) }
            guard !wanted.isEmpty else { continue }
            unsigned.append(UnsignedTombstone(compartments: wanted.sorted(), grants: grants.sorted()))
        }
        return unsigned
    }

    /// Requests of cases that are to be destroyed, for what the intake kept of them. A signature from before the case is for an earlier
    /// case of that person.
    fileprivate func unsignedRequests(_ going: [(record: CaseRecord, casework: PartRecord)]) -> [ID<Request>] {
        guard let me else { return [] }
        var wanted: Set<ID<Request>> = []
        for (record, _) in going {
            let signed = visible.requestTombstones.filter {
                $0.author == me && $0.sequence > record.parts.first?.openedIn ?? 0
            }
            wanted.formUnion(record.requests.subtracting(signed.flatMap(\.requests)))
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
