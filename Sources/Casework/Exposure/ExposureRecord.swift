// SPDX-License-Identifier: AGPL-3.0-or-later

/// A hit, and everything that was decided about it.
public struct ExposureRecord: Sendable, Hashable, Confidential {
    /// The entry that recorded it, and the identifier of its task.
    public let id: ID<Entry>
    public let found: FoundExposure
    /// The member whose desk compared.
    public let foundBy: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let foundAt: UInt64
    public internal(set) var decisions = Versions<ExposureVerdict>()

    init(_ found: FoundExposure, _ context: FoldContext) {
        id = context.entry.id
        self.found = found
        foundBy = context.author
        foundAt = context.second
    }

    /// What people agree on; nil where nobody decided, or two decided differently without seeing each other.
    public var verdict: ExposureVerdict? { decisions.settled }

    /// Whether two decisions stand side by side.
    public var isContested: Bool { decisions.isContested }

    /// Whether nobody has decided yet.
    public var isOpen: Bool { decisions.all.isEmpty }
}

extension IdentityPart {
    public func exposure(_ id: ID<Entry>) -> ExposureRecord? { exposures[id: id] }

    /// What was found earlier and would be the same hit.
    public func exposure(like origin: ExposureOrigin) -> ExposureRecord? {
        exposures.first { $0.found.origin.isSameHit(as: origin) }
    }

    mutating func apply(_ event: ExposureEvent, _ context: FoldContext) throws(Refusal) {
        switch event {
        case .found(let found):
            guard exposure(like: found.origin) == nil else { throw .duplicateExposure }
            guard !found.ownSpelling.isBlank, found.theirSpellings.first?.isBlank == false, found.isNamed else {
                throw .textMissing
            }
            try context.requireWatch(found.owner, found.deputy)
            exposures.append(ExposureRecord(found, context))
            taskList.set(
                TaskRecord(
                    TaskDraft(
                        template: .exposureHit, title: "", details: "", owner: found.owner, deputy: found.deputy,
                        due: found.due), context))
        case .decided(let id, let verdict, let replaces, let reason):
            guard let place = exposures.place(of: id) else { throw .unknownEntry }
            guard !reason.isBlank else { throw .reasonMissing }
            try exposures[place].decisions.record(verdict, replaces: replaces, note: reason, in: context.saying)
            if taskList[id]?.isOpen == true {
                try taskList.end(id, .done(outcome: reason), context)
            }
        }
    }

    /// What becomes of a task. A hit's task ends by a decision and by nothing else, so that no hit is lost from sight.
    mutating func apply(_ event: TaskEvent, _ context: FoldContext) throws(Refusal) {
        switch event {
        case .done(let task, _), .dropped(let task, _):
            guard exposure(task) == nil else { throw .decisionNeeded }
        case .assigned(let task, let owner, let deputy):
            try context.requireWatch(owner, deputy)
            return try taskList.assign(task, Carriers(owner: owner, deputy: deputy), context)
        case .set, .begun, .postponed: break
        }
        try taskList.apply(event, context)
    }
}

extension FoundExposure {
    /// Whether it says of which list or text it speaks.
    fileprivate var isNamed: Bool {
        switch origin {
        case .list(let row): !row.list.isBlank
        case .text(let mention): !mention.title.isBlank
        }
    }
}

extension FoldContext {
    /// Two who can both read it; one alone where nobody else can.
    func requireWatch(_ owner: ID<Member>, _ deputy: ID<Member>) throws(Refusal) {
        try requireHolder(owner)
        try requireHolder(deputy)
        let able = Set(access.holders.filter { members.isCurrent($0, before: sequence) })
        guard owner != deputy || able.count == 1 else { throw .ownerAndDeputyAreOne }
    }
}
