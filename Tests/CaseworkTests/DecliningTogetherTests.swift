// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Requests that were set apart and are declined together, each by its own events.
struct DecliningTogetherTests {
    private static let request: ID<Request> = Sample.id(10)

    /// Two who are on intake duty, and a request that was set apart.
    private func apart(_ danger: DangerRating = .weeks) -> Ledger {
        var ledger = Ledger()
        ledger.admit(2)
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.intake]))
        ledger.add(Sample.requestReceived(10, message: 1, danger: danger))
        if let request = ledger.request(10) { ledger.add(request.eventToSetApart(note: "поток")) }
        return ledger
    }

    private func shown(_ ledger: Ledger, to member: Int = 1) throws -> ShownRequest {
        try #require(ledger.state.shown(Self.request, to: Sample.id(member)))
    }

    private func obstacle(
        _ ledger: Ledger, _ reason: DeclineReason? = .suspectedHostile, by member: Int = 1
    ) throws -> DecliningObstacle? {
        ledger.state.obstacle(toDeclining: try shown(ledger, to: member), for: reason, by: Sample.id(member))
    }

    private func decline(_ ledger: inout Ledger, _ reason: DeclineReason = .suspectedHostile, by member: Int = 1) {
        guard let request = ledger.request(10) else { return }
        ledger.add(request.eventToDecline(for: reason, note: "поток"), author: member)
    }

    @Test(arguments: DangerRating.allCases)
    func `one declines where nobody is in danger, and two where somebody may be`(danger: DangerRating) throws {
        var ledger = apart(danger)
        #expect(try obstacle(ledger) == nil)
        decline(&ledger)
        #expect(ledger.refusal == nil)
        guard danger.needsSecondPersonToDecline else {
            #expect(ledger.request(10)?.state == .declined)
            #expect(ledger.request(10)?.unreadCount == 0, "nobody is called to read what was declined")
            return
        }
        #expect(ledger.request(10)?.state == .quarantined)
        #expect(try obstacle(ledger) == .waitsForSecond, "the first is not the second")
        #expect(try obstacle(ledger, .duplicate, by: 2) == .otherReason)
        #expect(try obstacle(ledger, nil, by: 2) == nil && obstacle(ledger, by: 2) == nil)
        decline(&ledger, by: 2)
        #expect(ledger.refusal == nil)
        #expect(ledger.request(10)?.state == .declined)
    }

    @Test(arguments: RequestState.allCases)
    func `only what is set apart is declined with others`(state: RequestState) throws {
        let ledger = TransitionTests.ledger(in: state)
        #expect(try obstacle(ledger) == (state == .quarantined ? nil : .notApart))
    }

    @Test func `who wrote again, was answered or was noted is looked at by itself`() throws {
        var again = apart()
        again.add(.messageReceived(request: Self.request, message: Sample.message(900)))
        #expect(try obstacle(again) == .wroteAgain)
        again.add(.requestOpened(request: Self.request), author: 2)
        #expect(try obstacle(again) == nil, "somebody has read it")
        var answered = apart()
        answered.add(.replySent(request: Self.request, number: 1, body: "Ждите.", files: []))
        #expect(try obstacle(answered) == .answered)
        var noted = apart()
        noted.add(.noteAdded(request: Self.request, body: "звоню"))
        #expect(try obstacle(noted) == .takenUp)
        #expect(Ledger().state.obstacle(toDeclining: try shown(noted), for: .other, by: Sample.id(1)) == .gone)
    }

    @Test func `what came behind what the page showed is looked at again`() throws {
        var ledger = apart()
        let before = try shown(ledger)
        ledger.add(.requestOpened(request: Self.request), author: 1)
        #expect(ledger.state.obstacle(toDeclining: before, for: .other, by: Sample.id(1)) == nil, "who looks may act")
        ledger.add(.requestOpened(request: Self.request), author: 2)
        #expect(ledger.state.obstacle(toDeclining: before, for: .other, by: Sample.id(1)) == .changed)
    }

    @Test func `whoever was declined unread and is heard again is unread`() throws {
        var ledger = apart()
        decline(&ledger, .outsideMandate)
        ledger.add(.messageReceived(request: Self.request, message: Sample.message(900)))
        #expect(ledger.request(10)?.state == .inTriage && ledger.request(10)?.unreadCount == 2)
        var hostile = apart()
        decline(&hostile)
        hostile.add(.messageReceived(request: Self.request, message: Sample.message(900)))
        #expect(hostile.request(10)?.state == .declined && hostile.request(10)?.unreadCount == 1)
    }

    @Test func `proposals about many are one matter`() throws {
        var ledger = apart(.lifeInDanger)
        decline(&ledger)
        let matters = ledger.state.requests.flatMap { Matter.matters(of: $0, for: Sample.id(2)) }
        #expect(matters.contains { $0.common == .declining })
        #expect(
            !ledger.state.requests.flatMap { Matter.matters(of: $0, for: Sample.id(1)) }.contains {
                $0.common == .declining
            })
    }
}
