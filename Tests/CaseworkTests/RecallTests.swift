// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Who has to give back what they got under a consent that was withdrawn.
struct RecallTests {
    private static let day = ConsentBench.day
    private static let bag: ID<Bag> = Sample.id(90)
    private static let paper = ConsentRecipient.named("Редакция «Маяк»", .newsroom)

    private static func handed(
        _ number: Int = 90, to recipient: ConsentRecipient = paper,
        for purpose: ConsentPurpose = .newsroom(.pseudonymous)
    ) -> CompartmentEvent {
        .access(
            .disclosed(
                Disclosure(
                    what: "bag-0000005a", toWhom: "x", why: "y",
                    bag: HandedBag(id: Sample.id(number), recipient: recipient, purpose: purpose))))
    }

    private func owed(_ bench: ConsentBench) -> [ID<Bag>] {
        bench.office.record?.person.recallsToSend(on: Self.day).map(\.bag.bag.id) ?? []
    }

    @Test func `what left before the withdrawal is asked back, and nothing before somebody withdrew`() {
        var bench = ConsentBench(in: .given)
        bench.office.say(Self.handed())
        #expect(bench.office.record?.person.handedOver.map(\.bag.id) == [Self.bag] && owed(bench).isEmpty)
        bench.say(.withdrawn(ConsentBench.id, .voice))
        #expect(owed(bench) == [Self.bag])
        bench.office.say(Self.handed(91))
        #expect(owed(bench) == [Self.bag], "what leaves later leaves on another ground")
        bench.say(.recallSent(ConsentBench.id, bag: Self.bag, recipient: "Маяк"))
        #expect(owed(bench).isEmpty && bench.record?.openRecalls.map(\.bag) == [Self.bag])
        bench.say(.recallAnswered(ConsentBench.id, bag: Self.bag, .refused, note: "printed"))
        #expect(owed(bench).isEmpty && bench.record?.openRecalls.isEmpty == true)
    }

    @Test func `what left before anybody asked is asked back when the person says no, and not when they put it off`() {
        var bench = ConsentBench(in: .explained)
        bench.office.say(Self.handed())
        bench.office.say(Self.handed(91, to: .named("Другая", .newsroom)))
        bench.say(.answered(ConsentBench.id, .deferred, ConsentSamples.evidence()))
        #expect(owed(bench).isEmpty)
        bench.say(.recallSent(ConsentBench.id, bag: Self.bag, recipient: "Маяк"))
        #expect(bench.office.refusal == .forbiddenTransition)
        bench.say(.answered(ConsentBench.id, .refused, ConsentSamples.evidence()))
        #expect(owed(bench) == [Self.bag])
        bench.say(.recallSent(ConsentBench.id, bag: Self.bag, recipient: "Маяк"))
        #expect(bench.office.refusal == nil && owed(bench).isEmpty)
        bench.office.say(Self.handed(92))
        #expect(owed(bench).isEmpty, "whoever lets something go over a no knows what they do")
    }

    @Test(arguments: [
        (paper, ConsentPurpose.newsroom(.identified), true), (paper, .newsroom(.background), false),
        (.named("редакция «маяк»", .newsroom), .newsroom(.pseudonymous), true),
        (.named("Другая", .newsroom), .newsroom(.pseudonymous), false), (paper, .statistics, false),
    ])
    func `a withdrawal reaches as far as any no`(
        recipient: ConsentRecipient, purpose: ConsentPurpose, isOwed: Bool
    ) {
        var bench = ConsentBench(in: .given)
        bench.office.say(Self.handed(to: recipient, for: purpose))
        bench.say(.withdrawn(ConsentBench.id, .voice))
        #expect(owed(bench) == (isOwed ? [Self.bag] : []))
    }

    @Test(arguments: ["редакция маяк", "Redaktsiya Mayak"])
    func `whoever has it and is named since as somebody who is never to have it is asked to give it back`(
        name: String
    ) {
        var bench = ConsentBench(in: .given)
        bench.office.say(Self.handed())
        bench.office.say(Self.handed(91, to: .named("Другая", .newsroom)))
        bench.say(.narrowed(ConsentBench.id, ConsentSamples.terms(excludedRecipients: [name])))
        #expect(bench.office.refusal == nil && bench.state == .narrowed)
        #expect(owed(bench) == [Self.bag])
        bench.office.say(Self.handed(92))
        #expect(owed(bench) == [Self.bag], "whoever lets something go over that word knows what they do")
        // Less, and nothing of who is not to have it: what had left was right to leave.
        bench.say(.recallSent(ConsentBench.id, bag: Self.bag, recipient: "Маяк"))
        #expect(bench.office.refusal == nil && owed(bench).isEmpty)
    }

