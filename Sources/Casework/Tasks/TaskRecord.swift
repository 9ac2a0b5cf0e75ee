// SPDX-License-Identifier: AGPL-3.0-or-later

/// Who owns a case or a task, and who does so where the owner cannot.
public struct Carriers: Hashable, Sendable {
    public let owner: ID<Member>
    public let deputy: ID<Member>
}

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
    /// To whom it was given: several pairs after colleagues who had not seen each other's entries, until somebody gives it anew.
    public private(set) var given: Choices<Carriers>
    /// When it was first due, in seconds since 1970.
    private let firstDue: UInt64
    /// Days to which it was put off, in seconds since 1970.
    public private(set) var putOff = Choices<UInt64>()
    /// Why it was put off, newest last.
    public internal(set) var postponements: [String] = []
    public internal(set) var ending: Ending?
    public internal(set) var endedBy: ID<Member>?
    /// Seconds since 1970, by the author's clock.
    public internal(set) var endedAt: UInt64?

    public var isOpen: Bool { ending == nil }

    /// Of several who own it the one who was named last.
    public var owner: ID<Member> { given.standing.last?.value.owner ?? setBy }
    public var deputy: ID<Member> { given.standing.last?.value.deputy ?? setBy }

    /// Everybody whose it is by something that stands: nothing is overlooked because two think that it is the other's.
    public var people: [ID<Member>] {
        var seen: Set<ID<Member>> = []
        return given.standing.flatMap { [$0.value.owner, $0.value.deputy] }.filter { seen.insert($0).inserted }
    }

    /// Seconds since 1970. Of days to which colleagues put it off who had not seen each other's, the earliest: who is told of it early can
    /// wait, and who is told late cannot.
    public var due: UInt64 { putOff.standing.map(\.value).min() ?? firstDue }

    /// Whether colleagues who had not seen each other's entries gave it to different people, or put it off to different days, and nobody
    /// has decided.
    public var isApart: Bool { isOpen && (given.isApart || putOff.isApart) }

    mutating func postpone(to due: UInt64, reason: String, _ context: FoldContext) {
        putOff.choose(due, context)
        postponements.append(reason)
    }

    mutating func give(to carriers: Carriers, _ context: FoldContext) { given.choose(carriers, context) }

    init(_ draft: TaskDraft, _ context: FoldContext) {
        id = context.entry.id
        template = draft.template
        title = draft.title
        details = draft.details
        setBy = context.author
        setAt = context.second
        sequence = context.sequence
        given = Choices(Carriers(owner: draft.owner, deputy: draft.deputy), context)
        firstDue = draft.due
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
