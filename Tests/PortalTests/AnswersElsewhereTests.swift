// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Testing

@testable import Portal

/// What a form sent stays in a browser's history, on its disk, where a page answers the form itself. None does.
@Suite struct AnswersElsewhereTests {
    private static let text = "ТЕКСТ-7731 мой рассказ"

    /// What a visitor may send that is answered with a page: wrong words, wrong confirmation, too long a text, an ended visit.
    private func refused(
        _ portal: RunningPortal, _ change: (inout PortalSettings) -> Void = { _ in }
    ) async throws -> [(PlainBrowser, PlainBrowser.Page, String)] {
        let stranger = portal.browser()
        let wrong = try await stranger.post("/en/return", [("words", "abandon СЛОВО-99 able")], following: false)
        let visitor = portal.browser()
        let (form, _) = try await portal.start(visitor)
        let long = Self.text + String(repeating: "я", count: 100)
        let values = try RunningPortal.values(long, from: form)
        let tooLong = try await visitor.post("/en/write", values, files: [], following: false)
        let ended = portal.browser()
        let over = try await ended.post("/en/write", values, files: [], following: false)
        return [(stranger, wrong, "СЛОВО-99"), (visitor, tooLong, Self.text), (ended, over, Self.text)]
    }

    private func run(
        heldByteCount: Int = 1 << 20, _ body: (RunningPortal) async throws -> Void
    ) async throws {
        try await RunningPortal.run {
            $0.maximumTextCount = 100
            $0.maximumHeldByteCount = heldByteCount
        } _: { portal in
            try await body(portal)
        }
    }

    @Test func `no form is answered with a page, and the page has what was typed`() async throws {
        try await run { portal in
            for (browser, answer, typed) in try await refused(portal) {
                #expect(answer.status == 303 && answer.bytes.isEmpty)
                let way = try #require(answer["Location"])
                #expect(way.contains(/^\/en\/again\/[A-Za-z0-9_-]{40,}$/))
                let page = try await browser.get(way)
                #expect(page.status >= 400 && page.text.contains(typed))
                // A reload shows it again.
                #expect(try await browser.get(way).text.contains(typed))
            }
        }
    }

    @Test func `nobody else sees the page, and after leaving nobody at all`() async throws {
        try await run { portal in
            for (browser, answer, typed) in try await refused(portal) {
                let way = try #require(answer["Location"])
                let other = portal.browser()
                #expect(try await other.get(way).path == "/en/return")
                other.keep(cookie: "again", "x")
                #expect(try await other.get(way).path == "/en/return")
                let owner = try #require(browser.cookie("again"))
                try await browser.post("/leave", [], following: false)
                #expect(browser.cookie == nil, "nothing is left in the browser")
                browser.keep(cookie: "again", owner)
                let page = try await browser.get(way)
                #expect(page.path == "/en/return" && !page.text.contains(typed))
            }
        }
    }

    @Test func `what arrived, and what is too old, is shown no more`() async throws {
        try await run { portal in
            let all = try await refused(portal)
            let (visitor, answer, typed) = all[1]
            let way = try #require(answer["Location"])
            let form = try await visitor.get(way)
            #expect(try await portal.send("short", from: form, visitor).path == "/en/sent")
            #expect(!(try await visitor.get(way).text.contains(typed)))
            portal.clock.pass(.seconds(601))
            let old = try await all[2].0.get(try #require(all[2].1["Location"]))
            #expect(!old.text.contains(typed))
        }
    }

    @Test func `without room the form is answered itself, for nothing that was typed may be lost`() async throws {
        try await run(heldByteCount: 0) { portal in
            for (_, answer, typed) in try await refused(portal) {
                #expect(answer.status >= 400 && answer.text.contains(typed))
            }
        }
    }
}
