// SPDX-License-Identifier: AGPL-3.0-or-later

/// A task and what became of it.
public struct TaskRecord: Sendable, Hashable, Confidential {
    public enum Ending: Hashable, Sendable, Confidential {
        case done(outcome: String)
        case dropped(reason: String)
    }

    /// The entry that set it.
    public let id: ID<Entry>
    public let template: TaskTemplate?
    public let title: String
    public let details: String
    public let setBy: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let setAt: UInt64
    /// The place in the ledger of the entry that set it.
    let sequence: UInt64
    public internal(set) var owner: ID<Member>
    public internal(set) var deputy: ID<Member>
    /// Seconds since 1970. Of days to which colleagues put it off who had not seen each other's, the earliest: who is told of it early can
    /// wait, and who is told late cannot.
    public private(set) var due: UInt64
    /// Days to which it was put off.
    private var putOff: [PutOff] = []
    /// Why it was put off, newest last.
    public internal(set) var postponements: [String] = []
    public internal(set) var ending: Ending?
    public internal(set) var endedBy: ID<Member>?
    /// Seconds since 1970, by the author's clock.
    public internal(set) var endedAt: UInt64?

    public var isOpen: Bool { ending == nil }

    private struct PutOff: Hashable, Sendable {
        let due: UInt64
        let standing: Standing
    }

    mutating func postpone(to due: UInt64, reason: String, _ standing: Standing) {
        putOff.removeAll { standing.knew($0.standing) }
        putOff.append(PutOff(due: due, standing: standing))
        self.due = putOff.map(\.due).min() ?? due
        postponements.append(reason)
    }

    init(_ draft: TaskDraft, _ context: FoldContext) {
        id = context.entry.id
        template = draft.template
        title = draft.title
        details = draft.details
        setBy = context.author
        setAt = context.second
        sequence = context.sequence
        owner = draft.owner
        deputy = draft.deputy
        due = draft.due
    }
}

extension CaseworkPart {
    public func task(_ id: ID<Entry>) -> TaskRecord? { tasks.first { $0.id == id } }
}

extension IdentityPart {
    public func task(_ id: ID<Entry>) -> TaskRecord? { tasks.first { $0.id == id } }
}

extension PartRecord {
    /// The tasks that stand in it, in the order in which they were set: where the work is, and where the names are.
    public var tasks: [TaskRecord] {
        switch content {
        case .casework(let part): part.tasks
        case .identity(let part): part.tasks
        case .conversation, .whereabouts, .evidence, .legal: []
        }
    }
}

/// The tasks of one part.
extension [TaskRecord] {
    mutating func apply(_ event: TaskEvent, _ context: FoldContext) throws(Refusal) {
        switch event {
        case .set(let draft):
            guard draft.template != nil || !draft.title.isBlank else { throw .textMissing }
            try context.requirePair(draft.owner, draft.deputy)
            append(TaskRecord(draft, context))
        case .begun: throw .wrongCompartment
        case .assigned(let task, let owner, let deputy):
            _ = try open(task)
            try context.requirePair(owner, deputy)
            try assign(task, owner: owner, deputy: deputy)
        case .postponed(let task, let due, let reason):
            let place = try open(task)
            guard !reason.isBlank else { throw .reasonMissing }
            self[place].postpone(to: due, reason: reason, context.standing)
        case .done(let task, let outcome):
            try end(task, .done(outcome: outcome), context)
        case .dropped(let task, let reason):
            guard !reason.isBlank else { throw .reasonMissing }
            try end(task, .dropped(reason: reason), context)
        }
    }

    /// Gives an open task to two people of whom the caller made sure.
    mutating func assign(_ task: ID<Entry>, owner: ID<Member>, deputy: ID<Member>) throws(Refusal) {
        let place = try open(task)
        (self[place].owner, self[place].deputy) = (owner, deputy)
    }

    mutating func end(_ task: ID<Entry>, _ ending: TaskRecord.Ending, _ context: FoldContext) throws(Refusal) {
        let place = try open(task)
        self[place].ending = ending
        self[place].endedBy = context.author
        self[place].endedAt = context.second
    }

    private func open(_ task: ID<Entry>) throws(Refusal) -> Int {
        guard let place = firstIndex(where: { $0.id == task }) else { throw .unknownEntry }
        guard self[place].isOpen else { throw .alreadySettled }
        return place
    }
}
