// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension CaseForm {
    /// What the person allows: first explained, then answered.
    static let consentForms = [explainConsent, answerConsent, narrow, withdraw, freeze, freezeOne]

    private static let explainConsent = CaseForm(
        "explain-consent", in: .casework,
        fields: { scene in
            let words = scene.words
            return ConsentQuestions.purpose(words) + ConsentQuestions.recipient(words) + [
                .choice("giver", ConsentQuestions.givers(words), initial: "person", words),
                .line("capacity", isRequired: false), .line("language", initial: "ru"),
                .choice("interpreter", FormScene.interpreters(words), initial: "none", words),
                .line("interpreter-name", isRequired: false), .line("version"),
                .choice("initiative", of: ConsentInitiative.self, words), .tick("consequences", isRequired: true),
                .tick("withdrawal-shown", isRequired: true), .tick("aid-independent", isRequired: true),
            ]
        },
        events: { answers, scene throws(FormProblem) in
            for name in ["consequences", "withdrawal-shown", "aid-independent"] { try answers.requireTick(name) }
            return [
                .consent(
                    .explained(
                        scene.newID(),
                        ConsentExplanation(
                            giver: try ConsentQuestions.giver(answers), capacityNote: answers.optionalProse("capacity"),
                            purpose: try ConsentQuestions.purpose(answers),
                            recipient: try ConsentQuestions.recipient(answers), language: try answers.prose("language"),
                            interpreter: try answers.interpreter(), version: try answers.prose("version"),
                            consequencesShown: true, withdrawalShown: true, aidIndependenceShown: true,
                            initiative: try answers.choice("initiative"))))
            ]
        })

    private static let answerConsent = CaseForm(
        "answer-consent", in: .casework, about: { $0.consent?.state(on: $0.day) == .explained },
        fields: { scene in
            let words = scene.words
            let answer = FormField.choice("consent-answer", ConsentQuestions.answers(words), words)
            let evidence: [FormField] = [
                .day("expires", isRequired: false, initial: scene.day.adding(months: 12).iso),
                .tick("understood"), .choice("consent-method", of: ConsentMethod.self, words),
                .day("given-on", initial: scene.day.iso), .day("review-on", isRequired: false),
                .file("receipt"), .choice("witness", scene.everybody, isRequired: false, words),
            ]
            return [answer] + ConsentQuestions.terms(nil, scene.scene) + evidence
                + ConsentQuestions.older(than: scene.consent, in: scene.consentLedger, scene.scene)
        },
        context: { consentContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let record = scene.consent else { return [] }
            return [
                .consent(
                    .answered(
                        record.id, try ConsentQuestions.answer(answers, to: record.explanation, scene.scene),
                        try ConsentQuestions.evidence(answers)))
            ]
        })

    private static let narrow = CaseForm(
        "narrow", in: .casework, about: { $0.consent?.state(on: $0.day).isInForce == true },
        fields: { ConsentQuestions.terms($0.consent?.terms, $0.scene) }, context: { consentContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let record = scene.consent, let old = record.terms else { return [] }
            let terms = try ConsentQuestions.terms(
                answers, purpose: old.purpose, recipient: old.recipient, before: old, scene.scene)
            return [.consent(.narrowed(record.id, terms))]
        })

    private static let withdraw = CaseForm(
        "withdraw", in: .casework, isGrave: true,
        about: { $0.consent?.state(on: $0.day).successors.contains(.withdrawn) == true },
        fields: { [.choice("consent-method", of: ConsentMethod.self, $0.words)] }, context: { consentContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let record = scene.consent else { return [] }
            return [.consent(.withdrawn(record.id, try answers.choice("consent-method")))]
        })

    private static let freeze = CaseForm(
        "freeze", in: .casework, isGrave: true,
        fields: { [.choice("freeze", of: FreezeCause.self, $0.words), .line("who-decides")] },
        context: { consentContext($0) },
        events: { answers, _ throws(FormProblem) in
            [
                .consent(
                    .frozen(nil, try answers.choice("freeze"), whoMayDecide: try answers.prose("who-decides")))
            ]
        })

    /// One answer stops, and the others go on: a newspaper became dangerous, and the doctor did not.
    private static let freezeOne = CaseForm(
        "freeze-one", in: .casework, isGrave: true,
        about: { $0.consent?.state(on: $0.day).successors.contains(.frozen) == true },
        fields: { [.choice("freeze", of: FreezeCause.self, $0.words), .line("who-decides")] },
        context: { consentContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let record = scene.consent else { return [] }
            return [
                .consent(
                    .frozen(record.id, try answers.choice("freeze"), whoMayDecide: try answers.prose("who-decides")))
            ]
        })

    static func consentContext(_ scene: FormScene) -> [Block] {
        guard let part = scene.part.casework else { return [] }
        var block = ConsentBlocks.block(part.consent, in: scene.part, scene.scene)
        block.acts = []
        return [block]
    }
}

extension FormScene {
    var consentLedger: ConsentLedger { part.casework?.consent ?? ConsentLedger() }

    var consent: ConsentRecord? { id(0, Consent.self).flatMap { part.casework?.consent.record($0) } }
}
