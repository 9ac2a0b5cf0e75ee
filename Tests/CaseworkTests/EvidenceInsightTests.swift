// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

struct OwnerChecksTests {
    @Test func `a claim that was given to whoever owned the case is flagged by whoever holds both`() {
        var office = CaseOffice().office
        let evidence: ID<Compartment> = Sample.id(51)
        office.open(.evidence, as: 51)
        for member in 2...3 { office.grant(to: member, in: evidence) }
        func assign(_ number: Int, to checker: Int, sayingOwner owner: Int) {
            let claim: ID<Claim> = Sample.id(number)
            office.say(.claim(.asserted(claim, .identity, proposition: "p")), by: checker == 1 ? 2 : 1, in: evidence)
            office.say(
                .claim(
                    .assigned(
                        claim, checker: Sample.id(checker), caseOwner: Sample.id(owner), ceiling: .amber, replaces: [])),
                in: evidence)
        }
        assign(20, to: 1, sayingOwner: 2)
        assign(21, to: 3, sayingOwner: 1)
        office.say(
            .lifecycle(
                .assigned(
                    owner: Sample.id(3), deputy: Sample.id(2), reason: "r",
                    replaces: office.record?.casework?.lifecycle?.carriers.standing.map(\.entry) ?? [])))
        assign(22, to: 3, sayingOwner: 1)
        assign(23, to: 1, sayingOwner: 3)
        #expect(office.record?.claimsCheckedByOwner.map(\.id) == [Sample.id(20), Sample.id(22)])
        #expect(office.record?.keeping([evidence]).claimsCheckedByOwner == [], "without the casework nobody can tell")
    }
}

struct DoubtInsightTests {
    private static let day = ClaimBench.day

    @Test func `a person known to have withheld something is found by the record`() throws {
        var office = Office.shared(.evidence)
        office.say(.statement(.opened(Sample.statement(20))), by: 2)
        office.say(
            .statement(
                .answered(
                    Sample.id(20), number: 1,
                    Sample.asked("Знаете о расстрелах?", topic: .knowledgeOfCrimes, outcome: .denies, answer: "Нет"))),
            by: 2)
        #expect(office.ledger.state.doubts(on: Self.day).isEmpty)
        office.say(
            .doubt(
                .withholdingNoted(Sample.id(31), Sample.withholding(asked: .answer(Sample.id(20), number: 1)))), by: 2)
        office.say(
            .doubt(.withholdingEstablished(Sample.id(31), .heard(on: Self.day), reason: "the court's record")), by: 3)
        let found = try #require(office.ledger.state.doubts(on: Self.day).first)
        guard case .withholding(let record) = found.doubt else {
            Issue.record("the withholding is not first")
            return
        }
        #expect(found.case == Sample.id(5) && record.state == .established)
        let asked = try #require(record.stated.asked)
        guard case .answer(let statement, let number) = asked else { return }
        let answer = try #require(office.evidence.statement(statement)?.answer(number))
        #expect(answer.asked.outcome == .denies, "what was asked, when, and what was answered stands beside it")
        office.say(.doubt(.withholdingCleared(Sample.id(31), .heard(on: Self.day), reason: "another man")), by: 3)
        #expect(office.ledger.state.doubts(on: Self.day).isEmpty)
    }

    @Test func `what was vouched for and lost its ground comes first, contradictions last`() {
        var bench = ClaimBench(in: .attested)
        bench.office.say(.statement(.opened(Sample.statement(20))))
        bench.office.say(.statement(.answered(Sample.id(20), number: 1, Sample.asked())))
        bench.office.say(
            .doubt(
                .contradictionNoted(
                    Sample.id(30), earlier: .claim(ClaimBench.claim), later: .answer(Sample.id(20), number: 1), note: ""
                )))
        bench.office.say(.doubt(.withholdingNoted(Sample.id(31), Sample.withholding())))
        let kinds = bench.office.ledger.state.doubts(on: Self.day).map { doubt in
            switch doubt.doubt {
            case .shakenAttestation: "attestation"
            case .withholding: "withholding"
            case .deception: "deception"
            case .contradiction: "contradiction"
            }
        }
        #expect(kinds == ["attestation", "withholding", "contradiction"])
        #expect(ClaimBench(in: .deceptive).office.ledger.state.doubts(on: Self.day).count == 1)
    }

