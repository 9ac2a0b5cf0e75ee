// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// What speaks against destroying a case: one list, for desks, forms and pages (docs/decisions/0082).
struct ErasureObstacleTests {
    private static let talk: ID<Compartment> = Sample.id(52)
    private static let request: ID<Request> = Sample.id(10)

    /// A case in a state, from request 10 or none; members 1 and 2 hold the conversation, in which everything was read and answered, and 3
    /// does not.
    private static func office(in state: CaseState, from request: ID<Request>? = request) -> CaseOffice {
        var office = CaseOffice(registered: false)
        office.say(
            .lifecycle(
                .registered(Registration(request: request, owner: Sample.id(1), deputy: Sample.id(2), danger: .days))))
        office.prepare()
        office.office.open(.conversation, as: 52)
        office.office.grant(to: 2, in: talk)
        office.office.say(
            .conversation(
                .adopted(author: Sample.id(1), recordedAt: 500, event: Sample.requestReceived(10, message: 1))),
            in: talk)
        office.office.ledger.add(.replySent(request: Self.request, number: 1, body: "да", files: []), in: talk)
        for trigger in CaseStateTests.way(to: state) { CaseStateTests.pull(trigger, in: &office) }
        return office
    }

    private func against(_ office: CaseOffice, _ member: Int = 1, at now: UInt64 = .max) throws -> [ErasureObstacle] {
        office.office.ledger.state.againstErasing(
            try #require(office.office.record), for: Sample.id(member), at: now)
    }

    /// Whether the desk of a member destroys the case.
    private func goes(_ office: CaseOffice, _ member: Int, at now: UInt64) throws -> Bool {
        office.office.ledger.state.condemning(
            try #require(office.office.record), for: Sample.id(member), at: now) != nil
    }

    private func takesBack(_ office: CaseOffice, _ member: Int) throws -> Bool {
        office.office.ledger.state.toTakeBack(try #require(office.office.record), for: Sample.id(member)) != nil
    }

    private func unheard(_ count: Int, isUnread: Bool) -> [ErasureObstacle] {
        [.unheard(UnheardMessages(place: .conversation(Self.talk), count: count, isUnread: isUnread))]
    }

    private func writes(_ office: inout CaseOffice, _ number: Int) {
        office.office.ledger.add(
            .messageReceived(request: Self.request, message: Sample.message(number)), in: Self.talk)
    }

    private func confirm(_ office: inout CaseOffice) throws -> UInt64 {
        let from = try #require(office.part?.lifecycle?.erasableFrom)
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from)
        try #require(office.state == .erased)
        return from
    }

    @Test(arguments: CaseState.allCases)
    func `where a case stands says what its erasure takes in its course`(state: CaseState) throws {
        let office = Self.office(in: state)
        try #require(office.state == state)
        let lifecycle = try #require(office.part?.lifecycle)
        switch state {
        case .erasurePending:
            let from = try #require(lifecycle.erasableFrom)
            #expect(try against(office, at: from - 1) == [.notConfirmed, .coolingOff(until: from)])
            #expect(try against(office, at: from) == [.notConfirmed])
        case .erased:
            let from = try #require(lifecycle.destroyedFrom)
            #expect(try against(office, at: from - 1) == [.hearing(until: from)])
            #expect(try against(office, at: from).isEmpty && goes(office, 1, at: from))
        default: #expect(try against(office) == [.notRequested])
        }
        for member in [1, 2, 3] where state != .erased { #expect(try !goes(office, member, at: .max)) }
    }

    @Test func `a desk that cannot read what the person writes waits for one that can, and not for good`() throws {
        var office = Self.office(in: .erased)
        let lifecycle = try #require(office.part?.lifecycle)
        let (from, last) = (try #require(lifecycle.destroyedFrom), try #require(lifecycle.destroyedUnheardFrom))
        #expect(last == from - LifecycleRecord.hearing + LifecycleRecord.hearingOthers)
        #expect(try against(office, 3, at: from - 1) == [.hearing(until: from)])
        #expect(try against(office, 3, at: from) == [.hearingOthers(until: last)])
        #expect(try against(office, 3, at: last - 1) == [.hearingOthers(until: last)])
        #expect(try against(office, 3, at: last).isEmpty)
        // The word of somebody who does not hold the casework is none.
        office.office.ledger.add(.compartmentsErased([Office.team]), author: 4)
        #expect(try !goes(office, 3, at: from))
        office.office.ledger.add(.compartmentsErased([Office.team]), author: 1)
        #expect(try goes(office, 3, at: from) && !goes(office, 3, at: from - 1))
    }

    @Test func `what was signed before an erasure was taken back says nothing of the next`() throws {
        var office = Self.office(in: .erased)
        office.office.ledger.add(.compartmentsErased([Office.team]), author: 1)
        office.say(.lifecycle(.erasureOvertaken), by: 2)
        let from = try confirm(&office) + LifecycleRecord.hearing
        #expect(try !goes(office, 3, at: from + 1) && goes(office, 1, at: from + 1))
    }

    @Test func `whoever lacks the conversation's key cannot hear, and without the casework's nobody knows`()
        throws
    {
        var office = Self.office(in: .erased)
        let from = try #require(office.part?.lifecycle?.destroyedFrom)
        let state = office.office.ledger.state
        let record = try #require(office.office.record)
        let deaf = state.againstErasing(record, for: Sample.id(2), at: from) { $0 != Self.talk }
        guard case .hearingOthers? = deaf.first, deaf.count == 1 else {
            Issue.record("\(deaf)")
            return
        }
        #expect(state.againstErasing(record, for: Sample.id(2), at: from) { $0 != Office.team } == [.caseworkUnread])
        #expect(state.againstErasing(record, for: Sample.id(4), at: from) == [.caseworkUnread])
        office.office.say(.access(.ended(member: Sample.id(2), reason: "r")), in: Self.talk)
        #expect(try !goes(office, 2, at: from) && goes(office, 1, at: from))
    }

    @Test func `a case that came from no request waits for nobody who could hear`() throws {
        let office = Self.office(in: .erased, from: nil)
        let lifecycle = try #require(office.part?.lifecycle)
        let from = try #require(lifecycle.destroyedFrom)
        #expect(lifecycle.destroyedUnheardFrom == from)
        #expect(try goes(office, 3, at: from) && !goes(office, 3, at: from - 1))
    }

    @Test func `holds, incidents and what the person wrote are told one by one, whoever signed`() throws {
        var office = Self.office(in: .erasurePending)
        let hold = office.say(.hold(.placed(.erasure, shown: "суд")), by: 2)
        office.say(.hold(.placed(.closing, shown: "")), by: 2)
        let incident = office.say(.incident(.opened(.leak, affected: [], text: "t")))
        for number in 2...3 { writes(&office, number) }
        func told() throws -> [ErasureObstacle] { try against(office).filter { !$0.isOfCourse } }
        let stands = try #require(office.part?.holds.first)
        let open = try #require(office.part?.incidents.first)
        #expect(stands.id == hold && open.id == incident)
        #expect(try told() == [.hold(stands), .incident(open)] + unheard(2, isUnread: true))
        #expect(try against(office, 3).filter { !$0.isOfCourse }.count == 2, "who lacks the conversation sees no more")
        for member in [1, 2] {
            office.office.ledger.add(.compartmentsErased([Office.team]), author: member)
        }
        #expect(try against(office) == told(), "two signatures end what is of course, and nothing else")
        office.say(.hold(.lifted(hold: hold, note: "n")), by: 2)
        office.say(.incident(.handled(incident: incident, outcome: "o")))
        office.office.ledger.add(.requestOpened(request: Self.request), in: Self.talk)
        #expect(try told().isEmpty && goes(office, 1, at: 0))
    }

    @Test func `a message counts until whoever agrees had known it, also once it was read`()
        throws
    {
        var office = Self.office(in: .erasurePending)
        writes(&office, 2)
        office.office.ledger.add(.requestOpened(request: Self.request), in: Self.talk)
        let from = try confirm(&office)
        #expect(try against(office).isEmpty)
        writes(&office, 3)
        #expect(try against(office) == unheard(1, isUnread: true))
        office.office.ledger.add(.requestOpened(request: Self.request), in: Self.talk)
        #expect(try against(office) == unheard(1, isUnread: false))
        #expect(try takesBack(office, 1))
        office.say(.lifecycle(.erasureOvertaken))
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from + 1)
        #expect(try against(office).isEmpty)
    }

    /// Request 11 was linked to 10, from which the case came.
    private static func link(_ office: inout CaseOffice) {
        for number in [10, 11] {
            office.office.ledger.add(Sample.requestReceived(number, message: number))
            office.office.ledger.add(.requestOpened(request: Sample.id(number)))
            office.office.ledger.add(
                .requestMoved(request: Sample.id(number), to: .inTriage, reason: nil, note: ""))
        }
        office.office.ledger.add(.requestStepped(request: request, .accepted(danger: .days), note: ""))
        office.office.ledger.add(.requestStepped(request: Sample.id(11), .linked(to: request), note: ""))
    }

    private func linked(_ count: Int, isUnread: Bool) -> [ErasureObstacle] {
        [.unheard(UnheardMessages(place: .linked(Sample.id(11)), count: count, isUnread: isUnread))]
    }

    @Test func `a message in a linked request counts as one in the case's own, for whoever is on duty`()
        throws
    {
        var office = Self.office(in: .erasurePending)
        Self.link(&office)
        func writes(_ number: Int) {
            office.office.ledger.add(.messageReceived(request: Sample.id(11), message: Sample.message(number)))
        }
        func opens() { office.office.ledger.add(.requestOpened(request: Sample.id(11))) }
        func told(_ member: Int = 1) throws -> [ErasureObstacle] {
            try against(office, member).filter { !$0.isOfCourse }
        }
        let (state, record) = (office.office.ledger.state, try #require(office.office.record))
        #expect(state.linkedRequests(of: record, for: Sample.id(1))?.map(\.id) == [Sample.id(11)])
        #expect(state.linkedRequests(of: record, for: Sample.id(2)) == nil)
        writes(90)
        #expect(try told() == linked(1, isUnread: true) && told(2).isEmpty)
        opens()
        #expect(try told().isEmpty)
        let from = try confirm(&office)
        #expect(try told().isEmpty)
        writes(91)
        #expect(try told() == linked(1, isUnread: true))
        opens()
        #expect(try told() == linked(1, isUnread: false), "read, and unknown to whoever agreed")
        #expect(try takesBack(office, 1) && !takesBack(office, 2))
        office.say(.lifecycle(.erasureOvertaken))
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from + 1)
        #expect(office.state == .erased)
        #expect(try told().isEmpty)
        // Whose duty ended cannot see what colleagues have read since.
        writes(92)
        office.office.ledger.add(.rolesSet(member: Sample.id(1), roles: [.director]))
        #expect(try told().isEmpty)
    }

    @Test func `nobody is asked to agree while anything speaks against it`() throws {
        var office = Self.office(in: .erasurePending)
        Self.link(&office)
        let from = try #require(office.part?.lifecycle?.erasableFrom)
        func isAsked(_ member: Int, at now: UInt64) -> Bool {
            Today(office.office.ledger.state, for: Sample.id(member), at: now).items.map(\.pending)
                .contains(.erasureToConfirm)
        }
        #expect(isAsked(2, at: from) && isAsked(3, at: from) && !isAsked(1, at: from) && !isAsked(2, at: from - 1))
        let hold = office.say(.hold(.placed(.erasure, shown: "")), by: 2)
        #expect(!isAsked(2, at: from) && !isAsked(3, at: from))
        office.say(.hold(.lifted(hold: hold, note: "n")), by: 2)
        #expect(isAsked(2, at: from))
        writes(&office, 2)
        #expect(!isAsked(2, at: from) && isAsked(3, at: from), "who cannot read it is not told")
        office.office.ledger.add(.requestOpened(request: Self.request), in: Self.talk)
        office.office.ledger.add(.rolesSet(member: Sample.id(2), roles: [.intake]))
        office.office.ledger.add(.messageReceived(request: Sample.id(11), message: Sample.message(90)))
        #expect(!isAsked(2, at: from) && isAsked(3, at: from))
    }
}
