// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Two cases of one person are one person's (docs/decisions/0093).
struct TwinConsentTests {
    private static let day = ConsentBench.day
    private static let works: [ID<Compartment>] = [Sample.id(50), Sample.id(52)]
    private static let recipient = ConsentRecipient.named("Приют", .shelterOrService)
    private var office = Office.shared(.casework)

    /// Case 5 with casework 50, case 6 with casework 52; each carries on request 10.
    init() {
        office.open(.casework, as: 52, case: 6)
        for member in 2...4 { office.grant(to: member, in: Self.works[1]) }
        office.say(.lifecycle(.registered(CaseOffice.registration)), in: Self.works[1])
        for (home, number) in [(61, 5), (62, 6)] {
            office.open(.conversation, as: home, case: number)
            office.say(
                .conversation(
                    .adopted(author: Sample.id(1), recordedAt: 500, event: Sample.requestReceived(10, message: 1))),
                in: Sample.id(home))
        }
    }

    private mutating func say(_ event: ConsentEvent, in home: ID<Compartment>) {
        office.say(.consent(event), at: Self.day.firstSecond + 43_200, in: home)
        #expect(office.refusal == nil)
    }

    private func isCovered(_ number: Int = 5) throws -> Bool {
        let state = office.ledger.state
        let person = state.person(of: try #require(state.case(Sample.id(number))), for: Sample.id(2))
        let part = try #require(person.home.part(Self.works[number - 5]))
        let purpose = ReleasePurpose(
            recipient: Self.recipient, purpose: .partnerService, actions: .red, territory: nil, met: [])
        return ReleaseReview(of: [part], in: person, for: purpose, on: Self.day.adding(days: 1)).uncovered.isEmpty
    }

    private mutating func allow() {
        say(
            .explained(Sample.id(80), ConsentSamples.explanation(purpose: .partnerService, recipient: Self.recipient)),
            in: Self.works[0])
        let terms = ConsentSamples.terms(
            classes: [.caseSummary], purpose: .partnerService, recipient: Self.recipient,
            identifiability: .explicitlyPersonal)
        say(
            .answered(Sample.id(80), .given(terms, expires: ConsentBench.expiry), ConsentSamples.evidence()),
            in: Self.works[0])
    }

    @Test mutating func `a freeze of everything in one case stops the other`() throws {
        allow()
        #expect(try isCovered())
        say(.frozen(nil, .detention, whoMayDecide: "адвокат"), in: Self.works[1])
        #expect(try !isCovered())
        var one = office.ledger.state
        one.forget(Self.works[1])
        one.forget(Sample.id(62))
        let alone = try #require(one.case(Sample.id(5)))
        #expect(one.person(of: alone, for: Sample.id(2)) == PersonRecord(alone), "of what is not open here nothing")
    }

    @Test mutating func `a no and a forbidden name in one case are so in the other`() throws {
        allow()
        say(
            .explained(Sample.id(81), ConsentSamples.explanation(purpose: .partnerService, recipient: Self.recipient)),
            in: Self.works[1])
        #expect(try isCovered(), "explained is not refused")
        say(.answered(Sample.id(81), .refused, ConsentSamples.evidence()), in: Self.works[1])
        #expect(try !isCovered())
        #expect(try !isCovered(6))
    }

    @Test mutating func `what left one case is asked back by a no in the other`() throws {
        allow()
        let disclosure = Disclosure(
            what: "bag-0000005a", toWhom: "x", why: "y",
            bag: HandedBag(id: Sample.id(90), recipient: Self.recipient, purpose: .partnerService))
        office.say(.access(.disclosed(disclosure)), in: Self.works[1])
        #expect(office.refusal == nil)
        say(.withdrawn(Sample.id(80), .voice), in: Self.works[0])
        let state = office.ledger.state
        let person = state.person(of: try #require(state.case(Sample.id(5))), for: Sample.id(2))
        #expect(person.recallsToSend(on: Self.day).map(\.bag.bag.id) == [Sample.id(90)])
        #expect(
            Today(state, for: Sample.id(2), at: Self.day.firstSecond + 50_000).items.map(\.pending)
                .contains(.recallToSend(Sample.id(80), Sample.id(90))))
        let other = state.person(of: try #require(state.case(Sample.id(6))), for: Sample.id(2))
        #expect(other.recallsToSend(on: Self.day).isEmpty, "it is said where the no stands")
    }

    @Test mutating func `a hold on releases in one case is one in the other`() throws {
        allow()
        func obstacle() throws -> ReleaseObstacle? {
            let state = office.ledger.state
            return state.person(of: try #require(state.case(Sample.id(6))), for: Sample.id(2)).releaseObstacle
        }
        let before = try obstacle()
        office.say(.hold(.placed(.release, shown: "юрист")), in: Self.works[0])
        #expect(office.refusal == nil)
        #expect(try before != .onHold && obstacle() == .onHold)
    }

    @Test mutating func `a yes that stood where an access ended counts no more`() throws {
        allow()
        #expect(try isCovered(6))
        office.say(
            .access(.ended(member: Sample.id(2), reason: "передано")), in: Self.works[0])
        #expect(office.refusal == nil)
        #expect(try !isCovered(6))
        let state = office.ledger.state
        let person = state.person(of: try #require(state.case(Sample.id(6))), for: Sample.id(2))
        #expect(person.releaseObstacle == .caseworkUnread)
    }

    private static let terms = ConsentSamples.terms(
        classes: [.caseSummary], purpose: .partnerService, recipient: recipient, identifiability: .explicitlyPersonal)

    /// The person's answer at the portal to the question that stands in the first case, filed in the second, whose holders had sent the newest reply.
    private mutating func answer(_ choice: PortalChoice, _ message: Int, to question: Int = 82, in home: Int = 1) {
        say(.said(PortalSamples.saying(message, choice, to: question)), in: Self.works[home])
    }

    private mutating func ask() {
        let explanation = ConsentSamples.explanation(purpose: .partnerService, recipient: Self.recipient)
        say(.asked(Sample.id(82), explanation, PortalSamples.ask(Self.terms)), in: Self.works[0])
    }

    /// Agreed to at the portal in the case in which it was asked, and judged.
    private mutating func agreeAtPortal(again: Bool = false) {
        if !again { ask() }
        answer(.agreed(Self.terms, until: ConsentBench.expiry), 70, in: 0)
        office.say(
            .consent(.judged(Sample.id(82), Sample.id(70), .understood, note: "")), by: 2,
            at: Self.day.firstSecond + 43_200, in: Self.works[0])
        #expect(office.refusal == nil)
    }

    @Test mutating func `what the person answers counts where its question stands, in whichever case it was filed`()
        throws
    {
        agreeAtPortal()
        #expect(try isCovered())
        let before = self
        answer(.no, 71)
        #expect(try !isCovered(), "a no")
        #expect(try !isCovered(6))
        self = before
        answer(.asksFirst, 71)
        #expect(try !isCovered(), "whoever asks is not sure")
        self = before
        var less = Self.terms
        less.identifiability = .anonymous
        answer(.agreed(less, until: ConsentBench.expiry), 71)
        #expect(try !isCovered(), "less")
        self = before
        answer(.no, 71, to: 83)
        #expect(try isCovered(), "to another question")
    }

    @Test mutating func `a yes that was filed elsewhere comes into force nowhere, and a no taken in twice is one`()
        throws
    {
        ask()
        answer(.agreed(Self.terms, until: ConsentBench.expiry), 71)
        #expect(try !isCovered())
        let state = office.ledger.state
        let person = state.person(of: try #require(state.case(Sample.id(5))), for: Sample.id(2))
        let part = try #require(person.home.part(Self.works[0]))
        #expect(person.consent(in: part)?.record(Sample.id(82))?.pending == nil, "nobody could judge it there")

        agreeAtPortal(again: true)
        answer(.no, 72)
        #expect(try !isCovered())
        answer(.no, 72, in: 0)
        #expect(try !isCovered())
    }

    @Test func `cases of two people have nothing to do with each other`() throws {
        var apart = Office.shared(.casework)
        apart.open(.casework, as: 52, case: 6)
        let state = apart.ledger.state
        let record = try #require(state.case(Sample.id(5)))
        #expect(state.person(of: record, for: Sample.id(2)) == PersonRecord(record))
    }
}
