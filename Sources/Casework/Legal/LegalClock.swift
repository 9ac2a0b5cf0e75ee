// SPDX-License-Identifier: AGPL-3.0-or-later

/// A time limit of one matter, computed for one day from the stages, the table and what counsel said.
public struct LegalClock: Hashable, Sendable, Confidential {
    public enum Source: Hashable, Sendable, Confidential {
        case rule(LegalRule)
        case own(OwnClock)
    }

    public enum State: Hashable, Sendable {
        case running
        /// Stands still since that day; ``LegalClock/due`` moves on with every day that it does.
        case suspended(since: Day)
        case met(on: Day)
        /// Met, but after its last day.
        case metLate(on: Day)
        /// The person's own limit passed.
        case missed
        /// An authority's limit passed.
        case overdue
        case dropped
    }

    public let source: Source
    /// The day of the event that started it; nil for one that was set by hand.
    public let start: Day?
    /// The last day. For a limit of the person's the earlier one, where a limit that ends on a holiday would move on: nobody should
    /// rest on that.
    public let due: Day
    public let state: State
    public let doubts: Set<ClockDoubt>
    /// Whether somebody said that it was met or does not apply, which can be taken back.
    public let isClosedByWord: Bool

    public var reference: ClockReference {
        switch source {
        case .rule(let rule): .rule(rule.id)
        case .own(let clock): .own(clock.id)
        }
    }

    public var duty: LegalDuty {
        switch source {
        case .rule(let rule): rule.duty
        case .own(let clock): clock.duty
        }
    }

    public var citation: String {
        switch source {
        case .rule(let rule): rule.citation
        case .own(let clock): clock.citation
        }
    }

    /// Whether it is to be shown amber: do not rely on it before somebody has looked.
    public var isAmber: Bool { !doubts.isEmpty }

    /// Whether somebody still has to act.
    public var isOpen: Bool {
        switch state {
        case .running, .suspended, .missed, .overdue: true
        case .met, .metLate, .dropped: false
        }
    }

    /// How near the end is on `day`; nil where nobody has to act.
    public func urgency(on day: Day) -> ClockUrgency? {
        switch state {
        case .missed: .missed
        case .overdue: .overdue
        case .running: due.number - day.number <= warningDays ? .near : .running
        case .suspended, .met, .metLate, .dropped: nil
        }
    }

    /// A short limit warns a week ahead, one of months a month ahead.
    private var warningDays: Int {
        guard let start else { return 14 }
        return due.number - start.number > 60 ? 30 : 7
    }
}

/// Why a time limit is amber.
public enum ClockDoubt: UInt8, CaseIterable, Sendable {
    /// Nobody has read the primary text.
    case needsPrimaryText = 1
    /// The day on which the rule had to be looked at again has passed.
    case stale
    /// It counts working days, and nobody entered the holidays of the place.
    case holidaysUnknown
    /// It was extended by more than the rule allows.
    case extendedBeyondRule
    /// Somebody suspended it, and the rule knows no grounds for that: it runs on.
    case suspendedWithoutGround
    /// Counsel read the text, and it says something else.
    case counselDiffers
}

/// How pressing a time limit is.
public enum ClockUrgency: Int, CaseIterable, Comparable, Sendable {
    case running = 1
    case near
    case overdue
    case missed

    public static func < (one: ClockUrgency, other: ClockUrgency) -> Bool { one.rawValue < other.rawValue }
}
