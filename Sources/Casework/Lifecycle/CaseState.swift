// SPDX-License-Identifier: AGPL-3.0-or-later

/// Where a case stands.
public enum CaseState: UInt8, CaseIterable, Sendable {
    case registered = 1
    /// Danger, needs and wishes are found out.
    case assessment
    case planning
    /// The plan is carried out.
    case active
    case review
    /// Nothing is done and nothing is released until it is taken up again (``PauseRecord``).
    case paused
    case transferOffered
    case transferred
    /// One person would close it.
    case closing
    case closed
    case reopened
    /// One person would destroy its keys.
    case erasurePending
    case erased
}

/// Why a case was looked at again, laid aside, or taken up again.
public enum MoveReason: UInt8, CaseIterable, Sendable {
    case reviewDue = 1
    case riskChange
    case incident
    case legalEvent
    case contactLost
    case personAsked
    case safety
    case newContact
    case newRisk
}

/// Why a case was closed (Primero's closure reasons, adapted).
public enum ClosureReason: UInt8, CaseIterable, Sendable {
    case protectedAndStable = 1
    case referred
    case selfResolved
    case withdrew
    case lostContact
    case declined
    case hostile
    case deceased
}

/// What two people, or another organisation, have to agree on: moves that a plain move cannot make.
public enum CaseAct: CaseIterable, Sendable {
    case proposeClosing, confirmClosing, offerTransfer, acceptTransfer, requestErasure, confirmErasure, cancelErasure
    case proposeTakingUp
    /// By the second of two, or by whoever laid the case aside.
    case takeUp

    /// Of a case that was laid aside, wherever it stands.
    public static let takingUp: [CaseAct] = [.proposeTakingUp, .takeUp]
}

extension CaseState {
    /// The states that a member may move a case to from this one.
    public var successors: [CaseState] {
        switch self {
        case .registered: [.assessment]
        case .assessment: [.planning]
        case .planning: [.active]
        case .active: [.review, .paused]
        case .review: [.active, .paused]
        case .paused, .transferOffered: [.active]
        case .closing: [.active, .paused]
        case .closed, .transferred: [.reopened]
        case .reopened: [.assessment]
        case .erasurePending, .erased: []
        }
    }

    /// What else may be done from this state.
    public var acts: [CaseAct] {
        switch self {
        case .review: [.proposeClosing]
        case .paused: [.proposeClosing] + CaseAct.takingUp
        case .closing: [.confirmClosing]
        case .active: [.offerTransfer]
        case .transferOffered: [.acceptTransfer]
        case .closed, .transferred: [.requestErasure]
        case .erasurePending: [.confirmErasure, .cancelErasure]
        case .registered, .assessment, .planning, .reopened, .erased: []
        }
    }

    /// The reasons that a move to this state has to name one of; empty where it names none.
    public var moveReasons: [MoveReason] {
        switch self {
        case .review: [.reviewDue, .riskChange, .incident, .legalEvent]
        case .paused: [.contactLost, .personAsked, .safety]
        case .reopened: [.newContact, .newRisk]
        case .registered, .assessment, .planning, .active, .transferOffered, .transferred, .closing, .closed,
            .erasurePending, .erased:
            []
        }
    }

    /// Whether somebody still has work to do.
    public var isOpen: Bool {
        switch self {
        case .registered, .assessment, .planning, .active, .review, .paused, .transferOffered, .closing, .reopened:
            true
        case .transferred, .closed, .erasurePending, .erased: false
        }
    }

    /// Whether nothing about the person may be given to anybody outside for now.
    public var freezesReleases: Bool { self == .paused || !isOpen }
}

extension DangerRating {
    /// How soon a person's risk is assessed, in seconds from the registration: a day where the risk is high, three
    /// days where it is medium, five where it is low (Primero, assessment due date). Who did not say counts as high.
    public var assessmentWithin: UInt64 {
        switch self {
        case .lifeInDanger, .days, .notSaid: 86_400
        case .weeks: 3 * 86_400
        case .noHurry: 5 * 86_400
        }
    }
}
