// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import RelayConnection
internal import Sealing

extension Workspace {
    private static let pageCount = 64

    /// Takes new envelopes into the ledger. An envelope leaves the intake drawer only when the ledger has its message; one
    /// that this desk cannot open stays where it is, and is not counted.
    func takeIntake(_ desk: OpenDesk) async throws(SyncFailure) {
        if desk.intakeMayChange { desk.intakeCursor = 0 }
        desk.intakeMayChange = false
        guard !desk.keys.intakes.isEmpty || !desk.visible.cases.isEmpty || desk.joiningIdentity != nil else { return }
        var reader: IntakeReader?
        while true {
            let cursor = desk.intakeCursor
            let items = try await asking { () throws(RelayClientError) in
                try await desk.link.readIntake(after: cursor, limit: Self.pageCount)
            }
            guard let last = items.last else { return }
            guard self.desk === desk else { throw .locked }
            guard last.sequence > cursor else { throw .relay(.malformedAnswer) }
            let known: IntakeReader
            if let reader { known = reader } else { known = await intakeReader(desk) }
            reader = known
            try await take(items, await known.open(items), desk)
            desk.intakeCursor = last.sequence
            status.unreadableCount = desk.unbelieved.count
        }
    }

    /// Made when there is something to open: a desk may hold the keys of thousands of conversations.
    private func intakeReader(_ desk: OpenDesk) async -> IntakeReader {
        var cache = desk.conversationKeys
        let conversations = await cache.update(with: desk.keys, desk.visible)
        desk.conversationKeys = cache
        return IntakeReader(
            intakes: desk.keys.intakes.reversed().map(\.identity), conversations: conversations,
            joining: desk.joiningIdentity, organisation: desk.secrets.fingerprint)
    }

    private func take(
        _ items: [IntakeItem], _ opened: [IntakeReader.Opening], _ desk: OpenDesk
    ) async throws(SyncFailure) {
        var writing = Writing(desk, at: surroundings.now(), isBeforeOutbox: true)
        var done: [UInt64] = []
        for (item, opening) in zip(items, opened) {
            desk.unbelieved.remove(item.sequence)
            switch opening {
            case .notOurs: continue
            case .applicant(let request):
                // Another director has let it in, with this request or one that it made again.
                let isIn = desk.ledger.projection.state.devices[request.device.id] != nil
                if isIn { done.append(item.sequence) } else { desk.noteApplicant(request, in: item.sequence) }
            case .notBelieved: desk.unbelieved.insert(item.sequence)
            case .message(let content, let compartment):
                guard let event = IntakeReader.event(content, in: writing.state) else {
                    desk.unbelieved.insert(item.sequence)
                    continue
                }
                let place = Self.place(of: event, openedIn: compartment, writing)
                if writing.accepts(event, in: place) { done.append(item.sequence) }
            }
        }
        // Returns when the entries are in the ledger here, checked and durable.
        if !writing.entries.isEmpty { try await append(writing.entries.map(\.sealed.bytes), desk) }
        guard !done.isEmpty else { return }
        try await asking { () throws(RelayClientError) in try await desk.link.removeIntake(done) }
    }

    /// The conversation of the case where this desk holds it, whatever key opened the envelope; otherwise the intake.
    private static func place(
        of event: Event, openedIn compartment: ID<Compartment>, _ writing: Writing
    ) -> ID<Compartment> {
        guard let request = event.request else { return compartment }
        let isCase =
            event.standsInConversations || compartment != .intake || writing.state.request(request)?.state == .accepted
        guard isCase, let conversation = writing.state.conversation(of: request) else { return compartment }
        return conversation.compartment
    }
}

extension Event {
    fileprivate var standsInConversations: Bool {
        guard case .inCompartment(.conversation) = self else { return false }
        return true
    }
}

extension Writing {
    /// Takes a message unless it is there already. False where it cannot be written now.
    fileprivate mutating func accepts(_ event: Event, in compartment: ID<Compartment>) -> Bool {
        do throws(WorkspaceError) {
            try say(event, in: compartment)
            return true
        } catch {
            return error == .refused(Refusal.duplicateMessage.catalogueKey)
        }
    }
}
