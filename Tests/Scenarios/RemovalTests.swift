// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Sealing
import Testing

@Suite struct RemovalTests {
    @Test func `a removed member is shut out, and everything they held is under new keys`() async throws {
        let world = try await FourDesks()
        let (director, caseworker, verifier) = (world.team.director, world.caseworker.desk, world.verifier.desk)
        let before = try await world.part(.evidence, on: caseworker)
        try await director.remove(world.verifier.member, reason: "ушла")
        try await world.team.settle([director, caseworker, world.counsel.desk])
        #expect(await director.state.members[world.verifier.member]?.isCurrent == false)

        // The relay answers her machine no more, and what she signs counts for nothing.
        await #expect(throws: WorkspaceError.self) { try await verifier.synchronise() }
        let after = try await world.part(.evidence, on: caseworker)
        #expect(after.access.epochs.count == before.access.epochs.count + 1)
        #expect(try await world.part(.identity, on: caseworker).access.epochs.count == 1, "she never held it")

        // Even with the relay's help: she cannot open what was written since.
        try await caseworker.say([FourDesks.told("после-метка")], in: after.compartment)
        try await world.team.settle([director, caseworker, world.counsel.desk])
        await world.team.relay.letBackIn()
        try? await verifier.synchronise()
        #expect(await !verifier.state.holds("после-метка"))
        #expect(await caseworker.state.holds("после-метка"))
        try await caseworker.addNotes(world, "ещё")
        #expect(await director.state.refused.isEmpty)
    }

    /// The relay still answers the machine: the call that shuts it out was lost, or is on its way. Nothing of what waits there
    /// would count, and a slot that it took or an envelope that it removed would be missing to the others.
    @Test func `a removed member's desk sends nothing of what it had written`() async throws {
        let team = try await TeamFixture()
        let x = try await team.admit("Икс", [.caseworker, .intake])
        let visitor = try TestVisitor(team.sheet.link, team.relay)
        await team.relay.deliver(try await visitor.first(visitor.message("помогите"), now: team.now))
        try await team.settle([team.director, x.desk])
        let request = try #require(await team.director.state.requests.first).id
        try await x.desk.addNote(request, body: "после-метка")
        try await team.director.remove(x.member, reason: "ушёл")
        try await team.settle([team.director])
        await team.relay.letBackIn()
        let count = await team.relay.ledgerCount
        await #expect(throws: WorkspaceError.refused("alarm.removed")) { try await x.desk.synchronise() }
        #expect(await x.desk.status.connection == .alarm("alarm.removed"), "the page says why")
        #expect(await team.relay.ledgerCount == count)
        #expect(await x.desk.status.queuedCount == 1)
        try await team.settle([team.director])
        #expect(await !team.director.state.holds("после-метка"))
    }

    @Test func `whoever was removed is told so, also where nothing waits to be sent`() async throws {
        let team = try await TeamFixture()
        let x = try await team.admit("Икс", [.caseworker, .intake])
        try await team.settle([team.director, x.desk])
        try await team.director.remove(x.member, reason: "ушёл")
        try await team.settle([team.director])
        await team.relay.letBackIn()
        await #expect(throws: WorkspaceError.refused("alarm.removed")) { try await x.desk.synchronise() }
        #expect(await x.desk.status.connection == .alarm("alarm.removed"))
    }

    @Test func `two directors who remove different people at once leave neither with a key in use`() async throws {
        let team = try await TeamFixture()
        let second = try await team.admit("Второй", [.director, .intake])
        let x = try await team.admit("Икс", [.caseworker, .intake])
        let y = try await team.admit("Игрек", [.caseworker, .intake])
        try await team.settle([team.director, second.desk, x.desk, y.desk])
        try await team.director.remove(x.member, reason: "ушёл")
        try await second.desk.remove(y.member, reason: "ушла")
        try await team.settle([team.director, second.desk, team.director, second.desk])
        let state = await team.director.state
        #expect(await second.desk.state == state)
        #expect(state.members[x.member]?.isCurrent == false)
        #expect(state.members[y.member]?.isCurrent == false)

        let visitor = try TestVisitor(team.sheet.link, team.relay)
        await team.relay.deliver(try await visitor.first(visitor.message("после-метка"), now: team.now))
        try await team.settle([team.director, second.desk])
        #expect(await second.desk.state.holds("после-метка"))
        await team.relay.letBackIn()
        for desk in [x.desk, y.desk] {
            try? await desk.synchronise()
            #expect(await !desk.state.holds("после-метка"))
        }
        let count = await team.relay.ledgerCount
        try await team.settle([team.director, second.desk])
        #expect(await team.relay.ledgerCount == count, "nothing more is replaced")
    }

