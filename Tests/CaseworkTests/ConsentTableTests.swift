// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Every state of an answer meets every event, for one that was recorded by workers and for one that was asked at the portal.
struct ConsentTableTests {
    private static let id = ConsentBench.id

    /// Where each state goes, and what is refused for another reason than that the move is forbidden. A yes beside a no that its
    /// author had not seen, and a no beside such a yes, end as taken back.
    static let table: [ConsentState: [String: Meeting<ConsentState>]] = [
        .explained: [
            "given": .to(.given), "givenWithConditions": .to(.givenWithConditions), "refused": .to(.refused),
            "deferred": .to(.deferred), "withdrawn": .to(.refused),
            // What froze it may stand in another casework: explained before that, no yes would count.
            "explained": .to(.explained),
        ],
        .given: inForce.merging(["given": .to(.given)]) { $1 }.merging(callBack(.given)) { $1 },
        .givenWithConditions: inForce.merging(["givenWithConditions": .to(.givenWithConditions)]) { $1 }
            .merging(callBack(.givenWithConditions)) { $1 },
        .narrowed: inForce.merging(callBack(.narrowed)) { $1 },
        .frozen: callBack(.frozen).merging([
            "narrowed": .to(.frozen), "refused": .to(.withdrawn), "deferred": .to(.withdrawn),
            "withdrawn": .to(.withdrawn),
        ]) { $1 },
        .refused: ["explained": .to(.explained), "given": .to(.withdrawn), "givenWithConditions": .to(.withdrawn)]
            .merging(callBack(.refused)) { $1 },
        .deferred: [
            "explained": .to(.explained), "given": .to(.withdrawn), "givenWithConditions": .to(.withdrawn),
            "refused": .to(.refused),
        ],
        .withdrawn: [
            "explained": .to(.explained), "refused": .to(.withdrawn), "deferred": .to(.withdrawn),
        ].merging(callBack(.withdrawn)) { $1 },
        .expired: [
            "explained": .to(.explained), "refused": .to(.withdrawn), "deferred": .to(.withdrawn),
            "withdrawn": .to(.withdrawn),
        ].merging(callBack(.expired)) { $1 },
        .superseded: [
            "refused": .to(.withdrawn), "deferred": .to(.withdrawn), "withdrawn": .to(.withdrawn),
        ].merging(callBack(.superseded)) { $1 },
    ]

    /// What left may have to be asked back.
    private static func callBack(_ state: ConsentState) -> [String: Meeting<ConsentState>] {
        ["recallSent": .to(state), "recallAnswered": .refused(.unknownItem)]
    }

    private static let inForce: [String: Meeting<ConsentState>] = [
        "given": .to(.narrowed), "givenWithConditions": .to(.narrowed), "narrowed": .to(.narrowed),
        "frozen": .to(.frozen), "allFrozen": .to(.frozen), "refused": .to(.withdrawn), "deferred": .to(.withdrawn),
        "withdrawn": .to(.withdrawn),
    ]

    /// The same in every state.
    private static let always: [String: Meeting<ConsentState>] = [
        "asked": .refused(.alreadyRecorded), "said": .noted,
        "overrideSeconded": .refused(.noSuchProposal), "overrideTold": .refused(.noSuchProposal),
        "overrideEnded": .refused(.noSuchProposal), "witnessed": .refused(.unknownEntry),
        "denialSettled": .refused(.unknownEntry),
    ]

