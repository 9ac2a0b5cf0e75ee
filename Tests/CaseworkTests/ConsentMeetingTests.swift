// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Colleagues who had not seen each other's entries about one consent: whatever order they reach the ledger in, what may leave is the
/// least that anybody heard.
struct ConsentMeetingTests {
    private typealias Step = (ConsentEvent, Int)
    private static let id = ConsentBench.id
    private static let day = ConsentBench.day

    private static let wide = ConsentSamples.terms(classes: [.statement, .document, .imageOrRecording])
    private static let shorter: ConsentTerms = {
        var terms = wide
        terms.classes = [.statement, .document]
        terms.conditions = [.until(Sample.day(2026, 10, 1))]
        return terms
    }()
    private static let vaguer: ConsentTerms = {
        var terms = wide
        terms.classes = [.statement, .imageOrRecording]
        terms.identifiability = .anonymous
        terms.conditions = [.until(Sample.day(2026, 11, 1)), .untilFamilyOut]
        return terms
    }()
    private static let quieter: ConsentTerms = {
        var terms = wide
        terms.actions = .red
        terms.excludedFacts = ["the sister"]
        terms.territory = [Sample.country("DEU"), Sample.country("FRA")]
        return terms
    }()
    /// What the three have in common.
    private static let least = ConsentSamples.terms(
        classes: [.statement], identifiability: .anonymous, actions: .red,
        territory: [Sample.country("DEU"), Sample.country("FRA")],
        conditions: [.until(Sample.day(2026, 11, 1)), .untilFamilyOut], excludedFacts: ["the sister"])

    private static func yes(_ terms: ConsentTerms, months: Int = 12) -> ConsentEvent {
        .answered(id, .given(terms, expires: day.adding(months: months)), ConsentSamples.evidence())
    }

    /// What every order of `steps` after `first` leaves.
    private func outcomes(of steps: [Step], after first: [ConsentEvent]) -> [ConsentBench] {
        permutations(steps).map { order in
            var bench = ConsentBench(in: .explained)
            for event in first { bench.say(event) }
            for (event, author) in order { bench.say(event, by: author) }
            return bench
        }
    }

    @Test func `narrowings meet in what all of them allow`() {
        let steps: [Step] = [
            (.narrowed(Self.id, Self.shorter), 1), (.narrowed(Self.id, Self.vaguer), 2),
            (.narrowed(Self.id, Self.quieter), 3),
        ]
        for bench in outcomes(of: steps, after: [Self.yes(Self.wide)]) {
            #expect(bench.office.refusal == nil)
            #expect(bench.state == .narrowed && bench.record?.terms == Self.least)
            #expect(bench.record?.expires == Self.day.adding(months: 12))
        }
    }

    @Test func `two who heard a yes keep what both heard, until the earlier day`() {
        let steps: [Step] = [
            (Self.yes(Self.wide), 1), (Self.yes(Self.vaguer, months: 3), 2), (Self.yes(Self.shorter, months: 6), 2),
        ]
        for bench in outcomes(of: steps, after: []) {
            #expect(bench.office.refusal == nil && bench.state == .narrowed)
            #expect(bench.record?.terms?.classes == [.statement] && bench.record?.terms?.identifiability == .anonymous)
            #expect(bench.record?.terms?.conditions == Self.least.conditions)
            #expect(bench.record?.expires == Self.day.adding(months: 3))
        }
        for bench in outcomes(of: [(Self.yes(Self.wide), 1), (Self.yes(Self.wide), 2)], after: []) {
            #expect(bench.state == .given && bench.record?.terms == Self.wide, "the same twice is the same")
        }
    }

    static let noes: [ConsentEvent] = [
        .answered(id, .refused, ConsentSamples.evidence()), .answered(id, .deferred, ConsentSamples.evidence()),
    ]

    @Test(arguments: noes)
    func `a no beside a yes is as if it had been taken back`(no: ConsentEvent) {
        for bench in outcomes(of: [(Self.yes(Self.wide), 1), (no, 2)], after: []) {
            #expect(bench.office.refusal == nil && bench.state == .withdrawn && bench.record?.terms == Self.wide)
            #expect(!bench.allowsAnything)
            var bench = bench
            bench.say(.recallSent(Self.id, bag: Sample.id(90), recipient: "a newsroom"))
            #expect(bench.office.refusal == nil, "what left by the yes can be called back")
        }
    }