    @Test func `two desks that start an epoch at once both go on with the same one`() async throws {
        let world = try await FourDesks()
        let evidence = try await world.part(.evidence, on: world.caseworker.desk).compartment
        try await world.caseworker.desk.grantAccess(to: evidence, member: world.counsel.member, reason: "жалоба")
        try await world.team.settle(world.desks)
        try await world.team.director.remove(world.verifier.member, reason: "ушла")
        try await world.team.director.synchronise()
        // Both see the removal at the same time, and neither what the other does about it.
        try await world.caseworker.desk.synchroniseBeforeSending(world.team.relay)
        try await world.counsel.desk.synchroniseBeforeSending(world.team.relay)
        let desks = [world.caseworker.desk, world.counsel.desk]
        try await world.team.settle(desks)
        let part = try await world.part(.evidence, on: world.caseworker.desk)
        #expect(part.access.epochs.count == 3)
        #expect(try await world.part(.evidence, on: world.counsel.desk) == part)
        for (index, desk) in desks.enumerated() {
            try await desk.say([FourDesks.told("слово-\(index)")], in: evidence)
        }
        try await world.team.settle(desks)
        for desk in desks {
            #expect(await desk.state.holds("слово-0"))
            #expect(await desk.state.holds("слово-1"))
        }
        let count = await world.team.relay.ledgerCount
        try await world.team.settle(desks)
        #expect(await world.team.relay.ledgerCount == count)
    }

    @Test func `who is given access while a colleague removes them does not keep a key in use`() async throws {
        let world = try await FourDesks()
        let evidence = try await world.part(.evidence, on: world.caseworker.desk).compartment
        try await world.team.director.remove(world.counsel.member, reason: "ушёл")
        try await world.team.director.synchronise()
        // Whoever gives it has not heard of the removal.
        try await world.caseworker.desk.grantAccess(to: evidence, member: world.counsel.member, reason: "жалоба")
        let staying = [world.caseworker.desk, world.team.director, world.verifier.desk]
        try await world.team.settle(staying)
        let part = try await world.part(.evidence, on: world.caseworker.desk)
        #expect(await world.caseworker.desk.state.refused.map(\.refusal) == [.unknownMember])
        await world.team.relay.letBackIn()
        try? await world.counsel.desk.synchronise()
        let kept = try await Forger(world.counsel.desk, world.team.relay).keys
        #expect(kept.key(evidence, epoch: 1) != nil, "the grant did arrive")
        #expect(kept.key(evidence, epoch: part.access.epoch) == nil)
        let count = await world.team.relay.ledgerCount
        try await world.team.settle(staying)
        #expect(await world.team.relay.ledgerCount == count, "nothing more is replaced")
    }

    @Test func `who is put on intake duty while a colleague removes them does not keep the intake's key`() async throws
    {
        let team = try await TeamFixture()
        let second = try await team.admit("Второй", [.director, .intake])
        let leaver = try await team.admit("Икс", [.verifier])
        try await team.settle([team.director, second.desk, leaver.desk])
        try await team.director.remove(leaver.member, reason: "ушёл")
        try await team.director.synchronise()
        try await second.desk.setRoles([.intake], of: leaver.member)
        try await team.settle([second.desk, team.director])
        await team.relay.letBackIn()
        try? await leaver.desk.synchronise()
        let kept = try await Forger(leaver.desk, team.relay).keys
        let there = try await Forger(team.director, team.relay).keys
        #expect(!kept.keys(.intake).isEmpty, "the grant did arrive")
        #expect(there.keys(.intake).count > kept.keys(.intake).count)
        let visitor = try TestVisitor(team.sheet.link, team.relay)
        await team.relay.deliver(try await visitor.first(visitor.message("после-метка"), now: team.now))
        try await team.settle([second.desk, team.director])
        #expect(await second.desk.state.holds("после-метка"))
        try? await leaver.desk.synchronise()
        #expect(await !leaver.desk.state.holds("после-метка"))
        let count = await team.relay.ledgerCount
        try await team.settle([second.desk, team.director])
        #expect(await team.relay.ledgerCount == count, "nothing more is replaced")
    }

