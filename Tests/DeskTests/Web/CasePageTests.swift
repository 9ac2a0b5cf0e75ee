// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import Testing

@testable import Desk

struct CasePageTests {
    private func desk(_ kinds: [CompartmentKind] = CompartmentKind.allCases) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: kinds)
        return desk
    }

    @Test func `the sample holds together`() async throws {
        let desk = try await desk()
        let refused = await desk.work.state.refused
        #expect(refused.isEmpty, "\(refused.map(\.refusal))")
    }

    @Test func `a case says what it is, who carries it, and what needs a look first`() async throws {
        let page = try await desk().get(SampleCase.path())
        for words in [
            "Сокол", "Анна", "Борис", "Look at this first", "A contradiction that nobody has explained",
            "Incident: approach", "Something may have been left unsaid: suspected",
        ] { #expect(page.says(words), "\(words)") }
        let title = try #require(page.text.firstMatch(of: /<title>(.*?)<\/title>/))
        #expect(title.1 == "Case · Lifeboat", "browsers write titles to disk")
    }

    @Test func `a case is told in short, each line with a way to the whole`() async throws {
        let page = try await desk().get(SampleCase.path()).text
        let brief = try #require(page.firstMatch(of: /(?s)<section class="brief".*?<\/section>/)).output
        for words in [
            "The person wrote first", SampleCase.secret(.conversation), "What threatens them",
            "Повестка и уголовное дело",
            "What they want", "The plan", "Who wrote last",
        ] { #expect(brief.contains(words), "\(words)") }
        for match in brief.matches(of: /href="#([^"]+)"/) { #expect(page.contains("id=\"\(match.1)\""), "\(match.1)") }
        let (short, whole) = (page.firstRange(of: "class=\"brief\""), page.firstRange(of: "class=\"part\""))
        #expect(try #require(short).lowerBound < (try #require(whole).lowerBound))
    }

    /// The heart of it: every page of a desk that lacks one key, and each planted secret.
    @Test(arguments: CompartmentKind.allCases)
    func `without a key there is nothing of its part on any page`(missing: CompartmentKind) async throws {
        let desk = try await desk(CompartmentKind.allCases.filter { $0 != missing })
        let pages = [
            SampleCase.path(), SampleCase.path("/history"), SampleCase.path("/access"), "/cases", "/today", "/numbers",
            "/members", "/status", SampleCase.path("/open"), "/exposure", "/exposure/duplicates", "/doubts",
            "/doubts?list=unasked", "/doubts?list=rechecks", "/doubts?list=rules", "/today?group=new",
        ]
        for path in pages {
            let page = await desk.get(path)
            #expect(page.status == 200, "\(path)")
            #expect(!page.says(SampleCase.secret(missing)), "\(path)")
            #expect(!page.says(SampleCase.compartment(missing).hex), "\(path)")
        }
        let case_ = await desk.get(SampleCase.path())
        let heading = try #require(try DeskResources.catalogues()["en"]).name(of: missing)
        #expect(!case_.says(">\(heading)</h2>"), "no empty heading betrays it")
        #expect(await desk.post("/search", ["query": SampleCase.secret(missing)]).says("<mark>") == false)
    }

    @Test func `a desk without any key of a case does not know that it exists`() async throws {
        let desk = try await desk([])
        #expect(await desk.get(SampleCase.path()).status == 404)
        #expect(await desk.get(SampleCase.path("/history")).status == 404)
        #expect(await desk.get(SampleCase.path(.casework, "task")).status == 404)
        #expect(await !desk.get("/cases").says("Сокол"))
    }

    @Test func `versions that contradict each other stand beside each other until somebody decides`() async throws {
        let desk = try await desk()
        let before = await desk.get(SampleCase.path())
        #expect(before.says("1994") && before.says("1996") && before.says("beside open"))
        let fact = PagesWork.id(911) as ID<Fact>
        let record = try #require(await desk.work.state.case(SampleCase.caseID)?.identity?.fact(fact))
        let kept = try #require(record.versions.current.last?.entry)
        let path = try await desk.link("decide", about: "\(fact.hex).\(kept.hex)")
        #expect(await desk.post(path, ["reason": ""]).status == 422)
        #expect(await desk.post(path, ["reason": "в паспорте"]).isRedirect)
        let after = try #require(await desk.work.state.case(SampleCase.caseID)?.identity?.fact(fact))
        let decided = try #require(PartialDate(year: 1996))
        #expect(!after.isContested && after.settled == .birthDate(decided))
    }

    @Test func `who could know is said for each part, and for one fact`() async throws {
        let desk = try await desk()
        let page = await desk.get(SampleCase.path("/access"))
        #expect(page.says("Вера") && page.says("проверяет личность") && page.says("Can read it now"))
        let history = await desk.get(SampleCase.path("/history"))
        let link = try #require(history.text.firstMatch(of: /href="([^"]+\/who\?entry=[0-9a-f]+)"/))
        let who = await desk.get(String(link.1))
        #expect(who.status == 200 && who.says("Who could know this today?"))
        #expect(await desk.get(SampleCase.path(.identity, "who") + "?entry=00").status == 404)
    }

    @Test func `a place that has run out stands behind a fold`() async throws {
        let desk = try await desk([.whereabouts])
        let place = PagesWork.id(920) as ID<Place>
        #expect(
            await desk.post(
                SampleCase.path(.whereabouts, "left", about: place.hex), ["on": "1970-01-12", "reason": "уехал"]
            ).isRedirect)
        let page = await desk.get(SampleCase.path())
        #expect(page.says("Past places") && page.says("Show the place"))
        #expect(page.says("No place holds today."))
    }

    @Test func `the two grades stand apart`() async throws {
        let page = try await desk().get(SampleCase.path())
        #expect(page.says("C: fairly reliable") && page.says("3: possibly true"))
    }

    @Test func `a time limit has its source, its age, and why it is not to be relied on`() throws {
        let sample = SampleCase(now: 1_795_600_000)
        let words = try #require(try DeskResources.catalogues()["en"])
        let state = sample.state()
        #expect(state.refused.isEmpty, "\(state.refused.map(\.refusal))")
        let desk = DeskScene(state: state, me: SampleCase.counsel, words: words, now: sample.now)
        let page = CasePage(desk.scene(try #require(state.case(SampleCase.caseID))))
        let table = try #require(page.parts.flatMap(\.blocks).first { $0.id.hasPrefix("matter-") }?.table)
        let text = table.rows.flatMap(\.cells).map(\.text).joined(separator: "\n")
        #expect(text.contains("Regulation (EU) 2024/1348, Article 28(1)") && text.contains("in force since"))
        let doubts = table.rows.flatMap(\.cells).flatMap(\.badges).map(\.text)
        #expect(doubts.contains("nobody has read the primary text"))
        #expect(page.dates.contains { $0.text == "Lodging the application" && $0.when.style == "near" })
        #expect(page.attention.contains { $0.text.hasPrefix("Exclusion: an indicator.") })
    }
}

struct CaseFormTests {
    private func desk(_ kinds: [CompartmentKind] = CompartmentKind.allCases) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: kinds)
        return desk
    }

    /// Everything that a page of the sample offers opens as a form, and no form shows a key in place of words.
    @Test(arguments: ["en", "ru"])
    func `every form that a page offers opens, in words`(language: String) async throws {
        let desk = try await desk()
        _ = await desk.post("/language", ["language": language])
        var addresses = Set<String>()
        for path in [SampleCase.path(), SampleCase.path("/access"), "/members", "/cases"] {
            addresses.formUnion(
                await desk.get(path).text.matches(of: /href="(\/(?:cases|members)\/[^"#]+)"/).map {
                    String($0.1).replacing("&amp;", with: "&")
                })
        }
        #expect(addresses.count > 40)
        for address in addresses.sorted() {
            let page = await desk.get(address)
            #expect(page.status == 200, "\(address): \(page.status)")
            let text = page.text.replacing(/<(?:textarea|title)[^>]*>[^<]*</, with: "<").replacing(/<[^>]*>/, with: " ")
            let keys = text.matches(of: /\b[a-z]+(?:-[a-z]+)*\.[a-z][a-zA-Z-]+(?:\.[a-zA-Z-]+)*\b/).map { String($0.0) }
            #expect(keys.isEmpty, "\(address): \(keys)")
        }
    }

    /// Every word of every form exists, also of the forms that the sample does not reach.
    @Test(arguments: ["en", "ru"]) func `every form has its words`(language: String) throws {
        let words = try #require(try DeskResources.catalogues()[language])
        let names = CaseForm.all.map(\.name) + AccessForm.allCases.map(\.rawValue) + StepForm.allCases.map(\.rawValue)
        for form in names {
            for key in ["form.\(form).act", "form.\(form).do"] { #expect(words.keys.contains(key), "\(key)") }
        }
        let places = CaseForm.all.map { "\($0.home.rawValue)/\($0.name)" }
        #expect(Set(places).count == places.count, "one address, one form")
    }

    @Test func `what was typed comes back with the reason beside its field`() async throws {
        let desk = try await desk()
        let path = SampleCase.path(.casework, "assess")
        let answer = await desk.post(
            path, ["threats": " ", "vulnerabilities": "слабое место", "likelihood": "4", "reassess-by": "2030-01-01"])
        #expect(answer.status == 422 && answer.says("слабое место"))
        #expect(answer.says("id=\"field-threats-problem\"") && answer.says("aria-invalid"))
        #expect(answer.says("<option value=\"4\" selected>"))
    }

    @Test func `a refusal of the fold is explained, and the words stay`() async throws {
        let desk = try await desk()
        let plan = try #require(await desk.work.state.case(SampleCase.caseID)?.casework?.plan)
        #expect(await !desk.get(SampleCase.path()).says("Approve the plan"), "the owner is not offered what is refused")
        let answer = await desk.post(SampleCase.path(.casework, "approve", about: plan.id.hex), ["agree": "1"])
        #expect(answer.status == 422 && answer.says("role=\"alert\""))
        await desk.work.fail(with: .storage("disk full"))
        let note = await desk.post(SampleCase.path(.casework, "case-note"), ["note-body": "важная мысль"])
        #expect(note.status == 422 && note.says("важная мысль") && note.says("disk full"))
    }

    /// Nobody signs, lifts or finishes something without seeing which.
    @Test func `every form that is about a thing shows the thing`() async throws {
        let desk = try await desk()
        let page = await desk.get(SampleCase.path()).text
        let addresses = Set(
            page.matches(of: /href="([^"]+\/[a-z-]+\?about=[^"]+)"/).map {
                String($0.1).replacing("&amp;", with: "&")
            })
        #expect(addresses.count > 15)
        for address in addresses.sorted() {
            let form = await desk.get(address)
            guard form.status == 200 else { continue }
            let thing = form.text.firstMatch(of: /(?s)<section class="thing".*?<\/section>/)
            #expect(thing != nil, "\(address)")
            #expect(thing.map { !$0.output.contains("href=") } ?? true, "nothing leads away: \(address)")
        }
    }

    @Test func `an assessment ends the task that asked for it, and what is over is folded away`() async throws {
        let desk = try await desk()
        let path = SampleCase.path(.casework, "task")
        let people: KeyValuePairs = [
            "template": "\(TaskTemplate.reassessRisk.rawValue)", "owner": SampleCase.anna.hex,
            "deputy": SampleCase.boris.hex, "due": "1970-02-01",
        ]
        #expect(await desk.post(path, people).isRedirect)
        let task = try #require(await desk.work.state.case(SampleCase.caseID)?.casework?.tasks.last)
        #expect(await desk.get(SampleCase.path()).says("/done?about=\(task.id.hex)"))
        let assessment: KeyValuePairs = [
            "threats": "Ищут", "likelihood": "3", "impact": "3", "reassess-by": "1970-03-01",
        ]
        #expect(await desk.post(SampleCase.path(.casework, "assess"), assessment).isRedirect)
        let page = await desk.get(SampleCase.path())
        #expect(!page.says("/done?about=\(task.id.hex)"))
        #expect(page.text.contains(/<details class="deeper"><summary>\d+ tasks? that (is|are) over<\/summary>/))
        #expect(page.says("Reassess the risk — done (Анна, "))
    }

    @Test func `a task is set and done`() async throws {
        let desk = try await desk()
        let path = SampleCase.path(.casework, "task")
        let fields: KeyValuePairs = [
            "task-title": "Позвонить адвокату", "owner": SampleCase.anna.hex, "deputy": SampleCase.boris.hex,
            "due": "1970-02-01",
        ]
        #expect(await desk.post(path, fields).isRedirect)
        let task = try #require(await desk.work.state.case(SampleCase.caseID)?.casework?.tasks.last)
        #expect(task.title == "Позвонить адвокату" && task.due == 32 * 86_400 - 1)
        #expect(await desk.post(SampleCase.path(.casework, "done", about: task.id.hex), ["outcome": "да"]).isRedirect)
        #expect(await desk.work.state.case(SampleCase.caseID)?.casework?.task(task.id)?.isOpen == false)
        #expect(await desk.get(SampleCase.path(.casework, "done", about: task.id.hex)).isRedirect, "it is settled")
    }

    @Test func `a form stands only in its own part`() async throws {
        let desk = try await desk()
        #expect(await desk.get(SampleCase.path(.identity, "task")).status == 404)
        #expect(await desk.get(SampleCase.path(.casework, "nothing")).status == 404)
        #expect(
            await desk.post(SampleCase.path(.casework, "task"), ["task-title": "x"], withToken: false).status == 403)
    }

    @Test func `access is given with a reason and ended with one`() async throws {
        let desk = try await desk()
        let path = SampleCase.path(.whereabouts, "grant")
        #expect(await desk.post(path, ["member": SampleCase.boris.hex, "reason": ""]).status == 422)
        #expect(await desk.post(path, ["member": SampleCase.boris.hex, "reason": "встречает"]).isRedirect)
        #expect(await desk.get(SampleCase.path("/access")).says("встречает"))
        let end = SampleCase.path(.whereabouts, "end-access", about: SampleCase.boris.hex)
        #expect(await desk.post(end, ["reason": "встретил"]).isRedirect)
        #expect(await desk.get(SampleCase.path("/access")).says("Could read it before"))
    }

    @Test func `hostile text stays text`() async throws {
        let desk = try await desk()
        let hostile = #"</textarea><script>alert(1)</script>"'`{{token}}"#
        #expect(await desk.post(SampleCase.path(.casework, "wishes"), ["wishes": hostile]).isRedirect)
        for path in [SampleCase.path(), SampleCase.path("/history"), SampleCase.path(.casework, "wishes")] {
            #expect(!(await desk.get(path).says("<script>alert")), "\(path)")
        }
    }
}

