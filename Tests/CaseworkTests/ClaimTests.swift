// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Every state of a claim meets every event.
struct ClaimTableTests {
    static let claim: ID<Claim> = Sample.id(1)
    static let day = Sample.day(2026, 9, 1)

    /// What may happen in each state, and where it leads; everything else is refused as forbidden.
    static let table: [ClaimState: [String: ClaimState]] = [
        .asserted: ["assigned": .assigned, "assignedBeside": .assigned, "superseded": .superseded],
        .assigned: [
            "assigned": .assigned, "assignedBeside": .assigned, "checkBegun": .inCheck, "superseded": .superseded,
        ],
        .inCheck: [
            // Whoever has begun goes on beside whom a colleague named who had not seen it.
            "assigned": .assigned, "assignedBeside": .inCheck, "lineAdded": .inCheck, "corroborated": .corroborated,
            "partlyCorroborated": .partlyCorroborated,
            "unverifiable": .unverifiable, "contradicted": .contradicted, "deceptive": .inCheck,
            "superseded": .superseded,
        ],
        .corroborated: ["recheckCalled": .recheckDue, "superseded": .superseded],
        .partlyCorroborated: ["recheckCalled": .recheckDue, "superseded": .superseded],
        .unverifiable: ["superseded": .superseded],
        .contradicted: ["explained": .explained, "superseded": .superseded],
        .deceptive: ["superseded": .superseded],
        .explained: [
            "assigned": .assigned, "assignedBeside": .assigned, "checkBegun": .inCheck, "superseded": .superseded,
        ],
        .recheckDue: [
            "assigned": .assigned, "assignedBeside": .assigned, "checkBegun": .inCheck, "superseded": .superseded,
        ],
        .attested: ["recheckCalled": .recheckDue, "superseded": .superseded],
        .superseded: [:],
    ]

    static let events: [(String, ClaimEvent)] =
        [
            ("asserted", .asserted(claim, .identity, proposition: "again")),
            (
                "assignedBeside",
                .assigned(claim, checker: Sample.id(2), caseOwner: Sample.id(1), ceiling: .amber, replaces: [])
            ),
            ("checkBegun", .checkBegun(claim)),
            ("lineAdded", .lineAdded(claim, Sample.line("a third"))),
            ("seconded", .seconded(claim, proposal: Sample.id(999))),
            ("notSeconded", .notSeconded(claim, proposal: Sample.id(999), reason: "x")),
            ("explained", .explained(claim, heardOn: day, explanation: "x", benefitOfDoubt: "x")),
            ("recheckCalled", .recheckCalled(claim, .contraryFact, note: "x")),
            ("superseded", .superseded(claim, by: Sample.id(2))),
        ] + ClaimFinding.allCases.map { ("\($0)", .concluded(claim, Sample.conclusion($0))) }

    @Test(arguments: ClaimState.allCases)
    func `every state meets every event`(state: ClaimState) throws {
        let allowed = try #require(Self.table[state])
        for (name, event) in Self.events + [("assigned", ClaimBench(in: state).assigned(to: 2, ceiling: .amber))] {
            var bench = ClaimBench(in: state)
            let before = bench.office.evidence
            bench.office.say(.claim(event), by: 2, on: Self.day)
            if let next = allowed[name] {
                #expect(bench.office.refusal == nil && bench.state == next, "\(state) meets \(name)")
            } else {
                let reason: Refusal =
                    switch name {
                    case "asserted": .alreadyRecorded
                    case "seconded", "notSeconded": .noSuchProposal
                    default: .forbiddenTransition
                    }
                #expect(bench.office.refusal == reason, "\(state) meets \(name)")
                #expect(bench.office.evidence == before)
            }
        }
    }

    @Test(arguments: ClaimState.allCases)
    func `the table that screens read is the table that counts`(state: ClaimState) throws {
        var reached = Set(try #require(Self.table[state]).values).subtracting([state])
        if state == .inCheck { reached.insert(.deceptive) }
        if state == .corroborated { reached.insert(.attested) }
        #expect(Set(state.successors) == reached)
    }
}

/// Claim 1 in a state, claim 2 beside it; member 2 checks, member 1 owns the case, member 3 is the second person.
struct ClaimBench {
    var office = Office.shared(.evidence)
    static let claim: ID<Claim> = Sample.id(1)
    static let day = Sample.day(2026, 9, 1)

    var record: ClaimRecord? { office.evidence.claim(Self.claim) }
    var state: ClaimState? { record?.state }

