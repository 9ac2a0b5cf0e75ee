// SPDX-License-Identifier: AGPL-3.0-or-later

/// The tasks that a stage of a case begins with.
extension CaseworkPart {
    /// What a desk says with a move to `state`, so that nobody has to remember it: a task for each of the stage's templates of which none
    /// is open, for those who carry the case. `now`: seconds since 1970.
    public func tasks(beginning state: CaseState, at now: UInt64) -> [TaskEvent] {
        guard let lifecycle else { return [] }
        let open = Set(tasks.filter(\.isOpen).compactMap(\.template))
        return TaskTemplate.starting(state).filter { !open.contains($0) }.map { template in
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
    }
}
