// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Two counsel who screen one person without having seen each other's steps.
struct ScreeningMeetingTests {
    private typealias Step = (state: ExclusionState, mayVouch: Bool, author: Int)

    /// Members 3 and 4 are counsel; each of `steps` is by somebody who had seen what stood before all of them, and their own.
    private func outcomes(of steps: [Step], after first: [Step] = []) -> [Office] {
        permutations(Array(steps.indices)).filter { order in
            // One author's steps keep their order.
            order.indices.allSatisfy { place in
                order[..<place].allSatisfy {
                    steps[$0].author != steps[order[place]].author || $0 < order[place]
                }
            }
        }.map { order in
            var office = Office.shared(.legal)
            office.ledger.add(.rolesSet(member: Sample.id(3), roles: [.counsel]))
            for step in first { say(step, in: &office) }
            let seen = office.ledger.entries.count
            for index in order { say(steps[index], in: &office, seen: seen) }
            return office
        }
    }

    private func say(_ step: Step, in office: inout Office, seen: Int? = nil) {
        office.say(
            .exclusion(.screened(step.state, mayVouch: step.mayVouch, reasons: "r")), by: step.author, seen: seen)
    }

    @Test func `an indicator outlasts a clearing that had not seen it, whatever order`() {
        let offices = outcomes(of: [(.noIndicator, true, 3), (.indicator, false, 4)])
        #expect(offices.count == 2)
        for office in offices {
            #expect(office.refusal == nil && office.legal.screening.standing.count == 2)
            #expect(office.legal.exclusion == .indicator && !office.legal.mayVouch)
            var later = office
            say((.counselAdvised, true, 3), in: &later)
            #expect(later.refusal == nil && later.legal.mayVouch && later.legal.screening.standing.count == 1)
        }
    }

    @Test func `advice does not settle an indicator that it had not seen`() {
        let steps: [Step] = [(.indicator, false, 3), (.counselAdvised, true, 3), (.indicator, false, 4)]
        let offices = outcomes(of: steps, after: [(.noIndicator, true, 4)])
        #expect(offices.count == 3)
        for office in offices {
            #expect(office.ledger.state.refused.isEmpty && office.legal.screening.steps.count == 4)
            #expect(office.legal.exclusion == .indicator && !office.legal.mayVouch)
        }
    }

    @Test func `two who find the same stand side by side and say the same`() {
        for office in outcomes(of: [(.noIndicator, true, 3), (.noIndicator, true, 4)]) {
            #expect(office.refusal == nil && office.legal.exclusion == .noIndicator && office.legal.mayVouch)
        }
        for office in outcomes(of: [(.noIndicator, true, 3), (.noIndicator, false, 4)]) {
            #expect(office.refusal == nil && !office.legal.mayVouch)
        }
    }

    @Test(arguments: [ExclusionState.noIndicator, .counselAdvised])
    func `whoever has seen both settles it without another finding`(state: ExclusionState) {
        let first: [Step] = [(.indicator, false, 4)]
        let offices = outcomes(of: [(state, true, 3), (state, false, 4)], after: state == .counselAdvised ? first : [])
        #expect(offices.count == 2)
        for office in offices {
            #expect(office.refusal == nil && office.legal.screening.standing.count == 2 && !office.legal.mayVouch)
            #expect(office.legal.screening.successors.contains(state))
            var early = office
            say((state, true, 3), in: &early, seen: office.ledger.entries.count - 2)
            #expect(early.refusal == .forbiddenTransition, "who saw their own alone has nothing to settle")
            var later = office
            say((state, true, 3), in: &later)
            #expect(later.refusal == nil && later.legal.screening.standing.count == 1)
            #expect(later.legal.exclusion == state && later.legal.mayVouch)
            #expect(later.legal.screening.successors == state.successors)
        }
    }
}

/// Plans and days to which tasks were put off, by colleagues who had not seen each other's entries.
struct PlanMeetingTests {
    /// A case with a plan of member 2's that nobody has approved yet.
    private func planned() -> (office: CaseOffice, plan: ID<Entry>, seen: Int) {
        var office = CaseStateTests.office(in: .planning)
        let plan = office.say(.plan(.proposed(CaseOffice.draft)), by: 2)
        return (office, plan, office.office.ledger.entries.count)
    }

