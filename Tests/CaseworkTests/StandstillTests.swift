// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Everything is frozen: contact was lost, or somebody holds the person (docs/decisions/0050).
struct StandstillTests {
    /// Somebody holds the person and their words: what they write is no yes, whatever a colleague who does not know makes of it.
    @Test func `while everything is frozen no yes comes into force, and it ends when the person was reached anew`() {
        var it = PortalBench()
        it.agree()
        it.bench.say(.frozen(nil, .detention, whoMayDecide: "адвокат"))
        #expect(it.refusal == nil && it.consent.standstill?.freeze.whoMayDecide == "адвокат")
        #expect(it.record?.standing(on: PortalSamples.day)?.standing == .answered, "whoever holds them sees no change")
        it.judge(note: "похоже на него")
        #expect(it.refusal == .consentStandsStill && it.state == .explained)
        it.ask(as: 81)
        #expect(it.refusal == .consentStandsStill)
        it.bench.give()
        #expect(it.refusal == .consentStandsStill, "what was explained before is not explained anew")
        it.bench.explain(as: 82, ConsentSamples.explanation(purpose: .statistics))
        it.bench.give(ConsentSamples.terms(purpose: .statistics), as: 82)
        #expect(it.refusal == nil && it.consent.standstill != nil, "whoever wrote it may be held themselves")
        #expect(it.consent.standstillWitnesses == [Sample.id(3)])
        it.judge(note: "x")
        #expect(it.refusal == .consentStandsStill)
        it.bench.attest(as: 82)
        #expect(it.refusal == nil && it.consent.standstill == nil && it.consent.standstillWitnesses == nil)
        it.judge()
        #expect(it.refusal == .reasonMissing, "it is talked over first")
        it.judge(note: "сказал то же при встрече")
        #expect(it.refusal == nil && it.state == .given)
    }

    @Test func `nothing leaves by a yes behind a freeze before its witness stands for it`() {
        var bench = ConsentBench(in: .explained)
        bench.say(.frozen(nil, .detention, whoMayDecide: "адвокат"))
        bench.explain(as: 81)
        bench.give(as: 81)
        let question = ReleaseQuestion(
            item: ConsentItem(entry: Sample.id(70), itemClass: .statement),
            recipient: .named("Редакция «Маяк»", .newsroom), purpose: .newsroom(.pseudonymous),
            identifiability: .pseudonymous, actions: .amber, territory: nil, day: ConsentBench.day, met: [])
        guard case .notCovered(let gaps) = bench.office.consent.covers(question) else {
            Issue.record("it left by one person's word")
            return
        }
        #expect(gaps.contains(.notGiven(.frozen)))
        bench.attest(as: 81)
        #expect(bench.office.consent.covers(question) == .covered(by: Sample.id(81), leaveOut: []))
    }

    @Test func `a yes that comes while everything is frozen waits, and a no counts`() {
        var it = PortalBench()
        it.bench.say(.frozen(nil, .detention, whoMayDecide: "адвокат"))
        #expect(it.refusal == nil, "nothing was in force")
        it.agree()
        #expect(it.lastEffect == .counted && it.record?.pending?.isHeld == true)
        it.judge(note: "x")
        #expect(it.refusal == .consentStandsStill)
        it.said(102, .no)
        #expect(it.state == .refused)
    }

    @Test func `whoever had not seen the freeze does not end it`() {
        var it = PortalBench(asked: false)
        let before = it.bench.office.ledger.entries.count
        it.bench.say(.frozen(nil, .contactLost, whoMayDecide: "адвокат"))
        it.bench.office.say(
            .consent(.explained(PortalBench.id, ConsentSamples.explanation())), by: 2,
            at: PortalSamples.day.firstSecond, seen: before)
        it.bench.give()
        #expect(it.refusal == .consentStandsStill && it.consent.standstill != nil)
    }

    @Test func `while everything is frozen nobody doubts a yes, which would be told at the portal`() {
        var it = PortalBench()
        it.agree()
        it.bench.say(.frozen(nil, .detention, whoMayDecide: "адвокат"))
        it.judge(.notYet, note: "не похоже на него")
        #expect(it.refusal == .consentStandsStill && it.record?.pending?.doubt == nil)
        #expect(it.record?.standing(on: PortalSamples.day)?.standing == .answered)
    }

