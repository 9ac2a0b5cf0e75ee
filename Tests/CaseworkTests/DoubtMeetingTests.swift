// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Casework

/// Colleagues who judge a doubt without having seen each other's word: the graver one stands, in whatever order the two reach the
/// ledger.
struct DoubtMeetingTests {
    private static let (withheld, against) = (Sample.id(31) as ID<Withholding>, Sample.id(30) as ID<Contradiction>)
    private static let day = ClaimBench.day
    private static let established = DoubtEvent.withholdingEstablished(withheld, .heard(on: day), reason: "e")
    private static let cleared = DoubtEvent.withholdingCleared(withheld, .heard(on: day), reason: "c")
    private static let explained = DoubtEvent.contradictionExplained(
        against, .heard(on: day), explanation: "x", benefitOfDoubt: "b")
    private static let reopened = DoubtEvent.contradictionReopened(against, reason: "r")

    private var bench = ClaimBench(in: .corroborated)

    init() {
        bench.office.say(.doubt(.withholdingNoted(Self.withheld, Sample.withholding())))
        bench.office.ledger.add(
            .memberAdmitted(
                member: Sample.id(2), name: "Member 2", device: Sample.id(12), verificationKey: Sample.key(12),
                recipient: Sample.recipient, endorsement: nil), author: 2)
    }

    private var withholding: WithholdingRecord? { bench.office.evidence.withholding(Self.withheld) }
    private var contradiction: ContradictionRecord? { bench.office.evidence.contradiction(Self.against) }

    private mutating func note() {
        bench.office.say(
            .doubt(
                .contradictionNoted(
                    Self.against, earlier: .claim(ClaimBench.claim), later: .claim(Sample.id(2)), note: "")))
    }

    /// How many entries there are.
    private var size: Int { bench.office.ledger.entries.count }

    /// - Parameter seen: how many entries its author had seen.
    private mutating func say(_ event: DoubtEvent, device: Int, seen: Int? = nil) {
        let place = UInt64(size + 1)
        bench.office.ledger.append(
            LedgerEvent(
                compartment: Office.team, sequence: place, id: Sample.id(Int(place)), author: Sample.id(device),
                recordedAt: Self.day.firstSecond, event: .inCompartment(.doubt(event)),
                seenSize: seen.map { UInt64($0 + 1) }))
    }

    @Test(arguments: [[established, cleared], [cleared, established]])
    mutating func `established outlasts a clearing that had not seen it`(order: [DoubtEvent]) {
        let before = size
        for event in order {
            say(event, device: event == Self.established ? 2 : 3, seen: before)
            #expect(bench.office.refusal == nil)
        }
        #expect(withholding?.state == .established && withholding?.isOpen == true)
        #expect(withholding?.judgements.count == 2, "both are on record")
        bench.office.say(.attestation(.proposed(Sample.attestation(40))), on: Self.day)
        #expect(bench.office.refusal == .withholdingOpen)
        say(Self.cleared, device: 3)
        #expect(bench.office.refusal == nil && withholding?.state == .cleared, "whoever has read it may clear it")
        say(Self.established, device: 2)
        #expect(bench.office.refusal == .forbiddenTransition, "new facts are a new record")
    }

    @Test mutating func `a clearing outlasts what it has seen, also what waits in the same outbox`() {
        let before = size
        say(Self.established, device: 2, seen: before)
        say(Self.cleared, device: 2, seen: before)
        #expect(bench.office.refusal == nil && withholding?.state == .cleared)
    }

    @Test mutating func `two devices of one person that have not met are two`() {
        let before = size
        say(Self.established, device: 2, seen: before)
        say(Self.cleared, device: 12, seen: before)
        #expect(bench.office.refusal == nil && withholding?.state == .established)
    }

    @Test(arguments: [false, true])
    mutating func `a clearing settles one of two that were established apart, and not the other`(isLast: Bool) {
        let before = size
        say(Self.established, device: 2, seen: before)
        let first = size
        if isLast { say(Self.established, device: 3, seen: before) }
        say(Self.cleared, device: 4, seen: first)
        if !isLast { say(Self.established, device: 3, seen: before) }
        #expect(bench.office.refusal == nil && withholding?.state == .established)
        #expect(withholding?.judgements.count == 3)
    }

    @Test(arguments: [[reopened, explained], [explained, reopened]])
    mutating func `a reopening outlasts an explanation that had not seen it`(order: [DoubtEvent]) {
        note()
        let before = size
        say(Self.explained, device: 1)
        #expect(contradiction?.state == .explained)
        let first = size
        for event in order {
            let isReopening = event == Self.reopened
            say(event, device: isReopening ? 2 : 3, seen: isReopening ? first : before)
            #expect(bench.office.refusal == nil)
        }
        #expect(contradiction?.state == .open && contradiction?.explanations.count == 2)
        #expect(bench.office.evidence.openContradictions.map(\.id) == [Self.against])
        say(Self.explained, device: 3)
        #expect(bench.office.refusal == nil && contradiction?.state == .explained)
        say(Self.explained, device: 2)
        #expect(bench.office.refusal == .forbiddenTransition)
    }

    @Test mutating func `who has not heard of an explanation reopens nothing`() {
        note()
        let before = size
        say(Self.explained, device: 1)
        say(Self.reopened, device: 2, seen: before)
        #expect(bench.office.refusal == .forbiddenTransition && contradiction?.state == .explained)
    }
}
