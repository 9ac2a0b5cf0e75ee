// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// A move of a request that needs more than a reason, as a form.
enum StepForm: String, CaseIterable {
    case offerReferral = "offer-referral"
    case referOut = "refer-out"
    case link
    case quarantine
    case lapse
    case proposeDecline = "propose-decline"
    case proposeErasure = "propose-erasure"
    case agreeErasure = "agree-erasure"
    case keep

    /// Nil for acceptance, which has a page of its own.
    init?(_ kind: RequestStep.Kind) {
        switch kind {
        case .accepted: return nil
        case .referralOffered: self = .offerReferral
        case .referredOut: self = .referOut
        case .linked: self = .link
        case .quarantined: self = .quarantine
        case .lapsed: self = .lapse
        case .declineProposed: self = .proposeDecline
        case .erasureProposed: self = .proposeErasure
        case .erasureConfirmed: self = .agreeErasure
        case .erasureCancelled: self = .keep
        }
    }

    func isOffered(_ request: RequestRecord) -> Bool { request.steps.contains { StepForm($0) == self } }

    /// Whether it should be read before it is done: it turns somebody away, or cannot be taken back.
    var isGrave: Bool {
        switch self {
        case .proposeDecline, .proposeErasure, .agreeErasure: true
        case .offerReferral, .referOut, .link, .quarantine, .lapse, .keep: false
        }
    }

    func fields(_ request: RequestRecord, _ desk: DeskScene) -> [FormField] {
        switch self {
        case .offerReferral:
            [.line("partner"), .prose("how-consented", rows: 2), .prose("note", rows: 2, isRequired: false)]
        case .referOut, .lapse: [.prose("note", rows: 2, isRequired: false)]
        case .quarantine: [.prose("note", rows: 3)]
        case .link:
            [.choice("same-as", others(than: request, desk), desk.words), .prose("note", rows: 2, isRequired: false)]
        case .proposeDecline:
            [.choice("decline-reason", of: DeclineReason.self, desk.words), .prose("note", rows: 2, isRequired: false)]
        case .proposeErasure: [.choice("erasure-reason", of: ErasureReason.self, desk.words)]
        case .agreeErasure, .keep: []
        }
    }

    private static let mostOthers = 200

    /// The newest others of the intake, by their first words.
    private func others(than request: RequestRecord, _ desk: DeskScene) -> [FormOption] {
        desk.state.requests.reversed().filter { $0.id != request.id }.prefix(Self.mostOthers).map { other in
            let words = SafeText.firstLine(other.firstMessage?.body ?? "", maximumCount: 90)
            return FormOption(
                value: other.id.hex, text: "\(LocalTime.text(second: other.receivedAt)): \(words)")
        }
    }

    func step(_ answers: FormAnswers) throws(FormProblem) -> (step: RequestStep, note: String) {
        let note = self == .quarantine ? try answers.prose("note") : answers.optionalProse("note")
        let step: RequestStep =
            switch self {
            case .offerReferral:
                .referralOffered(partner: try answers.line("partner"), consent: try answers.prose("how-consented"))
            case .referOut: .referredOut
            case .link: .linked(to: try answers.id("same-as"))
            case .quarantine: .quarantined
            case .lapse: .lapsed
            case .proposeDecline: .declineProposed(reason: try answers.choice("decline-reason"))
            case .proposeErasure: .erasureProposed(reason: try answers.choice("erasure-reason"))
            case .agreeErasure: .erasureConfirmed
            case .keep: .erasureCancelled
            }
        return (step, note)
    }
}
