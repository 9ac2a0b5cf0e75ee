// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Foundation
import HTTPTypes
import LifeboatTestSupport
import Testing

@testable import Desk

/// Requests from a table, from the upload to the ledger.
struct ImportTests {
    private static let table = """
        Сообщение;Как ответить;Срочность;Дата;Номер;Прочее
        Меня ищут;только ночью;дни;26.10.2025;А-1;секрет-столбца
        "Прошу помощи;
        срочно";;1;;А-2;
        ;;2;;А-3;
        Плохая срочность;;вчера;;А-4;
        Из будущего;;;2999-01-01;А-5;
        Мало полей;1
        """

    private static func upload(_ desk: WebDesk, _ bytes: [UInt8], encoding: String = "utf-8") async -> Page {
        let boundary = "----lifeboat"
        var body: [UInt8] = []
        for (name, value) in [("token", desk.token), ("encoding", encoding)] {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
        }
        body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"t.csv\"\r\n".utf8
        body += "Content-Type: text/csv\r\n\r\n".utf8
        body += bytes
        body += "\r\n--\(boundary)--\r\n".utf8
        return await desk.send(
            .post, "/requests/import",
            headers: [
                "Sec-Fetch-Site": "same-origin", "Content-Type": "multipart/form-data; boundary=\(boundary)",
            ], body: body)
    }

    /// Sends the page's own form back: the same meanings, and what to do.
    private static func decide(_ desk: WebDesk, _ what: String, meanings: [String]) async throws -> Page {
        let page = await desk.get("/requests/import").text
        let shown = page.firstMatch(of: /name="shown" value="([0-9a-f]+)"/).map { String($0.1) } ?? ""
        var body = "token=\(WebDesk.encoded(desk.token))&shown=\(shown)&do=\(what)"
        for (place, meaning) in meanings.enumerated() { body += "&column-\(place)=\(meaning)" }
        return await desk.send(
            .post, "/requests/import/check",
            headers: ["Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"],
            body: Array(body.utf8))
    }

    private static let meanings = ["1", "2", "3", "5", "6", ""]

    @Test func `nothing is written before it was shown, and broken rows are named by their line`() async throws {
        let now = UInt64(Date.now.timeIntervalSince1970)
        let fixture = DeskFixture(now: now)
        let (work, _) = try await fixture.founded()
        let desk = try await WebDesk(over: work, now: now)
        #expect(await desk.get("/requests").says("/requests/import"))
        #expect(await Self.upload(desk, Array(Self.table.utf8)).isRedirect)
        let check = await desk.get("/requests/import")
        #expect(check.says("2 rows can be read.") && check.says("4 rows cannot be read."))
        for line in ["Line 5:", "Line 6:", "Line 7:", "Line 8:"] { #expect(check.says(line), "\(line)") }
        #expect(check.says("Write 2 requests"))
        #expect(
            check.text.firstMatch(of: /<strong>[^<]+: \d+ rows?<\/strong>/) != nil, "whoever comes back sees which file"
        )
        #expect(check.says("<button name=\"do\" value=\"drop\">Choose another file</button>"))
        #expect(await work.state.requests.isEmpty)

        #expect(try await Self.decide(desk, "write", meanings: ["1", "", "3", "5", "6", ""]).isRedirect)
        #expect(await work.state.requests.isEmpty, "other meanings than were shown are shown first")
        #expect(try await Self.decide(desk, "look", meanings: Self.meanings).isRedirect)
        #expect(try await Self.decide(desk, "write", meanings: Self.meanings).isRedirect)
        #expect(await desk.get("/requests/import").says("2 requests were written."))
        let requests = await work.state.requests
        #expect(requests.map(\.danger) == [.days, .lifeInDanger])
        let first = try #require(requests.first)
        let message = try #require(first.firstMessage)
        #expect(message.assurance == .d && message.body.contains("Меня ищут") && message.body.contains("А-1"))
        #expect(message.safeContact == "только ночью" && message.sentHour == 20_387 * 24 + 12)
        #expect(await work.state.member(of: try #require(first.timeline.first?.author))?.name == "Анна Ж.")
        for (_, bytes) in try fixture.files() {
            #expect(!bytes.contains(subsequence: Array("Меня ищут".utf8)))
            #expect(!bytes.contains(subsequence: Array("секрет-столбца".utf8)))
        }

        // Again: the same rows are known, whatever else came in between.
        #expect(await Self.upload(desk, Array((Self.table + "\nЕщё один;;;;А-9;\n").utf8)).isRedirect)
        let again = await desk.get("/requests/import")
        #expect(again.says("2 of them are there already.") && again.says("Write 1 request"))
        #expect(try await Self.decide(desk, "write", meanings: Self.meanings).isRedirect)
        #expect(await work.state.requests.count == 3)
        #expect(await work.state.refused.isEmpty)
    }

