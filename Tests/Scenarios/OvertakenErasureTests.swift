// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Testing

/// The person comes back while their case is to be destroyed.
@Suite struct OvertakenErasureTests {
    private static let cry = "Они у двери. Крик-метка."

    /// A case whose erasure was asked for a fortnight ago.
    private func pending() async throws -> (world: FourDesks, casework: ID<Compartment>) {
        let world = try await FourDesks()
        let casework = try await world.askForErasure()
        world.pass(FourDesks.fortnight + 1)
        return (world, casework)
    }

    private func write(_ world: FourDesks) async throws {
        await world.team.relay.deliver(
            try await world.visitor.followUp(world.visitor.message(Self.cry), now: world.team.now))
    }

    private func state(_ casework: ID<Compartment>, _ desk: Workspace) async -> CaseState? {
        guard case .casework(let work) = await desk.state.part(casework)?.content else { return nil }
        return work.lifecycle?.state
    }

    private func settle(_ world: FourDesks, times: Int = 3) async throws {
        for _ in 0..<times { try await world.team.settle(world.desks) }
    }

    /// The case is pending again everywhere, whole, and the message unread.
    private func expectKept(_ world: FourDesks, _ casework: ID<Compartment>) async throws {
        for desk in [world.team.director, world.caseworker.desk, world.counsel.desk] {
            #expect(await state(casework, desk) == .erasurePending)
            #expect(await desk.state.tombstones.isEmpty)
        }
        #expect(await world.caseworker.desk.state.holds("Крик-метка"))
        #expect(await world.caseworker.desk.state.case(world.id)?.isUnread(for: world.caseworker.member) == true)
        for (kind, word) in FourDesks.secrets where kind != .legal {
            #expect(await world.caseworker.desk.state.holds(word), "\(kind)")
        }
    }

    @Test func `a message behind the confirmation keeps the case until somebody has read it and another agrees anew`()
        async throws
    {
        let (world, casework) = try await pending()
        try await world.team.director.say([.lifecycle(.erasureConfirmed)], in: casework)
        try await settle(world, times: 1)
        try await write(world)
        try await settle(world)
        try await expectKept(world, casework)
        world.pass(LifecycleRecord.hearing + 1)
        try await settle(world)
        try await expectKept(world, casework)

        let request = try #require(await world.caseworker.desk.state.case(world.id)?.conversation?.record).id
        try await world.caseworker.desk.open(request)
        try await settle(world)
        #expect(await state(casework, world.caseworker.desk) == .erasurePending, "reading it destroys nothing")
        try await world.team.director.say([.lifecycle(.erasureConfirmed)], in: casework)
        try await settle(world, times: 1)
        #expect(await state(casework, world.caseworker.desk) == .erased, "it was known")
        world.pass(LifecycleRecord.hearing + 1)
        try await settle(world)
        for desk in world.desks { #expect(await desk.state.case(world.id) == nil) }
    }

    @Test func `a message that nobody read before the confirmation keeps the case too`() async throws {
        let (world, casework) = try await pending()
        try await write(world)
        try await settle(world)
        #expect(await state(casework, world.caseworker.desk) == .erasurePending)
        try await world.team.director.say([.lifecycle(.erasureConfirmed)], in: casework)
        try await settle(world)
        try await expectKept(world, casework)
        world.pass(LifecycleRecord.hearing + 1)
        try await settle(world)
        try await expectKept(world, casework)
    }

    @Test func `a message that came while every desk was off the line is heard before anything is destroyed`()
        async throws
    {
        let (world, casework) = try await pending()
        try await world.team.director.say([.lifecycle(.erasureConfirmed)], in: casework)
        try await settle(world, times: 1)
        try await write(world)
        world.pass(LifecycleRecord.hearing + 1)
        try await world.team.settle([world.caseworker.desk])
        #expect(await world.caseworker.desk.state.holds("Крик-метка"))
        try await settle(world)
        try await expectKept(world, casework)
    }

    @Test func `what reaches the intake of who cannot read the conversation keeps the case too`() async throws {
        let (world, casework) = try await pending()
        try await world.team.director.say([.lifecycle(.erasureConfirmed)], in: casework)
        try await settle(world, times: 1)
        try await write(world)
        world.pass(LifecycleRecord.hearing + 1)
        for _ in 0..<3 { try await world.team.settle([world.team.director, world.counsel.desk]) }
        #expect(await state(casework, world.team.director) == .erasurePending)
        try await settle(world)
        try await expectKept(world, casework)
    }

    /// Director and counsel, who hold the casework and not the conversation, behind whose confirmation the person wrote to its holders.
    private func whereNobodyCanHear() async throws -> (world: FourDesks, casework: ID<Compartment>) {
        let world = try await FourDesks()
        let request = try #require(await world.caseworker.desk.state.case(world.id)?.conversation?.record).id
        try await world.caseworker.desk.reply(request, body: "Пишите сюда.", files: [])
        try await world.caseworker.desk.synchronise()
        let writeTo = try #require(try await world.visitor.reply(1, now: world.team.now)?.writeTo)
        let casework = try await world.askForErasure()
        world.pass(FourDesks.fortnight + 1)
        try await world.team.director.say([.lifecycle(.erasureConfirmed)], in: casework)
        try await settle(world, times: 1)
        await world.team.relay.deliver(
            try world.visitor.message(Self.cry).sealedAsFollowUp(keys: world.visitor.keys, to: writeTo))
        return (world, casework)
    }

    @Test func `two who cannot see the message wait for a desk that can, which keeps the case`() async throws {
        let (world, casework) = try await whereNobodyCanHear()
        let deaf = [world.team.director, world.counsel.desk]
        for wait in [LifecycleRecord.hearing + 1, LifecycleRecord.hearingOthers - LifecycleRecord.hearing - 86_400] {
            world.pass(wait)
            for _ in 0..<3 { try await world.team.settle(deaf) }
            #expect(await state(casework, world.team.director) == .erased)
            #expect(await world.team.director.state.tombstones.isEmpty)
        }
        try await settle(world)
        try await expectKept(world, casework)
    }

    @Test func `two who cannot see the message wait a fortnight, and then the conversation stays with who can`()
        async throws
    {
        let (world, casework) = try await whereNobodyCanHear()
        world.pass(LifecycleRecord.hearingOthers + 1)
        for _ in 0..<3 { try await world.team.settle([world.team.director, world.counsel.desk]) }
        #expect(await world.team.director.state.part(casework) == nil)
        for _ in 0..<3 {
            try await world.team.settle([world.caseworker.desk, world.team.director, world.counsel.desk])
        }
        let state = await world.caseworker.desk.state
        #expect(state.holds("Крик-метка"))
        #expect(state.case(world.id)?.isUnread(for: world.caseworker.member) == true)
    }
}
