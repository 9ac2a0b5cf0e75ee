// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import LifeboatTestSupport
import Testing

@testable import Portal

/// A form that comes again: what it said already arrives once, and what it says anew arrives too. The desk tells messages
/// apart by their identifiers alone.
@Suite struct SentAgainTests {
    private static let photo = PlainBrowser.File("фото.jpg", "image/jpeg", Array(repeating: 1, count: 70_000))
    private static let retouched = PlainBrowser.File("фото.jpg", "image/jpeg", Array(repeating: 2, count: 70_000))
    private static let renamed = PlainBrowser.File("паспорт.jpg", "image/jpeg", Array(repeating: 1, count: 70_000))

    private struct Said: Sendable {
        var body = "Нас двое."
        var files: [PlainBrowser.File] = []
    }

    private static let changes: [(before: Said, after: Said)] = [
        (Said(), Said(body: "Нас трое.")), (Said(), Said(files: [photo])),
        (Said(files: [photo]), Said()), (Said(files: [photo]), Said(files: [photo, photo])),
        (Said(files: [photo]), Said(files: [retouched])), (Said(files: [photo]), Said(files: [renamed])),
    ]

    private func messages(_ portal: RunningPortal) throws -> [VisitorMessage] {
        let first = try portal.organisation.read(try #require(portal.relay.envelopes.first))
        return try portal.relay.envelopes.map { try portal.organisation.read($0, secret: first.secret).message }
    }

    @Test(arguments: changes.indices)
    func `after a lost answer what was changed arrives as another message`(_ change: Int) async throws {
        let (before, after) = Self.changes[change]
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            portal.relay.loseAnswers(true)
            let unsure = try await portal.send(before.body, from: form, visitor, files: before.files)
            #expect(unsure.status == 503 && unsure.text.contains("It may not have been sent"))
            portal.relay.loseAnswers(false)
            for _ in 0..<2 {
                #expect(try await portal.send(after.body, from: unsure, visitor, files: after.files).path == "/en/sent")
            }
            let messages = try messages(portal)
            #expect(Set(messages.map(\.id)).count == 2 && messages.count == 2)
            #expect(messages.map(\.body) == [before.body, after.body])
            #expect(messages.map(\.attachments.count) == [before.files.count, after.files.count])
        }
    }

    @Test func `after a lost answer the same again is the same message`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            portal.relay.loseAnswers(true)
            for _ in 0..<2 {
                let unsure = try await portal.send("Нас двое.", from: form, visitor, files: [Self.photo])
                #expect(unsure.text.contains("It may not have been sent"))
            }
            portal.relay.loseAnswers(false)
            #expect(try await portal.send("Нас двое.", from: form, visitor, files: [Self.photo]).path == "/en/sent")
            // The envelopes differ, as everything sealed does; the desk takes one.
            #expect(Set(try messages(portal).map(\.id)).count == 1)
        }
    }

    @Test(arguments: changes.indices)
    func `a form that was sent says sent only of what was sent`(_ change: Int) async throws {
        let (before, after) = Self.changes[change]
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            for said in [before, before, after, after] {
                #expect(try await portal.send(said.body, from: form, visitor, files: said.files).path == "/en/sent")
            }
            let messages = try messages(portal)
            #expect(messages.map(\.body) == [before.body, after.body])
            #expect(messages.map(\.attachments.count) == [before.files.count, after.files.count])
            #expect(Set(messages.map(\.id)).count == 2)
        }
    }

    @Test(arguments: changes.indices)
    func `what differs from what is being sent is not taken for it`(_ change: Int) async throws {
        let (before, after) = Self.changes[change]
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            portal.relay.deliveryGate.shut()
            async let one = portal.send(before.body, from: form, visitor, files: before.files)
            await portal.relay.deliveryGate.arrival(of: 1)
            async let other = portal.send(after.body, from: form, visitor, files: after.files)
            // Mostly it comes while the first is under way; on a slow machine it may come later, and is sent at once.
            try await Task.sleep(for: .milliseconds(500))
            portal.relay.deliveryGate.open()
            let (sent, changed) = try await (one, other)
            #expect(sent.path == "/en/sent")
            if changed.path != "/en/sent" {
                #expect(changed.status == 422 && changed.text.contains("Nothing was sent"))
                #expect(portal.relay.envelopes.count == 1)
                let again = try await portal.send(after.body, from: changed, visitor, files: after.files)
                #expect(again.path == "/en/sent")
            }
            let messages = try messages(portal)
            #expect(messages.map(\.body) == [before.body, after.body])
            #expect(messages.map(\.attachments.count) == [before.files.count, after.files.count])
            #expect(Set(messages.map(\.id)).count == 2)
        }
    }

    @Test func `a repetition of what got no answer does not know either`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            portal.relay.deliveryGate.shut()
            portal.relay.loseAnswers(true)
            async let one = portal.send("Нас двое.", from: form, visitor)
            await portal.relay.deliveryGate.arrival(of: 1)
            async let two = portal.send("Нас двое.", from: form, visitor)
            try await Task.sleep(for: .milliseconds(300))
            portal.relay.deliveryGate.open()
            for page in try await [one, two] { #expect(page.text.contains("It may not have been sent")) }
        }
    }
}
