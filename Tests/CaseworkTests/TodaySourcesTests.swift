// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// What law, consent, evidence and whereabouts bring into a member's day.
struct TodaySourcesTests {
    private static func noon(_ day: Day) -> UInt64 { day.firstSecond + 43_200 }

    private func today(_ office: Office, _ member: Int = 1, on day: Day) -> [Pending: Today.Standing] {
        let items = Today(office.ledger.state, for: Sample.id(member), at: Self.noon(day)).items
        return Dictionary(items.map { ($0.pending, $0.standing) }) { one, _ in one }
    }

    @Test(arguments: [
        (LegalDuty.authority, Today.Standing.near, Today.Standing.overdue), (.person, .urgent, .urgent),
    ])
    func `a time limit is near before its last day, on it, and overdue on the next; the person's own is urgent`(
        duty: LegalDuty, last: Today.Standing, next: Today.Standing
    ) {
        var bench = LegalBench()
        bench.reach(.made, on: Sample.day(2026, 9, 1))
        bench.say(
            .clockSet(LegalBench.id, Sample.id(3), title: "x", duty, due: Sample.day(2026, 9, 20), citation: "order 3"))
        let clock = Pending.clock(LegalBench.id, .own(Sample.id(3)))
        #expect(today(bench.office, on: Sample.day(2026, 9, 16))[clock] == .near)
        #expect(today(bench.office, on: Sample.day(2026, 9, 20))[clock] == last)
        #expect(today(bench.office, on: Sample.day(2026, 9, 21))[clock] == next)
        #expect(today(bench.office, on: Sample.day(2026, 8, 20))[clock] == nil, "it is far away")
        #expect(today(bench.office, 99, on: Sample.day(2026, 9, 21)).isEmpty, "who holds no key sees nothing")
    }

    @Test func `a time limit is on counsel's day, who neither owns the case nor is its deputy`() {
        for ownerHoldsToo in [false, true] {
            var office = CaseOffice().office
            office.grant(to: 4)
            office.open(.legal, as: 51, by: 4)
            if ownerHoldsToo { office.grant(to: 1, by: 4, in: Sample.id(51)) }
            office.say(
                .legal(.opened(LegalBench.id, .eu, jurisdiction: "x", title: "x", counsel: "")), by: 4,
                in: Sample.id(51))
            office.say(
                .legal(
                    .clockSet(
                        LegalBench.id, Sample.id(3), title: "x", .person, due: Sample.day(2026, 9, 20),
                        citation: "order 3")), by: 4, in: Sample.id(51))
            let clock = Pending.clock(LegalBench.id, .own(Sample.id(3)))
            #expect(today(office, 4, on: Sample.day(2026, 9, 16))[clock] == .near)
            #expect(today(office, 1, on: Sample.day(2026, 9, 16))[clock] == (ownerHoldsToo ? .near : nil))
        }
    }

    @Test func `what nobody whom it is meant for can read is everybody's who can`() {
        var office = CaseOffice().office
        office.open(.evidence, as: 51, by: 3)
        office.say(.doubt(.withholdingNoted(Sample.id(31), Sample.withholding())), by: 3, in: Sample.id(51))
        let withheld = Pending.withholding(Sample.id(31))
        #expect(today(office, 3, on: ClaimBench.day)[withheld] == .new, "owner and deputy hold no evidence")
        office.grant(to: 2, by: 3, in: Sample.id(51))
        #expect(today(office, 3, on: ClaimBench.day)[withheld] == nil, "the deputy does now")
        #expect(today(office, 2, on: ClaimBench.day)[withheld] == .new)
        office.ledger.add(.memberRemoved(member: Sample.id(2), reason: "left"))
        #expect(today(office, 3, on: ClaimBench.day)[withheld] == .new, "and is gone")
    }

    @Test func `a task whose owner and deputy lost the key is everybody's who has it`() {
        var office = CaseOffice().office
        office.say(
            .task(
                .set(
                    TaskDraft(
                        template: .keepInformed, title: "", details: "", owner: Sample.id(2), deputy: Sample.id(3),
                        due: Sample.day(2026, 9, 20).firstSecond))))
        #expect(today(office, 1, on: Sample.day(2026, 9, 20)).isEmpty)
        for member in 2...3 { office.say(.access(.ended(member: Sample.id(member), reason: "left"))) }
        #expect(today(office, 1, on: Sample.day(2026, 9, 20)).count == 2, "the task, and that the deputy is gone")
    }

