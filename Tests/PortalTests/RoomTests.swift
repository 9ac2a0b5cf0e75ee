// SPDX-License-Identifier: AGPL-3.0-or-later
import Languages
import LifeboatTestSupport
import Testing

@testable import Portal

/// That nothing would be taken is said before anybody types, and by what the portal asked of the relay itself.
@Suite struct RoomTests {
    private static func says(_ key: String, _ page: PlainBrowser.Page, _ portal: RunningPortal, _ language: String)
        -> Bool
    {
        let words = portal.server.site.catalogues[language]
        let text = words?.text(key, ["organisation": portal.server.site.organisation ?? "-"]) ?? "-"
        return page.text.contains(
            text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;"))
    }

    @Test(arguments: PageTests.languages)
    func `a full mailbox is told on the first page and on the empty form, until there is room`(
        language: String
    ) async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let before = try await portal.start(visitor, in: language).form
            #expect(!Self.says("write.full", before, portal, language))
            portal.relay.fill(true)
            await portal.server.site.door.refresh()
            let home = try await visitor.get("/\(language)/")
            #expect(Self.says("home.full", home, portal, language) && home.status == 200)
            #expect(home.text.contains("/\(language)/start"), "whoever wants to may try")
            let form = try await visitor.get("/\(language)/write")
            #expect(Self.says("write.full", form, portal, language))
            let refused = try await portal.send("KEPT", from: form, visitor, in: language)
            #expect(refused.status == 507 && refused.text.contains("KEPT"))
            #expect(!Self.says("write.full", refused, portal, language), "it is said once")
            portal.relay.fill(false)
            await portal.server.site.door.refresh()
            #expect(!Self.says("home.full", try await visitor.get("/\(language)/"), portal, language))
            #expect(!Self.says("write.full", try await visitor.get("/\(language)/write"), portal, language))
        }
    }

    /// Else whoever looks at the first page every second would see when somebody else was refused, or got through.
    @Test func `what one visitor is refused, or gets through, changes no page of another`() async throws {
        try await RunningPortal.run { portal in
            let (visitor, other) = (portal.browser(), portal.browser())
            let (form, _) = try await portal.start(visitor)
            let before = try await other.get("/en/").text
            portal.relay.fill(true)
            let refused = try await portal.send("text", from: form, visitor)
            #expect(refused.status == 507)
            #expect(try await other.get("/en/").text == before)
            await portal.server.site.door.refresh()
            let told = try await other.get("/en/").text
            #expect(told != before)
            portal.relay.fill(false)
            #expect(try await portal.send("text", from: refused, visitor).path == "/en/sent")
            #expect(try await other.get("/en/").text == told)
        }
    }
}
