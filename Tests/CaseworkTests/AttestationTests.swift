// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

struct AttestationTests {
    private static let id: ID<Attestation> = Sample.id(40)
    private static let day = ClaimBench.day
    private var bench = ClaimBench(in: .corroborated)

    private var record: AttestationRecord? { bench.office.evidence.attestation(Self.id) }

    private mutating func say(_ event: AttestationEvent, by author: Int = 1, on day: Day = Self.day) {
        bench.office.say(.attestation(event), by: author, on: day)
    }

    @discardableResult
    private mutating func propose(_ stated: StatedAttestation = Sample.attestation(40), by author: Int = 1) -> ID<Entry>
    {
        let entry: ID<Entry> = Sample.id(bench.office.next)
        say(.proposed(stated), by: author)
        return entry
    }

    @Test mutating func `two people vouch, to one recipient, for some time`() throws {
        let proposal = propose()
        #expect(record?.state == .proposed && record?.isValid(on: Self.day) == false)
        say(.issued(Self.id, proposal: proposal))
        #expect(bench.office.refusal == .secondPersonNeeded)
        say(.issued(Self.id, proposal: Sample.id(999)), by: 3)
        #expect(bench.office.refusal == .noSuchProposal)
        say(.issued(Self.id, proposal: proposal), by: 3)
        let record = try #require(record)
        #expect(record.state == .issued && record.proposedBy == Sample.id(1) && record.secondedBy == Sample.id(3))
        #expect(record.basis == [Sample.grades] && record.issuedOn == Self.day)
        #expect(record.isValid(on: Sample.day(2027, 3, 1)) && !record.isValid(on: Sample.day(2027, 3, 2)))
        #expect(bench.state == .attested)
    }

    @Test mutating func `what was revoked is not relied on, and says why`() {
        bench.attest()
        say(.revoked(Self.id, note: " "))
        #expect(bench.office.refusal == .reasonMissing)
        say(.revoked(Self.id, note: "no longer true"), by: 4)
        #expect(record?.state == .revoked && record?.endNote == "no longer true")
        #expect(record?.isValid(on: Self.day) == false)
    }

    @Test mutating func `what one proposed may be dropped`() {
        let proposal = propose()
        say(.dropped(Self.id, reason: "the wrong recipient"))
        #expect(record?.state == .dropped)
        say(.issued(Self.id, proposal: proposal), by: 3)
        #expect(bench.office.refusal == .forbiddenTransition)
    }

    static let table: [(AttestationState, [String])] = [
        (.proposed, ["issued", "dropped"]), (.issued, ["revoked", "signed"]), (.dropped, []), (.revoked, []),
    ]

    @Test(arguments: table)
    func `every state meets every event`(state: AttestationState, allowed: [String]) {
        for name in ["proposed", "issued", "dropped", "revoked", "signed"] {
            var copy = self
            let proposal = copy.propose()
            switch state {
            case .proposed: break
            case .issued: copy.say(.issued(Self.id, proposal: proposal), by: 3)
            case .dropped: copy.say(.dropped(Self.id, reason: "x"))
            case .revoked:
                copy.say(.issued(Self.id, proposal: proposal), by: 3)
                copy.say(.revoked(Self.id, note: "x"))
            }
            #expect(copy.record?.state == state)
            switch name {
            case "proposed": copy.propose()
            case "issued": copy.say(.issued(Self.id, proposal: proposal), by: 3)
            case "dropped": copy.say(.dropped(Self.id, reason: "x"))
            case "revoked": copy.say(.revoked(Self.id, note: "x"))
            default: copy.say(.signed(Self.id, file: "x"))
            }
            let refusal: Refusal = name == "proposed" ? .alreadyRecorded : .forbiddenTransition
            #expect(copy.bench.office.refusal == (allowed.contains(name) ? nil : refusal), "\(state) meets \(name)")
        }
    }

