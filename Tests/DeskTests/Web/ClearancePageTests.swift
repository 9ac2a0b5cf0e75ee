// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// Counsel's word in the casework, as counsel says it and others see it.
struct ClearancePageTests {
    private static let screen = SampleCase.path(.legal, "screen")

    /// Counsel holds the casework and, where it is open here, their own part.
    private func desk(_ kinds: [CompartmentKind] = [.casework, .legal]) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: kinds)
        await desk.work.write(
            .inCompartment(.access(.granted(member: SampleCase.counsel, reason: "сроки"))),
            in: SampleCase.compartment(.casework), by: SampleCase.anna)
        await desk.work.sit(SampleCase.counsel)
        return desk
    }

    private func work(_ desk: WebDesk) async throws -> PartRecord {
        try #require(await desk.work.state.part(SampleCase.compartment(.casework)))
    }

    private func clearance(_ desk: WebDesk) async throws -> ClearanceRecord {
        try #require(await desk.work.state.case(SampleCase.caseID)?.casework?.clearance)
    }

    @Test func `what counsel screens clears it and takes it back in the same act`() async throws {
        let desk = try await desk()
        #expect(await desk.get(SampleCase.path()).says("not cleared"))
        #expect(await desk.post(Self.screen, ["exclusion": "4", "may-vouch": "1", "reasons": "можно"]).isRedirect)
        #expect(try await clearance(desk).given?.by == SampleCase.counsel)
        #expect(await desk.work.state.case(SampleCase.caseID)?.legal?.mayVouch == true)
        #expect(await desk.get(SampleCase.path()).says("cleared by counsel"))
        let page = await desk.get(SampleCase.path("/history"))
        #expect(page.says("Галина cleared that the organisation may speak for the person"))
        #expect(await desk.post(Self.screen, ["exclusion": "3", "reasons": "новое"]).isRedirect)
        let takenBack = try await clearance(desk)
        #expect(takenBack.given == nil && takenBack.takenBack?.by == SampleCase.counsel)
        let again = try await desk.link("screen")
        #expect(await desk.post(again, ["exclusion": "4", "may-vouch": "1", "reasons": "снова"]).isRedirect)
        #expect(try await clearance(desk).given != nil, "what it names it had seen")
    }

    @Test func `where counsel's word counts it is said that nobody else gave them the role`() async throws {
        let desk = try await desk()
        #expect(await desk.post(Self.screen, ["exclusion": "4", "may-vouch": "1", "reasons": "можно"]).isRedirect)
        #expect(!(await desk.get(SampleCase.path()).says("made themself counsel")))
        let alone = try await self.desk()
        let (anna, casework) = (SampleCase.anna, SampleCase.compartment(.casework))
        for roles in [Set<MemberRole>([.director, .counsel]), [.director]] {
            await alone.work.write(.rolesSet(member: anna, roles: roles), in: .organisation, by: anna)
            await alone.work.write(.inCompartment(.clearance(.given(over: []))), in: casework, by: anna)
        }
        #expect(try await clearance(alone).given?.by == anna)
        #expect(await alone.get(SampleCase.path()).says("made themself counsel on"))
    }

    @Test func `an indicator that counsel finds leaves no trace where nobody had cleared anything`() async throws {
        let desk = try await desk()
        let before = try await work(desk)
        for (state, reasons) in [("2", "ничего"), ("3", "нечто")] {
            #expect(await desk.post(Self.screen, ["exclusion": state, "reasons": reasons]).isRedirect)
        }
        #expect(try await work(desk) == before)
    }

    @Test func `only counsel is offered the word, and it does not go before the screening`() async throws {
        let desk = try await desk()
        let clear = SampleCase.path(.casework, "clear-speaking")
        let back = SampleCase.path(.casework, "take-back-clearance")
        #expect(await desk.get(SampleCase.path()).says("/clear-speaking\""))
        let early = await desk.post(clear, ["agree": "1"])
        #expect(early.status == 422 && early.says("The screening in the legal part does not say so"))
        #expect(try await clearance(desk).given == nil)
        await desk.work.sit(SampleCase.anna)
        #expect(await !desk.get(SampleCase.path()).says("/clear\""))
        #expect(await desk.post(clear, ["agree": "1"]).status == 422)

        let elsewhere = try await self.desk([.casework])
        #expect(await elsewhere.post(clear, [:]).status == 422, "it is a signature")
        #expect(await elsewhere.post(clear, ["agree": "1"]).isRedirect)
        #expect(try await clearance(elsewhere).given != nil)
        #expect(await elsewhere.post(back, ["agree": "1"]).isRedirect)
        #expect(try await clearance(elsewhere).takenBack != nil)
    }

    @Test func `counsel is told where the word and the screening do not go together`() async throws {
        let desk = try await desk()
        await desk.work.write(
            .inCompartment(.clearance(.given(over: []))), in: SampleCase.compartment(.casework),
            by: SampleCase.counsel)
        #expect(await desk.get(SampleCase.path()).says("the screening here does not"))
    }
}

