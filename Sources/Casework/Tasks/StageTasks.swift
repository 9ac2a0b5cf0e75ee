// SPDX-License-Identifier: AGPL-3.0-or-later

/// The tasks that a stage of a case begins with.
extension CaseworkPart {
    /// What a desk says with a move to `state`, so that nobody has to remember it: a task for each of the stage's templates of which none
    /// is open and which is not done already, for those who carry the case. `now`: seconds since 1970.
    public func tasks(beginning state: CaseState, at now: UInt64) -> [TaskEvent] {
        guard let lifecycle else { return [] }
        let open = Set(tasks.filter(\.isOpen).compactMap(\.template))
        return TaskTemplate.starting(state).filter { !open.contains($0) && recorded($0, in: state) == nil }.map {
            template in
            .begun(
                state,
                TaskDraft(
                    template: template, title: "", details: "", owner: lifecycle.owner, deputy: lifecycle.deputy,
                    due: now.addingOrMax(template.dueWithin(lifecycle.danger))))
        }
    }

    /// Two desks that move a case at once set its tasks once; a desk whose move did not count sets none.
    mutating func begin(
        _ draft: TaskDraft, with state: CaseState, _ lifecycle: LifecycleRecord, _ context: FoldContext
    ) throws(Refusal) {
        guard lifecycle.state == state, let template = draft.template,
            TaskTemplate.starting(state).contains(template)
        else { throw .forbiddenTransition }
        guard !taskList.holds(template, setFrom: lifecycle.enteredIn) else { throw .alreadyRecorded }
        try taskList.apply(.set(draft), context)
        // Whoever did it meanwhile had not seen the task, nor whoever set it what was done.
        if let work = recorded(template, in: state), !context.hasSeen(work) {
            taskList.end([template], .done(outcome: ""), by: work.by, at: work.at)
        }
    }

    /// What is recorded already of what a task of the template asks for, since the case was last reopened: what was assessed and planned before is
    /// history. Only what stands in the casework: a task that is left out says nothing of another part.
    private func recorded(_ template: TaskTemplate, in state: CaseState) -> RecordedWork? {
        guard state != .reopened else { return nil }
        let start = lifecycle?.reopenedIn ?? 0
        let found: [RecordedWork?] =
            switch template {
            case .riskAssessment: [risk.current(after: lifecycle?.reopenedIn).map { RecordedWork($0) }]
            case .needsAndWishes:
                [
                    risk.needed.standing.last.map { RecordedWork($0) },
                    risk.wished.standing.last.map { RecordedWork($0) },
                ]
            case .draftPlan:
                [
                    plan.map {
                        RecordedWork(sequence: $0.standing.sequence, by: $0.proposedBy, at: $0.proposedAt)
                    }
                ]
            case .explainConsent:
                [
                    consent.records.last { $0.ask == nil }.map {
                        RecordedWork(sequence: $0.explained.sequence, by: $0.explainedBy, at: $0.explainedAt)
                    }
                ]
            default: [nil]
            }
        let work = found.compactMap(\.self).filter { $0.sequence >= start }
        return work.count == found.count ? work.max { $0.sequence < $1.sequence } : nil
    }
}

/// That something was recorded, where in the ledger, by whom and when.
struct RecordedWork {
    let sequence: UInt64
    let by: ID<Member>
    /// Seconds since 1970, by the author's clock.
    let at: UInt64
}

extension RecordedWork {
    fileprivate init<Value>(_ judgement: Judgement<Value>) {
        self.init(sequence: judgement.sequence, by: judgement.by, at: judgement.at)
    }
}

extension FoldContext {
    /// Whether the author had seen it, or wrote it.
    fileprivate func hasSeen(_ work: RecordedWork) -> Bool { work.sequence < entry.seenSize || work.by == author }
}
