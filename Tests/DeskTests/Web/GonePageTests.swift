// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// What a page says of work whose owner left, and of a request that two colleagues accepted apart.
struct GonePageTests {
    private func desk() async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        return desk
    }

    private func remove(_ member: ID<Member>, _ desk: WebDesk) async {
        await desk.work.write(
            .memberRemoved(member: member, reason: "ушли"), in: .organisation, by: SampleCase.anna)
    }

    @Test func `a case whose deputy left says so everywhere, and the way out of it stands beside the name`()
        async throws
    {
        let desk = try await desk()
        let given = try #require(
            await desk.work.state.case(SampleCase.caseID)?.casework?.lifecycle?.carriers.standing.first)
        let assign = SampleCase.path(.casework, "assign-case", shown: [given.entry])
        let form = await desk.get("/members/\(SampleCase.boris.hex)/remove")
        #expect(form.says("Open cases that are theirs") && form.says(assign))
        await remove(SampleCase.boris, desk)
        let line = "Борис is owner or deputy of this case and cannot read it any more"
        let page = await desk.get(SampleCase.path())
        #expect(page.says(line) && page.says("Борис (cannot read it any more)"))
        #expect(await desk.get("/today").says(line))
        #expect(await desk.get("/cases").says("Борис (cannot read it any more)"))
        let members = await desk.get("/members")
        #expect(members.says("Open cases that are theirs") && members.says(assign))
        #expect(
            await desk.post(
                assign, ["owner": SampleCase.anna.hex, "deputy": SampleCase.vera.hex, "reason": "вместо"]
            ).isRedirect)
        #expect(await !desk.get("/today").says(line))
        #expect(await !desk.get("/members").says("Open cases that are theirs"))
    }

    @Test func `whoever left is among the owners to choose from while a case is theirs`() async throws {
        let desk = try await desk()
        await desk.work.write(
            .inCompartment(
                .lifecycle(.assigned(owner: SampleCase.vera, deputy: SampleCase.anna, reason: "отпуск", replaces: []))),
            in: SampleCase.compartment(.casework), by: SampleCase.anna)
        await remove(SampleCase.vera, desk)
        await remove(SampleCase.counsel, desk)
        let page = await desk.get("/cases")
        #expect(page.says("value=\"\(SampleCase.vera.hex)\"") && !page.says("value=\"\(SampleCase.counsel.hex)\""))
        #expect(await desk.get("/cases?owner=\(SampleCase.vera.hex)").says("Сокол"))
    }

    @Test func `a check whose checker left is nobody's own`() async throws {
        let desk = try await desk()
        await remove(SampleCase.vera, desk)
        let line = "A check was given to Вера, who cannot read the claim any more"
        for address in ["/today", SampleCase.path()] {
            let page = await desk.get(address)
            #expect(page.says(line) && !page.says("A claim waits for your check"), "\(address)")
        }
    }

    @Test func `two cases of one request name each other, and a second acceptance says that its case stands`()
        async throws
    {
        let desk = try await desk()
        let (other, home) = (PagesWork.id(505) as ID<Case>, PagesWork.id(895) as ID<Compartment>)
        let message = ReceivedMessage(
            id: PagesWork.id(41), assurance: .c, sentHour: 500_000, danger: .days, safeContact: "", body: "x", files: []
        )
        let received = Event.requestReceived(
            request: PagesWork.id(40), message: message, secret: [UInt8](repeating: 3, count: 32), recipient: [],
            language: "ru")
        #expect(await !desk.get(SampleCase.path()).says("Another case carries on"))
        for event: CompartmentEvent in [
            .access(.opened(case: other, kind: .conversation, alias: "Чиж")),
            .conversation(.adopted(author: PagesWork.device, recordedAt: WebDesk.second, event: received)),
            .access(.granted(member: SampleCase.anna, reason: "x")),
        ] { await desk.work.write(.inCompartment(event), in: home, by: SampleCase.boris) }
        let line = "Another case carries on the same request: "
        #expect(await desk.get(SampleCase.path()).says(line + "Чиж"))
        #expect(await desk.get("/cases/\(other.hex)").says(line + "Сокол"))
        let today = await desk.get("/today")
        #expect(today.says(line + "Чиж") && today.says(line + "Сокол"))
        await desk.work.drop(home)
        #expect(await !desk.get(SampleCase.path()).says(line))
        #expect(await !desk.get("/today").says(line))

        for event: Event in [
            received, .requestOpened(request: PagesWork.id(40)),
            .requestMoved(request: PagesWork.id(40), to: .inTriage, reason: nil, note: ""),
            .requestStepped(request: PagesWork.id(40), .accepted(danger: .days), note: ""),
        ] { await desk.work.write(event, in: .intake, by: SampleCase.anna) }
        await desk.work.write(
            .rolesSet(member: SampleCase.boris, roles: [.intake]), in: .organisation, by: SampleCase.anna)
        await desk.work.write(
            .requestStepped(request: PagesWork.id(40), .accepted(danger: .days), note: ""), in: .intake,
            by: SampleCase.boris)
        #expect(await desk.get("/today").says("Борис accepted this request too"))
        #expect(
            await desk.get("/requests/\((PagesWork.id(40) as ID<Casework.Request>).hex)").says(
                "Анна had made it a case before"))
        await desk.work.sit(SampleCase.boris)
        let his = await desk.get("/today")
        #expect(
            his.says("Анна had made this request a case before you") && !his.says("perhaps a colleague was quicker"))
    }

    @Test func `a case that two agreed to destroy says when, why and who, and offers nothing but to keep it`()
        async throws
    {
        let desk = try await desk()
        let home = SampleCase.compartment(.casework)
        let work = try #require(await desk.work.state.case(SampleCase.caseID)?.casework)
        func say(_ event: CompartmentEvent, by member: ID<Member> = SampleCase.anna, at time: UInt64) async {
            #expect(await desk.work.write(.inCompartment(event), in: home, by: member, at: time) == nil, "\(event)")
        }
        let start = WebDesk.second
        let plan = try #require(work.plan)
        let hold = try #require(work.holds.first)
        let incident = try #require(work.incidents.first)
        await say(.plan(.approved(plan: plan.id)), by: SampleCase.vera, at: start)
        await say(.plan(.agreed(plan: plan.id, how: "x")), at: start)
        await say(.hold(.lifted(hold: hold.id, note: "x")), at: start)
        await say(.incident(.handled(incident: incident.id, outcome: "x")), at: start)
        for state in [CaseState.active, .review] {
            await say(.lifecycle(.moved(to: state, reason: state.moveReasons.first, note: "")), at: start)
        }
        await say(.lifecycle(.closingProposed(.protectedAndStable, note: "")), at: start)
        await say(.lifecycle(.closingConfirmed), by: SampleCase.boris, at: start)
        await say(.lifecycle(.erasureRequested(reason: "просила стереть всё")), at: start)
        let confirmed = WebDesk.second + 15 * 86_400
        await say(.lifecycle(.erasureConfirmed), by: SampleCase.boris, at: confirmed)
        try #require(await desk.work.state.case(SampleCase.caseID)?.casework?.lifecycle?.state == .erased)
        let page = await desk.get(SampleCase.path())
        #expect(page.says("to be destroyed from") && page.says("просила стереть всё") && page.says("Agreed to by"))
        #expect(page.says(SampleCase.path(.casework, "cancel-erasure")))
        for form in ["task", "plan", "ask-consent", "case-note"] {
            #expect(!page.says(SampleCase.path(.casework, form) + "\""), "\(form)")
        }
        #expect(await desk.get("/cases?view=closed").says("to be destroyed from"))
    }
}
