// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension CaseForm {
    /// Danger, needs, wishes, and the plan that answers them.
    static let planForms = [assess, scheduleAssessment, needs, wishes, plan, approve, agreed, turnedDown, reviewBy]

    private static let assess = CaseForm(
        "assess", in: .casework, about: { $0.lifecycle != nil },
        fields: { scene in
            let last = scene.part.casework?.risk.current?.assessment
            return [
                .prose("threats", rows: 4, initial: last?.threats ?? ""),
                .prose("vulnerabilities", rows: 3, isRequired: false, initial: last?.vulnerabilities ?? ""),
                .prose("capacities", rows: 3, isRequired: false, initial: last?.capacities ?? ""),
                .choice("likelihood", of: Likelihood.self, scene.words),
                .choice("impact", of: Impact.self, scene.words), .tick("imminent"),
                .day("reassess-by", initial: scene.day.adding(days: 30).iso),
            ]
        },
        events: { answers, scene throws(FormProblem) in
            [
                .risk(
                    .assessed(
                        RiskAssessment(
                            threats: try answers.prose("threats"),
                            vulnerabilities: answers.optionalProse("vulnerabilities"),
                            capacities: answers.optionalProse("capacities"),
                            likelihood: try answers.choice("likelihood"),
                            impact: try answers.choice("impact"), isImminent: answers.isTicked("imminent"),
                            reassessBy: try answers.day("reassess-by", notBefore: scene.day).lastSecond),
                        replaces: scene.seen))
            ]
        })

    private static let scheduleAssessment = CaseForm(
        "schedule-assessment", in: .casework,
        about: { $0.lifecycle != nil && $0.isShown($0.part.casework?.risk.scheduled) },
        fields: { _ in [.day("on")] },
        events: { answers, scene throws(FormProblem) in
            // Within the time that the danger allows, also where that ends before the day does.
            let latest = scene.lifecycle.map { $0.registeredAt.addingOrMax($0.danger.assessmentWithin) } ?? .max
            let day = try answers.day("on", notBefore: scene.day)
            let end = day.firstSecond <= latest && latest <= day.lastSecond ? latest : day.lastSecond
            return [.risk(.scheduled(end))]
        })

    private static let needs = CaseForm(
        "needs", in: .casework, about: { $0.lifecycle != nil },
        fields: { scene in
            let risk = scene.part.casework?.risk
            let options = SpecificNeed.allCases.map {
                FormOption(value: "\($0.rawValue)", text: scene.words.name(of: $0))
            }
            return [
                FormField(
                    "needs", .ticks(options), isRequired: false,
                    initial: (risk?.needs ?? []).map { "\($0.rawValue)" }),
                .prose("note", rows: 2, isRequired: false, initial: risk?.needsNote ?? ""),
            ]
        },
        events: { answers, scene throws(FormProblem) in
            [
                .risk(
                    .needsRecorded(
                        Set(answers.ticked("needs")), note: answers.optionalProse("note"), replaces: scene.seen))
            ]
        })

    private static let wishes = CaseForm(
        "wishes", in: .casework, about: { $0.lifecycle != nil },
        fields: { [.prose("wishes", rows: 4, initial: $0.part.casework?.risk.wishes ?? "")] },
        events: { answers, scene throws(FormProblem) in
            [.risk(.wishesRecorded(try answers.prose("wishes"), replaces: scene.seen))]
        })

    private static let plan = CaseForm(
        "plan", in: .casework, about: { $0.lifecycle != nil },
        fields: { scene in
            let last = scene.part.casework?.plan?.draft
            return [
                .prose("aim", rows: 2, initial: last?.aim ?? ""),
                .prose("steps", rows: 6, initial: last?.steps.joined(separator: "\n") ?? ""),
                .day("review-by", initial: scene.day.adding(days: 30).iso),
            ]
        },
        context: { scene in
            guard let part = scene.part.casework else { return [] }
            return DangerBlocks.blocks(part, in: scene.part, scene.scene).map { $0.withoutActs }
        },
        events: { answers, scene throws(FormProblem) in
            let steps = answers.lines("steps")
            guard !steps.isEmpty else { throw FormProblem(field: "steps", reason: "problem.missing") }
            return [
                .plan(
                    .proposed(
                        PlanDraft(
                            aim: try answers.prose("aim"), steps: steps,
                            reviewBy: try answers.day("review-by", notBefore: scene.day).lastSecond)))
            ]
        })

    private static let approve = CaseForm(
        "approve", in: .casework, about: { $0.mayApprove },
        fields: { _ in [.tick("agree", isRequired: true)] },
        events: { answers, scene throws(FormProblem) in
            try answers.requireTick("agree")
            return scene.shownPlan.map { [.plan(.approved(plan: $0.id))] } ?? []
        })

    private static let agreed = CaseForm(
        "agreed", in: .casework, about: { $0.shownPlan != nil }, fields: { _ in [.prose("how-agreed", rows: 2)] },
        events: { answers, scene throws(FormProblem) in
            guard let plan = scene.shownPlan else { return [] }
            return [.plan(.agreed(plan: plan.id, how: try answers.prose("how-agreed")))]
        })

    private static let turnedDown = CaseForm(
        "turned-down", in: .casework, about: { $0.shownPlan != nil },
        fields: { _ in [.prose("why-not", rows: 2, isRequired: false)] },
        events: { answers, scene throws(FormProblem) in
            guard let plan = scene.shownPlan else { return [] }
            return [.plan(.turnedDown(plan: plan.id, why: answers.optionalProse("why-not")))]
        })

    private static let reviewBy = CaseForm(
        "review-by", in: .casework,
        about: { $0.lifecycle != nil && $0.isShown($0.part.casework?.reviews) },
        fields: { _ in [.day("on")] },
        events: { answers, scene throws(FormProblem) in
            [.plan(.reviewScheduled(try answers.day("on", notBefore: scene.day).lastSecond))]
        })
}

extension FormScene {
    /// The plan that the page showed, if it stands.
    fileprivate var shownPlan: PlanRecord? {
        part.casework?.plansStanding.first { $0.id == id(0, Entry.self) }
    }

    /// Whether it waits for somebody else than who proposed it and who owns the case, and that is this worker.
    fileprivate var mayApprove: Bool {
        guard let plan = shownPlan, plan.approval == nil, let me = scene.me else { return false }
        return plan.proposedBy != me && part.casework?.lifecycle?.isOwned(by: me) == false
    }
}
