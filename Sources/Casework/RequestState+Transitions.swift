// SPDX-License-Identifier: AGPL-3.0-or-later

extension RequestState {
    /// The states that a member may move a request to from this one. Reading a new request opens it; that is not a
    /// move of this table.
    public var successors: [RequestState] {
        switch self {
        case .received: []
        case .opened: [.inTriage]
        case .inTriage: [.awaitingSource, .informationGiven, .declined]
        case .awaitingSource, .informationGiven, .declined: [.inTriage]
        }
    }

    /// Whether the organisation has nothing left to answer here until the person writes again.
    public var isResting: Bool {
        switch self {
        case .received, .opened, .inTriage: false
        case .awaitingSource, .informationGiven, .declined: true
        }
    }

    /// Where a new message takes a request: whatever rested is in triage again, because danger changes and a person
    /// who was turned away last month may be hunted today. Only who was declined as suspected hostile stays declined,
    /// so that nobody can put themselves back into the queue by writing; the message still counts as unread.
    func afterMessage(declinedFor reason: DeclineReason?) -> RequestState {
        switch self {
        case .received, .opened, .inTriage: self
        case .awaitingSource, .informationGiven: .inTriage
        case .declined: reason == .suspectedHostile ? .declined : .inTriage
        }
    }
}
