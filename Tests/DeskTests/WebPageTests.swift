// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import HTTPTypes
import Languages
import Testing

@testable import Desk

private func path(_ number: Int) -> String { "/requests/\(PagesWork.id(number) as ID<Casework.Request>)" }
private let ru: [String: String] = ["Accept-Language": "ru"]

struct WebFoundingTests {
    private static let complete: KeyValuePairs = [
        "name": "Lifeline", "member": "Anna", "language-ru": "1", "language-en": "1",
        "passphrase": "five random words are best", "repeat": "five random words are best",
    ]

    @Test func `an empty desk founds an organisation and shows the sheet until it is on paper`() async throws {
        let desk = try await WebDesk(work: PagesWork(phase: .empty))
        #expect(await desk.get("/").location == "/welcome")
        #expect(await desk.post("/welcome", Self.complete).location == "/sheet")
        let sheet = await desk.get("/sheet")
        for word in ["word1", "word24", "lifeboat1abc", "0123 4567 89ab cdef"] { #expect(sheet.says(word)) }
        #expect(await desk.get("/requests").location == "/", "no page comes before the sheet is kept")
        #expect(await desk.post("/sheet").status == 422)
        #expect(await desk.get("/sheet").status == 200)
        #expect(await desk.work.status.isSheetUnconfirmed)
        await desk.work.fail(with: .storage("disk full"))
        let failed = await desk.post("/sheet", ["kept": "1"])
        #expect(failed.status == 422 && failed.says("disk full") && failed.says("word24"))
        await desk.work.fail(with: nil)
        #expect(await desk.post("/sheet", ["kept": "1"]).isRedirect)
        #expect(await !desk.work.status.isSheetUnconfirmed)
        #expect(await desk.get("/sheet").isRedirect, "it is shown once")
        #expect(await desk.get("/").location == "/today")
    }

    @Test(arguments: ["en", "ru"])
    func `the words of the sheet are in the language that the page was in`(language: String) async throws {
        let desk = try await WebDesk(work: PagesWork(phase: .empty))
        _ = await desk.post("/language", ["language": language])
        _ = await desk.post("/welcome", Self.complete)
        let draft = try #require(await desk.work.draft)
        #expect(draft.sheetLanguage == language)
        #expect(WordList(rawValue: draft.sheetLanguage) != nil)
    }

    @Test func `locking forgets the sheet`() async throws {
        let desk = try await WebDesk(work: PagesWork(phase: .empty))
        _ = await desk.post("/welcome", Self.complete)
        await desk.site.lock()
        #expect(!(await desk.get("/sheet").says("word1")))
    }

    @Test func `a sheet that nobody confirmed is spoken of until somebody does`() async throws {
        let desk = try await WebDesk(work: PagesWork(phase: .empty))
        _ = await desk.post("/welcome", Self.complete)
        await desk.site.lock()
        _ = await desk.post("/unlock", ["passphrase": PagesWork.passphrase])
        #expect(await desk.get("/help").says("Nobody has said yet that the recovery sheet is on paper."))
        #expect(await desk.get("/status").says("cannot be shown again"))
        #expect(await desk.post("/status/sheet-kept", withToken: false).status == 403)
        #expect(await desk.work.status.isSheetUnconfirmed)
        #expect(await desk.post("/status/sheet-kept").location == "/status")
        #expect(!(await desk.get("/status").says("recovery sheet")))
    }

    static let incomplete: [(KeyValuePairs<String, String>, String)] = [
        (["name": "", "member": "A", "language-ru": "1", "passphrase": "x", "repeat": "x"], "fill in"),
        (["name": "N", "member": " ", "language-ru": "1", "passphrase": "x", "repeat": "x"], "fill in"),
        (["name": "N", "member": "A", "passphrase": "x", "repeat": "x"], "at least one language"),
        (["name": "N", "member": "A", "language-ru": "1", "passphrase": "x", "repeat": "y"], "not the same"),
        (["name": "N", "member": "A", "language-ru": "1", "passphrase": "", "repeat": ""], "fill in"),
        (["name": "N", "member": "A", "language-ru": "1", "passphrase": "short", "repeat": "short"], "at least 12"),
    ]

    @Test(arguments: incomplete)
    func `what is missing is said and what was typed stays`(
        fields: KeyValuePairs<String, String>, message: String
    ) async throws {
        let desk = try await WebDesk(work: PagesWork(phase: .empty))
        let answer = await desk.post("/welcome", fields)
        #expect(answer.status == 422 && answer.says(message))
        if let name = fields.first(where: { $0.key == "name" })?.value, !name.isEmpty {
            #expect(answer.says("value=\"\(name)\""))
        }
        #expect(!answer.says("value=\"short\""), "a passphrase never comes back")
        #expect(await desk.work.phase == .empty)
    }

    @Test func `a form that waits is told how far the work is, where anybody can tell`() async throws {
        let desk = try await WebDesk(work: PagesWork(phase: .empty))
        #expect(await desk.get("/recover").says("data-busy=\"Fetching the whole history"))
        let before = await desk.get("/working")
        #expect(before.status == 200 && before.text.isEmpty)
        var status = SyncStatus.fresh
        status.progress = 0.374
        await desk.work.set(status)
        #expect(await desk.get("/working").text == "37 % so far.")
    }

    @Test func `wrong recovery words are refused and kept for correction`() async throws {
        let desk = try await WebDesk(work: PagesWork(phase: .empty))
        let answer = await desk.post(
            "/recover", ["words": "one two", "member": "A", "passphrase": "p p p p", "repeat": "p p p p"])
        #expect(answer.status == 422 && answer.says("one two"))
        #expect(answer.says("2 words were found; there have to be twenty-four"))
        let sound = Array(repeating: "abandon", count: 23)
        for (last, told) in [
            ("arrt", "Word 24: “arrt”. Near it: "), ("abandon", "together they are no recovery sheet"),
        ] {
            let words = (sound + [last]).joined(separator: " ")
            let refused = await desk.post(
                "/recover", ["words": words, "member": "A", "passphrase": "p", "repeat": "p"])
            #expect(refused.status == 422 && refused.says(told), "\(last)")
        }
        let words = (sound + ["art"]).joined(separator: " ")
        #expect(
            await desk.post("/recover", ["words": words, "member": "A", "passphrase": "p", "repeat": "p"]).isRedirect)
    }

