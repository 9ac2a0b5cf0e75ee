// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import LifeboatTestSupport
import RelayConnection
import Testing

@testable import Portal

@Suite struct InboxTests {
    /// A portal with one message in it, read by its organisation.
    private func run(
        _ body: (RunningPortal, PlainBrowser, TestOrganisation.ReadMessage) async throws -> Void
    ) async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            try await portal.send("hello", from: form, visitor)
            try await body(portal, visitor, try portal.organisation.read(portal.relay.envelopes[0]))
        }
    }

    @Test func `what cannot be verified is counted and not shown`() async throws {
        try await run { portal, visitor, read in
            try portal.organisation.answer("genuine", number: 1, to: read, at: portal.relay)
            try portal.organisation.answer("forged-voice", number: 2, to: read, at: portal.relay, voice: VoiceKey())
            portal.relay.put(slot: read.secret.slotName(3).bytes, Array(repeating: 5, count: 8192))
            let page = try await visitor.get("/en/inbox")
            #expect(page.text.contains("genuine") && !page.text.contains("forged-voice"))
            #expect(page.text.contains("2 answers could not be verified and are not shown."))
            #expect(portal.server.counts[.answersUnverified] == 2)
        }
    }

    @Test func `an answer moved to another number is not believed`() async throws {
        try await run { portal, visitor, read in
            try portal.organisation.answer("first", number: 1, to: read, at: portal.relay)
            let slots = try await portal.relay.fetchSlots([read.secret.slotName(1).bytes])
            portal.relay.put(slot: read.secret.slotName(1).bytes, nil)
            portal.relay.put(slot: read.secret.slotName(2).bytes, slots[0])
            let page = try await visitor.get("/en/inbox")
            #expect(page.text.contains("1 answer could not be verified"))
            #expect(page.text.contains("1 earlier answer is no longer there. Морской маяк"))
        }
    }

    @Test func `a relay that is away is said so, and the visit goes on`() async throws {
        try await run { portal, visitor, _ in
            portal.relay.fail(with: .unreachable)
            let page = try await visitor.get("/en/inbox")
            #expect(page.status == 503 && page.text.contains("Your words were accepted"))
            portal.relay.fail(with: nil)
            #expect(try await visitor.get("/en/inbox").text.contains("There is no answer yet"))
        }
    }

    @Test func `hostile text in an answer stays text`() async throws {
        try await run { portal, visitor, read in
            let hostile = "<script>alert(1)</script>\n\"\u{301} onload=x {{t.home.title}} {{{style}}}"
            try portal.organisation.answer(
                hostile, number: 1, to: read, at: portal.relay, files: [("a\"><b>.pdf", [1]), ("\u{202E}gpj.exe", [2])])
            let page = try await visitor.get("/en/inbox")
            #expect(!page.text.contains("<script") && !page.text.contains("<b>") && !page.text.contains("\u{202E}"))
            #expect(page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
            #expect(page.text.contains("{{t.home.title}} {{{style}}}"))
            let file = try await visitor.get("/en/file/1/1")
            #expect(file["Content-Disposition"] == "attachment; filename*=UTF-8''a%22%3E%3Cb%3E.pdf")
        }
    }

    @Test func `a file that the relay lacks or has damaged is never given as whole`() async throws {
        try await run { portal, visitor, read in
            let content = Array(repeating: 7 as UInt8, count: 200_000)
            try portal.organisation.answer("x", number: 1, to: read, at: portal.relay, files: [("a.bin", content)])
            try await visitor.get("/en/inbox")
            let (name, whole) = try #require(portal.relay.blobs.first)
            portal.relay.put(blob: name, Array(whole.prefix(150_000)))
            await #expect(throws: (any Error).self) { try await visitor.get("/en/file/1/1") }
            var flipped = whole
            flipped[190_000] ^= 1
            portal.relay.put(blob: name, flipped)
            await #expect(throws: (any Error).self) { try await visitor.get("/en/file/1/1") }
            portal.relay.fail(with: .notFound)
            let page = try await visitor.get("/en/file/1/1")
            #expect(page.status == 503 && page.text.contains("cannot be fetched now"))
        }
    }

    @Test func `a file is given only to the visit that saw its answer`() async throws {
        try await run { portal, visitor, read in
            try portal.organisation.answer("x", number: 1, to: read, at: portal.relay, files: [("a.bin", [1])])
            try await visitor.get("/en/inbox")
            let other = portal.browser()
            _ = try await portal.start(other)
            #expect(try await other.get("/en/file/1/1").status == 404)
            #expect(try await portal.browser().get("/en/file/1/1").path == "/en/return")
            #expect(try await visitor.get("/en/file/1/1").bytes == [1])
        }
    }
}
