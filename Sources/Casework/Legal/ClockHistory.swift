// SPDX-License-Identifier: AGPL-3.0-or-later

/// Where a time limit began to run.
struct ClockStart {
    let day: Day
    /// The place in the ledger of what started it.
    let sequence: UInt64
    /// The stages that came after.
    let after: ArraySlice<StageStep>
}

/// What was said about one time limit since it began to run. A limit that begins anew is another one: what was said about the one
/// before, that it was met or extended or does not apply, says nothing about it.
struct ClockHistory {
    let changes: [ClockChangeKind]
    let suspensions: [ClockSuspension]

    init(_ matter: MatterRecord, _ clock: ClockReference, since start: UInt64) {
        changes = matter.changes.filter { $0.clock == clock && $0.sequence > start }.map(\.what)
        suspensions = matter.suspensions(of: clock, since: start)
    }

    var extensions: [LegalAmount] {
        changes.compactMap { change in
            guard case .extended(let amount) = change else { return nil }
            return amount
        }
    }

    /// The last day with all extensions.
    func end(_ end: Day, in calendar: WorkingDays) -> Day { extensions.reduce(end) { $1.end(from: $0, in: calendar) } }

    /// Whether somebody said that it was met or does not apply, and nobody that this was a mistake.
    var isClosedByWord: Bool { isDropped || saidMet != nil }

    private var isDropped: Bool { sinceReopened.contains(.dropped) }

    private var saidMet: Day? {
        sinceReopened.compactMap { change in
            guard case .met(let on) = change else { return nil }
            return on
        }.min()
    }

    private var sinceReopened: ArraySlice<ClockChangeKind> {
        changes[(changes.lastIndex(of: .reopened) ?? changes.startIndex)...]
    }

    /// `stage`: the day of the stage that met it. What lies ahead, a mistyped year, meets nothing; a day of tolerance, since whoever wrote it
    /// may live further east.
    func state(_ standstill: Standstill, met stage: Day?, duty: LegalDuty, on day: Day) -> LegalClock.State {
        if isDropped { return .dropped }
        let met = [stage, saidMet].compactMap(\.self).filter { $0 <= day.adding(days: 1) }.min()
        let due = standstill.due
        if let met { return met <= due ? .met(on: met) : .metLate(on: met) }
        if let since = standstill.since { return .suspended(since: since) }
        guard due < day else { return .running }
        return duty == .person ? .missed : .overdue
    }
}

/// How far a time limit has moved on because it stood still. What began after its last day moves nothing: a limit that passed does
/// not come back.
struct Standstill {
    let due: Day
    /// Since when it stands still; nil where it runs, or has ended.
    let since: Day?

    /// `suspensions`: apart, in the order of their days. `lastDay`: on which day a limit really ends that would end on that one.
    init(of end: Day, _ suspensions: [ClockSuspension], from start: Day?, by day: Day, lastDay: (Day) -> Day) {
        var end = end
        var since: Day?
        for suspension in suspensions {
            let from = max(suspension.from, start ?? suspension.from)
            guard from <= lastDay(end) else { break }
            end = end.adding(days: max(0, (suspension.to ?? max(day, from)).number - from.number))
            if suspension.to == nil, suspension.from <= day { since = suspension.from }
        }
        due = lastDay(end)
        self.since = since
    }
}