    /// An assignment by somebody who sees what stands.
    func assigned(to checker: Int, caseOwner: Int = 1, ceiling: PermittedActions = .amber) -> ClaimEvent {
        .assigned(
            Self.claim, checker: Sample.id(checker), caseOwner: Sample.id(caseOwner), ceiling: ceiling,
            replaces: record?.assignments.standing.map(\.entry) ?? [])
    }

    init(in state: ClaimState = .asserted, subject: ClaimSubject = .identity, ceiling: PermittedActions = .amber) {
        say(.asserted(Self.claim, subject, proposition: "Is who they say"))
        say(.asserted(Sample.id(2), .identity, proposition: "Another"))
        if state == .asserted { return }
        guard state != .superseded else {
            say(.superseded(Self.claim, by: Sample.id(2)))
            return
        }
        say(assigned(to: 2, ceiling: ceiling))
        if state == .assigned { return }
        say(.checkBegun(Self.claim), by: 2)
        say(.lineAdded(Self.claim, Sample.line("register")), by: 2)
        say(.lineAdded(Self.claim, Sample.line("a witness")), by: 2)
        conclude(on: state)
    }

    private mutating func conclude(on state: ClaimState) {
        switch state {
        case .asserted, .assigned, .inCheck, .superseded:
            return
        case .corroborated:
            say(.concluded(Self.claim, Sample.conclusion(.corroborated)), by: 2)
        case .partlyCorroborated:
            say(.concluded(Self.claim, Sample.conclusion(.partlyCorroborated)), by: 2)
        case .unverifiable:
            say(.concluded(Self.claim, Sample.conclusion(.unverifiable)), by: 2)
        case .contradicted:
            say(.concluded(Self.claim, Sample.conclusion(.contradicted)), by: 2)
        case .deceptive:
            let proposal: ID<Entry> = Sample.id(office.next)
            say(.concluded(Self.claim, Sample.conclusion(.deceptive)), by: 2)
            say(.seconded(Self.claim, proposal: proposal), by: 3)
        case .explained:
            conclude(on: .contradicted)
            say(.explained(Self.claim, heardOn: Self.day, explanation: "mixed up", benefitOfDoubt: "given"))
        case .recheckDue:
            conclude(on: .corroborated)
            say(.recheckCalled(Self.claim, .contraryFact, note: "a new list"))
        case .attested:
            conclude(on: .corroborated)
            attest()
        }
    }

    mutating func attest() {
        let proposal: ID<Entry> = Sample.id(office.next)
        office.say(.attestation(.proposed(Sample.attestation(40))), on: Self.day)
        office.say(.attestation(.issued(Sample.id(40), proposal: proposal)), by: 3, on: Self.day)
    }

    mutating func say(_ event: ClaimEvent, by author: Int = 1, on day: Day = Self.day) {
        office.say(.claim(event), by: author, on: day)
    }
}

struct ClaimGuardTests {
    private static let claim = ClaimBench.claim

    @Test func `whoever owns the case does not check`() {
        var bench = ClaimBench()
        bench.say(bench.assigned(to: 1))
        #expect(bench.office.refusal == .checkerOwnsTheCase && bench.state == .asserted)
    }

    @Test func `whoever asserted a claim does not check it`() {
        var bench = ClaimBench()
        bench.say(bench.assigned(to: 1, caseOwner: 3))
        #expect(bench.office.refusal == .checkerAsserted && bench.state == .asserted)
        bench.say(bench.assigned(to: 2, caseOwner: 3))
        #expect(bench.office.refusal == nil && bench.state == .assigned)
    }

    @Test(arguments: [ClaimState.assigned, .inCheck, .explained, .recheckDue])
    func `whoever leaves with the key does not keep the check`(state: ClaimState) {
        var bench = ClaimBench(in: state)
        let lines = bench.record?.lines
        bench.office.say(.access(.ended(member: Sample.id(2), reason: "left")))
        bench.say(bench.assigned(to: 2))
        #expect(bench.office.refusal == .notAHolder, "only who can read it checks it")
        bench.say(bench.assigned(to: 77))
        #expect(bench.office.refusal == .unknownMember)
        bench.say(bench.assigned(to: 3, ceiling: .red))
        #expect(bench.office.refusal == nil && bench.state == .assigned && bench.record?.lines == lines)
        bench.say(.checkBegun(Self.claim), by: 3)
        #expect(bench.office.refusal == nil && bench.state == .inCheck)
        bench.say(.concluded(Self.claim, Sample.conclusion(.unverifiable)), by: 3)
        #expect(bench.state == .unverifiable)
    }

