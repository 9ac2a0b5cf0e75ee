// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import Languages
import LifeboatTestSupport
import NIOCore
import RelayAPI
import RelayConnection
import Testing

@testable import Portal

/// Whatever goes wrong, what was typed comes back, and nobody is told that something was sent that was not.
@Suite struct RefusalTests {
    private static let body = "Text that must not be lost: <b>ё</b> \"quoted\""
    private static let shown = "Text that must not be lost: &lt;b&gt;ё&lt;/b&gt; &quot;quoted&quot;"

    private func expectKept(
        _ page: PlainBrowser.Page, _ status: Int, _ explanation: String, _ portal: RunningPortal, isCertain: Bool = true
    ) {
        #expect(page.status == status)
        #expect(page.text.contains(isCertain ? "Nothing was sent" : "It may not have been sent"))
        #expect(page.text.contains(explanation))
        #expect(page.text.contains(Self.shown))
        #expect(page.text.contains(">\nNur hier</textarea>"))
        #expect(page.text.contains("value=\"2\" checked"))
        #expect(portal.relay.envelopes.isEmpty)
    }

    @Test(arguments: [
        (RelayClientError.notSent, 503, "could not be reached", true),
        (.unreachable, 503, "could not be reached, or did not answer", false),
        (.busy(retryAfter: 5), 503, "Very many people", true), (.full, 507, "mailbox is full", true),
        (.refused(status: 500), 503, "could not be reached, or did not answer", false),
        (.malformedAnswer, 503, "could not be reached, or did not answer", false),
        (.tooLarge(limit: 1), 500, "went wrong on our side", true),
    ])
    func `a relay that fails keeps the text, and a second try gets through`(
        error: RelayClientError, status: Int, explanation: String, isCertain: Bool
    ) async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            portal.relay.fail(with: error)
            let page = try await portal.send(Self.body, from: form, visitor)
            expectKept(page, status, explanation, portal, isCertain: isCertain)
            #expect(page.value("form") == form.value("form"), "what arrived after all counts once")
            portal.relay.fail(with: nil)
            #expect(try await portal.send(Self.body, from: page, visitor).path == "/en/sent")
            #expect(portal.relay.envelopes.count == 1)
        }
    }

    @Test func `what was stored of a message's files is no message, and nobody is told that something was sent`()
        async throws
    {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            portal.relay.failDeliveries(with: .notSent)
            let file = PlainBrowser.File("a.bin", "application/x", Array(repeating: 1, count: 4_000))
            let page = try await portal.send(Self.body, from: form, visitor, files: [file])
            #expect(portal.relay.blobs.count == 1)
            expectKept(page, 503, "could not be reached. Please try again", portal)
            portal.relay.failDeliveries(with: nil)
            #expect(try await portal.send(Self.body, from: page, visitor, files: [file]).path == "/en/sent")
            let read = try portal.organisation.read(try #require(portal.relay.envelopes.first))
            #expect(read.message.attachments.map(\.name) == ["a.bin"])
        }
    }

    @Test func `a relay that fails in the middle of a file keeps the text`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            portal.relay.failUploads(after: 100_000, with: .unreachable)
            let file = PlainBrowser.File("a.bin", "application/x", Array(repeating: 1, count: 400_000))
            let page = try await portal.send(Self.body, from: form, visitor, files: [file])
            expectKept(page, 503, "could not be reached", portal)
            #expect(portal.relay.cancelledUploadCount == 1)
        }
    }

    /// Its host takes connections, and nothing more comes of them.
    @Test(.timeLimit(.minutes(5))) func `a relay that stands still while a file is sent costs nobody their text`()
        async throws
    {
        try await SilentServer.run { silent in
            let client = RelayClient(
                address: try #require(RelayAddress(parsing: "http://127.0.0.1:\(silent.port)")),
                uploadPatience: .seconds(1))
            await #expect(throws: Never.self) {
                try await RunningPortal.run { portal in
                    let visitor = portal.browser()
                    let (form, _) = try await portal.start(visitor)
                    portal.relay.sendUploads(to: client)
                    let file = PlainBrowser.File("a.bin", "application/x", Array(repeating: 1, count: 3 << 20))
                    let page = try await portal.send(Self.body, from: form, visitor, files: [file])
                    expectKept(page, 503, "could not be reached", portal)
                }
            }
            await client.shutdown()
        }
    }

    @Test func `far too many files at once cost nobody their text`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            let files = (0..<120).map { PlainBrowser.File("\($0)", "text/plain", [1]) }
            let page = try await portal.send(Self.body, from: form, visitor, files: files)
            #expect(page.status == 413 && page.text.contains(Self.shown))
        }
    }

    @Test func `of a text too long to hold the beginning comes back, and the page says that it is no more`()
        async throws
    {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            let long = try await portal.send(String(repeating: "ж", count: 50_000), from: form, visitor)
            #expect(long.status == 413 && long.text.contains("Your text is still below."))
            #expect(long.text.contains(String(repeating: "ж", count: 50_000)))
            let cut = try await portal.send(String(repeating: "ж", count: 150_000), from: long, visitor)
            #expect(cut.status == 413 && cut.text.contains("Only the beginning of your text is below"))
            #expect(cut.text.contains(String(repeating: "ж", count: 80_000)) && !cut.text.contains("still below"))
            #expect(portal.relay.envelopes.isEmpty)
        }
    }

    @Test func `who waits for whom fits together`() {
        // The page with the text comes before the visitor's connection is closed.
        let portal = PortalServer.idleTimeout.nanoseconds / 1_000_000_000
        #expect(PortalServer.uploadPatience.components.seconds + 20 <= portal)
        let call = PortalServer.callPatience
        #expect((call.silence + call.answer).components.seconds + 20 <= portal)
        // The relay waits for a piece of a file as long as a portal waits for the visitor who brings it.
        let limits = RelayLimits()
        #expect(Int64(limits.idleSeconds) >= portal + 65_536 / Int64(PortalSettings().slowestByteRate))
        #expect(limits.slowestByteRate <= PortalSettings().slowestByteRate)
    }

    @Test func `a relay without room for files still takes the text`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            portal.relay.failUploads(after: 0, with: .full)
            let file = PlainBrowser.File("a.bin", "application/x", Array(repeating: 1, count: 4_000))
            let page = try await portal.send(Self.body, from: form, visitor, files: [file])
            expectKept(page, 507, "that is for files is full", portal)
            #expect(page.text.contains("Your text is still below.") && !page.text.contains("chosen again"))
            #expect(try await portal.send(Self.body, from: page, visitor).path == "/en/sent")
        }
    }

    @Test(arguments: PageTests.languages)
    func `a full mailbox is told in every language, without a day on which it will be empty`(
        language: String
    ) async throws {
        try await RunningPortal.run { portal in
            let words = try #require(portal.server.site.catalogues[language])
            let values = ["organisation": try #require(portal.server.site.organisation)]
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor, in: language)
            let file = PlainBrowser.File("a.bin", "application/x", Array(repeating: 1, count: 4_000))
            portal.relay.failUploads(after: 0, with: .full)
            portal.relay.failDeliveries(with: .full)
            let withFile = try await portal.send(Self.body, from: form, visitor, files: [file], in: language)
            let without = try await portal.send(Self.body, from: withFile, visitor, in: language)
            for (page, key, kept) in [
                (withFile, "problem.full_files", "problem.kept_text"), (without, "problem.full", "problem.kept"),
            ] {
                let text = words.text(key, values)
                let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
                    ">", with: "&gt;")
                #expect(page.status == 507 && page.text.contains(words.text("problem.title")))
                #expect(page.text.contains(escaped), "\(key)")
                #expect(text.contains(values["organisation"] ?? "-"), "whose computers see it")
                #expect(page.text.contains(words.text(kept)) && page.text.contains(Self.shown))
                for day in ["tomorrow", "завтра", "morgen", "demain"] {
                    #expect(!text.lowercased().contains(day), "nobody knows when there will be room")
                }
            }
        }
    }

    @Test func `a form that takes too long is given up`() async throws {
        try await RunningPortal.run {
            $0.bodySeconds = 0
            $0.slowestByteRate = .max
        } _: { portal in
            let page = try await portal.browser().post("/en/return", [("words", "one two")])
            #expect(page.status == 408)
        }
    }

    @Test func `a file too large is refused with the limit named`() async throws {
        try await RunningPortal.run {
            $0.maximumFileByteCount = 200 << 10
        } _: { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            #expect(form.text.contains("each up to 200 KB"))
            let small = PlainBrowser.File("ok.txt", "text/plain", [1])
            let large = PlainBrowser.File("big.mp4", "video/mp4", Array(repeating: 2, count: 201 << 10))
            let page = try await portal.send(Self.body, from: form, visitor, files: [small, large])
            expectKept(page, 413, "The file “big.mp4” is larger than 200 KB", portal)
            #expect(portal.relay.cancelledUploadCount == 1)
        }
    }

    @Test func `a file too large for the relay alone is refused with the relay's limit named`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            portal.relay.failUploads(after: 100_000, with: .tooLarge(limit: 300 << 10))
            let file = PlainBrowser.File("big.mp4", "video/mp4", Array(repeating: 1, count: 400_000))
            let page = try await portal.send(Self.body, from: form, visitor, files: [file])
            let largest = AttachmentSealer.largestByteCount(sealedWithin: 300 << 10) >> 10
            expectKept(page, 413, "The file “big.mp4” is larger than \(largest) KB", portal)
            #expect((200..<300).contains(largest))
            #expect(portal.relay.cancelledUploadCount == 1)
        }
    }

    @Test func `a refused form has time to arrive, within a bound`() {
        #expect(WriteRoutes.lingering(0) == .seconds(15))
        #expect(WriteRoutes.lingering(64 << 20) == .seconds(15 + 900))
        #expect(WriteRoutes.lingering(1 << 20) == .seconds(15 + 16))
        #expect(WriteRoutes.lingering(.max) == .seconds(15 + 900))
    }

    @Test func `an upload that cannot fit is refused before it is read`() async throws {
        try await RunningPortal.run {
            $0.maximumFileByteCount = 64 << 10
            $0.maximumFileCount = 2
        } _: { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            let large = PlainBrowser.File("big.mp4", "video/mp4", Array(repeating: 2, count: 8 << 20))
            let body = PlainBrowser.multipart(try RunningPortal.values(Self.body, from: form), files: [large])
            let answer = try await visitor.postRaw("/en/write", bytes: body, until: "\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 303 ") && !answer.contains(Self.shown))
            #expect(answer.lowercased().contains("\r\nconnection: close\r\n"))
            let way = try #require(answer.firstMatch(of: /[Ll]ocation: (\S+)/)?.1)
            let owner = try #require(answer.firstMatch(of: /again=([^;]+)/)?.1)
            visitor.keep(cookie: "again", String(owner))
            let page = try await visitor.get(String(way))
            #expect(page.status == 413 && page.text.contains("larger than 64 KB"))
            #expect(page.text.contains(Self.shown) && page.text.contains("Nothing was sent"))
            #expect(portal.relay.cancelledUploadCount == 0 && portal.relay.envelopes.isEmpty)
        }
    }

    @Test func `too many files, no content and too long a text are refused`() async throws {
        try await RunningPortal.run {
            $0.maximumFileCount = 2
            $0.maximumTextCount = 100
        } _: { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            let files = (1...3).map { PlainBrowser.File("\($0).txt", "text/plain", [1]) }
            let many = try await portal.send(Self.body, from: form, visitor, files: files)
            expectKept(many, 413, "More than 2 files", portal)
            let values = try RunningPortal.values("", from: many).filter { $0.0 != "contact" }
            let empty = try await visitor.post("/en/write", values, files: [])
            #expect(empty.status == 422 && empty.text.contains("nothing to send yet"))
            let long = try await portal.send(
                Self.body + String(repeating: "я", count: 100), from: empty, visitor)
            #expect(long.status == 413 && long.text.contains("longer than 100 characters"))
            #expect(long.text.contains(Self.shown))
            let contact = String(repeating: "к", count: 1_301)
            let values2 = try RunningPortal.values("short", from: long).filter { $0.0 != "contact" }
            let unsafe = try await visitor.post("/en/write", values2 + [("contact", contact)], files: [])
            #expect(unsafe.status == 413 && unsafe.text.contains("longer than 1300 characters"))
            #expect(unsafe.text.contains("How may we answer you safely?") && unsafe.text.contains(contact))
            #expect(portal.relay.envelopes.isEmpty)
        }
    }

    @Test func `a form field without a file is no file`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            let none = PlainBrowser.File("", "application/octet-stream", [])
            #expect(try await portal.send("text", from: form, visitor, files: [none]).text.contains("Without files."))
            #expect(try portal.organisation.read(portal.relay.envelopes[0]).message.attachments.isEmpty)
        }
    }

    @Test(arguments: ["a\u{1}b.png", "\u{1B}[31m.pdf", "b\\", "\u{7F}"])
    func `a file is taken whatever it is called`(name: String) async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            let file = PlainBrowser.File(name, "image/png", [1])
            #expect(try await portal.send("text", from: form, visitor, files: [file]).path == "/en/sent")
        }
    }

    /// Everything may come in one piece: what stands before the fault was read.
    @Test func `a form that is no form at its end keeps its text`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            let values = try RunningPortal.values(Self.body, from: form)
            let whole = PlainBrowser.multipart(values, files: [])
            let broken = whole.dropLast(PlainBrowser.multipartEnd.count) + Array("--\(PlainBrowser.boundary)!".utf8)
            expectKept(
                try await visitor.postMultipart("/en/write", bytes: Array(broken)), 422, "interrupted", portal)
        }
    }

    @Test func `a form that was cut off keeps its text`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            let file = PlainBrowser.File("a.bin", "application/x", Array(repeating: 1, count: 100_000))
            let whole = PlainBrowser.multipart(try RunningPortal.values(Self.body, from: form), files: [file])
            let page = try await visitor.postMultipart(
                "/en/write", bytes: Array(whole.prefix(whole.count - 50_000)))
            expectKept(page, 422, "interrupted", portal)
            #expect(portal.relay.cancelledUploadCount == 1)
        }
    }

    @Test func `a session that ended keeps the text and goes on with the words`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, words) = try await portal.start(visitor, in: "en")
            portal.clock.pass(.seconds(601))
            let page = try await portal.send(Self.body, from: form, visitor)
            #expect(page.status == 403)
            #expect(page.text.contains("Your visit has ended") && page.text.contains("Nothing was sent"))
            #expect(page.text.contains(Self.shown))
            let resumed = try await visitor.post(
                "/en/return",
                [
                    ("words", words.joined(separator: " ")), ("body", Self.body), ("contact", "Nur hier"),
                    ("urgency", "2"),
                ])
            #expect(resumed.status == 200)
            #expect(resumed.text.contains(Self.shown) && resumed.text.contains("value=\"2\" checked"))
            #expect(try await portal.send(Self.body, from: resumed, visitor).path == "/en/sent")
            #expect(try portal.organisation.read(portal.relay.envelopes[0]).message.body == Self.body)
        }
    }

    @Test func `wrong words do not lose the text that is carried over`() async throws {
        try await RunningPortal.run { portal in
            let page = try await portal.browser().post(
                "/en/return", [("words", "one two"), ("body", Self.body), ("contact", ""), ("urgency", "2")])
            #expect(page.status == 422 && page.text.contains(Self.shown))
        }
    }

    @Test func `a form of another session is not sent`() async throws {
        try await RunningPortal.run { portal in
            let (form, _) = try await portal.start(portal.browser())
            let other = portal.browser()
            _ = try await portal.start(other)
            let page = try await portal.send(Self.body, from: form, other)
            #expect(page.status == 403 && page.text.contains(Self.shown))
            #expect(portal.relay.envelopes.isEmpty)
        }
    }

    @Test func `forms from another site are refused`() async throws {
        try await RunningPortal.run { portal in
            var statuses: [Int] = []
            for site in ["cross-site", "same-site", "same-origin", "none"] {
                statuses += [try await portal.browser().post("/en/start", headers: [("Sec-Fetch-Site", site)]).status]
            }
            #expect(statuses == [403, 403, 200, 200])
        }
    }

    @Test func `what is no form of ours is refused without a word of it`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            _ = try await portal.start(visitor)
            let huge = String(repeating: "x", count: 700_000)
            #expect(try await visitor.post("/en/return", [("words", huge)]).status == 413)
            #expect(try await visitor.post("/en/return", [("words", "a"), ("words", "b")]).status == 400)
            #expect(try await visitor.get("/xx/").status == 404)
            #expect(try await visitor.get("/en/file/1/999999999999999999999").status == 404)
            #expect(try await visitor.get("/en/file/1/1").status == 404)
            let field = PlainBrowser.multipartField("other", "secret-value") + PlainBrowser.multipartEnd
            let page = try await visitor.postMultipart("/en/write", bytes: field)
            #expect(page.status == 422 && !page.text.contains("secret-value"))
        }
    }
}
