// SPDX-License-Identifier: AGPL-3.0-or-later

/// A move of a request that needs more than a reason (docs/decisions/0016-a-case-is-its-compartments.md).
public enum RequestStep: Hashable, Sendable, Confidential {
    /// The request becomes a case. Which one is said only inside the case.
    case accepted(danger: DangerRating)
    /// A partner was proposed to the person, who agreed that it be asked. `consent`: how and when they agreed.
    case referralOffered(partner: String, consent: String)
    /// The partner has taken the person on.
    case referredOut
    /// The same person as in another request of the intake.
    case linked(to: ID<Request>)
    /// Suspected hostile. The note says what gave rise to it.
    case quarantined
    /// Reminded, and silent.
    case lapsed
    /// Where a life is in danger, two people decline: this is the first.
    case declineProposed(reason: DeclineReason)
    /// The organisation has no need of it any more: this is the first of two who have it destroyed. This step and the two that
    /// follow from it have no note: they stay when everything else is gone.
    case erasureProposed(reason: ErasureReason)
    /// The second of two, after fourteen days.
    case erasureConfirmed
    /// It is kept after all.
    case erasureCancelled

    /// The steps without what they carry.
    public enum Kind: UInt8, CaseIterable, Sendable {
        case accepted = 1
        case referralOffered, referredOut, linked, quarantined, lapsed, declineProposed
        case erasureProposed, erasureConfirmed, erasureCancelled

        /// Whether it remains when the request is destroyed, as the proof that two people wanted it.
        var isOfErasure: Bool {
            switch self {
            case .erasureProposed, .erasureConfirmed, .erasureCancelled: true
            case .accepted, .referralOffered, .referredOut, .linked, .quarantined, .lapsed, .declineProposed: false
            }
        }
    }

    public var kind: Kind {
        switch self {
        case .accepted: .accepted
        case .referralOffered: .referralOffered
        case .referredOut: .referredOut
        case .linked: .linked
        case .quarantined: .quarantined
        case .lapsed: .lapsed
        case .declineProposed: .declineProposed
        case .erasureProposed: .erasureProposed
        case .erasureConfirmed: .erasureConfirmed
        case .erasureCancelled: .erasureCancelled
        }
    }
}

extension RequestStep: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        let kind: Kind = try reader.value()
        switch kind {
        case .accepted: self = .accepted(danger: try reader.value())
        case .referralOffered:
            self = .referralOffered(partner: try reader.text16(.title), consent: try reader.text16(.reason))
        case .referredOut: self = .referredOut
        case .linked: self = .linked(to: try reader.id())
        case .quarantined: self = .quarantined
        case .lapsed: self = .lapsed
        case .declineProposed: self = .declineProposed(reason: try reader.value())
        case .erasureProposed: self = .erasureProposed(reason: try reader.value())
        case .erasureConfirmed: self = .erasureConfirmed
        case .erasureCancelled: self = .erasureCancelled
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.value(kind)
        switch self {
        case .accepted(let danger): writer.value(danger)
        case .referralOffered(let partner, let consent):
            try writer.text16(partner, .title)
            try writer.text16(consent, .reason)
        case .linked(let request): writer.id(request)
        case .declineProposed(let reason): writer.value(reason)
        case .erasureProposed(let reason): writer.value(reason)
        case .referredOut, .quarantined, .lapsed, .erasureConfirmed, .erasureCancelled: break
        }
    }
}
