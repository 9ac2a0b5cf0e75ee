// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Two people end a case while colleagues write in it who have not heard of that (docs/decisions/0070).
struct EndingMeetingTests {
    private static let incident = CompartmentEvent.incident(.opened(.approach, affected: [], text: "двое у дома"))
    private static let hold = CompartmentEvent.hold(.placed(.closing, shown: "суд"))
    private static let assessed = CompartmentEvent.risk(
        .assessed(
            RiskAssessment(
                threats: "пришли", vulnerabilities: "", capacities: "", likelihood: .veryLikely, impact: .fatal,
                isImminent: true, reassessBy: CaseOffice.later), replaces: []))

    private func pending(_ office: CaseOffice, _ member: Int) -> [Pending] {
        Today(office.office.ledger.state, for: Sample.id(member), at: office.now).items.map(\.pending)
    }

    @Test(arguments: [incident, hold, assessed], [true, false])
    func `a closing counts over nothing that whoever confirmed it had not seen`(
        event: CompartmentEvent, isConfirmedFirst: Bool
    ) throws {
        var office = CaseStateTests.office(in: .closing)
        let seen = office.office.ledger.entries.count
        if isConfirmedFirst { office.say(.lifecycle(.closingConfirmed), by: 3, seen: seen) }
        let entry = office.say(event, by: 2, seen: seen)
        #expect(office.refusal == nil)
        if !isConfirmedFirst {
            office.say(.lifecycle(.closingConfirmed), by: 3, seen: seen)
            #expect([.holdStands, .incidentOpen, .notAllSeen].contains(office.refusal))
        }
        #expect(office.state == .closing && office.part?.lifecycle?.closure?.by == Sample.id(1))
        #expect(office.part?.lifecycle?.state.freezesReleases == false)
        for member in 1...3 {
            #expect(pending(office, member).contains(.endTakenBack(entry)) == isConfirmedFirst, "\(member)")
            #expect(pending(office, member).contains(.closingToConfirm) == (member != 1), "somebody has to decide anew")
        }
        let change = try #require(office.part?.lifecycle?.changes.last)
        #expect(change.isTakingBack == isConfirmedFirst)
        if isConfirmedFirst { #expect(change.by == Sample.id(2) && change.entry == entry && change.from == .closed) }
    }

    @Test(arguments: [true, false])
    func `a hold that was lifted meanwhile is one that whoever confirms has to have seen`(isConfirmedFirst: Bool) {
        var office = CaseStateTests.office(in: .closing)
        let seen = office.office.ledger.entries.count
        if isConfirmedFirst { office.say(.lifecycle(.closingConfirmed), by: 3, seen: seen) }
        let hold = office.say(Self.hold, by: 2, seen: seen)
        office.say(.hold(.lifted(hold: hold, note: "решено")), by: 2, seen: seen)
        #expect(office.refusal == nil)
        if !isConfirmedFirst {
            office.say(.lifecycle(.closingConfirmed), by: 3, seen: seen)
            #expect(office.refusal == .notAllSeen)
            office.say(.lifecycle(.closingConfirmed), by: 3, seen: seen + 1)
            #expect(office.refusal == .notAllSeen, "who saw the hold and not its end closed over a hold that stood")
        }
        #expect(office.state == .closing)
        office.say(.lifecycle(.closingConfirmed), by: 3)
        #expect(office.refusal == nil && office.state == .closed, "who has seen both closes it")
    }

    @Test func `an incident that a colleague had heard more of opens again, and the case with it`() {
        var office = CaseStateTests.office(in: .closing)
        let incident = office.say(Self.incident)
        let seen = office.office.ledger.entries.count
        office.say(.incident(.handled(incident: incident, outcome: "переехала")))
        office.say(.lifecycle(.closingConfirmed), by: 3)
        #expect(office.state == .closed)
        office.say(.incident(.noted(incident: incident, text: "пришли снова")), by: 2, seen: seen)
        #expect(office.refusal == nil && office.part?.incidents.map(\.isOpen) == [true])
        #expect(office.state == .closing && office.part?.obstacles(to: .closed) == [.incidentOpen])
    }

    @Test func `whoever knows that a case is closed says what went wrong in it, and it stays closed`() {
        var office = CaseStateTests.office(in: .closed)
        office.say(Self.incident, by: 2)
        #expect(office.refusal == nil && office.state == .closed)
        #expect(pending(office, 1).contains { if case .incident = $0 { true } else { false } })
        office.say(Self.hold, by: 2)
        #expect(office.refusal == nil && office.state == .closed)
    }

    @Test(arguments: [true, false])
    func `whoever goes on with a case outlasts a closing that they had not heard of`(isConfirmedFirst: Bool) {
        var office = CaseStateTests.office(in: .closing)
        let seen = office.office.ledger.entries.count
        if isConfirmedFirst { office.say(.lifecycle(.closingConfirmed), by: 3, seen: seen) }
        let entry = office.say(.lifecycle(.moved(to: .active, reason: nil, note: "звонила")), by: 2, seen: seen)
        if !isConfirmedFirst { office.say(.lifecycle(.closingConfirmed), by: 3, seen: seen) }
        #expect(office.state == .active && office.part?.lifecycle?.closure == nil)
        #expect(pending(office, 3).contains(.endTakenBack(entry)) == isConfirmedFirst)
    }

    @Test func `that somebody went on is told for two weeks, a closing that does not stand until it is decided`() {
        func told(after event: CompartmentEvent, days: UInt64) -> Bool {
            var office = CaseStateTests.office(in: .closing)
            let seen = office.office.ledger.entries.count
            office.say(.lifecycle(.closingConfirmed), by: 3, seen: seen)
            let entry = office.say(event, by: 2, seen: seen)
            let now = office.now + days * 86_400
            return Today(office.office.ledger.state, for: Sample.id(3), at: now).items.map(\.pending)
                .contains(.endTakenBack(entry))
        }
        let active = CompartmentEvent.lifecycle(.moved(to: .active, reason: nil, note: ""))
        #expect(told(after: active, days: 14) && !told(after: active, days: 15))
        #expect(told(after: Self.incident, days: 90))
    }

    @Test func `an offer to hand over that was taken back outlasts a receipt that came meanwhile`() {
        for isReceiptFirst in [true, false] {
            var office = CaseStateTests.office(in: .transferOffered)
            let seen = office.office.ledger.entries.count
            let receipt = CompartmentEvent.lifecycle(.transferAccepted(receipt: "7"))
            if isReceiptFirst { office.say(receipt, by: 3, seen: seen) }
            office.say(.lifecycle(.moved(to: .active, reason: nil, note: "")), by: 2, seen: seen)
            #expect(office.refusal == nil)
            if !isReceiptFirst { office.say(receipt, by: 3, seen: seen) }
            #expect(office.state == .active)
        }
    }

    @Test func `what is done in a case that others hand over meanwhile stands beside the receipt`() {
        var office = CaseStateTests.office(in: .transferOffered)
        let seen = office.office.ledger.entries.count
        office.say(.lifecycle(.transferAccepted(receipt: "7")), by: 3)
        office.say(Self.assessed, by: 2, seen: seen)
        #expect(office.refusal == nil && office.state == .transferred && office.part?.risk.level == .imminent)
    }

    @Test(arguments: [true, false])
    func `a case that is opened again is not erased by whoever had not heard of it`(isRequestedFirst: Bool) {
        for isConfirmed in isRequestedFirst ? [false, true] : [false] {
            var office = CaseStateTests.office(in: .closed)
            let seen = office.office.ledger.entries.count
            func erase() {
                office.say(.lifecycle(.erasureRequested(reason: "r")), seen: seen)
                guard isConfirmed, let from = office.part?.lifecycle?.erasableFrom else { return }
                office.say(.lifecycle(.erasureConfirmed), by: 3, at: from)
                #expect(office.state == .erased)
            }
            if isRequestedFirst { erase() }
            office.say(.lifecycle(.moved(to: .reopened, reason: .newContact, note: "")), by: 2, seen: seen)
            #expect(office.refusal == nil)
            if !isRequestedFirst { erase() }
            #expect(office.state == .reopened && office.part?.lifecycle?.erasure == nil)
        }
    }

    @Test func `a case that is about to be destroyed is back where it was for whoever never heard that it was closed`()
        throws
    {
        for event in [Self.incident, Self.hold, Self.assessed] {
            var office = CaseStateTests.office(in: .closing)
            let seen = office.office.ledger.entries.count
            office.say(.lifecycle(.closingConfirmed), by: 3)
            office.say(.lifecycle(.erasureRequested(reason: "r")))
            let from = try #require(office.part?.lifecycle?.erasableFrom)
            office.say(.lifecycle(.erasureConfirmed), by: 3, at: from)
            #expect(office.state == .erased)
            office.say(event, by: 2, at: from, seen: seen)
            #expect(office.refusal == nil && office.state == .closing && office.part?.lifecycle?.erasure == nil)
            #expect(office.part?.lifecycle?.isErasable(at: .max) == false)
        }
    }

    @Test(arguments: [true, false])
    func `an erasure counts over no incident and no hold that whoever confirmed it had not seen`(isConfirmedFirst: Bool)
        throws
    {
        for event in [Self.incident, .hold(.placed(.erasure, shown: ""))] {
            var office = CaseStateTests.office(in: .erasurePending)
            let from = try #require(office.part?.lifecycle?.erasableFrom)
            let seen = office.office.ledger.entries.count
            let confirmed = CompartmentEvent.lifecycle(.erasureConfirmed)
            if isConfirmedFirst { office.say(confirmed, by: 3, at: from, seen: seen) }
            office.say(event, by: 2, at: from, seen: seen)
            if !isConfirmedFirst { office.say(confirmed, by: 3, at: from, seen: seen) }
            #expect(office.state == .erasurePending && office.part?.lifecycle?.erasure != nil)
            let entry = try #require(office.office.record?.parts.first?.log.last?.entry)
            office.say(confirmed, by: 3, at: from + 1)
            #expect(office.refusal == (event == Self.incident ? .incidentOpen : .holdStands))
            office.say(
                event == Self.incident
                    ? .incident(.handled(incident: entry, outcome: "уехала")) : .hold(.lifted(hold: entry, note: "n")),
                by: 2, at: from + 1)
            office.say(confirmed, by: 3, at: from + 2)
            #expect(office.refusal == nil && office.state == .erased, "who has seen the end of it agrees")
        }
    }

    @Test func `what is written in a case that two have erased meanwhile is there if they are stopped`() throws {
        var office = CaseStateTests.office(in: .erasurePending)
        let from = try #require(office.part?.lifecycle?.erasableFrom)
        let seen = office.office.ledger.entries.count
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from)
        office.say(.lifecycle(.noted("звонила")), by: 2, at: from, seen: seen)
        #expect(office.refusal == nil && office.state == .erased)
        office.say(.lifecycle(.erasureCancelled(reason: "r")), by: 2, at: from, seen: seen)
        #expect(office.refusal == nil && office.state == .closed)
        #expect(office.part?.lifecycle?.notes.map(\.text) == ["звонила"])
    }
}
