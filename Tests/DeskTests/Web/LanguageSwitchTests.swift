// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Testing

@testable import Desk

/// A page that answered a form is shown in the other language, with what was typed; and nothing is done a second time.
struct LanguageSwitchTests {
    private static let task = SampleCase.path(.casework, "task")

    private func send(_ desk: WebDesk, _ path: String, _ fields: [String: String]) async -> (way: String, page: Page) {
        let body = (fields.merging(["token": desk.token]) { $1 }).map { "\($0.key)=\(WebDesk.encoded($0.value))" }
            .joined(separator: "&")
        let page = await desk.send(
            .post, path,
            headers: [
                "Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded",
                "Content-Length": "\(body.utf8.count)",
            ], body: Array(body.utf8))
        let way = page.text.firstMatch(of: /name="address" value="([^"]+)"/).map { String($0.1) } ?? ""
        return (way.replacing("&amp;", with: "&"), page)
    }

    private func choose(_ desk: WebDesk, _ language: String, at address: String) async -> Page {
        await desk.post("/language", ["language": language, "address": address])
    }

    @Test func `a refused form stands there in the other language with its words and its problem`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.casework])
        let before = await desk.work.state.fingerprint
        let (way, page) = await send(desk, Self.task, ["task-title": "Позвонить сестре", "due": "нет"])
        #expect(page.status == 422 && way.hasPrefix("/again/"), "\(way)")
        let russian = await choose(desk, "ru", at: way)
        #expect(russian.status == 422 && russian.says("lang=\"ru\"") && russian.says("Позвонить сестре"))
        #expect(russian.says("Здесь нужен день") || russian.says("class=\"problem\""))
        let english = await choose(desk, "en", at: way)
        #expect(english.says("lang=\"en\"") && english.says("Позвонить сестре"))
        #expect(await desk.work.state.fingerprint == before)
    }

    @Test func `a form that was refused by the workspace is not tried again`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "Меня ищут")
        await desk.work.record(.requestOpened(request: PagesWork.id(10)))
        await desk.work.fail(with: .storage("disk full"))
        let address = "/requests/\((PagesWork.id(10) as ID<Casework.Request>).hex)"
        let (way, page) = await send(desk, "\(address)/note", ["body": "Звонила сестра"])
        #expect(page.status == 422 && page.says("Звонила сестра"))
        await desk.work.fail(with: nil)
        let russian = await choose(desk, "ru", at: way)
        #expect(russian.says("Звонила сестра") && russian.says("disk full") && russian.says("lang=\"ru\""))
        #expect(await desk.work.state.request(PagesWork.id(10))?.timeline.count == 2, "no note was written")
    }

    @Test func `what was found stands there in the other language`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "Меня ищут")
        let (way, page) = await send(desk, "/search", ["words": "ищут", "q": "ищут", "query": "ищут"])
        #expect(page.status == 200)
        #expect(await choose(desk, "ru", at: way).says("lang=\"ru\""))
    }

    @Test func `another browser's page, and one that is gone, lead to the form or to the beginning`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.casework])
        let (way, _) = await send(desk, Self.task, ["due": "нет"])
        var other = desk
        try await other.signIn()
        #expect(await other.get(way).location == Self.task, "what another typed is not shown")
        let answer = await other.post("/language", ["language": "ru", "address": way])
        #expect(answer.location == Self.task)
        #expect(await desk.get(way).says("lang=\"en\""), "nor made anew")
        #expect(await desk.get("/again/nothing").location == "/")
        #expect(await desk.get("/again/nothing?from=//evil.example").location == "/")
    }

    @Test(arguments: [
        ("/requests/00/note", "/requests/00"), ("/requests/00/accept", "/requests/00/accept"),
        ("/cases/00/11/task", "/cases/00/11/task"),
        ("/cases/00/11/attestations/22/sign", "/cases/00/11/attestations/22"),
    ]) func `each form is sent from a page that is there`(sent: String, page: String) {
        let address = DeskPath.again("name", from: sent)
        #expect(address == "/again/name?from=\(page)" && DeskPath.nameOfAnswer(address) == "name")
        #expect(DeskPath.nameOfAnswer(sent) == nil)
    }
}
