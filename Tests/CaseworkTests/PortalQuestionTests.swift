// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// "First I want to ask something", said behind a yes that is in force (docs/decisions/0088).
struct PortalQuestionTests {
    private static let later = PortalSamples.day.adding(days: 2)

    /// A yes from the portal that a colleague judged; asked by the first member.
    private func agreed() -> PortalBench {
        var it = PortalBench()
        it.agree()
        it.judge()
        return it
    }

    private func covers(_ it: PortalBench) -> Bool {
        if case .covered = it.consent.covers(ConsentCoverTests.question()) { true } else { false }
    }

    @Test func `nothing leaves by a yes behind which the person asks something, until they are answered`() throws {
        var it = agreed()
        #expect(it.state == .given && covers(it))
        it.said(102, .asksFirst)
        #expect(it.lastEffect == .counted && it.record?.question?.message == Sample.id(102))
        #expect(it.record?.state(on: PortalSamples.day) == .frozen && !covers(it))
        #expect(it.record?.standing(on: PortalSamples.day)?.standing == .toTalkOver, "and they are told so")
        it.judge(message: 102)
        #expect(it.refusal == .reasonMissing && !covers(it))
        it.judge(.notYet, note: "перезвонить", message: 102)
        #expect(it.refusal == nil && !covers(it) && it.record?.question?.doubt?.note == "перезвонить")
        it.judge(note: "сам спросил, сам ответил", message: 102, by: 1)
        #expect(it.refusal == .askerJudges && !covers(it), "whoever asked for the yes does not answer for it")
        it.judge(note: "кто это, сказали", message: 102)
        #expect(it.refusal == nil && it.record?.question == nil && covers(it))
        #expect(it.record?.standing(on: PortalSamples.day)?.standing == .inForce)
    }

    @Test func `who asks twice is answered the second question`() {
        var it = agreed()
        it.said(102, .asksFirst)
        it.said(103, .asksFirst)
        it.judge(note: "ответили на первое", message: 102)
        #expect(it.refusal == .forbiddenTransition && !covers(it))
        it.judge(note: "ответили на оба", message: 103)
        #expect(covers(it))
    }

    @Test func `who asks something may say less or no, and what they said stands`() {
        var less = agreed()
        less.said(102, .asksFirst)
        less.agree(103, PortalSamples.less)
        #expect(less.lastEffect == .counted && less.record?.terms?.identifiability == .anonymous && !covers(less))
        less.judge(note: "поговорили", message: 102)
        #expect(less.state == .narrowed)
        var none = agreed()
        none.said(102, .asksFirst)
        none.said(103, .no)
        #expect(none.state == .withdrawn && none.record?.question == nil)
        none.said(104, .asksFirst)
        #expect(none.lastEffect == .nothingToChange)
    }

    @Test func `the same yes once more does not answer for us`() {
        var it = agreed()
        it.said(102, .asksFirst)
        it.agree(103)
        #expect(it.lastEffect == .doesNotCount(.notNarrower) && !covers(it), "which came first nobody can say")
    }

    @Test func `a question that whoever judged had not seen holds the yes all the same`() throws {
        var it = PortalBench()
        it.agree()
        let seen = it.bench.office.ledger.entries.count
        it.said(102, .asksFirst)
        it.bench.office.say(
            .consent(.judged(PortalBench.id, Sample.id(101), .understood, note: "поговорили")), by: 2,
            at: PortalSamples.day.firstSecond, seen: seen)
        #expect(it.refusal == nil && it.record?.question?.message == Sample.id(102) && !covers(it))
        it.judge(note: "и об этом", message: 102)
        #expect(covers(it))
    }

    @Test func `a yes that a colleague heard since answers it, and one heard before does not`() {
        for hasSeen in [true, false] {
            var it = agreed()
            let seen = it.bench.office.ledger.entries.count
            it.said(102, .asksFirst)
            let heard = ConsentAnswer.given(ConsentSamples.terms(), expires: PortalSamples.expiry)
            it.bench.office.say(
                .consent(.answered(PortalBench.id, heard, ConsentSamples.evidence())), by: 2,
                at: Self.later.firstSecond, seen: hasSeen ? nil : seen)
            #expect(it.refusal == nil && covers(it) == hasSeen)
        }
    }

    @Test func `what is explained anew leaves no question behind`() {
        var it = agreed()
        it.said(102, .asksFirst)
        it.bench.say(.frozen(nil, .detention, whoMayDecide: "адвокат"))
        #expect(it.record?.standing(on: PortalSamples.day) == nil, "of a freeze nothing is told")
        it.judge(note: "поговорили", message: 102)
        #expect(it.refusal != nil && !covers(it))
        it.bench.say(.withdrawn(PortalBench.id, .voice))
        it.bench.explain(on: Self.later)
        #expect(it.refusal == nil && it.state == .explained && it.record?.question == nil)
    }
}
