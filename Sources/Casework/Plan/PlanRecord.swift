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
    public internal(set) var approval: Assent?
    /// The person's own, recorded by a member.
    public internal(set) var agreement: Assent?
    /// Set where the person said no.
    public internal(set) var refusal: Assent?

    /// What was agreed counts no longer.
    mutating func lapse() { (approval, agreement) = (nil, nil) }
}

extension CaseworkPart {
    mutating func apply(_ event: PlanEvent, _ lifecycle: LifecycleRecord, _ context: FoldContext) throws(Refusal) {
        switch event {
        case .proposed(let draft):
            guard !draft.aim.isBlank else { throw .textMissing }
            guard draft.reviewBy > context.second else { throw .dateNotAhead }
            plans.append(
                PlanRecord(
                    id: context.entry.id, draft: draft, proposedBy: context.author, proposedAt: context.second))
        case .approved(let plan):
            let place = try newest(plan)
            guard !lifecycle.isOwned(by: context.author) else { throw .ownerCannotApprove }
            try context.requireAnother(than: plans[place].proposedBy)
            guard plans[place].approval == nil else { throw .alreadySettled }
            plans[place].approval = assent("", context)
            nextReview = plans[place].draft.reviewBy
        case .agreed(let plan, let how):
            let place = try newest(plan)
            guard !how.isBlank else { throw .textMissing }
            plans[place].agreement = assent(how, context)
            plans[place].refusal = nil
        case .turnedDown(let plan, let why):
            let place = try newest(plan)
            plans[place].agreement = nil
            plans[place].refusal = assent(why, context)
        case .reviewScheduled(let second):
            guard second > context.second else { throw .dateNotAhead }
            nextReview = second
        }
    }

    private func newest(_ plan: ID<Entry>) throws(Refusal) -> Int {
        guard let place = plans.lastIndex(where: { $0.id == plan }) else { throw .unknownEntry }
        guard place == plans.count - 1 else { throw .planNotNewest }
        return place
    }

    private func assent(_ words: String, _ context: FoldContext) -> PlanRecord.Assent {
        PlanRecord.Assent(by: context.author, at: context.second, words: words)
    }
}
