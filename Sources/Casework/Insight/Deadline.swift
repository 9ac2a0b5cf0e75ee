// SPDX-License-Identifier: AGPL-3.0-or-later

/// What somebody has to attend to.
public enum Pending: Hashable, Sendable, Confidential {
    /// Something that nobody has read.
    case unread
    /// The person waits for an answer.
    case answer
    /// A colleague proposed to decline, and somebody else has to decide.
    case declineToConfirm
    case assessment
    case reassessment
    /// The person may be harmed at any moment.
    case imminentDanger
    case review
    case task(ID<Entry>)
    case planToApprove(ID<Entry>)
    case closingToConfirm
    case erasureToConfirm
    case incident(ID<Entry>)
}

/// A day by which something has to be done.
public struct Deadline: Hashable, Sendable, Confidential {
    public let pending: Pending
    /// Seconds since 1970.
    public let due: UInt64
    /// Whose it is beside the case's owner and deputy, where it is somebody's.
    public let people: [ID<Member>]

    init(_ pending: Pending, due: UInt64, people: [ID<Member>] = []) {
        self.pending = pending
        self.due = due
        self.people = people
    }
}

extension PartContent {
    /// The days that stand in this part.
    var deadlines: [Deadline] {
        switch self {
        case .casework(let part): part.deadlines
        case .conversation, .identity, .whereabouts, .evidence, .legal: []
        }
    }
}

extension CaseworkPart {
    /// What is due in an open case, and the tasks that were promised in any.
    var deadlines: [Deadline] {
        let promised = tasks.filter(\.isOpen).map {
            Deadline(.task($0.id), due: $0.due, people: [$0.owner, $0.deputy])
        }
        guard let lifecycle, lifecycle.state.isOpen else { return promised }
        let assessment = risk.scheduledFor.map { Deadline(.assessment, due: $0) }
        let reassessment = risk.current.map { Deadline(.reassessment, due: $0.assessment.reassessBy) }
        let review = nextReview.map { Deadline(.review, due: $0) }
        return promised + [assessment ?? reassessment, review].compactMap(\.self)
    }
}
