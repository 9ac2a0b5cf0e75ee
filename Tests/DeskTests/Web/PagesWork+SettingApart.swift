// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

@testable import Desk

/// Many requests at once, without keys.
extension PagesWork {
    func setApart(
        _ shown: [ShownRequest], note: String, at second: UInt64
    ) throws(WorkspaceError) -> [SetApartObstacle] {
        try check()
        var obstacles: [SetApartObstacle] = []
        for one in shown {
            if let obstacle = state.obstacle(toSettingApart: one, by: me) {
                obstacles.append(obstacle)
                continue
            }
            guard let event = state.request(one.request)?.eventToSetApart(note: note) else { continue }
            if let refusal = apply(event, in: .intake, at: second, author: Self.device) {
                throw .refused(refusal.catalogueKey)
            }
        }
        tell()
        return obstacles
    }

    func declineTogether(
        _ shown: [ShownRequest], for reason: DeclineReason, note: String, at second: UInt64
    ) throws(WorkspaceError) -> DeclinedTogether {
        try check()
        var outcome = DeclinedTogether()
        for one in shown {
            if let obstacle = state.obstacle(toDeclining: one, for: reason, by: me) {
                outcome.obstacles.append(obstacle)
                continue
            }
            guard let record = state.request(one.request) else { continue }
            let event = record.eventToDecline(for: reason, note: note)
            if let refusal = apply(event, in: .intake, at: second, author: Self.device) {
                throw .refused(refusal.catalogueKey)
            }
            if record.decliningStep == .propose { outcome.proposedCount += 1 } else { outcome.declinedCount += 1 }
        }
        tell()
        return outcome
    }

    func bringBack(_ requests: [ID<Casework.Request>], from act: SetApartAct) throws(WorkspaceError) -> Int {
        try check()
        let events = requests.compactMap { state.request($0) }.filter { $0.restsSetApart == act }
            .compactMap(\.eventToBringBack)
        for event in events {
            if let refusal = apply(event, in: .intake, at: WebDesk.second, author: Self.device) {
                throw .refused(refusal.catalogueKey)
            }
        }
        tell()
        return events.count
    }
}
