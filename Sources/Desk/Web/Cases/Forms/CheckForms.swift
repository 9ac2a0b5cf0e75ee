// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

extension CaseForm {
    /// What a checker writes down, and the second signature under a finding of deception.
    static let checkForms = [line, conclude, second, notSecond]

    private static let line = CaseForm(
        "line", in: .evidence, about: { $0.claim?.state == .inCheck },
        fields: { scene in
            let own = scene.claim?.assignments.standing.map(\.value).filter { $0.checker == scene.scene.me } ?? []
            return [
                .choice("evidence-kind", of: EvidenceKind.self, scene.words),
                .choice("bearing", of: EvidenceBearing.self, scene.words), .line("origin"),
                .choice(
                    "method", of: CheckMethod.self,
                    among: CheckMethod.allCases.filter { method in own.allSatisfy { $0.ceiling.permits(method.needs) }
                    },
                    scene.words),
            ] + FormField.grades(scene.words) + [.prose("note", rows: 2, isRequired: false)]
        },
        context: { claimContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let claim = scene.claim else { return [] }
            return [
                .claim(
                    .lineAdded(
                        claim.id,
                        EvidenceLine(
                            kind: try answers.choice("evidence-kind"), bearing: try answers.choice("bearing"),
                            origin: try answers.line("origin"), method: try answers.choice("method"),
                            grades: try answers.grades(), note: answers.optionalProse("note"))))
            ]
        })

    private static let conclude = CaseForm(
        "conclude", in: .evidence, about: { $0.claim?.state == .inCheck && $0.claim?.proposal == nil },
        fields: { scene in
            [.choice("finding", of: ClaimFinding.self, scene.words)] + FormField.grades(scene.words)
                + ["internal", "external", "plausibility", "detail"].map {
                    .choice($0, of: IndicatorFinding.self, initial: .notAssessed, scene.words)
                } + [.prose("independence", rows: 2), .day("recheck-by", isRequired: false)]
        },
        context: { claimContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let claim = scene.claim else { return [] }
            let indicators = CredibilityIndicators(
                internalConsistency: try answers.choice("internal"),
                externalConsistency: try answers.choice("external"),
                plausibility: try answers.choice("plausibility"), sufficiencyOfDetail: try answers.choice("detail"))
            return [
                .claim(
                    .concluded(
                        claim.id,
                        ClaimConclusion(
                            finding: try answers.choice("finding"), grades: try answers.grades(),
                            indicators: indicators, independenceNote: try answers.prose("independence"),
                            recheckBy: try answers.optionalDay("recheck-by", notBefore: scene.day))))
            ]
        })

    private static let second = CaseForm(
        "second", in: .evidence, isGrave: true,
        about: { $0.shownProposal != nil && $0.shownProposal?.by != $0.scene.me },
        fields: { _ in [.tick("agree", isRequired: true)] }, context: { claimContext($0) },
        events: { answers, scene throws(FormProblem) in
            try answers.requireTick("agree")
            guard let claim = scene.claim, let proposal = scene.shownProposal else { return [] }
            return [.claim(.seconded(claim.id, proposal: proposal.entry))]
        })

    private static let notSecond = CaseForm(
        "not-second", in: .evidence, about: { $0.shownProposal != nil }, fields: { _ in [.prose("reason")] },
        context: { claimContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let claim = scene.claim, let proposal = scene.shownProposal else { return [] }
            return [.claim(.notSeconded(claim.id, proposal: proposal.entry, reason: try answers.prose("reason")))]
        })

    /// The claim with what stands under it, to be read beside the form.
    private static func claimContext(_ scene: FormScene) -> [Block] {
        guard let part = scene.part.evidence, let claim = scene.claim else { return [] }
        return [ClaimBlocks.reading(claim, of: part, in: scene.part, scene.scene)]
    }
}

extension FormScene {
    /// The finding that the page showed, if it still waits for its second person.
    fileprivate var shownProposal: DeceptionProposal? {
        guard let proposal = claim?.proposal, proposal.entry == id(1, Entry.self) else { return nil }
        return proposal
    }
}
