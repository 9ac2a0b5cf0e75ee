// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import LifeboatTestSupport
import Testing

@testable import Desk

/// Setting many requests apart in one act, and bringing them back.
struct SetApartPageTests {
    private static func id(_ number: Int) -> ID<Casework.Request> { PagesWork.id(number) }
    private static let member: ID<Member> = PagesWork.id(2)

    private func desk(_ count: Int = 10) async throws -> WebDesk {
        let desk = try await WebDesk()
        await FloodPageTests.flood(desk, count)
        return desk
    }

    /// The page about all that the query finds.
    private func choose(_ desk: WebDesk, of query: String = "state=1") async throws -> String {
        let answer = await desk.post("/requests/together", ["of": query, "what": "all"])
        return try #require(answer.location, "\(answer.text)")
    }

    private func setApart(_ desk: WebDesk, _ address: String, note: String = "поток") async throws {
        #expect(await desk.post(address, ["note": note]).location == address)
        try await FloodPageTests.finish(desk, String(address.suffix(32)))
    }

    private func states(_ desk: WebDesk) async -> [RequestState] { await desk.work.state.requests.map(\.state) }

    @Test func `the page says exactly what would be set apart, and nothing has happened yet`() async throws {
        let desk = try await desk()
        let file = await desk.work.hold([1], as: 1, name: "a.pdf", mediaType: "application/pdf")
        await desk.work.receive(10, body: FloodPageTests.plea, danger: .weeks, at: 990_000, files: [file])
        await desk.work.receive(11, body: FloodPageTests.plea, danger: .days, at: 990_100)
        await desk.work.receive(11, body: "вы здесь?", danger: .days, at: 990_200)
        await desk.work.letIn(Self.member, "Вера", on: PagesWork.id(2), roles: [.intake])
        await desk.work.record(.requestOpened(request: Self.id(1_001)), author: PagesWork.id(2))
        await desk.work.record(.replySent(request: Self.id(1_002), number: 1, body: "Ждите.", files: []))
        let page = await desk.get(try await choose(desk, of: "danger=1")).text
        #expect(page.contains("<h1>Set 8 requests apart</h1>"), "\(page)")
        let all = await desk.get(try await choose(desk, of: "since=1970-01-01")).text
        #expect(all.contains("<h1>Set 10 requests apart</h1>"))
        for fact in [
            "life in danger now: 8, days: 1, weeks: 1", "<dt>With files</dt><dd><bdi>1</bdi></dd>",
            "<bdi>life in danger now</bdi>",
        ] {
            #expect(all.contains(fact), "\(fact)")
        }
        #expect(all.contains("<dt>Wrote more than once</dt><dd><bdi>1</bdi></dd>"))
        #expect(all.contains("1 was opened or taken up by a colleague."))
        #expect(all.contains("1 was answered.") && all.contains("/requests/\(Self.id(1_002).hex)"))
        #expect(all.contains("sample-\(Self.id(10).hex)") && all.contains("sample-\(Self.id(11).hex)"))
        #expect(await !states(desk).contains(.quarantined))
    }

    @Test
    func
        `that a life is said to be at stake stands first wherever many are set apart, and no number looks like a proof`()
        async throws
    {
        let desk = try await desk()
        await desk.work.receive(
            10, body: "Совсем другое письмо, в котором просят только совета насчёт визы для сестры.", danger: .weeks)
        let all = try await choose(desk, of: "since=1970-01-01")
        let page = await desk.get(all)
        #expect(page.says("10 of them say that a life is in danger now. Read each of these"))
        #expect(page.says("<span class=\"danger\">life in danger now</span> · "))
        #expect(page.says("nothing else here says the same") && !page.says("likeness"))
        try await setApart(desk, all)
        let list = await desk.get("/requests")
        #expect(list.says("<span class=\"badge grave\">life in danger now</span> <a href=\"/requests/acts/"))
        let act = await desk.get("/requests/acts/\(Self.id(1_000).hex)")
        #expect(act.says("10 of them say that a life is in danger now"))
        #expect(act.says("<dt>Greatest urgency stated</dt><dd><bdi>life in danger now</bdi></dd>"))
        // It moves nobody to the head, and everybody sees it.
        let today = await desk.get("/today")
        #expect(today.says("<span class=\"badge grave\">life in danger now</span> <bdi>10 alike"))
        #expect(today.text.firstMatch(of: /id="group-urgent">[^<]*<span class="number">0</) != nil)
    }

