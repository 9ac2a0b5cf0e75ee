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
            for event in state.request(one.request)?.eventsToSetApart(note: note) ?? [] {
                if let refusal = apply(event, in: .intake, at: second, author: Self.device) {
                    throw .refused(refusal.catalogueKey)
                }
            }
        }
        tell()
        return obstacles
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
