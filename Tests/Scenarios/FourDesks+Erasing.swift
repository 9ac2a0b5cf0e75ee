// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Desk
import LifeboatTestSupport
import Testing

extension FourDesks {
    static let fortnight: UInt64 = 14 * 24 * 3_600

    /// Closes the case as two people do, and asks for its erasure. `staying`: the desks that are still there; nil for all.
    func askForErasure(among staying: [Workspace]? = nil) async throws -> ID<Compartment> {
        let owner = caseworker.desk
        let casework = try await part(.casework, on: owner).compartment
        let later = team.now + 1_000_000
        try await owner.say(
            [
                .risk(.scheduled(team.now + 60)),
                .risk(
                    .assessed(
                        RiskAssessment(
                            threats: "розыск", vulnerabilities: "семья", capacities: "паспорт", likelihood: .likely,
                            impact: .severe, isImminent: false, reassessBy: later), replaces: [])),
                .risk(.needsRecorded([], note: "", replaces: [])), .risk(.wishesRecorded("к сестре", replaces: [])),
                .lifecycle(.moved(to: .assessment, reason: nil, note: "")),
                .lifecycle(.moved(to: .planning, reason: nil, note: "")),
                .plan(.proposed(PlanDraft(aim: "в безопасности", steps: ["виза"], reviewBy: later))),
            ], in: casework)
        let plan = try #require(try await part(.casework, on: owner).log.last?.entry)
        try await team.settle([owner, team.director])
        try await team.director.say([.plan(.approved(plan: plan))], in: casework)
        try await team.settle([team.director, owner])
        try await owner.say(
            [
                .plan(.agreed(plan: plan, how: "написала")),
                .lifecycle(.moved(to: .active, reason: nil, note: "")),
                .lifecycle(.moved(to: .paused, reason: .personAsked, note: "")),
                .lifecycle(.closingProposed(.protectedAndStable, note: "устроена")),
            ], in: casework)
        try await team.settle([owner, team.director])
        try await team.director.say([.lifecycle(.closingConfirmed)], in: casework)
        try await team.settle([team.director, owner])
        try await owner.say([.lifecycle(.erasureRequested(reason: "просила стереть"))], in: casework)
        try await team.settle(staying ?? desks)
        return casework
    }

    func pass(_ seconds: UInt64) {
        for fixture in [team.directorFixture, caseworker.fixture, verifier.fixture, counsel.fixture] {
            fixture.advance(by: seconds)
        }
    }

    /// Two people, a fortnight between them, and the two days behind.
    func confirmErasure(among staying: [Workspace]? = nil) async throws {
        let casework = try await askForErasure(among: staying)
        pass(Self.fortnight + 1)
        try await team.director.say([.lifecycle(.erasureConfirmed)], in: casework)
        pass(LifecycleRecord.hearing + 1)
    }
}