struct DayPageTests {
    @Test func `today shows what is overdue, near, new and mine`() async throws {
        let desk = try await WebDesk()
        #expect(await desk.get("/").location == "/today")
        #expect(await desk.get("/today").says("Nothing presses now."))
        await desk.work.openSampleCase()
        await desk.work.receive(70, body: "Помогите", danger: .lifeInDanger)
        let page = await desk.get("/today")
        for words in ["Ask about family left behind", "2 days late", "Помогите", "1 case of mine", "Сокол"] {
            #expect(page.says(words), "\(words)")
        }
    }

    @Test func `cases are listed by view, stage and owner`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        #expect(await desk.get("/cases").says("Сокол"))
        #expect(await desk.get("/cases?view=mine").says("Сокол"))
        #expect(await !desk.get("/cases?view=closed").says("Сокол"))
        #expect(await !desk.get("/cases?state=\(CaseState.active.rawValue)").says("Сокол"))
        #expect(await !desk.get("/cases?owner=\(SampleCase.vera.hex)").says("Сокол"))
        #expect(await desk.get("/cases?view=nonsense&state=x&page=-9").says("Сокол"), "nonsense filters nothing")
    }

    @Test func `the plots count what this desk can open, and read as tables`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        let page = await desk.get("/numbers")
        #expect(page.says("<svg") && page.says("Load by worker") && page.says("planning"))
        #expect(!page.says("style=\""), "the content policy allows no inline style")
    }

    @Test func `members are shown with their roles, and only a director is offered changes`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        let director = await desk.get("/members")
        #expect(director.says("Вера") && director.says("verifier") && director.says("/remove"))
        await desk.work.sit(SampleCase.vera)
        #expect(await !desk.get("/members").says("/remove"))
    }
}

