// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import RelayConnection
internal import Sealing

extension Workspace {
    private static let pageCount = 64

    /// Takes new envelopes into the ledger. An envelope leaves the intake drawer only when the ledger has its message;
    /// one that nobody here can read stays where it is.
    func takeIntake(_ desk: OpenDesk) async throws(SyncFailure) {
        if desk.unreadableMayChange, !desk.unreadable.isEmpty { desk.intakeCursor = 0 }
        desk.unreadableMayChange = false
        while true {
            let cursor = desk.intakeCursor
            let items = try await asking { () throws(RelayClientError) in
                try await desk.link.readIntake(after: cursor, limit: Self.pageCount)
            }
            guard let last = items.last else { return }
            guard self.desk === desk else { throw .locked }
            guard last.sequence > cursor else { throw .relay(.malformedAnswer) }
            try await take(items, desk)
            desk.intakeCursor = last.sequence
            status.unreadableCount = desk.unreadable.count
        }
    }

    private func take(_ items: [IntakeItem], _ desk: OpenDesk) async throws(SyncFailure) {
        let ring = desk.ledger.projection.keys
        guard let key = ring.newestKey(.intake) else { return }
        let reader = IntakeReader(intakes: ring.intakes.reversed().map(\.identity))
        let opened = await reader.open(items)
        var state = desk.ledger.projection.state
        var done: [UInt64] = []
        var entries: [WrittenEntry] = []
        for (item, envelope) in zip(items, opened) {
            guard let envelope, let event = IntakeReader.event(envelope.content, in: state) else {
                desk.unreadable.insert(item.sequence)
                continue
            }
            desk.unreadable.remove(item.sequence)
            done.append(item.sequence)
            if let entry = try newEntry(event, key, desk, &state) { entries.append(entry) }
        }
        try await record(entries, desk)
        guard !done.isEmpty else { return }
        try await asking { () throws(RelayClientError) in try await desk.link.removeIntake(done) }
    }

    /// Nil for a message that the ledger has already.
    private func newEntry(
        _ event: Event, _ key: CompartmentKey, _ desk: OpenDesk, _ state: inout CaseworkState
    ) throws(SyncFailure) -> WrittenEntry? {
        let second = surroundings.now()
        guard let entry = try? desk.author.write(event, for: key, at: second, seen: desk.ledger.verified.seen) else {
            return nil
        }
        let refusal = state.apply(
            LedgerEvent(
                compartment: .intake, sequence: UInt64(desk.ledger.verified.count), id: entry.id,
                author: desk.author.device.id, recordedAt: second, event: event))
        return refusal == nil ? entry : nil
    }

    /// Returns when the entries are in the ledger here, checked and durable.
    private func record(_ entries: [WrittenEntry], _ desk: OpenDesk) async throws(SyncFailure) {
        guard !entries.isEmpty else { return }
        try await append(entries.map(\.sealed.bytes), desk)
    }
}
