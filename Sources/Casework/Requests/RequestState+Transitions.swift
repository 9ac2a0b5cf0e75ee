// SPDX-License-Identifier: AGPL-3.0-or-later

extension RequestState {
    /// The states that are reached by ``Event/requestMoved(request:to:reason:note:)``; the others are reached by steps.
    static let reachedByMoves: Set<RequestState> = [
        .received, .opened, .inTriage, .awaitingSource, .informationGiven, .declined,
    ]

    /// The states that a member may move a request to from this one. Reading a new request opens it; that is not a
    /// move of this table.
    public var successors: [RequestState] {
        switch self {
        case .received, .accepted: []
        case .opened: [.inTriage]
        case .inTriage: [.awaitingSource, .informationGiven, .declined]
        case .quarantined: [.inTriage, .declined]
        case .awaitingSource, .informationGiven, .declined, .referralOffered, .referredOut, .linkedDuplicate, .lapsed:
            [.inTriage]
        }
    }

    /// The steps that a member may take from this state.
    public var steps: [RequestStep.Kind] {
        switch self {
        case .inTriage: [.accepted, .referralOffered, .linked, .quarantined, .declineProposed]
        case .awaitingSource: [.lapsed]
        case .referralOffered: [.referredOut]
        case .quarantined: [.declineProposed]
        case .informationGiven, .declined, .referredOut, .linkedDuplicate, .lapsed: [.erasureProposed]
        case .received, .opened: [.quarantined]
        case .accepted: []
        }
    }

    /// Whether the organisation has nothing left to answer here until the person writes again.
    public var isResting: Bool {
        switch self {
        case .received, .opened, .inTriage, .quarantined: false
        case .awaitingSource, .informationGiven, .declined, .accepted, .referralOffered, .referredOut,
            .linkedDuplicate, .lapsed:
            true
        }
    }

    /// Where a new message takes a request: whatever rested is in triage again, because danger changes and a person
    /// who was turned away last month may be hunted today. Only who was declined as suspected hostile stays declined,
    /// so that nobody can put themselves back into the queue by writing; the message still counts as unread. Where
    /// somebody else carries the person on, the message waits where it is.
    func afterMessage(declinedFor reason: DeclineReason?) -> RequestState {
        switch self {
        case .received, .opened, .inTriage, .accepted, .referralOffered, .linkedDuplicate, .quarantined: self
        case .awaitingSource, .informationGiven, .referredOut, .lapsed: .inTriage
        case .declined: reason == .suspectedHostile ? .declined : .inTriage
        }
    }

    /// Whether a message that changes nothing of the state has somebody waiting for an answer here.
    var waitsForAnswer: Bool {
        switch self {
        case .received, .opened, .inTriage, .quarantined, .referralOffered, .linkedDuplicate: true
        case .awaitingSource, .informationGiven, .declined, .accepted, .referredOut, .lapsed: false
        }
    }
}

extension DangerRating {
    /// Whether turning the person away needs two people.
    public var needsSecondPersonToDecline: Bool {
        switch self {
        case .lifeInDanger, .days: true
        case .notSaid, .weeks, .noHurry: false
        }
    }
}