struct SearchFilterTests {
    private let state = SampleCase(now: WebDesk.second).state()

    private func subject(_ kind: CompartmentKind) -> SearchSubject {
        .part(case: SampleCase.caseID, compartment: SampleCase.compartment(kind))
    }

    @Test func `a filter takes one kind of part, or what is open`() {
        var filter = SearchFilter()
        #expect(filter.isOpen && filter.admits(subject(.identity), in: state))
        filter.place = .part(.identity)
        #expect(filter.admits(subject(.identity), in: state) && !filter.admits(subject(.legal), in: state))
        filter.place = .requests
        #expect(!filter.admits(subject(.identity), in: state))
        filter = SearchFilter()
        filter.onlyOpen = true
        #expect(filter.admits(subject(.identity), in: state))
        #expect(!filter.admits(.request(PagesWork.id(404)), in: state), "what is not there is not open")
    }

    @Test func `a filter takes an owner's cases, a danger, and days where the worker is`() throws {
        var filter = SearchFilter()
        filter.owner = SampleCase.anna
        #expect(filter.admits(subject(.identity), in: state) && !filter.admits(.request(PagesWork.id(404)), in: state))
        filter.owner = SampleCase.vera
        #expect(!filter.admits(subject(.identity), in: state))
        filter = SearchFilter()
        filter.danger = .days
        #expect(filter.admits(subject(.legal), in: state))
        filter.danger = .noHurry
        #expect(!filter.admits(subject(.legal), in: state))
        filter = SearchFilter()
        (filter.since, filter.until) = (Day(iso: "1970-01-02"), Day(iso: "1970-01-02"))
        #expect(filter.scope(state, east: 0).seconds == 86_400..<172_800)
        #expect(filter.scope(state, east: 3_600).seconds == 82_800..<169_200, "in the east the day begins earlier")
        filter.since = Day(iso: "1970-01-03")
        #expect(filter.scope(state, east: 0).seconds?.isEmpty == true, "an end before the beginning finds nothing")
        let without = SampleCase(now: WebDesk.second).state(with: [.identity])
        filter = SearchFilter()
        filter.owner = SampleCase.anna
        #expect(!filter.admits(subject(.identity), in: without), "without the casework nobody knows whose case it is")
    }