    private static let other = PlanDraft(aim: "иначе", steps: ["поезд"], reviewBy: CaseOffice.later)

    @Test(arguments: [true, false])
    func `an approved plan counts until a proposal that did not know of it is approved`(isFirst: Bool) throws {
        var (office, plan, seen) = planned()
        let approve = { (office: inout CaseOffice) in
            office.say(.plan(.approved(plan: plan)), by: 3, seen: seen)
            #expect(office.refusal == nil)
            office.say(.plan(.agreed(plan: plan, how: "написала")), by: 3)
            #expect(office.refusal == nil)
        }
        if isFirst { approve(&office) }
        let proposal = office.say(.plan(.proposed(Self.other)), by: 2, seen: seen)
        if !isFirst { approve(&office) }
        let part = try #require(office.part)
        #expect(part.plan?.id == plan && part.obstacles(to: .active).isEmpty)
        #expect(part.plansStanding.map(\.id) == [plan, proposal])
        let today = Today(office.office.ledger.state, for: Sample.id(3), at: office.now).items.map(\.pending)
        #expect(today.contains(.planToApprove(proposal)), "it is on the day of whoever may approve it")
        office.say(.plan(.approved(plan: proposal)), by: 3)
        #expect(office.refusal == nil && office.part?.plan?.id == proposal)
        #expect(office.part?.plansStanding.map(\.id) == [proposal])
        #expect(office.part?.obstacles(to: .active).contains(.personHasNotAgreed) == true)
    }

    /// A plan of member 2's and one of member 1's, neither of whom had seen the other's.
    private func apart() -> (office: CaseOffice, plan: ID<Entry>, proposal: ID<Entry>, seen: Int) {
        var (office, plan, seen) = planned()
        let proposal = office.say(.plan(.proposed(Self.other)), seen: seen - 1)
        #expect(office.refusal == nil)
        return (office, plan, proposal, seen)
    }

    @Test func `plans that were proposed apart stand beside each other until a person decides`() throws {
        let (office, plan, proposal, seen) = apart()
        let part = try #require(office.part)
        #expect(part.plansStanding.map(\.id) == [plan, proposal] && part.plan?.id == proposal)
        let today = Today(office.office.ledger.state, for: Sample.id(3), at: office.now).items.map(\.pending)
        #expect(today.contains(.planToApprove(plan)) && today.contains(.planToApprove(proposal)))
        for chosen in [plan, proposal] {
            var office = office
            office.say(.plan(.approved(plan: chosen)), by: 3)
            #expect(office.refusal == nil && office.part?.plan?.id == chosen)
            #expect(office.part?.plansStanding.map(\.id) == [chosen], "whoever approved it had seen both")
        }
        var third = office
        let new = third.say(.plan(.proposed(Self.other)), by: 2)
        #expect(third.part?.plansStanding.map(\.id) == [new], "it takes the place of both")
        var unseen = office
        unseen.say(.plan(.approved(plan: plan)), by: 3, seen: seen)
        #expect(unseen.part?.plansStanding.map(\.id) == [plan, proposal] && unseen.part?.plan?.id == plan)
    }

    @Test func `of plans that two approved apart, each having seen both, none is lost when an approval ends`() throws {
        var (office, plan, proposal, _) = apart()
        let seen = office.office.ledger.entries.count
        office.office.grant(to: 4)
        office.say(.plan(.approved(plan: plan)), by: 3, seen: seen)
        office.say(.plan(.approved(plan: proposal)), by: 4, seen: seen)
        #expect(office.part?.plansStanding.map(\.id) == [plan, proposal])
        office.say(office.assigned(owner: 3, deputy: 2), by: 2)
        office.say(office.assigned(owner: 4, deputy: 2), by: 2)
        let part = try #require(office.part)
        #expect(part.plans.allSatisfy { $0.approval == nil })
        #expect(part.plansStanding.map(\.id) == [plan, proposal])
    }