    @Test func `a no, a freeze or a withdrawal ends it, whatever else was written down`() {
        let narrowing: Step = (.narrowed(Self.id, Self.vaguer), 2)
        let endings: [(Step, Set<ConsentState>)] = [
            ((Self.noes[0], 3), [.withdrawn]), ((Self.noes[1], 3), [.withdrawn]),
            ((.withdrawn(Self.id, .voice), 3), [.withdrawn]),
            ((.frozen(Self.id, .detention, whoMayDecide: "counsel"), 3), [.frozen]),
        ]
        for (ending, states) in endings {
            let steps = [narrowing, (.narrowed(Self.id, Self.shorter), 1), ending]
            let benches = outcomes(of: steps, after: [Self.yes(Self.wide)])
            for bench in benches {
                #expect(states.contains(bench.state ?? .given) && !bench.allowsAnything)
            }
            #expect(Set(benches.map { $0.record?.terms?.classes }).count == 1, "and the same stands beside it")
        }
        let all = endings.map(\.0) + [narrowing]
        for bench in outcomes(of: all, after: [Self.yes(Self.wide)]) {
            #expect(bench.state == .withdrawn && !bench.allowsAnything)
        }
    }

    @Test func `narrowings with nothing in common leave nothing`() {
        var german = Self.wide
        german.territory = [Sample.country("DEU")]
        var french = Self.wide
        french.territory = [Sample.country("FRA")]
        let steps: [Step] = [(.narrowed(Self.id, german), 1), (.narrowed(Self.id, french), 2)]
        for bench in outcomes(of: steps, after: [Self.yes(Self.wide)]) {
            #expect(bench.state == .withdrawn && !bench.allowsAnything, "no country in common is not every country")
        }
        var empty = Self.wide
        empty.classes = []
        for bench in outcomes(of: [(.narrowed(Self.id, empty), 1)], after: [Self.yes(Self.wide)]) {
            #expect(bench.state == .withdrawn)
        }
    }

    @Test func `a narrowing that is within no yes is refused`() {
        var bench = ConsentBench(in: .given, terms: Self.shorter)
        let before = bench.office.consent
        bench.say(.narrowed(Self.id, Self.wide))
        #expect(bench.office.refusal == .notNarrower && bench.office.consent == before)
        bench.say(.narrowed(Sample.id(99), Self.wide))
        #expect(bench.office.refusal == .unknownItem)
    }

    @Test func `allowing less does not outweigh a no that came in between`() {
        var bench = ConsentBench()
        bench.explain(as: 81, ConsentSamples.explanation(recipient: .anyOf(.newsroom)))
        bench.give(ConsentSamples.terms(recipient: .anyOf(.newsroom)), as: 81)
        bench.explain()
        bench.say(.answered(Self.id, .refused, ConsentSamples.evidence()))
        bench.say(
            .narrowed(Sample.id(81), ConsentSamples.terms(recipient: .anyOf(.newsroom), identifiability: .anonymous)))
        #expect(bench.office.refusal == nil)
        let verdict = bench.office.consent.covers(ConsentCoverTests.question(identifiability: .anonymous))
        guard case .notCovered(let gaps) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(gaps.contains(.laterNo(Self.id)))
    }

