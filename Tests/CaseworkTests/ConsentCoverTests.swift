// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Item by recipient by purpose by identifiability by permitted actions by date.
struct ConsentCoverTests {
    static let day = ConsentBench.day
    static let item = ConsentItem(entry: Sample.id(5), itemClass: .statement)

    static func question(
        item: ConsentItem = item, recipient: ConsentRecipient = .named("редакция «маяк» ", .newsroom),
        purpose: ConsentPurpose = .newsroom(.pseudonymous), identifiability: Identifiability = .pseudonymous,
        actions: PermittedActions = .amber, territory: CountryCode? = nil, day: Day = day, met: Set<Embargo> = []
    ) -> ReleaseQuestion {
        ReleaseQuestion(
            item: item, recipient: recipient, purpose: purpose, identifiability: identifiability, actions: actions,
            territory: territory, day: day, met: met)
    }

    private static let picture = ConsentItem(entry: Sample.id(6), itemClass: .imageOrRecording)
    private static let other = ConsentRecipient.named("Another", .newsroom)

    static let gaps: [(ConsentTerms, ReleaseQuestion, [ConsentGap])] = [
        (ConsentSamples.terms(), question(), []),
        (ConsentSamples.terms(), question(identifiability: .anonymous, actions: .red), []),
        (ConsentSamples.terms(), question(purpose: .newsroom(.background)), []),
        (ConsentSamples.terms(), question(item: picture), [.itemNotIncluded]),
        (ConsentSamples.terms(classes: [], items: [item]), question(), []),
        (
            ConsentSamples.terms(classes: [], items: [item]),
            question(item: ConsentItem(entry: Sample.id(7), itemClass: .statement)), [.itemNotIncluded]
        ),
        (ConsentSamples.terms(), question(purpose: .newsroom(.identified)), [.otherPurpose]),
        (ConsentSamples.terms(), question(purpose: .researchArchive), [.otherPurpose]),
        (
            ConsentSamples.terms(purpose: .legalProceedings(named: "Case 12")),
            question(purpose: .legalProceedings(named: "case 12")), []
        ),
        (
            ConsentSamples.terms(purpose: .legalProceedings(named: "Case 12")),
            question(purpose: .legalProceedings(named: "Case 13")), [.otherPurpose]
        ),
        (ConsentSamples.terms(), question(recipient: other), [.otherRecipient]),
        (ConsentSamples.terms(recipient: .anyOf(.newsroom)), question(recipient: other), []),
        (ConsentSamples.terms(), question(recipient: .anyOf(.newsroom)), [.otherRecipient]),
        (
            ConsentSamples.terms(recipient: .anyOf(.newsroom), excludedRecipients: ["another"]),
            question(recipient: other), [.recipientExcluded]
        ),
        (
            ConsentSamples.terms(recipient: .anyOf(.newsroom), excludedRecipients: ["another"]),
            question(recipient: .anyOf(.newsroom)), [.recipientExcluded]
        ),
        (
            ConsentSamples.terms(recipient: .anyOf(.prosecutor)), question(recipient: other), [.otherRecipient]
        ),
        (ConsentSamples.terms(), question(identifiability: .keyCoded), [.tooIdentifying]),
        (ConsentSamples.terms(), question(actions: .green), [.actionsTooWide]),
        (ConsentSamples.terms(territory: [Sample.country("DEU")]), question(), [.outsideTerritory]),
        (
            ConsentSamples.terms(territory: [Sample.country("DEU")]), question(territory: Sample.country("FRA")),
            [.outsideTerritory]
        ),
        (ConsentSamples.terms(territory: [Sample.country("DEU")]), question(territory: Sample.country("DEU")), []),
        (
            ConsentSamples.terms(conditions: [.until(day.adding(days: 1)), .untilFamilyOut]), question(),
            [.embargo(.until(day.adding(days: 1))), .embargo(.untilFamilyOut)]
        ),
        (ConsentSamples.terms(conditions: [.until(day)]), question(), []),
        (ConsentSamples.terms(conditions: [.untilFamilyOut]), question(met: [.untilFamilyOut]), []),
        (
            ConsentSamples.terms(conditions: [.permanent]), question(met: [.permanent]), [.embargo(.permanent)]
        ),
        (
            ConsentSamples.terms(conditions: [.untilTrialStep("verdict")]), question(met: [.untilTrialStep("appeal")]),
            [.embargo(.untilTrialStep("verdict"))]
        ),
        (
            ConsentSamples.terms(),
            question(
                item: picture, recipient: other, purpose: .statistics, identifiability: .keyCoded, actions: .clear),
            [.itemNotIncluded, .otherPurpose, .otherRecipient, .tooIdentifying, .actionsTooWide]
        ),
    ]

