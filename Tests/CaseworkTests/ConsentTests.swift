// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Consent 80 in a state, on 1 September 2026; 81 and others beside it where a test asks for them.
struct ConsentBench {
    static let id: ID<Consent> = Sample.id(80)
    static let day = Sample.day(2026, 9, 1)
    static let expiry = Sample.day(2027, 9, 1)
    var office = Office.shared(.casework)

    var record: ConsentRecord? { office.consent.record(Self.id) }
    var state: ConsentState? { record?.state(on: Self.day) }

    init(
        in state: ConsentState? = nil, terms: ConsentTerms = ConsentSamples.terms(), isAskedAtPortal: Bool = false
    ) {
        guard let state else { return }
        if isAskedAtPortal {
            say(.asked(Self.id, ConsentSamples.explanation(), PortalSamples.ask()))
        } else {
            explain()
        }
        switch state {
        case .explained: break
        case .given, .expired: give(terms)
        case .givenWithConditions:
            var terms = terms
            terms.conditions = [.untilFamilyOut]
            give(terms)
        case .refused: say(.answered(Self.id, .refused, ConsentSamples.evidence()))
        case .deferred: say(.answered(Self.id, .deferred, ConsentSamples.evidence()))
        case .narrowed:
            give(terms)
            var narrower = terms
            narrower.identifiability = .anonymous
            say(.narrowed(Self.id, narrower))
        case .superseded:
            give(terms)
            explain(as: 81)
            give(terms, as: 81, supersedes: [80])
        case .frozen:
            give(terms)
            say(.frozen(Self.id, .detention, whoMayDecide: "counsel"))
        case .withdrawn:
            give(terms)
            say(.withdrawn(Self.id, .voice))
        }
    }

    mutating func explain(
        as number: Int = 80, _ explanation: ConsentExplanation = ConsentSamples.explanation(), on day: Day = Self.day
    ) {
        say(.explained(Sample.id(number), explanation), on: day)
    }

    mutating func give(
        _ terms: ConsentTerms = ConsentSamples.terms(), as number: Int = 80, supersedes: [Int] = [],
        on day: Day = Self.day
    ) {
        say(
            .answered(
                Sample.id(number), .given(terms, expires: day.adding(months: 12)),
                ConsentSamples.evidence(on: day, supersedes: supersedes)), on: day)
    }

    /// Whoever is named as the witness of the last yes says that they were there.
    mutating func attest(as number: Int = 80, by witness: Int = 3, on day: Day = Self.day) {
        guard let yes = office.consent.record(Sample.id(number))?.witnessings.last else { return }
        say(.witnessed(Sample.id(number), answer: yes.answer, .confirmed, note: ""), by: witness, on: day)
    }

    mutating func say(_ event: ConsentEvent, by author: Int = 1, on day: Day = Self.day) {
        office.say(.consent(event), by: author, on: day)
    }
}

struct ConsentGuardTests {
    private static let id = ConsentBench.id
    private static let day = ConsentBench.day

    @Test func `everything has to be shown before anybody is asked`() {
        for edit in [
            { (it: inout ConsentExplanation) in it.language = "" }, { $0.version = " " },
            { $0.consequencesShown = false }, { $0.withdrawalShown = false }, { $0.aidIndependenceShown = false },
        ] {
            var explanation = ConsentSamples.explanation()
            edit(&explanation)
            var bench = ConsentBench()
            bench.explain(as: 80, explanation)
            #expect(bench.office.refusal == .explanationIncomplete && bench.office.consent.records.isEmpty)
        }
    }

