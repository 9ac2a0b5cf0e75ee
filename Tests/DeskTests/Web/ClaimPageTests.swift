// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

struct ClaimPageTests {
    @Test func `a check is given to another, and Today follows it`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        let claim = PagesWork.id(930) as ID<Claim>
        let given = try #require(
            await desk.work.state.case(SampleCase.caseID)?.evidence?.claim(claim)?.assignments.standing.first)
        let path = SampleCase.path(.evidence, "pass-check", about: "\(claim.hex).\(given.entry.hex)")
        #expect(await desk.get(SampleCase.path()).says("\(path)\">Give the check to another"))
        let chosen: KeyValuePairs = [
            "checker": SampleCase.boris.hex, "case-owner": SampleCase.anna.hex, "ceiling": "4",
        ]
        #expect(await desk.post(path, chosen).status == 422, "who does not hold the part cannot check")
        await desk.work.write(
            .inCompartment(.access(.granted(member: SampleCase.boris, reason: "проверяет"))),
            in: SampleCase.compartment(.evidence), by: SampleCase.anna)
        #expect(await desk.post(path, chosen).isRedirect)
        let record = try #require(await desk.work.state.case(SampleCase.caseID)?.evidence?.claim(claim))
        #expect(record.assignment?.checker == SampleCase.boris && record.state == .assigned)
        await desk.work.sit(SampleCase.boris)
        #expect(await desk.get(SampleCase.path()).says("begin-check?about=\(claim.hex)"))
    }
}
