// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// The way of a case from its registration on (docs/glossary.md, "case"). Each step brings what the next one asks for.
extension Story {
    mutating func isAssessed(imminent: Bool = false, _ likelihood: Likelihood = .likely, _ impact: Impact = .severe) {
        wait(hours: 3...14)
        say(owner, .casework, [.lifecycle(.moved(to: .assessment, reason: nil, note: ""))])
        assessRisk(imminent: imminent, likelihood, impact)
        say(
            owner, .casework, .needsRecorded(persona.theme.needs, note: any("need", 4)),
            .wishesRecorded(own("wishes")))
        finishTasks()
        for template in [TaskTemplate.explainConsent, .familyLeftBehind] { setTask(template) }
        say(owner, .casework, [.lifecycle(.noted(any("note", 6)))])
    }

    mutating func assessRisk(imminent: Bool = false, _ likelihood: Likelihood, _ impact: Impact) {
        let days = imminent ? 3 : likelihood.rawValue >= Likelihood.likely.rawValue ? 30 : 90
        say(
            owner, .casework,
            .riskAssessed(
                RiskAssessment(
                    threats: own("threats"), vulnerabilities: own("vulnerabilities"), capacities: own("capacities"),
                    likelihood: likelihood, impact: impact, isImminent: imminent, reassessBy: inDays(days))))
        tasksAreDone(.riskAssessment, .reassessRisk)
    }

    mutating func isPlanned(approved: Bool = true, agreed: Bool = true) {
        wait(days: 1...4)
        finishTasks()
        say(owner, .casework, [.lifecycle(.moved(to: .planning, reason: nil, note: ""))])
        for template in [TaskTemplate.legalConsultation, .identityDocuments] { setTask(template) }
        wait(hours: 5...30)
        propose()
        if approved {
            wait(hours: 2...20)
            say(deputy, .casework, .planApproved)
        }
        if agreed {
            wait(hours: 4...40)
            say(owner, .casework, .planAgreed(how: any("agreed", 3)))
        }
    }

    mutating func propose() {
        let steps = (1...4).map { text("plan.step.\(($0 * 3 + persona.number) % 9 + 1)") }
        say(
            owner, .casework,
            [.plan(.proposed(PlanDraft(aim: any("plan.aim", 4), steps: steps, reviewBy: inDays(60))))])
        tasksAreDone(.draftPlan)
    }

    mutating func isActive() {
        wait(hours: 2...30)
        finishTasks()
        say(owner, .casework, [.lifecycle(.moved(to: .active, reason: nil, note: any("active", 3)))])
        setTask(.keepInformed)
        setTask(.reassessRisk)
    }

    /// Everything up to here in one go.
    mutating func isUnderWay(danger: DangerRating = .weeks, _ parts: [CompartmentKind] = [.identity]) {
        arrives(danger: danger)
        isTriaged()
        talks()
        becomesCase(parts)
        isAssessed()
        isPlanned()
        isActive()
    }

    /// Months of ordinary work until so long before today. In one case of five nobody found the time lately.
    mutating func carriesOn(untilDaysBeforeToday days: Int) {
        while now + 50 * Self.day < end - min(end, UInt64(days) * Self.day) {
            wait(days: 20...45)
            goesRound()
        }
        guard random.happens(80) else { return }
        wait(untilDaysBeforeToday: days)
        goesRound()
    }

    /// People are told, dangers judged again, the plan looked at.
    private mutating func goesRound() {
        if random.happens(50) {
            writes(any("news", 6))
            wait(hours: 3...30)
            act(owner, .reads)
        }
        act(owner, .replies(any("inform", 4)))
        finishTasks()
        if random.happens(60) {
            assessRisk(random.one(of: [.unlikely, .possible]), random.one(of: [.moderate, .serious]))
        }
        if random.happens(40) { say(owner, .casework, [.lifecycle(.noted(any("note", 6)))]) }
        say(owner, .casework, [.plan(.reviewScheduled(inDays(random.number(40...75))))])
        if random.happens(5) {
            suffers(random.one(of: [.approach, .surveillance, .deviceLoss]), [.casework], handled: true)
        }
        setTask(random.one(of: [.keepInformed, .reassessRisk, .psychosocialSupport, .medicalReferral]))
    }

    mutating func isReviewed(_ reason: MoveReason = .reviewDue) {
        wait(days: 2...9)
        say(owner, .casework, [.lifecycle(.moved(to: .review, reason: reason, note: any("review", 3)))])
    }

    mutating func goesOnAfterReview() {
        wait(hours: 4...30)
        say(owner, .casework, [.plan(.reviewScheduled(inDays(75)))])
        say(owner, .casework, [.lifecycle(.moved(to: .active, reason: nil, note: ""))])
        setTask(.reviewPlan)
    }

    mutating func isProposedForClosing(_ reason: ClosureReason = .protectedAndStable) {
        wait(days: 1...5)
        finishTasks()
        say(owner, .casework, [.lifecycle(.closingProposed(reason, note: any("closing", 3)))])
    }

    mutating func isClosed(_ reason: ClosureReason = .protectedAndStable) {
        isReviewed()
        isProposedForClosing(reason)
        wait(days: 1...3)
        say(deputy, .casework, [.lifecycle(.closingConfirmed)])
    }
}