    @Test func `an imported request is worked on like any other, and nobody can be answered from it`() async throws {
        let fixture = DeskFixture()
        let (work, _) = try await fixture.founded()
        let row = ImportedRequest(
            body: "Меня ищут", danger: .days, safeContact: "", language: "ru", sentHour: 1, cells: ["Меня ищут"])
        #expect(try await work.importRequests([row, row]) == ImportOutcome(written: 1, known: 1))
        #expect(try await work.importRequests([row]) == ImportOutcome(written: 0, known: 1))
        let request = try #require(await work.state.requests.first)
        #expect(request.isImported)
        try await work.open(request.id)
        try await work.move(request.id, to: .inTriage, reason: nil, note: "")
        await #expect(throws: WorkspaceError.refused(EngineMessage.noWayBack)) {
            try await work.reply(request.id, body: "Здравствуйте", files: [])
        }
        let desk = try await WebDesk(over: work, now: fixture.now)
        let page = await desk.get("/requests/\(request.id.hex)")
        #expect(page.says("came from a table") && !page.says("/reply\""))
        let id = try await work.openCase(
            CaseDraft(
                alias: "Цапля", acceptance: Acceptance(request: request.id, danger: .days),
                parts: [PartDraft(kind: .conversation)]))
        #expect(await work.state.case(id)?.conversation?.record?.isImported == true)
        #expect(try await work.importRequests([row]) == ImportOutcome(written: 0, known: 1), "also once it is a case")
    }

    @Test func `two people who say the same words are two requests, however often their table is given`() async throws {
        let fixture = DeskFixture()
        let (work, _) = try await fixture.founded()
        let desk = try await WebDesk(over: work, now: fixture.now)
        let table = Array("message\nпомогите\nпомогите \nдругое\nпомогите\n".utf8)
        #expect(await Self.upload(desk, table).isRedirect)
        let page = await desk.get("/requests/import")
        #expect(
            page.says("4 rows can be read.") && page.says("2 rows say word for word") && page.says("Write 4 requests"))
        #expect(try await Self.decide(desk, "write", meanings: ["1"]).isRedirect)
        #expect(await work.state.requests.count == 4)
        #expect(await Self.upload(desk, table).isRedirect)
        #expect(await desk.get("/requests/import").says("4 of them are there already."))
        #expect(await work.state.refused.isEmpty)
    }

    @Test func `two desks that import the same table at once have it once`() async throws {
        let team = try await TeamFixture()
        let (colleague, _, _) = try await team.admit("Борис", [.intake])
        let row = ImportedRequest(
            body: "Меня ищут", danger: .days, safeContact: "", language: "ru", sentHour: 1, cells: ["Меня ищут"])
        #expect(try await team.director.importRequests([row]).written == 1)
        #expect(try await colleague.importRequests([row]).written == 1)
        try await team.settle([team.director, colleague])
        for desk in [team.director, colleague] { #expect(await desk.state.requests.count == 1) }
    }

    @Test func `what is no table is refused in words, and who is not on intake duty has no such page`() async throws {
        let desk = try await WebDesk()
        await desk.work.record(.rolesSet(member: SampleCase.anna, roles: [.director]))
        #expect(await desk.get("/requests/import").status == 404)
        #expect(await Self.upload(desk, Array("a\nb\n".utf8)).status == 404)
        await desk.work.record(.rolesSet(member: SampleCase.anna, roles: [.director, .intake]))
        let latin = await Self.upload(desk, [0xD1, 0xEE, 0x0A, 0xEF])
        #expect(latin.status == 422 && latin.says("not in this encoding"))
        #expect(await Self.upload(desk, [0xD1, 0xEE, 0x0A, 0xEF], encoding: "windows-1251").isRedirect)
        #expect(await desk.get("/requests/import").says("No column says what the person says."))
        #expect(await Self.upload(desk, [UInt8](repeating: 0x61, count: 4 << 20 + 1)).says("The file is larger than"))
        #expect(await Self.upload(desk, []).says("no such line"))
        #expect(try await Self.decide(desk, "drop", meanings: [""]).isRedirect)
        #expect(await desk.get("/requests/import").says("name=\"encoding\""))
        #expect(try await Self.decide(desk, "write", meanings: [""]).status == 422, "nothing was shown")
    }
}
