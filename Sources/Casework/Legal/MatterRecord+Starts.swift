// SPDX-License-Identifier: AGPL-3.0-or-later

extension MatterRecord {
    /// Where a rule began to run here the last time, as it stands on `day`; nil where it does not apply.
    func start(of rule: LegalRule, on day: Day) -> ClockStart? {
        if let mark = rule.onlyWith, !marks.contains(where: { $0.mark == mark }) { return nil }
        if let procedure = rule.procedure, procedure != lastProcedure { return nil }
        guard let start = firstDay(of: rule, on: day), isValid(rule, from: start.day) else { return nil }
        if let mark = rule.onlyWithBefore, !marks.contains(where: { $0.mark == mark && $0.on <= start.day }) {
            return nil
        }
        if rule.whileDetained {
            guard let detention, detention.on <= start.day else { return nil }
        }
        if let stage = rule.laterThan, let reached = stages.last(where: { $0.stage == stage }), start.day <= reached.on
        {
            return nil
        }
        return start
    }

    private func firstDay(of rule: LegalRule, on day: Day) -> ClockStart? {
        switch rule.start {
        case .stage(let stage): start(of: rule, atLastOf: [stage])
        case .lastOf(let stages): start(of: rule, atLastOf: stages)
        case .mark(let mark): start(of: rule) { _ in self.marks(mark).last }
        case .firstMark(let mark): start(of: rule) { _ in self.marks(mark).first }
        case .detention: start(of: rule) { _ in detention }
        case .notice: start(of: rule) { self.notice(of: $0, by: day) }
        }
    }

    /// The stages that a rule waits for are those of this procedure: an earlier one's neither start it nor meet it.
    private func start(of rule: LegalRule, atLastOf starts: [LegalStage]) -> ClockStart? {
        guard let place = stages.indices.last(where: { starts.contains(meaning(at: $0)) }),
            waited(rule, in: stages[place...]) != nil
        else { return nil }
        return ClockStart(day: stages[place].on, sequence: stages[place].sequence, after: stages[(place + 1)...])
    }

    /// What was "denied" on appeal is the Board's dismissal: no second appeal to it begins there.
    private func meaning(at place: Int) -> LegalStage {
        let stage = stages[place].stage
        guard stage == .usDenied, place > stages.startIndex, stages[place - 1].stage == .usAppeal else { return stage }
        return .usBoardDismissed
    }

    /// The first handing-over of a decision. What lies ahead, a mistyped year, was not handed over; a day of tolerance, since whoever wrote
    /// it may live further east.
    private func notice(of decision: StageStep, by day: Day) -> MarkStep? {
        marks(.notified).first { $0.on >= decision.on && $0.on <= day.adding(days: 1) }
    }

    /// - Parameter mark: found for the stage that the rule waited for.
    private func start(of rule: LegalRule, at mark: (StageStep) -> MarkStep?) -> ClockStart? {
        guard let place = waited(rule, in: stages[...]), let mark = mark(stages[place]) else { return nil }
        // What was done before the mark needs nothing more.
        let after = stages[(place + 1)...]
        guard !after.contains(where: { $0.on < mark.on && rule.metBy.contains($0.stage) }) else { return nil }
        return ClockStart(day: mark.on, sequence: mark.sequence, after: after.drop { $0.on < mark.on })
    }

    /// The place of the stage that a rule waits for; nil where it was not reached, or one after it ends the rule.
    private func waited(_ rule: LegalRule, in stages: ArraySlice<StageStep>) -> Int? {
        guard !rule.onlyAfter.isEmpty else { return stages.indices.first }
        guard let place = stages.lastIndex(where: { rule.onlyAfter.contains($0.stage) }) else { return nil }
        return stages[place...].contains { rule.endedBy.contains($0.stage) } ? nil : place
    }

    private func isValid(_ rule: LegalRule, from day: Day) -> Bool {
        rule.isValid(on: stages.last { rule.governedBy.contains($0.stage) }?.on ?? day)
    }

    /// In the order of their days.
    private func marks(_ mark: LegalMark) -> [MarkStep] { ordered { $0 == mark } }

    private func ordered(_ isMeant: (LegalMark) -> Bool) -> [MarkStep] {
        marks.filter { isMeant($0.mark) }.sorted { ($0.on, $0.sequence) < ($1.on, $1.sequence) }
    }

    /// Since when the person is detained; nil where they are not, or were released.
    private var detention: MarkStep? {
        ordered { $0 == .detained || $0 == .released }.reduce(nil) { since, step in
            step.mark == .released ? nil : since ?? step
        }
    }

    /// The kind of procedure of the last examination; nil where nobody said it.
    private var lastProcedure: LegalStage? {
        guard let begun = stages.lastIndex(where: { $0.stage == .examination }) else { return nil }
        return stages[begun...].last { LegalTrack.procedures.contains($0.stage) }?.stage
    }
}
