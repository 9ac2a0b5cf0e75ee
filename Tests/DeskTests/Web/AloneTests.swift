// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// What takes two people is said to an organisation of one before it runs into the refusal.
struct AloneTests {
    private static let path = "/requests/\(PagesWork.id(7) as ID<Casework.Request>)"
    private static let second = PagesWork.id(2) as ID<Device>

    private func desk(_ danger: DangerRating) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.receive(7, body: "Помогите", danger: danger)
        await desk.work.record(.requestOpened(request: PagesWork.id(7)))
        await desk.work.record(.requestMoved(request: PagesWork.id(7), to: .inTriage, reason: nil, note: ""))
        return desk
    }

    private func join(_ desk: WebDesk) async {
        await desk.work.letIn(PagesWork.id(2), "Борис", on: Self.second)
    }

    @Test(arguments: [DangerRating.lifeInDanger, .days])
    func `whoever is alone is told that declining takes two, and what to do`(danger: DangerRating) async throws {
        let desk = try await desk(danger)
        let page = await desk.get(Self.path)
        #expect(page.says("You are the only member. Where a life or days are at stake it takes two people to decline"))
        #expect(page.says("<a href=\"/members\">Invite a second person</a>"))
        let form = await desk.get("\(Self.path)/propose-decline")
        #expect(form.says("You are the only member. What this leads to takes two people"))
        #expect(form.says("<a href=\"/members\">Invite a second person</a>"))
        let opening = await desk.get("\(Self.path)/accept")
        #expect(opening.says("You are the only member."))

        await join(desk)
        for path in [Self.path, "\(Self.path)/propose-decline", "\(Self.path)/accept"] {
            #expect(await !desk.get(path).says("You are the only member"), "\(path)")
        }
    }

    @Test func `where one person may decline nothing is said`() async throws {
        let desk = try await desk(.weeks)
        #expect(await !desk.get(Self.path).says("You are the only member"))
    }

    @Test func `somebody who was removed is no second person`() async throws {
        let desk = try await desk(.days)
        await join(desk)
        await desk.work.record(.memberRemoved(member: PagesWork.id(2), reason: "ушёл"))
        #expect(await desk.get(Self.path).says("You are the only member"))
    }

    @Test func `Russian says it too`() async throws {
        let desk = try await desk(.days)
        #expect(await desk.get(Self.path, headers: ["Accept-Language": "ru"]).says("Пригласить второго человека"))
    }

    @Test func `whoever is alone learns on the page of cases why nothing can be opened or exported`() async throws {
        let desk = try await WebDesk()
        let page = await desk.get("/cases")
        #expect(page.says("nothing can be exported") && page.says("<a href=\"/members\">Invite a second person</a>"))
        await join(desk)
        #expect(await !desk.get("/cases").says("nothing can be exported"))
    }

    @Test func `whoever is alone learns it where the day begins`() async throws {
        let desk = try await WebDesk()
        #expect(await desk.get("/today").says("<a href=\"/members\">Invite a second person</a>"))
        await join(desk)
        #expect(await !desk.get("/today").says("Invite a second person"))
    }

    @Test func `an export that has nothing to go out says so to whoever is alone`() async throws {
        let desk = try await WebDesk()
        let part = SampleCase.compartment(.evidence)
        await desk.work.write(
            .inCompartment(.access(.opened(case: SampleCase.caseID, kind: .evidence, alias: "Сокол"))), in: part,
            by: SampleCase.anna)
        #expect(await desk.get(SampleCase.path("/export")).says("there is nothing that could be exported"))
        await join(desk)
        #expect(await !desk.get(SampleCase.path("/export")).says("there is nothing that could be exported"))
    }
}