    @Test func `a day ends where the worker is, and stands there as itself`() throws {
        var bench = LegalBench()
        let due = Sample.day(2026, 9, 20)
        bench.say(.clockSet(LegalBench.id, Sample.id(3), title: "x", .authority, due: due, citation: "order 3"))
        let midnight = due.adding(days: 1).firstSecond
        func item(_ now: UInt64, east: Int) -> Today.Item? {
            Today(bench.office.ledger.state, for: Sample.id(1), at: now, east: east).items.first
        }
        let hour = 3_600
        #expect(item(midnight - 2, east: 0)?.standing == .near && item(midnight, east: 0)?.standing == .overdue)
        #expect(item(midnight - 6 * 3_600, east: 6 * hour)?.standing == .overdue, "in Almaty it is over")
        #expect(item(midnight - 6 * 3_600 - 2, east: 6 * hour)?.standing == .near)
        #expect(item(midnight + 3 * 3_600, east: -4 * hour)?.standing == .near, "in New York it is not")
        #expect(try Day(at: #require(item(midnight - 2, east: 0)?.due)) == due)
        #expect(Day(at: 5, east: -10) == Day(at: 0) && Day(at: .max, east: 10) == Day(at: .max))
    }

    @Test func `a consent is near its end a month before`() {
        let bench = ConsentBench(in: .given)
        let ends = Pending.consentEnds(ConsentBench.id)
        #expect(today(bench.office, on: ConsentBench.expiry.adding(days: -31))[ends] == nil)
        #expect(today(bench.office, on: ConsentBench.expiry.adding(days: -30))[ends] == .near)
        #expect(today(bench.office, on: ConsentBench.expiry.adding(days: -1))[ends] == .near)
        #expect(today(bench.office, 3, on: ConsentBench.expiry.adding(days: -1))[ends] == nil, "not of their case")
        let withdrawn = ConsentBench(in: .withdrawn)
        #expect(today(withdrawn.office, on: ConsentBench.expiry.adding(days: -1))[ends] == nil)
    }

    @Test func `an override waits for a second person, and then for the person to be told`() {
        var bench = ConsentBench()
        let proposal: ID<Entry> = Sample.id(bench.office.next)
        bench.say(
            .overrideProposed(
                ConsentBench.id, .vitalInterest, ConsentSamples.terms(), until: ConsentBench.day.adding(days: 7),
                why: "unconscious"))
        let confirm = Pending.overrideToConfirm(ConsentBench.id)
        #expect(today(bench.office, 1, on: ConsentBench.day)[confirm] == nil)
        #expect(today(bench.office, 3, on: ConsentBench.day)[confirm] == .new)
        bench.say(.overrideSeconded(ConsentBench.id, proposal: proposal), by: 3)
        #expect(today(bench.office, 3, on: ConsentBench.day)[confirm] == nil)
        #expect(today(bench.office, 1, on: ConsentBench.day)[.overrideUntold(ConsentBench.id)] == .new)
    }

    @Test func `a yes from the portal is there until somebody has judged it`() {
        var bench = ConsentBench()
        bench.say(.asked(ConsentBench.id, ConsentSamples.explanation(), PortalSamples.ask()))
        let judge = Pending.consentToJudge(ConsentBench.id)
        #expect(today(bench.office, 1, on: ConsentBench.day)[judge] == nil)
        bench.say(.said(PortalSamples.saying(101, .agreed(ConsentSamples.terms(), until: PortalSamples.expiry))))
        #expect(today(bench.office, 2, on: ConsentBench.day)[judge] == .new)
        #expect(today(bench.office, 1, on: ConsentBench.day)[judge] == nil, "they asked")
        bench.say(.judged(ConsentBench.id, Sample.id(101), .understood, note: ""), by: 2)
        #expect(today(bench.office, 2, on: ConsentBench.day)[judge] == nil)
    }

    @Test func `a yes from the portal waits since it came, and not since the day began`() {
        var bench = ConsentBench()
        bench.say(.asked(ConsentBench.id, ConsentSamples.explanation(), PortalSamples.ask()))
        let came = Self.noon(ConsentBench.day)
        let yes = PortalChoice.agreed(ConsentSamples.terms(), until: PortalSamples.expiry)
        bench.office.say(.consent(.said(PortalSamples.saying(101, yes))), at: came)
        let items = Today(bench.office.ledger.state, for: Sample.id(2), at: came + 240).items
        #expect(items.first { $0.pending == .consentToJudge(ConsentBench.id) }?.waitingSince == came)
    }