    @Test mutating func `the file for the recipient lies with the attestation, the newest, while it is valid`() throws {
        bench.attest()
        #expect(record?.signedFile == nil)
        say(.signed(Self.id, file: "first"), by: 3)
        say(.signed(Self.id, file: "second"), by: 1)
        let file = try #require(record?.signedFile)
        #expect(file.text == "second" && file.by == Sample.id(1))
        say(.signed(Sample.id(77), file: "x"))
        #expect(bench.office.refusal == .unknownItem)
        say(.signed(Self.id, file: "late"), on: Sample.day(2027, 3, 2))
        #expect(bench.office.refusal == .validityOutOfBounds && record?.signedFile?.text == "second")
    }

    @Test func `the words of a signed file are not found by searching`() {
        #expect(Event.inCompartment(.attestation(.signed(Self.id, file: "слово"))).texts.isEmpty)
    }

    static let refusals: [(StatedAttestation, Refusal)] = [
        (Sample.attestation(41, recipient: " "), .recipientMissing),
        (Sample.attestation(41, until: day), .validityOutOfBounds),
        (Sample.attestation(41, until: Sample.day(2027, 9, 2)), .validityOutOfBounds),
        (Sample.attestation(41, claims: []), .basisMissing),
        (Sample.attestation(41, claims: [2]), .basisNotCorroborated),
        (Sample.attestation(41, claims: [1, 77]), .basisNotCorroborated),
        (Sample.attestation(41, .leftService(Sample.date(2024))), .basisDoesNotFit),
    ]

    @Test(arguments: refusals)
    mutating func `only what was vetted is vouched for`(stated: StatedAttestation, refusal: Refusal) {
        propose(stated)
        #expect(bench.office.refusal == refusal && bench.office.evidence.attestations.isEmpty)
    }

    @Test(arguments: [ClaimState.asserted, .inCheck, .partlyCorroborated, .unverifiable, .contradicted, .deceptive])
    func `a claim that is not corroborated carries nothing`(state: ClaimState) {
        var bench = ClaimBench(in: state)
        bench.office.say(.attestation(.proposed(Sample.attestation(40))), on: Self.day)
        #expect(bench.office.refusal == .basisNotCorroborated)
    }

