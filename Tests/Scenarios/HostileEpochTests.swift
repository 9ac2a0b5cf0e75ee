// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Desk
import LifeboatTestSupport
import Sealing
import Testing

/// Somebody says that an epoch started, and keeps its key from the others.
@Suite struct HostileEpochTests {
    /// Evidence of a case that the caseworker, the director and the verifier hold.
    private func shared() async throws -> (world: FourDesks, evidence: ID<Compartment>, honest: [Workspace]) {
        let world = try await FourDesks()
        let evidence = try await world.part(.evidence, on: world.caseworker.desk).compartment
        try await world.caseworker.desk.grantAccess(to: evidence, member: world.director, reason: "проверка")
        try await world.team.settle(world.desks)
        return (world, evidence, [world.caseworker.desk, world.team.director])
    }

    /// Whether the removed verifier reads a word although the relay serves her again.
    private func readsWhenLetBackIn(_ word: String, _ world: FourDesks) async -> Bool {
        await world.team.relay.letBackIn()
        try? await world.verifier.desk.synchronise()
        return await world.verifier.desk.state.holds(word)
    }

    @Test func `an epoch whose key nobody was given stops neither writing nor the next epoch`() async throws {
        let (world, evidence, honest) = try await shared()
        let forger = try await Forger(world.verifier.desk, world.team.relay)
        try await forger.say(.access(.epochStarted(777)), in: evidence)
        try await honest[0].synchronise()
        for (number, desk) in honest.enumerated() {
            try await desk.say([FourDesks.told("слово-\(number)")], in: evidence)
        }
        try await world.team.settle(honest)
        for desk in honest {
            #expect(await desk.state.holds("слово-0"))
            #expect(await desk.state.holds("слово-1"))
        }
        let count = await world.team.relay.ledgerCount
        try await world.team.settle(honest)
        #expect(await world.team.relay.ledgerCount == count, "nothing more is replaced")

        try await Forger(world.verifier.desk, world.team.relay).say(.access(.epochStarted(778)), in: evidence)
        try await world.team.director.remove(world.verifier.member, reason: "мешала")
        try await world.team.settle(honest)
        try await honest[0].say([FourDesks.told("после-метка")], in: evidence)
        try await world.team.settle(honest)
        #expect(await honest[1].state.holds("после-метка"))
        #expect(await !readsWhenLetBackIn("после-метка", world))
    }

    @Test func `whoever was left out when an epoch's key was given comes to it all the same`() async throws {
        let (world, evidence, honest) = try await shared()
        let forger = try await Forger(world.verifier.desk, world.team.relay)
        let key = CompartmentKey.startingEpoch(of: evidence)
        try await forger.grant([.compartment(key, second: 1)], to: [world.caseworker.member])
        try await forger.say(.access(.epochStarted(key.epoch)), in: evidence)
        try await honest[0].synchronise()
        try await honest[0].say([FourDesks.told("при-новом-ключе")], in: evidence)
        try await honest[0].synchronise()
        try await world.team.settle(honest + honest)
        #expect(await honest[1].state.holds("при-новом-ключе"))
        #expect(await honest[1].state.part(evidence) == honest[0].state.part(evidence))
        let count = await world.team.relay.ledgerCount
        try await world.team.settle(honest)
        #expect(await world.team.relay.ledgerCount == count, "nothing more is replaced")
    }

    /// An epoch's author who knew of a removal is taken at their word that they gave the removed member no key.
    @Test(arguments: [UInt64.max, 40])
    func `who says that they had seen what they had not is named, and keeps no key`(size: UInt64) async throws {
        let (world, evidence, honest) = try await shared()
        var forger = try await Forger(world.verifier.desk, world.team.relay)
        forger.seen = SeenHistory(size: size, root: [UInt8](repeating: 7, count: 32))
        let key = CompartmentKey.startingEpoch(of: evidence)
        try await forger.grant([.compartment(key, second: 1)], to: [world.caseworker.member, world.director])
        try await forger.say(.access(.epochStarted(key.epoch)), in: evidence)
        for desk in honest {
            await #expect(throws: WorkspaceError.refused("alarm.fork-seen-by-another")) {
                try await desk.synchronise()
            }
            #expect(await desk.status.alarmRaisedBy == ["Вера"])
            try await desk.continueAfterAlarm()
        }
        try await world.team.settle(honest)
        #expect(await honest[0].status.alarmRaisedBy.isEmpty)
        try await world.team.director.remove(world.verifier.member, reason: "мешала")
        try await world.team.settle(honest + honest)
        try await honest[0].say([FourDesks.told("после-метка")], in: evidence)
        try await world.team.settle(honest)
        #expect(await honest[1].state.holds("после-метка"))
        #expect(await !readsWhenLetBackIn("после-метка", world))

