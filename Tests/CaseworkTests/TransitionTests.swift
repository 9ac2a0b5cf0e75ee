// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Every state meets every event.
struct TransitionTests {
    enum Trigger: Hashable {
        case message, opened, reply, note
        case to(RequestState)
        case step(RequestStep.Kind)

        static let all: [Trigger] =
            [.message, .opened, .reply, .note]
            + [.received, .opened, .inTriage, .awaitingSource, .informationGiven, .declined].map(Trigger.to)
            + RequestStep.Kind.allCases.map(Trigger.step)

        /// What it says of request 10. Request 11 is there to be linked to.
        func event(after record: RequestRecord?) -> Event {
            let request: ID<Request> = Sample.id(10)
            return switch self {
            case .message: .messageReceived(request: request, message: Sample.message(900))
            case .opened: .requestOpened(request: request)
            case .reply: .replySent(request: request, number: (record?.replyCount ?? 0) + 1, body: "да", files: [])
            case .note: .noteAdded(request: request, body: "")
            case .to(let state):
                .requestMoved(
                    request: request, to: state, reason: state == .declined ? .outsideMandate : nil, note: "")
            case .step(let kind):
                .requestStepped(request: request, Self.step(kind), note: Self.takesNote(kind) ? "Что случилось" : "")
            }
        }

        static func step(_ kind: RequestStep.Kind) -> RequestStep {
            switch kind {
            case .accepted: .accepted(danger: .days)
            case .referralOffered: .referralOffered(partner: "Partner", consent: "in writing, 3 May")
            case .referredOut: .referredOut
            case .linked: .linked(to: Sample.id(11))
            case .quarantined: .quarantined
            case .lapsed: .lapsed
            case .declineProposed: .declineProposed(reason: .outsideMandate)
            case .erasureProposed: .erasureProposed(reason: .noLongerNeeded)
            case .erasureConfirmed: .erasureConfirmed
            case .erasureCancelled: .erasureCancelled
            }
        }

        static func takesNote(_ kind: RequestStep.Kind) -> Bool {
            ![.erasureProposed, .erasureConfirmed, .erasureCancelled].contains(kind)
        }
    }

    /// Where each state goes. Reading, replying and notes leave every state but the first as it is; whatever is not
    /// named here is a forbidden transition.
    static let table: [RequestState: [Trigger: RequestState]] = [
        .received: [.opened: .opened, .reply: .opened, .step(.quarantined): .quarantined],
        .opened: [.to(.inTriage): .inTriage, .step(.quarantined): .quarantined],
        .inTriage: [
            .to(.awaitingSource): .awaitingSource, .to(.informationGiven): .informationGiven,
            .to(.declined): .declined, .step(.accepted): .accepted, .step(.referralOffered): .referralOffered,
            .step(.linked): .linkedDuplicate, .step(.quarantined): .quarantined, .step(.declineProposed): .inTriage,
        ],
        .awaitingSource: [.message: .inTriage, .to(.inTriage): .inTriage, .step(.lapsed): .lapsed],
        .informationGiven: [
            .message: .inTriage, .to(.inTriage): .inTriage, .step(.erasureProposed): .informationGiven,
        ],
        .declined: [.message: .inTriage, .to(.inTriage): .inTriage, .step(.erasureProposed): .declined],
        .accepted: [:],
        .referralOffered: [.to(.inTriage): .inTriage, .step(.referredOut): .referredOut],
        .referredOut: [.message: .inTriage, .to(.inTriage): .inTriage, .step(.erasureProposed): .referredOut],
        .linkedDuplicate: [.to(.inTriage): .inTriage, .step(.erasureProposed): .linkedDuplicate],
        .quarantined: [
            .to(.inTriage): .inTriage, .to(.declined): .declined, .step(.declineProposed): .quarantined,
        ],
        .lapsed: [.message: .inTriage, .to(.inTriage): .inTriage, .step(.erasureProposed): .lapsed],
    ]

