// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

enum PortalSamples {
    static let day = Sample.day(2026, 9, 1)
    static let expiry = Sample.day(2027, 9, 1)
    static let ownWords = ["Мой рассказ получит редакция.", "Помощь останется."]

    static func ask(
        _ terms: ConsentTerms = ConsentSamples.terms(), expires: Day = expiry,
        text: String = "Редакция просит ваш рассказ.",
        openUntil: Day = Sample.day(2026, 12, 1)
    ) -> PortalAsk {
        PortalAsk(terms: terms, expires: expires, text: text, openUntil: openUntil)
    }

    static func answer(
        _ choice: PortalChoice, to number: Int = 80, ownWords: [String] = ownWords, neverTo: [String] = []
    ) -> PortalAnswer {
        PortalAnswer(
            consent: Sample.id(number), choice: choice, language: "ru", ownWords: ownWords, neverTo: neverTo)
    }

    static func saying(
        _ message: Int, _ choice: PortalChoice, to number: Int = 80, ownWords: [String] = ownWords,
        neverTo: [String] = []
    ) -> PortalSaying {
        PortalSaying(
            message: Sample.id(message), answer: answer(choice, to: number, ownWords: ownWords, neverTo: neverTo),
            sentHour: 496_000,
            shown: "Что вам показали. Что вы сказали.", receipt: Sample.key(9))
    }

    static func message(_ number: Int) -> ReceivedMessage { Sample.message(number, body: "Расписка") }

    /// Less than ``ConsentSamples/terms(classes:items:purpose:recipient:identifiability:actions:territory:conditions:excludedRecipients:excludedFacts:)``.
    static let less = ConsentSamples.terms(identifiability: .anonymous)
    static let least = ConsentSamples.terms(identifiability: .anonymous, excludedFacts: ["город"])
}

/// Consent 80, asked at the portal on 1 September 2026.
struct PortalBench {
    static let id = ConsentBench.id
    var bench = ConsentBench()

    var record: ConsentRecord? { bench.record }
    var state: ConsentState? { bench.state }
    var refusal: Refusal? { bench.office.refusal }
    var consent: ConsentLedger { bench.office.consent }
    var lastEffect: PortalRecord.Effect? { consent.sayings.last?.effect }

    init(asked: Bool = true) {
        if asked { ask() }
    }

    mutating func ask(_ ask: PortalAsk = PortalSamples.ask(), as number: Int = 80, on day: Day = PortalSamples.day) {
        bench.say(.asked(Sample.id(number), ConsentSamples.explanation(), ask), on: day)
    }

    mutating func said(
        _ message: Int, _ choice: PortalChoice, ownWords: [String] = PortalSamples.ownWords, neverTo: [String] = [],
        by taker: Int = 1, on day: Day = PortalSamples.day
    ) {
        let saying = PortalSamples.saying(message, choice, ownWords: ownWords, neverTo: neverTo)
        bench.say(.said(saying), by: taker, on: day)
    }

    mutating func agree(
        _ message: Int = 101, _ terms: ConsentTerms = ConsentSamples.terms(), until: Day = PortalSamples.expiry,
        ownWords: [String] = PortalSamples.ownWords, by taker: Int = 1, on day: Day = PortalSamples.day
    ) {
        said(message, .agreed(terms, until: until), ownWords: ownWords, by: taker, on: day)
    }

    mutating func judge(
        _ finding: TeachBack = .understood, note: String = "", message: Int = 101, by author: Int = 2,
        on day: Day = PortalSamples.day
    ) {
        bench.say(.judged(Self.id, Sample.id(message), finding, note: note), by: author, on: day)
    }
}

struct PortalConsentTests {
    @Test func `a yes is not in force until somebody has judged the person's own words`() {
        var it = PortalBench()
        #expect(it.record?.standing(on: PortalSamples.day)?.standing == .asked)
        it.agree()
        #expect(it.lastEffect == .counted && it.state == .explained)
        #expect(it.record?.standing(on: PortalSamples.day)?.standing == .answered)
        #expect(it.record?.terms == nil && it.record?.pending?.ownWords == PortalSamples.ownWords)
        it.judge()
        #expect(it.refusal == nil && it.state == .given)
        #expect(it.record?.evidence?.receipt == .portal(digest: Sample.key(9)))
        #expect(it.record?.evidence?.method == .phraseTypedOnPortal && it.record?.evidence?.isUnderstood == true)
        #expect(it.record?.standing(on: PortalSamples.day)?.standing == .inForce)
        #expect(it.record?.pending == nil && it.record?.expires == PortalSamples.expiry)
    }

