// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// A founded organisation with members 1 (director), 2, 3 and 4, and compartments of case 5.
struct Office {
    static let team: ID<Compartment> = Sample.id(50)
    var ledger = Ledger()

    init(opening kind: CompartmentKind? = .casework) {
        for member in 2...4 { ledger.admit(member) }
        if let kind { open(kind) }
    }

    mutating func open(_ kind: CompartmentKind, as compartment: Int = 50, case number: Int = 5, by author: Int = 1) {
        say(
            .access(.opened(case: Sample.id(number), kind: kind, alias: "Rowan")), by: author,
            in: Sample.id(compartment))
    }

    mutating func grant(to member: Int, by author: Int = 1, in compartment: ID<Compartment> = Self.team) {
        say(.access(.granted(member: Sample.id(member), reason: "works on it")), by: author, in: compartment)
    }

    mutating func say(
        _ event: CompartmentEvent, by author: Int = 1, at time: UInt64? = nil,
        in compartment: ID<Compartment> = Self.team, seen: Int? = nil
    ) {
        ledger.add(.inCompartment(event), author: author, at: time, in: compartment, seen: seen)
    }

    var refusal: Refusal? { ledger.refusal }
    var part: PartRecord? { ledger.state.part(Self.team) }
    var record: CaseRecord? { ledger.state.case(Sample.id(5)) }
}

struct AccessTests {
    @Test func `whoever opens a compartment holds it, and nothing else makes a case`() throws {
        var office = Office(opening: nil)
        office.grant(to: 2)
        #expect(office.refusal == .compartmentNotOpened)
        #expect(office.ledger.state.cases.isEmpty)
        office.open(.casework, by: 2)
        let part = try #require(office.part)
        #expect(part.access.holders == [Sample.id(2)])
        #expect(part.kind == .casework && part.alias == "Rowan" && part.case == Sample.id(5))
        #expect(office.record?.alias == "Rowan" && office.record?.parts == [part])
        office.open(.casework, by: 2)
        #expect(office.refusal == .compartmentAlreadyOpened)
    }

    @Test(arguments: [ID<Compartment>.organisation, .intake])
    func `the organisation's own compartments are no case's`(compartment: ID<Compartment>) {
        var office = Office(opening: nil)
        office.say(.access(.opened(case: Sample.id(5), kind: .casework, alias: "x")), in: compartment)
        #expect(office.refusal == .wrongCompartment)
    }

    @Test func `only a holder speaks, from the grant on until its end`() {
        var office = Office()
        office.say(.access(.epochStarted(2)), by: 2)
        #expect(office.refusal == .notAHolder)
        office.grant(to: 2)
        office.say(.access(.epochStarted(2)), by: 2)
        #expect(office.refusal == nil && office.part?.access.epoch == 2)
        office.say(.access(.ended(member: Sample.id(2), reason: "handed over")))
        office.say(.access(.epochStarted(3)), by: 2)
        #expect(office.refusal == .notAHolder)
        #expect(office.part?.access.holdings.map { $0.until?.reason } == [nil, "handed over"])
        office.grant(to: 2)
        #expect(office.part?.access.holders == [Sample.id(1), Sample.id(2)])
        #expect(office.part?.access.holdings.count == 3)
    }

    static let refusals: [(AccessEvent, Refusal)] = [
        (.granted(member: Sample.id(1), reason: "again"), .alreadyAHolder),
        (.granted(member: Sample.id(99), reason: "stranger"), .unknownMember),
        (.granted(member: Sample.id(2), reason: " "), .reasonMissing),
        (.ended(member: Sample.id(2), reason: "never held"), .holdsNothing),
        (.ended(member: Sample.id(1), reason: "the only one"), .lastHolder),
        (.epochStarted(1), .epochNotNewer),
        (.disclosed(Disclosure(what: "", toWhom: "a doctor", why: "treatment")), .reasonMissing),
        (.disclosed(Disclosure(what: "the town", toWhom: "", why: "treatment")), .reasonMissing),
        (.disclosed(Disclosure(what: "the town", toWhom: "a doctor", why: "")), .reasonMissing),
    ]

    @Test(arguments: refusals)
    func `what does not fit is refused and changes nothing`(event: AccessEvent, refusal: Refusal) {
        var office = Office()
        let before = office.part
        office.say(.access(event))
        #expect(office.refusal == refusal)
        #expect(office.part == before)
    }

