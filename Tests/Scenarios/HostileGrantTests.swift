// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Sealing
import Testing

/// Keys from somebody who has no business granting them.
@Suite struct HostileGrantTests {
    private static let week: UInt64 = 7 * 24 * 3_600

    @Test func `a charter that the root did not sign replaces none, and neither does a card key without one`()
        async throws
    {
        let world = try await FourDesks()
        let forger = try await Forger(world.verifier.desk, world.team.relay)
        let card = CardKey()
        let charter = Charter(root: RootKey(), cardKey: card, validUntil: .max)
        try await forger.grant(
            [.charter(charter, second: 1), .card(card, second: 1)], to: [world.director, world.caseworker.member])
        try await world.team.settle(world.desks)
        #expect(await world.team.director.mayVouch)
        // Whoever becomes a director later gets the true ones, whatever came first.
        try await world.team.director.setRoles([.director, .intake], of: world.caseworker.member)
        try await world.team.settle(world.desks)
        let version = try #require(await world.team.director.state.card?.version)
        for fixture in [world.team.directorFixture, world.caseworker.fixture] { fixture.advance(by: Self.week) }
        try await world.team.director.synchronise()
        #expect(await world.team.director.state.card?.version == version + 1)
        for fixture in [world.team.directorFixture, world.caseworker.fixture] { fixture.advance(by: Self.week) }
        try await world.caseworker.desk.synchronise()
        #expect(await world.caseworker.desk.state.card?.version == version + 2)
        #expect(try await world.visitor.card(now: world.caseworker.fixture.now).version == version + 2)
    }

    @Test func `nobody speaks with a voice that no director gave, and no card names it`() async throws {
        let world = try await FourDesks()
        let voice = VoiceKey()
        try await Forger(world.verifier.desk, world.team.relay)
            .grant([.voice(voice, second: 1)], to: [world.director, world.caseworker.member])
        try await world.team.settle(world.desks)
        let request = try #require(await world.caseworker.desk.state.requests.first).id
        try await world.caseworker.desk.reply(request, body: "Мы с вами.", files: [])
        try await world.team.settle(world.desks)
        #expect(try await world.visitor.reply(1, now: world.team.now)?.body == "Мы с вами.")
        world.team.directorFixture.advance(by: Self.week)
        try await world.team.settle([world.team.director])
        let card = try await world.visitor.card(now: world.team.now)
        #expect(card.version > 1 && !card.voices.contains(voice.verificationKey))
    }

    @Test func `a false key under the name of a true one keeps nobody from what they are given`() async throws {
        let world = try await FourDesks()
        let identity = try await world.part(.identity, on: world.caseworker.desk).compartment
        // The verifier does not hold it. That it is there, and its name, is no secret from members.
        let forger = try await Forger(world.verifier.desk, world.team.relay)
        for _ in 0..<20 {
            try await forger.grant(
                [.compartment(CompartmentKey(compartment: identity, epoch: 1), second: 1)],
                to: [world.counsel.member, world.caseworker.member])
        }
        try await world.team.settle(world.desks)
        try await world.caseworker.desk.grantAccess(to: identity, member: world.counsel.member, reason: "жалоба")
        try await world.team.settle(world.desks)
        #expect(await world.counsel.desk.state.holds(FourDesks.word(.identity)))
        try await world.counsel.desk.say([FourDesks.told("ответ-метка")], in: identity)
        try await world.team.settle(world.desks)
        #expect(await world.caseworker.desk.state.holds("ответ-метка"))
        for desk in [world.counsel.desk, world.caseworker.desk] {
            let part = await desk.state.part(identity)
            await desk.lock()
            try await desk.unlock(passphrase: DeskFixture.passphrase)
            #expect(await desk.state.part(identity) == part)
        }
        try await world.caseworker.desk.say([FourDesks.told("ещё-метка")], in: identity)
        try await world.team.settle(world.desks)
        #expect(await world.counsel.desk.state.holds("ещё-метка"))
        #expect(await world.counsel.desk.state.part(identity) == world.caseworker.desk.state.part(identity))
    }
}
