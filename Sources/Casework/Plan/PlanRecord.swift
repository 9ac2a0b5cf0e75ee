// SPDX-License-Identifier: AGPL-3.0-or-later

/// A plan, as far as people have agreed to it.
public struct PlanRecord: Sendable, Hashable, Confidential {
    public struct Assent: Hashable, Sendable, Confidential {
        public let by: ID<Member>
        /// Seconds since 1970, by the author's clock.
        public let at: UInt64
        /// How the person agreed, or why they did not; empty for a colleague's approval.
        public let words: String
    }

    /// The entry that proposed it.
    public let id: ID<Entry>
    public let draft: PlanDraft
    public let proposedBy: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let proposedAt: UInt64
    /// What whoever proposed it had seen.
    let standing: Standing
    public internal(set) var approval: Assent?
    /// What each who approved it had seen, in ledger order, also where their approval counts no longer: a plan that
    /// lost its place to this one does not come back by that.
    var approvals: [Standing] = []
    /// The person's own, recorded by a member.
    public internal(set) var agreement: Assent?
    /// Set where the person said no.
    public internal(set) var refusal: Assent?

    /// What was agreed counts no longer.
    mutating func lapse() {
        isNotApproved()
        agreement = nil
    }

    mutating func isNotApproved() { approval = nil }

    /// Whether whoever proposed it, or approved it at any time, had seen that approval of another plan.
    func displaces(_ approved: Standing) -> Bool { standing.knew(approved) || approvals.contains { $0.knew(approved) } }
}

extension CaseworkPart {
    /// The plan that counts: the newest, unless an approved one stands that whoever proposed the newest did not know of.
    public var plan: PlanRecord? { plansStanding.last { $0.approval != nil } ?? plans.last }

    /// In ledger order: the newest plan, and each approved one of whose approval nobody knew who proposed another or
    /// ever approved it. One in ordinary work.
    public var plansStanding: [PlanRecord] {
        plans.filter { plan in
            guard plan.approval != nil, let approved = plan.approvals.last else { return plan.id == plans.last?.id }
            return !plans.contains { $0.id != plan.id && $0.displaces(approved) }
        }
    }

    /// All of them, those too that lost their place: what counts no longer is not to be found in any.
    mutating func changePlans(_ change: (inout PlanRecord) -> Void) {
        for place in plans.indices { change(&plans[place]) }
    }

    mutating func apply(_ event: PlanEvent, _ lifecycle: LifecycleRecord, _ context: FoldContext) throws(Refusal) {
        switch event {
        case .proposed(let draft):
            guard !draft.aim.isBlank else { throw .textMissing }
            guard draft.reviewBy > context.second else { throw .dateNotAhead }
            plans.append(
                PlanRecord(
                    id: context.entry.id, draft: draft, proposedBy: context.author, proposedAt: context.second,
                    standing: context.standing))
        case .approved(let plan):
            let place = try newest(plan, context)
            guard !lifecycle.isOwned(by: context.author) else { throw .ownerCannotApprove }
            try context.requireAnother(than: plans[place].proposedBy)
            guard plans[place].approval == nil else { throw .alreadySettled }
            plans[place].approval = assent("", context)
            plans[place].approvals.append(context.standing)
            nextReview = plans[place].draft.reviewBy
        case .agreed(let plan, let how):
            let place = try newest(plan, context)
            guard !how.isBlank else { throw .textMissing }
            plans[place].agreement = assent(how, context)
            plans[place].refusal = nil
        case .turnedDown(let plan, let why):
            let place = try newest(plan, context)
            plans[place].agreement = nil
            plans[place].refusal = assent(why, context)
        case .reviewScheduled(let second):
            guard second > context.second else { throw .dateNotAhead }
            nextReview = second
        }
    }

    /// The newest that the author had seen, or one that stands: what a colleague proposed meanwhile takes nothing away.
    private func newest(_ plan: ID<Entry>, _ context: FoldContext) throws(Refusal) -> Int {
        guard let place = plans.lastIndex(where: { $0.id == plan }) else { throw .unknownEntry }
        let newest = plans.last { context.standing.knew($0.standing) }
        guard plan == newest?.id || plansStanding.contains(where: { $0.id == plan }) else { throw .planNotNewest }
        return place
    }

    private func assent(_ words: String, _ context: FoldContext) -> PlanRecord.Assent {
        PlanRecord.Assent(by: context.author, at: context.second, words: words)
    }
}