    /// Of two who hold the key there is always one who may: whichever desk was first.
    @Test(arguments: [1, 2])
    func `whoever asked does not judge the answer, whichever desk took it in`(taker: Int) {
        var it = PortalBench()
        it.agree(by: taker)
        it.judge(by: 1)
        #expect(it.refusal == .askerJudges && it.state == .explained)
        it.judge(.notYet, note: "talk first", by: 1)
        #expect(it.refusal == nil, "who doubts is no danger")
        it.judge(note: "talked", by: 1)
        #expect(it.refusal == .askerJudges && it.state == .explained)
        it.judge(note: "talked", by: 2)
        #expect(it.refusal == nil && it.state == .given)
    }

    @Test func `whoever asked does not record the yes by its receipt instead`() {
        let evidence = ConsentSamples.evidence(receipt: .portal(digest: Sample.key(9)), witness: 3)
        let yes = ConsentEvent.answered(
            PortalBench.id, .given(ConsentSamples.terms(), expires: PortalSamples.expiry), evidence)
        var it = PortalBench()
        it.agree(by: 2)
        for (author, refusal) in [(1, Refusal.proofMissing), (2, .proofMissing), (3, nil)] {
            it.bench.say(yes, by: author)
            #expect(it.refusal == refusal, "\(author)")
        }
        #expect(it.state == .given)
    }

    @Test func `a portal's receipt proves what the person said there, and nothing else`() {
        let receipt = ConsentReceipt.portal(digest: Sample.key(9))
        func answer(
            _ it: inout PortalBench, _ terms: ConsentTerms = PortalSamples.less, by author: Int = 2,
            until: Day = PortalSamples.expiry, _ receipt: ConsentReceipt = receipt
        ) -> Refusal? {
            let evidence = ConsentSamples.evidence(receipt: receipt, witness: 3)
            it.bench.say(.answered(PortalBench.id, .given(terms, expires: until), evidence), by: author)
            return it.refusal
        }
        var it = PortalBench()
        #expect(answer(&it) == .proofMissing, "nobody has said anything")
        it.said(100, .asksFirst)
        #expect(answer(&it) == .proofMissing, "a question is no yes")
        it.agree(101, PortalSamples.less)
        #expect(answer(&it, by: 1) == .proofMissing, "their desk took it in")
        #expect(answer(&it, ConsentSamples.terms()) == .proofMissing, "that is more")
        #expect(answer(&it, PortalSamples.less, .portal(digest: Sample.key(8))) == .proofMissing)
        #expect(it.state == .explained)
        #expect(answer(&it) == nil && it.state == .given)
    }

    @Test func `conditions are part of what was given`() {
        var it = PortalBench()
        it.agree(101, ConsentSamples.terms(conditions: [.untilFamilyOut]))
        it.judge()
        #expect(it.state == .givenWithConditions)
    }

    @Test func `what was not understood is talked over first`() {
        var it = PortalBench()
        it.agree()
        it.judge(.notYet)
        #expect(it.refusal == .reasonMissing)
        it.judge(.notYet, note: "путает получателя")
        #expect(it.refusal == nil && it.state == .explained && it.record?.pending?.doubt?.note == "путает получателя")
        #expect(it.record?.standing(on: PortalSamples.day)?.standing == .toTalkOver)
        it.judge()
        #expect(it.refusal == .reasonMissing && it.state == .explained)
        it.judge(note: "говорили, понял")
        #expect(it.refusal == nil && it.state == .given)
    }

    @Test func `nobody is understood who said nothing`() {
        var it = PortalBench()
        it.agree(ownWords: [" ", ""])
        it.judge()
        #expect(it.refusal == .notUnderstood && it.state == .explained)
    }

    @Test func `only the answer that waits can be judged`() {
        var it = PortalBench()
        it.judge()
        #expect(it.refusal == .forbiddenTransition)
        it.agree()
        it.judge(message: 102)
        #expect(it.refusal == .forbiddenTransition && it.state == .explained)
        it.judge()
        it.judge()
        #expect(it.refusal == .forbiddenTransition && it.state == .given)
    }

