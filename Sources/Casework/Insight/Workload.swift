// SPDX-License-Identifier: AGPL-3.0-or-later

/// Who carries how much, of the cases that this desk can open.
public struct Workload: Sendable, Equatable, Confidential {
    public struct Load: Hashable, Sendable, Confidential {
        public let member: ID<Member>
        /// Open cases that the member owns.
        public internal(set) var owned = 0
        /// Open cases that the member would take over.
        public internal(set) var deputised = 0
        /// Of the owned, those with critical or imminent risk, or a life in danger.
        public internal(set) var critical = 0
        public internal(set) var openTasks = 0
        public internal(set) var overdueTasks = 0
    }

    /// Current members, the one with most owned cases first.
    public let loads: [Load]
    /// How many cases stand in each state.
    public let cases: [CaseState: Int]

    /// `now`: seconds since 1970.
    public init(_ state: CaseworkState, at now: UInt64) {
        self.init(state.members.values, state.cases.lazy.map { CaseSummary($0) }, at: now)
    }

    /// `now`: seconds since 1970.
    public init(
        _ members: some Sequence<MemberRecord>, _ summaries: some Sequence<CaseSummary>, at now: UInt64
    ) {
        var loads: [ID<Member>: Load] = [:]
        for member in members where member.isCurrent { loads[member.id] = Load(member: member.id) }
        var cases: [CaseState: Int] = [:]
        for summary in summaries {
            if let standing = summary.standing {
                cases[standing.state, default: 0] += 1
                if standing.state.isOpen {
                    loads[standing.owner]?.owned += 1
                    loads[standing.deputy]?.deputised += 1
                    if summary.isCritical { loads[standing.owner]?.critical += 1 }
                }
            }
            for task in summary.openTasks {
                loads[task.owner]?.openTasks += 1
                if task.due <= now { loads[task.owner]?.overdueTasks += 1 }
            }
        }
        self.cases = cases
        self.loads = loads.values.sorted { ($1.owned, $0.member) < ($0.owned, $1.member) }
    }
}

extension CaseworkPart {
    /// Whether nothing else should come first.
    public var isCritical: Bool { lifecycle?.danger == .lifeInDanger || (risk.level ?? .low) >= .critical }
}
