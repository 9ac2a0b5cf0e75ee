// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import Testing

@testable import Desk

/// What counsel's pages let somebody say about time limits.
struct ClockPageTests {
    private func desk(_ member: ID<Member> = SampleCase.counsel) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        await desk.work.sit(member)
        return desk
    }

    private static let matter = (PagesWork.id(940) as ID<LegalMatter>).hex

    private let today = Day(at: WebDesk.second)

    /// The address of the form about a limit that counsel has set by hand.
    private func setClock(_ desk: WebDesk) async throws -> String {
        let set = await desk.post(
            SampleCase.path(.legal, "own-clock", about: Self.matter),
            [
                "title": "Жалоба", "duty": "\(LegalDuty.person.rawValue)", "due": today.adding(days: 20).iso,
                "citation": "Закон, ст. 5",
            ])
        #expect(set.isRedirect)
        let clocks = await desk.work.state.case(SampleCase.caseID)?.legal?.matters.first?.ownClocks
        return SampleCase.path(.legal, "clock", about: "\(Self.matter).own.\(try #require(clocks?.last).id.hex)")
    }

    @Test func `what was said by mistake to end a limit can be taken back where it stands`() async throws {
        let desk = try await desk()
        let clock = try await setClock(desk)
        #expect(await !desk.get(clock).says("value=\"reopened\""))
        #expect(await desk.post(clock, ["change": "dropped", "note": "не тот срок"]).isRedirect)
        #expect(await desk.get(SampleCase.path()).says(clock), "the closed limit still leads to its form")
        let form = await desk.get(clock)
        #expect(form.says("value=\"reopened\"") && !form.says("value=\"met\""))
        #expect(await desk.post(clock, ["change": "reopened", "note": "ошибка"]).isRedirect)
        #expect(await desk.get(clock).says("value=\"met\""))
    }

    @Test(arguments: [("en", "Say why: without a reason"), ("ru", "Укажите почему: без причины")])
    func `what counts only with a reason asks for it beside the field`(language: String, words: String) async throws {
        let desk = try await desk()
        let clock = try await setClock(desk)
        let speech = ["Sec-Fetch-Site": "same-origin", "Accept-Language": language]
        #expect(await desk.get(clock).says("field-note-hint"))
        func refused(_ change: String) async -> Bool {
            let form = await desk.post(
                clock, ["change": change, "days": "3", "on": today.iso, "note": " "], headers: speech)
            return form.status == 422 && form.says(words) && form.says("field-note-problem")
        }
        for change in ["extended", "suspended", "dropped"] { #expect(await refused(change), "\(change)") }
        #expect(await desk.post(clock, ["change": "met", "on": today.iso]).isRedirect)
        #expect(await refused("reopened"))
        #expect(await desk.post(clock, ["change": "reopened", "note": "ошибка"]).isRedirect)
    }

    @Test func `counsel who ends a reminder by hand says what came of it`() async throws {
        let desk = try await desk()
        await desk.work.clearSampleCase()
        let draft = TaskDraft(
            template: .counselDate, title: "", details: "", owner: SampleCase.anna, deputy: SampleCase.boris,
            due: today.adding(days: 5).lastSecond)
        #expect(
            await desk.work.write(
                .inCompartment(.task(.set(draft))), in: SampleCase.compartment(.casework), by: SampleCase.counsel)
                == nil)
        let task = try #require(await desk.work.state.case(SampleCase.caseID)?.casework?.tasks.last)
        let done = SampleCase.path(.casework, "done", about: task.id.hex)
        let refused = await desk.post(done, ["outcome": ""])
        #expect(refused.status == 422 && refused.says("Please fill this in."))
        #expect(await desk.post(done, ["outcome": "жалоба подана"]).isRedirect)
        let ending = await desk.work.state.case(SampleCase.caseID)?.casework?.task(task.id)?.ending
        #expect(ending == .done(outcome: "жалоба подана"))
    }

    @Test func `on appeal a refusal is recorded as the Board's dismissal`() async throws {
        let desk = try await desk()
        let id = PagesWork.id(941) as ID<LegalMatter>
        func say(_ event: LegalEvent) async {
            let refusal = await desk.work.write(
                .inCompartment(.legal(event)), in: SampleCase.compartment(.legal), by: SampleCase.counsel)
            #expect(refusal == nil, "\(event)")
        }
        await say(.opened(id, .us, jurisdiction: "США", title: "Убежище", counsel: ""))
        for stage in [LegalStage.usArrival, .usFiled, .usHearing, .usDenied, .usAppeal] {
            let stated = StatedStage(
                stage: stage, on: today.adding(days: -1), document: nil, suspensiveEffect: nil, note: "")
            await say(.stageReached(id, stated))
        }
        let form = await desk.get(SampleCase.path(.legal, "stage", about: id.hex))
        #expect(form.says("value=\"\(LegalStage.usBoardDismissed.rawValue)\""))
        #expect(!form.says("value=\"\(LegalStage.usDenied.rawValue)\""))
    }

    @Test func `a form takes no day that lies ahead`() async throws {
        let desk = try await desk()
        let ahead = today.adding(days: 2).iso
        let clock = try await setClock(desk)
        let refused = await desk.post(clock, ["change": "met", "on": ahead])
        #expect(refused.status == 422 && refused.says("This day lies ahead"))
        for (form, about, field, value) in [
            ("stage", Self.matter, "stage", LegalStage.lodged.rawValue),
            ("mark", Self.matter, "mark", LegalMark.notified.rawValue),
            ("rule", "\(Self.matter).rule.eu.register", "rule-check", RuleCheckResult.confirmed.rawValue),
        ] {
            let answer = await desk.post(
                SampleCase.path(.legal, form, about: about), [field: "\(value)", "on": ahead])
            #expect(answer.status == 422 && answer.says("This day lies ahead"), "\(form)")
        }
    }

    @Test func `only counsel is asked what the text of a rule says`() async throws {
        let path = SampleCase.path(.legal, "rule", about: "\(Self.matter).rule.eu.register")
        let desk = try await desk(SampleCase.anna)
        #expect(await desk.get(path).isRedirect)
        let counsel = try await self.desk()
        #expect(await counsel.get(path).status == 200)
    }

    @Test(arguments: ["en", "ru"])
    func `every rule, stage and mark has a name`(language: String) throws {
        let words = try #require(try DeskResources.catalogues()[language])
        for key in LegalRules.table.map(\.catalogueKey) { #expect(words.keys.contains(key), "\(key)") }
        for stage in LegalStage.allCases { #expect(words.keys.contains("stage.\(stage)"), "\(stage)") }
        for mark in LegalMark.allCases { #expect(words.keys.contains("mark.\(mark)"), "\(mark)") }
    }
}