    @Test func `ticked rows mean all that stand in them, and single ones themselves`() async throws {
        let desk = try await desk()
        await desk.work.receive(
            10, body: "Совсем другое письмо, в котором просят только совета насчёт визы для сестры.")
        let list = await desk.get("/requests").text
        let row = String(try #require(list.firstMatch(of: /name="(row-[0-9a-f]{32})"/)).1)
        let both = await desk.post(
            "/requests/together", ["of": "", "what": "ticked", row: "1", "one-\(Self.id(10).hex)": "1"])
        #expect(await desk.get(both.location ?? "").says("<h1>Set 11 requests apart</h1>"))
        #expect(await desk.get(both.location ?? "").says("2 different texts"))
        let one = await desk.post("/requests/together", ["of": "", "what": "ticked", "one-\(Self.id(10).hex)": "1"])
        #expect(await desk.get(one.location ?? "").says("<h1>Set 1 request apart</h1>"))
        #expect(
            await desk.post("/requests/together", ["of": "unread=1", "what": "ticked"]).location == "/requests?unread=1"
        )
        #expect(
            await desk.post("/requests/together", ["of": "", "what": "all"]).location == "/requests",
            "all of everything")
    }

    @Test func `each is set apart by its own events, and all are brought back at once`() async throws {
        let desk = try await desk(150)
        let address = try await choose(desk)
        #expect(await desk.post(address, ["note": " "]).status == 422)
        #expect(await !states(desk).contains(.quarantined))
        try await setApart(desk, address)
        #expect(await states(desk).allSatisfy { $0 == .quarantined })
        let done = await desk.get(address)
        #expect(done.says("150 requests were set apart") && !done.says("<form method=\"post\" action=\"\(address)\""))
        let list = await desk.get("/requests")
        #expect(list.says("150 requests were set apart in one act") && list.says("150 alike"))
        let act = String(try #require(done.text.firstMatch(of: /href="(\/requests\/acts\/[0-9a-f]{32})"/)).1)
        #expect(list.says(act) || list.says("/requests/acts/"))
        let page = await desk.get(act)
        #expect(page.says("Bring 150 requests back") && page.says("поток"))
        // Something happens to two of them.
        await desk.work.receive(1_003, body: "Я здесь.", at: 1_003_000)
        await desk.work.record(.requestMoved(request: Self.id(1_004), to: .inTriage, reason: nil, note: "мой"))
        #expect(await desk.get(act).says("Bring 148 requests back"))
        #expect(await desk.post(act).location == act)
        try await FloodPageTests.finish(desk, String(act.suffix(32)))
        let after = await desk.work.state
        #expect(
            after.request(Self.id(1_003))?.state == .quarantined && after.request(Self.id(1_000))?.state == .inTriage)
        #expect(after.requests.count { $0.state == .inTriage } == 149)
        #expect(after.refused.isEmpty)
        #expect(await desk.get(act).text.contains("Bring ") == false)
        #expect(await desk.post(act).status == 422)
        // Nothing is left of it but where it was: in one row, waiting as before.
        #expect(await desk.get("/requests").says("148 alike"))
    }

    @Test func `what the page showed is what is acted on, and the rest is left and said so`() async throws {
        let desk = try await desk(20)
        let address = try await choose(desk)
        #expect(await desk.get(address).says("Set 20 requests apart"))
        await desk.work.receive(1_000, body: "Прошу вас, это не шутка", at: 1_003_000)
        await desk.work.record(.replySent(request: Self.id(1_001), number: 1, body: "Ждите.", files: []))
        await desk.work.record(.requestOpened(request: Self.id(1_002)))
        await desk.work.receive(3_000, body: FloodPageTests.plea(3), danger: .lifeInDanger)
        try await setApart(desk, address)
        let state = await desk.work.state
        for number in [1_000, 1_001, 3_000] {
            #expect(state.request(Self.id(number))?.state != .quarantined, "\(number)")
        }
        #expect(state.request(Self.id(1_002))?.state == .quarantined, "who looks may act")
        #expect(state.requests.count { $0.state == .quarantined } == 18)
        let page = await desk.get(address)
        #expect(page.says("18 requests were set apart") && page.says("1 changed after the page had shown it"))
        #expect(page.says("1 was answered."))
        // The same form again changes nothing.
        #expect(await desk.post(address, ["note": "ещё раз"]).location == address)
        #expect(await desk.work.state.fingerprint == state.fingerprint)
    }

    @Test func `where it stops before the end what was written stands, and the page says so`() async throws {
        let desk = try await desk(200)
        let address = try await choose(desk)
        await desk.work.fail(with: .storage("disk full"), after: 2)
        try await setApart(desk, address)
        #expect(await states(desk).count { $0 == .quarantined } == 128)
        let page = await desk.get(address)
        #expect(page.says("It stopped before the end.") && page.says("128 requests were set apart"))
        await desk.work.fail(with: nil)
        try await setApart(desk, try await choose(desk), note: "остаток")
        #expect(await states(desk).allSatisfy { $0 == .quarantined })
    }

    @Test func `whoever is not on duty has no such pages, and no boxes`() async throws {
        let desk = try await desk()
        let address = try await choose(desk)
        try await setApart(desk, address)
        let act = "/requests/acts/\(Self.id(1_000).hex)"
        #expect(await desk.get(act).status == 200)
        await desk.work.record(.rolesSet(member: PagesWork.id(1), roles: [.director]))
        #expect(await !desk.get("/requests").says("type=\"checkbox\" name=\"row-"))
        #expect(await desk.get(address).status == 404)
        #expect(await desk.post(address, ["note": "x"]).status == 404)
        #expect(await desk.post("/requests/together", ["of": "state=1", "what": "all"]).status == 404)
        #expect(await desk.post(act).status == 404)
        #expect(await !desk.get(act).says("Bring "))
    }

    @Test func `a form without its token, and an act that is none, lead nowhere`() async throws {
        let desk = try await desk()
        let address = try await choose(desk)
        #expect(await desk.post(address, ["note": "x"], withToken: false).status == 403)
        #expect(await desk.get("/requests/acts/\(Self.id(1_000).hex)").status == 404)
        #expect(await desk.get("/requests/acts/nonsense").status == 404)
        #expect(await desk.get("/requests/together/0123").location == "/requests")
        await desk.site.lock()
        #expect(await desk.site.apart.choice(String(address.suffix(32))) == nil)
    }

    @Test func `hostile words in a choice stay words`() async throws {
        let desk = try await WebDesk()
        for number in 0..<6 {
            await desk.work.receive(1_000 + number, body: "<script>alert(1)</script> " + FloodPageTests.plea(number))
        }
        let address = try await choose(desk)
        try await setApart(desk, address, note: "<b>поток</b>")
        for path in ["/requests", address, "/requests/acts/\(Self.id(1_000).hex)"] {
            let page = await desk.get(path)
            #expect(!page.says("<script>alert") && !page.says("<b>поток"))
        }
    }
}
