// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Synchronization
import Testing

/// A desk dies between any two calls to its relay; another one starts on its files. What was acknowledged is there,
/// and nothing happened twice.
@Suite struct CrashTests {
    /// Lets `count` calls through, then the desk is cut off: the next call never arrives, or its answer is lost.
    private func cut(_ fixture: DeskFixture, after count: Int, _ fault: InMemoryRelay.Fault) async {
        let left = Mutex(count)
        await fixture.relay.setFault { _ in
            left.withLock { left in
                left -= 1
                return left == -1 ? fault : left < -1 ? .before : nil
            }
        }
    }

    private static let points = (0..<9).flatMap { point in [(point, true), (point, false)] }

    @Test(arguments: points)
    func `a founding that was cut off is resumed, and the organisation exists once`(
        _ point: Int, _ arrives: Bool
    ) async throws {
        let fixture = DeskFixture()
        await cut(fixture, after: point, arrives ? .after : .before)
        do {
            let desk = try fixture.open()
            _ = try? await desk.create(DeskFixture.draft)
            await desk.lock()
        }
        await fixture.relay.setFault { _ in nil }
        // An enrolment whose answer was lost has spent the token, and the device knows: no other is needed.
        let desk = try fixture.open()
        if await desk.phase == .empty {
            let sheet = try await desk.create(DeskFixture.draft)
            #expect(sheet.words.count == 24)
            #expect(sheet.organisation == "Тихая гавань")
        } else {
            try await desk.unlock(passphrase: DeskFixture.passphrase)
        }
        #expect(await fixture.relay.ledgerCount == 6)
        #expect(await fixture.relay.slotCount == 2)
        #expect(await desk.state.organisation?.name == "Тихая гавань")
        #expect(await desk.state.refused.isEmpty)
        #expect(try fixture.files()["founding.sealed"] == nil)
    }

    @Test(arguments: (0..<10).flatMap { point in [(point, true), (point, false)] })
    func `a reply that was cut off goes out once`(_ point: Int, _ arrives: Bool) async throws {
        let fixture = DeskFixture()
        let visitor: TestVisitor
        do {
            let (desk, sheet) = try await fixture.founded()
            visitor = try TestVisitor(sheet.link, fixture.relay)
            await fixture.relay.deliver(try await visitor.first(visitor.message("Помогите."), now: fixture.now))
            try await desk.synchronise()
            let request = try #require(await desk.state.requests.first)
            let file = try await desk.attach(
                name: "карта.png", mediaType: "image/png", bytes: Pieces([[1, 2, 3], [4, 5]]))
            try await desk.reply(request.id, body: "Ответ.", files: [file])
            await cut(fixture, after: point, arrives ? .after : .before)
            try? await desk.synchronise()
            await desk.lock()
        }
        await fixture.relay.setFault { _ in nil }
        let desk = try fixture.open()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(await desk.state.requests.first?.replyCount == 1)
        try await desk.synchronise()
        #expect(await desk.status.queuedCount == 0)
        #expect(await desk.state.requests.first?.replyCount == 1)
        #expect(await desk.state.refused.isEmpty)
        let reply = try #require(try await visitor.reply(1, now: fixture.now))
        #expect(reply.body == "Ответ.")
        #expect(try await visitor.reply(2, now: fixture.now) == nil)
        let attachment = try #require(reply.attachments.first)
        let blob = try #require(await fixture.relay.blob(attachment.blob))
        var opener = try AttachmentOpener(attachment)
        let opened = try opener.update(blob)
        #expect(opened + (try opener.finish()) == [1, 2, 3, 4, 5])
    }

    @Test(arguments: (0..<9).flatMap { point in [(point, true), (point, false)] })
    func `a request that was being fetched is fetched once`(_ point: Int, _ arrives: Bool) async throws {
        let fixture = DeskFixture()
        do {
            let (desk, sheet) = try await fixture.founded()
            let visitor = try TestVisitor(sheet.link, fixture.relay)
            await fixture.relay.deliver(try await visitor.first(visitor.message("Помогите."), now: fixture.now))
            await cut(fixture, after: point, arrives ? .after : .before)
            try? await desk.synchronise()
            await desk.lock()
        }
        await fixture.relay.setFault { _ in nil }
        let desk = try fixture.open()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        try await desk.synchronise()
        #expect(await desk.state.requests.count == 1)
        #expect(await desk.state.requests.first?.messageCount == 1)
        #expect(await fixture.relay.intakeCount == 0)
        #expect(await fixture.relay.ledgerCount == 7)
    }

    @Test(arguments: (0..<16).flatMap { point in [(point, true), (point, false)] })
    func `a recovery that was cut off is resumed`(_ point: Int, _ arrives: Bool) async throws {
        let first = DeskFixture()
        let (desk, sheet) = try await first.founded()
        await desk.lock()
        await first.relay.addToken("second")
        let fixture = DeskFixture(relay: first.relay, token: "second")
        let words = sheet.words.joined(separator: " ")
        await cut(fixture, after: point, arrives ? .after : .before)
        do {
            let desk = try fixture.open()
            try? await desk.recover(words: words, memberName: "Борис", passphrase: DeskFixture.passphrase)
            await desk.lock()
        }
        await fixture.relay.setFault { _ in nil }
        let again = try fixture.open()
        if await again.phase == .empty {
            try await again.recover(words: words, memberName: "Борис", passphrase: DeskFixture.passphrase)
        } else {
            try await again.unlock(passphrase: DeskFixture.passphrase)
        }
        #expect(await again.state.devices.count == 2)
        #expect(await again.state.refused.isEmpty)
    }
}

/// A file as a page hands it over.
struct Pieces: AsyncSequence, Sendable {
    let pieces: [[UInt8]]

    init(_ pieces: [[UInt8]]) { self.pieces = pieces }

    struct AsyncIterator: AsyncIteratorProtocol {
        var rest: ArraySlice<[UInt8]>
        mutating func next() async throws(any Error) -> [UInt8]? { rest.popFirst() }
        mutating func next(isolation actor: isolated (any Actor)?) async throws(any Error) -> [UInt8]? {
            rest.popFirst()
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(rest: pieces[...]) }
}
