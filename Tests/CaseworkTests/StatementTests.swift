// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

struct StatementTests {
    private var office = Office.shared(.evidence)
    private static let statement: ID<Statement> = Sample.id(20)

    private mutating func say(_ event: StatementEvent, by author: Int = 2) { office.say(.statement(event), by: author) }

    private var record: StatementRecord? { office.evidence.statement(Self.statement) }

    @Test mutating func `a statement is what was asked and what was answered`() throws {
        say(.opened(Sample.statement(20)))
        say(.answered(Self.statement, number: 1, Sample.asked()))
        say(
            .answered(
                Self.statement, number: 2,
                Sample.asked("И в марте?", topic: .knowledgeOfCrimes, outcome: .denies, answer: "")))
        say(.added(Self.statement, number: 1, heardOn: Sample.day(2026, 9, 5), text: "and in Tula"), by: 3)
        say(.closed(Self.statement, isReadBack: true, .signed, note: ""))
        #expect(office.refusal == nil)
        let record = try #require(record)
        #expect(record.answers.map(\.number) == [1, 2] && record.answers[0].asked == Sample.asked())
        #expect(record.answers[0].additions.map(\.text) == ["and in Tula"])
        #expect(record.closing?.confirmation == .signed && record.timesAskedBefore == 0)
        #expect(!record.wasRepeatedWithoutReason && record.recordedBy == Sample.id(2))
    }

    @Test mutating func `how often somebody has been asked is counted, by whomever`() {
        say(.opened(Sample.statement(20)))
        say(.opened(Sample.statement(21, again: "")))
        say(.opened(Sample.statement(22, again: "the first interpreter was unsure")))
        #expect(office.refusal == nil, "that somebody was asked is a fact, and is never refused")
        #expect(office.evidence.timesAsked == 3)
        #expect(office.evidence.statements.map(\.timesAskedBefore) == [0, 1, 2])
        #expect(office.evidence.statements.map(\.wasRepeatedWithoutReason) == [false, true, false])
    }

