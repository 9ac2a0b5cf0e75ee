// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Synchronization
import Testing

@Suite struct ErasureTests {
    @Test func `two people and a fortnight destroy a case everywhere, and the tombstones say nothing`() async throws {
        let world = try await FourDesks()
        let casework = try await world.askForErasure()
        await #expect(throws: WorkspaceError.refused("refusal.cooling-off")) {
            try await world.team.director.say([.lifecycle(.erasureConfirmed)], in: casework)
        }
        for fixture in [
            world.team.directorFixture, world.caseworker.fixture, world.verifier.fixture, world.counsel.fixture,
        ] { fixture.advance(by: FourDesks.fortnight + 1) }
        await #expect(throws: WorkspaceError.refused("refusal.second-person-needed")) {
            try await world.caseworker.desk.say([.lifecycle(.erasureConfirmed)], in: casework)
        }
        try await world.team.director.say([.lifecycle(.erasureConfirmed)], in: casework)
        for _ in 0..<3 { try await world.team.settle(world.desks) }
        #expect(await world.caseworker.desk.state.holds(FourDesks.alias), "who was offline can be heard")
        world.pass(LifecycleRecord.hearing + 1)
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
        let casework = try await world.askForErasure()
        let here = [world.team.directorFixture, world.caseworker.fixture, world.counsel.fixture]
        for fixture in here { fixture.advance(by: FourDesks.fortnight + 1) }
        try await world.team.director.say([.lifecycle(.erasureConfirmed)], in: casework)
        for fixture in here { fixture.advance(by: LifecycleRecord.hearing + 1) }
        for _ in 0..<3 {
            try await world.team.settle([world.team.director, world.caseworker.desk, world.counsel.desk])
        }
        #expect(await world.verifier.desk.state.holds(FourDesks.word(.evidence)))
        try await world.verifier.desk.synchronise()
        #expect(await !world.verifier.desk.state.holds(FourDesks.word(.evidence)))
        #expect(await world.verifier.desk.state.case(world.id) == nil)
    }

    @Test func `whoever holds a part that the casework's holders cannot reach is told, and destroys it`() async throws {
        let world = try await FourDesks()
        let lone = try await world.team.admit("Дина", [.counsel])
        let desks = world.desks + [lone.desk]
        try await world.team.settle(desks)
        let evidence = try await world.part(.evidence, on: world.caseworker.desk).compartment
        try await world.caseworker.desk.grantAccess(to: evidence, member: lone.member, reason: "совет")
        try await world.team.settle(desks)
        let legal = try await lone.desk.openCompartment(
            PartDraft(kind: .legal, events: [FourDesks.told("одинокая-метка")]), in: world.id)
        try await world.team.settle(desks)
        await #expect(throws: WorkspaceError.self) { try await lone.desk.destroyPart(legal) }
        lone.fixture.advance(by: FourDesks.fortnight + 1)
        try await world.confirmErasure()
        for _ in 0..<3 { try await world.team.settle(desks) }

        let state = await lone.desk.state
        let record = try #require(state.case(world.id))
        #expect(record.parts.map(\.compartment) == [legal] && state.holds("одинокая-метка"))
        #expect(
            state.destroyers(of: record, for: lone.member).isSuperset(of: [world.director, world.caseworker.member]))
        let today = Today(state, for: lone.member, at: lone.fixture.now).items.map(\.pending)
        #expect(today.contains(.partToDestroy))
        for desk in world.desks {
            #expect(await desk.state.case(world.id) == nil)
            let me = try #require(await desk.me)
            #expect(Matter.leftovers(in: await desk.state, for: me).isEmpty)
        }

        try await lone.desk.destroyPart(legal)
        try await world.team.settle(desks)
        #expect(await lone.desk.state.case(world.id) == nil)
        #expect(await !lone.desk.state.holds("одинокая-метка"))
        #expect(await lone.desk.search("одинокая-метка", limit: 5).isEmpty)
        #expect(Matter.leftovers(in: await lone.desk.state, for: lone.member).isEmpty)
    }

    @Test func `whoever once held such a part signs too, for they could read it`() async throws {
        let world = try await FourDesks()
        let lone = try await world.team.admit("Дина", [.counsel])
        let once = try await world.team.admit("Ева", [.counsel])
        let desks = world.desks + [lone.desk, once.desk]
        try await world.team.settle(desks)
        let evidence = try await world.part(.evidence, on: world.caseworker.desk).compartment
        try await world.caseworker.desk.grantAccess(to: evidence, member: lone.member, reason: "совет")
        try await world.team.settle(desks)
        let legal = try await lone.desk.openCompartment(
            PartDraft(kind: .legal, events: [FourDesks.told("одинокая-метка")]), in: world.id)
        try await world.team.settle(desks)
        try await lone.desk.grantAccess(to: legal, member: once.member, reason: "вместе")
        try await world.team.settle(desks)
        try await lone.desk.endAccess(to: legal, member: once.member, reason: "дальше одна")
        try await world.team.settle(desks)
        lone.fixture.advance(by: FourDesks.fortnight + 1)
        try await world.confirmErasure()
        for _ in 0..<3 { try await world.team.settle(desks) }

        try await lone.desk.destroyPart(legal)
        try await world.team.settle(desks)
        #expect(await lone.desk.state.part(legal) != nil)
        let today = Today(await once.desk.state, for: once.member, at: once.fixture.now).items.map(\.pending)
        #expect(today.contains(.partToDestroy))
        try await once.desk.destroyPart(legal)
        try await world.team.settle(desks)
        for desk in [lone.desk, once.desk] {
            #expect(await desk.state.case(world.id) == nil)
            #expect(await !desk.state.holds("одинокая-метка"))
        }
    }

    /// A file as the person's side seals it, in the relay's blob drawer.
    private func file(_ content: String, at relay: InMemoryRelay) async throws -> Correspondence.Attachment {
        var sealer = AttachmentSealer()
        var ciphertext = sealer.update(Array(content.utf8))
        let (rest, attachment) = sealer.finish(name: "a.txt", mediaType: "text/plain")
        ciphertext += rest
        await relay.store(blob: ciphertext)
        return attachment
    }

    @Test func `answers, files and what the intake kept go with the case, on every desk and at the relay`() async throws
    {
        let relay = InMemoryRelay()
        let photo = try await file("фото-метка", at: relay)
        var duplicate: (visitor: TestVisitor, id: ID<Request>)?
        let world = try await FourDesks(files: [photo], relay: relay) { team, desk, request in
            try await desk.reply(request, body: "Читаем.", files: [])
            let other = try TestVisitor(team.sheet.link, relay)
            await relay.deliver(try await other.first(other.message("Это снова я. Дубль-метка."), now: team.now))
            try await desk.synchronise()
            let id = try #require(await desk.state.requests.last?.id)
            try await desk.open(id)
            try await desk.reply(id, body: "Видим оба.", files: [])
            try await desk.move(id, to: .inTriage, reason: nil, note: "")
            try await desk.step(id, .linked(to: request), note: "Узнала-метка.")
            duplicate = (other, id)
        }
        let bystander = try TestVisitor(world.team.sheet.link, relay)
        await relay.deliver(try await bystander.first(bystander.message("Другой человек."), now: world.team.now))
        try await world.caseworker.desk.reply(
            try #require(await world.caseworker.desk.state.requests.first?.id), body: "Дело заведено.", files: [])
        try await world.team.settle(world.desks)
        let linked = try #require(duplicate)
        let slots = [world.visitor, linked.visitor].flatMap { visitor in
            (1...3 as ClosedRange<UInt32>).map { visitor.keys.secret.slotName($0).bytes }
        }
        var filled = 0
        for slot in slots where await relay.slot(slot) != nil { filled += 1 }
        #expect(filled == 3)
        let kept = await world.caseworker.desk.state.requests.prefix(2).flatMap { $0.timeline.map { Int($0.sequence) } }
        let before = await relay.payloads
        let words = Set(kept).compactMap { before[$0] }
        #expect(words.count >= 10)
        // Every desk has them, whether it can open them or not.
        for log in try logs(world) { #expect(words.allSatisfy { log.contains(subsequence: Array($0[60..<160])) }) }

        try await world.confirmErasure()
        for _ in 0..<3 { try await world.team.settle(world.desks) }

        for slot in slots { #expect(await relay.slot(slot) == nil) }
        #expect(await relay.blob(photo.blob) == nil)
        let after = await relay.payloads
        for place in kept { #expect(after[place] == nil) }
        for log in try logs(world) { #expect(words.allSatisfy { !log.contains(subsequence: Array($0[60..<160])) }) }
        for desk in world.desks {
            for word in ["Первое-метка", "Дубль-метка", "Узнала-метка"] {
                #expect(await !desk.state.holds(word))
                #expect(await desk.search(word, limit: 5).isEmpty)
            }
        }
        // Somebody else's request stays, and the desks agree again after a restart.
        #expect(await world.caseworker.desk.state.requests.map(\.messageCount) == [1])
        #expect(await world.caseworker.desk.state.holds("Другой человек"))
        for desk in world.desks {
            let state = await desk.state
            await desk.lock()
            try await desk.unlock(passphrase: DeskFixture.passphrase)
            #expect(await desk.state == state)
        }
        // The person may begin again with the same words, and is read and answered like anybody.
        await relay.deliver(try await world.visitor.first(world.visitor.message("Я вернулась."), now: world.team.now))
        try await world.team.settle(world.desks)
        let again = try #require(await world.caseworker.desk.state.requests.last)
        #expect(again.messageCount == 1)
        try await world.caseworker.desk.reply(again.id, body: "Слышим.", files: [])
        for _ in 0..<2 { try await world.team.settle(world.desks) }
        let now = world.caseworker.fixture.now
        #expect(try await world.visitor.reply(1, now: now)?.body == "Слышим.")
    }

    private func logs(_ world: FourDesks) throws -> [[UInt8]] {
        try [world.team.directorFixture, world.caseworker.fixture, world.verifier.fixture, world.counsel.fixture]
            .map { try #require(try $0.files()["ledger.log"]) }
    }

    /// The desk is cut off between any two calls to its relay while it destroys a case, and begins again from its files.
    @Test(arguments: (0..<14).flatMap { point in [(point, true), (point, false)] })
    func `an erasure that was cut off is finished`(_ point: Int, _ arrives: Bool) async throws {
        let relay = InMemoryRelay()
        let world = try await FourDesks(relay: relay)
        let owner = world.caseworker
        try await owner.desk.reply(
            try #require(await owner.desk.state.requests.first?.id), body: "Дело заведено.", files: [])
        try await world.team.settle(world.desks)
        let slot = world.visitor.keys.secret.slotName(1).bytes
        #expect(await relay.slot(slot) != nil)
        let kept = try #require(await owner.desk.state.requests.first?.timeline.map { Int($0.sequence) })
        try await world.confirmErasure()
        try await world.team.director.synchronise()
        let left = Mutex(point)
        await relay.setFault { _ in
            left.withLock { left in
                left -= 1
                return left == -1 ? (arrives ? .after : .before) : left < -1 ? .before : nil
            }
        }
        for _ in 0..<3 { try? await owner.desk.synchronise() }
        await owner.desk.lock()
        await relay.setFault { _ in nil }
        let again = owner.desk
        try await again.unlock(passphrase: DeskFixture.passphrase)
        for _ in 0..<3 {
            try await world.team.settle([world.team.director, again, world.verifier.desk, world.counsel.desk])
        }
        #expect(await relay.slot(slot) == nil)
        let after = await relay.payloads
        for place in kept { #expect(after[place] == nil) }
        #expect(await !again.state.holds("Первое-метка"))
        #expect(await again.state.case(world.id) == nil)
        #expect(await again.status.queuedCount == 0)
    }

    @Test func `the sealed keys of a case go with it, whoever they were for, and what is no grant stays`() async throws
    {
        let world = try await FourDesks()
        let relay = world.team.relay
        // A part whose first grant nobody will be able to open: it was for its author alone, who leaves.
        let part = try await world.verifier.desk.openCompartment(
            PartDraft(kind: .evidence, events: [FourDesks.told("второе")]), in: world.id)
        try await world.verifier.desk.grantAccess(to: part, member: world.caseworker.member, reason: "передаю")
        try await world.team.settle(world.desks)
        var grants: [Int: Set<ID<Compartment>>] = [:]
        for desk in world.desks { grants.merge(try await Forger(desk, relay).grants) { first, _ in first } }
        try await world.team.director.remove(world.verifier.member, reason: "ушла")
        let staying = [world.team.director, world.caseworker.desk, world.counsel.desk]
        try await world.team.settle(staying)
        for desk in staying { grants.merge(try await Forger(desk, relay).grants) { first, _ in first } }
        #expect(try await Forger(world.caseworker.desk, relay).grants.count < grants.count, "some are for others alone")
        let before = await relay.payloads
        try await world.confirmErasure(among: staying)
        // Somebody names what is no grant at all, twice over, beside the casework that is erased.
        let casework = try await world.part(.casework, on: world.caseworker.desk).compartment
        try await Forger(world.caseworker.desk, relay).say(.compartmentsErased([casework], grants: [0, 1]))
        for _ in 0..<3 { try await world.team.settle(staying) }

        let after = await relay.payloads
        for place in grants.keys { #expect(after[place] == nil, "\(place) is left at the relay") }
        for place in 0..<2 { #expect(after[place] != nil) }
        for fixture in [world.team.directorFixture, world.caseworker.fixture, world.counsel.fixture] {
            let log = try #require(try fixture.files()["ledger.log"])
            // Of what counsel alone held nobody else can say what it was.
            for place in grants.keys where grants[place] != [world.legal] {
                let payload = try #require(before[place])
                #expect(!log.contains(subsequence: Array(payload[60..<160])), "\(place) is left on a disk")
            }
            for place in 0..<2 {
                #expect(log.contains(subsequence: Array(try #require(before[place])[60..<160])))
            }
        }
        for desk in staying {
            let state = await desk.state
            await desk.lock()
            try await desk.unlock(passphrase: DeskFixture.passphrase)
            #expect(await desk.state == state)
        }
    }

    @Test func `one signature alone destroys nothing that others hold`() async throws {
        let world = try await FourDesks()
        try await world.askForErasure().isHeldNowhereElse(world)
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
