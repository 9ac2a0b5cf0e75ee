// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension CaseForm {
    /// What the organisation vouches for to one recipient: two signatures, and never more than the proposition.
    static let attestationForms = [attest, issue, dropAttestation, revoke]

    private static let attest = CaseForm(
        "attest", in: .evidence,
        fields: { scene in
            [
                .choice("proposition", of: VettedPropositionKind.self, scene.words),
                .choice("rank", of: RankBand.self, isRequired: false, scene.words),
                .line("left-on", isRequired: false), .prose("worded", rows: 2, isRequired: false),
                FormField("claims", .ticks(scene.vettedClaims)), .line("recipient"),
                .line("language", initial: "en"), .day("until"),
            ]
        },
        events: { answers, scene throws(FormProblem) in
            let claims = answers.tickedIDs("claims", of: Claim.self)
            guard !claims.isEmpty else { throw FormProblem(field: "claims", reason: "problem.choose") }
            return [
                .attestation(
                    .proposed(
                        StatedAttestation(
                            id: scene.newID(), proposition: try proposition(answers),
                            claims: claims.sorted { $0.hex < $1.hex }, recipient: try answers.line("recipient"),
                            language: try answers.line("language"), validUntil: try answers.day("until"))))
            ]
        })

    private static func proposition(_ answers: FormAnswers) throws(FormProblem) -> VettedProposition {
        let kind: VettedPropositionKind = try answers.choice("proposition")
        return switch kind {
        case .identityConfirmed: .identityConfirmed
        case .nationalityConfirmed: .nationalityConfirmed
        case .servedInRankBand: .servedInRankBand(try answers.choice("rank"))
        case .leftService: .leftService(try answers.partialDate("left-on"))
        case .familyTieConfirmed: .familyTieConfirmed
        case .threatConfirmed: .threatConfirmed
        case .wordedByCounsel: .wordedByCounsel(try answers.prose("worded"))
        }
    }

    private static let issue = CaseForm(
        "issue", in: .evidence,
        about: { $0.attestation?.state == .proposed && $0.attestation?.proposedBy != $0.scene.me },
        fields: { _ in [.tick("agree", isRequired: true)] }, context: { attestationContext($0) },
        events: { answers, scene throws(FormProblem) in
            try answers.requireTick("agree")
            if let obstacle = scene.scene.known.home.clearanceObstacle {
                throw FormProblem(field: nil, reason: obstacle.catalogueKey)
            }
            guard let record = scene.attestation else { return [] }
            return [.attestation(.issued(record.id, proposal: record.proposal))]
        })

    private static let dropAttestation = CaseForm(
        "drop-attestation", in: .evidence, about: { $0.attestation?.state == .proposed },
        fields: { _ in [.prose("reason")] },
        events: { answers, scene throws(FormProblem) in
            guard let record = scene.attestation else { return [] }
            return [.attestation(.dropped(record.id, reason: try answers.prose("reason")))]
        })

    private static let revoke = CaseForm(
        "revoke", in: .evidence, isGrave: true, about: { $0.attestation?.state == .issued },
        fields: { _ in [.prose("for-recipient")] }, context: { attestationContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let record = scene.attestation else { return [] }
            return [.attestation(.revoked(record.id, note: try answers.prose("for-recipient")))]
        })

    private static func attestationContext(_ scene: FormScene) -> [Block] {
        guard let part = scene.part.evidence, let record = scene.attestation else { return [] }
        return record.stated.claims.compactMap { part.claim($0) }
            .map { ClaimBlocks.reading($0, of: part, in: scene.part, scene.scene) }
    }
}

extension FormScene {
    fileprivate var attestation: AttestationRecord? {
        id(0, Attestation.self).flatMap { part.evidence?.attestation($0) }
    }

    /// Claims that can carry an attestation.
    fileprivate var vettedClaims: [FormOption] {
        let vetted = (part.evidence?.claims ?? []).filter { $0.state == .corroborated || $0.state == .attested }
        return vetted.map {
            FormOption(value: $0.id.hex, text: SafeText.firstLine($0.proposition, maximumCount: 90))
        }
    }
}
