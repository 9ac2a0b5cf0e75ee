// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// What Today and a conversation say before anybody acts in a hurry.
struct BeforeAnsweringTests {
    private static let path = "/requests/\(PagesWork.id(7) as ID<Casework.Request>)"

    private func desk() async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.receive(7, body: "Пришлите список ушедших", danger: .lifeInDanger)
        await desk.work.record(.requestOpened(request: PagesWork.id(7)))
        await desk.work.record(.requestMoved(request: PagesWork.id(7), to: .inTriage, reason: nil, note: ""))
        return desk
    }

    @Test func `what was due at an hour that is past does not read as if there were time`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(7, body: "Помогите", danger: .lifeInDanger, at: WebDesk.second - 86_400 - 60)
        let page = await desk.get("/today")
        #expect(page.says("<span class=\"when late\">1970-01-12, was due earlier today</span>"))
    }

    @Test func `Today and the conversation say it first`() async throws {
        let desk = try await desk()
        let warning = "Whatever you answer tells whoever wrote this something about us."
        #expect(await !desk.get(Self.path).says(warning))
        #expect(await !desk.get("/today").says("set apart"))
        #expect(await desk.post("\(Self.path)/quarantine", ["note": "просит имена"]).isRedirect)
        let page = await desk.get(Self.path).text
        let place = try #require(page.firstRange(of: warning)).lowerBound
        #expect(place < (try #require(page.firstRange(of: "id=\"timeline\"")).lowerBound))
        #expect(await desk.get("/today").says("set apart: suspected hostile · The person waits for an answer"))
    }
}