    @Test(arguments: RequestState.allCases, Trigger.all)
    func `every state meets every event`(state: RequestState, trigger: Trigger) throws {
        var ledger = Self.ledger(in: state)
        try #require(ledger.request(10)?.state == state)
        let row = try #require(Self.table[state])
        let before = ledger.request(10)
        ledger.add(trigger.event(after: before))
        if let next = row[trigger] {
            #expect(ledger.refusal == nil)
            #expect(ledger.request(10)?.state == next)
        } else if [.message, .opened, .reply, .note].contains(trigger) {
            #expect(ledger.refusal == nil)
            #expect(ledger.request(10)?.state == state)
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
        #expect(ledger.refusal == nil)
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

    @Test(arguments: RequestState.allCases.filter(\.isResting))
    func `who was answered, or told that there will be no answer, does not wait`(state: RequestState) {
        let isUnanswered = [.linkedDuplicate, .informationGiven, .referralOffered, .referredOut].contains(state)
        var ledger = Self.ledger(in: state)
        #expect((ledger.request(10)?.waitingSince != nil) == isUnanswered)
        ledger.add(.replySent(request: Sample.id(10), number: 1, body: "да", files: []))
        if isUnanswered { #expect(ledger.refusal == nil && ledger.request(10)?.waitingSince == nil) }
        #expect(Self.ledger(in: .inTriage).request(10)?.waitingSince != nil)
    }

    @Test(arguments: RequestState.allCases)
    func `the steps that a page offers are the steps that the fold allows`(state: RequestState) throws {
        for kind in RequestStep.Kind.allCases {
            var ledger = Self.ledger(in: state)
            ledger.add(Trigger.step(kind).event(after: ledger.request(10)))
            #expect((ledger.refusal == nil) == state.steps.contains(kind))
        }
    }

    /// A request whose sender has weeks, brought into a state by the shortest way.
    static func ledger(in state: RequestState, danger: DangerRating = .weeks) -> Ledger {
        var ledger = Ledger()
        ledger.add(Sample.requestReceived(11, message: 2))
        ledger.add(Sample.requestReceived(10, message: 1, danger: danger))
        for trigger in Self.way(to: state) { ledger.add(trigger.event(after: ledger.request(10))) }
        return ledger
    }

    private static func way(to state: RequestState) -> [Trigger] {
        let triage: [Trigger] = [.opened, .to(.inTriage)]
        return switch state {
        case .received: []
        case .opened: [.opened]
        case .inTriage: triage
        case .awaitingSource: triage + [.to(.awaitingSource), .reply, .reply]
        case .informationGiven, .declined: triage + [.to(state)]
        case .accepted: triage + [.step(.accepted)]
        case .referralOffered: triage + [.step(.referralOffered)]
        case .referredOut: triage + [.step(.referralOffered), .step(.referredOut)]
        case .linkedDuplicate: triage + [.step(.linked)]
        case .quarantined: triage + [.step(.quarantined)]
        case .lapsed: triage + [.to(.awaitingSource), .reply, .reply, .step(.lapsed)]
        }
    }
}

/// What a step asks for beside the right state.
struct StepGuardTests {
    typealias Trigger = TransitionTests.Trigger

    private func refusal(of step: RequestStep, note: String = "", in state: RequestState = .inTriage) -> Refusal? {
        var ledger = TransitionTests.ledger(in: state)
        ledger.add(.requestStepped(request: Sample.id(10), step, note: note))
        return ledger.refusal
    }

    @Test func `a request without a danger rating is not accepted`() {
        #expect(refusal(of: .accepted(danger: .notSaid)) == .dangerNotRated)
        #expect(refusal(of: .accepted(danger: .noHurry)) == nil)
    }

    @Test(arguments: [("", "yes"), ("Partner", ""), ("Partner", " \n")])
    func `a referral names the partner and the consent`(partner: String, consent: String) {
        #expect(refusal(of: .referralOffered(partner: partner, consent: consent)) == .consentMissing)
    }

    @Test func `who is set apart is told apart by a reason`() {
        #expect(refusal(of: .quarantined, note: " ") == .reasonMissing)
    }

    @Test func `a request lapses after two reminders and not before`() {
        var ledger = TransitionTests.ledger(in: .inTriage)
        ledger.add(Trigger.reply.event(after: ledger.request(10)))
        #expect(ledger.request(10)?.reminderCount == 0, "an answer is no reminder")
        ledger.add(Trigger.to(.awaitingSource).event(after: nil))
        for reminders in 0...2 {
            var attempt = ledger
            attempt.add(Trigger.step(.lapsed).event(after: attempt.request(10)))
            #expect(attempt.refusal == (reminders < 2 ? .remindersMissing : nil))
            ledger.add(Trigger.reply.event(after: ledger.request(10)))
        }
    }

    @Test func `reminders are counted anew each time the person is awaited`() {
        var ledger = TransitionTests.ledger(in: .awaitingSource)
        for trigger in [Trigger.reply, .reply, .message, .to(.awaitingSource), .step(.lapsed)] {
            ledger.add(trigger.event(after: ledger.request(10)))
        }
        #expect(ledger.refusal == .remindersMissing)
    }

    @Test func `a link leads to a request that is itself worked on`() {
        #expect(refusal(of: .linked(to: Sample.id(10))) == .cannotBeLinked)
        #expect(refusal(of: .linked(to: Sample.id(99))) == .cannotBeLinked)
        var ledger = TransitionTests.ledger(in: .linkedDuplicate)
        #expect(ledger.request(10)?.linkedTo == Sample.id(11))
        ledger.add(.requestOpened(request: Sample.id(11)))
        ledger.add(.requestMoved(request: Sample.id(11), to: .inTriage, reason: nil, note: ""))
        ledger.add(.requestStepped(request: Sample.id(11), .linked(to: Sample.id(10)), note: ""))
        #expect(ledger.refusal == .cannotBeLinked)
        ledger.add(.requestMoved(request: Sample.id(10), to: .inTriage, reason: nil, note: ""))
        #expect(ledger.request(10)?.linkedTo == nil)
    }

    @Test func `to link a request answers nobody: whoever wrote there waits there`() {
        var ledger = TransitionTests.ledger(in: .inTriage, danger: .lifeInDanger)
        #expect(ledger.request(10)?.waitingSince != nil)
        ledger.add(Sample.requestReceived(11, message: 40))
        ledger.add(.requestStepped(request: Sample.id(10), .linked(to: Sample.id(11)), note: ""))
        #expect(ledger.refusal == nil && ledger.request(10)?.state == .linkedDuplicate)
        #expect(ledger.request(10)?.waitingSince != nil)
        ledger.add(.replySent(request: Sample.id(10), number: 1, body: "мы читаем", files: []))
        #expect(ledger.refusal == nil && ledger.request(10)?.waitingSince == nil)
    }

    @Test func `who is off duty decides nothing in the intake, and what people write is taken in all the same`() {
        var ledger = TransitionTests.ledger(in: .inTriage, danger: .days)
        ledger.admit(2)
        let propose = Event.requestStepped(
            request: Sample.id(10), .declineProposed(reason: .outsideMandate), note: "")
        let acts: [Event] = [
            propose, .requestMoved(request: Sample.id(10), to: .declined, reason: .outsideMandate, note: ""),
            .replySent(request: Sample.id(10), number: 1, body: "нет", files: []),
            .requestOpened(request: Sample.id(10)),
            .noteAdded(request: Sample.id(10), body: "x"),
        ]
        for act in acts {
            ledger.add(act, author: 2)
            #expect(ledger.refusal == .notOnDuty)
        }
        ledger.add(.messageReceived(request: Sample.id(10), message: Sample.message(102)), author: 2)
        #expect(ledger.refusal == nil)
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.intake]))
        ledger.add(propose, author: 2)
        #expect(ledger.refusal == nil)
        ledger.add(.rolesSet(member: Sample.id(2), roles: []))
        ledger.add(.noteAdded(request: Sample.id(10), body: "x"), author: 2)
        #expect(ledger.refusal == .notOnDuty, "taken off duty, with the key still there")
    }

