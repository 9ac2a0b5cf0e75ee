// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// A case with two caseworks, of which one alone says that everything is frozen (docs/decisions/0056).
struct CaseStandstillTests {
    private static let day = ConsentBench.day
    private static let further: ID<Compartment> = Sample.id(52)
    private static let purpose = ReleasePurpose(
        recipient: .named("The Lantern", .newsroom), purpose: .newsroom(.identified), actions: .amber, territory: nil,
        met: [])

    private var office = Office.shared(.casework)

    init() {
        office.open(.casework, as: 52)
        for member in 2...3 { office.grant(to: member, in: Self.further) }
        office.say(
            .lifecycle(
                .registered(Registration(request: nil, owner: Sample.id(1), deputy: Sample.id(2), danger: .weeks))),
            in: Self.further)
    }

    private var purpose: ReleasePurpose { Self.purpose }

    /// With `seen`, by a colleague who had that much.
    private mutating func say(_ event: ConsentEvent, in home: ID<Compartment> = further, seen: Int? = nil) {
        office.say(
            .consent(event), by: seen == nil ? 1 : 2, at: Self.day.firstSecond + 43_200, in: home, seen: seen)
    }

    /// Explained and agreed to, in the further casework.
    private mutating func allow(_ number: Int, seen: Int? = nil) {
        let terms = ConsentSamples.terms(
            classes: [.caseSummary], purpose: Self.purpose.purpose, recipient: Self.purpose.recipient,
            identifiability: .explicitlyPersonal)
        let explanation = ConsentSamples.explanation(
            purpose: terms.purpose, recipient: terms.recipient, initiative: .person)
        say(.explained(Sample.id(number), explanation), seen: seen)
        say(
            .answered(Sample.id(number), .given(terms, expires: ConsentBench.expiry), ConsentSamples.evidence()),
            seen: seen)
    }

    /// The witness of the last yes says that they were there.
    private mutating func attest(_ number: Int) throws {
        let yes = try #require(try ledger().record(Sample.id(number))?.witnessings.last).answer
        office.say(
            .consent(.witnessed(Sample.id(number), answer: yes, .confirmed, note: "")), by: 3,
            at: Self.day.firstSecond + 43_200, in: Self.further)
    }

    private func ledger() throws -> ConsentLedger {
        let record = try #require(office.record)
        let part = try #require(record.part(Self.further))
        return try #require(record.person.consent(in: part))
    }

    private func uncovered() throws -> Int {
        let record = try #require(office.record)
        let part = try #require(record.part(Self.further))
        return ReleaseReview(of: [part], in: PersonRecord(record), for: Self.purpose, on: Self.day.adding(days: 1))
            .uncovered.count
    }

    private mutating func freeze() { say(.frozen(nil, .detention, whoMayDecide: "адвокат"), in: Office.team) }

    @Test func `a freeze of everything in one casework holds what stands in the other`() throws {
        var it = self
        it.allow(80)
        #expect(try it.office.refusal == nil && it.uncovered() == 0)
        it.freeze()
        #expect(try it.uncovered() == 1)
        let ledger = try it.ledger()
        #expect(ledger.standstill?.freeze.whoMayDecide == "адвокат")
        #expect(ledger.record(Sample.id(80))?.state(on: Self.day) == .frozen)
        #expect(ledger.record(Sample.id(80))?.freeze?.cause == .detention)
    }

    @Test func `whoever had not seen the freeze of the other casework brings nothing into force`() throws {
        var it = self
        let seen = it.office.ledger.entries.count
        it.freeze()
        it.allow(81, seen: seen)
        #expect(it.office.refusal == nil, "each casework is folded by itself")
        #expect(try it.uncovered() == 1 && it.ledger().standstill != nil)
    }

    @Test func `whoever knew of it and reached the person again is heard`() throws {
        var it = self
        it.allow(80)
        it.freeze()
        it.allow(81)
        #expect(try it.uncovered() == 1 && it.ledger().standstill != nil, "one person's word")
        try it.attest(81)
        #expect(it.office.refusal == nil)
        #expect(try it.uncovered() == 0 && it.ledger().standstill == nil)
        #expect(
            try it.ledger().record(Sample.id(80))?.state(on: Self.day) == .frozen, "until a new answer takes its place")
    }

    @Test func `a yes here that the person took back ends no freeze elsewhere`() throws {
        for isConfirmedFirst in [true, false] {
            var it = self
            it.freeze()
            it.allow(81)
            if isConfirmedFirst { try it.attest(81) }
            it.say(.withdrawn(Sample.id(81), .voice))
            if !isConfirmedFirst { try it.attest(81) }
            #expect(try it.office.refusal == nil && it.ledger().standstill != nil)
        }
    }

    @Test func `what left under an answer that a freeze elsewhere holds can be asked back`() throws {
        var it = self
        it.allow(80)
        it.freeze()
        it.say(.recallSent(Sample.id(80), bag: Sample.id(90), recipient: "The Lantern"))
        #expect(it.office.refusal == nil)
        it.say(.recallAnswered(Sample.id(80), bag: Sample.id(90), .acknowledged, note: ""))
        #expect(try it.office.refusal == nil && it.ledger().record(Sample.id(80))?.recalls.count == 1)
    }

    @Test func `a question that was explained before a freeze elsewhere is explained again, and answered`() throws {
        var it = self
        let terms = ConsentSamples.terms(
            classes: [.caseSummary], purpose: Self.purpose.purpose, recipient: Self.purpose.recipient,
            identifiability: .explicitlyPersonal)
        let explained = ConsentEvent.explained(
            Sample.id(83),
            ConsentSamples.explanation(purpose: terms.purpose, recipient: terms.recipient, initiative: .person))
        let yes = ConsentEvent.answered(
            Sample.id(83), .given(terms, expires: ConsentBench.expiry), ConsentSamples.evidence())
        it.say(explained)
        let seen = it.office.ledger.entries.count
        it.freeze()
        func isOvertaken() throws -> Bool {
            let ledger = try it.ledger()
            return ledger.isOvertaken(try #require(ledger.record(Sample.id(83))), on: Self.day)
        }
        #expect(try isOvertaken())
        var early = it
        early.say(yes)
        #expect(try early.office.refusal == nil && early.uncovered() == 1, "no yes to the old explanation counts")
        it.say(explained)
        #expect(try it.office.refusal == nil && !isOvertaken())
        var apart = it
        apart.say(yes, seen: seen)
        #expect(
            apart.office.refusal == .notWhatWasExplained, "who had not seen the new explanation heard another answer")
        it.say(yes)
        try it.attest(83)
        #expect(try it.office.refusal == nil && it.uncovered() == 0)
    }

    @Test func `whoever has not seen the explanation does not explain it again`() {
        var it = self
        let seen = it.office.ledger.entries.count
        it.say(.explained(Sample.id(83), ConsentSamples.explanation(initiative: .person)))
        it.say(.explained(Sample.id(83), ConsentSamples.explanation(initiative: .person)), seen: seen)
        #expect(it.office.refusal == .forbiddenTransition)
    }

    @Test func `a yes that waits is held, and asked of nobody who judges`() throws {
        var it = self
        it.say(.asked(Sample.id(82), ConsentSamples.explanation(), PortalSamples.ask()))
        let yes = PortalChoice.agreed(ConsentSamples.terms(), until: PortalSamples.expiry)
        it.say(.said(PortalSamples.saying(101, yes, to: 82)))
        it.freeze()
        #expect(try it.ledger().record(Sample.id(82))?.pending?.isHeld == true)
    }
}
