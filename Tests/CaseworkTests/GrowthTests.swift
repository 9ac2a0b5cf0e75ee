// SPDX-License-Identifier: AGPL-3.0-or-later
@testable import Casework
import Testing

/// What is folded by way of an index comes to what its definition says, entry by entry.
struct GrowthTests {
    private static func standings(_ count: Int, using dice: inout SeededGenerator) -> [Standing] {
        (0..<count).map { number in
            Standing(
                sequence: UInt64(number), author: Sample.id(Int.random(in: 1...4, using: &dice)),
                seenSize: UInt64.random(in: 0...UInt64(number), using: &dice))
        }
    }

    @Test(arguments: [UInt64(1), 7, 2_026])
    func `what several had seen together is what one of them had seen`(seed: UInt64) {
        var dice = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let all = Self.standings(12, using: &dice)
            let owners = all.map { _ in Int.random(in: 1...4, using: &dice) }
            var knowledge = Knowledge()
            for (standing, owner) in zip(all, owners) {
                knowledge.add(standing, of: Sample.id(owner))
                for other in all {
                    for left in 0...4 {
                        let taken = zip(all, owners).prefix { $0.0 != standing } + [(standing, owner)]
                        let expected = taken.contains { $0.1 != left && $0.0.knew(other) }
                        #expect(knowledge.knows(other, without: left == 0 ? nil : Sample.id(left)) == expected)
                    }
                }
            }
        }
    }

    @Test(arguments: [UInt64(3), 11, 2_026])
    func `the steps of a screening that stand are those that no later one had seen, for each who looks`(seed: UInt64) {
        var dice = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var screening = Screening()
            var steps: [ExclusionStep] = []
            for standing in Self.standings(12, using: &dice) {
                let seen = steps.filter { standing.knew($0.standing) }
                #expect(screening.successors(seenFrom: standing) == Self.successors(Self.standing(seen)))
                let step = ExclusionStep(
                    entry: Sample.id(Int(standing.sequence) + 100), by: Sample.id(1), at: 1,
                    state: ExclusionState.allCases.randomElement(using: &dice) ?? .noIndicator, mayVouch: false,
                    reasons: "x", standing: standing)
                steps.append(step)
                screening.append(step)
                #expect(screening.standing == Self.standing(steps))
                #expect(screening.successors == Self.successors(Self.standing(steps)))
            }
        }
    }

    private static func standing(_ steps: [ExclusionStep]) -> [ExclusionStep] {
        steps.filter { step in !steps.contains { $0.entry != step.entry && $0.standing.knew(step.standing) } }
    }

    private static func successors(_ standing: [ExclusionStep]) -> [ExclusionState] {
        let weight: [ExclusionState] = [.notAssessed, .noIndicator, .counselAdvised, .indicator]
        let state = weight.last { weighed in standing.contains { $0.state == weighed } } ?? .notAssessed
        let apart = standing.count > 1 ? standing.map(\.state) : []
        return ExclusionState.allCases.filter { state.successors.contains($0) || apart.contains($0) }
    }

    @Test(arguments: [UInt64(2), 17, 2_026])
    func `the doubts that stand open are those that a walk through all of them finds`(seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed)
        var office = Office.shared(.evidence)
        let claims = (0..<4).map { Sample.id(200 + $0) as ID<Claim> }
        for claim in claims { office.say(.claim(.asserted(claim, .identity, proposition: "x"))) }
        var most = 0
        for number in 0..<150 {
            let (author, count) = (Int.random(in: 1...4, using: &dice), office.ledger.entries.count)
            let (contradiction, withholding): (ID<Contradiction>, ID<Withholding>) = (
                Sample.id(300 + Int.random(in: 0...(number / 8), using: &dice)),
                Sample.id(400 + Int.random(in: 0...(number / 8), using: &dice))
            )
            let heard = Hearing.heard(on: Sample.day(2026, 9, 1))
            let event: DoubtEvent? = [
                .contradictionNoted(
                    contradiction, earlier: .claim(claims[number % 4]), later: .claim(claims[(number / 4 + 1) % 4]),
                    note: ""),
                .contradictionExplained(contradiction, heard, explanation: "x", benefitOfDoubt: "b"),
                .contradictionReopened(contradiction, reason: "r"),
                .withholdingNoted(withholding, Sample.withholding()),
                .withholdingEstablished(withholding, heard, reason: "e"),
                .withholdingCleared(withholding, heard, reason: "c"),
            ].randomElement(using: &dice)
            let seen = Bool.random(using: &dice) ? nil : Int.random(in: 10...count, using: &dice)
            if let event { office.say(.doubt(event), by: author, seen: seen) }
            let part = office.evidence
            for claim in claims {
                #expect(part.doubts.concern(claim) == part.openContradictions.contains { $0.concerns(claim) })
            }
            #expect(part.doubts.withholdings == Set(part.withholdings.filter(\.isOpen).map(\.id)))
            most = max(most, part.openContradictions.count + part.doubts.withholdings.count)
        }
        #expect(most > 3)
    }

    /// Plans by four people who have seen more or less of each other's, approved, agreed to, and dropped by new owners.
    @Test(arguments: [UInt64(5), 13, 2_026])
    func `the plans that stand are those that nobody displaced who had seen them`(seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed)
        var (most, approvals) = (0, 0)
        for _ in 0..<60 {
            var office = CaseOffice()
            office.office.grant(to: 4)
            for _ in 0..<14 {
                let author = Int.random(in: 1...4, using: &dice)
                let count = office.office.ledger.entries.count
                let seen = Bool.random(using: &dice) ? count : Int.random(in: 5...count, using: &dice)
                let plans = try #require(office.part?.plans)
                let newest = plans.last { Self.knew($0, by: author, seen: seen) }?.id
                let isToPropose = plans.isEmpty || Int.random(in: 0..<3, using: &dice) == 0
                guard !isToPropose, let plan = plans.randomElement(using: &dice) else {
                    office.say(.plan(.proposed(CaseOffice.draft)), by: author, seen: seen)
                    continue
                }
                switch Int.random(in: 0..<4, using: &dice) {
                case 0:
                    office.say(
                        office.assigned(owner: author, deputy: author % 4 + 1), by: author, seen: seen)
                case 1: office.say(.plan(.agreed(plan: plan.id, how: "x")), by: author, seen: seen)
                default:
                    let mayBe = plan.id == newest || Self.standing(Array(plans)).contains(plan.id)
                    office.say(.plan(.approved(plan: plan.id)), by: author, seen: seen)
                    #expect((office.refusal == .planNotNewest) == !mayBe)
                    if office.refusal == nil { approvals += 1 }
                }
                let part = try #require(office.part)
                let standing = Self.standing(Array(part.plans))
                #expect(part.plansStanding.map(\.id) == standing)
                most = max(most, standing.count)
            }
        }
        #expect(most > 1 && approvals > 20)
    }

    private static func knew(_ plan: PlanRecord, by author: Int, seen: Int) -> Bool {
        plan.standing.sequence <= UInt64(seen) || plan.proposedBy == Sample.id(author)
    }

    private static func standing(_ plans: [PlanRecord]) -> [ID<Entry>] {
        plans.filter { plan in
            !plans.contains { other in
                guard other.id != plan.id else { return false }
                let others = [other.standing] + other.approvals
                if plan.approval != nil, let approved = plan.approvals.last {
                    return others.contains { $0.knew(approved) }
                }
                return other.standing.knew(plan.standing)
                    || other.approvals.contains { $0.knew(plan.standing) }
                        && !plan.approvals.contains { $0.knew(other.standing) }
            }
        }.map(\.id)
    }
}
