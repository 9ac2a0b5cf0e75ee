// SPDX-License-Identifier: AGPL-3.0-or-later

/// Where the verification of a claim stands.
public enum ClaimState: UInt8, CaseIterable, Sendable {
    case asserted = 1
    case assigned
    case inCheck
    case corroborated
    case partlyCorroborated
    case unverifiable
    case contradicted
    case deceptive
    case explained
    case recheckDue
    case attested
    case superseded

    /// The states that a claim may come to from this one.
    public var successors: [ClaimState] {
        switch self {
        case .asserted: [.assigned, .superseded]
        case .assigned: [.inCheck, .superseded]
        case .inCheck:
            [.assigned, .corroborated, .partlyCorroborated, .unverifiable, .contradicted, .deceptive, .superseded]
        case .corroborated: [.recheckDue, .attested, .superseded]
        case .partlyCorroborated: [.recheckDue, .superseded]
        case .contradicted: [.explained, .superseded]
        case .explained, .recheckDue: [.assigned, .inCheck, .superseded]
        case .attested: [.recheckDue, .superseded]
        case .unverifiable, .deceptive: [.superseded]
        case .superseded: []
        }
    }
}

extension ClaimState {
    /// Whether the check may be given to somebody, or to somebody else: checkers leave, and lose keys.
    public var isAssignable: Bool { self == .assigned || successors.contains(.assigned) }
}

/// What a claim is about.
public enum ClaimSubject: UInt8, CaseIterable, Sendable {
    case identity = 1
    case nationality
    case service
    case rankOrPost
    case leavingService
    case eventWitnessed
    /// What the person did or knew of themselves.
    case ownConduct
    case threat
    case family
    case document
    case other
}

/// How a check ended.
public enum ClaimFinding: UInt8, CaseIterable, Sendable {
    case corroborated = 1
    case partlyCorroborated
    case unverifiable
    case contradicted
    /// Said in order to deceive. Needs two people, calls for an incident, and never declines anybody by itself.
    case deceptive

    var state: ClaimState {
        switch self {
        case .corroborated: .corroborated
        case .partlyCorroborated: .partlyCorroborated
        case .unverifiable: .unverifiable
        case .contradicted: .contradicted
        case .deceptive: .deceptive
        }
    }
}
