// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Testing

@Suite struct WaitingReplySyncTests {
    let fixture = DeskFixture()

    @Test func `a reply waits until the person can find it`() async throws {
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        await fixture.relay.deliver(try await visitor.first(visitor.message("Раз."), now: fixture.now))
        try await desk.synchronise()
        let request = try #require(await desk.state.requests.first).id
        try await desk.addNote(request, body: "Заметка.")
        #expect(await desk.status.waitingReplies.isEmpty, "only a reply is waited for")
        await fixture.relay.setFault { _ in .before }
        try await desk.reply(request, body: "Ответ.", files: [])
        let reply = try #require(await desk.state.requests.first?.timeline.last)
        #expect(await desk.status.waitingReplies == [reply.entry])
        try? await desk.synchronise()
        #expect(await desk.status.waitingReplies == [reply.entry])
        await fixture.relay.setFault { _ in nil }
        try await desk.synchronise()
        #expect(await desk.status.waitingReplies.isEmpty)
        #expect(try await visitor.reply(1, now: fixture.now)?.body == "Ответ.")
    }
}