    static let answers: [(ConsentTerms, Day, ConsentEvidence, Refusal?)] = [
        (ConsentSamples.terms(), day.adding(months: 12), ConsentSamples.evidence(), nil),
        (
            ConsentSamples.terms(purpose: .statistics), day.adding(months: 12), ConsentSamples.evidence(),
            .notWhatWasExplained
        ),
        (
            ConsentSamples.terms(purpose: .newsroom(.identified)), day.adding(months: 12), ConsentSamples.evidence(),
            .notWhatWasExplained
        ),
        (ConsentSamples.terms(purpose: .newsroom(.background)), day.adding(months: 12), ConsentSamples.evidence(), nil),
        (
            ConsentSamples.terms(recipient: .anyOf(.newsroom)), day.adding(months: 12), ConsentSamples.evidence(),
            .notWhatWasExplained
        ),
        (ConsentSamples.terms(), day.adding(months: 12), ConsentSamples.evidence(understood: false), .notUnderstood),
        (ConsentSamples.terms(), day.adding(months: 12), ConsentSamples.evidence(witness: nil), .proofMissing),
        (
            ConsentSamples.terms(), day.adding(months: 12), ConsentSamples.evidence(witness: 1),
            .proofMissing
        ),
        (ConsentSamples.terms(), day.adding(months: 12), ConsentSamples.evidence(witness: 3), nil),
        (
            ConsentSamples.terms(), day.adding(months: 12),
            ConsentSamples.evidence(receipt: .signature(digest: Sample.key(1))), nil
        ),
        (
            ConsentSamples.terms(), day.adding(months: 12),
            ConsentSamples.evidence(receipt: .signature(digest: Sample.key(1)), witness: nil), .proofMissing
        ),
        (
            ConsentSamples.terms(), day.adding(months: 12),
            ConsentSamples.evidence(receipt: .portal(digest: Sample.key(1))), .proofMissing
        ),
        (ConsentSamples.terms(classes: []), day.adding(months: 12), ConsentSamples.evidence(), .nothingNamed),
        (ConsentSamples.terms(), day, ConsentSamples.evidence(), .expiryOutOfBounds),
        (ConsentSamples.terms(), day.adding(months: 13), ConsentSamples.evidence(), .expiryOutOfBounds),
        (
            ConsentSamples.terms(), day.adding(months: 24), ConsentSamples.evidence(review: day.adding(months: 13)),
            .expiryOutOfBounds
        ),
        (ConsentSamples.terms(), day.adding(months: 24), ConsentSamples.evidence(review: day.adding(months: 6)), nil),
        (ConsentSamples.terms(), day.adding(months: 12), ConsentSamples.evidence(supersedes: [79]), .unknownItem),
    ]

    @Test(arguments: answers)
    func `a yes has to be what was asked, understood, proved and bounded`(
        terms: ConsentTerms, expires: Day, evidence: ConsentEvidence, refusal: Refusal?
    ) {
        var bench = ConsentBench(in: .explained)
        bench.say(.answered(Self.id, .given(terms, expires: expires), evidence))
        #expect(bench.office.refusal == refusal)
        #expect(bench.state == (refusal == nil ? .given : .explained))
    }

    @Test(arguments: [(false, Refusal?.some(.assentMissing)), (true, nil)])
    func `a child assents beside the guardian`(assents: Bool, refusal: Refusal?) {
        var bench = ConsentBench()
        bench.explain(as: 80, ConsentSamples.explanation(giver: .guardian(childAssents: assents)))
        bench.give()
        #expect(bench.office.refusal == refusal)
    }

    @Test func `a no needs neither proof nor understanding`() {
        var bench = ConsentBench(in: .explained)
        bench.say(.answered(Self.id, .refused, ConsentSamples.evidence(understood: false, witness: nil)))
        #expect(bench.state == .refused)
    }

    @Test func `the organisation asks at most once a quarter`() {
        var bench = ConsentBench()
        let ours = ConsentSamples.explanation(initiative: .organisation)
        bench.explain(as: 80, ours)
        bench.say(.answered(Self.id, .refused, ConsentSamples.evidence()))
        bench.explain(as: 80, ours, on: Sample.day(2026, 11, 30))
        #expect(bench.office.refusal == .askedThisQuarter)
        bench.explain(as: 81, ours, on: Sample.day(2026, 11, 30))
        #expect(bench.office.refusal == .askedThisQuarter, "another identifier is the same question")
        bench.explain(
            as: 81, ConsentSamples.explanation(purpose: .newsroom(.identified), initiative: .organisation),
            on: Sample.day(2026, 11, 30))
        #expect(bench.office.refusal == .askedThisQuarter, "a bolder question to the same newsroom too")
        bench.explain(
            as: 82, ConsentSamples.explanation(purpose: .statistics, initiative: .organisation),
            on: Sample.day(2026, 11, 30))
        #expect(bench.office.refusal == nil, "another purpose is another question")
        bench.explain(as: 80, ours, on: Sample.day(2026, 12, 1))
        #expect(bench.office.refusal == nil && bench.record?.askedByUsOn == Sample.day(2026, 12, 1))
    }