    @Test(arguments: DangerRating.allCases)
    func `where days are left or less, two people decline`(danger: DangerRating) {
        var ledger = TransitionTests.ledger(in: .inTriage, danger: danger)
        ledger.admit(2)
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.intake]))
        ledger.admit(3, member: 1)
        let decline = Event.requestMoved(request: Sample.id(10), to: .declined, reason: .outsideMandate, note: "")
        guard danger.needsSecondPersonToDecline else {
            ledger.add(decline)
            #expect(ledger.refusal == nil)
            return
        }
        ledger.add(decline)
        #expect(ledger.refusal == .secondPersonNeeded, "nobody proposed it")
        ledger.add(.requestStepped(request: Sample.id(10), .declineProposed(reason: .outsideMandate), note: ""))
        #expect(ledger.request(10)?.declineProposal?.by == Sample.id(1))
        ledger.add(decline)
        #expect(ledger.refusal == .secondPersonNeeded, "the same person")
        ledger.add(decline, author: 3)
        #expect(ledger.refusal == .secondPersonNeeded, "the same person at another machine")
        ledger.add(
            .requestMoved(request: Sample.id(10), to: .declined, reason: .duplicate, note: ""), author: 2)
        #expect(ledger.refusal == .secondPersonNeeded, "another reason than the one that was proposed")
        ledger.add(decline, author: 2)
        #expect(ledger.refusal == nil)
        #expect(ledger.request(10)?.state == .declined && ledger.request(10)?.declineProposal == nil)
    }

    /// A worker who was offline, or whose page stood open, while the person wrote that they are in danger.
    @Test(arguments: [
        Event.requestOpened(request: Sample.id(10)),
        .replySent(request: Sample.id(10), number: 1, body: "раньше написанное", files: []),
        .requestMoved(request: Sample.id(10), to: .informationGiven, reason: nil, note: ""),
    ])
    func `what somebody does who had not seen a message leaves it unread and unanswered`(late: Event) throws {
        var ledger = TransitionTests.ledger(in: .inTriage)
        ledger.admit(2)
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.intake]))
        let seen = ledger.entries.count
        ledger.add(
            .messageReceived(request: Sample.id(10), message: Sample.message(900, danger: .lifeInDanger)), at: 99_000)
        ledger.add(late, author: 2, seen: seen)
        #expect(ledger.refusal == nil)
        let request = try #require(ledger.request(10))
        #expect(request.unreadCount == 1 && request.waitingSince != nil && request.danger == .lifeInDanger)
        let today = Today(ledger.state, for: Sample.id(1), at: 99_100)
        #expect(today.items.contains { $0.subject == .request(Sample.id(10)) && $0.standing == .urgent })
        ledger.add(.requestOpened(request: Sample.id(10)), author: 2)
        #expect(ledger.request(10)?.unreadCount == 0)
        ledger.add(
            .replySent(request: Sample.id(10), number: request.replyCount + 1, body: "читаем", files: []), author: 2)
        #expect(ledger.refusal == nil && ledger.request(10)?.waitingSince == nil)
    }

    @Test func `while messages are unread the gravest counts, and then what the person said last`() {
        var ledger = TransitionTests.ledger(in: .inTriage)
        for (number, danger) in [(900, DangerRating.lifeInDanger), (901, .noHurry), (902, .notSaid)] {
            ledger.add(.messageReceived(request: Sample.id(10), message: Sample.message(number, danger: danger)))
            #expect(ledger.request(10)?.danger == .lifeInDanger, "\(number)")
        }
        ledger.add(.requestOpened(request: Sample.id(10)))
        #expect(ledger.request(10)?.danger == .noHurry)
        ledger.add(.messageReceived(request: Sample.id(10), message: Sample.message(903, danger: .notSaid)))
        #expect(ledger.request(10)?.danger == .noHurry)
        ledger.add(.messageReceived(request: Sample.id(10), message: Sample.message(904, danger: .weeks)))
        #expect(ledger.request(10)?.danger == .weeks)
    }

    @Test(arguments: [RequestState.accepted, .linkedDuplicate, .referralOffered, .quarantined])
    func `a message to a request that somebody else carries is not lost`(state: RequestState) {
        var ledger = TransitionTests.ledger(in: state)
        ledger.add(.messageReceived(request: Sample.id(10), message: Sample.message(900)), at: 99_000)
        #expect(ledger.request(10)?.state == state)
        #expect(ledger.request(10)?.unreadCount == 1)
        #expect((ledger.request(10)?.waitingSince != nil) == (state != .accepted), "a case answers in the case")
    }
}

