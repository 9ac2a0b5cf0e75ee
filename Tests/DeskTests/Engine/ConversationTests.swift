// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Testing

@Suite struct ConversationTests {
    @Test func `a request arrives, is read and answered, and the person reads the answer`() async throws {
        let fixture = DeskFixture()
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        await fixture.relay.deliver(try await visitor.first(visitor.message("Меня ищут."), now: fixture.now))
        try await desk.synchronise()

        let request = try #require(await desk.state.requests.first)
        #expect(request.firstMessage?.body == "Меня ищут.")
        #expect(request.state == .received)
        #expect(await fixture.relay.intakeCount == 0)

        try await desk.open(request.id)
        try await desk.reply(request.id, body: "Мы здесь.", files: [])
        #expect(await desk.status.queuedCount == 2)
        #expect(await desk.state.requests.first?.replyCount == 1)
        try await desk.synchronise()
        #expect(await desk.status.queuedCount == 0)
        #expect(await desk.status.connection == .online)

        let reply = try #require(try await visitor.reply(1, now: fixture.now))
        #expect(reply.body == "Мы здесь.")

        await fixture.relay.deliver(try await visitor.followUp(visitor.message("Спасибо."), now: fixture.now))
        try await desk.synchronise()
        let again = try #require(await desk.state.requests.first)
        #expect(await desk.state.requests.count == 1)
        #expect(again.messageCount == 2)
        #expect(again.unreadCount == 1)
    }

    @Test func `everything is there again after locking and unlocking, without the relay`() async throws {
        let fixture = DeskFixture()
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        await fixture.relay.deliver(try await visitor.first(visitor.message("Меня ищут."), now: fixture.now))
        try await desk.synchronise()
        let before = await desk.state
        await desk.lock()
        #expect(await desk.phase == .locked)
        #expect(await desk.state.requests.isEmpty)
        await fixture.relay.setFault { _ in .before }
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(await desk.state == before)
        #expect(await desk.search("ищут", limit: 5).count == 1)
    }
}