    @Test func `the person may raise it any day`() {
        var bench = ConsentBench()
        bench.explain(as: 80, ConsentSamples.explanation(initiative: .organisation))
        bench.say(.answered(Self.id, .refused, ConsentSamples.evidence(review: Sample.day(2027, 6, 1))))
        bench.explain(as: 80, on: Sample.day(2026, 9, 2))
        #expect(bench.state == .explained && bench.office.refusal == nil)
        #expect(bench.record?.askedByUsOn == Self.day, "and that does not reset the organisation's quarter")
    }

    @Test func `before the day that was agreed for coming back nobody asks`() {
        var bench = ConsentBench(in: .explained)
        bench.say(.answered(Self.id, .deferred, ConsentSamples.evidence(review: Sample.day(2027, 6, 1))))
        let ours = ConsentSamples.explanation(initiative: .organisation)
        bench.explain(as: 80, ours, on: Sample.day(2027, 5, 31))
        #expect(bench.office.refusal == .reviewNotDue)
        #expect(bench.record?.isReviewDue(on: Sample.day(2027, 5, 31)) == false)
        bench.explain(as: 80, ours, on: Sample.day(2027, 6, 1))
        #expect(bench.office.refusal == nil)
    }

    @Test func `a freeze says who may decide, and may hold everything`() {
        var bench = ConsentBench(in: .given)
        bench.say(.frozen(nil, .death, whoMayDecide: ""))
        #expect(bench.office.refusal == .whoDecidesMissing)
        bench.explain(as: 81, ConsentSamples.explanation(purpose: .statistics))
        bench.give(ConsentSamples.terms(purpose: .statistics), as: 81)
        bench.say(.frozen(nil, .contactLost, whoMayDecide: "her brother"))
        #expect(bench.office.consent.records.map { $0.state(on: Self.day) } == [.frozen, .frozen])
        #expect(bench.record?.freeze?.whoMayDecide == "her brother")
        bench.say(.frozen(nil, .detention, whoMayDecide: "her brother"))
        #expect(bench.office.refusal == nil && bench.office.consent.standstill?.freeze.cause == .detention)
    }

    @Test func `a bag is called back once, and the answer stands beside it`() {
        var bench = ConsentBench(in: .withdrawn)
        bench.say(.recallAnswered(Self.id, bag: Sample.id(90), .acknowledged, note: ""))
        #expect(bench.office.refusal == .unknownItem)
        bench.say(.recallSent(Self.id, bag: Sample.id(90), recipient: " "))
        #expect(bench.office.refusal == .reasonMissing)
        bench.say(.recallSent(Self.id, bag: Sample.id(90), recipient: "a newsroom"))
        bench.say(.recallSent(Self.id, bag: Sample.id(90), recipient: "a newsroom"))
        #expect(bench.office.refusal == .alreadyRecorded)
        bench.say(.recallAnswered(Self.id, bag: Sample.id(90), .refused, note: "printed"))
        bench.say(.recallAnswered(Self.id, bag: Sample.id(90), .acknowledged, note: ""))
        #expect(bench.office.refusal == .forbiddenTransition)
        #expect(bench.record?.recalls.map(\.outcome) == [.refused] && bench.record?.recalls[0].note == "printed")
    }

