// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import Languages
import LifeboatTestSupport
import Testing

@testable import Portal

@Suite struct WordsFlowTests {
    @Test(arguments: [("en", WordList.english), ("ru", .russian), ("fr", .french), ("uk", .english), ("de", .english)])
    func `words come from the reader's list, or an honest other one`(language: String, list: WordList) async throws {
        try await RunningPortal.run { portal in
            let shown = try await portal.browser().post("/\(language)/start")
            let words = shown.texts(after: "<li>").prefix(12)
            #expect(words.allSatisfy { list.words.contains($0) })
            #expect(shown.text.contains("<ol class=\"words\" lang=\"\(list.rawValue)\">"))
        }
    }

    @Test func `other words of another list can be asked for`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let shown = try await visitor.post("/uk/start")
            let other = try await visitor.post(
                "/uk/words", [("csrf", try #require(shown.value("csrf"))), ("list", "tr")])
            #expect(other.texts(after: "<li>").prefix(12).allSatisfy { WordList.turkish.words.contains($0) })
            #expect(try await visitor.post("/uk/words", [("csrf", "wrong"), ("list", "en")]).status == 403)
            #expect(try await visitor.post("/uk/words", [("list", "xx")]).status == 400)
        }
    }

    /// Before there is anything to copy, and before the way on.
    @Test(arguments: ["uk", "de"])
    func `who has no list of words is told so above the words, and can choose Russian or English there`(
        language: String
    ) async throws {
        try await RunningPortal.run { portal in
            let catalogue = try #require(portal.server.site.catalogues[language])
            let visitor = portal.browser()
            let shown = try await visitor.post("/\(language)/start")
            func place(_ text: String) throws -> String.Index {
                let places = shown.text.ranges(of: text)
                #expect(places.count == 1, "\(text)")
                return try #require(places.first).lowerBound
            }
            let words = try place("<ol class=\"words\"")
            let honest = try place(catalogue.text("words.unlisted").replacing("'", with: "&#39;"))
            let russian = try place("<button name=\"list\" value=\"ru\" lang=\"ru\"")
            let english = try place("<strong lang=\"en\">English</strong>")
            let onward = try place("href=\"/\(language)/confirm\"")
            #expect(honest < min(russian, english) && max(russian, english) < words && words < onward)
            let other = try await visitor.post(
                "/\(language)/words", [("csrf", try #require(shown.value("csrf"))), ("list", "ru")])
            #expect(other.text.contains("<ol class=\"words\" lang=\"ru\">"))
            #expect(other.text.contains("<button name=\"list\" value=\"en\" lang=\"en\""))
        }
    }

    @Test(arguments: ["en", "ru", "fr"])
    func `who has a list of their own is not asked above it`(language: String) async throws {
        try await RunningPortal.run { portal in
            let shown = try await portal.browser().post("/\(language)/start")
            #expect(!shown.text.contains("id=\"unlisted\"") && !shown.text.contains("<button name=\"list\""))
        }
    }

    @Test func `nobody writes before the words are confirmed`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            try await visitor.post("/en/start")
            #expect(try await visitor.get("/en/write").path == "/en/confirm")
            #expect(try await visitor.get("/en/inbox").path == "/en/confirm")
            let refused = try await visitor.post(
                "/en/write", [("csrf", "x"), ("form", "00"), ("body", "b")], files: [])
            #expect(refused.status == 403)
            #expect(portal.relay.envelopes.isEmpty)
        }
    }

    @Test func `a wrong word is named, and the next try counts`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let shown = try await visitor.post("/en/start")
            let words = Array(shown.texts(after: "<li>").prefix(12))
            let wrong = words.map { $0 == "zoo" ? "abandon" : "zoo" }
            let refused = try await portal.confirm(wrong, visitor, in: "en")
            #expect(refused.status == 422)
            #expect(refused.text.ranges(of: "does not match").count == 3)
            #expect(
                try await portal.confirm(words.map { " \($0.uppercased()) " }, visitor, in: "en").path == "/en/write")
            #expect(try await visitor.get("/en/words").path == "/en/write")
        }
    }

    @Test func `a mistyped word is caught, and the near word brings its owner in`() async throws {
        try await RunningPortal.run { portal in
            let (_, words) = try await portal.start(portal.browser(), in: "ru")
            var typed = words
            typed[4] += "ъъ"
            let visitor = portal.browser()
            let page = try await visitor.post("/ru/return", [("words", typed.joined(separator: " "))])
            #expect(page.status == 422)
            #expect(page.text.contains("Слово 5: «\(typed[4])»"))
            #expect(page.text.contains("name=\"near5\" value=\"\(words[4])\"> <span lang=\"ru\">"))
            #expect(visitor.cookie("visit") == nil)
            let inside = try await visitor.post(
                "/ru/return", [("words", typed.joined(separator: " ")), ("near5", words[4])])
            #expect(inside.path == "/ru/inbox")
        }
    }

    @Test func `a wrong word of the list is caught by the checksum`() async throws {
        try await RunningPortal.run { portal in
            // Eleven times the first word of the list is no codephrase with itself, but with "about".
            let typed = Array(repeating: "abandon", count: 12)
            let visitor = portal.browser()
            let page = try await visitor.post("/en/return", [("words", typed.joined(separator: " "))])
            #expect(page.status == 422 && page.text.contains("not a key"))
            let mended = try await visitor.post(
                "/en/return", [("words", typed.joined(separator: " ")), ("repair", "12 about")])
            #expect(mended.path == "/en/inbox")
        }
    }

    @Test(arguments: [
        ("eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf", "not on any of our lists"),
        ("漢 字 漢 字 漢 字 漢 字 漢 字 漢 字", "not on any of our lists"), ("abandon ability", "Words found: 2"),
        ("", "Words found: 0"), ("<script>alert(1)</script>", "Words found: 3"),
    ])
    func `words that cannot be right are explained, and are there to be corrected`(
        typed: String, explanation: String
    ) async throws {
        try await RunningPortal.run { portal in
            let page = try await portal.browser().post("/en/return", [("words", typed)])
            #expect(page.status == 422)
            #expect(page.text.contains(explanation))
            #expect(!page.text.contains("<script"))
            #expect(page.text.contains(typed.split(separator: "<").isEmpty ? "<textarea" : "</textarea>"))
        }
    }
}
