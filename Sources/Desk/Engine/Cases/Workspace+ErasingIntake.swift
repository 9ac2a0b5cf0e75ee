// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import DeskFormats
internal import Sealing

/// Destroying what the intake kept of a request: of one whose case is destroyed (docs/decisions/0029-what-the-intake-kept.md), for
/// which two holders of the case sign by its name, and of one that never became a case, for which two on intake duty agreed
/// (docs/decisions/0038-requests-that-came-to-nothing.md). A desk that can open the intake finds the entries, destroys them here
/// and at the relay, and signs their places, by which the desks without the intake's key find their copies.
extension Workspace {
    func tendIntakeErasures(_ desk: OpenDesk) async throws(SyncFailure) {
        if !desk.keys.keys(.intake).isEmpty { try await eraseFromIntake(desk) }
        guard !desk.ledger.projection.state.requestTombstones.isEmpty else { return }
        let abandoned = desk.ledger.projection.state.abandonedPlaces.compactMap { Int(exactly: $0) }
        try mending { () throws(LedgerTrouble) in try desk.ledger.eraseClosedIntake(Set(abandoned)) }
    }

    private func eraseFromIntake(_ desk: OpenDesk) async throws(SyncFailure) {
        let state = desk.ledger.projection.state
        let buried = state.buriedRequests(at: surroundings.now())
        guard !buried.isEmpty else { return }
        let places = state.intakePlaces(of: buried)
        guard !places.isEmpty else { return }
        try storing { () throws(StorageError) in try forgetPairs(of: Set(buried.keys), desk) }
        let goingFiles = buried.keys.compactMap { state.request($0) }.flatMap(\.files)
        let stayingFiles = state.requests.filter { buried[$0.id] == nil }.flatMap(\.files)
        let staying = desk.ledger.projection.files.outside(.intake).union(stayingFiles.map(\.blob))
        let blobs = Set(goingFiles.map(\.blob)).subtracting(staying)
        let unsent = desk.unsentReplies(in: .intake) { request in
            buried[request].map { end in state.request(request)?.goesOn(after: end) == false } ?? false
        }
        let unsigned = desk.unsigned(places)
        var isQueued = false
        try tending { () throws(WorkspaceError) in
            try queue(desk) { item in
                item.erasures = places.sorted()
                item.discarded = blobs.sorted { $0.lexicographicallyPrecedes($1) }
                for reply in unsent { item.discarded += reply.item.blobs + reply.item.discarded }
                item.vacated = buried.flatMap { state.request($0.key)?.slots(before: $0.value) ?? [] }
            } _: { writing throws(WorkspaceError) in
                for named in unsigned.parts(of: EventLimits.maximumPlaceCount) {
                    try writing.say(.requestsErased([], places: named))
                }
            }
            isQueued = true
        }
        // Not before it is written down what the relay has to erase.
        guard isQueued else { return }
        try storing { () throws(StorageError) in
            for reply in unsent { try desk.outbox.remove(reply.number, in: files) }
        }
        try await destroy(places, desk)
    }

    private func destroy(_ places: Set<UInt64>, _ desk: OpenDesk) async throws(SyncFailure) {
        do throws(LedgerTrouble) {
            try await desk.ledger.eraseFromIntake(places.compactMap { Int(exactly: $0) }.sorted())
        } catch {
            throw SyncFailure(error)
        }
        guard self.desk === desk else { throw .locked }
        refresh(desk)
    }
}

extension OpenDesk {
    /// Places that this desk's member has not signed, and that wait for a signature.
    fileprivate func unsigned(_ places: Set<UInt64>) -> [UInt64] {
        let mine = visible.requestTombstones.filter { $0.author == me }.flatMap(\.places)
        return places.subtracting(mine).subtracting(visible.abandonedPlaces).sorted()
    }
}

extension RequestRecord {
    /// Where its answers lie, unless the person has written again since: then answers may be new.
    fileprivate func slots(before end: UInt64) -> [[UInt8]] { goesOn(after: end) ? [] : replySlots }

    fileprivate func goesOn(after end: UInt64) -> Bool {
        timeline.contains { $0.sequence >= end && !$0.content.isOfErasure }
    }
}
