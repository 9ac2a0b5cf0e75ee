// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import Testing

@testable import Desk

struct DoubtsPageTests {
    private func desk(_ kinds: [CompartmentKind] = CompartmentKind.allCases) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: kinds)
        return desk
    }

    @Test func `whoever is thought to have withheld something is found over all cases, from Today`() async throws {
        let desk = try await desk()
        #expect(await desk.get("/today").says("<a href=\"/doubts\">2 doubts that nobody has settled"))
        let page = await desk.get("/doubts")
        #expect(page.says("Знал о подвале при части") && page.says("suspected"))
        #expect(page.says("\(SampleCase.path())#withholding-"), "a link leads to it")
        #expect(page.says("Служил писарем при штабе"), "and the contradiction stands there with both sides")
        for match in page.text.matches(of: /href="(\/cases\/[^#"]+)#([^"]+)"/) {
            #expect(await desk.get(String(match.1)).says("id=\"\(match.2)\""), "\(match.2)")
        }
    }

    @Test func `what nobody asked is found by topic`() async throws {
        let desk = try await desk()
        let asked = StatementTopic.ownConduct.rawValue
        #expect(await !desk.get("/doubts?list=unasked&topic=\(asked)").says("Сокол"))
        let other = await desk.get("/doubts?list=unasked&topic=\(StatementTopic.knowledgeOfCrimes.rawValue)")
        #expect(other.says("Сокол") && other.says("never asked about this"))
        #expect(await desk.get("/doubts?list=unasked&topic=x&page=-3").says("Сокол"), "nonsense is the first topic")
        #expect(await desk.get("/doubts?list=nonsense").says("Знал о подвале"))
    }

    @Test func `a claim to be checked again is listed`() async throws {
        let desk = try await desk()
        let claim = PagesWork.id(930) as ID<Claim>
        let grades = Grades(source: .fairlyReliable, information: .possiblyTrue)
        let indicators = CredibilityIndicators(
            internalConsistency: .speaksFor, externalConsistency: .notAssessed, plausibility: .notAssessed,
            sufficiencyOfDetail: .notAssessed)
        let day = SampleCase(now: WebDesk.second).day
        let conclusion = ClaimConclusion(
            finding: .partlyCorroborated, grades: grades, indicators: indicators, independenceNote: "n", recheckBy: day)
        let refusal = await desk.work.write(
            .inCompartment(.claim(.concluded(claim, conclusion))), in: SampleCase.compartment(.evidence),
            by: SampleCase.vera)
        #expect(refusal == nil)
        #expect(await desk.get("/doubts?list=rechecks").says("#claim-\(claim.hex)"))
    }

    @Test func `a rule that nobody has read in the primary text is listed with the number of its cases`() throws {
        let words = try #require(try DeskResources.catalogues()["en"])
        let today = try #require(Day(iso: "2026-10-01"))
        let sample = SampleCase(now: today.firstSecond)
        var state = sample.state()
        let matter = PagesWork.id(941) as ID<LegalMatter>
        let made = StatedStage(
            stage: .made, on: today.adding(days: -9), document: nil, suspensiveEffect: nil, note: "")
        let said: [LegalEvent] = [
            .opened(matter, .eu, jurisdiction: "Германия", title: "Второе", counsel: ""), .stageReached(matter, made),
        ]
        for (number, event) in said.enumerated() {
            let refusal = state.apply(
                LedgerEvent(
                    compartment: SampleCase.compartment(.legal), sequence: UInt64(5_000 + number),
                    id: PagesWork.id(5_000 + number),
                    author: try #require(SampleCase.devices[SampleCase.counsel]), recordedAt: sample.now,
                    event: .inCompartment(.legal(event))))
            #expect(refusal == nil)
        }
        let desk = DeskScene(state: state, me: SampleCase.anna, words: words, now: sample.now)
        let amber = try #require(state.case(SampleCase.caseID)).amberRules(on: desk.day)
        let page = DoubtsPage(desk, DeskLines(desk), filter: DoubtsFilter(list: .rules))
        #expect(!amber.isEmpty && page.items.map(\.title) == amber.map { words.text($0.catalogueKey) })
        for (item, rule) in zip(page.items, amber) {
            #expect(item.about.contains(rule.citation) && item.about.contains("runs in 1 case") && item.href == nil)
        }
        #expect(page.tabs.last?.number == amber.count && page.calm == nil)
    }

    @Test(arguments: ["", "?list=unasked", "?list=rechecks", "?list=rules"])
    func `a desk without the keys finds nothing, and is told so calmly`(list: String) async throws {
        let desk = try await desk([.casework, .identity])
        let page = await desk.get("/doubts\(list)")
        #expect(page.status == 200 && page.says("class=\"calm\"") && !page.says("Сокол"))
        #expect(await !desk.get("/today").says("nobody has settled"), "nor does Today say that there is something")
    }
}

