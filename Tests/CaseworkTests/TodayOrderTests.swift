// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Casework

/// In what order a member's day is read: danger, then the deadline, then waiting, and none of them makes up for one before it.
struct TodayOrderTests {
    private static let now: UInt64 = 400 * day
    private static let day: UInt64 = 86_400
    /// From the least.
    private static let dangers: [UInt64] = [
        DangerRating.noHurry.weight, RiskLevel.medium.weight, DangerRating.days.weight, RiskLevel.critical.weight,
        DangerRating.lifeInDanger.weight, RiskLevel.imminent.weight,
    ]
    /// From the farthest, in seconds since 1970; nil where there is none.
    private static let deadlines: [UInt64?] = [
        nil, now + 2 * day + 1, now + day + 1, now + 1, now, now - 3 * day, now - 40 * day,
    ]
    /// From the shortest.
    private static let waits: [UInt64] = [now, now - 3_600, now - 24 * 3_600, now - 251 * day, 0]

    private static func subject(_ number: Int) -> Today.Subject { .case(Sample.id(number), Sample.id(number)) }

    private static func matter(
        _ number: Int, _ pending: Pending = .riskTwice, weight: UInt64, due: UInt64?, since: UInt64?
    ) -> Matter {
        Matter(
            pending, of: subject(number), weight: weight, isUrgent: true, isNew: true, due: due, waitingSince: since)
    }

    private static func order(_ matters: [Matter]) -> [Today.Subject] { Today(matters, at: now).items.map(\.subject) }

    @Test func `every danger, deadline and waiting time meets every other`() {
        typealias Row = (danger: Int, deadline: Int, wait: Int)
        let rows: [Row] = Self.dangers.indices.flatMap { danger in
            Self.deadlines.indices.flatMap { deadline in Self.waits.indices.map { (danger, deadline, $0) } }
        }
        let matters = rows.enumerated().map { number, row in
            Self.matter(
                number, weight: Self.dangers[row.danger], due: Self.deadlines[row.deadline],
                since: Self.waits[row.wait])
        }
        // Without a deadline is as far as two days before one.
        func closeness(_ deadline: Int) -> Int { max(deadline, 1) }
        for one in rows.indices {
            for other in rows.indices.dropFirst(one + 1) {
                let left = (rows[one].danger, closeness(rows[one].deadline), rows[one].wait)
                let right = (rows[other].danger, closeness(rows[other].deadline), rows[other].wait)
                guard left != right else { continue }
                let first = left > right ? one : other
                #expect(Self.order([matters[one], matters[other]]).first == Self.subject(first), "\(left) \(right)")
            }
        }
    }

    @Test func `an attestation that has waited for months stands behind a person who may be harmed at any minute`() {
        let shaken = Pending.attestationShaken(Sample.id(9))
        for weight in Self.dangers {
            let attestation = Self.matter(1, shaken, weight: weight, due: nil, since: Self.now - 251 * Self.day)
            let person = Self.matter(
                2, .imminentDanger, weight: RiskLevel.imminent.weight, due: nil, since: Self.now - Self.day)
            #expect(Self.order([attestation, person]) == [Self.subject(2), Self.subject(1)])
        }
    }

    @Test func `among people in the same danger what may harm one of them comes before what is overdue`() {
        let weight = DangerRating.lifeInDanger.weight
        let late = Self.matter(1, .task(Sample.id(3)), weight: weight, due: Self.now - 40 * Self.day, since: nil)
        for pending in [Pending.incident(Sample.id(4)), .answer, .unread] {
            let harm = Self.matter(2, pending, weight: weight, due: nil, since: Self.now)
            #expect(Self.order([late, harm]) == [Self.subject(2), Self.subject(1)])
        }
    }

    @Test func `what waits since a time that has not come waits since now`() {
        let early = Self.matter(1, weight: 1, due: nil, since: .max)
        let now = Self.matter(2, weight: 1, due: nil, since: Self.now)
        let earlier = Self.matter(3, weight: 1, due: nil, since: Self.now - 1)
        #expect(Self.order([early, now, earlier]) == [3, 1, 2].map(Self.subject))
    }
}