    /// The founder's device carries the root's word; it says nothing of what came after it.
    @Test func `a founder who was shut out stays out, and the sheet's new word brings back`() {
        var office = Office()
        office.grant(to: 2)
        office.say(.access(.ended(member: Sample.id(1), reason: "конфликт")), by: 2)
        office.grant(to: 1, by: 1)
        #expect(office.refusal == .notAHolder)
        #expect(office.part?.access.holders == [Sample.id(2)])
        office.ledger.admit(9, endorsed: true)
        office.grant(to: 9, by: 9)
        #expect(office.refusal == nil && office.part?.access.holders == [Sample.id(2), Sample.id(9)])
        office.say(.access(.ended(member: Sample.id(9), reason: "конфликт")), by: 2)
        office.grant(to: 9, by: 9)
        #expect(office.refusal == .notAHolder)
        office.ledger.admit(90, member: 9, endorsed: true)
        office.grant(to: 9, by: 90)
        #expect(office.refusal == nil)
    }

    @Test func `the sheet opens nothing that was opened after it was used`() {
        var office = Office(opening: nil)
        office.open(.casework, by: 2)
        office.grant(to: 1, by: 1)
        #expect(office.refusal == .notAHolder)
    }

    /// A key that comes late makes a desk fold a compartment again when it knows of later admissions.
    @Test func `a later word of the sheet changes nothing that came before it`() {
        var office = Office()
        office.ledger.admit(9)
        office.grant(to: 9, by: 9)
        #expect(office.refusal == .notAHolder)
        office.ledger.admit(90, member: 9, endorsed: true)
        var late = office.ledger.state
        late.forget(Office.team)
        for entry in office.ledger.entries where entry.compartment == Office.team { late.apply(entry) }
        #expect(late.part(Office.team) == office.part)
    }

    @Test func `an end needs a reason`() {
        var office = Office()
        office.grant(to: 2)
        office.say(.access(.ended(member: Sample.id(2), reason: "")))
        #expect(office.refusal == .reasonMissing)
    }

    @Test func `a disclosure is on record with who made it`() {
        var office = Office()
        let told = Disclosure(what: "the town", toWhom: "a doctor", why: "treatment", entry: Sample.id(7))
        office.say(.access(.disclosed(told)), at: 77)
        #expect(office.part?.access.disclosures.map(\.disclosure) == [told])
        #expect(office.part?.access.disclosures.first?.by == Sample.id(1))
        #expect(office.part?.access.disclosures.first?.at == 77)
    }

    @Test(arguments: CompartmentKind.allCases)
    func `an area's events stand at home and nowhere else`(kind: CompartmentKind) {
        var office = Office(opening: kind)
        for event in Sample.everyCompartmentEvent where !event.homes.contains(kind) {
            office.say(event)
            #expect(office.refusal == .wrongCompartment)
        }
        if kind != .conversation {
            office.ledger.add(Sample.requestReceived(10, message: 1), in: Office.team)
            #expect(office.refusal == .wrongCompartment)
        }
        office.ledger.add(.cardPublished(version: 9, validUntil: 1), in: Office.team)
        #expect(office.refusal == .wrongCompartment)
    }

    @Test func `requests and cases do not stand in the organisation's compartment`() {
        var office = Office()
        for event in [Sample.requestReceived(10, message: 1), .inCompartment(.access(.epochStarted(2)))] {
            office.ledger.add(event, in: .organisation)
            #expect(office.refusal == .wrongCompartment)
            #expect(office.ledger.state.requests.isEmpty)
        }
        office.ledger.add(.cardPublished(version: 1, validUntil: 1), in: .intake)
        #expect(office.refusal == .wrongCompartment)
    }

    @Test func `two parts of one kind stand side by side`() {
        var office = Office()
        office.open(.casework, as: 51, by: 2)
        #expect(office.record?.parts(of: .casework).map(\.compartment) == [Sample.id(50), Sample.id(51)])
        #expect(office.ledger.state.cases.count == 1)
    }
}

struct MemberTests {
    @Test func `the root's word makes a director, and a director's admission a member`() {
        let office = Office()
        #expect(office.ledger.state.members[Sample.id(1)]?.roles == [.director, .intake])
        #expect(office.ledger.state.members[Sample.id(2)]?.roles == [])
        #expect(office.ledger.state.members.count == 4)
    }

