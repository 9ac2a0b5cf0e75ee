// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// Which plan a case's page shows as the one that people act by.
struct PlanPageTests {
    private static let home = SampleCase.compartment(.casework)
    private static let (old, new) = ("Гуманитарная виза и безопасный выезд", "Остаться-и-ждать")

    private func write(_ event: PlanEvent, by member: ID<Member>, _ desk: WebDesk) async {
        #expect(await desk.work.write(.inCompartment(.plan(event)), in: Self.home, by: member) == nil, "\(event)")
    }

    @Test func `a plan stays in force, and first, while another is only proposed`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.casework])
        func casework() async throws -> CaseworkPart {
            try #require(await desk.work.state.case(SampleCase.caseID)?.casework)
        }
        #expect(try await casework().planInForce == nil)
        let first = try #require(try await casework().plan).id
        await write(.approved(plan: first), by: SampleCase.vera, desk)
        #expect(try await casework().planInForce == nil, "the person has not agreed")
        await write(.agreed(plan: first, how: "голосом"), by: SampleCase.anna, desk)
        #expect(try await casework().planInForce?.id == first)

        let draft = PlanDraft(aim: Self.new, steps: ["Ждать"], reviewBy: WebDesk.second + 25 * 86_400)
        await write(.proposed(draft), by: SampleCase.boris, desk)
        let second = try #require(try await casework().plan).id
        #expect(second != first)
        let page = await desk.get(SampleCase.path())
        #expect(page.says("Proposed since, and not in force") && page.says("(another one is proposed)"))
        let part = try #require(page.text.firstMatch(of: /(?s)id="plan-[0-9a-f]+".*/)).output
        let places = [Self.old, Self.new].map { part.firstRange(of: $0)?.lowerBound }
        #expect(try #require(places[0]) < (try #require(places[1])))

        await write(.approved(plan: second), by: SampleCase.vera, desk)
        #expect(try await casework().planInForce?.id == first, "the person has not agreed to the new one")
        #expect(await desk.get(SampleCase.path()).says(Self.old))
        await write(.agreed(plan: second, how: "голосом"), by: SampleCase.anna, desk)
        #expect(try await casework().planInForce?.id == second)
        #expect(!(await desk.get(SampleCase.path()).says(Self.old)))
    }
}