    @Test func `a wrong passphrase opens nothing and says no more than that`() async throws {
        let desk = try await WebDesk(work: PagesWork(phase: .locked))
        let answer = await desk.post("/unlock", ["passphrase": "correct horse"])
        #expect(answer.status == 422 && !answer.says("correct horse"))
        // However near or far, however short or long: the same page to the last byte, and the same fields around it.
        let right = PagesWork.passphrase
        for wrong in [
            "", " ", "x", String(right.dropLast()), right + " ", right + "x", right.uppercased(),
            String(right.reversed()),
            String(repeating: "x", count: 10_000), String(repeating: right, count: 100),
        ] {
            let other = await desk.post("/unlock", ["passphrase": wrong])
            #expect(other.status == answer.status && other.text == answer.text, "\(wrong.prefix(40))")
            #expect(await desk.work.phase == .locked)
        }
        #expect(await desk.post("/unlock", ["passphrase": PagesWork.passphrase]).isRedirect)
        #expect(await desk.work.phase == .unlocked)
    }
}

struct WebRequestListTests {
    @Test func `danger comes first, then waiting`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "no-hurry-old", danger: .noHurry, at: 990_000)
        await desk.work.receive(11, body: "weeks-new", danger: .weeks, at: 1_003_000)
        await desk.work.receive(12, body: "days-old", danger: .days, at: 990_000)
        await desk.work.receive(13, body: "life-new", danger: .lifeInDanger, at: 1_003_500)
        let text = await desk.get("/requests").text
        let order = ["life-new", "days-old", "weeks-new", "no-hurry-old"].compactMap {
            text.firstRange(of: $0)?.lowerBound
        }
        #expect(order.count == 4)
        #expect(order == order.sorted())
    }

    @Test func `the list filters by state, urgency and unread`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "first-one", danger: .days)
        await desk.work.receive(11, body: "second-one", danger: .weeks)
        await desk.work.record(.requestOpened(request: PagesWork.id(11)))
        #expect(await desk.get("/requests?unread=1").says("first-one"))
        #expect(!(await desk.get("/requests?unread=1").says("second-one")))
        #expect(!(await desk.get("/requests?state=2").says("first-one")))
        #expect(await desk.get("/requests?danger=3").says("second-one"))
        #expect(await desk.get("/requests?state=99&danger=x&page=-4").says("first-one"), "nonsense filters nothing")
    }

    @Test func `ten thousand requests come fifty at a time`() async throws {
        let desk = try await WebDesk()
        for number in 100..<10_100 { await desk.work.receive(number, body: "request-\(number)") }
        let first = await desk.get("/requests")
        #expect(first.text.matches(of: /data-row/).count == 50)
        #expect(first.says("page=2") && first.says("10000 requests"))
        let last = await desk.get("/requests?page=200")
        #expect(last.text.matches(of: /data-row/).count == 50 && !last.says("rel=\"next\""))
        #expect(await desk.get("/requests?page=99999").text.matches(of: /data-row/).count == 50)
    }

    @Test func `an empty list says how it fills`() async throws {
        #expect(try await WebDesk().get("/requests").says("appears here by itself"))
    }
}

