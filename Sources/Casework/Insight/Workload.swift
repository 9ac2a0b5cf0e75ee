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
        var loads: [ID<Member>: Load] = [:]
        for member in state.members.values where member.isCurrent { loads[member.id] = Load(member: member.id) }
        var cases: [CaseState: Int] = [:]
        for record in state.cases {
            guard let casework = record.casework, let lifecycle = casework.lifecycle else { continue }
            cases[lifecycle.state, default: 0] += 1
            if lifecycle.state.isOpen {
                loads[lifecycle.owner]?.owned += 1
                loads[lifecycle.deputy]?.deputised += 1
                if casework.isCritical { loads[lifecycle.owner]?.critical += 1 }
            }
        }
        for task in state.cases.flatMap(\.parts).flatMap(\.tasks) where task.isOpen {
            loads[task.owner]?.openTasks += 1
            if task.due <= now { loads[task.owner]?.overdueTasks += 1 }
        }
        self.cases = cases
        self.loads = loads.values.sorted { ($1.owned, $0.member) < ($0.owned, $1.member) }
    }
}

extension CaseworkPart {
    /// Whether nothing else should come first.
    public var isCritical: Bool { lifecycle?.danger == .lifeInDanger || (risk.level ?? .low) >= .critical }
}