/// A case that moves brings its tasks, and does not close over what is not over unseen.
struct StagePageTests {
    private func work(_ desk: WebDesk) async throws -> CaseworkPart {
        try #require(await desk.work.state.case(SampleCase.caseID)?.casework)
    }

    /// The sample's case is planned; here the plan is approved and agreed to.
    private func desk() async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.casework, .legal])
        let (home, plan) = (SampleCase.compartment(.casework), try #require(try await work(desk).plan).id)
        await desk.work.write(.inCompartment(.plan(.approved(plan: plan))), in: home, by: SampleCase.vera)
        await desk.work.write(
            .inCompartment(.plan(.agreed(plan: plan, how: "голосом"))), in: home, by: SampleCase.anna)
        await desk.work.write(
            .inCompartment(
                .legal(
                    .clockSet(
                        PagesWork.id(940), PagesWork.id(990), title: "Срок жалобы", .person,
                        due: Day(at: WebDesk.second).adding(days: 5), citation: "ст. 5"))),
            in: SampleCase.compartment(.legal), by: SampleCase.counsel)
        return desk
    }

    @Test func `a move sets the tasks of the stage, once`() async throws {
        let desk = try await desk()
        let before = try await work(desk).tasks.count
        #expect(await desk.post(try await desk.link("move"), ["to": "\(CaseState.active.rawValue)"]).isRedirect)
        let set = try await work(desk).tasks.dropFirst(before)
        #expect(set.map(\.template) == TaskTemplate.starting(.active))
        #expect(set.allSatisfy { $0.owner == SampleCase.anna && $0.deputy == SampleCase.boris })
        #expect(
            await desk.post(
                try await desk.link("move"),
                ["to": "\(CaseState.paused.rawValue)", "move-reason": "\(MoveReason.safety.rawValue)"]
            )
            .isRedirect)
        let taken: KeyValuePairs = ["note": "вокруг тихо", "agree": "1"]
        #expect(await desk.post(try await desk.link("take-up"), ["agree": "1"]).status == 422)
        #expect(await desk.post(try await desk.link("take-up"), taken).isRedirect, "why it goes on is said")
        #expect(try await work(desk).lifecycle?.state == .active)
        #expect(try await work(desk).tasks.count == before + set.count, "they are open still")
    }

    @Test func `a case closes over what is not over only where somebody says that they have seen it`() async throws {
        let desk = try await desk()
        _ = await desk.post(try await desk.link("move"), ["to": "\(CaseState.active.rawValue)"])
        let other = await desk.post(
            try await desk.link("move"),
            ["to": "\(CaseState.paused.rawValue)", "move-reason": "\(MoveReason.reviewDue.rawValue)"])
        #expect(other.status == 422 && other.says("belongs to another step"))
        _ = await desk.post(
            try await desk.link("move"),
            ["to": "\(CaseState.paused.rawValue)", "move-reason": "\(MoveReason.safety.rawValue)"])
        let close = try await desk.link("propose-closing")
        let form = await desk.get(close)
        #expect(form.says("Not over yet") && form.says("Срок жалобы") && form.says("Спросить о сестре"))
        let refused = await desk.post(close, ["closure": "\(ClosureReason.referred.rawValue)"])
        #expect(refused.status == 422)
        #expect(try await work(desk).lifecycle?.state == .paused)
        #expect(await desk.post(close, ["closure": "\(ClosureReason.referred.rawValue)", "despite": "1"]).isRedirect)
        #expect(try await work(desk).lifecycle?.state == .closing)
        #expect(try await work(desk).tasks.last?.template == .beforeClosing)
    }
}
