// SPDX-License-Identifier: AGPL-3.0-or-later
package import Casework

/// Many requests set apart in one act, and brought back. Each has its own events, signed like any other, so every desk folds them as if they
/// had been set apart one by one (docs/decisions/0068-a-flood-of-well-formed-requests.md).
extension Workspace {
    /// Sets requests apart as they were shown. All that can be is durable on this machine, as one item of the outbox, when the call
    /// returns; what cannot is left as it is.
    /// - Parameters:
    ///   - shown: ``SetApartDrawer/batchCount`` of them at most, so that their entries are appended in one call.
    ///   - second: of the whole act, in seconds since 1970: by it and its author it is known again.
    /// - Returns: what stood in the way of the others.
    package func setApart(
        _ shown: [ShownRequest], note: String, at second: UInt64
    ) throws(WorkspaceError) -> [SetApartObstacle] {
        let desk = try unlocked()
        let me = desk.me
        var obstacles: [SetApartObstacle] = []
        var records: [RequestRecord] = []
        for one in shown {
            if let obstacle = desk.visible.obstacle(toSettingApart: one, by: me) {
                obstacles.append(obstacle)
            } else if let record = desk.visible.request(one.request) {
                records.append(record)
            }
        }
        guard !records.isEmpty else { return obstacles }
        try queue(desk, at: second) { writing throws(WorkspaceError) in
            for record in records {
                try writing.say(record.eventToSetApart(note: note), in: .intake)
            }
        }
        return obstacles
    }

    /// Declines requests that were set apart, as they were shown, for one reason; where a life may be in danger it is proposed, and declined
    /// where somebody else has proposed it for that reason. All that can be is durable on this machine, as one item of the outbox, when the
    /// call returns.
    /// - Parameters:
    ///   - shown: ``SetApartDrawer/batchCount`` of them at most.
    ///   - second: of the whole act, in seconds since 1970.
    package func declineTogether(
        _ shown: [ShownRequest], for reason: DeclineReason, note: String, at second: UInt64
    ) throws(WorkspaceError) -> DeclinedTogether {
        let desk = try unlocked()
        var outcome = DeclinedTogether()
        var records: [RequestRecord] = []
        for one in shown {
            if let obstacle = desk.visible.obstacle(toDeclining: one, for: reason, by: desk.me) {
                outcome.obstacles.append(obstacle)
            } else if let record = desk.visible.request(one.request) {
                records.append(record)
            }
        }
        guard !records.isEmpty else { return outcome }
        try queue(desk, at: second) { writing throws(WorkspaceError) in
            for record in records { try writing.say(record.eventToDecline(for: reason, note: note), in: .intake) }
        }
        outcome.proposedCount = records.count { $0.decliningStep == .propose }
        outcome.declinedCount = records.count - outcome.proposedCount
        return outcome
    }

    /// Brings back what rests as it was set apart by an act; nothing else.
    /// - Returns: how many were brought back.
    package func bringBack(_ requests: [ID<Request>], from act: SetApartAct) throws(WorkspaceError) -> Int {
        let desk = try unlocked()
        let events = requests.compactMap { desk.visible.request($0) }.filter { $0.restsSetApart == act }
            .compactMap(\.eventToBringBack)
        guard !events.isEmpty else { return 0 }
        try queue(desk) { writing throws(WorkspaceError) in
            for event in events { try writing.say(event, in: .intake) }
        }
        return events.count
    }
}

/// What came of declining many.
package struct DeclinedTogether: Sendable, Hashable {
    package var declinedCount = 0
    /// Somebody else has to agree.
    package var proposedCount = 0
    /// What stood in the way of the others.
    package var obstacles: [DecliningObstacle] = []

    package init() {}
}