    @Test func `agreeing to less gives less, and more than was asked does not count`() {
        var it = PortalBench()
        it.agree(101, ConsentSamples.terms(identifiability: .explicitlyPersonal))
        #expect(it.lastEffect == .doesNotCount(.notNarrower) && it.record?.pending == nil)
        it.agree(102, until: Sample.day(2027, 9, 2))
        #expect(it.lastEffect == .doesNotCount(.notNarrower))
        it.agree(103, PortalSamples.less, until: Sample.day(2026, 12, 1))
        it.judge(message: 103)
        #expect(it.state == .given && it.record?.terms == PortalSamples.less)
        #expect(it.record?.expires == Sample.day(2026, 12, 1))
        #expect(it.consent.sayings.count == 3, "what does not count is kept")
    }

    @Test func `a yes in force is narrowed and taken back without asking anybody`() {
        var it = PortalBench()
        it.agree()
        it.judge()
        it.agree(102, PortalSamples.less, until: Sample.day(2027, 1, 1), ownWords: [])
        #expect(it.state == .narrowed && it.record?.terms == PortalSamples.less)
        #expect(it.record?.expires == Sample.day(2027, 1, 1))
        it.agree(103)
        #expect(it.lastEffect == .doesNotCount(.notNarrower) && it.record?.terms == PortalSamples.less)
        it.said(104, .no, ownWords: [])
        #expect(it.state == .withdrawn && it.lastEffect == .counted)
        #expect(it.record?.standing(on: PortalSamples.day)?.standing == .refused)
        it.agree(105, PortalSamples.least)
        #expect(it.lastEffect == .doesNotCount(.forbiddenTransition) && it.state == .withdrawn)
    }

    @Test func `a repeated answer changes nothing`() {
        var it = PortalBench()
        it.agree()
        let before = it.consent
        it.agree()
        #expect(it.refusal == .alreadyRecorded && it.consent == before)
    }

    @Test func `an answer to a question that was never asked is kept and does not count`() {
        var it = PortalBench(asked: false)
        it.agree()
        #expect(it.refusal == nil && it.lastEffect == .doesNotCount(.unknownItem) && it.consent.records.isEmpty)
        it.bench.explain()
        it.agree(102)
        #expect(it.lastEffect == .doesNotCount(.unknownItem), "explained by voice is not asked at the portal")
    }

    @Test func `a yes that comes too late does not count, a no always does`() {
        var it = PortalBench()
        it.agree(on: Sample.day(2026, 12, 2))
        #expect(it.lastEffect == .doesNotCount(.askClosed) && it.record?.pending == nil)
        it.said(102, .no, on: Sample.day(2026, 12, 3))
        #expect(it.lastEffect == .counted && it.state == .refused)
        it.said(103, .no, on: Sample.day(2026, 12, 3))
        #expect(it.lastEffect == .nothingToChange && it.state == .refused)
    }

    @Test func `a question instead of an answer leaves everything open`() {
        var it = PortalBench()
        it.said(101, .asksFirst)
        #expect(it.lastEffect == .nothingToChange && it.state == .explained && it.record?.pending == nil)
        it.agree(102)
        #expect(it.lastEffect == .counted)
    }

    @Test func `who asks something behind their yes is answered before it counts`() {
        var it = PortalBench()
        it.agree(101)
        it.said(102, .asksFirst)
        #expect(it.lastEffect == .counted && it.record?.pending?.question?.message == Sample.id(102))
        it.judge()
        #expect(it.refusal == .reasonMissing && it.state == .explained, "what was answered is written down")
        it.judge(note: "кто это, сказали")
        #expect(it.refusal == nil && it.state == .given)
    }

    @Test func `a yes that ran out before it was judged does not come into force`() {
        var it = PortalBench()
        it.agree(until: Sample.day(2026, 9, 20))
        it.judge(on: Sample.day(2026, 9, 20))
        #expect(it.refusal == .expiryOutOfBounds && it.state == .explained)
    }

