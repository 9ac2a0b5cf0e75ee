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
        #expect(it.refusal == nil && it.consent.standstill == nil)
        it.judge()
        #expect(it.refusal == .reasonMissing, "it is talked over first")
        it.judge(note: "сказал то же при встрече")
        #expect(it.refusal == nil && it.state == .given)
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
}
