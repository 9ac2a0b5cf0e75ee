// SPDX-License-Identifier: AGPL-3.0-or-later

extension MatterRecord {
    /// Every time limit of the matter as it stands on `day`, the next to end first. It is computed anew each time, so that a corrected
    /// date, a newer table or another day gives another answer without anybody writing one.
    public func clocks(on day: Day, rules: [LegalRule] = LegalRules.table) -> [LegalClock] {
        let started = rules.filter { $0.track == track }.compactMap { rule in
            start(of: rule).map { (rule, $0) }
        }
        let replaced = Set(started.flatMap(\.0.replaces))
        let ruled = started.filter { !replaced.contains($0.0.id) }.map { clock($0.0, from: $0.1, on: day) }
        return (ruled + ownClocks.map { clock($0, on: day) }).sorted { one, other in
            one.due == other.due ? one.citation < other.citation : one.due < other.due
        }
    }

    /// The day on which a rule began to run here; nil where it does not apply.
    private func start(of rule: LegalRule) -> Day? {
        guard applies(rule) else { return nil }
        if let mark = rule.onlyWith, !marks.contains(where: { $0.mark == mark }) { return nil }
        let start: Day? =
            switch rule.start {
            case .stage(let stage): stages.last { $0.stage == stage }?.on
            case .mark(let mark): marks.last { $0.mark == mark }?.on
            }
        guard let start else { return nil }
        let governing = rule.governedBy.flatMap { stage in stages.first { $0.stage == stage }?.on } ?? start
        return rule.isValid(on: governing) ? start : nil
    }

    /// Whether the stage that it waits for was reached, and none after it that ends it.
    private func applies(_ rule: LegalRule) -> Bool {
        guard !rule.onlyAfter.isEmpty else { return true }
        guard let since = stages.lastIndex(where: { rule.onlyAfter.contains($0.stage) }) else { return false }
        return !stages[since...].contains { rule.endedBy.contains($0.stage) }
    }

    private func clock(_ rule: LegalRule, from start: Day, on day: Day) -> LegalClock {
        let calendar = WorkingDays(holidays: Set(holidays ?? []))
        let reference = ClockReference.rule(rule.id)
        let extensions = extensions(of: reference)
        var end = rule.amount.end(from: start, in: calendar)
        for amount in extensions { end = amount.end(from: end, in: calendar) }
        end = end.adding(days: suspendedDays(of: reference, after: start, by: day))
        let due = rule.endsOnWorkingDay && rule.duty == .authority ? calendar.firstWorkingDay(from: end) : end
        let met = stages.first { rule.metBy.contains($0.stage) && $0.on >= start && $0.stage != rule.startStage }?.on
        return LegalClock(
            source: .rule(rule), start: start, due: due,
            state: state(of: reference, due: due, met: met, duty: rule.duty, on: day),
            doubts: doubts(about: rule, extensions: extensions, start: start, calendar: calendar, on: day))
    }

    private func clock(_ own: OwnClock, on day: Day) -> LegalClock {
        let calendar = WorkingDays(holidays: Set(holidays ?? []))
        let reference = ClockReference.own(own.id)
        var due = own.due
        for amount in extensions(of: reference) { due = amount.end(from: due, in: calendar) }
        due = due.adding(days: suspendedDays(of: reference, after: nil, by: day))
        return LegalClock(
            source: .own(own), start: nil, due: due,
            state: state(of: reference, due: due, met: nil, duty: own.duty, on: day), doubts: [])
    }

    private func state(
        of clock: ClockReference, due: Day, met stage: Day?, duty: LegalDuty, on day: Day
    ) -> LegalClock.State {
        var met = stage
        for change in changes where change.clock == clock {
            switch change.what {
            case .dropped: return .dropped
            case .met(let on): met = min(met ?? on, on)
            case .extended, .suspended, .resumed: continue
            }
        }
        if let met { return met <= due ? .met(on: met) : .metLate(on: met) }
        if let open = suspensions(of: clock).last, open.to == nil, open.from <= day {
            return .suspended(since: open.from)
        }
        guard due < day else { return .running }
        return duty == .person ? .missed : .overdue
    }

    private func extensions(of clock: ClockReference) -> [LegalAmount] {
        changes.compactMap { change in
            guard change.clock == clock, case .extended(let amount) = change.what else { return nil }
            return amount
        }
    }

    /// Days on which the clock stood still up to `day`.
    private func suspendedDays(of clock: ClockReference, after start: Day?, by day: Day) -> Int {
        suspensions(of: clock).reduce(0) { total, suspension in
            let from = max(suspension.from, start ?? suspension.from)
            return total + max(0, (suspension.to ?? max(day, from)).number - from.number)
        }
    }

    private func doubts(
        about rule: LegalRule, extensions: [LegalAmount], start: Day, calendar: WorkingDays, on day: Day
    ) -> Set<ClockDoubt> {
        var doubts: Set<ClockDoubt> = []
        let check = ruleChecks.last { $0.rule == rule.id }
        switch check?.result {
        case .differs: doubts.insert(.counselDiffers)
        case .confirmed where check.map({ day <= $0.on.adding(months: 6) }) ?? false: break
        case .confirmed: doubts.insert(.stale)
        case nil:
            if rule.standing == .needsPrimaryText { doubts.insert(.needsPrimaryText) }
            if rule.reviewBy < day { doubts.insert(.stale) }
        }
        if holidays == nil, rule.dependsOnHolidays { doubts.insert(.holidaysUnknown) }
        if !extensions.isEmpty, !rule.allows(extensions, from: start, in: calendar) {
            doubts.insert(.extendedBeyondRule)
        }
        if !rule.canBeSuspended, !suspensions(of: .rule(rule.id)).isEmpty { doubts.insert(.suspendedWithoutGround) }
        return doubts
    }
}

extension LegalRule {
    fileprivate var startStage: LegalStage? {
        guard case .stage(let stage) = start else { return nil }
        return stage
    }

    /// A holiday at the end moves an authority's day on by one; among ten working days it changes what they are.
    fileprivate var dependsOnHolidays: Bool {
        guard case .workingDays = amount else { return false }
        return true
    }

    fileprivate func allows(_ extensions: [LegalAmount], from start: Day, in calendar: WorkingDays) -> Bool {
        guard let extendable else { return false }
        let end = amount.end(from: start, in: calendar)
        let latest = extendable.end(from: end, in: calendar)
        return extensions.reduce(end) { $1.end(from: $0, in: calendar) } <= latest
    }
}
