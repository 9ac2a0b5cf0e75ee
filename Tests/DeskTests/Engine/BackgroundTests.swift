// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Testing

/// The loop that runs by itself while a workspace is unlocked.
@Suite(.timeLimit(.minutes(5))) struct BackgroundTests {
    /// Returns when the workspace says that something changed and `isReached` holds.
    private func wait(
        for desk: Workspace, until isReached: @Sendable (Workspace) async -> Bool
    ) async {
        let changes = await desk.changes()
        if await isReached(desk) { return }
        for await _ in changes where await isReached(desk) { return }
    }

    @Test func `a request shows without anybody asking, and a reply goes out by itself`() async throws {
        let fixture = DeskFixture()
        let (desk, sheet) = try await fixture.founded(runsInBackground: true)
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        await wait(for: desk) { await $0.status.connection == .online }
        await fixture.relay.deliver(try await visitor.first(visitor.message("Раз."), now: fixture.now))
        await wait(for: desk) { await !$0.state.requests.isEmpty }
        let request = try #require(await desk.state.requests.first)
        try await desk.reply(request.id, body: "Два.", files: [])
        await wait(for: desk) { await $0.status.queuedCount == 0 }
        #expect(try await visitor.reply(1, now: fixture.now)?.body == "Два.")
        await desk.lock()
        #expect(await desk.phase == .locked)
    }

    @Test func `a desk without its relay waits longer and longer, and comes back by itself`() async throws {
        let fixture = DeskFixture()
        let (desk, _) = try await fixture.founded(runsInBackground: true)
        await wait(for: desk) { await $0.status.connection == .online }
        await fixture.relay.setFault { _ in .before }
        await fixture.relay.endWaits()
        await wait(for: desk) { await $0.status.connection == .offline }
        while fixture.slept.count < 10 { await Task.yield() }
        await fixture.relay.setFault { _ in nil }
        await wait(for: desk) { await $0.status.connection == .online }
        let slept = fixture.slept
        for (index, duration) in slept.prefix(10).enumerated() {
            let longest = Duration.seconds(min(30, 0.5 * Double(1 << min(index, 6))))
            #expect(duration <= longest && duration * 2 >= longest)
        }
        await desk.lock()
    }
}