    @Test mutating func `what is contradicted is not vouched for until somebody explains it`() {
        let proposal = propose()
        bench.office.say(.statement(.opened(Sample.statement(20))))
        bench.office.say(.statement(.answered(Sample.id(20), number: 1, Sample.asked())))
        bench.office.say(
            .doubt(
                .contradictionNoted(
                    Sample.id(30), earlier: .claim(ClaimBench.claim), later: .answer(Sample.id(20), number: 1), note: ""
                )))
        say(.issued(Self.id, proposal: proposal), by: 3)
        #expect(
            bench.office.refusal == .contradictionOpen, "what has to hold at the first signature holds at the second")
        bench.office.say(
            .doubt(
                .contradictionExplained(
                    Sample.id(30), .heard(on: Self.day), explanation: "a misprint", benefitOfDoubt: "given")))
        say(.issued(Self.id, proposal: proposal), by: 3)
        #expect(bench.office.refusal == nil && record?.state == .issued)
    }

    @Test mutating func `nobody vouches for a person who is thought to have withheld something`() {
        bench.office.say(.doubt(.withholdingNoted(Sample.id(31), Sample.withholding())))
        propose()
        #expect(bench.office.refusal == .withholdingOpen)
        bench.office.say(.doubt(.withholdingEstablished(Sample.id(31), .heard(on: Self.day), reason: "x")), by: 2)
        propose()
        #expect(bench.office.refusal == .withholdingOpen)
        bench.office.say(.doubt(.withholdingCleared(Sample.id(31), .heard(on: Self.day), reason: "never asked")), by: 2)
        propose()
        #expect(bench.office.refusal == nil)
    }

    @Test(arguments: [(1, 3, false), (4, 3, true), (1, 4, true)])
    mutating func `what counsel words, counsel signs`(first: Int, second: Int, isEnough: Bool) {
        let proposal = propose(Sample.attestation(40, .wordedByCounsel("No obstacle is known")), by: first)
        say(.issued(Self.id, proposal: proposal), by: second)
        #expect(bench.office.refusal == (isEnough ? nil : .counselNeeded))
    }

    @Test mutating func `an attestation whose ground gives way is shown to those who signed`() {
        bench.attest()
        #expect(bench.office.evidence.shakenAttestations(on: Self.day).isEmpty)
        bench.office.say(.doubt(.withholdingNoted(Sample.id(31), Sample.withholding())))
        #expect(bench.office.evidence.shakenAttestations(on: Self.day).map(\.id) == [Self.id])
        #expect(bench.office.evidence.shakenAttestations(on: Sample.day(2027, 3, 2)).isEmpty, "it has run out")
        bench.office.say(.doubt(.withholdingCleared(Sample.id(31), .heard(on: Self.day), reason: "x")), by: 2)
        #expect(bench.office.evidence.shakenAttestations(on: Self.day).isEmpty)
        bench.say(.superseded(ClaimBench.claim, by: Sample.id(2)))
        #expect(bench.office.evidence.shakenAttestations(on: Self.day).map(\.id) == [Self.id])
    }

    @Test mutating func `the organisation signs nothing that is in doubt`() {
        bench = ClaimBench(in: .inCheck)
        let due = Sample.day(2026, 12, 1)
        bench.say(.concluded(ClaimBench.claim, Sample.conclusion(.corroborated, recheckBy: due)), by: 2)
        bench.attest()
        bench.office.say(.doubt(.withholdingNoted(Sample.id(31), Sample.withholding())))
        say(.signed(Self.id, file: "f"))
        #expect(bench.office.refusal == .withholdingOpen)
        bench.office.say(.doubt(.withholdingEstablished(Sample.id(31), .heard(on: Self.day), reason: "r")), by: 2)
        say(.signed(Self.id, file: "f"))
        #expect(bench.office.refusal == .withholdingOpen)
        bench.office.say(.doubt(.withholdingCleared(Sample.id(31), .heard(on: Self.day), reason: "r")), by: 2)
        bench.office.say(
            .doubt(
                .contradictionNoted(
                    Sample.id(30), earlier: .claim(ClaimBench.claim), later: .claim(Sample.id(2)), note: "")))
        say(.signed(Self.id, file: "f"))
        #expect(bench.office.refusal == .contradictionOpen)
        bench.office.say(
            .doubt(
                .contradictionExplained(
                    Sample.id(30), .heard(on: Self.day), explanation: "e", benefitOfDoubt: "given")))
        say(.signed(Self.id, file: "f"), on: due)
        #expect(bench.office.refusal == .basisNotCorroborated && record?.signedFile == nil)
        say(.signed(Self.id, file: "f"), on: due.adding(days: -1))
        #expect(bench.office.refusal == nil && record?.signedFile?.text == "f")
        bench.say(.superseded(ClaimBench.claim, by: Sample.id(2)))
        say(.signed(Self.id, file: "g"))
        #expect(bench.office.refusal == .basisNotCorroborated && record?.signedFile?.text == "f")
    }

    @Test mutating func `an attestation is shaken from the day on which its claim is to be looked at again`() throws {
        let due = Sample.day(2026, 12, 1)
        bench = ClaimBench(in: .inCheck)
        bench.say(.concluded(ClaimBench.claim, Sample.conclusion(.corroborated, recheckBy: due)), by: 2)
        bench.attest()
        #expect(bench.state == .attested)
        #expect(bench.office.evidence.shakenAttestations(on: Sample.day(2026, 11, 30)).isEmpty)
        #expect(bench.office.evidence.shakenAttestations(on: due).map(\.id) == [Self.id])
        say(.proposed(Sample.attestation(41)), on: due)
        #expect(bench.office.refusal == .basisNotCorroborated, "nothing new rests on it either")
        bench.say(.recheckCalled(ClaimBench.claim, .date, note: ""), on: Sample.day(2026, 11, 30))
        #expect(bench.office.refusal == .recheckNotDue)
        bench.say(.recheckCalled(ClaimBench.claim, .date, note: ""), on: due)
        #expect(bench.office.refusal == nil && bench.state == .recheckDue)
        #expect(bench.office.evidence.shakenAttestations(on: due).map(\.id) == [Self.id])
        bench.say(.checkBegun(ClaimBench.claim), by: 2, on: due)
        bench.say(.concluded(ClaimBench.claim, Sample.conclusion(.corroborated)), by: 2, on: due)
        #expect(bench.state == .corroborated && bench.office.evidence.shakenAttestations(on: due).isEmpty)
    }
}
