// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Desk
import LifeboatTestSupport
import Testing

@Suite struct ErasureTests {
    private static let fortnight: UInt64 = 14 * 24 * 3_600

    /// Closes the case of `world` as two people do, and asks for its erasure.
    private func askForErasure(_ world: FourDesks) async throws -> ID<Compartment> {
        let owner = world.caseworker.desk
        let casework = try await world.part(.casework, on: owner).compartment
        let later = world.team.now + 1_000_000
        try await owner.say(
            [
                .risk(.scheduled(world.team.now + 60)),
                .risk(
                    .assessed(
                        RiskAssessment(
                            threats: "розыск", vulnerabilities: "семья", capacities: "паспорт", likelihood: .likely,
                            impact: .severe, isImminent: false, reassessBy: later))),
                .risk(.needsRecorded([], note: "")), .risk(.wishesRecorded("к сестре")),
                .lifecycle(.moved(to: .assessment, reason: nil, note: "")),
                .lifecycle(.moved(to: .planning, reason: nil, note: "")),
                .plan(.proposed(PlanDraft(aim: "в безопасности", steps: ["виза"], reviewBy: later))),
            ], in: casework)
        let plan = try #require(try await world.part(.casework, on: owner).log.last?.entry)
        try await world.team.settle([owner, world.team.director])
        try await world.team.director.say([.plan(.approved(plan: plan))], in: casework)
        try await world.team.settle([world.team.director, owner])
        try await owner.say(
            [
                .plan(.agreed(plan: plan, how: "написала")),
                .lifecycle(.moved(to: .active, reason: nil, note: "")),
                .lifecycle(.moved(to: .paused, reason: .personAsked, note: "")),
                .lifecycle(.closingProposed(.protectedAndStable, note: "устроена")),
            ], in: casework)
        try await world.team.settle([owner, world.team.director])
        try await world.team.director.say([.lifecycle(.closingConfirmed)], in: casework)
        try await world.team.settle([world.team.director, owner])
        try await owner.say([.lifecycle(.erasureRequested(reason: "просила стереть"))], in: casework)
        try await world.team.settle(world.desks)
        return casework
    }

    @Test func `two people and a fortnight destroy a case everywhere, and the tombstones say nothing`() async throws {
        let world = try await FourDesks()
        let casework = try await askForErasure(world)
        await #expect(throws: WorkspaceError.refused("refusal.cooling-off")) {
            try await world.team.director.say([.lifecycle(.erasureConfirmed)], in: casework)
        }
        for fixture in [
            world.team.directorFixture, world.caseworker.fixture, world.verifier.fixture, world.counsel.fixture,
        ] { fixture.advance(by: Self.fortnight + 1) }
        await #expect(throws: WorkspaceError.refused("refusal.second-person-needed")) {
            try await world.caseworker.desk.say([.lifecycle(.erasureConfirmed)], in: casework)
        }
        try await world.team.director.say([.lifecycle(.erasureConfirmed)], in: casework)
        let ledger = await world.team.relay.payloads
        for _ in 0..<3 { try await world.team.settle(world.desks) }

        for desk in world.desks {
            #expect(await desk.state.case(world.id) == nil)
            for secret in FourDesks.secrets {
                #expect(await !desk.state.holds(secret.word))
                #expect(await desk.search(secret.word, limit: 5).isEmpty)
            }
            #expect(await !desk.state.holds(FourDesks.alias))
        }
        let left = await world.team.relay.payloads
        let gone = zip(ledger, left).filter { $0.0 != nil && $0.1 == nil }.compactMap(\.0)
        #expect(gone.count > 20)
        // The caseworker held all but the law, so nothing of the first ten is left on that disk.
        let log = try #require(try world.caseworker.fixture.files()["ledger.log"])
        for payload in gone.prefix(10) { #expect(!log.contains(subsequence: Array(payload[60..<160]))) }
        // What is left opens like any other desk's, and what was erased is not taken for damage.
        for desk in world.desks {
            let state = await desk.state
            await desk.lock()
            try await desk.unlock(passphrase: DeskFixture.passphrase)
            #expect(await desk.state == state)
        }
        #expect(await Set(world.counsel.desk.state.tombstones.map(\.author)).count == 3)
    }

    @Test func `a desk that was away for all of it destroys its own copy when it comes back`() async throws {
        let world = try await FourDesks()
        let evidence = try await world.part(.evidence, on: world.caseworker.desk).compartment
        try await world.caseworker.desk.grantAccess(to: evidence, member: world.director, reason: "подпись")
        try await world.team.settle(world.desks)
        let casework = try await askForErasure(world)
        for fixture in [world.team.directorFixture, world.caseworker.fixture, world.counsel.fixture] {
            fixture.advance(by: Self.fortnight + 1)
        }
        try await world.team.director.say([.lifecycle(.erasureConfirmed)], in: casework)
        for _ in 0..<3 {
            try await world.team.settle([world.team.director, world.caseworker.desk, world.counsel.desk])
        }
        #expect(await world.verifier.desk.state.holds(FourDesks.word(.evidence)))
        try await world.verifier.desk.synchronise()
        #expect(await !world.verifier.desk.state.holds(FourDesks.word(.evidence)))
        #expect(await world.verifier.desk.state.case(world.id) == nil)
    }

    @Test func `one signature alone destroys nothing that others hold`() async throws {
        let world = try await FourDesks()
        try await askForErasure(world).isHeldNowhereElse(world)
    }
}

extension ID where Subject == Compartment {
    /// Nobody confirmed: every desk still has the case.
    fileprivate func isHeldNowhereElse(_ world: FourDesks) async throws {
        for desk in world.desks { #expect(await desk.state.case(world.id) != nil) }
        #expect(await world.team.director.state.tombstones.isEmpty)
        #expect(await world.team.director.state.part(self) != nil)
    }
}
