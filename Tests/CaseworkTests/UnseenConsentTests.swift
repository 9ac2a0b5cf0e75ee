// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// What was let go by somebody who had not seen the person's no: in whatever order the two reach the ledger, the file is kept back and
/// the recipient is asked.
struct UnseenConsentTests {
    private static let consent = ConsentBench.id
    private static let life: ID<Consent> = Sample.id(81)
    private static let attestation: ID<Attestation> = Sample.id(40)
    private static let bag: ID<Bag> = Sample.id(90)
    private static let casework: ID<Compartment> = Sample.id(52)
    private static let day = ConsentBench.day
    private static let paper = ConsentRecipient.named("Редакция «Маяк»", .newsroom)
    private static let terms = ConsentSamples.terms(
        classes: [.attestation], purpose: .newsroom(.identified), identifiability: .explicitlyPersonal)
    private static let withdrawn = ConsentEvent.withdrawn(consent, .voice)
    private static let refused = ConsentEvent.answered(consent, .refused, ConsentSamples.evidence())
    private static let given = ConsentEvent.answered(
        consent, .given(terms, expires: ConsentBench.expiry), ConsentSamples.evidence())

    private var office: Office
    /// The entry that proposed the attestation.
    private let proposal: ID<Entry>

    /// An attestation that two have signed, and a question that the person has not answered.
    init() {
        var bench = ClaimBench(in: .corroborated)
        proposal = Sample.id(bench.office.ledger.entries.count + 1)
        bench.attest()
        office = bench.office
        office.open(.casework, as: 52)
        for member in 2...3 { office.grant(to: member, in: Self.casework) }
        office.ledger.add(
            .inCompartment(.lifecycle(.registered(CaseOffice.registration))), author: 1, at: Self.day.firstSecond,
            in: Self.casework)
        say(
            .explained(
                Self.consent, ConsentSamples.explanation(purpose: .newsroom(.identified), recipient: Self.paper)))
    }

    private var size: Int { office.ledger.entries.count }

    private mutating func say(_ event: ConsentEvent, by author: Int = 1, seen: Int? = nil) {
        office.ledger.add(
            .inCompartment(.consent(event)), author: author, at: Self.day.firstSecond, in: Self.casework, seen: seen)
        #expect(office.refusal == nil)
    }

    /// That the file goes, or, where `isFile` is not set, that the part does.
    private mutating func handOver(_ number: Int = 90, by author: Int = 2, seen: Int? = nil, isFile: Bool = true) {
        let disclosure = Disclosure(
            what: "x", toWhom: "y", why: "z", entry: isFile ? proposal : nil,
            bag: HandedBag(id: Sample.id(number), recipient: Self.paper, purpose: .newsroom(.identified)))
        office.ledger.add(
            .inCompartment(.access(.disclosed(disclosure))), author: author, at: Self.day.firstSecond,
            in: Office.team, seen: seen)
        #expect(office.refusal == nil)
    }

    private func gap(on day: Day = Self.day) throws -> AttestationConsentGap? {
        let record = try #require(office.record)
        let part = try #require(office.part)
        let attestation = try #require(office.evidence.attestation(Self.attestation))
        return record.person.consentGap(of: attestation, in: part, on: day)
    }

    private var owed: [ID<Bag>] { office.record?.person.recallsToSend(on: Self.day).map(\.bag.bag.id) ?? [] }

    private var isAskedToday: Bool {
        Today(office.ledger.state, for: Sample.id(1), at: Self.day.firstSecond + 43_200).items.map(\.pending)
            .contains(.recallToSend(Self.consent, Self.bag))
    }

    @Test(arguments: [false, true])
    mutating func `a withdrawal and a hand-over apart keep the file back, whichever comes first`(
        isWithdrawnFirst: Bool
    ) throws {
        say(Self.given)
        let before = size
        if isWithdrawnFirst { say(Self.withdrawn, seen: before) }
        handOver(seen: before)
        if !isWithdrawnFirst {
            #expect(try gap() == nil && owed.isEmpty)
            say(Self.withdrawn, seen: before)
        }
        #expect(try gap() == .lost)
        #expect(owed == [Self.bag] && isAskedToday)
        office.say(.attestation(.revoked(Self.attestation, note: "taken back")), on: Self.day)
        #expect(office.refusal == nil && owed.isEmpty && !isAskedToday, "what was revoked is not asked back")
    }

    @Test mutating func `what the person said less since the file was signed keeps it here`() throws {
        say(Self.given)
        handOver()
        #expect(try gap() == nil)
        var narrower = Self.terms
        narrower.conditions = [.untilPersonArrived]
        say(.narrowed(Self.consent, narrower))
        #expect(try gap() == .lost, "nobody asked of that when it was signed")
        handOver(91)
        #expect(try gap() == nil, "who signs again has asked")
    }

    @Test(arguments: [false, true])
    mutating func `a bag that left apart from the withdrawal is asked back`(isWithdrawnFirst: Bool) {
        say(Self.given)
        let before = size
        if isWithdrawnFirst { say(Self.withdrawn, seen: before) }
        handOver(seen: before, isFile: false)
        if !isWithdrawnFirst { say(Self.withdrawn, seen: before) }
        #expect(owed == [Self.bag] && isAskedToday)
    }

    @Test
    mutating func `whoever had seen the no lets nothing go past it either, and what left is not asked back of them`()
        throws
    {
        say(Self.given)
        say(Self.withdrawn)
        let seen = size
        say(.explained(Sample.id(82), ConsentSamples.explanation(purpose: .statistics)))
        handOver(seen: seen)
        #expect(try gap() == .lost && owed.isEmpty)
    }

    @Test mutating func `whoever wrote the no down had seen it, though their desk had not sent it yet`() throws {
        say(Self.given)
        let before = size
        say(Self.withdrawn, by: 2, seen: before)
        handOver(by: 2, seen: before)
        #expect(try gap() == .lost && owed.isEmpty)
        handOver(91, by: 3, seen: before)
        #expect(try gap() == .lost && owed == [Sample.id(91)], "another had not")
    }

    @Test mutating func `whoever took down a yes did not know of the no beside it`() throws {
        let before = size
        say(Self.refused, seen: before)
        say(Self.given, by: 2, seen: before)
        handOver(by: 2, seen: before)
        #expect(try gap() == .lost && owed == [Self.bag])
    }

    @Test mutating func `whoever took down one narrowing did not know of the other`() throws {
        say(Self.given)
        var (less, quieter) = (Self.terms, Self.terms)
        less.excludedRecipients = ["Редакция «Маяк»"]
        quieter.actions = .red
        let before = size
        say(.narrowed(Self.consent, less), seen: before)
        say(.narrowed(Self.consent, quieter), by: 2, seen: before)
        handOver(by: 2, seen: before)
        #expect(try gap() == .lost)
        handOver(91)
        #expect(try gap() == .lost, "whom the person excludes gets it on no ground")
    }

    @Test mutating func `what was signed to save a life goes until the override ends`() throws {
        let until = Self.day.adding(days: 7)
        let proposed: ID<Entry> = Sample.id(size + 1)
        say(.overrideProposed(Self.life, .vitalInterest, Self.terms, until: until, why: "unconscious"))
        say(.overrideSeconded(Self.life, proposal: proposed), by: 3)
        handOver()
        #expect(try gap() == nil)
        #expect(try gap(on: until) == nil, "the last day counts")
        #expect(try gap(on: until.adding(days: 1)) == .lost)
        say(Self.given)
        #expect(try gap(on: until.adding(days: 1)) == nil, "the person allowed it since")
    }
}
