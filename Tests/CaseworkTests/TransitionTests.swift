// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Every state meets every event.
struct TransitionTests {
    enum Trigger: CaseIterable {
        case message, opened, reply, note, toReceived, toOpened, toTriage, toAwaiting, toInformed, toDeclined

        var event: Event {
            let request: ID<Request> = Sample.id(10)
            return switch self {
            case .message: .messageReceived(request: request, message: Sample.message(900))
            case .opened: .requestOpened(request: request)
            case .reply: .replySent(request: request, number: 1, body: "", files: [])
            case .note: .noteAdded(request: request, body: "")
            case .toReceived: .requestMoved(request: request, to: .received, reason: nil, note: "")
            case .toOpened: .requestMoved(request: request, to: .opened, reason: nil, note: "")
            case .toTriage: .requestMoved(request: request, to: .inTriage, reason: nil, note: "")
            case .toAwaiting: .requestMoved(request: request, to: .awaitingSource, reason: nil, note: "")
            case .toInformed: .requestMoved(request: request, to: .informationGiven, reason: nil, note: "")
            case .toDeclined: .requestMoved(request: request, to: .declined, reason: .outsideMandate, note: "")
            }
        }
    }

    /// Columns as in ``Trigger``; nil: refused as a forbidden transition.
    static let table: [(RequestState, [RequestState?])] = [
        (.received, [.received, .opened, .opened, .received, nil, nil, nil, nil, nil, nil]),
        (.opened, [.opened, .opened, .opened, .opened, nil, nil, .inTriage, nil, nil, nil]),
        (
            .inTriage,
            [
                .inTriage, .inTriage, .inTriage, .inTriage, nil, nil, nil, .awaitingSource, .informationGiven,
                .declined,
            ]
        ),
        (
            .awaitingSource,
            [.inTriage, .awaitingSource, .awaitingSource, .awaitingSource, nil, nil, .inTriage, nil, nil, nil]
        ),
        (
            .informationGiven,
            [.inTriage, .informationGiven, .informationGiven, .informationGiven, nil, nil, .inTriage, nil, nil, nil]
        ),
        (.declined, [.inTriage, .declined, .declined, .declined, nil, nil, .inTriage, nil, nil, nil]),
    ]

    @Test func `the table has every state and every event`() {
        #expect(Self.table.map(\.0) == RequestState.allCases)
        #expect(Self.table.allSatisfy { $0.1.count == Trigger.allCases.count })
    }

    @Test(arguments: RequestState.allCases, Trigger.allCases)
    func `every state meets every event`(state: RequestState, trigger: Trigger) throws {
        var ledger = Self.ledger(in: state)
        let row = try #require(Self.table.first { $0.0 == state })
        let column = try #require(Trigger.allCases.firstIndex(of: trigger))
        let before = ledger.request(10)
        ledger.add(trigger.event)
        if let expected = row.1[column] {
            #expect(ledger.refusal == nil)
            #expect(ledger.request(10)?.state == expected)
        } else {
            #expect(ledger.refusal == .forbiddenTransition)
            #expect(ledger.request(10) == before)
        }
    }

    @Test(arguments: RequestState.allCases)
    func `the moves that a page offers are the moves that the fold allows`(state: RequestState) throws {
        for next in RequestState.allCases {
            var ledger = Self.ledger(in: state)
            ledger.add(
                .requestMoved(request: Sample.id(10), to: next, reason: next == .declined ? .other : nil, note: ""))
            #expect((ledger.refusal == nil) == state.successors.contains(next))
        }
    }

    @Test(arguments: DeclineReason.allCases)
    func `a declined person who writes again is heard again, unless they were thought hostile`(reason: DeclineReason) {
        var ledger = Self.ledger(in: .inTriage)
        ledger.add(.requestMoved(request: Sample.id(10), to: .declined, reason: reason, note: ""))
        ledger.add(.messageReceived(request: Sample.id(10), message: Sample.message(900)), at: 99_000)
        let request = ledger.request(10)
        #expect(request?.unreadCount == 1)
        if reason == .suspectedHostile {
            #expect(request?.state == .declined)
            #expect(request?.declineReason == .suspectedHostile)
            #expect(request?.waitingSince == nil)
        } else {
            #expect(request?.state == .inTriage)
            #expect(request?.declineReason == nil)
            #expect(request?.waitingSince == 99_000)
            #expect(request?.timeline.last?.content == .reopened(from: .declined))
        }
    }

    @Test(arguments: [RequestState.awaitingSource, .informationGiven, .declined])
    func `who rests does not wait`(state: RequestState) {
        #expect(Self.ledger(in: state).request(10)?.waitingSince == nil)
        #expect(Self.ledger(in: .inTriage).request(10)?.waitingSince != nil)
    }

    private static func ledger(in state: RequestState) -> Ledger {
        var ledger = Ledger()
        let request: ID<Request> = Sample.id(10)
        ledger.add(Sample.requestReceived(10, message: 1))
        if state == .received { return ledger }
        ledger.add(.requestOpened(request: request))
        if state == .opened { return ledger }
        ledger.add(.requestMoved(request: request, to: .inTriage, reason: nil, note: ""))
        if state == .inTriage { return ledger }
        ledger.add(
            .requestMoved(request: request, to: state, reason: state == .declined ? .outsideMandate : nil, note: ""))
        return ledger
    }
}

struct PriorityTests {
    static let now: UInt64 = 1_000_000

    private func priority(_ danger: DangerRating, waitingHours: UInt64?) -> Priority {
        var ledger = Ledger()
        ledger.add(
            Sample.requestReceived(10, message: 1, danger: danger), at: Self.now - (waitingHours ?? 0) * 3_600)
        if waitingHours == nil { ledger.add(.replySent(request: Sample.id(10), number: 1, body: "", files: [])) }
        return ledger.state.requests[0].priority(at: Self.now)
    }

    @Test func `life in danger comes before any wait`() {
        #expect(priority(.lifeInDanger, waitingHours: 0) > priority(.days, waitingHours: 200))
    }

    @Test func `a long wait outweighs a higher rating`() {
        #expect(priority(.weeks, waitingHours: 100) > priority(.days, waitingHours: 2))
        #expect(priority(.days, waitingHours: 10) > priority(.weeks, waitingHours: 10))
    }

    @Test func `who is not waiting comes last`() {
        #expect(priority(.lifeInDanger, waitingHours: nil) < priority(.noHurry, waitingHours: 0))
    }

    @Test func `a clock that jumped back does not overflow`() {
        var ledger = Ledger()
        ledger.add(Sample.requestReceived(10, message: 1), at: 500)
        #expect(ledger.state.requests[0].priority(at: 0) == ledger.state.requests[0].priority(at: 500))
    }
}