    @Test func `a withdrawal for a whole class reaches everybody in it`() {
        var bench = ConsentBench()
        bench.explain(as: 80, ConsentSamples.explanation(recipient: .anyOf(.newsroom)))
        bench.give(ConsentSamples.terms(recipient: .anyOf(.newsroom)))
        bench.office.say(Self.handed())
        bench.office.say(Self.handed(91, to: .named("Другая", .newsroom)))
        bench.office.say(Self.handed(92, to: .named("Суд", .court)))
        bench.say(.withdrawn(ConsentBench.id, .voice))
        #expect(owed(bench) == [Self.bag, Sample.id(91)])
    }

    @Test func `what the person allows anew to the same recipient is not asked back`() {
        var bench = ConsentBench(in: .given)
        bench.office.say(Self.handed())
        bench.say(.withdrawn(ConsentBench.id, .voice))
        bench.explain(as: 81)
        #expect(owed(bench) == [Self.bag], "a question is no answer")
        bench.give(as: 81)
        #expect(owed(bench).isEmpty)
    }

    @Test func `a bag is one, in however many parts it stands and for however many keys`() throws {
        var bench = ConsentBench(in: .given)
        bench.office.open(.evidence, as: 51)
        for part in [Office.team, Sample.id(51)] {
            for _ in 0..<2 { bench.office.say(Self.handed(), in: part) }
        }
        bench.say(.withdrawn(ConsentBench.id, .voice))
        let handed = try #require(bench.office.record?.person.recallsToSend(on: Self.day).map(\.bag))
        #expect(handed.count == 1 && handed[0].parts == [Office.team, Sample.id(51)])
        #expect(handed[0].recipientName == "Редакция «Маяк»")
    }

    @Test func `it is on the day of everybody who can read of it, until it is sent and answered`() {
        var bench = ConsentBench(in: .given)
        bench.office.open(.evidence, as: 51, by: 3)
        bench.office.say(Self.handed(), by: 3, in: Sample.id(51))
        bench.say(.withdrawn(ConsentBench.id, .voice))
        func day(_ member: Int, _ state: CaseworkState) -> [Pending] {
            Today(state, for: Sample.id(member), at: Self.day.firstSecond + 43_200).items.map(\.pending)
        }
        let send = Pending.recallToSend(ConsentBench.id, Self.bag)
        #expect(
            day(3, bench.office.ledger.state).contains(send), "neither owner nor deputy, and the only one who knows")
        var without = bench.office.ledger.state
        without.forget(Sample.id(51))
        #expect(!day(1, without).contains(send), "without the key of what left there is nothing of it")
        bench.say(.recallSent(ConsentBench.id, bag: Self.bag, recipient: "Маяк"), by: 3)
        let answer = Pending.recallToAnswer(ConsentBench.id, Self.bag)
        #expect(!day(3, bench.office.ledger.state).contains(send) && day(1, bench.office.ledger.state).contains(answer))
        bench.say(.recallAnswered(ConsentBench.id, bag: Self.bag, .acknowledged, note: "deleted"))
        #expect(!day(1, bench.office.ledger.state).contains(answer))
    }
}

/// What left while somebody else wrote down that less may leave, neither having seen the other's entry.
struct LeftPastTests {
    private static let day = ConsentBench.day
    private static let evidence: ID<Compartment> = Sample.id(51)
    private static let bag: ID<Bag> = Sample.id(90)
    private static let consent = ConsentBench.id
    private static let terms = ConsentSamples.terms(classes: [.statement, .document])
    private static let less = ConsentSamples.terms(classes: [.document])

    private var bench = ConsentBench(in: .given, terms: terms)

    /// A statement in the evidence, and a yes to a newsroom.
    init() {
        bench.office.open(.evidence, as: 51)
        bench.office.grant(to: 2, in: Self.evidence)
        bench.office.say(.statement(.opened(Sample.statement(20))), in: Self.evidence)
    }

    private var size: Int { bench.office.ledger.entries.count }

    private mutating func leave(seen: Int? = nil, by author: Int = 2) {
        let told = Disclosure(
            what: "x", toWhom: "y", why: "z",
            bag: HandedBag(
                id: Self.bag, recipient: .named("Редакция «Маяк»", .newsroom), purpose: .newsroom(.pseudonymous)))
        bench.office.say(.access(.disclosed(told)), by: author, in: Self.evidence, seen: seen)
        #expect(bench.office.refusal == nil)
    }

    private mutating func say(_ event: CompartmentEvent, by author: Int = 1, seen: Int? = nil) {
        bench.office.say(event, by: author, at: Self.day.firstSecond + 43_200, seen: seen)
        #expect(bench.office.refusal == nil)
    }

