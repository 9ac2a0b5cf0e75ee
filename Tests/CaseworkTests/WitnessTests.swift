// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// The member who is named as the witness of a yes is asked, and what they say counts (docs/decisions/0065). Member 1 records, member 3 is named.
struct WitnessTests {
    private static let id = ConsentBench.id
    private static let day = ConsentBench.day

    private var bench = ConsentBench(in: .given)

    private var question: ReleaseQuestion {
        ReleaseQuestion(
            item: ConsentItem(entry: Sample.id(70), itemClass: .statement),
            recipient: .named("Редакция «Маяк»", .newsroom), purpose: .newsroom(.pseudonymous),
            identifiability: .pseudonymous, actions: .amber, territory: nil, day: Self.day, met: [])
    }

    private var isCovered: Bool {
        if case .covered = bench.office.consent.covers(question) { true } else { false }
    }

    private func answer() throws -> ID<Entry> { try #require(bench.record?.witnessings.last).answer }

    private func denial() throws -> ID<Entry> { try #require(bench.record?.openDenials.last).entry }

    private mutating func say(_ event: ConsentEvent, by author: Int, seen: Int? = nil) {
        bench.office.say(.consent(event), by: author, at: Self.day.firstSecond + 43_200, seen: seen)
    }

    private mutating func deny() throws {
        say(.witnessed(Self.id, answer: try answer(), .denied, note: "меня там не было"), by: 3)
        #expect(bench.office.refusal == nil)
    }

    private func today(_ member: Int) -> [Pending: Today.Standing] {
        let items = Today(bench.office.ledger.state, for: Sample.id(member), at: Self.day.firstSecond + 50_000).items
        return Dictionary(items.map { ($0.pending, $0.standing) }) { one, _ in one }
    }

    @Test mutating func `whoever is named is asked, and nobody else, until they have said it`() throws {
        let answer = try answer()
        let asked = Pending.witnessToConfirm(Self.id, answer)
        #expect(bench.record?.witnessings.map(\.isOpen) == [true] && isCovered)
        for member in 1...4 { #expect((today(member)[asked] == .new) == (member == 3), "\(member)") }
        for member in [1, 2, 4] {
            say(.witnessed(Self.id, answer: answer, .confirmed, note: ""), by: member)
            #expect(bench.office.refusal == .notTheWitness, "\(member)")
        }
        say(.witnessed(Self.id, answer: Sample.id(999), .confirmed, note: ""), by: 3)
        #expect(bench.office.refusal == .unknownEntry)
        say(.witnessed(Self.id, answer: answer, .confirmed, note: ""), by: 3)
        #expect(bench.office.refusal == nil && bench.record?.witnessings.first?.confirmedAt != nil && isCovered)
        #expect(today(3)[asked] == nil)
        say(.witnessed(Self.id, answer: answer, .confirmed, note: ""), by: 3)
        #expect(bench.office.refusal == .alreadySettled)
    }

    @Test mutating func `a denial freezes what would leave until somebody else than the recorder decides`() throws {
        say(.witnessed(Self.id, answer: try answer(), .denied, note: " "), by: 3)
        #expect(bench.office.refusal == .reasonMissing && isCovered)
        try deny()
        #expect(bench.state == .frozen && !isCovered && bench.record?.isDenied == true)
        let denial = try denial()
        for member in 1...4 { #expect(today(member)[.witnessDenied(Self.id, denial)] == .urgent, "\(member)") }
        say(.denialSettled(Self.id, denial: denial, why: "всё верно"), by: 1)
        #expect(bench.office.refusal == .secondPersonNeeded, "who is said to have made it up does not decide")
        say(.denialSettled(Self.id, denial: denial, why: " "), by: 2)
        #expect(bench.office.refusal == .reasonMissing)
        say(.denialSettled(Self.id, denial: denial, why: "поговорили со всеми"), by: 2)
        #expect(bench.office.refusal == nil && bench.state == .given && isCovered)
        #expect(bench.record?.witnessings.first?.denials.first?.settled?.by == Sample.id(2))
        #expect(today(1)[.witnessDenied(Self.id, denial)] == nil)
        say(.denialSettled(Self.id, denial: denial, why: "ещё раз"), by: 2)
        #expect(bench.office.refusal == .alreadySettled)
    }

    @Test mutating func `a witness takes a denial back by confirming, one that they had not seen stands`() throws {
        let answer = try answer()
        let seen = bench.office.ledger.entries.count
        bench.office.ledger.add(
            .memberAdmitted(
                member: Sample.id(3), name: "Member 3", device: Sample.id(7), verificationKey: Sample.key(7),
                recipient: Sample.recipient, endorsement: nil), author: 3)
        try deny()
        bench.office.ledger.add(
            .inCompartment(.consent(.witnessed(Self.id, answer: answer, .confirmed, note: ""))), author: 7,
            at: Self.day.firstSecond + 43_200, in: Office.team, seen: seen)
        #expect(bench.office.refusal == nil && bench.state == .frozen, "their other machine had not seen it")
        say(.witnessed(Self.id, answer: answer, .confirmed, note: "вспомнила"), by: 3)
        #expect(bench.office.refusal == nil && bench.state == .given && bench.record?.openDenials.isEmpty == true)
    }

    @Test mutating func `while it is denied what the person says counts, and a freeze outlasts the decision`() throws {
        try deny()
        var narrower = ConsentSamples.terms()
        narrower.identifiability = .anonymous
        say(.narrowed(Self.id, narrower), by: 2)
        #expect(bench.office.refusal == nil && bench.state == .frozen)
        var withdrawn = self
        withdrawn.say(.withdrawn(Self.id, .voice), by: 2)
        #expect(withdrawn.bench.state == .withdrawn)
        #expect(withdrawn.today(2).keys.contains { if case .witnessDenied = $0 { true } else { false } } == false)
        say(.frozen(nil, .detention, whoMayDecide: "адвокат"), by: 2)
        say(.denialSettled(Self.id, denial: try denial(), why: "поговорили"), by: 2)
        #expect(bench.office.refusal == nil && bench.state == .frozen && !isCovered)
    }

    @Test mutating func `a freeze of everything that ended by a yes lasts again while its witness denies it`() throws {
        say(.frozen(nil, .detention, whoMayDecide: "адвокат"), by: 2)
        bench.explain(as: 81)
        bench.give(as: 81)
        bench.attest(as: 81)
        #expect(bench.office.refusal == nil && bench.office.consent.standstill == nil)
        let yes = try #require(bench.office.consent.record(Sample.id(81))?.witnessings.first).answer
        say(.witnessed(Sample.id(81), answer: yes, .denied, note: "меня там не было"), by: 3)
        #expect(bench.office.consent.standstill?.freeze.cause == .detention)
        let denial = try #require(bench.office.consent.record(Sample.id(81))?.openDenials.first).entry
        var reached = self
        reached.bench.explain(as: 82)
        reached.say(
            .answered(
                Sample.id(82), .given(ConsentSamples.terms(), expires: ConsentBench.expiry),
                ConsentSamples.evidence(witness: 4)), by: 2)
        reached.bench.attest(as: 82, by: 4)
        #expect(reached.bench.office.refusal == nil && reached.bench.office.consent.standstill == nil)
        say(.denialSettled(Sample.id(81), denial: denial, why: "поговорили"), by: 2)
        #expect(bench.office.refusal == nil && bench.office.consent.standstill == nil)
    }

    @Test mutating func `nobody is asked about a yes that has run out`() throws {
        let answer = try answer()
        let day = try #require(bench.record?.expires)
        func isAsked(on day: Day) -> Bool {
            let items = Today(bench.office.ledger.state, for: Sample.id(3), at: day.firstSecond + 50_000).items
            return items.contains { $0.pending == .witnessToConfirm(Self.id, answer) }
        }
        #expect(isAsked(on: day.adding(days: -1)) && !isAsked(on: day))
    }

    @Test mutating func `what is explained anew asks the witness of the new yes`() throws {
        try deny()
        say(.withdrawn(Self.id, .voice), by: 2)
        bench.explain()
        #expect(bench.record?.witnessings.isEmpty == true)
        bench.give()
        #expect(bench.office.refusal == nil && bench.state == .given && bench.record?.witnessings.count == 1)
    }

    @Test mutating func `two yeses that were recorded apart ask both witnesses`() {
        bench.office.say(
            .consent(
                .answered(
                    Self.id, .given(ConsentSamples.terms(), expires: ConsentBench.expiry),
                    ConsentSamples.evidence(witness: 4))), by: 2, at: Self.day.firstSecond + 43_200)
        #expect(
            bench.office.refusal == nil && bench.record?.witnessings.map(\.witness) == [Sample.id(3), Sample.id(4)])
        for member in [3, 4] {
            #expect(today(member).keys.contains { if case .witnessToConfirm = $0 { true } else { false } }, "\(member)")
        }
    }

    @Test func `what left by the hand of somebody who had not heard the denial has to be asked back`() throws {
        var it = Self()
        let terms = ConsentSamples.terms(classes: [.caseSummary])
        it.bench = ConsentBench(in: .given, terms: terms)
        let seen = it.bench.office.ledger.entries.count
        try it.deny()
        it.bench.office.say(
            .access(
                .disclosed(
                    Disclosure(
                        what: "x", toWhom: "y", why: "z",
                        bag: HandedBag(id: Sample.id(90), recipient: terms.recipient, purpose: terms.purpose)))),
            by: 2, at: Self.day.firstSecond + 43_200, seen: seen)
        func owed() throws -> [ID<Bag>] {
            let consent = try #require(it.bench.record)
            return try #require(it.bench.office.record).person.bagsToRecall(under: consent, on: Self.day).map(\.bag.id)
        }
        #expect(try owed() == [Sample.id(90)])
        var settled = it
        settled.say(.denialSettled(Self.id, denial: try it.denial(), why: "поговорили"), by: 2)
        let consent = try #require(settled.bench.record)
        #expect(settled.bench.office.record?.person.bagsToRecall(under: consent, on: Self.day).isEmpty == true)
        it.bench.say(.recallSent(Self.id, bag: Sample.id(90), recipient: "y"))
        #expect(try it.bench.office.refusal == nil && owed().isEmpty)
    }

    @Test func `what left by a yes before its witness denied it has to be asked back`() throws {
        var it = Self()
        let terms = ConsentSamples.terms(classes: [.caseSummary])
        it.bench = ConsentBench(in: .explained)
        func hand(_ bag: Int, _ it: inout Self) {
            it.bench.office.say(
                .access(
                    .disclosed(
                        Disclosure(
                            what: "x", toWhom: "y", why: "z",
                            bag: HandedBag(id: Sample.id(bag), recipient: terms.recipient, purpose: terms.purpose)))),
                by: 2, at: Self.day.firstSecond + 43_200)
        }
        hand(89, &it)
        it.bench.give(terms)
        hand(90, &it)
        func owed(_ it: Self) throws -> [ID<Bag>] {
            let consent = try #require(it.bench.record)
            return try #require(it.bench.office.record).person.bagsToRecall(under: consent, on: Self.day).map(\.bag.id)
        }
        #expect(try owed(it).isEmpty)
        try it.deny()
        #expect(try owed(it) == [Sample.id(90)], "what left before the yes left by something else")
        var settled = it
        settled.say(.denialSettled(Self.id, denial: try it.denial(), why: "поговорили"), by: 2)
        #expect(settled.bench.office.refusal == nil)
        #expect(try owed(settled).isEmpty)
    }

    @Test func `a witness who cannot read the part is not asked on anybody's day`() throws {
        var bench = ConsentBench(in: .explained)
        bench.office.say(.access(.ended(member: Sample.id(3), reason: "left")))
        bench.give()
        #expect(bench.office.refusal == nil && bench.record?.witnessings.map(\.isOpen) == [true])
        for member in 1...4 {
            let items = Today(bench.office.ledger.state, for: Sample.id(member), at: Self.day.firstSecond + 50_000)
                .items
            #expect(!items.contains { if case .witnessToConfirm = $0.pending { true } else { false } }, "\(member)")
        }
    }
}
