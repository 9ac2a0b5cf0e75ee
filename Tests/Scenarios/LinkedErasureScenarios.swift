// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Testing

/// The same person wrote twice with different words, and a colleague on duty linked the second request to the first, which became the case.
@Suite struct LinkedErasureScenarios {
    private static let cry = "Они у двери. Крик-метка."
    private static let words = ["Крик-метка", "Дубль-метка"]

    /// When the message in the linked request came, and whether somebody read it.
    enum Moment: CaseIterable { case unreadBefore, unreadBehind, readBehind }

    private struct Linked {
        let world: FourDesks
        let other: TestVisitor
        let request: ID<Request>
        let casework: ID<Compartment>

        func write() async throws {
            await world.team.relay.deliver(
                try await other.followUp(other.message(LinkedErasureScenarios.cry), now: world.team.now))
        }
    }

    /// A fortnight after the erasure was asked for.
    private func linked() async throws -> Linked {
        var second: (visitor: TestVisitor, id: ID<Request>)?
        let world = try await FourDesks { team, desk, request in
            let other = try TestVisitor(team.sheet.link, team.relay)
            await team.relay.deliver(
                try await other.first(other.message("Это снова я. Дубль-метка."), now: team.now))
            try await desk.synchronise()
            let id = try #require(await desk.state.requests.last?.id)
            try await desk.open(id)
            try await desk.move(id, to: .inTriage, reason: nil, note: "")
            try await desk.step(id, .linked(to: request), note: "")
            second = (other, id)
        }
        let (other, id) = try #require(second)
        let casework = try await world.askForErasure()
        world.pass(FourDesks.fortnight + 1)
        return Linked(world: world, other: other, request: id, casework: casework)
    }

    private func settle(_ linked: Linked, _ desks: [Workspace]? = nil, times: Int = 3) async throws {
        for _ in 0..<times { try await linked.world.team.settle(desks ?? linked.world.desks) }
    }

    private func state(_ linked: Linked) async -> CaseState? {
        guard case .casework(let work) = await linked.world.counsel.desk.state.part(linked.casework)?.content else {
            return nil
        }
        return work.lifecycle?.state
    }

    private func confirm(_ linked: Linked) async throws {
        try await linked.world.team.director.say([.lifecycle(.erasureConfirmed)], in: linked.casework)
        try await settle(linked, times: 1)
    }

    @Test(arguments: Moment.allCases)
    func `a message in a linked request keeps the case as one in its own conversation does`(moment: Moment) async throws
    {
        let linked = try await linked()
        let desk = linked.world.caseworker.desk
        if moment == .unreadBefore {
            try await linked.write()
            try await settle(linked, times: 1)
        }
        try await confirm(linked)
        if moment != .unreadBefore { try await linked.write() }
        if moment == .readBehind {
            // Read on a desk that is on duty, before any other has heard of it.
            try await desk.synchronise()
            try await desk.open(linked.request)
        }
        try await settle(linked)
        linked.world.pass(LifecycleRecord.hearing + 1)
        try await settle(linked)
        #expect(await state(linked) == .erasurePending)
        #expect(await linked.world.team.director.state.tombstones.isEmpty)
        for word in Self.words { #expect(await desk.state.holds(word)) }
        #expect(await desk.state.request(linked.request)?.unreadCount == (moment == .readBehind ? 0 : 1))

        try await desk.open(linked.request)
        try await settle(linked)
        #expect(await state(linked) == .erasurePending, "reading it destroys nothing")
        try await confirm(linked)
        linked.world.pass(LifecycleRecord.hearing + 1)
        try await settle(linked)
        for each in linked.world.desks {
            #expect(await each.state.case(linked.world.id) == nil)
            for word in Self.words { #expect(await !each.state.holds(word)) }
        }
    }

    /// Counsel and the verifier hold the casework, and neither the conversation nor the intake; somebody on duty holds nothing of the case.
    private func apart() async throws -> (linked: Linked, duty: (desk: Workspace, member: ID<Member>)) {
        let linked = try await linked()
        let world = linked.world
        let duty = try await world.team.admit("Дина", [.intake])
        try await world.caseworker.desk.grantAccess(
            to: linked.casework, member: world.verifier.member, reason: "подпись")
        try await settle(linked, world.desks + [duty.desk], times: 2)
        duty.fixture.advance(by: FourDesks.fortnight + 1)
        try await confirm(linked)
        try await settle(linked, [duty.desk], times: 1)
        return (linked, (duty.desk, duty.member))
    }

    private func destroyUnseen(_ linked: Linked) async throws {
        linked.world.pass(LifecycleRecord.hearingOthers + 1)
        try await settle(linked, [linked.world.counsel.desk, linked.world.verifier.desk])
        #expect(await linked.world.counsel.desk.state.part(linked.casework) == nil)
    }

    @Test func `a linked request that two had not seen stays with who is on duty, and waits in triage`()
        async throws
    {
        let (linked, duty) = try await apart()
        try await linked.write()
        try await settle(linked, [duty.desk], times: 1)
        try await destroyUnseen(linked)
        try await settle(linked, [duty.desk])
        let kept = try #require(await duty.desk.state.request(linked.request))
        #expect(kept.state == .inTriage && kept.unreadCount == 1)
        #expect(await !duty.desk.state.holds("Первое-метка"), "the request of the case itself is gone")
        let today = Today(await duty.desk.state, for: duty.member, at: linked.world.team.now).items.map(\.pending)
        #expect(today.contains(.unread))
        try await settle(linked, linked.world.desks + [duty.desk])
        #expect(await linked.world.caseworker.desk.state.request(linked.request) == kept)
        let state = await duty.desk.state
        await duty.desk.lock()
        try await duty.desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(await duty.desk.state == state)
    }

    @Test func `what is taken in behind the second signature is a new request, whole and unread`() async throws {
        let (linked, duty) = try await apart()
        try await destroyUnseen(linked)
        try await linked.write()
        try await settle(linked, [duty.desk])
        let new = try #require(await duty.desk.state.request(linked.request))
        #expect(new.state == .received && new.messageCount == 1 && new.unreadCount == 1)
        let state = await duty.desk.state
        #expect(state.holds("Крик-метка") && !state.holds("Дубль-метка"))
        try await settle(linked, linked.world.desks + [duty.desk])
        #expect(await linked.world.caseworker.desk.state.request(linked.request) == new)
    }
}
