// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// A long conversation, page by page.
struct ConversationPageTests {
    private static let path = "/requests/\(PagesWork.id(7) as ID<Casework.Request>)"

    private func desk(_ count: Int, read: Int = 0) async throws -> WebDesk {
        let desk = try await WebDesk()
        for number in 1...count {
            await desk.work.receive(7, body: "Слово-\(number).")
            if number == read { await desk.work.record(.requestOpened(request: PagesWork.id(7))) }
        }
        return desk
    }

    private func words(_ page: Page) -> [String] { page.text.matches(of: /Слово-(\d+)\./).map { String($0.1) } }

    @Test func `the newest page comes first, and every message is on exactly one`() async throws {
        let desk = try await desk(95, read: 95)
        var (path, seen, pages) = (Self.path, [[String]](), 0)
        while pages < 9 {
            let page = await desk.get(path)
            seen.insert(words(page), at: 0)
            pages += 1
            guard let older = page.text.firstMatch(of: /rel="prev" href="([^"#]+)/) else { break }
            path = String(older.1).replacing("&amp;", with: "&")
        }
        #expect(pages == 3 && seen.flatMap(\.self) == (1...95).map(String.init))
        #expect(await !desk.get(Self.path).says("rel=\"next\""), "nothing is newer than the newest")
        #expect(words(await desk.get("\(Self.path)?page=99")).first == "1", "the nearest page that is there")
        #expect(words(await desk.get("\(Self.path)?page=x")).last == "95")
    }

    @Test func `a short conversation has no pages`() async throws {
        let page = await (try desk(3)).get(Self.path)
        #expect(words(page) == ["1", "2", "3"] && !page.says("class=\"pages\""))
    }

    @Test func `the first unread message is one step away, and stays marked on its page`() async throws {
        let desk = try await desk(95, read: 10)
        let newest = await desk.get(Self.path)
        let link = try #require(newest.text.firstMatch(of: /<p class="rule"><a href="([^"]+)">/)).1
        let parts = String(link).replacing("&amp;", with: "&").split(separator: "#").map(String.init)
        let page = await desk.get(parts[0])
        let message = try #require(page.text.firstMatch(of: /<li class="message person new" id="(e\d+)"/))
        #expect(String(message.1) == parts[1], "the anchor is the first that is marked")
        #expect(words(page).contains("11"))
        let message10 = page.text.ranges(of: "message person\"").count
        #expect(message10 == words(page).count { (Int($0) ?? 0) <= 10 }, "what was read is not marked")
        let near = try await self.desk(5, read: 2)
        #expect(await near.get(Self.path).text.contains(/<p class="rule"><a href="#e\d+">/), "on this page already")
        #expect(await !near.get(Self.path).says("class=\"rule\""), "and next time it was read")
    }

    @Test func `an older page reads nothing of what came last`() async throws {
        let desk = try await desk(95, read: 90)
        _ = await desk.get("\(Self.path)?page=2")
        #expect(await desk.work.state.request(PagesWork.id(7))?.unreadCount == 5)
        _ = await desk.get(Self.path)
        #expect(await desk.work.state.request(PagesWork.id(7))?.unreadCount == 0)
    }

    @Test func `who has no role that answers people reads why, and has no form`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        #expect(
            await desk.get("/requests/\(PagesWork.id(40) as ID<Casework.Request>)").says("name=\"body\" rows=\"6\""))
        await desk.work.write(
            .rolesSet(member: SampleCase.boris, roles: [.verifier]), in: .organisation, by: SampleCase.anna)
        await desk.work.sit(SampleCase.boris)
        let page = await desk.get("/requests/\(PagesWork.id(40) as ID<Casework.Request>)")
        #expect(page.says("You can read this and not answer") && !page.says("name=\"body\" rows=\"6\""))
    }
}
