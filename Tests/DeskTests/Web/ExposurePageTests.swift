// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import DeskFormats
import HTTPTypes
import Pages
import Testing

@testable import Desk

struct ExposurePageTests {
    private func desk(_ kinds: [CompartmentKind] = CompartmentKind.allCases) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: kinds)
        return desk
    }

    private static func list(
        _ title: String = "Розыск", date: Day?, leftOut: Int = 0, hits: Int? = 0
    ) -> HeldList {
        HeldList(
            id: PagesWork.id(77), title: title, source: "сайт ведомства", date: date, licence: "CC BY 4.0",
            addedAt: WebDesk.second, personCount: 812, nameCount: 900, leftOutCount: leftOut,
            brokenRows: (0..<leftOut).map { HeldList.BrokenRow(line: 7 + $0, reason: "noName") },
            comparison: hits.map {
                HeldList.Comparing(
                    at: WebDesk.second, personCount: 4, namesDigest: [], hitCount: $0, newCount: 0, crowdedCount: 0)
            })
    }

    /// A form as browsers send it.
    private func upload(
        _ path: String, _ desk: WebDesk, _ fields: [(String, String)], file: [UInt8]? = nil, token: String? = nil
    ) async -> Page {
        var body: [UInt8] = []
        func add(_ head: String, _ content: [UInt8]) {
            body +=
                Array("--edge\r\nContent-Disposition: form-data; \(head)\r\n\r\n".utf8) + content + Array("\r\n".utf8)
        }
        for (name, value) in [("token", token ?? desk.token)] + fields { add("name=\"\(name)\"", Array(value.utf8)) }
        if let file { add("name=\"file\"; filename=\"list.csv\"\r\nContent-Type: text/csv", file) }
        body += Array("--edge--\r\n".utf8)
        return await desk.send(
            .post, path,
            headers: ["Content-Type": "multipart/form-data; boundary=edge", "Sec-Fetch-Site": "same-origin"], body: body
        )
    }

    @Test func `a hit shows both spellings, why, and where the row comes from`() async throws {
        let page = try await desk().get("/exposure")
        #expect(page.status == 200)
        for words in [
            "Сокол", "TAJNOIMIONNY Ivan", SampleCase.secret(.identity), "On the list “Розыск”", "сайт ведомства",
            "2026-01-05", "NK-7, line 12", "same surname", "to be decided", "the names agree (98 of 100)",
            "Born, by the list: 1996", "Date of birth: 1994 / 1996",
        ] { #expect(page.says(words), "\(words)") }
        #expect(page.text.contains("<title>Exposure · Lifeboat</title>"))
    }

    @Test func `what was decided is shown with who decided, and can be decided anew`() async throws {
        let desk = try await desk()
        let hit = try #require(await desk.work.state.case(SampleCase.caseID)?.identity?.exposures.first)
        let path = SampleCase.path(.identity, "exposure-decide", about: hit.id.hex)
        #expect(await desk.get(path).says("TAJNOIMIONNY Ivan"))
        #expect(await desk.post(path, ["verdict": "2", "reason": " "]).status == 422)
        #expect(await desk.post(path, ["verdict": "2", "reason": "другой год рождения"]).isRedirect)
        let page = await desk.get("/exposure")
        #expect(page.says("Nothing waits for a decision."))
        #expect(page.says("not the same person") && page.says("другой год рождения") && page.says("1 that was decided"))
        let anew = try await desk.link("exposure-decide", about: hit.id.hex)
        #expect(await desk.post(anew, ["verdict": "1", "reason": "видели документ"]).isRedirect)
        let record = try #require(await desk.work.state.case(SampleCase.caseID)?.identity?.exposure(hit.id))
        #expect(record.verdict == .same && record.decisions.all.count == 2 && !record.isContested)
        let case_ = await desk.get(SampleCase.path())
        #expect(case_.says("The person is there: On the list “Розыск”") && case_.says("2 decisions"))
        #expect(await desk.get(SampleCase.path("/history")).says("видели документ"))
    }

    @Test func `a hit's task is on today and is handed over where the names stand`() async throws {
        let desk = try await desk()
        #expect(await desk.get("/today").says("See whether it is the same person"))
        let hit = try #require(await desk.work.state.case(SampleCase.caseID)?.identity?.exposures.first)
        // The task, and the entry that gave it: the hit's own.
        let path = SampleCase.path(.identity, "reassign", about: hit.id.hex, shown: [hit.id])
        #expect(await desk.get(SampleCase.path()).leads(to: path))
        let answer = await desk.post(path, ["owner": SampleCase.vera.hex, "deputy": SampleCase.anna.hex])
        #expect(answer.isRedirect)
        #expect(await desk.work.state.case(SampleCase.caseID)?.identity?.task(hit.id)?.owner == SampleCase.vera)
    }

    @Test func `an old list is amber, an undated one too, and broken rows are told with their lines`() async throws {
        let desk = try await desk()
        let today = Day(at: WebDesk.second)
        for (date, words) in [
            (today.adding(days: -30), nil), (today.adding(days: -31), "old: fetch it again"),
            (nil, "no date: take it for old"),
        ] as [(Day?, String?)] {
            await desk.work.arrange { $0.overview.lists = [Self.list(date: date, leftOut: 2)] }
            let page = await desk.get("/exposure")
            #expect(page.says("old: fetch it again") == (words == "old: fetch it again"))
            #expect(page.says("no date: take it for old") == (words == "no date: take it for old"))
            #expect(page.says("CC BY 4.0") && page.says("812 people") && page.says("2 rows left out"))
            #expect(page.says("line 7: no name") && page.says("line 8: no name"))
        }
    }

    @Test func `nobody found is never said without what it is worth`() async throws {
        let desk = try await desk()
        await desk.work.arrange { $0.overview.lists = [Self.list(date: Day(at: WebDesk.second))] }
        let page = await desk.get("/exposure")
        #expect(page.says("with the names of 4 people") && page.says("Absence proves nothing"))
        await desk.work.arrange { $0.overview.lists = [Self.list(date: Day(at: WebDesk.second), hits: 3)] }
        #expect(await desk.get("/exposure").says("3 hits."))
    }

    @Test func `a list goes to the workspace with what is said of it`() async throws {
        let desk = try await desk()
        let answer = await upload(
            "/exposure/lists", desk,
            [("title", "Розыск"), ("source", "сайт"), ("date", "1970-01-05"), ("licence", "CC0")],
            file: Array("name\nИванов\n".utf8))
        #expect(answer.location == "/exposure#lists")
        let added = try #require(await desk.work.arranged.added.first)
        #expect(added.draft == ListDraft(title: "Розыск", source: "сайт", date: Day(at: 4 * 86_400), licence: "CC0"))
        #expect(added.bytes == Array("name\nИванов\n".utf8))
    }

    static let refusals: [([(String, String)], [UInt8]?, String)] = [
        ([("title", ""), ("source", "s")], [65], "Title"),
        ([("title", "t"), ("source", " ")], [65], "Source"),
        ([("title", "t"), ("source", "s"), ("date", "yesterday")], [65], "Date"),
        ([("title", "t"), ("source", "s"), ("date", "2199-01-01")], [65], "has not come yet"),
        ([("title", "t"), ("source", "s")], nil, "Choose a file"),
        ([("title", "t"), ("source", "s")], [], "Choose a file"),
        ([("title", String(repeating: "t", count: 600)), ("source", "s")], [65], "too long"),
        ([("title", "t"), ("source", String(repeating: "s", count: 9_000))], [65], "too long"),
        ([("title", "t"), ("source", "s"), ("licence", String(repeating: "l", count: 513))], [65], "too long"),
    ]

    @Test(arguments: refusals)
    func `what is missing or wrong is said, and what was typed stays`(
        _ fields: [(String, String)], _ file: [UInt8]?, _ words: String
    ) async throws {
        let desk = try await desk()
        let answer = await upload(
            "/exposure/lists", desk,
            fields + (fields.contains { $0.0 == "licence" } ? [] : [("licence", "лицензия-7")]),
            file: file)
        #expect(answer.status == 422 && answer.says(words), "\(words)")
        #expect(answer.says("role=\"alert\""))
        if !fields.contains(where: { $0.0 == "licence" }) { #expect(answer.says("лицензия-7")) }
        #expect(await desk.work.arranged.added.isEmpty)
    }

    @Test func `what no page of ours sends is refused before anything is read`() async throws {
        let desk = try await desk()
        let fields = [("title", "t"), ("source", "s")]
        #expect(await upload("/exposure/lists", desk, fields, file: [65], token: "wrong").status == 403)
        #expect(await upload("/exposure/lists", desk, fields + [("other", "x")], file: [65]).status == 400)
        #expect(await upload("/exposure/lists", desk, fields + [("title", "x")], file: [65]).status == 400)
        #expect(await desk.post("/exposure/lists", ["title": "t"]).status == 400)
        #expect(await desk.post("/exposure/lists/zz/compare").status == 404)
        #expect(await desk.work.arranged.added.isEmpty)
    }

    @Test func `a text is pasted or chosen, and has a name`() async throws {
        let desk = try await desk()
        #expect(await upload("/exposure/texts", desk, [("title", ""), ("text", "Иванов")]).status == 422)
        #expect(await upload("/exposure/texts", desk, [("title", "x"), ("text", " ")]).says("Paste a text"))
        #expect(
            await upload("/exposure/texts", desk, [("title", "x")], file: [0xFF, 0xFE]).says("not written in UTF-8"))
        let big = [UInt8](repeating: 65, count: TextDraft.maximumByteCount + 1)
        #expect(await upload("/exposure/texts", desk, [("title", "x")], file: big).says("too large for this desk"))
        #expect(await upload("/exposure/texts", desk, [("title", "x"), ("text", "Иванов здесь")]).isRedirect)
        #expect(await upload("/exposure/texts", desk, [("title", "y"), ("text", "")], file: [65, 66]).isRedirect)
        #expect(await desk.work.arranged.texts.map(\.text) == ["Иванов здесь", "AB"])
    }

    @Test func `a list is compared again and removed, and a refusal is shown`() async throws {
        let desk = try await desk()
        await desk.work.arrange { $0.overview.lists = [Self.list(date: nil)] }
        let path = "/exposure/lists/\((PagesWork.id(77) as ID<KeptList>).hex)"
        #expect(await desk.post("\(path)/compare").location == "/exposure#lists")
        #expect(await desk.work.arranged.compared == [PagesWork.id(77)])
        await desk.work.fail(with: .refused(EngineMessage.listEmpty.rawValue))
        await desk.work.fail(with: nil)
        #expect(await desk.post("\(path)/remove").isRedirect)
        #expect(await desk.get("/exposure").says("No list is kept here yet."))
    }

    @Test func `a pair is decided, and decided anew`() async throws {
        let desk = try await desk()
        let pair = DuplicatePair(person: SampleCase.compartment(.identity), other: .request(PagesWork.id(80)))
        await desk.work.receive(80, body: "Меня зовут иначе")
        await desk.work.arrange {
            $0.duplicates = [
                PossibleDuplicate(
                    pair: pair, firstSpelling: "Имярек Иван", secondSpelling: "… Imyarek …", score: 9_000,
                    explanations: [.init(language: "en", text: "same surname")])
            ]
        }
        let page = await desk.get("/exposure/duplicates")
        #expect(page.says("Имярек Иван") && page.says("… Imyarek …") && page.says("Сокол: Identity"))
        let path = "/exposure/duplicates/\(pair.hex)"
        #expect(await desk.get(path).says("Is it the same person?"))
        #expect(await desk.post(path, ["verdict": "1"]).status == 422)
        #expect(await desk.post(path, ["verdict": "1", "reason": "тот же почерк"]).location == "/exposure/duplicates")
        #expect(await desk.get("/exposure/duplicates").says("Absence proves nothing"))
        #expect(await desk.post(path, ["verdict": "2", "reason": "брат"]).isRedirect)
        let after = await desk.get("/exposure/duplicates")
        #expect(after.says("тот же почерк") && after.says("брат") && after.says("2 decisions"))
        #expect(await desk.get("/exposure/duplicates/00").status == 404)
    }

    @Test func `without the key of the names there is no hit, no count and no task`() async throws {
        let desk = try await desk(CompartmentKind.allCases.filter { $0 != .identity })
        let page = await desk.get("/exposure")
        #expect(page.says("the names of 0 people") && page.says("Nothing waits for a decision."))
        #expect(!page.says("TAJNOIMIONNY") && !page.says("Сокол") && !page.says("has no name on record"))
        #expect(await !desk.get("/today").says("See whether it is the same person"))
        #expect(await !desk.get("/numbers").says("TAJNOIMIONNY"))
    }
}
