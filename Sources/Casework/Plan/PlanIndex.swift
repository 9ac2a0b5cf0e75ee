// SPDX-License-Identifier: AGPL-3.0-or-later

/// What is asked of all plans of a case with each event.
struct PlanIndex: Sendable, Hashable {
    /// What those who proposed plans had seen.
    private(set) var proposals = Knowledge()
    /// What those who approved any of them had seen, also where that approval counts no longer: a plan that lost its place does not come
    /// back by that.
    private(set) var approvals = Knowledge()
    /// The place of each device's last plan.
    private var last: [ID<Device>: Int] = [:]
    /// Places of plans whose approval by that member counts.
    private var approved: [ID<Member>: Set<Int>] = [:]
    /// Places of plans to which the person agreed.
    private var agreed: Set<Int> = []

    mutating func propose(_ plan: PlanRecord, at place: Int) {
        proposals.add(plan.standing, of: plan.id)
        last[plan.standing.author] = place
    }

    mutating func approve(_ plan: PlanRecord, at place: Int, by member: ID<Member>, _ standing: Standing) {
        approvals.add(standing, of: plan.id)
        approved[member, default: []].insert(place)
    }

    mutating func agree(at place: Int) { agreed.insert(place) }

    /// Places of plans that the member approved: their approval is to count no longer.
    mutating func takeApproved(by member: ID<Member>) -> Set<Int> { approved.removeValue(forKey: member) ?? [] }

    /// Places of all plans that somebody approved or agreed to: that is to count no longer.
    mutating func takeAll() -> Set<Int> {
        defer { (approved, agreed) = ([:], []) }
        return approved.values.reduce(into: agreed) { $0.formUnion($1) }
    }

    /// The place of the newest plan that somebody had seen who spoke from there.
    func newest(of plans: Listed<PlanRecord>, seenFrom standing: Standing) -> Int? {
        var (low, high) = (0, plans.count)
        while low < high {
            let middle = (low + high) / 2
            if plans[middle].standing.sequence < standing.seenSize { low = middle + 1 } else { high = middle }
        }
        return [low == 0 ? nil : low - 1, last[standing.author]].compactMap(\.self).max()
    }
}
