// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Request 10 was linked to 11 as the same person's, and two have 11 destroyed: 10 goes along where the person was heard in it.
struct LinkedErasureTests {
    private static func ledger() -> Ledger {
        var ledger = TransitionTests.ledger(in: .linkedDuplicate)
        for member in 2...3 { ledger.admit(member) }
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.intake]))
        ledger.add(.requestOpened(request: Sample.id(11)))
        ledger.add(.requestMoved(request: Sample.id(11), to: .inTriage, reason: nil, note: ""))
        return ledger
    }

    /// Two ways to agree on it: the case that 11 became is destroyed, or 11 never became one.
    enum Way: CaseIterable { case withItsCase, byItself }

    private static func prepare(_ way: Way, _ ledger: inout Ledger) {
        switch way {
        case .withItsCase:
            ledger.add(.requestStepped(request: Sample.id(11), .accepted(danger: .days), note: ""))
        case .byItself:
            ledger.add(.requestMoved(request: Sample.id(11), to: .informationGiven, reason: nil, note: ""))
            ledger.add(.requestStepped(request: Sample.id(11), .erasureProposed(reason: .noLongerNeeded), note: ""))
        }
    }

    /// `seen`: how much of the ledger the first of two, or the one who agrees, had.
    private static func agree(_ way: Way, _ ledger: inout Ledger, seen: Int? = nil) {
        switch way {
        case .withItsCase:
            ledger.add(.requestsErased([Sample.id(11)], places: []), seen: seen)
            ledger.add(.requestsErased([Sample.id(11)], places: []), author: 2)
        case .byItself:
            let from = ledger.request(11)?.erasure?.confirmableFrom
            ledger.add(
                .requestStepped(request: Sample.id(11), .erasureConfirmed, note: ""), author: 2, at: from, seen: seen)
        }
    }

    private static func gone(_ ledger: Ledger) -> Set<ID<Request>> {
        Set(ledger.state.buriedRequests(at: .max).keys)
    }

    @Test(arguments: Way.allCases)
    func `a linked request that was heard goes with the other, and what comes behind it is new`(way: Way) throws {
        var ledger = Self.ledger()
        ledger.add(.messageReceived(request: Sample.id(10), message: Sample.message(90)))
        ledger.add(.requestOpened(request: Sample.id(10)))
        Self.prepare(way, &ledger)
        #expect(!ledger.state.isGoing(try #require(ledger.request(10))))
        Self.agree(way, &ledger)
        #expect(ledger.refusal == nil && Self.gone(ledger) == [Sample.id(10), Sample.id(11)])
        for number in [10, 11] { #expect(ledger.state.isGoing(try #require(ledger.request(number)))) }
        ledger.add(.messageReceived(request: Sample.id(10), message: Sample.message(91)))
        #expect(
            Self.gone(ledger) == [Sample.id(10), Sample.id(11)], "what comes behind changes nothing that was agreed")
    }

    @Test(arguments: Way.allCases)
    func `a message in it that nobody had read by then keeps it, whoever reads it later`(way: Way) throws {
        var ledger = Self.ledger()
        Self.prepare(way, &ledger)
        ledger.add(.messageReceived(request: Sample.id(10), message: Sample.message(90)))
        Self.agree(way, &ledger)
        #expect(Self.gone(ledger) == [Sample.id(11)])
        #expect(!ledger.state.isGoing(try #require(ledger.request(10))))
        ledger.add(.requestOpened(request: Sample.id(10)))
        #expect(Self.gone(ledger) == [Sample.id(11)], "to read it destroys nothing")
        var late = ledger.state
        late.forget(.intake)
        for entry in ledger.entries where entry.compartment == .intake { late.apply(entry) }
        #expect(Set(late.buriedRequests(at: .max).keys) == [Sample.id(11)])
    }

    @Test(arguments: Way.allCases)
    func `a message in it that was read, and that somebody who agreed had not known, keeps it`(way: Way) {
        var ledger = Self.ledger()
        Self.prepare(way, &ledger)
        let seen = ledger.entries.count
        // By the desk of the other of the two: nobody misses what they took in themselves.
        let other = way == .withItsCase ? 2 : 1
        ledger.add(.messageReceived(request: Sample.id(10), message: Sample.message(90)), author: other)
        ledger.add(.requestOpened(request: Sample.id(10)), author: other)
        Self.agree(way, &ledger, seen: seen)
        #expect(Self.gone(ledger) == [Sample.id(11)])
    }

    /// As desks fold it that destroyed the rest, or came after that.
    @Test(arguments: Way.allCases)
    func `what is kept of it is a request that waits in triage, with its message unread`(way: Way) throws {
        var ledger = Self.ledger()
        Self.prepare(way, &ledger)
        ledger.add(.messageReceived(request: Sample.id(10), message: Sample.message(90)))
        Self.agree(way, &ledger)
        let places = ledger.state.intakePlaces(of: ledger.state.buriedRequests(at: .max))
        var left = CaseworkState()
        for entry in ledger.entries where !places.contains(entry.sequence) { left.apply(entry) }
        let kept = try #require(left.request(Sample.id(10)))
        #expect(left.request(Sample.id(11)) == nil)
        #expect(kept.state == .inTriage && kept.unreadCount == 1 && kept.waitingSince != nil && kept.linkedTo == nil)
        #expect(left.buriedRequests(at: .max)[Sample.id(10)] == nil)
    }
}
