// SPDX-License-Identifier: AGPL-3.0-or-later

/// Work that comes up in nearly every case. The desk's catalogues have the words; here is how soon it is due.
public enum TaskTemplate: UInt8, CaseIterable, Sendable {
    /// Find out how the person may be reached without danger, and try it.
    case safeContact = 1
    case riskAssessment
    case needsAndWishes
    /// Explain what is kept, who may know it, and what consent means, in the person's language.
    case explainConsent
    case firstAccount
    case identityDocuments
    /// Who is left behind, and what may happen to them.
    case familyLeftBehind
    case legalConsultation
    case medicalReferral
    case psychosocialSupport
    case draftPlan
    case reviewPlan
    case reassessRisk
    /// Tell the person what happens next.
    case keepInformed
    case handOver
    case beforeClosing
    case retentionReview
    /// A name of the person may stand on a list or in a text. Set by a hit, never by hand.
    case exposureHit
    /// Counsel has a date. What for stands in counsel's part and nowhere else. Set by counsel's desk, never by hand.
    case counselDate
}

extension TaskTemplate {
    /// How long it may take, in seconds, for a person in this danger.
    public func dueWithin(_ danger: DangerRating) -> UInt64 {
        let day: UInt64 = 86_400
        switch self {
        case .safeContact: return danger.assessmentWithin / 2
        case .riskAssessment, .needsAndWishes, .exposureHit: return danger.assessmentWithin
        case .explainConsent, .familyLeftBehind, .medicalReferral: return danger.assessmentWithin * 2
        case .firstAccount, .identityDocuments, .legalConsultation, .psychosocialSupport, .draftPlan:
            return danger.assessmentWithin * 3
        case .keepInformed, .handOver: return 7 * day
        case .counselDate: return UInt64(Escalation.counselNotice) * day
        case .beforeClosing: return 14 * day
        case .reviewPlan, .reassessRisk: return 30 * day
        case .retentionReview: return Retention.reviewedWithin
        }
    }

    /// Those that a person may set.
    public static var byHand: [TaskTemplate] { allCases.filter { $0 != .exposureHit && $0 != .counselDate } }

    /// The tasks that a case begins a state with.
    public static func starting(_ state: CaseState) -> [TaskTemplate] {
        switch state {
        case .registered: [.safeContact, .riskAssessment]
        case .assessment: [.needsAndWishes, .explainConsent, .familyLeftBehind, .firstAccount]
        case .planning: [.draftPlan, .legalConsultation, .identityDocuments]
        case .active: [.reviewPlan, .reassessRisk, .keepInformed]
        case .closing: [.beforeClosing]
        case .closed, .transferred: [.retentionReview]
        case .transferOffered: [.handOver]
        case .reopened: [.safeContact, .riskAssessment]
        case .review, .paused, .erasurePending, .erased: []
        }
    }
}
