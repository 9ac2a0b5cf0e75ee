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
    /// In the order in which they were set.
    public var tasks: [TaskRecord] { taskList.all }

    public func task(_ id: ID<Entry>) -> TaskRecord? { taskList[id] }
}

extension IdentityPart {
    /// In the order in which they were set.
    public var tasks: [TaskRecord] { taskList.all }

    public func task(_ id: ID<Entry>) -> TaskRecord? { taskList[id] }
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
