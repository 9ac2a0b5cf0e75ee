// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
@testable import Desk
import DeskFormats
import LifeboatTestSupport
import RelayConnection
import Testing

extension DeskFixture {
    /// A reply with a file that waits, the request it answers, and the visitor.
    func replyWithFile() async throws -> (desk: Workspace, request: ID<Request>, visitor: TestVisitor) {
        let (desk, sheet) = try await founded()
        let visitor = try TestVisitor(sheet.link, relay)
        await relay.deliver(try await visitor.first(visitor.message("Раз."), now: now))
        try await desk.synchronise()
        let request = try #require(await desk.state.requests.first).id
        let content = [UInt8](repeating: 9, count: 1_000)
        let file = try await desk.attach(name: "билет.pdf", mediaType: "application/pdf", bytes: Pieces([content]))
        try await desk.reply(request, body: "Вот билет.", files: [file])
        return (desk, request, visitor)
    }
}

/// Replies whose file finds no way to the relay, and what stands behind them.
@Suite struct UnsentReplyTests {
    let fixture = DeskFixture()

    @Test(arguments: [
        (InMemoryRelay.Fault.full, "relay.full", SyncStatus.Connection.full),
        (.refused(.refused(status: 400)), "relay.refuses", .refusing(status: 400)),
    ])
    func `what stands behind a reply whose file finds no way goes out, and the next reply waits for it`(
        fault: InMemoryRelay.Fault, error: String, connection: SyncStatus.Connection
    ) async throws {
        let (desk, request, visitor) = try await fixture.replyWithFile()
        await fixture.relay.setFault { $0 == .upload ? fault : nil }
        try await desk.reply(request, body: "И ещё.", files: [])
        let before = await fixture.relay.ledgerCount
        _ = try await desk.openCase(CaseDraft(alias: "Клён", parts: [PartDraft(kind: .casework)]))
        try await desk.addNote(request, body: "Заметка.")
        await #expect(throws: WorkspaceError.refused(error)) { try await desk.synchronise() }
        #expect(await desk.status.connection == connection)
        #expect(await desk.status.queuedCount == 2, "both replies, and nothing else")
        #expect(try await visitor.reply(1, now: fixture.now) == nil)
        #expect(await fixture.relay.ledgerCount > before)
        await fixture.relay.setFault { _ in nil }
        try await desk.synchronise()
        #expect(try await visitor.reply(1, now: fixture.now)?.attachments.count == 1)
        #expect(try await visitor.reply(2, now: fixture.now)?.body == "И ещё.")
        #expect(await desk.status.connection == .online)
        #expect(await desk.status.queuedCount == 0)
        #expect(await desk.state.refused.isEmpty)
    }

    @Test func `what a case has behind a reply whose file is damaged goes out`() async throws {
        let (desk, _, visitor) = try await fixture.replyWithFile()
        let name = try #require(try fixture.files().keys.first { $0.hasPrefix("staged/") })
        try fixture.overwrite(name, with: [1, 2, 3])
        let opened = try await desk.openCase(CaseDraft(alias: "Клён", parts: [PartDraft(kind: .casework)]))
        try await desk.synchronise()
        #expect(await desk.status.queuedCount == 0)
        #expect(await desk.status.damagedCount == 1)
        #expect(await desk.status.connection == .online)
        #expect(await desk.state.case(opened) != nil)
        #expect(try await visitor.reply(1, now: fixture.now) == nil)
    }

    @Test(arguments: [50 << 20, 0], [true, false])
    func `a file that the relay never takes is told, holds up nothing, and can be left out or withdrawn`(
        limit: Int, isResent: Bool
    ) async throws {
        let (desk, request, visitor) = try await fixture.replyWithFile()
        await fixture.relay.setFault { $0 == .upload ? .refused(.tooLarge(limit: limit)) : nil }
        try await desk.addNote(request, body: "Заметка.")
        for _ in 0..<2 {
            try await desk.synchronise()
            #expect(await desk.status.connection == .online)
            #expect(await desk.status.queuedCount == 0)
            #expect(await desk.status.unsentTo == [request])
            let unsent = try #require(await desk.unsentReplies(to: request).first)
            #expect(unsent.body == "Вот билет." && unsent.fileName == "билет.pdf" && unsent.hasMore)
            #expect(unsent.limit == (limit > 0 ? UInt64(limit) : nil))
            // After a restart it is offered to the relay once more.
            await desk.lock()
            #expect(await desk.unsentReplies(to: request).isEmpty)
            try await desk.unlock(passphrase: DeskFixture.passphrase)
            #expect(await desk.status.queuedCount == 1)
        }
        try await desk.synchronise()
        let unsent = try #require(await desk.unsentReplies(to: request).first)
        for _ in 0..<2 {
            if isResent { try await desk.resend(unsent.number) } else { try await desk.withdraw(unsent.number) }
        }
        try await desk.synchronise()
        #expect(await desk.status.unsentTo.isEmpty)
        #expect(await desk.status.queuedCount == 0)
        #expect(try fixture.files().keys.allSatisfy { !$0.hasPrefix("staged/") && !$0.hasPrefix("outbox/") })
        let reply = try await visitor.reply(1, now: fixture.now)
        #expect(reply?.body == (isResent ? "Вот билет." : nil) && reply?.attachments.isEmpty != false)
        #expect(await desk.state.requests.first?.replyCount == (isResent ? 1 : 0))
        #expect(await desk.state.refused.isEmpty)
    }