    @Test func `a page says when there are more hits than it shows, and keeps the filter`() async throws {
        let desk = try await WebDesk()
        for number in 0..<70 { await desk.work.receive(3_000 + number, body: "Письмо \(number)") }
        let page = await desk.post("/search", ["query": "Письмо", "danger": "2", "since": "1970-01-01", "until": "x"])
        #expect(page.says("the newest 60") && page.says("<option value=\"2\" selected>"))
        #expect(page.says("name=\"since\" value=\"1970-01-01\"") && page.says("name=\"until\" value=\"\""))
        #expect(await desk.post("/search", ["query": "Письмо", "danger": "4"]).says("0 matches"))
    }

    @Test func `a hit in a case leads to its part, and one that is not there leads nowhere`() throws {
        let words = try #require(try DeskResources.catalogues()["en"])
        let excerpt = "тайна"
        func hit(_ subject: SearchSubject) -> SearchPage.Hit? {
            SearchPage.Hit(
                SearchHit(
                    subject: subject, excerpt: excerpt, match: excerpt.startIndex..<excerpt.endIndex,
                    saidAt: 86_400 * 3 + 43_200), in: state, words)
        }
        let found = try #require(hit(subject(.identity)))
        #expect(found.href == SampleCase.path("#part-\(SampleCase.compartment(.identity).hex)"))
        #expect(found.place == "Сокол · Identity · planning · 1970-01-04")
        #expect(hit(.part(case: SampleCase.caseID, compartment: PagesWork.id(1))) == nil)
    }

    @Test func `what a request and its case both hold is found once, in the case`() throws {
        let talk = try #require(state.case(SampleCase.caseID)?.conversation?.record)
        func hits(_ excerpts: [(SearchSubject, String)]) -> [SearchHit] {
            excerpts.map {
                SearchHit(subject: $0, excerpt: $1, match: $1.startIndex..<$1.endIndex, saidAt: 1)
            }
        }
        let both = hits([
            (.request(talk.id), "слово"), (subject(.conversation), "слово"), (.request(talk.id), "другое"),
        ])
        #expect(SearchPage.once(both, in: state).map(\.excerpt) == ["слово", "другое"])
        #expect(SearchPage.once(both, in: state).first?.subject == subject(.conversation))
    }
}