    static func events() -> [(String, ConsentEvent)] {
        var narrow = ConsentSamples.terms(identifiability: .aggregatedAnonymous)
        narrow.conditions = [.untilFamilyOut]
        var bound = ConsentSamples.terms()
        bound.conditions = [.untilFamilyOut]
        let expiry = ConsentBench.expiry
        return [
            ("explained", .explained(id, ConsentSamples.explanation())),
            ("given", .answered(id, .given(ConsentSamples.terms(), expires: expiry), ConsentSamples.evidence())),
            ("givenWithConditions", .answered(id, .given(bound, expires: expiry), ConsentSamples.evidence())),
            ("refused", .answered(id, .refused, ConsentSamples.evidence())),
            ("deferred", .answered(id, .deferred, ConsentSamples.evidence())),
            ("narrowed", .narrowed(id, narrow)),
            ("frozen", .frozen(id, .riskRose, whoMayDecide: "counsel")),
            ("allFrozen", .frozen(nil, .riskRose, whoMayDecide: "counsel")),
            ("withdrawn", .withdrawn(id, .inPerson)),
            ("recallSent", .recallSent(id, bag: Sample.id(90), recipient: "a newsroom")),
            ("recallAnswered", .recallAnswered(id, bag: Sample.id(90), .acknowledged, note: "")),
            (
                "overrideProposed",
                .overrideProposed(
                    id, .vitalInterest, ConsentSamples.terms(), until: ConsentBench.day.adding(days: 3), why: "x")
            ),
            ("overrideSeconded", .overrideSeconded(id, proposal: Sample.id(999))),
            ("overrideTold", .overrideTold(id, on: ConsentBench.day)),
            ("overrideEnded", .overrideEnded(id, why: "x")),
            ("witnessed", .witnessed(id, answer: Sample.id(999), .confirmed, note: "")),
            ("denialSettled", .denialSettled(id, denial: Sample.id(999), why: "x")),
            ("excluded", .excluded(id, ["Капитан"])),
            ("asked", .asked(id, ConsentSamples.explanation(), PortalSamples.ask())),
            ("said", .said(PortalSamples.saying(101, .no))),
            ("judged", .judged(id, Sample.id(101), .understood, note: "")),
        ]
    }

    @Test(arguments: ConsentState.allCases)
    func `every state meets every event`(state: ConsentState) throws {
        let row = try #require(Self.table[state])
        let day = state == .expired ? ConsentBench.expiry : ConsentBench.day
        for (name, event) in Self.events() {
            // A yes of the first day that nobody had seen cannot run out on the same day.
            var bench = ConsentBench(in: state)
            #expect(bench.record?.state(on: day) == state)
            let before = bench.office.consent
            bench.say(event, on: day)
            // Everything can be frozen, and somebody named, at any time; what is not in force stays what it is.
            let still: Meeting<ConsentState>? = ["allFrozen", "excluded"].contains(name) ? .to(state) : nil
            switch row[name] ?? still ?? Self.always[name] ?? .refused(.forbiddenTransition) {
            case .to(let next):
                #expect(bench.office.refusal == nil && bench.record?.state(on: day) == next, "\(state) meets \(name)")
            case .noted:
                #expect(bench.office.refusal == nil && bench.office.consent.records == before.records, "\(name)")
                #expect(bench.office.consent.sayings.map(\.effect) == [.doesNotCount(.unknownItem)])
            case .refused(let refusal):
                #expect(bench.office.refusal == refusal, "\(state) meets \(name)")
                #expect(bench.office.consent == before)
            }
        }
    }

    /// What a worker's page offers is what leads on from what stands there; what only meets an entry that its author had not seen is
    /// not offered.
    @Test(arguments: ConsentState.allCases)
    func `the table that screens read is part of the table that counts`(state: ConsentState) throws {
        let row = try #require(Self.table[state])
        var reached = Set(row.values.compactMap(\.next))
        if state.isInForce { reached.formUnion([.expired, .superseded]) }
        if state == .frozen { reached.insert(.superseded) }
        #expect(Set(state.successors).isSubset(of: reached))
    }

    // MARK: Asked at the portal

    static let portal: [ConsentState: [String: PortalRecord.Effect]] = [
        .explained: ["all": .counted, "less": .counted, "no": .counted],
        .given: ["less": .counted, "no": .counted, "all": .doesNotCount(.notNarrower)],
        .givenWithConditions: ["less": .counted, "no": .counted, "all": .doesNotCount(.notNarrower)],
        .narrowed: ["less": .counted, "no": .counted, "all": .doesNotCount(.notNarrower)],
        .frozen: ["no": .counted], .expired: ["no": .counted], .superseded: ["no": .counted],
        .refused: ["no": .nothingToChange], .deferred: ["no": .nothingToChange], .withdrawn: ["no": .nothingToChange],
    ]

