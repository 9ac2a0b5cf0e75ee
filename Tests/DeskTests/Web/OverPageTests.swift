// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import Testing

@testable import Desk

/// What is offered where a case is over, what a page says of steps that did not count, and what stands at the head of a case.
struct OverPageTests {
    private static let home = SampleCase.compartment(.casework)

    private func desk(_ kinds: [CompartmentKind]) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: kinds)
        return desk
    }

    private func write(_ desk: WebDesk, _ event: LifecycleEvent, by member: ID<Member> = SampleCase.anna) async {
        let refusal = await desk.work.write(.inCompartment(.lifecycle(event)), in: Self.home, by: member)
        #expect(refusal == nil)
    }

    /// The sample's case, closed by two.
    private func close(_ desk: WebDesk) async throws {
        let part = try #require(await desk.work.state.case(SampleCase.caseID)?.casework)
        let plan = try #require(part.plan).id
        let (hold, incident) = (try #require(part.holds.first).id, try #require(part.incidents.first).id)
        for (event, member) in [
            (CompartmentEvent.plan(.approved(plan: plan)), SampleCase.vera),
            (.plan(.agreed(plan: plan, how: "голосом")), SampleCase.anna),
            (.hold(.lifted(hold: hold, note: "решено")), SampleCase.anna),
            (.incident(.handled(incident: incident, outcome: "переехала")), SampleCase.anna),
        ] {
            #expect(await desk.work.write(.inCompartment(event), in: Self.home, by: member) == nil)
        }
        for state in [CaseState.active, .review] {
            await write(desk, .moved(to: state, reason: state.moveReasons.first, note: ""))
        }
        await write(desk, .closingProposed(.protectedAndStable, note: ""))
        await write(desk, .closingConfirmed, by: SampleCase.boris)
    }

    @Test func `every form that stays where a case is over is a form`() {
        for (kind, names) in CaseForm.whenOver {
            for name in names { #expect(CaseForm.form(name, in: kind) != nil, "\(kind): \(name)") }
        }
    }

    @Test func `a closed case offers what opens, keeps or ends it, and refuses the rest with a reason`() async throws {
        let desk = try await desk([.casework, .identity, .evidence])
        let planned = [
            "plan", "assess", "needs", "wishes", "rate", "review-by", "task", "explain-consent", "ask-consent",
        ]
        let before = await desk.get(SampleCase.path())
        for form in planned where form != "rate" { #expect(before.says("/\(form)"), "\(form)") }
        try await close(desk)
        let page = await desk.get(SampleCase.path())
        for form in planned + ["override", "clear-speaking"] {
            #expect(!page.says("\(Self.home.hex)/\(form)\"") && !page.says("\(Self.home.hex)/\(form)?"), "\(form)")
            let path = SampleCase.path(.casework, form)
            #expect(await desk.get(path).says("This case is closed"), "\(form)")
            let answer = await desk.post(path, ["aim": "x"])
            #expect(answer.status == 422, "\(form)")
        }
        for form in ["move", "request-erasure", "hold", "case-note", "incident", "freeze"] {
            #expect(page.says("\(Self.home.hex)/\(form)"), "\(form)")
        }
        for (kind, form) in [(CompartmentKind.identity, "name"), (.evidence, "claim"), (.evidence, "statement")] {
            #expect(!page.says(SampleCase.path(kind, form)))
            #expect(await desk.get(SampleCase.path(kind, form)).says("This case is closed"))
        }
        #expect(await desk.post(SampleCase.path(.casework, "case-note"), ["note-body": "звонила"]).isRedirect)
        #expect(
            await desk.post(try await desk.link("move"), ["to": "\(CaseState.reopened.rawValue)", "move-reason": "8"])
                .isRedirect)
        #expect(await desk.get(SampleCase.path()).says("\(Self.home.hex)/plan"))
    }

    @Test func `a desk that cannot read the work offers its part as before`() async throws {
        let desk = try await desk([.identity])
        #expect(await desk.get(SampleCase.path()).says(SampleCase.path(.identity, "name")))
    }

    @Test func `a step that did not count is named in the history and in the case, with who took it and why`()
        async throws
    {
        let desk = try await desk([.casework])
        let plan = try #require(await desk.work.state.case(SampleCase.caseID)?.casework?.plan)
        let refusal = await desk.work.write(
            .inCompartment(.plan(.approved(plan: plan.id))), in: Self.home, by: SampleCase.boris)
        #expect(refusal == .secondPersonNeeded)
        await desk.work.sit(SampleCase.boris)
        for path in [SampleCase.path(), SampleCase.path("/history")] {
            let page = await desk.get(path)
            #expect(page.says("Борис approved the plan") && page.says(plan.draft.aim), "\(path)")
            #expect(page.says("two people have to agree") || page.says("second person"), "\(path)")
        }
        #expect(await desk.get(SampleCase.path("/history")).says("Did not count:"))
        #expect(await desk.get("/today").says("What you wrote did not count (Борис approved the plan)"))
    }

    @Test func `a step of a request is named wherever it is told`() async throws {
        let words = try #require(try DeskResources.catalogues()["en"])
        for kind in RequestStep.Kind.allCases { #expect(words.keys.contains("history.step.\(kind)"), "\(kind)") }
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "слово", danger: .days, at: 990_000)
        let refusal = await desk.work.write(
            .requestStepped(request: PagesWork.id(10), .lapsed, note: ""), in: .intake, by: SampleCase.anna)
        #expect(refusal != nil)
        #expect(await desk.get("/requests/\((PagesWork.id(10) as ID<Casework.Request>).hex)").says("let it lapse"))
    }

    @Test func `the head of a case says its stage, how to answer safely and what the person said last`() async throws {
        let desk = try await desk([.casework, .conversation])
        await desk.work.write(
            .messageReceived(
                request: PagesWork.id(40),
                message: ReceivedMessage(
                    id: PagesWork.id(42), assurance: .c, sentHour: 400_000, danger: .days, safeContact: "",
                    body: "Они снова приходили", files: [])), in: SampleCase.compartment(.conversation),
            by: SampleCase.anna)
        let text = await desk.get(SampleCase.path()).text
        let start = try #require(text.firstRange(of: "case-head")).lowerBound
        let head = text[start..<(try #require(text[start...].firstRange(of: "</header>")).lowerBound)]
        #expect(head.contains("Stage") && head.contains("planning, since"))
        #expect(head.contains("How to answer safely") && head.contains("только здесь, по вечерам"))
        #expect(text.contains("The person wrote last") && text.contains("Они снова приходили"))
        let other = try await self.desk([.casework])
        let page = await other.get(SampleCase.path())
        #expect(page.says("planning, since") && !page.says("How to answer safely"), "the conversation is not held here")
    }
}
