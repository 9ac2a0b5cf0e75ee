// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

extension CaseForm {
    /// Claims before and after their check.
    static let claimForms = [claim, assign, passCheck, beginCheck, explainClaim, recheck, supersede]

    private static let claim = CaseForm(
        "claim", in: .evidence,
        fields: { [.choice("claim-about", of: ClaimSubject.self, $0.words), .prose("claimed", rows: 2)] },
        events: { answers, scene throws(FormProblem) in
            [
                .claim(
                    .asserted(
                        scene.newID(), try answers.choice("claim-about"), proposition: try answers.prose("claimed")))
            ]
        })

    private static let assign = assignment("assign", about: { $0.state == .asserted })
    private static let passCheck = assignment(
        "pass-check", about: { $0.state != .asserted && $0.state.isAssignable && $0.proposal == nil })

    /// The checker is somebody who holds this part, did not assert the claim and does not own the case. Who owns it the casework says; where
    /// this desk cannot read that, whoever assigns does.
    private static func assignment(
        _ name: String, about isAssignable: @escaping @Sendable (ClaimRecord) -> Bool
    ) -> CaseForm {
        CaseForm(
            name, in: .evidence, about: { $0.claim.map(isAssignable) == true },
            fields: { scene in
                let now = scene.claim?.assignment
                return [.choice("checker", scene.checkers, scene.words)]
                    + (scene.owner == nil ? [.choice("case-owner", scene.everybody, scene.words)] : [])
                    + [.choice("ceiling", of: PermittedActions.self, initial: now?.ceiling ?? .red, scene.words)]
            },
            events: { answers, scene throws(FormProblem) in
                guard let claim = scene.claim else { return [] }
                let checker: ID<Casework.Member> = try answers.id("checker")
                guard !scene.owners.contains(checker) else {
                    throw FormProblem(field: "checker", reason: Refusal.checkerOwnsTheCase.catalogueKey)
                }
                let owner: ID<Casework.Member> =
                    if let known = scene.owner { known } else { try answers.id("case-owner") }
                return [
                    .claim(
                        .assigned(
                            claim.id, checker: checker, caseOwner: owner,
                            ceiling: try answers.choice("ceiling"), replaces: scene.seen))
                ]
            })
    }

    private static let beginCheck = CaseForm(
        "begin-check", in: .evidence,
        about: { scene in
            guard let claim = scene.claim else { return false }
            let isBesideAnother = claim.state == .inCheck && !claim.begun.contains { $0 == scene.scene.me }
            return claim.state.successors.contains(.inCheck) || isBesideAnother
        },
        fields: { _ in [] },
        events: { _, scene throws(FormProblem) in scene.claim.map { [.claim(.checkBegun($0.id))] } ?? [] })

    private static let explainClaim = CaseForm(
        "explain-claim", in: .evidence, about: { $0.claim?.state == .contradicted },
        fields: { [.day("heard-on", initial: $0.day.iso), .prose("explanation"), .prose("benefit", rows: 2)] },
        events: { answers, scene throws(FormProblem) in
            guard let claim = scene.claim else { return [] }
            return [
                .claim(
                    .explained(
                        claim.id, heardOn: try answers.day("heard-on"), explanation: try answers.prose("explanation"),
                        benefitOfDoubt: try answers.prose("benefit")))
            ]
        })

    private static let recheck = CaseForm(
        "recheck", in: .evidence, about: { $0.claim?.state.successors.contains(.recheckDue) == true },
        fields: { [.choice("recheck", of: RecheckCause.self, $0.words), .prose("note", rows: 2, isRequired: false)] },
        events: { answers, scene throws(FormProblem) in
            guard let claim = scene.claim else { return [] }
            let cause: RecheckCause = try answers.choice("recheck")
            let note = cause == .contraryFact ? try answers.prose("note") : answers.optionalProse("note")
            return [.claim(.recheckCalled(claim.id, cause, note: note))]
        })

    private static let supersede = CaseForm(
        "supersede", in: .evidence, about: { $0.claim?.state.successors.contains(.superseded) == true },
        fields: { scene in
            let others = (scene.part.evidence?.claims ?? []).filter { $0.id != scene.claim?.id }
            let options = others.map {
                FormOption(value: $0.id.hex, text: SafeText.firstLine($0.proposition, maximumCount: 90))
            }
            return [.choice("successor", options, scene.words)]
        },
        events: { answers, scene throws(FormProblem) in
            guard let claim = scene.claim else { return [] }
            return [.claim(.superseded(claim.id, by: try answers.id("successor")))]
        })
}

extension FormScene {
    var claim: ClaimRecord? { id(0, Claim.self).flatMap { part.evidence?.claim($0) } }

    /// Everybody in the organisation, to be chosen from.
    var everybody: [FormOption] { scene.colleagues.map { FormOption(value: $0.id.hex, text: $0.name) } }

    /// Who may check the claim: not whoever asserted it or owns the case, and somebody else than now; of several to whom it was given apart
    /// one of them too.
    fileprivate var checkers: [FormOption] {
        let now = claim?.checkers ?? []
        let taken = [claim?.assertedBy].compactMap(\.self) + owners + (now.count > 1 ? [] : now)
        return holders.filter { !taken.map(\.hex).contains($0.value) }
    }

    /// Who owns the case, where this desk can see that.
    fileprivate var owner: ID<Casework.Member>? { lifecycles.first?.owner }

    /// The same of everybody who owns it by an assignment that stands.
    fileprivate var owners: [ID<Casework.Member>] {
        scene.colleagues.map(\.id).filter { member in lifecycles.contains { $0.isOwned(by: member) } }
    }

    /// What its caseworks say of it, as far as whoever's desk it is can read them now: as one stood when their access ended says nothing.
    private var lifecycles: [LifecycleRecord] {
        scene.record.parts.filter { scene.ending(of: $0) == nil }.compactMap(\.casework?.lifecycle)
    }
}