    @Test func `what stands against what was said is there until it is settled`() {
        var office = Office.shared(.evidence)
        office.say(.doubt(.withholdingNoted(Sample.id(31), Sample.withholding())))
        let withheld = Pending.withholding(Sample.id(31))
        #expect(today(office, on: ClaimBench.day)[withheld] == .new)
        office.say(.doubt(.withholdingEstablished(Sample.id(31), .heard(on: ClaimBench.day), reason: "r")), by: 3)
        #expect(today(office, on: ClaimBench.day)[withheld] == .urgent)
        office.say(.doubt(.withholdingCleared(Sample.id(31), .heard(on: ClaimBench.day), reason: "r")), by: 3)
        #expect(today(office, on: ClaimBench.day)[withheld] == nil)
    }

    @Test func `a contradiction, and an attestation that rests on it`() {
        var bench = ClaimBench(in: .attested)
        bench.office.say(.statement(.opened(Sample.statement(20))))
        bench.office.say(.statement(.answered(Sample.id(20), number: 1, Sample.asked())))
        #expect(today(bench.office, on: ClaimBench.day).isEmpty)
        bench.office.say(
            .doubt(
                .contradictionNoted(
                    Sample.id(30), earlier: .claim(ClaimBench.claim), later: .answer(Sample.id(20), number: 1), note: ""
                )))
        let now = today(bench.office, on: ClaimBench.day)
        #expect(now[.contradiction(Sample.id(30))] == .new)
        #expect(now.values.filter { $0 == .urgent }.count == 1, "the attestation lost its ground")
    }

