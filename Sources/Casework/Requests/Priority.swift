// SPDX-License-Identifier: AGPL-3.0-or-later

extension DangerRating: Comparable {
    /// Greater is graver. Who did not say may be in any danger: they stand behind whoever has days, and before whoever has weeks.
    public static func < (one: DangerRating, other: DangerRating) -> Bool { one.rank < other.rank }

    private var rank: UInt8 {
        switch self {
        case .lifeInDanger: 5
        case .days: 4
        case .notSaid: 3
        case .weeks: 2
        case .noHurry: 1
        }
    }

    /// How much it counts beside ``RiskLevel/weight``: greater comes first, however long the lesser has waited. Who did not say counts as much
    /// as who has days: silence is no sign of safety.
    var weight: UInt64 {
        switch self {
        case .lifeInDanger: 100
        case .days, .notSaid: 10
        case .weeks: 3
        case .noHurry: 1
        }
    }
}

extension RequestRecord {
    /// The danger that it is weighed by. Of a request that was set apart as suspected hostile the sender's own word moves nobody to
    /// the head of a list: whoever probes ticks the gravest. But who was set apart and has written since is looked at again, as somebody
    /// who did not say, until a member has read it: among hundreds that were set apart together may be one who meant it.
    public var weighedDanger: DangerRating {
        guard state == .quarantined else { return danger }
        return unreadCount > 0 ? .notSaid : .noHurry
    }
}

/// Where a request stands in the queue: compare with `>`, greater is read first. Danger first; among those in the same danger who has
/// waited longest; whoever does not wait comes last.
public struct Priority: Hashable, Comparable, Sendable {
    private let weight: UInt64
    private let waitingSeconds: UInt64

    public static func < (one: Priority, other: Priority) -> Bool {
        (one.weight, one.waitingSeconds) < (other.weight, other.waitingSeconds)
    }

    init(danger: DangerRating, waitingSeconds: UInt64?) {
        weight = waitingSeconds == nil ? 0 : danger.weight
        self.waitingSeconds = waitingSeconds ?? 0
    }
}
