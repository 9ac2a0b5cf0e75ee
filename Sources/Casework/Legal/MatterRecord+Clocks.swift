// SPDX-License-Identifier: AGPL-3.0-or-later

extension MatterRecord {
    /// Every time limit of the matter as it stands on `day`, the next to end first. It is computed anew each time, so that a corrected
    /// date, a newer table or another day gives another answer without anybody writing one.
    public func clocks(on day: Day, rules: [LegalRule] = LegalRules.table) -> [LegalClock] {
        let started = rules.filter { $0.track == track }.compactMap { rule in
            start(of: rule).map { (rule: rule, clock: clock(rule, from: $0, on: day)) }
        }
        // A special rule that does not apply after all leaves the general one in its place.
        let replaced = Set(started.filter { $0.clock.state != .dropped }.flatMap(\.rule.replaces))
        let ruled = started.filter { !replaced.contains($0.rule.id) }.map(\.clock)
        return (ruled + ownClocks.map { clock($0, on: day) }).sorted { one, other in
            one.due == other.due ? one.citation < other.citation : one.due < other.due
        }
    }

    /// Where a rule began to run here the last time; nil where it does not apply.
    private func start(of rule: LegalRule) -> ClockStart? {
        guard applies(rule) else { return nil }
        if let mark = rule.onlyWith, !marks.contains(where: { $0.mark == mark }) { return nil }
        let start: ClockStart? =
            switch rule.start {
            case .stage(let stage):
                stages.lastIndex { $0.stage == stage }.map { place in
                    ClockStart(
                        day: stages[place].on, sequence: stages[place].sequence, after: stages[(place + 1)...])
                }
            case .mark(let mark):
                marks.last { $0.mark == mark }.map { step in
                    ClockStart(day: step.on, sequence: step.sequence, after: stages.drop { $0.on < step.on })
                }
            }
        guard let start else { return nil }
        let governing = rule.governedBy.flatMap { stage in stages.first { $0.stage == stage }?.on } ?? start.day
        return rule.isValid(on: governing) ? start : nil
    }

    /// Whether the stage that it waits for was reached, and none after it that ends it.
    private func applies(_ rule: LegalRule) -> Bool {
        guard !rule.onlyAfter.isEmpty else { return true }
        guard let since = stages.lastIndex(where: { rule.onlyAfter.contains($0.stage) }) else { return false }
        return !stages[since...].contains { rule.endedBy.contains($0.stage) }
    }

    private func clock(_ rule: LegalRule, from start: ClockStart, on day: Day) -> LegalClock {
        let calendar = WorkingDays(holidays: Set(holidays ?? []))
        let said = ClockHistory(self, .rule(rule.id), since: start.sequence)
        let movesOn = rule.endsOnWorkingDay && rule.duty == .authority
        let end = said.end(rule.amount.end(from: start.day, in: calendar), in: calendar)
        // Where the law knows no ground, it runs on whatever somebody wrote.
        let standstill = Standstill(
            of: end, rule.canBeSuspended ? said.suspensions : [], from: start.day, by: day
        ) { movesOn ? calendar.firstWorkingDay(from: $0) : $0 }
        let met = start.after.first { rule.metBy.contains($0.stage) }?.on
        return LegalClock(
            source: .rule(rule), start: start.day, due: standstill.due,
            state: said.state(standstill, met: met, duty: rule.duty, on: day),
            doubts: doubts(about: rule, said, start: start.day, calendar: calendar, on: day))
    }

    private func clock(_ own: OwnClock, on day: Day) -> LegalClock {
        let said = ClockHistory(self, .own(own.id), since: 0)
        let end = said.end(own.due, in: WorkingDays(holidays: Set(holidays ?? [])))
        let standstill = Standstill(of: end, said.suspensions, from: nil, by: day) { $0 }
        return LegalClock(
            source: .own(own), start: nil, due: standstill.due,
            state: said.state(standstill, met: nil, duty: own.duty, on: day), doubts: [])
    }

    private func doubts(
        about rule: LegalRule, _ said: ClockHistory, start: Day, calendar: WorkingDays, on day: Day
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
        if !said.extensions.isEmpty, !rule.allows(said.extensions, from: start, in: calendar) {
            doubts.insert(.extendedBeyondRule)
        }
        if !rule.canBeSuspended, !said.suspensions.isEmpty { doubts.insert(.suspendedWithoutGround) }
        return doubts
    }
}

extension LegalRule {
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
