// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Testing

@Suite struct KeyScheduleTests {
    let fixture = DeskFixture()
    static let week: UInt64 = 7 * 24 * 3_600

    @Test func `the intake key is replaced every week, and the card with it`() async throws {
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        let first = try await visitor.card(now: fixture.now)
        try await desk.synchronise()
        #expect(try await visitor.card(now: fixture.now).version == 1)
        fixture.advance(by: Self.week)
        try await desk.synchronise()
        let second = try await visitor.card(now: fixture.now)
        #expect(second.version == 2)
        #expect(second.intake != first.intake)
        #expect(second.voices == first.voices)
        #expect(await desk.status.cardValidUntil == second.validUntil)
        #expect(await desk.state.card?.version == 2)
    }

    @Test func `an envelope to the key before still opens, until its grace is over`() async throws {
        let (desk, sheet) = try await fixture.founded()
        let early = try TestVisitor(sheet.link, fixture.relay)
        let onItsWay = try await early.first(early.message("Успел."), now: fixture.now)
        let late = try TestVisitor(sheet.link, fixture.relay)
        let tooLate = try await late.first(late.message("Опоздал."), now: fixture.now)
        fixture.advance(by: Self.week)
        try await desk.synchronise()
        await fixture.relay.deliver(onItsWay)
        try await desk.synchronise()
        #expect(await desk.state.requests.count == 1)

        fixture.advance(by: 2 * Self.week + 1)
        try await desk.synchronise()
        await fixture.relay.deliver(tooLate)
        try await desk.synchronise()
        #expect(await desk.state.requests.count == 1)
        #expect(await fixture.relay.intakeCount == 1)
        #expect(await desk.status.unreadableCount == 0, "it may be for others, so it is not counted")
    }

    @Test func `a key that has served is erased at the relay and on this machine`() async throws {
        let (desk, _) = try await fixture.founded()
        let grant = try #require(await fixture.relay.payloads[3])
        fixture.advance(by: Self.week)
        try await desk.synchronise()
        #expect(await fixture.relay.payloads[3] != nil)
        fixture.advance(by: 2 * Self.week + 1)
        try await desk.synchronise()
        #expect(await fixture.relay.payloads[3] == nil)
        let log = try #require(try fixture.files()["ledger.log"])
        #expect(!log.contains(subsequence: Array(grant[100..<200])))
        // The tree still holds, and so does the desk's own copy.
        await desk.lock()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        try await desk.synchronise()
        #expect(await desk.status.connection == .online)
        #expect(await desk.state.card?.version == 3)
    }

    @Test func `a desk that was away for long publishes a card at once`() async throws {
        let (desk, sheet) = try await fixture.founded()
        await desk.lock()
        fixture.advance(by: 10 * Self.week)
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        try await desk.synchronise()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        let slot = try #require(await fixture.relay.slot(visitor.link.cardSlotName(version: 2).bytes))
        let card = try OrganisationCard(opening: slot, version: 2, link: visitor.link, now: fixture.now)
        #expect(card.validUntil > fixture.now + 4 * Self.week)
    }
}
