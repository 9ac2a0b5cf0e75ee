// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// A freeze of everything, the yeses by which it would end, and the person who takes one of them back (docs/decisions/0090).
struct ReachedAgainTests {
    /// What is said of question 81 or 82.
    private enum Step: Hashable {
        case yes(Int), confirms(Int), takesBack(Int), denies(Int), settles(Int)

        /// Without which nobody says it.
        var needs: [Step] {
            switch self {
            case .yes, .takesBack: []
            case .confirms(let number), .denies(let number): [.yes(number)]
            case .settles(let number): [.denies(number)]
            }
        }
    }

    private static let day = ConsentBench.day
    private static let purposes: [Int: ConsentPurpose] = [81: .statistics, 82: .researchArchive]
    private static let ways: [@Sendable (ID<Consent>) -> ConsentEvent] = [
        { .withdrawn($0, .voice) }, { .answered($0, .refused, ConsentSamples.evidence()) },
        { .answered($0, .deferred, ConsentSamples.evidence()) },
    ]

    private var bench = ConsentBench()
    private var seen = 0

    private init() {
        bench.say(.frozen(nil, .detention, whoMayDecide: "адвокат"))
        for (number, purpose) in Self.purposes.sorted(by: { $0.key < $1.key }) {
            bench.explain(as: number, ConsentSamples.explanation(purpose: purpose, initiative: .person))
        }
        seen = bench.office.ledger.entries.count
    }

    private var isOver: Bool { bench.office.consent.standstill == nil }

    /// - Parameter isApart: by a colleague who had seen nothing of what was said of the answers.
    private mutating func say(_ step: Step, _ way: (ID<Consent>) -> ConsentEvent, isApart: Bool) {
        let consent = bench.office.consent
        func record(_ number: Int) -> ConsentRecord? { consent.record(Sample.id(number)) }
        switch step {
        case .yes(let number):
            bench.give(ConsentSamples.terms(purpose: Self.purposes[number] ?? .statistics), as: number)
        case .confirms(let number):
            guard record(number)?.witnessings.isEmpty == false else { return }
            bench.attest(as: number)
        case .denies(let number):
            guard let answer = record(number)?.witnessings.last?.answer else { return }
            bench.say(.witnessed(Sample.id(number), answer: answer, .denied, note: "меня там не было"), by: 3)
        case .settles(let number):
            guard let denial = record(number)?.openDenials.last?.entry else { return }
            bench.say(.denialSettled(Sample.id(number), denial: denial, why: "поговорили"), by: 2)
        case .takesBack(let number):
            bench.office.say(
                .consent(way(Sample.id(number))), by: 4, at: Self.day.firstSecond, seen: isApart ? seen : nil)
        }
    }

    private static func orders(_ steps: [Step]) -> [[Step]] {
        guard !steps.isEmpty else { return [[]] }
        return steps.indices.flatMap { place -> [[Step]] in
            var rest = steps
            let last = rest.remove(at: place)
            guard !rest.contains(where: { $0.needs.contains(last) }) else { return [] }
            return orders(rest).map { $0 + [last] }
        }
    }

    /// In every order of the entries, whoever takes it back had seen of it what they had: it is over where a yes stands for which two people
    /// stand and that the person has not taken back.
    @Test(arguments: [[], [81], [82], [81, 82]], [false, true])
    func `a freeze ends by a yes that nobody took back, in whichever order it is all said`(
        taken: [Int], isApart: Bool
    ) {
        let steps: [Step] = [.yes(81), .confirms(81), .yes(82), .confirms(82)] + taken.map(Step.takesBack)
        let orders = Self.orders(steps)
        #expect(orders.count >= 6)
        for (number, order) in orders.enumerated() {
            var it = Self()
            for step in order { it.say(step, Self.ways[number % Self.ways.count], isApart: isApart) }
            #expect(it.isOver == (taken.count < 2), "\(order)")
        }
    }

    @Test(arguments: [false, true])
    func `a yes that its witness denies ends it no more than one that was taken back`(isSettled: Bool) {
        let steps: [Step] =
            [.yes(81), .confirms(81), .denies(81), .yes(82), .confirms(82), .takesBack(82)]
            + (isSettled ? [.settles(81)] : [])
        for order in Self.orders(steps) {
            // Who confirms after their denial takes that back (docs/decisions/0065).
            guard let denied = order.firstIndex(of: .denies(81)), let confirmed = order.firstIndex(of: .confirms(81)),
                confirmed < denied
            else { continue }
            var it = Self()
            for step in order { it.say(step, Self.ways[0], isApart: false) }
            #expect(it.isOver == isSettled, "\(order)")
        }
    }

    @Test(arguments: [false, true])
    func `a yes that somebody freezes ends it no more, whether its witness spoke before or after`(isBefore: Bool) {
        var it = Self()
        it.say(.yes(81), Self.ways[0], isApart: false)
        if isBefore { it.bench.say(.frozen(Sample.id(81), .riskRose, whoMayDecide: "Анна"), by: 4) }
        it.say(.confirms(81), Self.ways[0], isApart: false)
        #expect(it.isOver != isBefore)
        if !isBefore { it.bench.say(.frozen(Sample.id(81), .riskRose, whoMayDecide: "Анна"), by: 4) }
        #expect(it.bench.office.refusal == nil && !it.isOver)
    }

    @Test func `what waits when it lasts again is talked over`() {
        var it = Self()
        for step in [Step.yes(81), .confirms(81)] { it.say(step, Self.ways[0], isApart: false) }
        it.bench.say(.asked(Sample.id(85), ConsentSamples.explanation(initiative: .person), PortalSamples.ask()))
        let yes = PortalChoice.agreed(ConsentSamples.terms(), until: PortalSamples.expiry)
        it.bench.say(.said(PortalSamples.saying(101, yes, to: 85)))
        #expect(it.bench.office.consent.record(Sample.id(85))?.pending?.isHeld == false)
        it.say(.takesBack(81), Self.ways[0], isApart: false)
        #expect(it.bench.office.consent.record(Sample.id(85))?.pending?.isHeld == true)
        #expect(it.bench.office.consent.standstillWitnesses == nil, "nobody is waited for")
        it.bench.say(.judged(Sample.id(85), Sample.id(101), .understood, note: "говорили"), by: 2)
        #expect(it.bench.office.refusal == .consentStandsStill)
    }

    /// It has run out, and what is explained anew is another question: nobody took back that the person was reached.
    @Test func `what ran out and is explained anew leaves it ended`() {
        var it = Self()
        for step in [Step.yes(81), .confirms(81)] { it.say(step, Self.ways[0], isApart: false) }
        let later = ConsentBench.expiry.adding(days: 1)
        it.bench.explain(as: 81, ConsentSamples.explanation(purpose: .statistics, initiative: .person), on: later)
        #expect(it.bench.office.refusal == nil && it.isOver)
        it.bench.say(.withdrawn(Sample.id(81), .voice), on: later)
        #expect(it.bench.office.refusal == nil && it.isOver)
    }
}
