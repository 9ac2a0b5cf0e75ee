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
        let path = SampleCase.path(.evidence, "pass-check", about: claim.hex, shown: [given.entry])
        let page = await desk.get(SampleCase.path())
        #expect(page.leads(to: path) && page.says("Give the check to another"))
        let chosen: KeyValuePairs = [
            "checker": SampleCase.boris.hex, "ceiling": "4",
        ]
        #expect(await desk.post(path, chosen).status == 422, "who does not hold the part cannot check")
        await desk.work.write(
            .inCompartment(.access(.granted(member: SampleCase.boris, reason: "проверяет"))),
            in: SampleCase.compartment(.evidence), by: SampleCase.anna)
        #expect(await desk.post(path, chosen).isRedirect)
        let record = try #require(await desk.work.state.case(SampleCase.caseID)?.evidence?.claim(claim))
        #expect(record.assignment?.checker == SampleCase.boris && record.state == .assigned)
        #expect(record.assignment?.caseOwner == SampleCase.anna, "the casework says so, and nobody is asked")
        await desk.work.sit(SampleCase.boris)
        #expect(await desk.get(SampleCase.path()).says("begin-check?about=\(claim.hex)"))
    }

    private static let claim = PagesWork.id(977) as ID<Claim>
    private let assign = SampleCase.path(.evidence, "assign", about: claim.hex)

    /// The sample as a desk sees it with these parts, and a claim that Vera wrote down and nobody checks yet. Boris can read it too.
    private func unchecked(_ kinds: [CompartmentKind]) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: kinds)
        let said: [(CompartmentEvent, ID<Casework.Member>)] = [
            (.access(.granted(member: SampleCase.boris, reason: "проверяет")), SampleCase.anna),
            (.claim(.asserted(Self.claim, .service, proposition: "Служил в части")), SampleCase.vera),
        ]
        for (event, author) in said {
            await desk.work.write(
                .inCompartment(event), in: SampleCase.compartment(.evidence), by: author)
        }
        return desk
    }

    private func assignment(_ desk: WebDesk) async -> ClaimAssignment? {
        await desk.work.state.case(SampleCase.caseID)?.evidence?.claim(Self.claim)?.assignment
    }

    @Test func `a desk that reads the casework asks nobody who owns the case, and lets no owner check`() async throws {
        let desk = try await unchecked([.casework, .evidence])
        let form = await desk.get(assign)
        #expect(!form.says("case-owner") && !form.says("value=\"\(SampleCase.anna.hex)\""))
        #expect(form.says("value=\"\(SampleCase.boris.hex)\""))
        let own: KeyValuePairs = ["checker": SampleCase.anna.hex, "case-owner": SampleCase.vera.hex, "ceiling": "4"]
        #expect(await desk.post(assign, own).status == 422)
        #expect(await assignment(desk) == nil)
        let other: KeyValuePairs = [
            "checker": SampleCase.boris.hex, "case-owner": SampleCase.vera.hex, "ceiling": "4",
        ]
        #expect(await desk.post(assign, other).isRedirect)
        #expect(await assignment(desk)?.caseOwner == SampleCase.anna, "whatever the address bar was made to say")
    }

    @Test func `none of two who own the case apart is offered as a checker`() async throws {
        let desk = try await unchecked([.casework, .evidence])
        await desk.work.write(
            .inCompartment(
                .lifecycle(.assigned(owner: SampleCase.boris, deputy: SampleCase.anna, reason: "x", replaces: []))),
            in: SampleCase.compartment(.casework), by: SampleCase.boris)
        let form = await desk.get(assign)
        for owner in [SampleCase.anna, SampleCase.boris] { #expect(!form.says("value=\"\(owner.hex)\"")) }
    }

    @Test func `without the casework whoever assigns says who owns the case; with it the claim shows what was wrong`()
        async throws
    {
        let desk = try await unchecked([.evidence])
        #expect(await desk.get(assign).says("case-owner"))
        let chosen: KeyValuePairs = ["checker": SampleCase.anna.hex, "case-owner": SampleCase.vera.hex, "ceiling": "4"]
        #expect(await desk.post(assign, chosen).isRedirect)
        #expect(await assignment(desk)?.caseOwner == SampleCase.vera)
        #expect(await !desk.get(SampleCase.path()).says("checked by whoever owned the case"))

        let both = try await unchecked([.casework, .evidence])
        await both.work.write(
            .inCompartment(
                .claim(
                    .assigned(
                        Self.claim, checker: SampleCase.anna, caseOwner: SampleCase.vera, ceiling: .red, replaces: []))),
            in: SampleCase.compartment(.evidence), by: SampleCase.vera)
        #expect(await both.get(SampleCase.path()).says("checked by whoever owned the case"))
    }
}
