// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import LifeboatTestSupport
import Testing

@testable import Desk

/// What colleagues wrote of a request before it became a case, through a desk with keys.
struct TriageNotesTests {
    private static let words = ["позвонить-вечером", "у-двери-стоят", "Партнёрский-приют", "согласна-устно"]

    private struct Triaged {
        let team: TeamFixture
        let desk: Workspace
        let colleague: (desk: Workspace, fixture: DeskFixture, member: ID<Member>)
        let request: ID<Request>
        let id: ID<Case>
    }

    /// A request with a note of each kind, which becomes a case that a colleague without intake duty reads. `late`: whether a colleague's note
    /// comes by a desk that had not heard of the case.
    private func triaged(late: Bool = false) async throws -> Triaged {
        let team = try await TeamFixture()
        let desk = team.director
        let colleague = try await team.admit("Вера", [.caseworker])
        let duty = try await team.admit("Зоя", [.intake])
        let visitor = try TestVisitor(team.sheet.link, team.relay)
        await team.relay.deliver(try await visitor.first(visitor.message("Меня ищут."), now: team.now))
        try await team.settle([desk, colleague.desk, duty.desk])
        let request = try #require(await desk.state.requests.first).id
        try await desk.open(request)
        try await desk.move(request, to: .inTriage, reason: nil, note: Self.words[0])
        try await desk.step(request, .quarantined, note: Self.words[1])
        try await desk.move(request, to: .inTriage, reason: nil, note: "")
        try await desk.step(
            request, .referralOffered(partner: Self.words[2], consent: Self.words[3]), note: "")
        try await desk.move(request, to: .inTriage, reason: nil, note: "")
        if late {
            try await team.settle([desk, duty.desk])
            try await duty.desk.addNote(request, body: "сказала-перед-делом")
        }
        let me = try #require(await desk.me)
        let registration = Registration(request: request, owner: me, deputy: colleague.member, danger: .days)
        let id = try await desk.openCase(
            CaseDraft(
                alias: "Цапля", acceptance: Acceptance(request: request, danger: .days),
                parts: [
                    PartDraft(
                        kind: .casework, members: [colleague.member: "заместитель"],
                        events: [.lifecycle(.registered(registration))]),
                    PartDraft(kind: .conversation, members: [colleague.member: "заместитель"]),
                ]))
        try await team.settle([desk, duty.desk, colleague.desk])
        try await team.settle([desk, duty.desk, colleague.desk])
        return Triaged(team: team, desk: desk, colleague: colleague, request: request, id: id)
    }

    @Test func `notes of triage are read on the case, by who wrote them and when, by whoever holds its conversation`()
        async throws
    {
        let triaged = try await triaged()
        for desk in [triaged.desk, triaged.colleague.desk] {
            #expect(await desk.state.refused.isEmpty)
            let web = try await WebDesk(over: desk, now: triaged.team.now)
            let conversation = await web.get("/requests/\(triaged.request.hex)")
            let history = await web.get("/cases/\(triaged.id.hex)/history")
            for word in Self.words {
                #expect(conversation.says(word), "\(word)")
                #expect(history.says(word), "\(word)")
            }
            #expect(!conversation.says("id=\"left-behind\""))
        }
    }

    @Test func `what came by a desk that had not heard of the case stands there for whoever reads both`() async throws {
        let triaged = try await triaged(late: true)
        let web = try await WebDesk(over: triaged.desk, now: triaged.team.now)
        let page = await web.get("/requests/\(triaged.request.hex)")
        #expect(page.says("1 note of triage stayed in the intake") && page.says("сказала-перед-делом"))
        #expect(page.says("What stayed in the intake, read today by") && page.says("Зоя"))
        let colleague = try await WebDesk(over: triaged.colleague.desk, now: triaged.team.now)
        let other = await colleague.get("/requests/\(triaged.request.hex)")
        #expect(!other.says("сказала-перед-делом") && !other.says("stayed in the intake"))
    }
}

/// What did not count, and what was numbered apart.
struct KeptEntryTests {
    @Test func `a step that did not count says who could know its words`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.casework])
        let home = SampleCase.compartment(.casework)
        let plan = try #require(await desk.work.state.case(SampleCase.caseID)?.casework?.plan)
        await desk.work.write(
            .inCompartment(.plan(.turnedDown(plan: PagesWork.id(9_999), why: "не-хочет-ехать"))), in: home,
            by: SampleCase.boris)
        await desk.work.write(.inCompartment(.plan(.approved(plan: plan.id))), in: home, by: SampleCase.boris)
        let refused = try #require(await desk.work.state.refused.first { $0.entry.compartment == home })
        let way = DeskPath.who(refused.entry.id, in: home, of: SampleCase.caseID)
        for path in [SampleCase.path(), SampleCase.path("/history")] {
            #expect(await desk.get(path).says(way), "\(path)")
        }
        let page = await desk.get(way)
        #expect(page.status == 200 && page.says("Did not count") && page.says("Вера") && page.says("не-хочет-ехать"))
        await desk.work.drop(home)
        #expect(await desk.get(way).status == 404, "who lacks the key learns nothing of it")
    }

    @Test func `an answer has one number, on its page and in the history`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.evidence])
        let home = SampleCase.compartment(.evidence)
        let statement = PagesWork.id(931) as ID<Statement>
        let seen = await desk.work.seenSize
        for (member, question) in [(SampleCase.anna, "Где вы были?"), (SampleCase.vera, "Кто отдал приказ?")] {
            await desk.work.write(
                .inCompartment(
                    .statement(
                        .answered(
                            statement, number: 2,
                            Asked(topic: .service, question: question, outcome: .answered, answer: "Да")))), in: home,
                by: member, seen: seen)
        }
        #expect(await desk.work.state.refused.isEmpty)
        let history = await desk.get(SampleCase.path("/history"))
        #expect(history.says("2. Где вы были?") && history.says("3. Кто отдал приказ?"))
        let page = await desk.get(SampleCase.path())
        #expect(page.says("q-\(statement.hex).3"))
    }
}