    @Test func `a proposal by somebody who knew of the approved plan takes its place`() {
        var (office, plan, _) = planned()
        office.say(.plan(.approved(plan: plan)), by: 3)
        let proposal = office.say(.plan(.proposed(Self.other)), by: 2)
        #expect(office.part?.plansStanding.map(\.id) == [proposal] && office.part?.plan?.approval == nil)
        office.say(.plan(.agreed(plan: plan, how: "x")))
        #expect(office.refusal == .planNotNewest)
    }

    /// `former`, which `approver` approved, lost its place to `plan`, which member 3 approved having seen that.
    private func displaced(approver: Int) -> (office: CaseOffice, former: ID<Entry>, plan: ID<Entry>, seen: Int) {
        var (office, former, seen) = planned()
        office.office.grant(to: 4)
        office.say(.plan(.approved(plan: former)), by: approver)
        office.say(.plan(.agreed(plan: former, how: "написала")), by: 3)
        let plan = office.say(.plan(.proposed(Self.other)), by: 2, seen: seen)
        #expect(office.part?.plansStanding.map(\.id) == [former, plan])
        office.say(.plan(.approved(plan: plan)), by: 3)
        #expect(office.refusal == nil && office.part?.plansStanding.map(\.id) == [plan])
        return (office, former, plan, seen)
    }

    @Test(arguments: [3, 4])
    func `a plan that lost its place does not come back where an approver comes to own it`(approver: Int) throws {
        var (office, former, plan, seen) = displaced(approver: approver)
        office.say(office.assigned(owner: 3, deputy: 2), by: 2)
        #expect(office.refusal == nil)
        let part = try #require(office.part)
        #expect(part.plan?.id == plan && part.plan?.approval == nil && part.plansStanding.map(\.id) == [plan])
        #expect(part.obstacles(to: .active).contains(.planNotApproved))
        #expect(!part.plans.contains { $0.approval?.by == Sample.id(3) }, "nobody owns a case and approves its plan")
        // By somebody who had not seen that the former plan was approved.
        office.say(.plan(.approved(plan: plan)), by: 1, seen: seen)
        #expect(office.refusal == nil && office.part?.plan?.approval?.by == Sample.id(1))
        #expect(office.part?.plansStanding.map(\.id) == [plan], "\(former) lost its place for good")
    }

    @Test(arguments: [3, 4])
    func `a plan that lost its place does not come back where the case is reopened`(approver: Int) throws {
        var (office, _, plan, _) = displaced(approver: approver)
        office.say(.plan(.agreed(plan: plan, how: "написала")))
        office.move(.active)
        office.move(.review)
        office.say(.lifecycle(.closingProposed(.protectedAndStable, note: "")))
        office.say(.lifecycle(.closingConfirmed), by: 2)
        office.move(.reopened)
        #expect(office.refusal == nil && office.state == .reopened)
        let part = try #require(office.part)
        #expect(part.plan?.id == plan && part.plansStanding.map(\.id) == [plan])
        #expect(part.plans.allSatisfy { $0.approval == nil && $0.agreement == nil })
    }

    @Test func `of two days to which a task was put off apart the earlier counts`() throws {
        for days: [UInt64] in [[7_000, 9_000], [9_000, 7_000]] {
            var office = CaseOffice()
            let task = office.say(
                .task(
                    .set(
                        TaskDraft(
                            template: nil, title: "Позвонить", details: "", owner: Sample.id(1), deputy: Sample.id(2),
                            due: 5_000))))
            let seen = office.office.ledger.entries.count
            for (author, due) in zip([1, 2], days) {
                office.say(.task(.postponed(task: task, due: due, reason: "болеет")), by: author, seen: seen)
            }
            #expect(office.part?.task(task)?.due == 7_000 && office.part?.task(task)?.postponements.count == 2)
            office.say(.task(.postponed(task: task, due: 12_000, reason: "уехала")))
            #expect(office.part?.task(task)?.due == 12_000, "whoever saw both decides")
        }
    }
}
