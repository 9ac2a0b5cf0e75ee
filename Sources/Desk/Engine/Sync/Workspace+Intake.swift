// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Casework
internal import RelayConnection
internal import Sealing

extension Workspace {
    private static let pageCount = 64
    /// Pages in one pass: under a flood the rest of the work comes to its turn too.
    private static let pagesPerPass = 16

    /// Takes new envelopes into the ledger. An envelope leaves the intake drawer only when the ledger has its message and the
    /// message counts: where this desk's member was removed meanwhile, or lost the case, a colleague's desk takes it in. One
    /// that this desk cannot open stays where it is, unless it is for nobody (``sweepDrawer(_:)``).
    func takeIntake(_ desk: OpenDesk) async throws(SyncFailure) {
        let now = surroundings.now()
        if desk.intakeMayChange || desk.drawer.isToBeReadAgain(at: now) { desk.intakeCursor = 0 }
        desk.intakeMayChange = false
        if desk.intakeCursor == 0 { desk.drawer.begin(at: now, with: Set(desk.keys.intakes.map(\.identity.recipient))) }
        guard !desk.keys.intakes.isEmpty || !desk.visible.cases.isEmpty || desk.joiningIdentity != nil else { return }
        var reader: IntakeReader?
        for _ in 0..<Self.pagesPerPass {
            let cursor = desk.intakeCursor
            let items = try await asking { () throws(RelayClientError) in
                try await desk.link.readIntake(after: cursor, limit: Self.pageCount)
            }
            guard let last = items.last else {
                desk.drawer.end()
                return try await sweepDrawer(desk)
            }
            guard self.desk === desk else { throw .locked }
            guard last.sequence > cursor else { throw .relay(.malformedAnswer) }
            let known: IntakeReader
            if let reader { known = reader } else { known = await intakeReader(desk) }
            reader = known
            let opened = await known.open(items)
            try await untilFirst { () async throws(SyncFailure) in try await take(items, opened, desk) }
            desk.intakeCursor = last.sequence
            status.take(desk, at: surroundings.now())
        }
        // There is more, and the relay is not to be asked for news before it was read.
        desk.intakeHeardOf = desk.intakeCursor
        try await sweepDrawer(desk)
    }

    /// Made when there is something to open: a desk may know the passes of thousands of conversations.
    private func intakeReader(_ desk: OpenDesk) async -> IntakeReader {
        desk.passes = await desk.passes.updated(with: desk.visible)
        return IntakeReader(
            keys: desk.keys, passes: desk.passes, joining: desk.joiningIdentity, organisation: desk.secrets.fingerprint)
    }

    /// False where somebody else wrote to the ledger first: perhaps a colleague's desk that took in the same envelopes.
    private func take(
        _ items: [IntakeItem], _ opened: [IntakeReader.Opening], _ desk: OpenDesk
    ) async throws(SyncFailure) -> Bool {
        var writing = Writing(desk, at: surroundings.now(), isBeforeOutbox: true)
        var done: [UInt64] = []
        var said: [Said] = []
        var repeated: [UInt64] = []
        for (item, opening) in zip(items, opened) {
            switch opening {
            case .closed: desk.drawer.note(item.sequence, .closed(at: item.hour))
            case .letter(let pass): desk.drawer.note(letter: pass, in: item.sequence, at: item.hour)
            case .applicant(let request):
                desk.drawer.forget([item.sequence])
                // Another director has let it in, with this request or one that it made again.
                let isIn = desk.ledger.projection.state.devices[request.device.id] != nil
                if isIn { done.append(item.sequence) } else { desk.noteApplicant(request, in: item.sequence) }
            case .notBelieved: desk.drawer.note(item.sequence, .nothing)
            case .message(let content, let compartment):
                guard let event = IntakeReader.event(content, in: writing.state) else {
                    desk.drawer.note(item.sequence, content.isOfUnknown(in: writing.state) ? .ofUnknown : .nothing)
                    continue
                }
                desk.drawer.forget([item.sequence])
                let place = Self.place(of: event, openedIn: compartment, writing)
                switch writing.takes(event, in: place) {
                case .written(let entry): said.append(Said(envelope: item.sequence, entry: entry, place: place))
                case .isThere: repeated.append(item.sequence)
                // It opened, and a colleague has to take it in: until one does it is told as a letter that waits.
                case .refused: desk.drawer.note(letterTo: place, in: item.sequence, at: item.hour)
                }
            }
        }
        // Returns when the entries are in the ledger here, checked and durable.
        if !writing.entries.isEmpty, try await !appendNext(writing.entries.map(\.sealed.bytes), desk) { return false }
        let counted = said.filter { $0.counts(in: desk.ledger.projection.state) }
        done += counted.map(\.envelope)
        // What came twice may be there only through what was said just now.
        if counted.count == said.count { done += repeated }
        guard !done.isEmpty else { return true }
        try await asking { () throws(RelayClientError) in try await desk.link.removeIntake(done) }
        return true
    }

    /// The conversation of the case where this desk holds it, whatever key opened the envelope; otherwise the intake. An intake that began anew
    /// says nothing of requests from before (docs/decisions/0096): what goes on with a case is no new request to whoever works on the case. A
    /// conversation as it stood when an access ended takes nothing.
    private static func place(
        of event: Event, openedIn compartment: ID<Compartment>, _ writing: Writing
    ) -> ID<Compartment> {
        guard let request = event.request, let conversation = writing.state.conversation(of: request) else {
            return compartment
        }
        let isOpen = writing.me.map { conversation.access.isHeld(by: $0) } ?? false
        // Whoever has handed the case over reads in the intake what comes to it still: there they are on duty.
        if !isOpen, compartment == .intake, !event.standsInConversations { return compartment }
        let isCase =
            event.standsInConversations || compartment != .intake
            || (writing.state.request(request).map { $0.state == .accepted } ?? isOpen)
        return isCase ? conversation.compartment : compartment
    }
}

extension Event {
    fileprivate var standsInConversations: Bool {
        guard case .inCompartment(.conversation) = self else { return false }
        return true
    }
}

/// An envelope's message, as it was written into the ledger.
private struct Said {
    let envelope: UInt64
    let entry: ID<Entry>
    let place: ID<Compartment>

    /// Whether every colleague who holds the place finds the message there.
    func counts(in state: CaseworkState) -> Bool {
        guard state.knows(entry, in: place) else { return false }
        let refusal = state.refused.last { $0.entry.id == entry }?.refusal
        return refusal == nil || refusal == .duplicateMessage
    }
}

private enum Taking {
    case written(ID<Entry>)
    case isThere
    /// It cannot be written now.
    case refused
}

extension Writing {
    /// Takes a message unless it is there already.
    fileprivate mutating func takes(_ event: Event, in compartment: ID<Compartment>) -> Taking {
        do throws(WorkspaceError) {
            return .written(try say(event, in: compartment).id)
        } catch {
            return error == .refused(Refusal.duplicateMessage.catalogueKey) ? .isThere : .refused
        }
    }
}