    @Test func `access that ends while an epoch starts elsewhere is made good`() async throws {
        let world = try await FourDesks()
        let evidence = try await world.part(.evidence, on: world.caseworker.desk).compartment
        try await world.caseworker.desk.grantAccess(to: evidence, member: world.counsel.member, reason: "жалоба")
        try await world.caseworker.desk.grantAccess(to: evidence, member: world.director, reason: "проверка")
        try await world.team.settle(world.desks)
        // Each ends somebody's access without having seen that the other does so.
        try await world.caseworker.desk.endAccess(to: evidence, member: world.verifier.member, reason: "закончила")
        try await world.counsel.desk.endAccess(to: evidence, member: world.director, reason: "не нужно")
        let desks = [world.caseworker.desk, world.counsel.desk]
        try await world.team.settle(desks + desks)
        try await world.caseworker.desk.say([FourDesks.told("после-метка")], in: evidence)
        try await world.team.settle(world.desks)
        await world.expect("после-метка", onlyAt: desks)
        #expect(
            Set(try await world.part(.evidence, on: world.caseworker.desk).access.holders)
                == [world.caseworker.member, world.counsel.member])
    }

    @Test func `what stands behind a new ledger key is folded in order by a desk that reads the newest first`()
        async throws
    {
        let world = try await FourDesks()
        let caseworker = world.caseworker.desk
        let evidence = try await world.part(.evidence, on: caseworker).compartment
        try await world.team.director.remove(world.counsel.member, reason: "ушёл")
        let staying = [world.team.director, caseworker, world.verifier.desk]
        try await world.team.settle(staying)
        try await caseworker.say([FourDesks.told("после-метка")], in: evidence)
        try await world.team.settle(staying)
        // The whole ledger comes in one batch: the key, and what is sealed with it.
        await world.team.relay.addToken("sheet")
        let fixture = DeskFixture(relay: world.team.relay, token: "sheet", now: world.team.now, newestFirstFrom: 1)
        let desk = try fixture.open()
        let words = world.team.sheet.words.joined(separator: " ")
        try await desk.recover(words: words, memberName: "Лист", passphrase: DeskFixture.passphrase)
        try await world.team.settle(staying + [desk])
        #expect(try await world.part(.evidence, on: desk) == world.part(.evidence, on: caseworker))
        await desk.lock()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(try await world.part(.evidence, on: desk) == world.part(.evidence, on: caseworker))
    }

    @Test func `who leaves intake duty cannot read what arrives afterwards`() async throws {
        let team = try await TeamFixture()
        let other = try await team.admit("Другой", [.caseworker, .intake])
        let version = try #require(await team.director.state.card?.version)
        try await team.director.setRoles([.caseworker], of: other.member)
        try await team.settle([team.director, other.desk])
        #expect(await team.director.state.card?.version == version + 1, "a new intake key is on the card")
        let visitor = try TestVisitor(team.sheet.link, team.relay)
        await team.relay.deliver(try await visitor.first(visitor.message("после-метка"), now: team.now))
        try await team.settle([other.desk, team.director, other.desk])
        #expect(await team.director.state.holds("после-метка"))
        #expect(await !other.desk.state.holds("после-метка"))

        try await team.director.setRoles([.caseworker, .intake], of: other.member)
        try await team.settle([team.director, other.desk])
        #expect(await other.desk.state.holds("после-метка"), "back on duty, with the keys of the time between")
    }
}

extension Workspace {
    /// A note in the case's identity compartment.
    fileprivate func addNotes(_ world: FourDesks, _ word: String) async throws {
        let part = try await world.part(.identity, on: self)
        try await say([FourDesks.told(word)], in: part.compartment)
        try await synchronise()
    }

    /// Everything up to the first thing that this desk would tell the relay.
    fileprivate func synchroniseBeforeSending(_ relay: InMemoryRelay) async throws {
        await relay.setFault { $0 == .append ? .before : nil }
        try? await synchronise()
        await relay.setFault { _ in nil }
    }
}
