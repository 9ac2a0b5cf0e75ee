// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// Who is offered to judge what a person said at the portal, and who reads that others do.
struct PortalJudgePageTests {
    private static let asked = PagesWork.id(902) as ID<Consent>
    private static let casework = SampleCase.compartment(.casework)
    private let form = SampleCase.path(.casework, "judge-consent", about: asked.hex)

    /// The sample, in which Anna asked the person something and a colleague's desk took the answer in: a yes where nobody is forbidden anything.
    private func desk(takenBy taker: ID<Member>, neverTo: [String] = []) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        let day = SampleCase(now: WebDesk.second).day
        let recipient = ConsentRecipient.named("Чернильница", .newsroom)
        let explanation = ConsentExplanation(
            giver: .person, capacityNote: "", purpose: .statistics, recipient: recipient, language: "ru",
            interpreter: .notNeeded, version: "portal 1", consequencesShown: true, withdrawalShown: true,
            aidIndependenceShown: true, initiative: .person)
        let terms = ConsentTerms(
            classes: [.statement], items: [], purpose: .statistics, recipient: recipient, identifiability: .anonymous,
            actions: .red, territory: [], conditions: [], excludedRecipients: [], excludedFacts: [])
        let ask = PortalAsk(
            terms: terms, expires: day.adding(months: 6), text: "Можно?", openUntil: day.adding(months: 1))
        let answer = PortalAnswer(
            consent: Self.asked, choice: neverTo.isEmpty ? .agreed(terms, until: ask.expires) : .no, language: "ru",
            ownWords: ["Редакции.", "Помощь останется."], neverTo: neverTo)
        let saying = PortalSaying(
            message: PagesWork.id(903), answer: answer, sentHour: UInt32(WebDesk.second / 3_600), shown: "Расписка",
            receipt: [UInt8](repeating: 9, count: 32))
        for (event, author) in [
            (ConsentEvent.asked(Self.asked, explanation, ask), SampleCase.anna), (.said(saying), taker),
        ] {
            let refusal = await desk.work.write(
                .inCompartment(.consent(event)), in: Self.casework, by: author, at: WebDesk.second)
            try #require(refusal == nil)
        }
        await desk.work.drop(SampleCase.compartment(.conversation))
        return desk
    }

    @Test(arguments: [SampleCase.anna, SampleCase.boris])
    func `who asked reads who may judge, and is not offered it, whichever desk took the answer in`(
        taker: ID<Member>
    ) async throws {
        let desk = try await desk(takenBy: taker)
        let page = await desk.get(SampleCase.path())
        #expect(page.says("Judged by one of these, not by who asked") && page.says("Борис, Вера"))
        #expect(!page.says("/judge-consent"))
        #expect(await desk.get(form).isRedirect)
        let fields: KeyValuePairs = ["teach-back": "\(TeachBack.understood.rawValue)", "note": ""]
        _ = await desk.post(form, fields)
        #expect(await desk.work.state.part(Self.casework)?.casework?.consent.record(Self.asked)?.pending != nil)

        await desk.work.sit(SampleCase.boris)
        #expect(await desk.get(SampleCase.path()).says("/judge-consent"))
        #expect(await desk.post(form, fields).isRedirect)
        #expect(await desk.work.state.part(Self.casework)?.casework?.consent.record(Self.asked)?.pending == nil)
    }

    @Test func `whom a person forbids beside a no stands by name in the case and its brief`() async throws {
        let desk = try await desk(takenBy: SampleCase.boris, neverTo: ["Капитан Соколов", "радио «Заря»"])
        let page = await desk.get(SampleCase.path())
        // In the brief, beside the question, and on the answer itself.
        #expect(page.text.matches(of: /Never to:[^<]*Капитан Соколов[^<]*радио «Заря»/).count == 3)
    }

    @Test func `where nobody else can read the part, the page says what to do`() async throws {
        let desk = try await desk(takenBy: SampleCase.anna)
        for member in [SampleCase.boris, SampleCase.vera] {
            await desk.work.write(
                .inCompartment(.access(.ended(member: member, reason: "ушли"))), in: Self.casework,
                by: SampleCase.anna)
        }
        #expect(await desk.get(SampleCase.path()).says("give a colleague the key"))
    }
}
