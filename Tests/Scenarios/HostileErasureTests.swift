// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Desk
import LifeboatTestSupport
import Sealing
import Testing

/// One member with a changed program tries to have others destroy what they hold.
@Suite struct HostileErasureTests {
    private func expectWhole(_ world: FourDesks) async {
        for (kind, word) in FourDesks.secrets where kind != .legal {
            #expect(await world.caseworker.desk.state.holds(word), "\(kind)")
        }
        #expect(await world.counsel.desk.state.holds(FourDesks.word(.legal)))
        #expect(await world.team.director.state.holds(FourDesks.word(.casework)))
        #expect(await world.team.director.state.requestTombstones.isEmpty)
    }

    /// Further casework of the case, which everybody can open and only the verifier is said to hold.
    private func openFurtherCasework(_ world: FourDesks) async throws -> ID<Compartment> {
        let forger = try await Forger(world.verifier.desk, world.team.relay)
        let further = try #require(ID<Compartment>([UInt8](repeating: 0xF0, count: 16)))
        let key = CompartmentKey(compartment: further, epoch: 1)
        try await forger.grant(
            [.compartment(key, second: 1)],
            to: [world.director, world.caseworker.member, world.verifier.member, world.counsel.member])
        try await forger.say(
            .access(.opened(case: world.id, kind: .casework, alias: FourDesks.alias)), in: further, under: key)
        return further
    }

    @Test func `whoever opens further casework of a case and signs that it is destroyed destroys nothing else`()
        async throws
    {
        let world = try await FourDesks()
        let further = try await openFurtherCasework(world)
        try await Forger(world.verifier.desk, world.team.relay).say(.compartmentsErased([further]))
        for _ in 0..<3 { try await world.team.settle(world.desks) }
        await expectWhole(world)
        #expect(await Set(world.team.director.state.tombstones.map(\.author)) == [world.verifier.member])
    }

    @Test func `whoever names the case alone destroys nothing and alarms nobody`() async throws {
        let world = try await FourDesks()
        let name = try #require(world.id.asPart)
        try await Forger(world.verifier.desk, world.team.relay).say(.compartmentsErased([name]))
        for _ in 0..<3 { try await world.team.settle(world.desks) }
        await expectWhole(world)
        for desk in world.desks {
            let me = try #require(await desk.me)
            #expect(Matter.leftovers(in: await desk.state, for: me).isEmpty)
        }
    }

    @Test func `whoever ends the others' access and signs alone destroys nothing that they could read`() async throws {
        let world = try await FourDesks()
        let evidence = try await world.part(.evidence, on: world.caseworker.desk).compartment
        let forger = try await Forger(world.verifier.desk, world.team.relay)
        try await forger.say(.access(.ended(member: world.caseworker.member, reason: "лишняя")), in: evidence)
        try await forger.say(.compartmentsErased([evidence]))
        for _ in 0..<3 { try await world.team.settle(world.desks) }
        await expectWhole(world)
    }

    @Test func `who does not hold the casework puts nothing on the list of what goes with the case`() async throws {
        let world = try await FourDesks()
        let other = try await world.caseworker.desk.openCase(
            CaseDraft(
                alias: "Липа",
                parts: [
                    PartDraft(
                        kind: .evidence, members: [world.verifier.member: "проверка"],
                        events: [FourDesks.told("липа-метка")])
                ]))
        try await world.team.settle(world.desks)
        let part = try #require(await world.caseworker.desk.state.case(other)?.parts.first).compartment
        let casework = try await world.part(.casework, on: world.caseworker.desk).compartment
        try await world.confirmErasure()
        try await world.team.director.synchronise()
        try await world.verifier.desk.synchronise()
        // Names of compartments are no secret from members; what they hold is.
        try await Forger(world.verifier.desk, world.team.relay).say(.compartmentsErased([casework, part]))
        for _ in 0..<3 { try await world.team.settle(world.desks) }
        #expect(await world.caseworker.desk.state.holds("липа-метка"))
        #expect(await world.caseworker.desk.state.case(world.id) == nil, "the case that two people destroyed is gone")
    }
}