    @Test func `a finding of deception that waits is not put aside by giving the check to another`() {
        var bench = ClaimBench(in: .inCheck)
        let proposal: ID<Entry> = Sample.id(bench.office.next)
        bench.say(.concluded(Self.claim, Sample.conclusion(.deceptive)), by: 2)
        bench.say(bench.assigned(to: 3))
        #expect(bench.office.refusal == .proposalOpen && bench.record?.proposal?.entry == proposal)
        bench.say(.notSeconded(Self.claim, proposal: proposal, reason: "the checker left"), by: 4)
        bench.say(bench.assigned(to: 3))
        #expect(bench.office.refusal == nil && bench.record?.assignment?.checker == Sample.id(3))
    }

    @Test(arguments: [1, 3, 4])
    func `only the checker checks`(author: Int) {
        var bench = ClaimBench(in: .assigned)
        bench.say(.checkBegun(Self.claim), by: author)
        #expect(bench.office.refusal == .notTheChecker)
        bench = ClaimBench(in: .inCheck)
        bench.say(.lineAdded(Self.claim, Sample.line("x")), by: author)
        #expect(bench.office.refusal == .notTheChecker)
        bench.say(.concluded(Self.claim, Sample.conclusion(.unverifiable)), by: author)
        #expect(bench.office.refusal == .notTheChecker)
    }

    @Test(arguments: PermittedActions.allCases, CheckMethod.allCases)
    func `a method that more people could notice than the ceiling allows is refused`(
        ceiling: PermittedActions, method: CheckMethod
    ) {
        var bench = ClaimBench(in: .inCheck, ceiling: ceiling)
        bench.say(.lineAdded(Self.claim, Sample.line("x", method: method)), by: 2)
        let quiet: Set<CheckMethod> = [.examination, .comparison, .localData]
        let loud: Set<CheckMethod> = [.askingAWitness, .askingRelatives, .askingTheInstitution]
        let allowed =
            switch ceiling {
            case .red: quiet.contains(method)
            case .amber: !loud.contains(method)
            case .green, .clear: true
            }
        #expect(bench.office.refusal == (allowed ? nil : .methodAboveCeiling))
    }

    static let lines: [([EvidenceLine], Bool)] = [
        ([], false),
        ([Sample.line("one")], false),
        ([Sample.line("one"), Sample.line("two")], true),
        ([Sample.line("One Newspaper"), Sample.line("one newspaper ")], false),
        ([Sample.line("a passport", .authenticatedPrimaryDocument)], false),
        ([Sample.line("a passport", .authenticatedPrimaryDocument), Sample.line("a passport")], true),
        ([Sample.line("one"), Sample.line("two", bearing: .neutral)], false),
        ([Sample.line("one"), Sample.line("two", bearing: .contradicts)], false),
        (
            [
                Sample.line("one"), Sample.line("one", .otherDocument),
                Sample.line("two", .authenticatedPrimaryDocument, bearing: .neutral),
            ], false
        ),
    ]

    @Test(arguments: lines)
    func `a corroboration rests on independent lines`(lines: [EvidenceLine], isEnough: Bool) {
        var bench = ClaimBench(in: .assigned)
        bench.say(.checkBegun(Self.claim), by: 2)
        for line in lines { bench.say(.lineAdded(Self.claim, line), by: 2) }
        bench.say(.concluded(Self.claim, Sample.conclusion(.corroborated)), by: 2)
        #expect(bench.office.refusal == (isEnough ? nil : .notEnoughEvidence))
    }

    @Test func `a line says where it comes from, a finding why its lines are independent`() {
        var bench = ClaimBench(in: .inCheck)
        bench.say(.lineAdded(Self.claim, Sample.line("  ")), by: 2)
        #expect(bench.office.refusal == .originMissing)
        bench.say(.concluded(Self.claim, Sample.conclusion(.unverifiable, note: " ")), by: 2)
        #expect(bench.office.refusal == .independenceNoteMissing)
    }

    @Test(arguments: [ClaimFinding.partlyCorroborated, .unverifiable, .contradicted, .deceptive])
    func `a doubt needs an assessed indicator`(finding: ClaimFinding) {
        var bench = ClaimBench(in: .inCheck)
        let none = CredibilityIndicators(
            internalConsistency: .notAssessed, externalConsistency: .notAssessed, plausibility: .notAssessed,
            sufficiencyOfDetail: .notAssessed)
        bench.say(.concluded(Self.claim, Sample.conclusion(finding, indicators: none)), by: 2)
        #expect(bench.office.refusal == .indicatorsMissing && bench.state == .inCheck)
    }