    @Test(arguments: gaps)
    func `every shortfall has its name`(terms: ConsentTerms, question: ReleaseQuestion, gaps: [ConsentGap]) {
        #expect(terms.gaps(for: question) == gaps)
    }

    @Test(arguments: ConsentState.allCases)
    func `only what is in force covers anything`(state: ConsentState) {
        let bench = ConsentBench(in: state)
        let day = state == .expired ? ConsentBench.expiry : Self.day
        let question = Self.question(identifiability: .anonymous, day: day, met: [.untilFamilyOut])
        switch (state, bench.office.consent.covers(question)) {
        case (.given, .covered(let id, _)), (.givenWithConditions, .covered(let id, _)),
            (.narrowed, .covered(let id, _)):
            #expect(id == ConsentBench.id)
        case (.superseded, .covered(let id, _)):
            #expect(id == Sample.id(81))
        case (.explained, .notCovered(let gaps)), (.refused, .notCovered(let gaps)), (.deferred, .notCovered(let gaps)),
            (.expired, .notCovered(let gaps)), (.frozen, .notCovered(let gaps)), (.withdrawn, .notCovered(let gaps)):
            #expect(gaps == [.notGiven(state)])
        case (_, let verdict):
            Issue.record("\(state) gives \(verdict)")
        }
    }