    private static let choices: [(String, PortalChoice)] = [
        ("all", .agreed(ConsentSamples.terms(), until: PortalSamples.expiry)),
        (
            "less",
            .agreed(
                ConsentSamples.terms(identifiability: .aggregatedAnonymous, conditions: [.untilFamilyOut]),
                until: PortalSamples.expiry)
        ),
        ("no", .no), ("question", .asksFirst),
    ]

    @Test(arguments: ConsentState.allCases)
    func `every state meets every answer from the portal`(state: ConsentState) throws {
        let row = try #require(Self.portal[state])
        let day = state == .expired ? ConsentBench.expiry : ConsentBench.day
        for (name, choice) in Self.choices {
            var bench = ConsentBench(in: state, isAskedAtPortal: true)
            #expect(bench.record?.state(on: day) == state)
            let before = bench.office.consent.records
            bench.say(.said(PortalSamples.saying(150, choice)), on: day)
            var expected = row[name] ?? (name == "question" ? .nothingToChange : .doesNotCount(.forbiddenTransition))
            if state.isInForce, name == "question" { expected = .counted }
            if state == .expired, name != "no", name != "question" { expected = .doesNotCount(.expiryOutOfBounds) }
            #expect(bench.office.consent.sayings.last?.effect == expected, "\(state) meets \(name)")
            // That the person said no there themselves is kept, whatever a colleague had heard.
            if expected != .counted, name != "no" { #expect(bench.office.consent.records == before) }
            if name == "no" {
                #expect([.refused, .deferred, .withdrawn].contains(bench.record?.state(on: day)))
            }
        }
    }

    @Test(arguments: ConsentState.allCases)
    func `only an answer that waits is judged`(state: ConsentState) {
        var bench = ConsentBench(in: state, isAskedAtPortal: true)
        bench.say(.judged(Self.id, Sample.id(150), .understood, note: ""), by: 2)
        #expect(bench.office.refusal == .forbiddenTransition)
        bench.say(.said(PortalSamples.saying(150, .agreed(ConsentSamples.terms(), until: PortalSamples.expiry))))
        bench.say(.judged(Self.id, Sample.id(150), .understood, note: ""), by: 2)
        #expect(bench.office.refusal == (state == .explained ? nil : .forbiddenTransition))
    }

    // MARK: Without consent, to save a life

    enum OverrideStage: CaseIterable { case none, proposed, signed, told, ended }

    @Test(arguments: OverrideStage.allCases)
    func `every stage of an override meets every event`(stage: OverrideStage) {
        let id: ID<Consent> = Sample.id(85)
        let until = ConsentBench.day.adding(days: 3)
        let propose = ConsentEvent.overrideProposed(
            id, .vitalInterest, ConsentSamples.terms(), until: until, why: "x")
        let expected: [Refusal?] =
            switch stage {
            case .none: [nil, .noSuchProposal, .noSuchProposal, .noSuchProposal]
            case .proposed: [.forbiddenTransition, nil, .forbiddenTransition, nil]
            case .signed: [.forbiddenTransition, .forbiddenTransition, nil, nil]
            case .told: [.forbiddenTransition, .forbiddenTransition, .forbiddenTransition, nil]
            case .ended: [.forbiddenTransition, .forbiddenTransition, .forbiddenTransition, .alreadySettled]
            }
        for (index, refusal) in expected.enumerated() {
            var bench = ConsentBench()
            let proposal: ID<Entry> = Sample.id(bench.office.next)
            let events = [
                propose, .overrideSeconded(id, proposal: proposal), .overrideTold(id, on: ConsentBench.day),
                .overrideEnded(id, why: "x"),
            ]
            let steps = OverrideStage.allCases.firstIndex(of: stage) ?? 0
            for event in events.prefix(steps) { bench.say(event, by: event == propose ? 1 : 2) }
            let before = bench.office.consent
            bench.say(events[index], by: index == 0 || index == 3 ? 1 : 2)
            #expect(bench.office.refusal == refusal, "\(stage) meets \(index)")
            if refusal != nil { #expect(bench.office.consent == before) }
        }
    }
}
