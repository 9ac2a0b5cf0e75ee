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
}

extension CaseworkPart {
    /// Whether the risk that stands was assessed before the case was reopened.
    public var isRiskHistory: Bool { risk.current != nil && risk.current(after: lifecycle?.reopenedIn) == nil }

    /// The plan that counts: the last approved one of those that stand, else the newest of them.
    public var plan: PlanRecord? {
        let standing = plansStanding
        return standing.last { $0.approval != nil } ?? standing.last ?? plans.last
    }

    /// The plan that people act by: a colleague approved it and the person agreed, and no later one has got so far. It stays in force while
    /// another is only proposed.
    public var planInForce: PlanRecord? { plans.last { $0.approval != nil && $0.agreement != nil } }

    /// In ledger order: one in ordinary work, several where colleagues proposed or approved them apart, until a person decides.
    public var plansStanding: [PlanRecord] {
        plans.filter(isStanding)
    }

    /// An approved plan stands until somebody who knew of the approval proposes or approves another. One that nobody has approved stands
    /// until somebody who had seen it proposes another, or approves another while nobody who had seen that approved this one.
    private func isStanding(_ plan: PlanRecord) -> Bool {
        if plan.approval != nil, let approved = plan.approvals.last {
            return !planIndex.proposals.knows(approved, without: plan.id)
                && !planIndex.approvals.knows(approved, without: plan.id)
        }
        guard !planIndex.proposals.knows(plan.standing, without: plan.id) else { return false }
        guard planIndex.approvals.knows(plan.standing, without: plan.id) else { return true }
        // Rare: somebody decided between them, or two did who had each seen both.
        return !plans.contains { other in
            other.id != plan.id && other.approvals.contains { $0.knew(plan.standing) }
                && !plan.approvals.contains { $0.knew(other.standing) }
        }
    }

    /// What the member approved counts no longer, in plans too that lost their place.
    mutating func dropApprovals(by member: ID<Member>) {
        for place in planIndex.takeApproved(by: member) { plans[place].isNotApproved() }
    }

    /// What was approved and agreed to counts no longer.
    mutating func lapsePlans() {
        for place in planIndex.takeAll() { plans[place].lapse() }
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
            planIndex.propose(plans[plans.endIndex - 1], at: plans.endIndex - 1)
        case .approved(let plan):
            let place = try newest(plan, context)
            guard !lifecycle.isOwned(by: context.author) else { throw .ownerCannotApprove }
            try context.requireAnother(than: plans[place].proposedBy)
            guard plans[place].approval == nil else { throw .alreadySettled }
            plans[place].approval = assent("", context)
            plans[place].approvals.append(context.standing)
            planIndex.approve(plans[place], at: place, by: context.author, context.standing)
            reviews.choose(plans[place].draft.reviewBy, context)
        case .agreed(let plan, let how):
            let place = try newest(plan, context)
            guard !how.isBlank else { throw .textMissing }
            plans[place].agreement = assent(how, context)
            planIndex.agree(at: place)
            plans[place].refusal = nil
        case .turnedDown(let plan, let why):
            let place = try newest(plan, context)
            plans[place].agreement = nil
            plans[place].refusal = assent(why, context)
        case .reviewScheduled(let second):
            guard second > context.second else { throw .dateNotAhead }
            reviews.choose(second, context)
        }
    }

    /// The newest that the author had seen, or one that stands: what a colleague proposed meanwhile takes nothing away.
    private func newest(_ plan: ID<Entry>, _ context: FoldContext) throws(Refusal) -> Int {
        guard let place = plans.place(of: plan) else { throw .unknownEntry }
        guard planIndex.newest(of: plans, seenFrom: context.standing) == place || isStanding(plans[place]) else {
            throw .planNotNewest
        }
        return place
    }

    private func assent(_ words: String, _ context: FoldContext) -> PlanRecord.Assent {
        PlanRecord.Assent(by: context.author, at: context.second, words: words)
    }
}