struct PriorityTests {
    static let now: UInt64 = 1_000_000

    private func priority(_ danger: DangerRating, waitingHours: UInt64?) -> Priority {
        var ledger = Ledger()
        ledger.add(
            Sample.requestReceived(10, message: 1, danger: danger), at: Self.now - (waitingHours ?? 0) * 3_600)
        if waitingHours == nil { ledger.add(.replySent(request: Sample.id(10), number: 1, body: "да", files: [])) }
        return RequestSummary(ledger.state.requests[0]).priority(at: Self.now)
    }

    @Test func `life in danger comes before any wait`() {
        #expect(priority(.lifeInDanger, waitingHours: 0) > priority(.days, waitingHours: 200))
    }

    @Test func `no wait outweighs a greater danger, and of the same danger the longer wait comes first`() {
        let ratings: [DangerRating] = [.noHurry, .weeks, .days, .lifeInDanger]
        for (place, lesser) in ratings.enumerated() {
            for greater in ratings.dropFirst(place + 1) {
                #expect(priority(greater, waitingHours: 0) > priority(lesser, waitingHours: 250))
            }
            #expect(priority(lesser, waitingHours: 10) > priority(lesser, waitingHours: 9))
        }
    }

    @Test func `who did not say waits among those who have days`() {
        #expect(priority(.notSaid, waitingHours: 10) > priority(.days, waitingHours: 9))
        #expect(priority(.notSaid, waitingHours: 9) < priority(.days, waitingHours: 10))
        #expect(priority(.notSaid, waitingHours: 0) > priority(.weeks, waitingHours: 250))
    }

    @Test func `one order of dangers says which is graver, and no graver one weighs less`() {
        #expect(DangerRating.allCases.sorted() == [.noHurry, .weeks, .notSaid, .days, .lifeInDanger])
        for (lesser, greater) in zip(DangerRating.allCases.sorted(), DangerRating.allCases.sorted().dropFirst()) {
            #expect(priority(lesser, waitingHours: 1) <= priority(greater, waitingHours: 1), "\(lesser) \(greater)")
        }
    }

    @Test func `who is not waiting comes last`() {
        #expect(priority(.lifeInDanger, waitingHours: nil) < priority(.noHurry, waitingHours: 0))
    }

    @Test func `a clock that jumped back does not overflow`() {
        var ledger = Ledger()
        ledger.add(Sample.requestReceived(10, message: 1), at: 500)
        let summary = RequestSummary(ledger.state.requests[0])
        #expect(summary.priority(at: 0) == summary.priority(at: 500))
    }
}
