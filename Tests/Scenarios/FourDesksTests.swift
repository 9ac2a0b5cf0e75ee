// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import RelayAPI
import Synchronization
import Testing

@Suite struct FourDesksTests {
    @Test func `each compartment is seen by whoever holds its key, and by nobody else in any way`() async throws {
        let world = try await FourDesks()
        let (director, caseworker) = (world.team.director, world.caseworker.desk)
        let (verifier, counsel) = (world.verifier.desk, world.counsel.desk)
        await world.expect(FourDesks.word(.casework), onlyAt: [director, caseworker, counsel])
        await world.expect(FourDesks.word(.conversation), onlyAt: [caseworker])
        await world.expect(FourDesks.word(.identity), onlyAt: [caseworker])
        await world.expect(FourDesks.word(.whereabouts), onlyAt: [caseworker])
        await world.expect(FourDesks.word(.evidence), onlyAt: [caseworker, verifier])
        await world.expect(FourDesks.word(.legal), onlyAt: [counsel])
        await world.expect("Первое-метка", onlyAt: [director, caseworker])

        #expect(await director.state.case(world.id)?.parts.map(\.kind) == [.casework])
        #expect(await verifier.state.case(world.id)?.parts.map(\.kind) == [.evidence])
        #expect(await counsel.state.case(world.id)?.parts.map(\.kind) == [.casework, .legal])
        #expect(await verifier.state.requests.isEmpty)
        for desk in world.desks {
            #expect(await desk.state.refused.isEmpty)
            #expect(await desk.status.unreadableCount == 0)
        }
        for payload in await world.team.relay.everything {
            for secret in FourDesks.secrets {
                #expect(!payload.contains(subsequence: Array(secret.word.utf8)))
            }
        }
    }

    @Test func `a key that comes late opens what was written before, on that desk alone`() async throws {
        let world = try await FourDesks()
        let evidence = try await world.part(.evidence, on: world.caseworker.desk)
        try await world.caseworker.desk.grantAccess(
            to: evidence.compartment, member: world.counsel.member, reason: "жалоба")
        try await world.team.settle(world.desks)
        await world.expect(
            FourDesks.word(.evidence), onlyAt: [world.caseworker.desk, world.verifier.desk, world.counsel.desk])
        let expected = try await world.part(.evidence, on: world.caseworker.desk)
        #expect(try await world.part(.evidence, on: world.counsel.desk) == expected)
        let state = await world.counsel.desk.state
        await world.counsel.desk.lock()
        try await world.counsel.desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(await world.counsel.desk.state == state)
    }

    /// An open page asks anew when its desk calls it: in step with a part that it must not know of, that would tell of the part.
    @Test func `what is written where a desk has no key calls none of its pages`() async throws {
        let world = try await FourDesks()
        let desk = world.counsel.desk
        world.team.relay.setDisk(DiskUse(used: 5_000_000, share: 100_000_000, isFull: false))
        try await desk.synchronise()
        let (changes, room) = (await desk.changes(), await desk.status.room)
        let calls = Mutex(0)
        let listening = Task { for await _ in changes { calls.withLock { $0 += 1 } } }
        let evidence = try await world.part(.evidence, on: world.caseworker.desk).compartment
        try await world.caseworker.desk.say([FourDesks.told("тихо-метка")], in: evidence)
        try await world.caseworker.desk.synchronise()
        // What it took at the relay.
        world.team.relay.setDisk(DiskUse(used: 6_000_000, share: 100_000_000, isFull: false))
        try await desk.synchronise()
        try await Task.sleep(for: .milliseconds(50))
        #expect(calls.withLock { $0 } == 0)
        #expect(await desk.status.room == room)
        let casework = try await world.part(.casework, on: world.caseworker.desk).compartment
        try await world.caseworker.desk.say([.lifecycle(.noted("громко"))], in: casework)
        try await world.caseworker.desk.synchronise()
        try await desk.synchronise()
        try await Task.sleep(for: .milliseconds(50))
        #expect(calls.withLock { $0 } > 0)
        listening.cancel()
    }

    @Test func `whoever's access ended reads nothing that is written afterwards`() async throws {
        let world = try await FourDesks()
        let evidence = try await world.part(.evidence, on: world.caseworker.desk).compartment
        try await world.caseworker.desk.endAccess(to: evidence, member: world.verifier.member, reason: "закончила")
        try await world.caseworker.desk.say([FourDesks.told("после-метка")], in: evidence)
        try await world.team.settle(world.desks)
        await world.expect("после-метка", onlyAt: [world.caseworker.desk])
        await world.expect(FourDesks.word(.evidence), onlyAt: [world.caseworker.desk, world.verifier.desk])
        #expect(try await world.part(.evidence, on: world.caseworker.desk).access.epochs.count == 2)
    }

    @Test func `what the person writes after an answer goes to the case's holders, wherever it was sealed to`()
        async throws
    {
        let world = try await FourDesks()
        let (relay, now) = (world.team.relay, world.team.now)
        let request = try #require(await world.caseworker.desk.state.requests.first).id
        // Before the person has read an answer they still write to the card's key.
        await relay.deliver(
            try await world.visitor.followUp(world.visitor.message("Раньше-метка."), now: now))
        try await world.team.settle([world.team.director, world.caseworker.desk])
        #expect(
            try await world.part(.conversation, on: world.caseworker.desk).conversationTexts.contains("Раньше-метка."))

        try await world.caseworker.desk.reply(request, body: "Пишите сюда.", files: [])
        try await world.caseworker.desk.synchronise()
        let reply = try #require(try await world.visitor.reply(1, now: now))
        let writeTo = try #require(reply.writeTo)
        await relay.deliver(
            try world.visitor.message("Позже-метка.").sealedAsFollowUp(keys: world.visitor.keys, to: writeTo))
        try await world.team.director.synchronise()
        #expect(await relay.intakeCount == 1)
        try await world.team.settle(world.desks)
        #expect(await relay.intakeCount == 0)
        await world.expect("Позже-метка", onlyAt: [world.caseworker.desk])
    }

    @Test func `attachments are fetched by desks that hold the keys they need, and by no others`() async throws {
        let world = try await FourDesks()
        let request = try #require(await world.caseworker.desk.state.requests.first).id
        let file = try await world.caseworker.desk.attach(
            name: "план.pdf", mediaType: "application/pdf", bytes: OneChunk([1, 2, 3]))
        try await world.caseworker.desk.reply(request, body: "Вот.", files: [file])
        try await world.team.settle(world.desks)
        for desk in world.desks { try await desk.fetchMissingFiles() }
        func has(_ fixture: DeskFixture) throws -> Bool { try fixture.files().keys.contains { $0.hasPrefix("blobs/") } }
        #expect(try has(world.caseworker.fixture))
        #expect(try !has(world.verifier.fixture))
        #expect(try !has(world.counsel.fixture))
        #expect(try !has(world.team.directorFixture))
    }
}

extension PartRecord {
    fileprivate var conversationTexts: [String] { log.flatMap(\.event.texts) }
}

/// A small file as a page hands it over.
struct OneChunk: AsyncSequence, Sendable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    struct AsyncIterator: AsyncIteratorProtocol {
        var bytes: [UInt8]?
        mutating func next() async throws -> [UInt8]? {
            defer { bytes = nil }
            return bytes
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(bytes: bytes) }
}
