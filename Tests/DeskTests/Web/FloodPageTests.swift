// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import LifeboatTestSupport
import Testing

@testable import Desk

/// The list of requests under a flood of well-formed ones.
struct FloodPageTests {
    private typealias Request = Casework.Request

    static let plea =
        "Здравствуйте, меня зовут Олег, я журналист из города, где вчера прошли обыски. За мной могут прийти в любую минуту, помогите выехать вместе с женой и сыном."

    static func plea(_ number: Int) -> String {
        plea.replacing("Олег", with: ["Олег", "Пётр", "Анна", "Ирина Ильинична"][number % 4]) + " Мой номер \(number)."
    }

    /// Requests with the numbers from 1000 on.
    static func flood(_ desk: WebDesk, _ count: Int, danger: DangerRating = .lifeInDanger) async {
        for number in 0..<count {
            await desk.work.receive(1_000 + number, body: plea(number), danger: danger, at: 900_000 + UInt64(number))
        }
    }

    static func id(_ number: Int) -> ID<Casework.Request> { PagesWork.id(number) }

    /// Waits until what runs by itself is over.
    static func finish(_ desk: WebDesk, _ name: String) async throws {
        for _ in 0..<5_000 {
            if await desk.site.apart.run(name)?.isOver == true { return }
            try await Task.sleep(for: .milliseconds(2))
        }
        Issue.record("it does not end")
    }

