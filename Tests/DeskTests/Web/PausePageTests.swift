// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// Who takes up a case that was paused, and what they and the others read of it.
struct PausePageTests {
    private static let home = SampleCase.compartment(.casework)

    private func write(_ event: CompartmentEvent, by member: ID<Member>, _ desk: WebDesk) async {
        #expect(
            await desk.work.write(.inCompartment(event), in: Self.home, by: member, at: WebDesk.second) == nil,
            "\(event)")
    }

    /// The sample case in work, paused by Boris.
    private func desk() async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.casework])
        let plan = try #require(await desk.work.state.case(SampleCase.caseID)?.casework?.plan).id
        await write(.plan(.approved(plan: plan)), by: SampleCase.vera, desk)
        await write(.plan(.agreed(plan: plan, how: "голосом")), by: SampleCase.anna, desk)
        await write(.lifecycle(.moved(to: .active, reason: nil, note: "")), by: SampleCase.anna, desk)
        await write(
            .lifecycle(.moved(to: .paused, reason: .safety, note: "слежка-у-дома")), by: SampleCase.boris, desk)
        return desk
    }

    private func state(_ desk: WebDesk) async -> CaseState? {
        await desk.work.state.case(SampleCase.caseID)?.casework?.lifecycle?.state
    }

    @Test func `whoever did not pause it reads why it was, and by whom, and proposes; a colleague agrees`() async throws
    {
        let desk = try await desk()
        await desk.work.sit(SampleCase.anna)
        let page = await desk.get(SampleCase.path())
        #expect(page.says("слежка-у-дома") && page.says("Paused, Борис,"))
        #expect(page.says("Nothing leaves until whoever paused it takes it up again, or two others do."))
        #expect(!page.says("/take-up") && !page.says("/move"))
        let propose = try await desk.link("propose-taking-up")
        let form = await desk.get(propose)
        #expect(form.says("safety") && form.says("слежка-у-дома") && form.says("Paused, Борис,"))
        #expect(!form.says("Nothing stands in the way") && !form.says("You are the only member"))
        #expect(await desk.post(propose, ["reason": ""]).status == 422)
        #expect(await desk.post(propose, ["reason": "соседи-уехали"]).isRedirect)
        #expect(await state(desk) == .paused)
        #expect(!(await desk.get(SampleCase.path())).says("/propose-taking-up"))
        #expect(!(await desk.get("/today")).says("would take the case up again"))

        for member in [SampleCase.boris, SampleCase.vera] {
            await desk.work.sit(member)
            #expect(await desk.get("/today").says("Анна would take the case up again: decide whether you agree"))
            #expect(await desk.get("/today").says("It was paused by Борис (safety)"))
        }
        let agree = try await desk.link("take-up")
        let second = await desk.get(agree)
        #expect(second.says("соседи-уехали") && second.says("слежка-у-дома"))
        #expect(second.says("<dt>Proposed by</dt><dd dir=\"auto\">Анна, "))
        #expect(await desk.post(agree, [:]).status == 422)
        #expect(await desk.post(agree, ["agree": "1"]).isRedirect)
        #expect(await state(desk) == .active)
        #expect(!(await desk.get("/today")).says("would take the case up again"))
    }

    @Test func `whoever paused it takes it up alone and says what has changed`() async throws {
        let desk = try await desk()
        await desk.work.sit(SampleCase.boris)
        #expect(!(await desk.get(SampleCase.path())).says("/propose-taking-up"))
        let form = try await desk.link("take-up")
        #expect(await desk.get(form).says("слежка-у-дома"))
        #expect(await desk.post(form, ["agree": "1"]).status == 422)
        #expect(await desk.post(form, ["agree": "1", "note": "тихо"]).isRedirect)
        #expect(await state(desk) == .active)
    }

    @Test func `nobody agrees to what came behind their page`() async throws {
        let desk = try await desk()
        await write(.lifecycle(.takingUpProposed(reason: "соседи-уехали")), by: SampleCase.anna, desk)
        await desk.work.sit(SampleCase.vera)
        let early = try await desk.link("take-up")
        await write(.lifecycle(.takenUp(note: "тихо")), by: SampleCase.boris, desk)
        await write(.lifecycle(.moved(to: .paused, reason: .contactLost, note: "")), by: SampleCase.boris, desk)
        #expect(await desk.post(early, ["agree": "1"]).status == 422)
        #expect(await state(desk) == .paused)
    }

    @Test func `where nobody else is left it is said that it takes two`() async throws {
        let desk = try await desk()
        for member in [SampleCase.boris, SampleCase.vera, SampleCase.counsel] {
            await desk.work.record(.memberRemoved(member: member, reason: "ушли"))
        }
        await desk.work.sit(SampleCase.anna)
        #expect(await desk.get(try await desk.link("propose-taking-up")).says("You are the only member"))
    }
}