    @Test func `deception takes two, and calls for an incident`() throws {
        var bench = ClaimBench(in: .inCheck)
        let proposal: ID<Entry> = Sample.id(bench.office.next)
        bench.say(.concluded(Self.claim, Sample.conclusion(.deceptive)), by: 2)
        #expect(bench.state == .inCheck && bench.record?.proposal?.entry == proposal)
        bench.say(.concluded(Self.claim, Sample.conclusion(.unverifiable)), by: 2)
        #expect(bench.office.refusal == .proposalOpen)
        bench.say(.seconded(Self.claim, proposal: proposal), by: 2)
        #expect(bench.office.refusal == .secondPersonNeeded)
        bench.say(.seconded(Self.claim, proposal: Sample.id(999)), by: 3)
        #expect(bench.office.refusal == .noSuchProposal)
        bench.say(.seconded(Self.claim, proposal: proposal), by: 3)
        #expect(bench.state == .deceptive && bench.record?.callsForIncident == true)
        #expect(bench.record?.conclusion?.finding == .deceptive)
    }

    @Test func `a second person who does not agree sends the check on`() {
        var bench = ClaimBench(in: .inCheck)
        let proposal: ID<Entry> = Sample.id(bench.office.next)
        bench.say(.concluded(Self.claim, Sample.conclusion(.deceptive)), by: 2)
        bench.say(.notSeconded(Self.claim, proposal: proposal, reason: " "), by: 3)
        #expect(bench.office.refusal == .reasonMissing)
        bench.say(.notSeconded(Self.claim, proposal: proposal, reason: "thin"), by: 3)
        #expect(bench.state == .inCheck && bench.record?.proposal == nil)
        bench.say(.concluded(Self.claim, Sample.conclusion(.unverifiable)), by: 2)
        #expect(bench.state == .unverifiable)
    }

    @Test func `a date for looking again is kept, and a new fact needs none`() {
        var bench = ClaimBench(in: .inCheck)
        let due = Sample.day(2027, 1, 31)
        bench.say(.concluded(Self.claim, Sample.conclusion(.corroborated, recheckBy: due)), by: 2)
        #expect(bench.record?.isRecheckDue(on: due.adding(days: -1)) == false)
        #expect(bench.record?.isRecheckDue(on: due) == true)
        bench.say(.recheckCalled(Self.claim, .date, note: ""), on: due.adding(days: -1))
        #expect(bench.office.refusal == .recheckNotDue)
        bench.say(.recheckCalled(Self.claim, .contraryFact, note: ""))
        #expect(bench.office.refusal == .reasonMissing)
        bench.say(.recheckCalled(Self.claim, .date, note: ""), on: due)
        #expect(bench.state == .recheckDue)
    }

    @Test func `an explanation says what was said and whether the doubt is given`() {
        var bench = ClaimBench(in: .contradicted)
        for (explanation, benefit) in [("", "given"), ("mixed up", " ")] {
            bench.say(
                .explained(
                    Self.claim, heardOn: ClaimBench.day, explanation: explanation, benefitOfDoubt: benefit))
            #expect(bench.office.refusal == .reasonMissing)
        }
    }

    @Test func `a successor exists and leads nowhere back`() {
        var bench = ClaimBench()
        for successor in [Self.claim, Sample.id(77)] {
            bench.say(.superseded(Self.claim, by: successor))
            #expect(bench.office.refusal == .successorNotUsable)
        }
        bench.say(.superseded(Self.claim, by: Sample.id(2)))
        bench.say(.superseded(Sample.id(2), by: Self.claim))
        #expect(bench.office.refusal == .successorNotUsable)
        #expect(bench.record?.successor == Sample.id(2))
    }

    @Test func `a claim says something and is known`() {
        var bench = ClaimBench()
        bench.say(.asserted(Sample.id(9), .threat, proposition: "\n"))
        #expect(bench.office.refusal == .textMissing)
        bench.say(.checkBegun(Sample.id(9)), by: 2)
        #expect(bench.office.refusal == .unknownItem)
    }

    @Test func `grades are written side by side`() {
        #expect(Grades(source: .usuallyReliable, information: .improbable).notation == "B5")
        #expect(SourceReliability.allCases.map(\.letter) == ["A", "B", "C", "D", "E", "F"])
        #expect(InformationCredibility.allCases.map(\.rawValue) == [1, 2, 3, 4, 5, 6])
    }
}
