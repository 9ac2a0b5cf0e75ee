// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// From the first message to a case.
extension Story {
    mutating func arrives(danger: DangerRating) {
        self.danger = danger
        let opening = own("opening.\(random.number(1...persona.theme.openings))")
        writes(opening, danger: danger, safeContact: any("contact", 4))
    }

    mutating func isRead() {
        wait(hours: 1...9)
        act(.intake, .reads)
    }

    mutating func isTriaged() {
        isRead()
        act(.intake, .moves(.inTriage, nil, note: any("triage", 4)))
    }

    /// Asked back and answered once.
    mutating func talks() {
        act(.intake, .replies(any("ask", 4)))
        act(.intake, .moves(.awaitingSource, nil, note: ""))
        wait(hours: 5...40)
        writes(own("later"))
        wait(hours: 2...12)
        act(.intake, .reads)
        act(.intake, .notes(any("note", 6)))
    }

    mutating func becomesCase(_ parts: [CompartmentKind] = [.identity], danger: DangerRating? = nil) {
        let rating = danger ?? (self.danger == .notSaid ? .days : self.danger)
        self.danger = rating
        wait(hours: 1...6)
        let opener = owner.roles.contains(.intake) ? owner : .intake
        var casework = PartPlan(
            kind: .casework, members: members(besides: opener),
            lines: [.registered(owner: owner, deputy: deputy, rating)])
        let within = rating.assessmentWithin
        casework.lines.append(.event(.risk(.scheduled(now + within * 2 / 3))))
        var plans = [casework, PartPlan(kind: .conversation, members: members(besides: opener), lines: [])]
        plans += parts.map { PartPlan(kind: $0, members: members(besides: opener), lines: []) }
        act(
            opener,
            .opensCase(
                CasePlan(
                    alias: alias, danger: rating, note: any("accept", 3), isFromRequest: true, parts: plans)))
        setTask(.safeContact)
        setTask(.riskAssessment)
        if random.happens(60) { act(owner, .replies(any("welcome", 3))) }
    }

    /// Work that nobody asked for by the portal: the person came by a partner.
    mutating func beginsAsCase(danger: DangerRating) {
        self.danger = danger
        act(
            owner,
            .opensCase(
                CasePlan(
                    alias: alias, danger: danger, note: "", isFromRequest: false,
                    parts: [
                        PartPlan(
                            kind: .casework, members: members(besides: owner),
                            lines: [
                                .registered(owner: owner, deputy: deputy, danger),
                                .event(.risk(.scheduled(now + danger.assessmentWithin / 2))),
                            ])
                    ])))
        setTask(.safeContact)
        setTask(.riskAssessment)
    }

    func members(besides opener: WorldWorker, _ more: [WorldWorker] = []) -> [WorldWorker: String] {
        var members: [WorldWorker: String] = [:]
        for worker in [owner, deputy] + more where worker != opener {
            members[worker] = text("why.\(worker == owner ? "owner" : worker == deputy ? "deputy" : worker.rawValue)")
        }
        return members
    }

    /// By which colleagues call the case: two words and a number, and nobody's name.
    private var alias: String {
        let place = persona.number
        return text("alias.\(place % 18 + 1)") + " \(place + 101)"
    }
}