    @Test func `what nobody asked is on record as not asked`() {
        var office = Office.shared(.evidence)
        #expect(office.ledger.state.neverAsked(about: .knowledgeOfCrimes).isEmpty, "nobody was asked anything yet")
        office.say(.statement(.opened(Sample.statement(20))))
        office.say(.statement(.answered(Sample.id(20), number: 1, Sample.asked())))
        #expect(office.ledger.state.neverAsked(about: .knowledgeOfCrimes) == [Sample.id(5)])
        #expect(office.ledger.state.neverAsked(about: .service).isEmpty)
    }

    @Test func `a desk without the key lists no doubt`() {
        var office = Office.shared(.evidence)
        office.say(.doubt(.withholdingNoted(Sample.id(31), Sample.withholding())))
        var without = office.ledger.state
        without.forget(Office.team)
        #expect(without.doubts(on: Self.day).isEmpty && without.rechecksDue(on: Self.day).isEmpty)
        #expect(office.ledger.state.doubts(on: Self.day).count == 1)
    }

    @Test func `a date for looking again is listed when it has come`() {
        var bench = ClaimBench(in: .inCheck)
        bench.say(
            .concluded(ClaimBench.claim, Sample.conclusion(.corroborated, recheckBy: Sample.day(2027, 1, 31))), by: 2)
        #expect(bench.office.ledger.state.rechecksDue(on: Sample.day(2027, 1, 30)).isEmpty)
        #expect(
            bench.office.ledger.state.rechecksDue(on: Sample.day(2027, 1, 31)).map(\.id) == [ClaimBench.claim])
    }

    @Test func `the circle around a place is at most three`() {
        #expect(Office.shared(.whereabouts).part?.isCircleTooWide == true, "four hold it")
        #expect(Office.shared(.identity).part?.isCircleTooWide == false)
        var office = Office(opening: .whereabouts)
        office.grant(to: 2)
        office.grant(to: 3)
        #expect(office.part?.isCircleTooWide == false)
    }
}

struct ClockInsightTests {
    @Test func `what the person missed comes before what an authority owes, and that before what is near`() {
        var bench = LegalBench()
        bench.reach(.made, on: Sample.day(2026, 9, 1))
        let clocks: [(Int, LegalDuty, Day)] = [
            (1, .person, Sample.day(2026, 9, 20)), (2, .authority, Sample.day(2026, 9, 8)),
            (3, .person, Sample.day(2026, 9, 9)), (4, .person, Sample.day(2027, 9, 9)),
        ]
        for (number, duty, due) in clocks {
            bench.say(
                .clockSet(LegalBench.id, Sample.id(number), title: "x", duty, due: due, citation: "order \(number)"))
        }
        let day = Sample.day(2026, 9, 10)
        let open = bench.office.ledger.state.openClocks(on: day)
        #expect(open.map(\.urgency) == [.missed, .overdue, .overdue, .near, .running])
        #expect(open.map(\.clock.citation).first == "order 3" && open.allSatisfy { $0.matterTitle == "Asylum" })
        #expect(bench.office.ledger.state.amberRules(on: day).map(\.id) == ["eu.register"])
        var without = bench.office.ledger.state
        without.forget(Office.team)
        #expect(without.openClocks(on: day).isEmpty && without.amberRules(on: day).isEmpty)
    }

    @Test func `what is met or stands still asks nothing of anybody`() {
        var bench = LegalBench()
        bench.reach(.made, on: Sample.day(2026, 9, 1))
        bench.reach(.registered, on: Sample.day(2026, 9, 2))
        bench.reach(.lodged, on: Sample.day(2026, 9, 3))
        #expect(bench.office.ledger.state.openClocks(on: Sample.day(2026, 9, 4)).isEmpty)
    }
}