    @Test func `nobody slips a machine of their own under another member's name`() {
        var office = Office()
        func machine(_ number: Int, of member: Int) -> Event {
            .memberAdmitted(
                member: Sample.id(member), name: "Boris", device: Sample.id(number), verificationKey: Sample.key(9),
                recipient: Sample.recipient, endorsement: nil)
        }
        office.ledger.add(machine(90, of: 2), author: 1)
        #expect(office.refusal == .admissionNotVouchedFor, "a director is no exception")
        #expect(office.ledger.state.members[Sample.id(2)]?.devices == [Sample.id(2)])
        office.ledger.add(machine(91, of: 2), author: 2)
        #expect(office.ledger.state.members[Sample.id(2)]?.devices == [Sample.id(2), Sample.id(91)])
    }

    @Test func `only directors admit, remove and give roles`() {
        var office = Office()
        office.ledger.add(.rolesSet(member: Sample.id(2), roles: [.director]), author: 2)
        #expect(office.refusal == .notADirector)
        office.ledger.add(.memberRemoved(member: Sample.id(1), reason: "coup"), author: 2)
        #expect(office.refusal == .notADirector)
        office.ledger.add(
            .memberAdmitted(
                member: Sample.id(9), name: "Spy", device: Sample.id(9), verificationKey: Sample.key(9),
                recipient: Sample.recipient, endorsement: nil), author: 2)
        #expect(office.refusal == .admissionNotVouchedFor)
        office.ledger.add(.rolesSet(member: Sample.id(2), roles: [.director, .counsel]))
        office.ledger.add(.rolesSet(member: Sample.id(3), roles: [.caseworker]), author: 2)
        #expect(office.refusal == nil)
        #expect(office.ledger.state.members[Sample.id(3)]?.roles == [.caseworker])
    }

    @Test func `a director stays`() {
        var office = Office()
        office.ledger.add(.memberRemoved(member: Sample.id(1), reason: "leaves"))
        #expect(office.refusal == .lastDirector)
        office.ledger.add(.rolesSet(member: Sample.id(1), roles: [.intake]))
        #expect(office.refusal == .lastDirector)
        office.ledger.add(.rolesSet(member: Sample.id(2), roles: [.director]))
        office.ledger.add(.memberRemoved(member: Sample.id(1), reason: "leaves"))
        #expect(office.refusal == nil)
        office.ledger.add(.memberRemoved(member: Sample.id(2), reason: "leaves"), author: 2)
        #expect(office.refusal == .lastDirector)
    }

    @Test func `nobody makes themself counsel while another director could, and where none can everybody is told`() {
        var office = Office()
        func roles(_ roles: Set<MemberRole>, of member: Int, by author: Int = 1) -> Refusal? {
            office.ledger.add(.rolesSet(member: Sample.id(member), roles: roles), author: author)
            return office.refusal
        }
        func notice(_ member: Int) -> UInt64? { office.ledger.state.members[Sample.id(member)]?.madeThemselfCounselAt }
        #expect(roles([.director], of: 2) == nil)
        #expect(roles([.director, .counsel], of: 1) == .counselMadeByThemself)
        #expect(roles([.director, .counsel], of: 1, by: 2) == nil && notice(1) == nil)
        #expect(roles([.director, .counsel, .intake], of: 1) == nil && notice(1) == nil, "who is counsel stays it")
        #expect(roles([], of: 2) == nil && roles([.director], of: 1) == nil)
        #expect(roles([.director, .counsel], of: 1) == nil && notice(1) != nil, "there is nobody else")
        #expect(roles([.director], of: 1) == nil && notice(1) != nil, "it lasts")
    }

    @Test func `who was removed says nothing more and comes back only as somebody new`() {
        var office = Office()
        office.grant(to: 2)
        office.ledger.add(.memberRemoved(member: Sample.id(2), reason: ""))
        #expect(office.refusal == .reasonMissing)
        office.ledger.add(.memberRemoved(member: Sample.id(77), reason: "nobody"))
        #expect(office.refusal == .unknownMember)
        office.ledger.add(.memberRemoved(member: Sample.id(2), reason: "left"))
        #expect(office.refusal == nil)
        #expect(office.ledger.state.members[Sample.id(2)]?.removal?.by == Sample.id(1))
        office.say(.access(.epochStarted(2)), by: 2)
        #expect(office.refusal == .memberWasRemoved)
        office.ledger.add(Sample.requestReceived(10, message: 1), author: 2)
        #expect(office.refusal == .memberWasRemoved)
        office.ledger.admit(5, member: 2)
        #expect(office.refusal == .memberWasRemoved)
        office.ledger.add(.memberRemoved(member: Sample.id(2), reason: "again"))
        #expect(office.refusal == .memberWasRemoved)
        office.grant(to: 2)
        #expect(office.refusal == .unknownMember)
    }