    @Test mutating func `before somebody is asked again the screen says what to think of`() {
        let later = Sample.day(2026, 12, 1)
        #expect(office.evidence.warnings(beforeAsking: [.service], as: .fullStatement, on: later).isEmpty)
        say(.opened(Sample.statement(20, kind: .fullStatement)))
        say(.answered(Self.statement, number: 1, Sample.asked()))
        say(
            .answered(
                Self.statement, number: 2, Sample.asked("?", topic: .family, outcome: .declinesToAnswer, answer: "")))
        #expect(
            office.evidence.warnings(beforeAsking: [.threat], as: .firstAccount, on: later) == [.askedBefore(times: 1)])
        #expect(
            office.evidence.warnings(
                beforeAsking: [.family, .service], as: .fullStatement, on: Sample.day(2026, 10, 1))
                == [
                    .askedBefore(times: 1), .askedRecently(on: Sample.day(2026, 9, 1)), .fullStatementExists,
                    .topicPutBefore(.service, times: 1), .topicPutBefore(.family, times: 1),
                    .declinedOnTopic(.family),
                ])
        #expect(office.evidence.answers(on: .service).map(\.number) == [1])
    }

    @Test mutating func `answers of two desks that had not seen each other's all stand, under numbers of their own`() {
        say(.opened(Sample.statement(20)))
        let entries = (0..<4).map { office.next + $0 }
        for (number, answer, author) in [(1, "a", 2), (2, "b", 2), (1, "c", 3), (2, "d", 3)] {
            say(.answered(Self.statement, number: UInt32(number), Sample.asked(answer: answer)), by: author)
            #expect(office.refusal == nil)
        }
        #expect(record?.answers.map(\.asked.answer) == ["a", "b", "c", "d"])
        #expect(record?.answers.map(\.number) == [1, 2, 3, 4])
        #expect(record?.answers.map(\.recordedBy) == [2, 2, 3, 3].map { Sample.id($0) })
        #expect(record?.answers.map(\.entry) == entries.map { Sample.id($0) })
        #expect(record?.answer(of: Sample.id(entries[2]))?.number == 3)
    }

    static let refusals: [(StatementEvent, Refusal)] = [
        (.opened(Sample.statement(20)), .alreadyRecorded),
        (.answered(Sample.id(29), number: 1, Sample.asked()), .unknownItem),
        (.answered(statement, number: 3, Sample.asked()), .answerNumberOutOfOrder),
        (.answered(statement, number: 0, Sample.asked()), .answerNumberOutOfOrder),
        (.answered(statement, number: 2, Sample.asked(" ")), .textMissing),
        (.answered(statement, number: 2, Sample.asked(answer: " ")), .textMissing),
        (.added(statement, number: 2, heardOn: Sample.day(2026, 9, 5), text: "x"), .unknownItem),
        (.added(statement, number: 0, heardOn: Sample.day(2026, 9, 5), text: "x"), .unknownItem),
        (.added(statement, number: .max, heardOn: Sample.day(2026, 9, 5), text: "x"), .unknownItem),
        (.added(statement, number: 1, heardOn: Sample.day(2026, 9, 5), text: ""), .textMissing),
        (.closed(Sample.id(29), isReadBack: true, .signed, note: ""), .unknownItem),
    ]

    @Test(arguments: refusals)
    mutating func `what does not fit is refused`(event: StatementEvent, refusal: Refusal) {
        say(.opened(Sample.statement(20)))
        say(.answered(Self.statement, number: 1, Sample.asked()))
        let before = office.evidence
        say(event)
        #expect(office.refusal == refusal && office.evidence == before)
    }

    @Test mutating func `nobody closes over an answer that they had not seen`() {
        say(.opened(Sample.statement(20)))
        say(.answered(Self.statement, number: 1, Sample.asked()))
        let seen = office.ledger.entries.count
        say(.answered(Self.statement, number: 2, Sample.asked("?", answer: "meanwhile")), by: 3)
        office.say(.statement(.closed(Self.statement, isReadBack: true, .signed, note: "")), by: 2, seen: seen)
        #expect(office.refusal == nil)
        #expect(record?.answers.map(\.isOutsideClosing) == [false, true], "it was neither read back nor signed")
    }

    @Test mutating func `what was closed stays as it was, and may be added to`() {
        say(.opened(Sample.statement(20)))
        say(.answered(Self.statement, number: 1, Sample.asked()))
        say(.closed(Self.statement, isReadBack: false, .notConfirmed, note: "the line broke"))
        say(.answered(Self.statement, number: 2, Sample.asked("?", answer: "late")), by: 3)
        #expect(office.refusal == nil, "that somebody was asked is a fact")
        #expect(record?.answers.map(\.isOutsideClosing) == [false, true], "and it was not read back")
        say(.closed(Self.statement, isReadBack: true, .signed, note: ""))
        #expect(office.refusal == .statementClosed)
        say(.added(Self.statement, number: 1, heardOn: Sample.day(2026, 9, 8), text: "one thing more"))
        #expect(office.refusal == nil)
    }
}

struct DoubtTests {
    private var office = Office.shared(.evidence)
    private static let day = Sample.day(2026, 10, 1)
    private static let answer = Said.answer(Sample.id(20), number: 1)

    init() {
        office.say(.statement(.opened(Sample.statement(20))))
        office.say(.statement(.answered(Sample.id(20), number: 1, Sample.asked())))
        office.say(.claim(.asserted(Sample.id(1), .ownConduct, proposition: "Was in another unit")))
    }

    private mutating func say(_ event: DoubtEvent, by author: Int = 2) { office.say(.doubt(event), by: author) }

    private mutating func note() {
        say(.contradictionNoted(Sample.id(30), earlier: Self.answer, later: .claim(Sample.id(1)), note: "two units"))
    }

    @Test mutating func `a contradiction stands beside what was said before, open until it is explained`() throws {
        note()
        #expect(office.evidence.openContradictions.map(\.id) == [Sample.id(30)])
        #expect(office.evidence.openContradictions[0].concerns(Sample.id(1)))
        say(.contradictionExplained(Sample.id(30), .heard(on: Self.day), explanation: "moved", benefitOfDoubt: "given"))
        #expect(office.evidence.openContradictions.isEmpty)
        say(.contradictionReopened(Sample.id(30), reason: "the order says otherwise"), by: 3)
        #expect(office.evidence.openContradictions.count == 1)
        #expect(office.evidence.contradictions[0].explanations.count == 1, "the first explanation stays on record")
    }

