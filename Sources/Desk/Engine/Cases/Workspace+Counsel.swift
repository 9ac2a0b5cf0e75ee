// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework

/// What counsel's desk tells the casework by itself, of what stands in counsel's part: never why.
///
/// That the organisation may speak for the person is taken back where counsel's own screening says otherwise: of two counsel who screened
/// apart the one who found something saw no clearance to take back, and the other's came to stand (docs/decisions/0043). And whoever
/// carries the case learns that counsel has a date, when it is near and nobody has dealt with it.
extension Workspace {
    func tendCounsel(_ desk: OpenDesk) throws(SyncFailure) {
        let day = Day(at: surroundings.now())
        guard let me = desk.me, desk.visible.members[me]?.roles.contains(.counsel) == true,
            !desk.settled.isDone(.counsel, in: desk.visible, on: day)
        else { return }
        for record in desk.visible.cases where record.parts.contains(where: { $0.isCounsels(me) }) {
            for part in record.parts where part.access.isHeld(by: me) {
                guard case .casework(let work) = part.content, work.lifecycle.map({ $0.state != .erased }) == true
                else { continue }
                let former = desk.visible.formerMembers
                let isCarried =
                    work.lifecycle.map { !former.contains($0.owner) && !former.contains($0.deputy) } ?? false
                var said = isCarried ? record.reminders(of: me, in: part, on: day).map(CompartmentEvent.task) : []
                if work.clearance.given != nil, record.isBarred(for: me) { said.append(.clearance(.takenBack)) }
                for event in said {
                    try tending { () throws(WorkspaceError) in
                        try queue(desk) { writing throws(WorkspaceError) in
                            try writing.say(event, in: part.compartment)
                        }
                    }
                }
            }
        }
        desk.settled.note(.counsel, in: desk.visible, on: day)
    }
}

extension PartRecord {
    fileprivate func isCounsels(_ member: ID<Member>) -> Bool { kind == .legal && access.isHeld(by: member) }
}

extension CaseRecord {
    /// Whether somebody's screening in counsel's part says that nobody speaks for the person. A part in which nobody has screened yet
    /// says nothing: taking a word back for it would tell colleagues that it is there.
    fileprivate func isBarred(for member: ID<Member>) -> Bool {
        parts.contains { part in
            guard part.access.isHeld(by: member), case .legal(let legal) = part.content else { return false }
            return !legal.screening.steps.isEmpty && !legal.mayVouch
        }
    }
}