    private var owed: [ID<Bag>] { bench.office.record?.person.recallsToSend(on: Self.day).map(\.bag.bag.id) ?? [] }
    private var past: [ID<Bag>] { bench.office.record?.person.bagsPastStops(on: Self.day).map(\.bag.id) ?? [] }

    private func today(_ member: Int) -> [Pending] {
        Today(bench.office.ledger.state, for: Sample.id(member), at: Self.day.firstSecond + 43_200).items.map(\.pending)
    }

    /// What the person or a colleague said, each of which leaves less.
    static let lessening: [CompartmentEvent] = [
        .consent(.narrowed(consent, less)),
        .consent(
            .narrowed(consent, ConsentSamples.terms(classes: [.statement, .document], conditions: [.untilFamilyOut]))),
        .consent(.narrowed(consent, ConsentSamples.terms(classes: [.statement], identifiability: .anonymous))),
        .consent(.frozen(consent, .riskRose, whoMayDecide: "x")),
        .consent(.frozen(nil, .contactLost, whoMayDecide: "x")),
    ]

    @Test(arguments: lessening)
    mutating func `it is asked back, whichever reached the ledger first`(event: CompartmentEvent) {
        let start = self
        let before = size
        say(event)
        leave(seen: before)
        #expect(owed == [Self.bag] && past.isEmpty)
        #expect(today(1).contains(.recallToSend(Self.consent, Self.bag)))
        say(.consent(.recallSent(Self.consent, bag: Self.bag, recipient: "Маяк")))
        #expect(owed.isEmpty && past.isEmpty && today(1).contains(.recallToAnswer(Self.consent, Self.bag)))
        self = start
        leave()
        say(event, seen: before)
        #expect(owed == [Self.bag])
    }

    @Test(arguments: lessening)
    mutating func `what had left when it was said was right to leave`(event: CompartmentEvent) {
        leave()
        say(event)
        #expect(owed.isEmpty && past.isEmpty)
    }

    @Test mutating func `what is still allowed as it was is not asked back, and what the person allowed anew neither`()
    {
        let (start, before) = (self, size)
        say(.consent(.narrowed(Self.consent, ConsentSamples.terms(classes: [.statement]))))
        leave(seen: before)
        #expect(owed.isEmpty, "the statement may go")
        self = start
        say(.consent(.narrowed(Self.consent, Self.less)))
        leave(seen: before)
        #expect(owed == [Self.bag])
        bench.explain(as: 81)
        bench.give(Self.terms, as: 81, supersedes: [80])
        #expect(owed.isEmpty)
    }

    @Test mutating func `a freeze after it takes nothing off it, and an end of the answer neither`() {
        let before = size
        say(.consent(.narrowed(Self.consent, Self.less)))
        leave(seen: before)
        #expect(
            bench.office.record?.person.recallsToSend(on: ConsentBench.expiry.adding(days: 9)).map(\.bag.bag.id) == [
                Self.bag
            ])
        say(.consent(.frozen(Self.consent, .riskRose, whoMayDecide: "x")))
        #expect(owed == [Self.bag])
        say(.consent(.withdrawn(Self.consent, .voice)))
        #expect(owed == [Self.bag])
    }

    @Test mutating func `a hold on releases is a stop until it is lifted, for whoever can open what left`() throws {
        let (before, hold) = (size, bench.office.next)
        say(.hold(.placed(.release, shown: "угрозы")))
        leave(seen: before)
        #expect(owed.isEmpty && past == [Self.bag])
        #expect(today(1).contains(.leftPastStop(Self.bag)))
        #expect(today(3).contains(.leftPastStop(Self.bag)), "this desk has the key too")
        var without = bench.office.ledger.state
        without.forget(Self.evidence)
        #expect(without.case(Sample.id(5))?.person.bagsPastStops(on: Self.day).isEmpty == true)
        say(.hold(.lifted(hold: Sample.id(hold), note: "прошло")))
        #expect(past.isEmpty)
    }

    @Test mutating func `other holds stop no bag, and neither does one whose author knew of it`() {
        let before = size
        say(.hold(.placed(.erasure, shown: "x")))
        leave(seen: before)
        say(.hold(.placed(.release, shown: "x")))
        #expect(past.isEmpty)
    }

    @Test mutating func `while everything is frozen what left without an answer is pointed out too`() {
        say(.consent(.withdrawn(Self.consent, .voice)))
        let before = size
        say(.consent(.frozen(nil, .contactLost, whoMayDecide: "x")))
        leave(seen: before)
        #expect(owed.isEmpty && past == [Self.bag], "it left on another ground, knowing of the no")
    }
}