    /// What a colleague who was offline wrote on a question of before: after the freeze in the ledger, or after its end too.
    @Test(arguments: [false, true])
    func `whoever had not seen the freeze brings nothing into force, wherever in the ledger it is`(isOver: Bool) {
        var it = PortalBench()
        it.agree()
        it.bench.explain(as: 84, ConsentSamples.explanation(recipient: Self.other))
        let before = it.bench.office.ledger.entries.count
        it.bench.say(.frozen(nil, .detention, whoMayDecide: "адвокат"))
        if isOver {
            it.reach()
            #expect(it.refusal == nil && it.consent.standstill == nil)
        }
        let expiry = PortalSamples.day.adding(months: 12)
        let offline: [ConsentEvent] = [
            .answered(
                Sample.id(84), .given(ConsentSamples.terms(recipient: Self.other), expires: expiry),
                ConsentSamples.evidence()),
            .judged(PortalBench.id, Sample.id(101), .understood, note: "говорили"),
            .judged(PortalBench.id, Sample.id(101), .notYet, note: "путает"),
            .asked(Sample.id(85), ConsentSamples.explanation(), PortalSamples.ask()),
        ]
        for event in offline {
            it.say(event, seen: before)
            #expect(it.refusal == .consentStandsStill)
        }
        #expect(it.consent.record(Sample.id(84))?.state(on: PortalSamples.day) == .explained)
        #expect(it.state == .explained && it.record?.pending?.doubt == nil && it.consent.record(Sample.id(85)) == nil)
    }

    @Test func `what was explained before a freeze is not answered after it, and what is explained behind it is`() {
        var it = PortalBench()
        it.bench.say(.frozen(nil, .detention, whoMayDecide: "адвокат"))
        it.reach()
        it.bench.give()
        #expect(it.refusal == .consentStandsStill && it.state == .explained)
        it.bench.explain(as: 86)
        it.bench.give(as: 86)
        #expect(it.refusal == nil)
        #expect(it.consent.record(Sample.id(86))?.state(on: PortalSamples.day) == .given)
    }

    @Test func `what was explained before a freeze is explained anew under its own name, by who knows of the freeze`() {
        var it = PortalBench(asked: false)
        it.bench.explain()
        let before = it.bench.office.ledger.entries.count
        it.bench.explain()
        #expect(it.refusal == nil, "nobody has answered; a freeze that calls for it may stand in another casework")
        it.bench.explain(as: 80, ConsentSamples.explanation(initiative: .organisation))
        #expect(it.refusal == nil)
        it.bench.explain(as: 80, ConsentSamples.explanation(initiative: .organisation))
        #expect(it.refusal == .askedThisQuarter, "the organisation does not press")
        it.bench.say(.frozen(nil, .detention, whoMayDecide: "адвокат"))
        it.say(.explained(PortalBench.id, ConsentSamples.explanation(initiative: .person)), seen: before)
        #expect(it.refusal == .forbiddenTransition)
        it.bench.explain(as: 80, ConsentSamples.explanation(initiative: .person))
        #expect(it.refusal == nil && it.consent.records.count == 1)
        it.bench.give()
        #expect(it.refusal == nil && it.state == .given && it.consent.standstill != nil)
        it.bench.attest()
        #expect(it.refusal == nil && it.state == .given && it.consent.standstill == nil)
    }

    @Test func `what was asked at the portal keeps its wording, whatever is frozen`() {
        var it = PortalBench()
        it.bench.say(.frozen(nil, .detention, whoMayDecide: "адвокат"))
        it.bench.explain(as: 80, ConsentSamples.explanation(initiative: .person))
        #expect(it.refusal == .forbiddenTransition)
        it.said(102, .no)
        #expect(it.state == .refused, "a no still finds its question")
    }

    @Test func `a yes that a desk took in which had not seen the freeze is talked over, also after the end of it`() {
        var it = PortalBench()
        let before = it.bench.office.ledger.entries.count
        it.bench.say(.frozen(nil, .detention, whoMayDecide: "адвокат"))
        it.reach()
        let yes = PortalChoice.agreed(ConsentSamples.terms(), until: PortalSamples.expiry)
        it.say(.said(PortalSamples.saying(101, yes)), seen: before)
        #expect(it.lastEffect == .counted && it.record?.pending?.isHeld == true)
    }

    private static let other = ConsentRecipient.named("Another", .newsroom)
}

extension PortalBench {
    /// Colleagues who know of the freeze reach the person and hear a yes to something else.
    fileprivate mutating func reach() {
        bench.explain(as: 82, ConsentSamples.explanation(purpose: .statistics))
        bench.give(ConsentSamples.terms(purpose: .statistics), as: 82)
        bench.attest(as: 82)
    }

    /// By a colleague who had seen that much.
    fileprivate mutating func say(_ event: ConsentEvent, seen: Int) {
        bench.office.say(.consent(event), by: 2, at: PortalSamples.day.firstSecond, seen: seen)
    }
}