struct WebConversationTests {
    @Test func `a conversation shows both sides, how it was sealed, and how to answer safely`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "Меня ищут", safeContact: "только ночью")
        await desk.work.record(.replySent(request: PagesWork.id(10), number: 1, body: "Мы рядом", files: []))
        await desk.work.record(.noteAdded(request: PagesWork.id(10), body: "спросить юриста"))
        let page = await desk.get(path(10), headers: ru)
        for words in ["Меня ищут", "Мы рядом", "спросить юриста", "только ночью", "Уровень C", "Анна, ответ 1"] {
            #expect(page.says(words), "\(words)")
        }
    }

    @Test func `reading marks as read, and a page that refreshes itself does not`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "first")
        let live = await desk.get(path(10), headers: ["Lifeboat-Live": "0"])
        #expect(live.says("Mark as read"))
        for ahead in [["Sec-Purpose": "prefetch"], ["Sec-Purpose": "prefetch;prerender"], ["Sec-Fetch-Dest": "empty"]] {
            _ = await desk.get(path(10), headers: ahead)
        }
        #expect(await desk.work.opened.isEmpty)
        let page = await desk.get(path(10), headers: ["Sec-Fetch-Dest": "document"])
        #expect(await desk.work.opened.count == 1)
        #expect(page.says("message person new"), "what was unread a moment ago is marked")
        _ = await desk.get(path(10))
        #expect(await desk.work.opened.count == 1, "nothing new, nothing written")
    }

    @Test func `hostile text stays text`() async throws {
        let desk = try await WebDesk()
        let hostile = #"</div><script>alert(1)</script><img src=x onerror=alert(1)>"'`{{token}}"#
        let file = await desk.work.hold([1], as: 9, name: "\u{202E}gpj.exe\"><b>", mediaType: "<i>")
        await desk.work.receive(10, body: hostile, safeContact: hostile, language: "<x>", files: [file])
        await desk.work.record(.noteAdded(request: PagesWork.id(10), body: hostile))
        for page in await [
            desk.get(path(10)), desk.get("/requests"),
            desk.get("\(path(10))/files/\(String(repeating: "09", count: 32))"),
        ] {
            #expect(page.status == 200)
            for markup in ["<script>alert", "<img src=x", "<b>", "<i>", "<x>"] { #expect(!page.says(markup)) }
            #expect(!page.says("\u{202E}"), "nothing turns the reading direction around")
        }
    }

    @Test func `titles and addresses say nothing`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "Иван Петров")
        let page = await desk.get(path(10))
        let title = try #require(page.text.firstMatch(of: /<title>(.*?)<\/title>/))
        #expect(title.1 == "Request · Lifeboat")
    }

    @Test func `only the moves that are allowed are offered, and declining needs a reason`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "help", danger: .weeks)
        let opened = await desk.get(path(10))
        #expect(opened.says("Take into triage") && !opened.says(">Decline<"))
        #expect(await desk.post("\(path(10))/move", ["state": "3"]).isRedirect)
        let inTriage = await desk.get(path(10))
        #expect(inTriage.says(">Decline<") && inTriage.says("Wait for the person"))

        let refused = await desk.post("\(path(10))/move", ["state": "6", "note": "my words"])
        #expect(refused.status == 422 && refused.says("needs a reason") && refused.says("my words"))
        #expect(await desk.work.state.request(PagesWork.id(10))?.state == .inTriage)
        #expect(await desk.post("\(path(10))/move", ["state": "6", "reason": "2"]).isRedirect)
        #expect(await desk.work.state.request(PagesWork.id(10))?.declineReason == .noLawfulRoute)
    }

    @Test func `one person alone does not decline somebody who has days`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "help", danger: .days)
        _ = await desk.get(path(10))
        _ = await desk.post("\(path(10))/move", ["state": "3"])
        let refused = await desk.post("\(path(10))/move", ["state": "6", "reason": "2"])
        #expect(refused.status == 422 && refused.says("two people have to agree"))
        #expect(await desk.work.state.request(PagesWork.id(10))?.state == .inTriage)
    }

    @Test func `a move that a colleague made impossible is explained`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "help")
        _ = await desk.get(path(10))
        let answer = await desk.post("\(path(10))/move", ["state": "4", "note": "kept"])
        #expect(answer.status == 422 && answer.says("perhaps a colleague was quicker") && answer.says("kept"))
        #expect(await desk.get(path(10)).says("Entries that did not count"))
    }

    @Test(arguments: ["0", "99", "x", ""])
    func `a move to nowhere is refused`(state: String) async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "help")
        #expect(await desk.post("\(path(10))/move", ["state": state]).status == 400)
    }

    @Test func `a note that could not be stored keeps its words`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "help")
        await desk.work.fail(with: .storage("disk full"))
        let answer = await desk.post("\(path(10))/note", ["body": "важная мысль"])
        #expect(answer.status == 422 && answer.says("важная мысль") && answer.says("disk full"))
    }

    @Test func `a note joins the conversation`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "help")
        #expect(await desk.post("\(path(10))/note", ["body": " ask counsel \n"]).isRedirect)
        #expect(await desk.get(path(10)).says(">ask counsel<"))
    }

    @Test(arguments: ["/requests/00", "/requests/zz", "/requests/\(PagesWork.id(77) as ID<Casework.Request>)"])
    func `an unknown request is not there`(path: String) async throws {
        #expect(try await WebDesk().get(path).status == 404)
    }

    @Test(arguments: Alarm.allCases)
    func `every alarm says what to do, in every language`(alarm: Alarm) throws {
        for catalogue in try ["en", "ru"].compactMap({ try DeskResources.catalogues()[$0] }) {
            #expect(catalogue.keys.contains(alarm.rawValue), "\(catalogue.language.tag)")
        }
    }

    @Test(arguments: Refusal.allCases)
    func `every refusal is explained, in every language`(refusal: Refusal) throws {
        for catalogue in try ["en", "ru"].compactMap({ try DeskResources.catalogues()[$0] }) {
            #expect(catalogue.keys.contains(refusal.catalogueKey), "\(catalogue.language.tag)")
        }
    }

    @Test func `an alarm and an outage stand above every page`() async throws {
        let desk = try await WebDesk()
        var status = SyncStatus.fresh
        status.connection = .offline
        status.queuedCount = 2
        await desk.work.set(status)
        let offline = await desk.get("/help")
        #expect(offline.says("No connection to the relay") && offline.says("2 entries"))
        status.connection = .full
        await desk.work.set(status)
        for page in ["/help", "/status"] {
            let full = await desk.get(page)
            #expect(full.says("The relay has no room") && !full.says("No connection to the relay"))
        }
        for (answer, words) in [(413, "its answer: 413"), (nil, "not as the relay should")] {
            status.connection = .refusing(status: answer)
            await desk.work.set(status)
            for page in ["/help", "/status"] {
                let refusing = await desk.get(page)
                #expect(refusing.says(words) && !refusing.says("No connection to the relay"))
            }
        }
        status.connection = .alarm(Alarm.fork.rawValue)
        await desk.work.set(status)
        #expect(await desk.get("/help").says("banner alarm"))
        status.connection = .online
        await desk.work.set(status)
        #expect(!(await desk.get("/help").says("2 entries")), "what is on its way for a moment is no news")
    }
}