    /// A desk whose reply was turned back, and the reply.
    private func turnedBack() async throws -> (desk: Workspace, visitor: TestVisitor, unsent: UnsentReply) {
        let (desk, request, visitor) = try await fixture.replyWithFile()
        await fixture.relay.setFault { $0 == .upload ? .refused(.tooLarge(limit: 1)) : nil }
        try await desk.synchronise()
        return (desk, visitor, try #require(await desk.unsentReplies(to: request).first))
    }

    @Test(arguments: [true, false])
    func `a crash while somebody decides leaves one reply, or none`(isResent: Bool) async throws {
        let (desk, visitor, unsent) = try await turnedBack()
        let before = try fixture.files()
        if isResent { try await desk.resend(unsent.number) } else { try await desk.withdraw(unsent.number) }
        await desk.lock()
        // The crash came after the decision was written and before the reply was removed. The limit has risen since.
        for (name, bytes) in before where name.hasPrefix("outbox/") { try fixture.overwrite(name, with: bytes) }
        await fixture.relay.setFault { _ in nil }
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        try await desk.synchronise()
        #expect(await desk.status.queuedCount == 0)
        #expect(await desk.status.damagedCount == 0)
        #expect(await desk.state.requests.first?.replyCount == (isResent ? 1 : 0))
        #expect(try await visitor.reply(1, now: fixture.now)?.attachments.isEmpty == (isResent ? true : nil))
        #expect(try await visitor.reply(2, now: fixture.now) == nil)
        #expect(try fixture.files().keys.allSatisfy { !$0.hasPrefix("staged/") && !$0.hasPrefix("outbox/") })
    }

    @Test func `nothing is withdrawn while the history is being read`() async throws {
        let (desk, _, unsent) = try await turnedBack()
        let state = await desk.state
        try await desk.beginReading()
        await #expect(throws: WorkspaceError.refused("workspace.still-reading")) {
            try await desk.withdraw(unsent.number)
        }
        #expect(await desk.status.unsentTo.count == 1)
        #expect(await desk.state == state)
    }

    @Test(
        arguments: [
            (RelayClientError.refused(status: 400), 400), (.tooLarge(limit: 1), 413), (.notFound, 404),
            (.conflict, 409),
            (.malformedAnswer, nil), (.refused(status: 500), 500),
        ] as [(RelayClientError, Int?)])
    func `a relay that says no is no missing connection, whatever it was asked`(
        answer: RelayClientError, status: Int?
    ) async throws {
        let (desk, request, _) = try await fixture.replyWithFile()
        try await desk.synchronise()
        for call in [InMemoryRelay.Call.append, .checkpoint, .readIntake, .blobExists] {
            let file = try await desk.attach(name: "x", mediaType: "image/png", bytes: Pieces([[1]]))
            try await desk.reply(request, body: "\(call)", files: [file])
            await fixture.relay.setFault { $0 == call ? .refused(answer) : nil }
            await #expect(throws: WorkspaceError.refused("relay.refuses")) { try await desk.synchronise() }
            #expect(await desk.status.connection == .refusing(status: status))
            await fixture.relay.setFault { _ in nil }
            try await desk.synchronise()
            #expect(await desk.status.queuedCount == 0, "nothing was lost")
        }
    }
}

extension Workspace {
    /// As during a long download.
    fileprivate func beginReading() throws {
        let ledger = try unlocked().ledger
        ledger.opening = Opening(.checking(ledger.verified, before: ledger.projection), CompartmentQueue([]))
    }
}
