// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Sealing
import Testing

/// Anybody can throw anything into the intake drawer. A desk clears out what is for nobody, and nothing else.
@Suite struct DrawerTests {
    private let fixture = DeskFixture()
    private static let kept = 64

    /// As an envelope to somebody else looks, or as nothing looks.
    private static func rubbish(_ number: Int) throws -> [UInt8] {
        number % 2 == 0
            ? [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 8_192)
            : try Bucket.seal([UInt8(truncatingIfNeeded: number)], to: HybridIdentity().recipient)
    }

    private func flood(_ relay: InMemoryRelay, _ count: Int) async throws {
        for number in 0..<count { await relay.deliver(try Self.rubbish(number)) }
    }

    @Test func `under a flood every message arrives and the drawer empties`() async throws {
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        try await flood(fixture.relay, 100)
        await fixture.relay.deliver(try await visitor.first(visitor.message("Меня слышно?"), now: fixture.now))
        try await flood(fixture.relay, 100)
        try await desk.synchronise()
        #expect(await desk.state.requests.first?.firstMessage?.body == "Меня слышно?")
        #expect(await fixture.relay.intakeCount == 200, "each is looked at twice")
        try await desk.synchronise()
        try await desk.synchronise()
        #expect(await fixture.relay.intakeCount == Self.kept)
        #expect(await desk.status.unreadableCount == Self.kept)
        #expect(await desk.status.sweptCount == 200 - Self.kept)
        // The room is free for whoever comes next.
        await fixture.relay.deliver(try await visitor.followUp(visitor.message("И теперь?"), now: fixture.now))
        try await desk.synchronise()
        #expect(await desk.state.requests.first?.messageCount == 2)
    }

    @Test func `whoever is on duty has said that they saw what no key opens, and is not told again after unlocking`()
        async throws
    {
        let (desk, _) = try await fixture.founded()
        for number in [2, 3, 5] { await fixture.relay.deliver(try Self.rubbish(number)) }
        try await desk.synchronise()
        let told = try #require(await desk.status.unseenEnvelopes)
        #expect(told.count == 2, "one was no envelope at all")
        await fixture.relay.deliver(try Self.rubbish(7))
        try await desk.synchronise()
        try await desk.seeEnvelopes(told)
        #expect(await desk.status.unseenEnvelopes?.count == 1)
        #expect(await desk.status.closedCount == 3)
        await desk.lock()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        try await desk.synchronise()
        #expect(await desk.status.unseenEnvelopes?.count == 1)
        try await desk.seeEnvelopes(try #require(await desk.status.unseenEnvelopes))
        #expect(await desk.status.unseenEnvelopes == nil)
    }

    @Test func `a few stay where they are`() async throws {
        let (desk, _) = try await fixture.founded()
        try await flood(fixture.relay, Self.kept)
        for _ in 0..<3 { try await desk.synchronise() }
        #expect(await fixture.relay.intakeCount == Self.kept)
        #expect(await desk.status.sweptCount == 0)
    }

    @Test func `one pass reads so much and no more, and the next goes on`() async throws {
        let (desk, sheet) = try await fixture.founded()
        try await flood(fixture.relay, 1_100)
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        await fixture.relay.deliver(try await visitor.first(visitor.message("За всеми."), now: fixture.now))
        try await desk.synchronise()
        #expect(await desk.state.requests.isEmpty)
        try await desk.synchronise()
        #expect(await desk.state.requests.count == 1)
    }

    @Test func `without the newest card nothing is removed`() async throws {
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        try await flood(fixture.relay, 100)
        await fixture.relay.vacate([visitor.link.cardSlotName(version: 1).bytes])
        for _ in 0..<3 { try await desk.synchronise() }
        #expect(await fixture.relay.intakeCount == 100)
    }

    @Test func `while the clocks disagree nothing is removed`() async throws {
        let (desk, _) = try await fixture.founded()
        try await flood(fixture.relay, 100)
        fixture.relay.setClock(ahead: 30 * 86_400)
        for _ in 0..<3 { try await desk.synchronise() }
        #expect(await fixture.relay.intakeCount == 100)
    }

    @Test func `who is not on intake duty removes nothing`() async throws {
        let team = try await TeamFixture()
        let other = try await team.admit("Борис", [.caseworker])
        try await team.settle([team.director, other.desk])
        try await flood(team.relay, 100)
        for _ in 0..<3 { try await other.desk.synchronise() }
        #expect(await team.relay.intakeCount == 100)
        #expect(await other.desk.status.sweptCount == 0)
        for _ in 0..<3 { try await team.director.synchronise() }
        #expect(await team.relay.intakeCount == Self.kept)
    }

    @Test func `whoever cannot admit anybody leaves a request to join where it is`() async throws {
        let team = try await TeamFixture()
        let other = try await team.admit("Борис", [.intake])
        try await team.settle([team.director, other.desk])
        try await flood(team.relay, 100)
        let machine = DeskFixture(relay: team.relay, token: "none", now: team.now)
        let applicant = try machine.open()
        let waiting = try await team.ask(applicant, "Вера")
        for _ in 0..<3 { try await other.desk.synchronise() }
        try await team.director.synchronise()
        #expect(await team.director.applicants.contains { $0.fingerprint == waiting.fingerprint })
        for _ in 0..<3 { try await team.director.synchronise() }
        #expect(await team.director.applicants.contains { $0.fingerprint == waiting.fingerprint })
        #expect(try machine.files()["device.keys"] != nil)
    }

    /// A card and a message sealed to it can come between a desk's reading of the ledger and of the drawer.
    @Test func `a message to a key that the desk has not heard of yet is not taken for rubbish`() async throws {
        let team = try await TeamFixture()
        let other = try await team.admit("Борис", [.intake])
        try await team.settle([team.director, other.desk])
        for machine in [team.directorFixture, other.fixture] { machine.advance(by: 8 * 86_400) }
        let (relay, director, now, link) = (team.relay, team.director, team.now, team.sheet.link)
        let written = 80
        await relay.before(.readIntake) {
            try? await director.synchronise()
            for number in 0..<written {
                guard let visitor = try? TestVisitor(link, relay),
                    let envelope = try? await visitor.first(visitor.message("\(number)"), now: now)
                else { return }
                await relay.deliver(envelope)
            }
        }
        try await other.desk.synchronise()
        #expect(await relay.intakeCount == written)
        for _ in 0..<3 { try await other.desk.synchronise() }
        #expect(await other.desk.state.requests.count == written)
        #expect(await other.desk.status.sweptCount == 0)
    }
}