struct WebSearchTests {
    @Test func `a match is marked, and the words are in no address`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "Меня зовут Пётр & жду")
        let page = await desk.post("/search", ["query": "Пётр"])
        #expect(page.says("Меня зовут <mark>Пётр</mark> &amp; жду"))
        #expect(page.says(path(10)))
        #expect(page.text.contains(#"<form class="search" method="post""#))
    }

    @Test func `an empty search finds nothing and says nothing`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "text")
        #expect(!(await desk.post("/search", ["query": "  "]).says("data-row")))
    }
}

struct WebLanguageTests {
    @Test func `the desk speaks as the browser asks, until the worker chooses`() async throws {
        let desk = try await WebDesk()
        #expect(await desk.get("/requests", headers: ru).says("<html lang=\"ru\">"))
        #expect(await desk.get("/requests").says("<html lang=\"en\">"))
        #expect(await desk.post("/language", ["language": "ru", "address": "/status"]).isRedirect)
        #expect(await desk.get("/status").says("Отпечаток"))
        #expect(await desk.post("/language", ["language": "xx"]).status == 400)
    }

    @Test(arguments: ["en", "ru"])
    func `no page shows a key in place of words`(language: String) async throws {
        let desk = try await WebDesk()
        let file = await desk.work.hold([1], as: 9, name: "a.bin", mediaType: "x/y")
        await desk.work.receive(10, body: "help", danger: .weeks, files: [file])
        await desk.work.record(.requestOpened(request: PagesWork.id(10)))
        for state in [RequestState.inTriage, .declined] {
            await desk.work.record(
                .requestMoved(
                    request: PagesWork.id(10), to: state, reason: state == .declined ? .other : nil, note: ""))
        }
        await desk.work.receive(10, body: "again")
        _ = await desk.post("/language", ["language": language])
        let pages = [
            "/requests", path(10), "\(path(10))/files/\(String(repeating: "09", count: 32))", "/search", "/status",
            "/help", "/none",
        ]
        for address in pages {
            let text = await desk.get(address).text.replacing(/<[^>]*>/, with: " ")
            let keys = text.matches(of: /\b[a-z]+\.[a-z][a-zA-Z-]+\b/).map { String($0.0) }
                .filter { $0 != "a.bin" }
            #expect(keys.isEmpty, "\(address): \(keys)")
        }
    }
}
