// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

extension CaseForm {
    /// What has to leave without consent to save a life: two signatures, and the person is told as soon as it is safe.
    static let overrideForms = [override, secondOverride, toldOverride, endOverride]

    private static let override = CaseForm(
        "override", in: .casework, isGrave: true,
        fields: { scene in
            let words = scene.words
            return [.prose("why"), .day("until", initial: scene.day.adding(days: 7).iso)]
                + ConsentQuestions.purpose(words) + ConsentQuestions.recipient(words)
                + ConsentQuestions.terms(nil, mayWait: false, scene.scene)
        },
        context: { consentContext($0) },
        events: { answers, scene throws(FormProblem) in
            let terms = try ConsentQuestions.terms(
                answers, purpose: try ConsentQuestions.purpose(answers),
                recipient: try ConsentQuestions.recipient(answers), scene.scene)
            return [
                .consent(
                    .overrideProposed(
                        scene.newID(), .vitalInterest, terms, until: try answers.day("until"),
                        why: try answers.prose("why")))
            ]
        })

    private static let secondOverride = CaseForm(
        "second-override", in: .casework, isGrave: true,
        about: {
            $0.vitalOverride?.secondedBy == nil && $0.vitalOverride?.ended == nil
                && $0.vitalOverride.map { $0.proposedBy } != $0.scene.me
                && $0.mayRead($0.vitalOverride) && $0.shown == $0.scene.lastMessages
        },
        fields: { _ in [.tick("agree", isRequired: true)] },
        context: { [LastWords.block($0.scene)].compactMap(\.self) + consentContext($0) },
        stopped: { $0.scene.holdsUnread ? "export.unread" : nil },
        events: { answers, scene throws(FormProblem) in
            try answers.requireTick("agree")
            guard let override = scene.vitalOverride else { return [] }
            return [.consent(.overrideSeconded(override.id, proposal: override.proposal))]
        })

    private static let toldOverride = CaseForm(
        "told-override", in: .casework, about: { $0.vitalOverride.map { $0.toldOn == nil } ?? false },
        fields: { [.day("on", initial: $0.day.iso)] },
        events: { answers, scene throws(FormProblem) in
            guard let override = scene.vitalOverride else { return [] }
            return [.consent(.overrideTold(override.id, on: try answers.day("on")))]
        })

    private static let endOverride = CaseForm(
        "end-override", in: .casework, about: { $0.vitalOverride.map($0.scene.mayEnd) ?? false },
        fields: { _ in [.prose("why")] }, context: { consentContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let override = scene.vitalOverride else { return [] }
            return [.consent(.overrideEnded(override.id, why: try answers.prose("why")))]
        })
}

extension CaseScene {
    /// Whether this desk's member may end it, and it has not ended.
    func mayEnd(_ override: VitalOverride) -> Bool {
        guard let me, override.ended == nil, day <= override.until else { return false }
        let roles = state.members[me]?.roles ?? []
        return me == override.proposedBy || me == override.secondedBy || roles.contains(.counsel)
            || roles.contains(.director)
    }
}

extension FormScene {
    /// Whether its member can read here all that would leave.
    fileprivate func mayRead(_ override: VitalOverride?) -> Bool {
        override.map { ConsentThings.canRead($0.terms, scene) } ?? false
    }

    fileprivate var vitalOverride: VitalOverride? {
        guard let id = id(0, Consent.self) else { return nil }
        return part.casework?.consent.overrides.first { $0.id == id }
    }
}