    @Test func `a frozen or expired yes can be taken back and not narrowed`() {
        var frozen = PortalBench()
        frozen.agree()
        frozen.judge()
        frozen.bench.say(.frozen(nil, .detention, whoMayDecide: "адвокат"))
        #expect(frozen.record?.standing(on: PortalSamples.day) == nil, "whoever holds the person is told nothing")
        frozen.agree(102, PortalSamples.less)
        #expect(frozen.lastEffect == .doesNotCount(.forbiddenTransition))
        frozen.said(103, .no)
        #expect(frozen.state == .withdrawn)
        var expired = PortalBench()
        expired.agree()
        expired.judge()
        expired.said(102, .no, on: PortalSamples.expiry)
        #expect(expired.record?.state(on: PortalSamples.expiry) == .withdrawn)
    }

    @Test func `what is asked has to be whole, and is asked once`() {
        let wrong: [(PortalAsk, Refusal)] = [
            (PortalSamples.ask(text: " "), .explanationIncomplete),
            (PortalSamples.ask(ConsentSamples.terms(classes: [])), .nothingNamed),
            (PortalSamples.ask(ConsentSamples.terms(purpose: .statistics)), .notWhatWasExplained),
            (PortalSamples.ask(expires: Sample.day(2027, 9, 2)), .expiryOutOfBounds),
            (PortalSamples.ask(expires: PortalSamples.day), .expiryOutOfBounds),
            (PortalSamples.ask(openUntil: Sample.day(2026, 8, 31)), .expiryOutOfBounds),
            (PortalSamples.ask(openUntil: PortalSamples.expiry), .expiryOutOfBounds),
        ]
        for (ask, refusal) in wrong {
            var it = PortalBench(asked: false)
            it.ask(ask)
            #expect(it.refusal == refusal && it.consent.records.isEmpty)
        }
        var it = PortalBench()
        it.ask()
        #expect(it.refusal == .alreadyRecorded)
    }

    @Test func `the organisation asks at the portal once a quarter too`() {
        var it = PortalBench(asked: false)
        let ours = ConsentSamples.explanation(initiative: .organisation)
        it.bench.say(.asked(Sample.id(80), ours, PortalSamples.ask()))
        it.bench.say(.asked(Sample.id(81), ours, PortalSamples.ask()))
        #expect(it.refusal == .askedThisQuarter)
    }

    @Test func `two answers that each leave something out leave out both`() {
        let shorter = ConsentSamples.terms(excludedFacts: ["город"])
        for isJudged in [false, true] {
            var it = PortalBench()
            it.agree(101)
            if isJudged { it.judge() }
            it.agree(102, PortalSamples.less, until: Sample.day(2027, 3, 1))
            it.agree(103, shorter, until: Sample.day(2027, 2, 1))
            #expect(it.lastEffect == .counted)
            #expect((isJudged ? it.record?.terms : it.record?.pending?.terms) == PortalSamples.least)
            #expect((isJudged ? it.record?.expires : it.record?.pending?.until) == Sample.day(2027, 2, 1))
            let elsewhere = ConsentSamples.terms(territory: [Sample.country("DEU")])
            it.agree(104, elsewhere)
            it.agree(105, ConsentSamples.terms(territory: [Sample.country("FRA")]))
            #expect(it.lastEffect == .counted && it.state == (isJudged ? .withdrawn : .refused), "nothing in common")
        }
    }

    @Test func `what somebody heard does not widen what the person said at the portal`() {
        var it = PortalBench()
        it.agree(101, PortalSamples.less, until: Sample.day(2027, 2, 1))
        it.bench.give()
        #expect(it.refusal == nil && it.state == .narrowed && it.record?.terms == PortalSamples.less)
        #expect(it.record?.expires == Sample.day(2027, 2, 1))
    }

    @Test func `whatever order answers arrive in, the result is the least of them`() {
        let all: [(Int, PortalChoice)] = [
            (101, .agreed(ConsentSamples.terms(), until: PortalSamples.expiry)),
            (102, .agreed(PortalSamples.less, until: PortalSamples.expiry)),
            (103, .agreed(PortalSamples.least, until: Sample.day(2027, 1, 1))),
        ]
        for order in permutations(all) {
            var it = PortalBench()
            for (message, choice) in order { it.said(message, choice) }
            #expect(it.record?.pending?.terms == PortalSamples.least)
            #expect(it.record?.pending?.until == Sample.day(2027, 1, 1))
        }
        for order in permutations(all + [(104, .no)]) {
            var it = PortalBench()
            for (message, choice) in order { it.said(message, choice) }
            #expect(it.state == .refused && it.record?.pending == nil)
        }
    }
}
