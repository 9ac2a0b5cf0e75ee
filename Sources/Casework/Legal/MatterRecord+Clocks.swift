// SPDX-License-Identifier: AGPL-3.0-or-later

extension MatterRecord {
    /// Every time limit of the matter as it stands on `day`, the next to end first. It is computed anew each time, so that a corrected
    /// date, a newer table or another day gives another answer without anybody writing one.
    public func clocks(on day: Day, rules: [LegalRule] = LegalRules.table) -> [LegalClock] {
        let started = rules.filter { $0.track == track }.compactMap { rule in
            start(of: rule, on: day).map { (rule: rule, clock: clock(rule, from: $0, on: day)) }
        }
        let ruled = standing(started).map(\.clock)
        return (ruled + ownClocks.map { clock($0, on: day) }).sorted { one, other in
            one.due == other.due ? one.citation < other.citation : one.due < other.due
        }
    }

    private typealias Started = (rule: LegalRule, clock: LegalClock)

    /// Without those in whose place a special rule stands. A special rule that was dropped leaves the general one in its place, and so does
    /// one that only shortens, where the general one ends earlier still.
    private func standing(_ started: [Started]) -> [Started] {
        var left = started
        for (rule, clock) in started.sorted(by: { $0.rule.replaces.count < $1.rule.replaces.count })
        where clock.state != .dropped {
            let general = left.filter { rule.replaces.contains($0.rule.id) }
            let givesWay =
                rule.neverLater && general.contains { $0.clock.state != .dropped && $0.clock.due < clock.due }
            let gone = givesWay ? [rule.id] : rule.replaces
            left.removeAll { gone.contains($0.rule.id) }
        }
        return left
    }

    /// Whether somebody ought to ask by when the last decision can be appealed: it stands against the person, and no limit of theirs runs
    /// or was reckoned since. One that was set by hand and dropped says nothing: it may have been a mistake.
    public func lacksAppealDate(on day: Day, rules: [LegalRule] = LegalRules.table) -> Bool {
        guard let last = stages.last, last.stage.asksForAppeal else { return false }
        return !clocks(on: day, rules: rules).contains { clock in
            switch clock.source {
            case .rule(let rule): rule.start == .notice && clock.start.map { $0 >= last.on } == true
            case .own(let own):
                own.duty == .person && clock.state != .dropped
                    && (own.sequence > last.sequence || (clock.isOpen && clock.due >= last.on))
            }
        }
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
            doubts: doubts(about: rule, said, start: start.day, calendar: calendar, on: day),
            isClosedByWord: said.isClosedByWord)
    }

    private func clock(_ own: OwnClock, on day: Day) -> LegalClock {
        let said = ClockHistory(self, .own(own.id), since: 0)
        let end = said.end(own.due, in: WorkingDays(holidays: Set(holidays ?? [])))
        let standstill = Standstill(of: end, said.suspensions, from: nil, by: day) { $0 }
        return LegalClock(
            source: .own(own), start: nil, due: standstill.due,
            state: said.state(standstill, met: nil, duty: own.duty, on: day), doubts: [],
            isClosedByWord: said.isClosedByWord)
    }

    private func doubts(
        about rule: LegalRule, _ said: ClockHistory, start: Day, calendar: WorkingDays, on day: Day
    ) -> Set<ClockDoubt> {
        var doubts: Set<ClockDoubt> = []
        let check = ruleChecks.last { $0.rule == rule.id && $0.on <= day.adding(days: 1) }
        switch check?.result {
        case .differs: doubts.insert(.counselDiffers)
        case .confirmed where check.map({ day <= $0.on.adding(months: 6) }) ?? false: break
        case .confirmed: doubts.insert(.stale)
        case nil:
            if rule.standing == .needsPrimaryText || (rule.extensionNeedsText && !said.extensions.isEmpty) {
                doubts.insert(.needsPrimaryText)
            }
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
