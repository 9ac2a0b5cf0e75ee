// SPDX-License-Identifier: AGPL-3.0-or-later

/// What is done only in a case that somebody works on. Everything else is said in a case that is over too: what keeps it, opens it again,
/// says what the person wants or what went wrong, or ends what was promised.
public enum CaseWork: CaseIterable, Sendable {
    case rating, assessing, planning
    /// New tasks; those that there are can be ended, put off and given to others.
    case tasks
    /// Explaining consent, or asking for it at the portal. An answer is taken down at any time.
    case asking
    /// What is to leave without consent.
    case overriding
    /// That the organisation may speak for the person.
    case clearing
}

extension CompartmentEvent {
    /// Nil where it may be said whether or not somebody works on the case.
    public var work: CaseWork? {
        switch self {
        case .lifecycle(.dangerRated): .rating
        case .risk: .assessing
        case .plan: .planning
        // Counsel's limits run on whatever becomes of the work.
        case .task(.set(let draft)) where draft.template != .counselDate: .tasks
        case .consent(.explained), .consent(.asked): .asking
        case .consent(.overrideProposed), .consent(.overrideSeconded): .overriding
        case .clearance(.given): .clearing
        case .access, .lifecycle, .task, .hold, .incident, .clearance, .conversation, .consent, .identity, .whereabouts,
            .claim, .statement, .doubt, .attestation, .legal, .exclusion, .exposure:
            nil
        }
    }
}

extension CaseState {
    /// Whether that may be done where a case stands so.
    public func takes(_ work: CaseWork?) -> Bool { isOpen || (work == nil && self != .erased) }

    /// Why it may not be said where a case stands so, whatever else it asks for; nil where it may.
    func refusal(of event: CompartmentEvent) -> Refusal? {
        if takes(event.work) { return nil }
        guard self == .erased else { return .caseOver }
        switch event {
        // A clock that ran ahead may have ended the fourteen days too early, and the person may write at any time.
        case .lifecycle(.erasureCancelled), .lifecycle(.erasureOvertaken): return nil
        default: return .caseErased
        }
    }
}
