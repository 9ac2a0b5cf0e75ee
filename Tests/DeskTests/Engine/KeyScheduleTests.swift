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
        #expect(await desk.status.unreadableCount == 1, "whoever is on intake duty has every key that there is")
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

    // MARK: - A clock that jumps

    static let year: UInt64 = 365 * 24 * 3_600

    /// Once more, and again: nothing may be left that is due for ever.
    private func settle(_ desk: Workspace) async throws -> UInt32? {
        for _ in 0..<4 { try await desk.synchronise() }
        return await desk.state.card?.version
    }

    @Test func `a card that a clock published a year ahead is replaced when the clock is back`() async throws {
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        fixture.advance(by: Self.year)
        #expect(try await settle(desk) == 2)
        fixture.setBack(by: Self.year)
        await #expect(throws: CardError.notYetValid) { try await opened(2, of: visitor) }
        #expect(try await settle(desk) == 3)
        let card = try await opened(3, of: visitor)
        #expect(card.issued == fixture.now)
        // What is sealed to the new card opens, and the schedule goes on from it.
        await fixture.relay.deliver(
            try visitor.message("Слышно?").sealedAsFirst(keys: visitor.keys, language: "ru", to: card.intake))
        try await desk.synchronise()
        #expect(await desk.state.requests.count == 1)
        fixture.advance(by: Self.week - 1)
        #expect(try await settle(desk) == 3)
        fixture.advance(by: 1)
        #expect(try await settle(desk) == 4)
    }

    @Test func `a clock that jumps again and again costs two cards each time and no more`() async throws {
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        for jump in 0..<3 as Range<UInt32> {
            fixture.advance(by: Self.year + UInt64(jump))
            #expect(try await settle(desk) == 2 + 2 * jump)
            fixture.setBack(by: Self.year + UInt64(jump))
            #expect(try await settle(desk) == 3 + 2 * jump)
        }
        #expect(try await opened(7, of: visitor).validUntil > fixture.now)
    }

    @Test func `a clock that was far behind destroys no key that is in use when it is right again`() async throws {
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        fixture.advance(by: 4 * Self.week)
        _ = try await settle(desk)
        fixture.setBack(by: 3 * Self.week)
        let behind = try await settle(desk)
        #expect(try await settle(desk) == behind)
        let onItsWay = try await opened(try #require(behind), of: visitor).intake
        fixture.advance(by: 3 * Self.week)
        _ = try await settle(desk)
        await fixture.relay.deliver(
            try visitor.message("Успел.").sealedAsFirst(keys: visitor.keys, language: "ru", to: onItsWay))
        try await desk.synchronise()
        #expect(await desk.state.requests.count == 1)
    }

    @Test func `the key of a card from the future goes when its successor has served its grace`() async throws {
        let (desk, _) = try await fixture.founded()
        fixture.advance(by: Self.year)
        _ = try await settle(desk)
        let grants = await fixture.relay.payloads.enumerated().filter { $0.element != nil }.map(\.offset)
        fixture.setBack(by: Self.year - 60)
        for _ in 0..<4 {
            _ = try await settle(desk)
            fixture.advance(by: Self.week)
        }
        // The founder's first intake key and the one of the year ahead.
        let gone = await fixture.relay.payloads.enumerated().filter { $0.element == nil }.map(\.offset)
        #expect(gone.filter { grants.contains($0) }.count == 2)
    }

    @Test func `a desk whose clock the relay contradicts publishes and destroys nothing, and says so`() async throws {
        let (desk, _) = try await fixture.founded()
        fixture.advance(by: Self.week)
        #expect(try await settle(desk) == 2)
        let ledger = await fixture.relay.payloads
        fixture.advance(by: Self.year)
        fixture.relay.setClock(ahead: -Int64(Self.year))
        #expect(try await settle(desk) == 2)
        #expect(await fixture.relay.payloads == ledger)
        #expect(await desk.status.clockDifference == -Int64(Self.year))
        fixture.setBack(by: Self.year)
        fixture.relay.setClock(ahead: 0)
        #expect(try await settle(desk) == 2)
        #expect(await desk.status.clockDifference == nil)
    }

    private func opened(_ version: UInt32, of visitor: TestVisitor) async throws -> OrganisationCard {
        let slot = try #require(await fixture.relay.slot(visitor.link.cardSlotName(version: version).bytes))
        return try OrganisationCard(opening: slot, version: version, link: visitor.link, now: fixture.now)
    }
}
