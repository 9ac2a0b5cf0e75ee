// SPDX-License-Identifier: AGPL-3.0-or-later
@testable import Casework
import Testing

/// What a ledger of consent finds by way of an index is what a walk through all of its questions finds.
struct ConsentGrowthTests {
    private static let recipients: [ConsentRecipient] = [
        .anyOf(.newsroom), .anyOf(.lawyer), .named("Маяк", .newsroom), .named(" маяк ", .newsroom),
        .named("Маяк", .lawyer), .named("Another", .newsroom),
    ]
    private static let purposes: [ConsentPurpose] = [
        .newsroom(.identified), .newsroom(.background), .statistics, .legalProceedings(named: "Дело 7"),
        .legalProceedings(named: "дело 7 "), .legalProceedings(named: "Дело 8"),
    ]

    /// Whether the organisation may ask, by what is said of it: nothing that is about the same was asked within three months, and no day that
    /// was agreed for coming back is ahead.
    private static func mayAsk(_ explanation: ConsentExplanation, on day: Day, _ ledger: ConsentLedger) -> Set<Refusal>
    {
        var refusals: Set<Refusal> = []
        for record in ledger.records {
            let (mine, theirs) = (record.explanation, explanation)
            guard mine.purpose.touches(theirs.purpose) || theirs.purpose.touches(mine.purpose),
                mine.recipient.includes(theirs.recipient) || theirs.recipient.includes(mine.recipient)
            else { continue }
            if let asked = record.askedByUsOn, day < asked.adding(months: 3) { refusals.insert(.askedThisQuarter) }
            if [.refused, .deferred, .withdrawn].contains(record.recorded), let review = record.evidence?.reviewOn,
                day < review
            {
                refusals.insert(.reviewNotDue)
            }
        }
        return refusals
    }

    @Test(arguments: [UInt64(4), 19, 2_026])
    func `whether the organisation may ask is what a walk through all questions says`(seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed)
        var seen: [Refusal: Int] = [:]
        var asked = 0
        for _ in 0..<8 {
            var bench = ConsentBench()
            var day = ConsentBench.day
            for number in 100..<150 {
                day = day.adding(days: Int.random(in: 0...40, using: &dice))
                let explanation = ConsentSamples.explanation(
                    purpose: try #require(Self.purposes.randomElement(using: &dice)),
                    recipient: try #require(Self.recipients.randomElement(using: &dice)), initiative: .organisation)
                // Sometimes by a clock that is behind.
                let today = Bool.random(using: &dice) ? day : day.adding(days: -30)
                let expected = Self.mayAsk(explanation, on: today, bench.office.consent)
                let known = bench.office.consent.records.filter { $0.recorded.isNo || $0.recorded == .deferred }
                let again = Bool.random(using: &dice) ? known.randomElement(using: &dice)?.id : nil
                bench.say(.explained(again ?? Sample.id(number), explanation), on: today)
                if let refusal = bench.office.refusal {
                    #expect(expected.contains(refusal), "seed \(seed)")
                    seen[refusal, default: 0] += 1
                } else {
                    #expect(expected.isEmpty, "seed \(seed)")
                    asked += 1
                }
                try Self.goOn(&bench, on: today, using: &dice)
            }
        }
        #expect(seen[.askedThisQuarter, default: 0] > 5 && seen[.reviewNotDue, default: 0] > 5 && asked > 50)
    }

    /// Answers one of the questions, takes one back, or freezes one.
    private static func goOn(_ bench: inout ConsentBench, on day: Day, using dice: inout SeededGenerator) throws {
        guard let record = bench.office.consent.records.randomElement(using: &dice) else { return }
        let review = Bool.random(using: &dice) ? day.adding(days: Int.random(in: 10...200, using: &dice)) : nil
        var evidence = ConsentSamples.evidence(on: day)
        evidence.reviewOn = review
        switch Int.random(in: 0...4, using: &dice) {
        case 0: bench.say(.answered(record.id, .refused, evidence), on: day)
        case 1: bench.say(.answered(record.id, .deferred, evidence), on: day)
        case 2:
            let terms = ConsentSamples.terms(
                purpose: record.explanation.purpose, recipient: record.explanation.recipient)
            bench.say(.answered(record.id, .given(terms, expires: day.adding(months: 6)), evidence), on: day)
        case 3: bench.say(.withdrawn(record.id, .voice), on: day)
        default: bench.say(.frozen(record.id, .riskRose, whoMayDecide: "x"), on: day)
        }
    }

    @Test(arguments: [UInt64(6), 23, 2_026])
    func `a freeze of everything reaches all that is in force or waits, and nothing else`(seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed)
        var (frozen, held) = (0, 0)
        for _ in 0..<10 {
            var bench = ConsentBench()
            var day = ConsentBench.day
            for number in 100..<160 {
                day = day.adding(days: Int.random(in: 0...20, using: &dice))
                guard number % 7 != 0 else {
                    let today = Bool.random(using: &dice) ? day : day.adding(days: -200)
                    let before = bench.office.consent.records
                    bench.say(.frozen(nil, .contactLost, whoMayDecide: "x"), on: today)
                    try #require(bench.office.refusal == nil)
                    for (old, new) in zip(before, bench.office.consent.records) {
                        let isReached = old.said(on: today).isInForce
                        #expect(new.recorded == (isReached ? .frozen : old.recorded), "seed \(seed)")
                        #expect(new.pending?.isHeld != false, "seed \(seed)")
                        frozen += isReached ? 1 : 0
                        held += old.pending?.isHeld == false ? 1 : 0
                    }
                    continue
                }
                if number % 2 == 0 {
                    bench.say(
                        .asked(
                            Sample.id(number), ConsentSamples.explanation(initiative: .person),
                            PortalSamples.ask(expires: day.adding(months: 6), openUntil: day.adding(months: 3))),
                        on: day)
                    let yes = PortalChoice.agreed(ConsentSamples.terms(), until: day.adding(months: 5))
                    bench.say(.said(PortalSamples.saying(number + 1_000, yes, to: number)), on: day)
                } else {
                    bench.explain(as: number, on: day)
                    bench.give(as: number, on: day)
                    bench.attest(as: number, on: day)
                }
                try Self.goOn(&bench, on: day, using: &dice)
            }
        }
        #expect(frozen > 20 && held > 5)
    }
}