struct TodayGroupTests {
    /// Sixty people, each of whom says that their life is in danger.
    private func desk() async throws -> WebDesk {
        let desk = try await WebDesk()
        for number in 0..<60 {
            await desk.work.receive(2_000 + number, body: "Помогите \(number)!", danger: .lifeInDanger)
        }
        return desk
    }

    @Test func `what does not fit into the day is behind a link, page by page, and nothing is lost`() async throws {
        let desk = try await desk()
        let day = await desk.get("/today")
        #expect(day.text.matches(of: /Помогите \d+!/).count == TodayPage.itemCount)
        #expect(day.says("<a href=\"/today?group=urgent\" data-row>and 45 more</a>"))
        let (first, second) = (await desk.get("/today?group=urgent"), await desk.get("/today?group=urgent&page=2"))
        let found = (first.text + second.text).matches(of: /Помогите \d+!/).map { String($0.0) }
        #expect(found.count == 60 && Set(found).count == 60)
        #expect(first.says("/today?group=urgent&amp;page=2") && second.says("/today?group=urgent\""))
        #expect(first.says("The whole day") && !first.says("Overdue"))
        #expect(await desk.get("/today?group=urgent&page=99").says("Помогите"), "the nearest page that is there")
        #expect(await desk.get("/today?group=nonsense").says("and 45 more"))
        #expect(await desk.get("/today?group=near").says("Nothing is due within three days."))
    }

    @Test func `a deception leads to an incident that is filled in already, with nothing of the evidence`() async throws
    {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        let claim = PagesWork.id(930) as ID<Claim>
        let evidence = SampleCase.compartment(.evidence)
        let conclusion = ClaimConclusion(
            finding: .deceptive, grades: Grades(source: .usuallyReliable, information: .improbable),
            indicators: CredibilityIndicators(
                internalConsistency: .speaksFor, externalConsistency: .notAssessed, plausibility: .notAssessed,
                sufficiencyOfDetail: .notAssessed), independenceNote: "n", recheckBy: nil)
        await desk.work.write(.inCompartment(.claim(.concluded(claim, conclusion))), in: evidence, by: SampleCase.vera)
        let proposal = try #require(await desk.work.state.part(evidence)?.evidence?.claim(claim)?.proposal)
        let refusal = await desk.work.write(
            .inCompartment(.claim(.seconded(claim, proposal: proposal.entry))), in: evidence, by: SampleCase.anna)
        #expect(refusal == nil)
        #expect(await desk.get("/today").says("A claim was found to be deceptive: open an incident"))
        let kind = IncidentKind.deception.rawValue
        let path = SampleCase.path(.casework, "incident", about: "\(kind)")
        #expect(await desk.get(SampleCase.path()).says(path))
        let form = await desk.get(path)
        #expect(form.says("<option value=\"\(kind)\" selected>") && form.says("that two people signed"))
        #expect(!form.says("Служил писарем"), "more people read the casework than the evidence")
        #expect(await desk.post(path, ["incident": "\(kind)", "what-happened": "разобрать"]).isRedirect)
        #expect(await !desk.get("/today").says("A claim was found to be deceptive"))
        #expect(await !desk.get(SampleCase.path()).says(path))
    }
}