    @Test func `two thousand that are alike take one row, and five who write for themselves stand on the first page`()
        async throws
    {
        let desk = try await WebDesk()
        await Self.flood(desk, 2_000)
        let own = [
            "Я учительница, после увольнения к соседям приходили и спрашивали обо мне. Паспорт просрочен, куда обратиться за визой?",
            "Мой брат не вышел на связь после допроса в четверг; в квартире всё перевёрнуто, мать боится открывать дверь.",
            "Помогите, пожалуйста", "Please help me, they know where I live",
            "Пишу с чужого телефона. Завтра суд, адвоката не пускают, после суда меня увезут. Что мне сказать и кому?",
        ]
        for (number, body) in own.enumerated() {
            await desk.work.receive(
                10 + number, body: body, danger: number == 4 ? .lifeInDanger : .weeks, at: 1_000_000)
        }
        for path in ["/requests", "/today"] {
            let page = await desk.get(path)
            for number in 10..<15 { #expect(page.says("/requests/\(Self.id(number).hex)\""), "\(path): \(number)") }
            #expect(page.says("2000 alike"), "\(path)")
        }
        let list = await desk.get("/requests")
        #expect(list.text.matches(of: /data-row/).count == 6)
        #expect(list.says("2005 requests") && list.says("2000 requests that are alike stand in 1 row"))
        #expect(list.says("received 1970-01-"))
        #expect(
            await desk.get("/today").text.firstMatch(of: /id="group-urgent">[^<]*<span class="number">2001</) != nil)
        // Nothing is hidden: each can be seen by itself.
        let singly = await desk.get("/requests?singly=1")
        #expect(
            singly.text.matches(of: /data-row/).count == 50 && singly.says("page=41&") == false && singly.says("of 41"))
    }

    @Test func `a row opens into its members, the least alike first, and says the greatest danger in it`() async throws
    {
        let desk = try await WebDesk()
        await Self.flood(desk, 8, danger: .weeks)
        await desk.work.receive(
            10, body: Self.plea + " Ещё со мной мать, она не ходит, и нам нужна машина.", danger: .lifeInDanger,
            at: 990_000)
        let list = await desk.get("/requests")
        #expect(list.says("9 alike") && list.says("class=\"alike danger-1\"") && list.says("in 1 of them"))
        let link = try #require(list.text.firstMatch(of: /href="(\/requests\?[^"]*alike=[0-9a-f]+)"/))
        let row = await desk.get(String(link.1).replacing("&amp;", with: "&"))
        #expect(row.text.matches(of: /data-row/).count == 9 && !row.says("9 alike"))
        let first = row.text.firstMatch(of: /href="\/requests\/([0-9a-f]{32})" data-row/)
        #expect(first.map { String($0.1) } == (Self.id(10) as ID<Casework.Request>).hex)
        #expect(row.says("word for word like others here") && row.says("differently: read it"))
        #expect(!row.says("likeness"), "a number looks like a proof")
    }

    @Test func `few that are alike are not folded, nor many that say the same few words`() async throws {
        let desk = try await WebDesk()
        await Self.flood(desk, 4)
        for number in 0..<19 { await desk.work.receive(10 + number, body: "Please help me!", at: 950_000) }
        #expect(await desk.get("/requests").text.matches(of: /data-row/).count == 23)
        await desk.work.receive(2_000, body: Self.plea(9), at: 960_000)
        #expect(await desk.get("/requests").text.matches(of: /data-row/).count == 20)
        await desk.work.receive(2_001, body: "please help me", at: 960_000)
        #expect(await desk.get("/requests").text.matches(of: /data-row/).count == 2)
        #expect(await desk.get("/requests").says("20 alike"))
    }

    @Test func `whoever writes again, or whom a colleague deals with, stands outside the row`() async throws {
        let desk = try await WebDesk()
        await Self.flood(desk, 12)
        await desk.work.receive(1_003, body: "Вы получили моё письмо?", at: 999_000)
        await desk.work.record(.requestOpened(request: Self.id(1_004)))
        await desk.work.record(.noteAdded(request: Self.id(1_005), body: "знаю его"))
        await desk.work.record(.replySent(request: Self.id(1_006), number: 1, body: "Ждите.", files: []))
        let list = await desk.get("/requests")
        #expect(list.says("8 alike"))
        for number in 1_003...1_006 { #expect(list.says("/requests/\(Self.id(number).hex)\""), "\(number)") }
    }

    @Test func `the filters narrow what a flood is sifted by`() async throws {
        let desk = try await WebDesk()
        let file = await desk.work.hold([1], as: 1, name: "a.pdf", mediaType: "application/pdf")
        await desk.work.receive(10, body: "first-one", at: 86_400 * 5, files: [file])
        await desk.work.receive(11, body: "second-one", at: 86_400 * 9, language: "en")
        await desk.work.receive(11, body: "more", at: 86_400 * 9)
        func sees(_ query: String) async -> [Bool] {
            let page = await desk.get("/requests?\(query)")
            return [page.says("first-one"), page.says("second-one")]
        }
        #expect(await sees("files=1") == [true, false])
        #expect(await sees("language=en") == [false, true])
        #expect(await sees("again=1") == [false, true])
        #expect(await sees("again=0") == [true, false])
        #expect(await sees("until=1970-01-07") == [true, false])
        #expect(await sees("since=1970-01-09&until=1970-01-12") == [false, true])
        #expect(await sees("since=yesterday&again=7&language=%3Cb%3E&alike=12") == [true, true])
    }

    @Test func `words that are looked for stand in no address, and narrow the list until the desk is locked`()
        async throws
    {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "облава в четверг", danger: .weeks)
        await desk.work.receive(11, body: "нужна виза", danger: .weeks)
        let answer = await desk.post("/requests", ["containing": " облава ", "danger": "3", "unread": "1"])
        let address = try #require(answer.location)
        #expect(answer.isRedirect && !address.contains("облава") && !address.contains("%D0"))
        #expect(address.hasPrefix("/requests?danger=3&unread=1&words="))
        let page = await desk.get(address)
        #expect(page.says("облава в четверг") && !page.says("нужна виза") && page.says("value=\"облава\""))
        #expect(await desk.post("/requests", ["containing": ""]).location == "/requests")
        #expect(await desk.post("/requests", ["containing": "x"], withToken: false).status == 403)
        desk.site.found.forget()
        let forgotten = await desk.get(address)
        #expect(
            !forgotten.says("нужна виза") && !forgotten.says("облава в четверг") && forgotten.says("Type them again"))
        #expect(
            !(await desk.post("/requests/together", ["of": String(address.dropFirst(10)), "what": "all"])).says("Set "))
    }

    @Test func `nothing is kept of what is alike once it cannot be read any longer`() async throws {
        let desk = try await WebDesk()
        await Self.flood(desk, 9)
        await desk.work.receive(10, body: "")
        #expect(await desk.get("/requests").says("9 alike"))
        #expect(desk.site.shelf.alikeCount == 9)
        await desk.work.destroyIntake()
        await Self.flood(desk, 8)
        desk.site.shelf.follow(await desk.work.state)
        #expect(desk.site.shelf.alikeCount == 0)
        #expect(await desk.get("/requests").says("8 alike"))
        #expect(desk.site.shelf.alikeCount == 8)
        await desk.site.lock()
        #expect(desk.site.shelf.alikeCount == 0)
    }
}
