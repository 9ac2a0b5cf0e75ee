// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import RelayConnection
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

    @Test func `a desk whose relay stands still says so while its calls wait, and says it is back`() async throws {
        let fixture = DeskFixture()
        let (desk, _) = try await fixture.founded(runsInBackground: true)
        await wait(for: desk) { await $0.status.connection == .online }
        while await calls(.waitForChanges, at: fixture.relay) < 1 { await Task.yield() }
        let waits = await calls(.waitForChanges, at: fixture.relay)
        // Whether the desk listens already cannot be seen from here.
        while await desk.status.connection == .online {
            await fixture.relay.standStill()
            await Task.yield()
        }
        #expect(await desk.status.connection == .offline)
        #expect(await calls(.waitForChanges, at: fixture.relay) == waits && fixture.slept.isEmpty)
        await fixture.relay.endWaits()
        await wait(for: desk) { await $0.status.connection == .online }
        await desk.lock()
    }

    @Test func `an alarm stays where the relay stands still`() async throws {
        let fixture = DeskFixture()
        let (desk, _) = try await fixture.founded(runsInBackground: true)
        await wait(for: desk) { await $0.status.connection == .online }
        await fixture.relay.setFault { _ in .refused(.otherRelay) }
        await fixture.relay.endWaits()
        await wait(for: desk) { await $0.status.connection == .alarm(Alarm.otherRelay.rawValue) }
        for _ in 0..<1_000 {
            await fixture.relay.standStill()
            await Task.yield()
        }
        #expect(await desk.status.connection == .alarm(Alarm.otherRelay.rawValue))
        await desk.lock()
    }

    private func calls(_ call: InMemoryRelay.Call, at relay: InMemoryRelay) async -> Int {
        await relay.calls.count { $0 == call }
    }

    @Test func `a desk for which the intake drawer is empty waits quietly`() async throws {
        let fixture = DeskFixture()
        do {
            let (founder, sheet) = try await fixture.founded()
            let visitor = try TestVisitor(sheet.link, fixture.relay)
            await fixture.relay.deliver(try await visitor.first(visitor.message("Раз."), now: fixture.now))
            try await founder.synchronise()
            await founder.lock()
        }
        #expect(await fixture.relay.intakeCount == 0)

        let desk = try fixture.open(runsInBackground: true)
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        // The first wait tells what the relay has had; the second one lasts.
        while await calls(.waitForChanges, at: fixture.relay) < 2 { await Task.yield() }
        for _ in 0..<5_000 { await Task.yield() }
        #expect(await calls(.waitForChanges, at: fixture.relay) == 2)
        #expect(fixture.slept.isEmpty)
        await desk.lock()
    }

    @Test func `a relay that calls for nothing is listened to less and less`() async throws {
        let fixture = DeskFixture()
        let (desk, _) = try await fixture.founded(runsInBackground: true)
        await wait(for: desk) { await $0.status.connection == .online }
        await fixture.relay.callForNothing()
        while fixture.slept.count < 8 { await Task.yield() }
        let longest = fixture.slept.prefix(8).max() ?? .zero
        #expect(longest >= .seconds(15) && longest <= .seconds(30))
        #expect(await desk.status.connection == .online)
        await desk.lock()
    }

    @Test func `a desk whose reply is held hears of what comes and sends what is written, and tries again later`()
        async throws
    {
        let fixture = DeskFixture()
        let (request, visitor): (ID<Request>, TestVisitor)
        do {
            let founder: Workspace
            (founder, request, visitor) = try await fixture.replyWithFile()
            await founder.lock()
        }
        let relay = fixture.relay
        await relay.setFault { $0 == .upload ? .full : nil }
        let desk = try fixture.open(runsInBackground: true)
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        await wait(for: desk) { await $0.status.connection == .full }
        await relay.deliver(try await visitor.followUp(visitor.message("Два."), now: fixture.now))
        await wait(for: desk) { await $0.state.requests.first?.messageCount == 2 }
        try await desk.addNote(request, body: "Заметка.")
        await wait(for: desk) { await $0.status.queuedCount == 1 }
        #expect(await desk.status.connection == .full)
        #expect(fixture.slept.isEmpty)
        #expect(await calls(.upload, at: relay) <= 2)
        await relay.setFault { _ in nil }
        // The wait is over, and nobody had anything to say. A wait that begins after this ends at the next.
        while await desk.status.queuedCount > 0 {
            await relay.endWaits()
            await Task.yield()
        }
        await wait(for: desk) { await $0.status.connection == .online }
        #expect(try await visitor.reply(1, now: fixture.now)?.attachments.count == 1)
        await desk.lock()
    }

    @Test func `a busy relay is left alone for as long as it asks`() async throws {
        let fixture = DeskFixture()
        let (desk, _) = try await fixture.founded(runsInBackground: true)
        await wait(for: desk) { await $0.status.connection == .online }
        await fixture.relay.setFault { $0 == .waitForChanges ? .busy(20) : nil }
        await fixture.relay.endWaits()
        while fixture.slept.count < 3 { await Task.yield() }
        #expect(fixture.slept.prefix(3).allSatisfy { $0 >= .seconds(20) && $0 <= .seconds(30) })
        await desk.lock()
    }
}
