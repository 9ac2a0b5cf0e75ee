// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import RelayAPI
import Testing

/// The desk sets what opens the relay's shelves, and decides when they are divided.
@Suite struct ShelfTests {
    let fixture = DeskFixture()

    @Test func `whoever has the link can open the shelves once a desk was there`() async throws {
        let (desk, sheet) = try await fixture.founded()
        try await desk.synchronise()
        let link = try #require(OrganisationLink(parsing: sheet.link))
        #expect(await fixture.relay.shelfLock == ShelfToken(link.shelfToken)?.lock)
    }

    @Test func `the lock is set once an unlocking, and again when the relay did not hear it`() async throws {
        let (desk, _) = try await fixture.founded()
        await fixture.relay.setFault { $0 == .lockShelves ? .before : nil }
        await #expect(throws: WorkspaceError.relayUnreachable) { try await desk.synchronise() }
        #expect(await fixture.relay.shelfLock == nil)
        await fixture.relay.setFault { _ in nil }
        for _ in 0..<3 { try await desk.synchronise() }
        #expect(await fixture.relay.calls.count { $0 == .lockShelves } == 1)
    }

    /// Visitors of whom so many lie on either half.
    private func visitors(_ counts: [Int], _ link: String) throws -> [TestVisitor] {
        let depth = try #require(ShelfDepth(bitCount: 1))
        var halves: [[TestVisitor]] = [[], []]
        while halves[0].count < counts[0] || halves[1].count < counts[1] {
            let visitor = try TestVisitor(link, fixture.relay)
            let half = visitor.keys.secret.shelf(at: depth).mark[0] == 0 ? 0 : 1
            if halves[half].count < counts[half] { halves[half].append(visitor) }
        }
        return halves.flatMap { $0 }
    }

    @Test func `shelves are divided with a new card when each half holds enough answered conversations`() async throws {
        let (desk, sheet) = try await fixture.founded()
        let visitors = try visitors([32, 33], sheet.link)
        for visitor in visitors {
            await fixture.relay.deliver(try await visitor.first(visitor.message("Здравствуйте."), now: fixture.now))
        }
        try await desk.synchronise()
        let requests = await desk.state.requests.map(\.id)
        #expect(requests.count == 65)
        for request in requests.dropLast(2) { try await desk.reply(request, body: "Мы с вами.", files: []) }
        fixture.advance(by: KeyScheduleTests.week)
        try await desk.synchronise()
        // One half has 31 or fewer answered, whoever the last two are.
        let cards = try await card(of: visitors[0])
        #expect(cards.version == 2 && cards.shelfDepth == .everything)

        for request in requests.suffix(2) { try await desk.reply(request, body: "Мы с вами.", files: []) }
        fixture.advance(by: KeyScheduleTests.week)
        try await desk.synchronise()
        let divided = try await card(of: visitors[0])
        #expect(divided.version == 3 && divided.shelfDepth.bitCount == 1)
        #expect(await desk.state.card?.shelfDepth == 1)

        let old = visitors[0].keys.secret.slotName(1, at: .everything).bytes
        #expect(await fixture.relay.slot(old) != nil, "answers stay where they are")
        let request = try #require(ID<Request>(visitors[0].keys.secret.id.bytes))
        try await desk.reply(request, body: "Ещё раз.", files: [])
        try await desk.synchronise()
        #expect(try await visitors[0].reply(2, now: fixture.now)?.body == "Ещё раз.")
    }

    private func card(of visitor: TestVisitor) async throws -> OrganisationCard {
        try await visitor.card(now: fixture.now)
    }
}
