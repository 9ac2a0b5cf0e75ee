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
        bench.office.record?.recallsToSend(on: Self.day).map(\.bag.bag.id) ?? []
    }

    @Test func `what left before the withdrawal is asked back, and nothing before somebody withdrew`() {
        var bench = ConsentBench(in: .given)
        bench.office.say(Self.handed())
        #expect(bench.office.record?.handedOver.map(\.bag.id) == [Self.bag] && owed(bench).isEmpty)
        bench.say(.withdrawn(ConsentBench.id, .voice))
        #expect(owed(bench) == [Self.bag])
        bench.office.say(Self.handed(91))
        #expect(owed(bench) == [Self.bag], "what leaves later leaves on another ground")
        bench.say(.recallSent(ConsentBench.id, bag: Self.bag, recipient: "Маяк"))
        #expect(owed(bench).isEmpty && bench.record?.openRecalls.map(\.bag) == [Self.bag])
        bench.say(.recallAnswered(ConsentBench.id, bag: Self.bag, .refused, note: "printed"))
        #expect(owed(bench).isEmpty && bench.record?.openRecalls.isEmpty == true)
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
        let handed = try #require(bench.office.record?.recallsToSend(on: Self.day).map(\.bag))
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
