// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Testing

@Suite struct IntakeTests {
    let fixture = DeskFixture()

    @Test func `a repeated envelope adds nothing and leaves the drawer`() async throws {
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        let envelope = try await visitor.first(visitor.message("Раз."), now: fixture.now)
        await fixture.relay.deliver(envelope)
        await fixture.relay.deliver(envelope)
        try await desk.synchronise()
        await fixture.relay.deliver(envelope)
        try await desk.synchronise()
        #expect(await desk.state.requests.first?.messageCount == 1)
        #expect(await desk.state.refused.isEmpty)
        #expect(await fixture.relay.ledgerCount == 7)
        #expect(await fixture.relay.intakeCount == 0)
    }

    @Test func `a message that was sealed twice is one message`() async throws {
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        let message = visitor.message("Раз.")
        await fixture.relay.deliver(try await visitor.first(message, now: fixture.now))
        await fixture.relay.deliver(try await visitor.first(message, now: fixture.now))
        await fixture.relay.deliver(try await visitor.followUp(message, now: fixture.now))
        try await desk.synchronise()
        #expect(await desk.state.requests.first?.messageCount == 1)
        #expect(await fixture.relay.intakeCount == 0)
    }

    @Test func `what nobody can read is counted, left alone and does not hold up others`() async throws {
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        await fixture.relay.deliver([UInt8](repeating: 7, count: 8_192))
        await fixture.relay.deliver(try await visitor.first(visitor.message("Раз."), now: fixture.now))
        try await desk.synchronise()
        #expect(await desk.state.requests.count == 1)
        #expect(await desk.status.unreadableCount == 1)
        #expect(await fixture.relay.intakeCount == 1)
        try await desk.synchronise()
        #expect(await desk.status.unreadableCount == 1)
        #expect(await fixture.relay.ledgerCount == 7)
    }

    @Test func `a follow-up whose MAC is another conversation's is not believed`() async throws {
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        await fixture.relay.deliver(try await visitor.first(visitor.message("Раз."), now: fixture.now))
        try await desk.synchronise()
        let forger = try TestVisitor(sheet.link, fixture.relay)
        let card = try await forger.card(now: fixture.now)
        let forged = try forged(by: forger, in: visitor, to: card)
        await fixture.relay.deliver(forged)
        try await desk.synchronise()
        #expect(await desk.state.requests.first?.messageCount == 1)
        #expect(await desk.status.unreadableCount == 1)
        #expect(await fixture.relay.intakeCount == 1)
    }

    /// A follow-up under the forger's secret that names the victim's conversation.
    private func forged(by forger: TestVisitor, in victim: TestVisitor, to card: OrganisationCard) throws -> [UInt8] {
        let honest = try forger.message("Подлог.").sealedAsFollowUp(keys: forger.keys, to: card.intake)
        // Without the intake key nobody can change an envelope, so the forger writes one from scratch.
        return try ForgedFollowUp.envelope(
            naming: victim.keys.secret.id, like: honest, to: card.intake)
    }

    @Test func `a follow-up that came before its conversation waits for it`() async throws {
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        await fixture.relay.deliver(try await visitor.followUp(visitor.message("Второе."), now: fixture.now))
        try await desk.synchronise()
        #expect(await desk.status.unreadableCount == 1)
        await fixture.relay.deliver(try await visitor.first(visitor.message("Первое."), now: fixture.now))
        try await desk.synchronise()
        try await desk.synchronise()
        #expect(await desk.state.requests.first?.messageCount == 2)
        #expect(await desk.status.unreadableCount == 0)
        #expect(await fixture.relay.intakeCount == 0)
    }

    @Test func `many requests at once all arrive`() async throws {
        let (desk, sheet) = try await fixture.founded()
        for number in 0..<70 {
            let visitor = try TestVisitor(sheet.link, fixture.relay)
            await fixture.relay.deliver(try await visitor.first(visitor.message("Номер \(number)"), now: fixture.now))
        }
        try await desk.synchronise()
        #expect(await desk.state.requests.map { $0.firstMessage?.body } == (0..<70).map { "Номер \($0)" })
        #expect(await fixture.relay.intakeCount == 0)
    }

    @Test func `a pass that sent something of its own looks at the intake once more`() async throws {
        let team = try await TeamFixture()
        let other = try await team.admit("Борис", [.caseworker])
        try await team.settle([team.director, other.desk])
        let director = try #require(await team.director.me)
        _ = try await other.desk.openCase(
            CaseDraft(alias: "Клён", parts: [PartDraft(kind: .identity, members: [director: "вместе"])]))
        try await team.settle([other.desk, team.director])
        let part = try #require(await other.desk.state.cases.first?.parts.first).compartment
        // Whoever leaves lets those who stay start the next epoch: the director's desk does so in a pass.
        try await other.desk.endAccess(to: part, member: other.member, reason: "закончено")
        try await other.desk.synchronise()
        let before = await team.relay.calls.count
        try await team.director.synchronise()
        let calls = Array(await team.relay.calls.dropFirst(before))
        let sent = try #require(calls.lastIndex(of: .append))
        #expect(calls[sent...].contains(.readIntake))
    }
}
