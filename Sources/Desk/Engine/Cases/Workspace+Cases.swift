// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
public import Casework
internal import Sealing

/// Opening cases and compartments, and saying something in them.
extension Workspace {
    /// Opens a case with its compartments. What was written before its request was accepted is carried over. All of it goes
    /// out as one, or none.
    public func openCase(_ draft: CaseDraft) async throws(WorkspaceError) -> ID<Case> {
        let desk = try unlocked()
        let id = ID<Case>.random()
        return try queue(desk) { writing throws(WorkspaceError) in
            var adopted = try draft.acceptance.map { acceptance throws(WorkspaceError) in
                try writing.accept(acceptance)
            }
            for part in draft.parts {
                let compartment = try writing.open(part, of: id, alias: draft.alias)
                guard part.kind == .conversation, let events = adopted else { continue }
                adopted = nil
                for event in events { try writing.say(.conversation(event), in: compartment) }
            }
            guard adopted == nil else { throw .refused(EngineMessage.conversationMissing) }
            return id
        }
    }

    /// Opens a further compartment of a case that this desk can see.
    public func openCompartment(
        _ part: PartDraft, in id: ID<Case>
    ) async throws(WorkspaceError) -> ID<Compartment> {
        let desk = try unlocked()
        guard let record = desk.visible.case(id) else { throw .refused(Refusal.notAHolder.catalogueKey) }
        return try queue(desk) { writing throws(WorkspaceError) in
            try writing.open(part, of: id, alias: record.alias)
        }
    }

    /// Says something in a compartment: all of it counts, or nothing is written. Who holds it is changed with
    /// ``grantAccess(to:member:reason:)`` and ``endAccess(to:member:reason:)``, which move the keys too.
    public func say(
        _ events: [CompartmentEvent], in compartment: ID<Compartment>
    ) async throws(WorkspaceError) {
        try await say([PartEvents(compartment: compartment, events: events)])
    }

    /// As ``say(_:in:)``, in several compartments: all of it counts, or nothing is written.
    public func say(_ said: [PartEvents]) async throws(WorkspaceError) {
        let desk = try unlocked()
        guard said.contains(where: { !$0.events.isEmpty }) else { return }
        for part in said {
            guard !part.events.contains(where: \.movesKeys) else { throw .refused(EngineMessage.movesKeys) }
            for answer in part.events.flatMap(\.answersNamed) { try requireSent(answer, in: part.compartment, desk) }
            if part.events.contains(where: \.vouches) { try requireClearance(in: part.compartment, desk) }
        }
        try queue(desk) { writing throws(WorkspaceError) in
            for part in said {
                for event in part.events { try writing.say(event, in: part.compartment) }
            }
        }
    }

    /// An answer that is pointed at by its number has to have it for good: where another desk may know the statement, a colleague's
    /// answer may come to stand before one that was not sent yet.
    private func requireSent(
        _ answer: (statement: ID<Statement>, number: UInt32), in compartment: ID<Compartment>, _ desk: OpenDesk
    ) throws(WorkspaceError) {
        func statement(in state: CaseworkState) -> StatementRecord? {
            guard case .evidence(let part) = state.part(compartment)?.content else { return nil }
            return part.statement(answer.statement)
        }
        guard let sent = statement(in: desk.ledger.shown.state),
            let shown = statement(in: desk.visible)?.answer(answer.number)
        else { return }
        guard sent.answer(answer.number)?.entry == shown.entry else { throw .refused(EngineMessage.answerUnsent) }
    }

    /// The organisation's word is given where counsel has cleared it. The part that keeps the word cannot see counsel's, so no fold
    /// asks: every desk does, before it signs (docs/decisions/0043).
    func requireClearance(in compartment: ID<Compartment>, _ desk: OpenDesk) throws(WorkspaceError) {
        let home = desk.visible.part(compartment).flatMap { desk.visible.case($0.case) }
        let known = if let me = desk.me { home?.asKnown(to: me) } else { home }
        switch known?.clearanceObstacle {
        case nil: return
        case .caseworkUnread: throw .refused(EngineMessage.clearanceUnread)
        default: throw .refused(EngineMessage.notCleared)
        }
    }
}

/// What is said in one compartment.
public struct PartEvents: Sendable, Hashable {
    public let compartment: ID<Compartment>
    public let events: [CompartmentEvent]

    public init(compartment: ID<Compartment>, events: [CompartmentEvent]) {
        self.compartment = compartment
        self.events = events
    }
}

extension CompartmentEvent {
    /// The answers at which it points.
    fileprivate var answersNamed: [(statement: ID<Statement>, number: UInt32)] {
        let said: [Said?]
        switch self {
        case .statement(.added(let statement, let number, _, _)): return [(statement, number)]
        case .doubt(.contradictionNoted(_, let earlier, let later, _)): said = [earlier, later]
        case .doubt(.withholdingNoted(_, let stated)): said = [stated.asked]
        default: said = []
        }
        return said.compactMap { said in
            guard case .answer(let statement, let number) = said else { return nil }
            return (statement, number)
        }
    }

    /// Whether the organisation gives its word by it.
    package var vouches: Bool {
        switch self {
        case .attestation(.issued), .attestation(.signed): true
        default: false
        }
    }

    /// Whether keys have to be granted or replaced with it.
    fileprivate var movesKeys: Bool {
        guard case .access(let event) = self else { return false }
        return switch event {
        case .opened, .granted, .ended, .epochStarted: true
        case .disclosed: false
        }
    }
}

extension Writing {
    /// Opens a compartment: the grant of its first key, the event that opens it, and one for each member.
    mutating func open(
        _ part: PartDraft, of id: ID<Case>, alias: String
    ) throws(WorkspaceError) -> ID<Compartment> {
        guard let me else { throw .refused(Refusal.unknownAuthor.catalogueKey) }
        let compartment = ID<Compartment>.random()
        let key = CompartmentKey(compartment: compartment, epoch: 1)
        try grant([.compartment(key, second: second)], to: Set(part.members.keys).union([me]))
        for event in part.events(of: id, alias: alias, by: me) { try say(event, in: compartment) }
        return compartment
    }

    /// Accepts a request, and gives its conversation as the case is to have it.
    mutating func accept(_ acceptance: Acceptance) throws(WorkspaceError) -> [ConversationEvent] {
        guard let record = state.request(acceptance.request) else {
            throw .refused(Refusal.unknownRequest.catalogueKey)
        }
        try say(acceptance.event, in: .intake)
        return record.adoptable
    }
}

extension ID {
    /// One that nobody else has.
    static func random() -> ID {
        var generator = SystemRandomNumberGenerator()
        guard let id = ID((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }) else {
            preconditionFailure("an identifier is sixteen bytes")
        }
        return id
    }
}