struct RedactionTests {
    private static let secrets = [
        "Рябинин", "Павел", "Тула", "1234567", "1991", "Ереван", "Служил", "военный билет", "Рязань", "Ольга",
        "расстрел", "протокол", "Маяк", "сестры", "Дело 12", "Литва", "Орлова", "участие в операции", "RUS",
    ]

    @Test func `no kind of printing shows what a part holds`() {
        var dumped = ""
        for kind in CompartmentKind.allCases {
            var office = Office.shared(kind)
            for event in Sample.everyCompartmentEvent where event.homes.contains(kind) && event.homes.count == 1 {
                office.say(event)
            }
            guard let part = office.part else { continue }
            dump(part, to: &dumped)
            dump(part.content, to: &dumped)
            dump(office.ledger.state, to: &dumped)
            dumped += "\(part) \(String(reflecting: part.content)) \(office.ledger.state.cases)"
            dump(office.record?.identity?.facts, to: &dumped)
            dump(office.record?.identity?.facts.flatMap(\.versions.all), to: &dumped)
            dump(office.record?.whereabouts?.places, to: &dumped)
            dump(office.record?.evidence?.claims, to: &dumped)
            dump(office.record?.evidence?.statements.flatMap(\.answers), to: &dumped)
            dump(office.record?.evidence?.withholdings, to: &dumped)
            dump(office.record?.evidence?.attestations, to: &dumped)
            dump(office.record?.casework?.consent.records, to: &dumped)
            dump(office.record?.casework?.consent.overrides, to: &dumped)
            dump(office.record?.legal?.matters, to: &dumped)
            dump(office.record?.legal?.screening, to: &dumped)
            dump(office.record?.legal?.matters.flatMap { $0.clocks(on: Sample.day(2026, 9, 9)) }, to: &dumped)
            dump(office.ledger.state.doubts(on: Sample.day(2026, 9, 9)), to: &dumped)
            dump(office.ledger.state.openClocks(on: Sample.day(2026, 9, 9)), to: &dumped)
        }
        #expect(dumped.count > 2_000)
        for secret in Self.secrets { #expect(!dumped.contains(secret), "\(secret)") }
    }

    @Test func `no kind of printing shows the values that events are made of`() {
        var dumped = ""
        for fact in IdentitySamples.facts { dump(fact, to: &dumped) }
        dump(WhereaboutsSamples.place(70), to: &dumped)
        dump(Sample.attestation(40), to: &dumped)
        dump(Sample.statement(20), to: &dumped)
        dump(Sample.asked(), to: &dumped)
        dump(Sample.withholding(), to: &dumped)
        dump(ConsentSamples.widest, to: &dumped)
        dump(ConsentSamples.explanation(), to: &dumped)
        dump(ConsentSamples.evidence(), to: &dumped)
        dump(ConsentCoverTests.question(), to: &dumped)
        dump(LegalSamples.stage(.made, on: Sample.day(2026, 9, 1)), to: &dumped)
        dump(Sample.country("RUS"), to: &dumped)
        dump(Sample.date(1991, 2, 28), to: &dumped)
        for secret in Self.secrets { #expect(!dumped.contains(secret), "\(secret)") }
    }
}

/// Over all cases of a desk, as its page of doubts lists them.
extension CaseworkState {
    fileprivate func doubts(on day: Day) -> [CaseDoubt] {
        CaseDoubt.inReadingOrder(cases.flatMap { $0.doubts(on: day) })
    }

    fileprivate func neverAsked(about topic: StatementTopic) -> [ID<Case>] {
        cases.filter { $0.topicsAsked.map { !$0.contains(topic) } ?? false }.map(\.id)
    }

    fileprivate func rechecksDue(on day: Day) -> [ClaimRecord] {
        cases.flatMap { $0.rechecksDue(on: day) }.map(\.claim)
    }
    fileprivate func openClocks(on day: Day) -> [CaseClock] { cases.flatMap { $0.openClocks(on: day) } }
    fileprivate func amberRules(on day: Day) -> [LegalRule] { cases.flatMap { $0.amberRules(on: day) } }
}
