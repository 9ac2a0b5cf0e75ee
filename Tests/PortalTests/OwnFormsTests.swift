// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Testing

@testable import Portal

/// Nobody makes a visitor's browser begin a visit with words that somebody else has.
@Suite struct OwnFormsTests {
    private static let words = [("words", "abandon abandon abandon")]

    private func run(_ body: (RunningPortal) async throws -> Void) async throws {
        try await RunningPortal.run { portal in try await body(portal) }
    }

    @Test(arguments: ["/en/start", "/en/return", "/en/write", "/en/words"])
    func `a form from another site is refused, however the browser says so`(path: String) async throws {
        try await run { portal in
            for headers in [
                [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")],
                [("Origin", "http://evil.example")], [("Origin", "https://127.0.0.1:1")],
                [("Sec-Fetch-Site", "cross-site"), ("Origin", "null")],
            ] {
                let visitor = portal.browser(sending: headers)
                let answer = try await visitor.post(path, Self.words)
                #expect(answer.status == 403, "\(headers)")
                #expect(visitor.cookie("visit") == nil)
            }
        }
    }

    @Test func `an old browser that says null begins a visit from our own page alone`() async throws {
        try await run { portal in
            let visitor = portal.browser(sending: [("Origin", "null")])
            // Another site can send the form, and knows nothing of what the page was given.
            for forged in ["/en/start", "/en/start?knock=x", "/en/return", "/en/return?knock="] {
                let answer = try await visitor.post(forged, Self.words)
                #expect(answer.status == 200 && visitor.cookie("visit") == nil, "\(forged)")
            }
            let home = try await visitor.get("/en/")
            let action = try #require(home.text.firstMatch(of: /action="(\/en\/start\?knock=[^"]+)"/)?.1)
            let started = try await visitor.post(String(action), [])
            #expect(started.path == "/en/words" && visitor.cookie("visit") != nil)
            // What another visitor's page was given does not help.
            let other = portal.browser(sending: [("Origin", "null")])
            _ = try await other.get("/en/")
            let refused = try await other.post(String(action), [])
            #expect(refused.path == "/en/")
            #expect(other.cookie("visit") == nil)
        }
    }

    @Test func `our own pages are taken, however the browser says so`() async throws {
        try await run { portal in
            let own = "http://127.0.0.1:\(portal.port)"
            for headers in [
                [("Sec-Fetch-Site", "same-origin")], [("Sec-Fetch-Site", "none")], [("Origin", own)],
                [("Sec-Fetch-Site", "same-origin"), ("Origin", "null")], [],
            ] {
                let visitor = portal.browser(sending: headers)
                let answer = try await visitor.post("/en/start", [])
                #expect(answer.path == "/en/words", "\(headers)")
            }
        }
    }

    @Test func `a browser that says where its forms come from is given nothing to bring back`() async throws {
        try await run { portal in
            let visitor = portal.browser(sending: [("Sec-Fetch-Site", "none")])
            let page = try await visitor.get("/en/return")
            #expect(!page.text.contains("knock") && visitor.cookie("knock") == nil)
        }
    }
}