    static let refusals: [(DoubtEvent, Refusal)] = [
        (.contradictionNoted(Sample.id(30), earlier: answer, later: .claim(Sample.id(1)), note: ""), .alreadyRecorded),
        (.contradictionNoted(Sample.id(39), earlier: answer, later: answer, note: ""), .sameThingTwice),
        (
            .contradictionNoted(
                Sample.id(39), earlier: .answer(Sample.id(20), number: 2), later: answer, note: ""), .nothingSaidThere
        ),
        (.contradictionNoted(Sample.id(39), earlier: answer, later: .claim(Sample.id(9)), note: ""), .nothingSaidThere),
        (
            .contradictionExplained(Sample.id(39), .heard(on: day), explanation: "x", benefitOfDoubt: "x"),
            .unknownItem
        ),
        (
            .contradictionExplained(Sample.id(30), .notHeard(because: " "), explanation: "x", benefitOfDoubt: "x"),
            .hearingMissing
        ),
        (
            .contradictionExplained(Sample.id(30), .heard(on: day), explanation: "", benefitOfDoubt: "x"),
            .reasonMissing
        ),
        (
            .contradictionExplained(Sample.id(30), .heard(on: day), explanation: "x", benefitOfDoubt: ""),
            .reasonMissing
        ),
        (.contradictionReopened(Sample.id(30), reason: "x"), .forbiddenTransition),
        (.withholdingNoted(Sample.id(31), Sample.withholding()), .alreadyRecorded),
        (
            .withholdingNoted(Sample.id(38), Sample.withholding(asked: .answer(Sample.id(20), number: 5))),
            .nothingSaidThere
        ),
        (.withholdingEstablished(Sample.id(38), .heard(on: day), reason: "x"), .unknownItem),
        (.withholdingEstablished(Sample.id(31), .notHeard(because: ""), reason: "x"), .hearingMissing),
        (.withholdingEstablished(Sample.id(31), .heard(on: day), reason: " "), .reasonMissing),
    ]

    @Test(arguments: refusals)
    mutating func `what does not fit is refused`(event: DoubtEvent, refusal: Refusal) {
        note()
        say(.withholdingNoted(Sample.id(31), Sample.withholding()))
        let before = office.evidence
        say(event, by: 3)
        #expect(office.refusal == refusal && office.evidence == before)
    }

    @Test mutating func `an explained contradiction is not explained twice, and reopens with a reason`() {
        note()
        let explanation = DoubtEvent.contradictionExplained(
            Sample.id(30), .heard(on: Self.day), explanation: "x", benefitOfDoubt: "x")
        say(explanation)
        say(explanation)
        #expect(office.refusal == .forbiddenTransition)
        say(.contradictionReopened(Sample.id(30), reason: ""))
        #expect(office.refusal == .reasonMissing)
    }

    static let table: [(WithholdingState, establish: Bool, clear: Bool)] = [
        (.suspected, true, true), (.established, false, true), (.cleared, false, false),
    ]

    @Test(arguments: table)
    func `every state of a withholding meets every judgement`(state: WithholdingState, establish: Bool, clear: Bool) {
        for (event, allowed) in [
            (DoubtEvent.withholdingEstablished(Sample.id(31), .heard(on: Self.day), reason: "x"), establish),
            (.withholdingCleared(Sample.id(31), .heard(on: Self.day), reason: "x"), clear),
        ] {
            var copy = self
            copy.say(.withholdingNoted(Sample.id(31), Sample.withholding(asked: Self.answer)))
            switch state {
            case .suspected: break
            case .established:
                copy.say(.withholdingEstablished(Sample.id(31), .heard(on: Self.day), reason: "x"), by: 3)
            case .cleared:
                copy.say(.withholdingCleared(Sample.id(31), .notHeard(because: "no contact"), reason: "x"), by: 3)
            }
            #expect(copy.office.evidence.withholding(Sample.id(31))?.state == state)
            copy.say(event, by: 4)
            #expect(copy.office.refusal == (allowed ? nil : .forbiddenTransition), "\(state)")
        }
    }

    @Test mutating func `whoever noted a withholding does not judge it`() {
        say(.withholdingNoted(Sample.id(31), Sample.withholding()))
        for event in [
            DoubtEvent.withholdingEstablished(Sample.id(31), .heard(on: Self.day), reason: "x"),
            .withholdingCleared(Sample.id(31), .heard(on: Self.day), reason: "x"),
        ] {
            say(event)
            #expect(office.refusal == .secondPersonNeeded)
        }
        #expect(office.evidence.withholdings.map(\.isOpen) == [true])
    }

    @Test mutating func `a withholding says what and how it is known`() {
        var stated = Sample.withholding()
        stated.source = " "
        say(.withholdingNoted(Sample.id(31), stated))
        #expect(office.refusal == .textMissing)
        stated = Sample.withholding()
        stated.what = ""
        say(.withholdingNoted(Sample.id(31), stated))
        #expect(office.refusal == .textMissing)
    }
}
