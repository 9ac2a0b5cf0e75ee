// SPDX-License-Identifier: AGPL-3.0-or-later

extension CaseworkPart {
    /// The tasks that an event does by being recorded. Whoever records an assessment has assessed the risk, and need not say it a
    /// second time; a task that stays open beside its own result teaches people to overlook what is overdue.
    static func templatesDone(by event: CompartmentEvent) -> Set<TaskTemplate> {
        switch event {
        case .risk(.assessed): [.riskAssessment, .reassessRisk]
        case .risk(.needsRecorded), .risk(.wishesRecorded): [.needsAndWishes]
        case .plan(.proposed): [.draftPlan]
        // With everything shown that has to be; what is only asked at the portal nobody has talked over.
        case .consent(.explained): [.explainConsent]
        case .lifecycle(.transferAccepted): [.handOver]
        case .lifecycle(.closingConfirmed): [.beforeClosing]
        default: []
        }
    }

    /// Ends the open tasks that `event`, which was just applied, has done. `wereKnown`: needs and wishes both stood before it, so that
    /// a change to one of them is no answer to a task that asks for both.
    mutating func endTasksDone(by event: CompartmentEvent, wereKnown: Bool, _ context: FoldContext) {
        var templates = Self.templatesDone(by: event)
        if wereKnown || !risk.knowsNeedsAndWishes { templates.remove(.needsAndWishes) }
        taskList.end(templates, .done(outcome: ""), context)
    }
}

extension RiskRecord {
    var knowsNeedsAndWishes: Bool { needs != nil && wishes != nil }
}