    @Test func `the last holder who can still read stays`() {
        var office = Office()
        office.grant(to: 2)
        office.ledger.add(.memberRemoved(member: Sample.id(2), reason: "left"))
        office.say(.access(.ended(member: Sample.id(1), reason: "leaves only the one who was removed")))
        #expect(office.refusal == .lastHolder)
    }
}

struct ConversationTests {
    private func adopted(_ event: Event, author: Int = 2, at time: UInt64 = 500) -> CompartmentEvent {
        .conversation(.adopted(author: Sample.id(author), recordedAt: time, event: event))
    }

    @Test func `a conversation is carried on from where the intake left it`() throws {
        var office = Office(opening: .conversation)
        office.say(adopted(Sample.requestReceived(10, message: 1)))
        office.say(adopted(.requestOpened(request: Sample.id(10)), at: 600))
        office.say(adopted(.requestMoved(request: Sample.id(10), to: .inTriage, reason: nil, note: ""), at: 700))
        office.ledger.add(
            .messageReceived(request: Sample.id(10), message: Sample.message(2)), at: 800, in: Office.team)
        let record = try #require(office.record?.conversation?.record)
        #expect(office.ledger.state.refused.isEmpty)
        #expect(record.receivedAt == 500 && record.lastActivityAt == 800 && record.messageCount == 2)
        #expect(record.timeline.map(\.author) == [Sample.id(2), Sample.id(2), Sample.id(2), Sample.id(1)])
        #expect(office.ledger.state.requests.isEmpty, "the intake knows nothing of it")
        #expect(office.part?.log.count == 5)
    }

    @Test func `whoever writes in a case waits for an answer`() {
        var office = Office(opening: .conversation)
        office.say(adopted(Sample.requestReceived(10, message: 1)))
        office.say(adopted(.requestOpened(request: Sample.id(10))))
        office.say(adopted(.requestMoved(request: Sample.id(10), to: .inTriage, reason: nil, note: "")))
        office.say(adopted(.requestStepped(request: Sample.id(10), .accepted(danger: .days), note: "")))
        #expect(office.record?.conversation?.record?.waitingSince == 500)
        office.ledger.add(.replySent(request: Sample.id(10), number: 1, body: "да", files: []), in: Office.team)
        #expect(office.record?.conversation?.record?.waitingSince == nil)
        office.ledger.add(
            .messageReceived(request: Sample.id(10), message: Sample.message(2)), at: 900, in: Office.team)
        #expect(office.record?.conversation?.record?.waitingSince == 900)
    }

    @Test func `a conversation has one person, and no moves of its own`() {
        var office = Office(opening: .conversation)
        office.say(adopted(Sample.requestReceived(10, message: 1)))
        office.say(adopted(Sample.requestReceived(11, message: 1)))
        #expect(office.refusal == .unknownRequest)
        office.say(adopted(Sample.requestReceived(10, message: 1)))
        #expect(office.refusal == .duplicateMessage, "two desks adopted the same")
        office.ledger.add(
            .requestMoved(request: Sample.id(10), to: .inTriage, reason: nil, note: ""), in: Office.team)
        #expect(office.refusal == .wrongCompartment)
        office.ledger.add(.requestStepped(request: Sample.id(10), .lapsed, note: ""), in: Office.team)
        #expect(office.refusal == .wrongCompartment)
    }

    @Test(arguments: [Event.cardPublished(version: 1, validUntil: 1), .unknown(kind: 999, payload: [])])
    func `only what a request says is adopted`(event: Event) {
        #expect(throws: EventEncodingError.notAdoptable) {
            try Event.inCompartment(adopted(event)).encoded()
        }
        let nested = Event.inCompartment(adopted(Sample.requestReceived(10, message: 1)))
        #expect(throws: EventEncodingError.notAdoptable) { try Event.inCompartment(adopted(nested)).encoded() }
    }
}

extension CaseRecord {
    /// A person of one case.
    var person: PersonRecord { PersonRecord(self) }
}