    @Test func `life goes before consent, with two signatures and the duty to tell`() {
        var bench = ConsentBench()
        let until = Self.day.adding(days: 7)
        let id: ID<Consent> = Sample.id(85)
        let terms = ConsentSamples.terms(purpose: .protectionServices, recipient: .named("a clinic", .medicalService))
        for (basis, day, why, refusal) in [
            (LegalBasis.consent, until, "x", Refusal.basisNotVital), (.publicInterest, until, "x", .basisNotVital),
            (.vitalInterest, until, " ", .reasonMissing),
            (.vitalInterest, Self.day.adding(days: -1), "x", .expiryOutOfBounds),
            (.vitalInterest, Self.day.adding(months: 2), "x", .expiryOutOfBounds),
        ] {
            bench.say(.overrideProposed(id, basis, terms, until: day, why: why))
            #expect(bench.office.refusal == refusal)
        }
        let proposal: ID<Entry> = Sample.id(bench.office.next)
        bench.say(.overrideProposed(id, .vitalInterest, terms, until: until, why: "unconscious"))
        bench.say(.overrideTold(id, on: Self.day))
        #expect(bench.office.refusal == .forbiddenTransition)
        bench.say(.overrideSeconded(id, proposal: proposal))
        #expect(bench.office.refusal == .secondPersonNeeded)
        bench.say(.overrideSeconded(id, proposal: Sample.id(999)), by: 2)
        #expect(bench.office.refusal == .noSuchProposal)
        bench.say(.overrideSeconded(id, proposal: proposal), by: 2)
        bench.say(.overrideSeconded(id, proposal: proposal), by: 3)
        #expect(bench.office.refusal == .forbiddenTransition)
        bench.say(.overrideTold(id, on: until), by: 2)
        #expect(bench.office.consent.overrides.map(\.toldOn) == [until])
    }

    /// One that members 1 and 2 signed, until a week from now.
    private func overridden(by second: Int? = 2) -> (bench: ConsentBench, id: ID<Consent>, proposal: ID<Entry>) {
        var bench = ConsentBench()
        let (id, proposal): (ID<Consent>, ID<Entry>) = (Sample.id(85), Sample.id(bench.office.next))
        bench.say(
            .overrideProposed(
                id, .vitalInterest, ConsentSamples.terms(), until: Self.day.adding(days: 7), why: "unconscious"))
        if let second { bench.say(.overrideSeconded(id, proposal: proposal), by: second) }
        return (bench, id, proposal)
    }

    @Test func `what leaves to save a life is ended early by who signed it, counsel or a director, and by nobody else`()
    {
        for (author, refusal) in [(1, Refusal?.none), (2, nil), (4, nil), (3, .notTheSigner)] {
            var (bench, id, _) = overridden()
            bench.say(.overrideEnded(id, why: " "), by: author)
            #expect(bench.office.refusal == refusal ?? .reasonMissing)
            bench.say(.overrideEnded(id, why: "woke up"), by: author, on: Self.day.adding(days: 1))
            #expect(bench.office.refusal == refusal)
            let end = bench.office.consent.overrides[0].ended
            #expect(
                end?.by == (refusal == nil ? Sample.id(author) : nil) && end?.why == (refusal == nil ? "woke up" : nil))
        }
        var (bench, id, _) = overridden()
        bench.office.ledger.add(.rolesSet(member: Sample.id(3), roles: [.director]))
        bench.say(.overrideEnded(id, why: "woke up"), by: 3)
        #expect(bench.office.refusal == nil, "a director")
        bench.say(.overrideEnded(id, why: "again"), by: 1)
        #expect(bench.office.refusal == .alreadySettled)
    }

    @Test func `whoever signs second without having seen the end brings nothing into force, and owes it to the person`()
        throws
    {
        var (bench, id, proposal) = overridden(by: nil)
        let seen = bench.office.ledger.entries.count
        bench.say(.overrideEnded(id, why: "woke up"))
        bench.say(.overrideSeconded(id, proposal: proposal), by: 3)
        #expect(bench.office.refusal == .alreadySettled)
        bench.office.say(
            .consent(.overrideSeconded(id, proposal: proposal)), by: 2, at: Self.day.firstSecond, seen: seen)
        #expect(bench.office.refusal == nil)
        let override = try #require(bench.office.consent.overrides.first)
        #expect(override.secondedBy == Sample.id(2) && override.ended != nil)
        let today = Today(bench.office.ledger.state, for: Sample.id(1), at: Self.day.firstSecond).items.map(\.pending)
        #expect(today.contains(.overrideUntold(id)))
    }
}
