// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// What pages say of a case that somebody would destroy, before anybody signs (docs/decisions/0082).
struct ErasurePageTests {
    private static let home = SampleCase.compartment(.casework)
    private static let day: UInt64 = 86_400
    private static let early = WebDesk.second
    private static let now = early + 30 * day
    private static let hold = CompartmentEvent.hold(.placed(.erasure, shown: "суд-идёт"))
    private static let agreed: KeyValuePairs<String, String> = ["agree-erasure": "1", "despite-erasure": "1"]

    private func write(
        _ event: CompartmentEvent, by member: ID<Member> = SampleCase.anna, at time: UInt64 = early, _ desk: WebDesk
    ) async {
        let refusal = await desk.work.write(.inCompartment(event), in: Self.home, by: member, at: time)
        #expect(refusal == nil, "\(event)")
    }

    /// The sample's case, closed by two, and where Anna asked that it be erased, so long ago that a second person may agree today.
    private func desk(with kinds: [CompartmentKind] = [.casework], isAsked: Bool = true) async throws -> WebDesk {
        let desk = try await WebDesk(now: Self.now)
        await desk.work.openSampleCase(with: kinds)
        let part = try #require(await desk.work.state.case(SampleCase.caseID)?.casework)
        let (plan, hold) = (try #require(part.plan).id, try #require(part.holds.first).id)
        let incident = try #require(part.incidents.first).id
        await write(.plan(.approved(plan: plan)), by: SampleCase.vera, desk)
        await write(.plan(.agreed(plan: plan, how: "голосом")), desk)
        await write(.incident(.handled(incident: incident, outcome: "тихо")), desk)
        await write(.hold(.lifted(hold: hold, note: "решено")), desk)
        await write(.lifecycle(.moved(to: .active, reason: nil, note: "")), desk)
        await write(.lifecycle(.moved(to: .paused, reason: .personAsked, note: "")), desk)
        await write(.lifecycle(.closingProposed(.withdrew, note: "")), desk)
        await write(.lifecycle(.closingConfirmed), by: SampleCase.boris, desk)
        if isAsked {
            await write(.lifecycle(.erasureRequested(reason: "просит")), at: Self.early + 10 * Self.day, desk)
        }
        await desk.work.sit(SampleCase.boris)
        return desk
    }

    private func state(_ desk: WebDesk) async -> CaseState? {
        await desk.work.state.case(SampleCase.caseID)?.casework?.lifecycle?.state
    }

    /// The form in which a second person agrees says all of it, asks nothing, and takes nothing.
    private func expectStopped(_ desk: WebDesk, by words: [String]) async throws {
        let refused = await desk.work.state.refused.count
        let link = try await desk.link("confirm-erasure")
        let form = await desk.get(link)
        #expect(form.says("What speaks against destroying it") && form.says("Nobody can agree to this now"))
        for word in words { #expect(form.says(word), "\(word)") }
        #expect(!form.says("<button class=\"grave\""))
        #expect(await desk.post(link, Self.agreed).status == 422)
        #expect(await state(desk) == .erasurePending)
        #expect(await desk.work.state.refused.count == refused, "nothing was signed and refused")
        #expect(await !desk.get("/today").says("The keys may be destroyed now"))
    }

    private func expectFree(_ desk: WebDesk) async throws {
        #expect(await desk.get("/today").says("The keys may be destroyed now"))
        let link = try await desk.link("confirm-erasure")
        let form = await desk.get(link)
        #expect(!form.says("What speaks against destroying it") && form.says("<button class=\"grave\""))
        await write(.lifecycle(.erasureConfirmed), by: SampleCase.boris, at: Self.now, desk)
        #expect(await state(desk) == .erased)
    }

    @Test func `a hold and an incident are named before anybody signs, with who said so and what to do about it`()
        async throws
    {
        let desk = try await desk()
        await write(Self.hold, by: SampleCase.vera, desk)
        try await expectStopped(desk, by: ["A hold on erasure", "суд-идёт", "Вера, ", "they lift it alone"])
        let page = await desk.get(SampleCase.path())
        #expect(page.says("Анна asked that the keys be destroyed, and 1 thing speaks against it"))
        #expect(page.says("they lift it alone"))
        await write(.incident(.opened(.leak, affected: [], text: "письмо вскрыто")), by: SampleCase.vera, desk)
        try await expectStopped(desk, by: ["суд-идёт", "An open incident", "record what came of it"])
        #expect(await desk.get(SampleCase.path()).says("and 2 things speak against it"))

        let part = try #require(await desk.work.state.case(SampleCase.caseID)?.casework)
        let (hold, incident) = (try #require(part.holds.last).id, try #require(part.incidents.last).id)
        await write(.hold(.lifted(hold: hold, note: "решено")), by: SampleCase.vera, desk)
        await write(.incident(.handled(incident: incident, outcome: "тихо")), by: SampleCase.vera, desk)
        try await expectFree(desk)
    }

    @Test func `whoever asks for an erasure is shown what speaks against it, and may ask all the same`() async throws {
        let desk = try await desk(isAsked: false)
        await write(Self.hold, by: SampleCase.vera, desk)
        let link = try await desk.link("request-erasure")
        let form = await desk.get(link)
        #expect(form.says("суд-идёт") && form.says("You can ask all the same"))
        #expect(form.says("name=\"despite-erasure\""))
        #expect(await desk.post(link, ["reason": "просит"]).status == 422)
        #expect(await desk.post(link, ["reason": "просит", "despite-erasure": "1"]).isRedirect)
        #expect(await state(desk) == .erasurePending)
    }

    @Test func `a message that nobody has read is named, and the case stays until somebody has`() async throws {
        let desk = try await desk(with: [.casework, .conversation])
        await desk.work.write(
            .inCompartment(.access(.granted(member: SampleCase.boris, reason: "вместе"))),
            in: SampleCase.compartment(.conversation), by: SampleCase.anna)
        try await expectStopped(desk, by: ["1 message that nobody has read", "Read it in the conversation"])
        await desk.work.write(
            .requestOpened(request: PagesWork.id(40)), in: SampleCase.compartment(.conversation), by: SampleCase.anna)
        try await expectFree(desk)
    }

    @Test func `how many linked requests go with the case is said, and a message in one stops it`() async throws {
        let desk = try await desk()
        await desk.work.receiveLinkedRequest()
        #expect(await desk.get(try await desk.link("confirm-erasure")).says("Without intake duty you cannot see them"))
        await desk.work.record(.rolesSet(member: SampleCase.boris, roles: [.caseworker, .intake]))
        let link = try await desk.link("confirm-erasure")
        #expect(await desk.get(link).says("1 request in the intake that was linked to this one"))
        await desk.work.receive(77, body: "крик")
        try await expectStopped(
            desk, by: ["1 message that nobody has read, in a request that was linked to this one", "1 request in"])
        await desk.work.record(.requestOpened(request: PagesWork.id(77)))
        try await expectFree(desk)
    }

    @Test func `who would destroy a request reads how many linked ones go with it, and which stay`() async throws {
        let desk = try await WebDesk()
        await desk.work.receiveTwoReadRequests()
        await desk.work.record(
            .requestMoved(request: PagesWork.id(40), to: .informationGiven, reason: nil, note: ""))
        let path = "/requests/\((PagesWork.id(40) as ID<Casework.Request>).hex)/propose-erasure"
        #expect(await desk.get(path).says("No other request in the intake is linked to it"))
        await desk.work.linkSecondRequest()
        let form = await desk.get(path)
        #expect(form.says("1 request in the intake that was linked to this one") && !form.says("1 of these"))
        await desk.work.receive(77, body: "крик")
        #expect(await desk.get(path).says("1 of these: it holds something that nobody has read"))
    }

    @Test func `while desks wait for one that reads what the person writes the page says so, and it can be cancelled`()
        async throws
    {
        let desk = try await desk()
        let confirmed = Self.now - 3 * Self.day
        await write(.lifecycle(.erasureConfirmed), by: SampleCase.boris, at: confirmed, desk)
        let page = await desk.get(SampleCase.path())
        #expect(page.says("No desk that reads what the person writes has signed yet"))
        #expect(page.says(LocalTime.text(second: confirmed + LifecycleRecord.hearingOthers)))
        #expect(await desk.post(try await desk.link("cancel-erasure"), ["reason": "вернулась"]).isRedirect)
        #expect(await state(desk) == .closed)
    }
}
