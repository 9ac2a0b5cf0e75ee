// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Casework

/// Two people on intake duty, and a fortnight between them.
struct RequestErasureTests {
    private static let fortnight: UInt64 = 14 * 86_400
    private static let proposedAt: UInt64 = 50_000
    private static let due = proposedAt + fortnight
    private static let request: ID<Request> = Sample.id(10)

    private static func step(_ step: RequestStep, note: String = "") -> Event {
        .requestStepped(request: request, step, note: note)
    }

    private static let propose = step(.erasureProposed(reason: .noLongerNeeded))

    /// A request that was answered with what there was to know, in an intake with two on duty, one of them at two machines.
    private func ledger(in state: RequestState = .informationGiven, proposed: Bool = true) -> Ledger {
        var ledger = TransitionTests.ledger(in: state)
        ledger.admit(2)
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.intake]))
        ledger.admit(3, member: 1)
        if proposed { ledger.add(Self.propose, at: Self.proposedAt) }
        return ledger
    }

    @Test(arguments: RequestState.allCases.filter(\.isClosed))
    func `two people have a closed request destroyed after fourteen days`(state: RequestState) throws {
        var ledger = ledger(in: state)
        let before = ledger.entries.filter { $0.event.request == Self.request }.map(\.sequence).dropLast()
        ledger.add(Self.step(.erasureConfirmed), author: 2, at: Self.due)
        #expect(ledger.refusal == nil)
        let end = UInt64(ledger.entries.count)
        #expect(ledger.state.buriedRequests(at: Self.due) == [Self.request: end])
        #expect(ledger.state.intakePlaces(of: [Self.request: end]) == Set(before), "but not the two signatures")
        #expect(ledger.request(10)?.steps == [])
    }

    @Test(arguments: RequestState.allCases)
    func `a request that came to nothing comes up when a year is over, until somebody has looked`(state: RequestState)
        throws
    {
        var ledger = ledger(in: state, proposed: false)
        let last = try #require(ledger.request(10)).lastActivityAt
        let day = { (ledger: Ledger, time: UInt64) in
            Today(ledger.state, for: Sample.id(1), at: time).items.filter { $0.pending == .requestKept }.map(\.standing)
        }
        #expect(day(ledger, last + Retention.reviewedWithin - Today.nearWithin - 1).isEmpty)
        let isKept = state.isClosed
        #expect(day(ledger, last + Retention.reviewedWithin - 1) == (isKept ? [.near] : []))
        #expect(day(ledger, last + Retention.reviewedWithin) == (isKept ? [.overdue] : []))
        guard isKept else { return }
        var noted = ledger
        noted.add(.noteAdded(request: Self.request, body: "ещё год"), at: last + Retention.reviewedWithin)
        #expect(day(noted, last + Retention.reviewedWithin).isEmpty)
        ledger.add(Self.propose, at: last + Retention.reviewedWithin)
        #expect(day(ledger, last + Retention.reviewedWithin).isEmpty)
    }

    @Test func `a desk whose own clock is earlier waits`() {
        var ledger = ledger()
        ledger.add(Self.step(.erasureConfirmed), author: 2, at: Self.due)
        #expect(ledger.state.buriedRequests(at: Self.due - 1).isEmpty)
    }

    @Test func `nobody agrees with themselves, nor too early`() {
        for (author, time, refusal) in [
            (1, Self.due, Refusal.secondPersonNeeded), (3, Self.due, .secondPersonNeeded),
            (2, Self.due - 1, .coolingOff),
        ] {
            var ledger = ledger()
            ledger.add(Self.step(.erasureConfirmed), author: author, at: time)
            #expect(ledger.refusal == refusal)
            #expect(ledger.state.buriedRequests(at: .max).isEmpty)
        }
    }

    @Test func `a proposal that was dated back counts from what was written before it`() throws {
        var ledger = ledger(proposed: false)
        let last = try #require(ledger.request(10)?.lastActivityAt)
        ledger.add(Self.propose, at: 1)
        #expect(ledger.request(10)?.erasure?.confirmableFrom == last + Self.fortnight)
    }

    @Test func `a new message ends a proposal, and begins anew behind an agreement`() {
        var proposed = ledger()
        proposed.add(.messageReceived(request: Self.request, message: Sample.message(900)))
        #expect(proposed.request(10)?.erasure == nil)
        proposed.add(Self.step(.erasureConfirmed), author: 2, at: Self.due)
        #expect(proposed.refusal == .forbiddenTransition)

        var agreed = ledger()
        agreed.add(Self.step(.erasureConfirmed), author: 2, at: Self.due)
        let end = UInt64(agreed.entries.count)
        agreed.add(Sample.requestReceived(10, message: 900))
        #expect(agreed.refusal == nil)
        #expect(agreed.state.buriedRequests(at: Self.due) == [Self.request: end])
        #expect(!agreed.state.intakePlaces(of: [Self.request: end]).contains(end + 1))
        agreed.add(
            .requestMoved(request: Self.request, to: .inTriage, reason: nil, note: ""), at: Self.due + 1)
        #expect(agreed.refusal == .forbiddenTransition)
    }

    @Test func `somebody hostile who writes again is not kept for it`() {
        var ledger = TransitionTests.ledger(in: .inTriage)
        ledger.admit(2)
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.intake]))
        ledger.add(.requestMoved(request: Self.request, to: .declined, reason: .suspectedHostile, note: ""))
        ledger.add(Self.propose, at: Self.proposedAt)
        ledger.add(.messageReceived(request: Self.request, message: Sample.message(900)))
        #expect(ledger.request(10)?.state == .declined)
        #expect(ledger.request(10)?.erasure == nil, "what came is read before it goes")
        ledger.add(Self.propose, at: Self.proposedAt)
        #expect(ledger.refusal == nil)
    }

    @Test func `what was proposed can be kept after all`() {
        var ledger = ledger()
        ledger.add(Self.step(.erasureCancelled), author: 2)
        #expect(ledger.refusal == nil && ledger.request(10)?.erasure == nil)
        ledger.add(Self.step(.erasureCancelled), author: 2)
        #expect(ledger.refusal == .forbiddenTransition)
        var moved = self.ledger()
        moved.add(.requestMoved(request: Self.request, to: .inTriage, reason: nil, note: ""))
        #expect(moved.request(10)?.erasure == nil)
    }

    /// It would outlast what it speaks of.
    @Test func `the signatures carry no words`() {
        var ledger = ledger(proposed: false)
        ledger.add(Self.step(.erasureProposed(reason: .personAsked), note: "Иванов"), at: Self.proposedAt)
        #expect(ledger.refusal == .reasonNotExpected)
        let noted = UInt64(ledger.entries.count)
        ledger.add(Self.propose, at: Self.proposedAt)
        ledger.add(Self.step(.erasureConfirmed), author: 2, at: Self.due)
        let buried = ledger.state.buriedRequests(at: Self.due)
        #expect(ledger.state.intakePlaces(of: buried).contains(noted), "and what was refused for it goes too")
    }

    @Test func `who was the same person goes along, and what is open stays`() {
        var ledger = ledger(in: .linkedDuplicate, proposed: false)
        ledger.add(.requestOpened(request: Sample.id(11)))
        ledger.add(.requestMoved(request: Sample.id(11), to: .inTriage, reason: nil, note: ""))
        let other = Event.requestStepped(
            request: Sample.id(11), .erasureProposed(reason: .noLongerNeeded), note: "")
        ledger.add(other)
        #expect(ledger.refusal == .forbiddenTransition)
        ledger.add(.requestMoved(request: Sample.id(11), to: .informationGiven, reason: nil, note: ""))
        ledger.add(other, at: Self.proposedAt)
        ledger.add(.requestStepped(request: Sample.id(11), .erasureConfirmed, note: ""), author: 2, at: Self.due)
        #expect(Set(ledger.state.buriedRequests(at: Self.due).keys) == [Sample.id(10), Sample.id(11)])
    }

    /// As a desk folds it that destroyed the rest, or came after that.
    @Test func `what is left of it is no request and no refusal`() {
        var whole = ledger()
        whole.add(Self.step(.erasureConfirmed), author: 2, at: Self.due)
        let places = whole.state.intakePlaces(of: whole.state.buriedRequests(at: Self.due))
        var left = CaseworkState()
        for entry in whole.entries where !places.contains(entry.sequence) { left.apply(entry) }
        #expect(left.request(Self.request) == nil)
        #expect(left.refused.isEmpty)
        #expect(left.buriedRequests(at: .max).isEmpty)
    }

    @Test func `whoever proposed it is not asked to agree, and others only when they may`() {
        let ledger = ledger()
        func isAsked(_ member: Int, at now: UInt64) -> Bool {
            Today(ledger.state, for: Sample.id(member), at: now).items.contains { $0.pending == .erasureToConfirm }
        }
        #expect(isAsked(2, at: Self.due) && !isAsked(1, at: Self.due) && !isAsked(2, at: Self.due - 1))
    }
}
