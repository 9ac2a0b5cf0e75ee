// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// A yes that somebody records by the receipt of what the person said at the portal.
struct PortalReceiptTests {
    private func record(_ it: inout PortalBench) -> Refusal? {
        let evidence = ConsentSamples.evidence(receipt: .portal(digest: Sample.key(9)), witness: 3)
        it.bench.say(
            .answered(PortalBench.id, .given(ConsentSamples.terms(), expires: PortalSamples.expiry), evidence), by: 2)
        return it.refusal
    }

    @Test func `what is to be talked over is not recorded by its receipt instead`() {
        var it = PortalBench()
        it.agree()
        it.judge(.notYet, note: "путает получателя")
        #expect(record(&it) == .proofMissing && it.state == .explained)
        it.judge(note: "говорили, понял")
        #expect(it.refusal == nil && it.state == .given)
    }

    @Test func `what waited while everything was frozen is not recorded by its receipt afterwards`() {
        for isSaidBefore in [false, true] {
            var it = PortalBench()
            if isSaidBefore { it.agree() }
            it.bench.say(.frozen(nil, .detention, whoMayDecide: "адвокат"))
            if !isSaidBefore { it.agree() }
            #expect(record(&it) == .consentStandsStill)
            it.bench.explain(as: 82, ConsentSamples.explanation(purpose: .statistics))
            it.bench.give(ConsentSamples.terms(purpose: .statistics), as: 82)
            it.bench.attest(as: 82)
            #expect(it.consent.standstill == nil)
            #expect(record(&it) == .consentStandsStill && it.state == .explained)
        }
    }

    @Test func `a receipt proves nothing of what was explained since`() {
        var it = PortalBench()
        it.agree()
        it.said(102, .no)
        it.bench.explain()
        #expect(it.refusal == nil && it.state == .explained)
        #expect(record(&it) == .proofMissing && it.state == .explained)
    }

    /// The person said it before a colleague heard their no to the same: who records it knows of both (docs/decisions/0046).
    @Test func `a yes by its receipt is as old as the entry that took it in`() {
        for isJudged in [false, true] {
            var it = PortalBench()
            it.agree()
            it.bench.explain(as: 81)
            it.bench.say(.answered(Sample.id(81), .refused, ConsentSamples.evidence()))
            if isJudged { it.judge() } else { #expect(record(&it) == nil) }
            #expect(it.state == .given)
            guard case .notCovered(let gaps) = it.consent.covers(ConsentCoverTests.question()) else {
                Issue.record("the no was not known when the yes came in")
                continue
            }
            #expect(gaps.contains(.laterNo(Sample.id(81))))
        }
    }
}
