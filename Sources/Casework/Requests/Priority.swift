// SPDX-License-Identifier: AGPL-3.0-or-later

extension DangerRating {
    /// How much faster than at leisure a wait grows in importance. Who did not say counts nearly like who has days:
    /// silence is no sign of safety.
    var weight: UInt64 {
        switch self {
        case .lifeInDanger: 100
        case .days: 10
        case .notSaid: 8
        case .weeks: 3
        case .noHurry: 1
        }
    }
}

extension RequestRecord {
    /// The danger that it is weighed by. Of a request that was set apart as suspected hostile the sender's own word moves nobody to
    /// the head of a list: whoever probes ticks the gravest.
    public var weighedDanger: DangerRating { state == .quarantined ? .noHurry : danger }
}

/// Where a request stands in the queue: compare with `>`, greater is read first.
public struct Priority: Hashable, Comparable, Sendable {
    private let isLifeInDanger: Bool
    private let score: UInt64

    public static func < (one: Priority, other: Priority) -> Bool {
        (one.isLifeInDanger ? 1 : 0, one.score) < (other.isLifeInDanger ? 1 : 0, other.score)
    }

    init(danger: DangerRating, waitingSeconds: UInt64?) {
        isLifeInDanger = danger == .lifeInDanger && waitingSeconds != nil
        score = waitingSeconds.map { danger.weight * ($0 / 60 + 60) } ?? 0
    }
}