    @Test(arguments: [ClaimState.asserted, .assigned, .inCheck, .corroborated])
    func `a claim waits for its checker, and for nobody else`(state: ClaimState) {
        let office = ClaimBench(in: state).office
        let check = Pending.check(ClaimBench.claim)
        let waits = state == .assigned || state == .inCheck
        #expect(today(office, 2, on: ClaimBench.day)[check] == (waits ? .new : nil))
        for other in [1, 3] { #expect(today(office, other, on: ClaimBench.day)[check] == nil) }
    }

    @Test func `a finding of deception waits for another than whoever proposed it`() {
        var bench = ClaimBench(in: .inCheck)
        bench.say(.concluded(ClaimBench.claim, Sample.conclusion(.deceptive)), by: 2)
        let confirm = Pending.deceptionToConfirm(ClaimBench.claim)
        #expect(today(bench.office, 2, on: ClaimBench.day)[confirm] == nil)
        #expect(today(bench.office, 3, on: ClaimBench.day)[confirm] == .new)
        #expect(today(ClaimBench(in: .deceptive).office, 3, on: ClaimBench.day)[confirm] == nil)
    }

    @Test func `a corroboration is looked at again by its day`() {
        var bench = ClaimBench(in: .inCheck)
        let day = Sample.day(2027, 1, 31)
        bench.say(.concluded(ClaimBench.claim, Sample.conclusion(.corroborated, recheckBy: day)), by: 2)
        #expect(today(bench.office, on: day.adding(days: -4))[.recheck(ClaimBench.claim)] == nil)
        #expect(today(bench.office, on: day)[.recheck(ClaimBench.claim)] == .near)
        #expect(today(bench.office, on: day.adding(days: 1))[.recheck(ClaimBench.claim)] == .overdue)
    }

    @Test func `a place is asked about on its last day, and past places ask nothing`() {
        var office = Office.shared(.whereabouts)
        office.say(.whereabouts(.recorded(WhereaboutsSamples.place(70))))
        #expect(today(office, on: Sample.day(2026, 9, 30))[.placeEnds(Sample.id(70))] == .near)
        #expect(today(office, on: Sample.day(2026, 9, 20))[.placeEnds(Sample.id(70))] == nil)
        #expect(today(office, on: Sample.day(2026, 10, 2)).isEmpty)
    }

    @Test func `a claim that a check contradicted is there until the person was heard`() {
        var bench = ClaimBench(in: .inCheck)
        bench.say(.concluded(ClaimBench.claim, Sample.conclusion(.contradicted)), by: 2)
        let contrary = Pending.claimContradicted(ClaimBench.claim)
        #expect(today(bench.office, on: ClaimBench.day)[contrary] == .new)
        bench.say(.explained(ClaimBench.claim, heardOn: ClaimBench.day, explanation: "e", benefitOfDoubt: "b"))
        #expect(today(bench.office, on: ClaimBench.day)[contrary] == nil)
    }

    @Test func `a deception presses until somebody who holds the casework opened an incident`() {
        var bench = ClaimBench(in: .deceptive)
        let deception = Pending.deception(ClaimBench.claim)
        #expect(today(bench.office, on: ClaimBench.day)[deception] == .urgent)
        bench.office.open(.casework, as: 52)
        bench.office.grant(to: 2, in: Sample.id(52))
        bench.office.say(.lifecycle(.registered(CaseOffice.registration)), in: Sample.id(52))
        bench.office.say(.incident(.opened(.leak, affected: [], text: "t")), in: Sample.id(52))
        #expect(today(bench.office, on: ClaimBench.day)[deception] == .urgent, "another incident is not this one")
        bench.office.say(.incident(.opened(.deception, affected: [], text: "t")), in: Sample.id(52))
        #expect(today(bench.office, on: ClaimBench.day)[deception] == nil)
        #expect(bench.office.record?.deceptions.map(\.hasIncident) == [true])
    }

    @Test func `versions, places and judgements that stand side by side ask for somebody to decide`() {
        var office = CaseOffice()
        for replaces in [[], []] as [[ID<Entry>]] {
            office.say(.risk(.assessed(CaseOffice.assessment, replaces: replaces)))
            office.say(.lifecycle(.dangerRated(.weeks, note: "", replaces: replaces)))
        }
        let work = today(office.office, on: Sample.day(1970, 1, 2))
        #expect(work[.riskTwice] == .new && work[.dangerTwice] == .new)

        var identity = Office.shared(.identity)
        let born = { (year: Int) in IdentityFact.birthDate(Sample.date(year, 1, 1)) }
        for year in [1991, 1992] {
            identity.say(
                .identity(.recorded(Sample.id(60), born(year), source: .selfStated, replaces: [], note: "")))
        }
        #expect(today(identity, on: ClaimBench.day)[.identityContested(.birthDate)] == .new)

        var places = Office.shared(.whereabouts)
        for (number, town) in [(70, "Тула"), (71, "Рязань")] {
            var place = WhereaboutsSamples.place(number)
            place.place = town
            places.say(.whereabouts(.recorded(place)))
        }
        #expect(today(places, on: Sample.day(2026, 9, 20))[.placesContested(.person)] == .new)
        #expect(today(places, on: Sample.day(2027, 9, 20))[.placesContested(.person)] == nil)
    }

    @Test func `what a member wrote and did not count is on their day for two weeks, and on nobody else's`() {
        var office = CaseOffice().office
        let written = Sample.day(2026, 9, 1)
        office.say(.lifecycle(.moved(to: .closed, reason: nil, note: "")), by: 2, at: Self.noon(written))
        let entry = office.ledger.entries[office.ledger.entries.count - 1].id
        #expect(today(office, 2, on: written)[.refusedAct(entry)] == .new)
        #expect(today(office, 1, on: written)[.refusedAct(entry)] == nil)
        #expect(today(office, 2, on: written.adding(days: 14))[.refusedAct(entry)] == .new)
        #expect(today(office, 2, on: written.adding(days: 15))[.refusedAct(entry)] == nil)
        var without = office.ledger.state
        without.forget(Office.team)
        let day = Today(without, for: Sample.id(2), at: Self.noon(written))
        #expect(day.items.isEmpty, "nor on a desk that cannot open the part")
    }

    @Test func `what somebody wrote who had not heard that their access ended is on the day of whoever can read it`() {
        var office = CaseOffice().office
        let written = Sample.day(2026, 9, 1)
        office.open(.evidence, as: 51, by: 1)
        office.grant(to: 3, by: 1, in: Sample.id(51))
        let seen = office.ledger.entries.count
        office.say(.access(.ended(member: Sample.id(3), reason: "дальше вдвоём")), by: 1, in: Sample.id(51))
        office.say(
            .doubt(.withholdingNoted(Sample.id(31), Sample.withholding())), by: 3, at: Self.noon(written),
            in: Sample.id(51), seen: seen)
        let entry = office.ledger.entries[office.ledger.entries.count - 1].id
        #expect(office.refusal == .notAHolder)
        #expect(today(office, 1, on: written)[.refusedAct(entry)] == .new)
        #expect(today(office, 3, on: written)[.refusedAct(entry)] == .new, "and of its author")
        #expect(today(office, 2, on: written)[.refusedAct(entry)] == nil, "who cannot read the part sees nothing")
    }
}