    @Test func `silence is refusal`() {
        #expect(ConsentLedger().covers(Self.question()) == .notCovered([.notGiven(nil)]))
        #expect(
            ConsentBench(in: .explained).office.consent.covers(Self.question()) == .notCovered([.notGiven(.explained)]))
    }

    @Test func `nothing leaves before the day it was given`() {
        let bench = ConsentBench(in: .given)
        #expect(
            bench.office.consent.covers(Self.question(day: Self.day.adding(days: -1)))
                == .notCovered([.notGiven(.given)]))
    }

    @Test func `what the person excluded is told to whoever prepares the release`() {
        let bench = ConsentBench(in: .given, terms: ConsentSamples.terms(excludedFacts: ["the sister's name"]))
        #expect(
            bench.office.consent.covers(Self.question())
                == .covered(by: ConsentBench.id, leaveOut: ["the sister's name"]))
    }

    @Test func `a later no weighs more than an earlier yes, and a later yes more than an earlier no`() {
        var bench = ConsentBench()
        bench.explain(as: 81, ConsentSamples.explanation(recipient: .anyOf(.newsroom)))
        bench.give(ConsentSamples.terms(recipient: .anyOf(.newsroom)), as: 81)
        #expect(bench.office.consent.covers(Self.question()) == .covered(by: Sample.id(81), leaveOut: []))
        bench.explain()
        bench.say(.answered(ConsentBench.id, .refused, ConsentSamples.evidence()))
        guard case .notCovered(let gaps) = bench.office.consent.covers(Self.question()) else {
            Issue.record("a no to one newsroom was overheard")
            return
        }
        #expect(gaps.contains(.laterNo(ConsentBench.id)))
        #expect(
            bench.office.consent.covers(Self.question(recipient: Self.other))
                == .covered(by: Sample.id(81), leaveOut: []),
            "the no was to one newsroom")
        bench.explain(on: Self.day.adding(days: 1))
        bench.give(on: Self.day.adding(days: 1))
        #expect(
            bench.office.consent.covers(Self.question(day: Self.day.adding(days: 1)))
                == .covered(by: ConsentBench.id, leaveOut: []))
    }

    @Test func `an override covers what two signed, until its day`() {
        var bench = ConsentBench()
        let proposal: ID<Entry> = Sample.id(bench.office.next)
        bench.say(
            .overrideProposed(
                Sample.id(85), .vitalInterest, ConsentSamples.terms(), until: Self.day.adding(days: 3), why: "x"))
        #expect(bench.office.consent.covers(Self.question()) == .notCovered([.notGiven(nil)]))
        bench.say(.overrideSeconded(Sample.id(85), proposal: proposal), by: 2)
        #expect(bench.office.consent.covers(Self.question()) == .overridden(by: Sample.id(85)))
        #expect(
            bench.office.consent.covers(Self.question(day: Self.day.adding(days: 4))) == .notCovered([.notGiven(nil)]))
        bench.say(.overrideEnded(Sample.id(85), why: "the danger is over"), by: 2)
        #expect(bench.office.consent.covers(Self.question()) == .notCovered([.notGiven(nil)]))
    }

    /// Whatever narrower terms allow, the wider ones allow; and terms are within themselves.
    @Test(arguments: [UInt64(3), 8, 2_026])
    func `what is narrower allows nothing new`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var narrower = 0
        for _ in 0..<4_000 {
            let wide = Self.terms(using: &random)
            var narrow = Bool.random(using: &random) ? wide : Self.terms(using: &random)
            if Bool.random(using: &random) { narrow.conditions.append(.untilFamilyOut) }
            if Bool.random(using: &random) { narrow.actions = .red }
            if Bool.random(using: &random) { narrow.classes = [] }
            #expect(wide.isWithin(wide))
            guard narrow.isWithin(wide) else { continue }
            narrower += 1
            for _ in 0..<12 {
                let question = Self.question(using: &random)
                if narrow.gaps(for: question).isEmpty { #expect(wide.gaps(for: question).isEmpty, "seed \(seed)") }
            }
        }
        #expect(narrower > 500, "seed \(seed) exercises it")
    }

    private static func terms(using random: inout SeededGenerator) -> ConsentTerms {
        let question = question(using: &random)
        return ConsentSamples.terms(
            classes: Set(ItemClass.allCases.prefix(3).filter { _ in Bool.random(using: &random) }),
            items: Bool.random(using: &random) ? [question.item] : [], purpose: question.purpose,
            recipient: question.recipient, identifiability: question.identifiability, actions: question.actions,
            territory: Bool.random(using: &random) ? [] : [Sample.country("DEU"), Sample.country("FRA")],
            conditions: Bool.random(using: &random) ? [.until(day)] : [],
            excludedRecipients: Bool.random(using: &random) ? ["one"] : [])
    }

    private static func question(using random: inout SeededGenerator) -> ReleaseQuestion {
        let recipients: [ConsentRecipient] = [
            .anyOf(.newsroom), .named("One", .newsroom), .named("Two", .newsroom), .anyOf(.court),
        ]
        let purposes: [ConsentPurpose] = [
            .newsroom(.identified), .newsroom(.background), .statistics, .legalProceedings(named: "Case"),
        ]
        return question(
            item: ConsentItem(
                entry: Sample.id(Int.random(in: 1...2, using: &random)),
                itemClass: [.identityFacts, .statement, .document].randomElement(using: &random) ?? .statement),
            recipient: recipients.randomElement(using: &random) ?? recipients[0],
            purpose: purposes.randomElement(using: &random) ?? purposes[0],
            identifiability: Identifiability.allCases.randomElement(using: &random) ?? .anonymous,
            actions: PermittedActions.allCases.randomElement(using: &random) ?? .red,
            territory: [nil, Sample.country("DEU"), Sample.country("POL")].randomElement(using: &random) ?? nil,
            day: day.adding(days: Int.random(in: -1...1, using: &random)),
            met: Bool.random(using: &random) ? [.untilFamilyOut] : [])
    }
}