    /// A yes and a no to the same, in two answers: each of two colleagues heard one, and neither had seen the other's.
    @Test(arguments: [false, true])
    func `a yes does not lift a no in another answer that its author had not seen`(isNoFirst: Bool) {
        var bench = ConsentBench()
        bench.explain(as: 81)
        bench.explain()
        let seen = bench.office.ledger.entries.count
        let no = ConsentEvent.answered(Sample.id(81), .refused, ConsentSamples.evidence())
        for isNo in [isNoFirst, !isNoFirst] {
            bench.office.ledger.add(
                .inCompartment(.consent(isNo ? no : Self.yes(ConsentSamples.terms()))), author: isNo ? 1 : 2,
                at: Self.day.firstSecond, in: Office.team, seen: seen)
            #expect(bench.office.refusal == nil)
        }
        let verdict = bench.office.consent.covers(ConsentCoverTests.question())
        guard case .notCovered(let gaps) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(gaps.contains(.laterNo(Sample.id(81))))
        // Somebody who has seen both asks the person again.
        bench.explain(as: 82)
        bench.give(as: 82)
        #expect(
            bench.office.consent.covers(ConsentCoverTests.question()) == .covered(by: Sample.id(82), leaveOut: []))
    }

    @Test func `what is explained anew begins anew`() {
        var bench = ConsentBench(in: .withdrawn, terms: Self.shorter)
        bench.explain()
        #expect(bench.record?.terms == nil)
        bench.give(Self.wide)
        #expect(bench.state == .given && bench.record?.terms == Self.wide)
    }

    /// What two terms have in common allows a question exactly where both do.
    @Test(arguments: [UInt64(4), 9, 2_027])
    func `the common part is neither wider nor narrower`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var (met, allowed) = (0, 0)
        for _ in 0..<2_000 {
            var bench = ConsentBench()
            let recipient = ConsentRecipient.anyOf(.newsroom)
            let purpose = ConsentPurpose.newsroom(.identified)
            bench.explain(as: 80, ConsentSamples.explanation(purpose: purpose, recipient: recipient))
            let all = ConsentSamples.terms(
                classes: Set(ItemClass.allCases), purpose: purpose, recipient: recipient,
                identifiability: .explicitlyPersonal, actions: .clear)
            bench.give(all)
            let (one, other) = (Self.narrower(using: &random), Self.narrower(using: &random))
            guard one.isWithin(all), other.isWithin(all) else { continue }
            bench.say(.narrowed(Self.id, one))
            bench.say(.narrowed(Self.id, other), by: 2)
            met += 1
            for _ in 0..<10 {
                let question = Self.question(using: &random)
                let both = one.gaps(for: question).isEmpty && other.gaps(for: question).isEmpty
                let verdict = bench.office.consent.covers(question)
                if case .covered = verdict {
                    allowed += 1
                    #expect(both, "seed \(seed)")
                } else {
                    #expect(!both, "seed \(seed): \(verdict)")
                }
            }
        }
        #expect(met > 1_000 && allowed > 200, "seed \(seed) exercises it: \(met), \(allowed)")
    }

    private static func narrower(using random: inout SeededGenerator) -> ConsentTerms {
        ConsentSamples.terms(
            classes: Set(ItemClass.allCases.prefix(4).filter { _ in Int.random(in: 0..<4, using: &random) > 0 }),
            items: Bool.random(using: &random) ? [ConsentItem(entry: Sample.id(5), itemClass: .figures)] : [],
            purpose: .newsroom([.identified, .pseudonymous].randomElement(using: &random) ?? .identified),
            recipient: [
                .anyOf(.newsroom), .named("One", .newsroom), .named("one ", .newsroom), .named("Two", .newsroom),
            ]
            .randomElement(using: &random) ?? .anyOf(.newsroom),
            identifiability: [.explicitlyPersonal, .pseudonymous].randomElement(using: &random) ?? .anonymous,
            actions: [.clear, .amber].randomElement(using: &random) ?? .red,
            territory: [[], [Sample.country("DEU")], [Sample.country("DEU"), Sample.country("FRA")]]
                .randomElement(using: &random) ?? [],
            conditions: [[], [.until(day)], [.until(day.adding(days: 1)), .untilFamilyOut], [.untilFamilyOut]]
                .randomElement(using: &random) ?? [],
            excludedRecipients: Bool.random(using: &random) ? [] : ["Three"])
    }

    private static func question(using random: inout SeededGenerator) -> ReleaseQuestion {
        ConsentCoverTests.question(
            item: ConsentItem(
                entry: Sample.id(Int.random(in: 4...5, using: &random)),
                itemClass: [.identityFacts, .statement, .figures].randomElement(using: &random) ?? .statement),
            recipient: .named(["One", "Two", "Three"].randomElement(using: &random) ?? "One", .newsroom),
            purpose: .newsroom(.pseudonymous),
            identifiability: [.explicitlyPersonal, .anonymous].randomElement(using: &random) ?? .anonymous,
            actions: [.clear, .red].randomElement(using: &random) ?? .red,
            territory: [nil, Sample.country("DEU"), Sample.country("FRA")].randomElement(using: &random) ?? nil,
            day: day.adding(days: Int.random(in: 0...1, using: &random)),
            met: Bool.random(using: &random) ? [.untilFamilyOut] : [])
    }
}

extension ConsentBench {
    /// Whether the least demanding release of a statement would be covered.
    fileprivate var allowsAnything: Bool {
        let question = ConsentCoverTests.question(
            purpose: .newsroom(.background), identifiability: .aggregatedAnonymous, actions: .red,
            territory: Sample.country("DEU"), day: Sample.day(2026, 11, 2),
            met: [.untilFamilyOut, .untilPersonArrived, .untilCounselClears])
        return if case .covered = office.consent.covers(question) { true } else { false }
    }
}
