// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Desk
import LifeboatTestSupport
import Testing

/// A desk reads what was written while its member held the casework, and not what came after.
@Suite struct CancelledErasureTests {
    /// The erasure is confirmed on every desk, and then the director and counsel lose the casework, which the caseworker alone holds.
    private func confirmedThenAlone() async throws -> (world: FourDesks, casework: ID<Compartment>) {
        let world = try await FourDesks()
        let casework = try await world.askForErasure()
        world.pass(FourDesks.fortnight + 1)
        try await world.team.director.say([.lifecycle(.erasureConfirmed)], in: casework)
        try await world.team.settle(world.desks)
        for member in [world.director, world.counsel.member] {
            try await world.caseworker.desk.endAccess(to: casework, member: member, reason: "дальше одна")
        }
        try await world.team.settle(world.desks)
        return (world, casework)
    }

    @Test func `a cancelled erasure destroys nothing on desks that saw it confirmed and not cancelled`() async throws {
        let (world, casework) = try await confirmedThenAlone()
        try await world.caseworker.desk.say([.lifecycle(.erasureCancelled(reason: "нужна ещё"))], in: casework)
        try await world.team.settle(world.desks)
        #expect(await world.counsel.desk.state.part(casework)?.access.isHeld(by: world.counsel.member) == false)
        world.pass(LifecycleRecord.hearing + 1)
        for _ in 0..<3 { try await world.team.settle(world.desks) }

        for desk in world.desks {
            let state = await desk.state
            #expect(state.tombstones.isEmpty && state.requestTombstones.isEmpty)
            let me = try #require(await desk.me)
            #expect(Matter.leftovers(in: state, for: me).isEmpty)
        }
        for (kind, word) in FourDesks.secrets where kind != .legal {
            #expect(await world.caseworker.desk.state.holds(word), "\(kind)")
        }
        #expect(await world.counsel.desk.state.holds(FourDesks.word(.legal)))
        await #expect(throws: WorkspaceError.self) { try await world.counsel.desk.destroyPart(world.legal) }
    }

    @Test func `whoever lost the casework decides about their part when the case is destroyed`() async throws {
        let (world, casework) = try await confirmedThenAlone()
        // Two hold it when it goes: somebody whom counsel's desk never saw there, and the caseworker.
        try await world.caseworker.desk.grantAccess(to: casework, member: world.verifier.member, reason: "вместе")
        try await world.team.settle(world.desks)
        world.pass(LifecycleRecord.hearing + 1)
        for _ in 0..<3 { try await world.team.settle(world.desks) }

        let state = await world.counsel.desk.state
        #expect(state.holds(FourDesks.word(.legal)))
        #expect(!state.tombstones.map(\.author).contains(world.counsel.member))
        let record = try #require(state.case(world.id))
        let signers = state.destroyers(of: record, for: world.counsel.member)
        #expect(signers == [world.caseworker.member, world.verifier.member])
        let parts = Matter.leftovers(in: state, for: world.counsel.member)
        #expect(parts.count == record.parts.count)
        for part in record.parts { try await world.counsel.desk.destroyPart(part.compartment) }
        for _ in 0..<2 { try await world.team.settle(world.desks) }
        #expect(await world.counsel.desk.state.case(world.id) == nil)
        #expect(await !world.counsel.desk.state.holds(FourDesks.word(.legal)))
    }
}