        let state = await honest[0].state
        await honest[0].lock()
        try await honest[0].unlock(passphrase: DeskFixture.passphrase)
        #expect(await honest[0].state == state)
    }

    /// A relay showed a director a history in which nobody was removed.
    @Test
    func `keys that a director gave who had been shown another history are replaced, though that counts for nothing`()
        async throws
    {
        let team = try await TeamFixture()
        let second = try await team.admit("Второй", [.director, .intake])
        let leaver = try await team.admit("Икс", [.verifier])
        try await team.settle([team.director, second.desk, leaver.desk])
        var forger = try await Forger(second.desk, team.relay)
        forger.seen = SeenHistory(size: 5, root: [UInt8](repeating: 7, count: 32))
        try await team.director.remove(leaver.member, reason: "ушёл")
        try await team.settle([team.director])
        let given = forger.keys.keys(.intake)
        try await forger.grant(given.map { .compartment($0, second: 1) }, to: [leaver.member])
        try await forger.say(.rolesSet(member: leaver.member, roles: [.intake]))
        await #expect(throws: WorkspaceError.refused("alarm.fork-seen-by-another")) {
            try await team.director.synchronise()
        }
        try await team.director.continueAfterAlarm()
        try await team.settle([team.director])
        #expect(await team.director.state.refused.last?.refusal == .memberWasRemoved)
        let there = try await Forger(team.director, team.relay).keys.keys(.intake)
        #expect(there.count > given.count, "the removed member has the old one")
        let count = await team.relay.ledgerCount
        try await team.settle([team.director])
        #expect(await team.relay.ledgerCount == count, "nothing more is replaced")
    }

    @Test func `the recovery sheet brings a case back although a key of it was kept from everybody`() async throws {
        let (world, evidence, honest) = try await shared()
        try await Forger(world.verifier.desk, world.team.relay).say(.access(.epochStarted(777)), in: evidence)
        try await world.team.settle(honest)
        await world.team.relay.addToken("sheet")
        let desk = try DeskFixture(relay: world.team.relay, token: "sheet", now: world.team.now).open()
        try await desk.recover(
            words: world.team.sheet.words.joined(separator: " "), memberName: "Лист",
            passphrase: DeskFixture.passphrase)
        try await world.team.settle([desk] + honest)
        try await honest[0].say([FourDesks.told("вернулись")], in: evidence)
        try await world.team.settle(honest + [desk])
        #expect(await desk.state.holds("вернулись"))
    }

    @Test func `the intake goes on whoever says that it has a new key`() async throws {
        let team = try await TeamFixture()
        let second = try await team.admit("Второй", [.caseworker, .intake])
        let third = try await team.admit("Третий", [.caseworker, .intake])
        let desks = [team.director, second.desk]
        let visitor = try TestVisitor(team.sheet.link, team.relay)
        await team.relay.deliver(try await visitor.first(visitor.message("Раз."), now: team.now))
        try await team.settle(desks + [third.desk])
        let request = try #require(await team.director.state.requests.first).id
        // On duty.
        try await Forger(third.desk, team.relay).say(.access(.epochStarted(777)), in: .intake)
        try await team.settle(desks)
        try await second.desk.addNote(request, body: "заметка-раз")
        await team.relay.deliver(try await visitor.followUp(visitor.message("Два."), now: team.now))
        try await team.settle(desks)
        #expect(await team.director.state.holds("заметка-раз"))
        #expect(await team.director.state.request(request)?.messageCount == 2)
        // And when it was taken from them.
        try await team.director.setRoles([.caseworker], of: third.member)
        try await team.settle(desks + [third.desk])
        let before = await team.director.state.refused.count
        for epoch in [778, 1] as [UInt32] {
            try await Forger(third.desk, team.relay).say(.access(.epochStarted(epoch)), in: .intake)
        }
        try await team.settle(desks)
        #expect(await team.director.state.refused.dropFirst(before).map(\.refusal) == [.notAHolder, .notAHolder])
        try await team.director.addNote(request, body: "заметка-два")
        try await team.settle(desks)
        #expect(await second.desk.state.holds("заметка-два"))
        #expect(await second.desk.state.requests == team.director.state.requests)
    }
}
