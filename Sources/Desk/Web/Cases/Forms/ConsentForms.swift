// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension CaseForm {
    /// What the person allows: first explained, then answered.
    static let consentForms = [explainConsent, answerConsent, narrow, exclude, withdraw, freeze, freezeOne]

    /// About a question that a freeze overtook: the same question again. About nothing: a new one.
    private static let explainConsent = CaseForm(
        "explain-consent", in: .casework,
        about: { scene in
            scene.about.isEmpty
                || scene.consent.map { scene.consentLedger.isOvertaken($0, on: scene.day) } ?? false
        },
        fields: { scene in
            let words = scene.words
            let question =
                scene.consent == nil ? ConsentQuestions.purpose(words) + ConsentQuestions.recipient(words) : []
            return question + [
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
            let question = scene.consent
            let (purpose, recipient) =
                if let asked = question?.explanation {
                    (asked.purpose, asked.recipient)
                } else {
                    (try ConsentQuestions.purpose(answers), try ConsentQuestions.recipient(answers))
                }
            return [
                .consent(
                    .explained(
                        question?.id ?? scene.newID(),
                        ConsentExplanation(
                            giver: try ConsentQuestions.giver(answers),
                            capacityNote: try answers.optionalLine("capacity"),
                            purpose: purpose, recipient: recipient, language: try answers.line("language"),
                            interpreter: try answers.interpreter(), version: try answers.line("version"),
                            consequencesShown: true, withdrawalShown: true, aidIndependenceShown: true,
                            initiative: try answers.choice("initiative"))))
            ]
        })

    private static let answerConsent = CaseForm(
        "answer-consent", in: .casework, about: { $0.consent?.state(on: $0.day) == .explained },
        fields: { scene in
            let words = scene.words
            let answer = FormField.choice("consent-answer", ConsentQuestions.answers(words), words)
            let asked = scene.consent.flatMap { $0.pending?.terms ?? $0.ask?.terms }
            let until = scene.consent.flatMap { $0.pending?.until ?? $0.ask?.expires }
            let evidence: [FormField] = [
                .day("expires", isRequired: false, initial: (until ?? scene.day.adding(months: 12)).iso),
                .tick("understood"), .choice("consent-method", of: ConsentMethod.self, words),
                .day("given-on", initial: scene.day.iso), .day("review-on", isRequired: false),
                .file("receipt"), .choice("witness", scene.witnesses, isRequired: false, words),
            ]
            return [answer] + ConsentQuestions.terms(asked, scene.scene) + evidence
                + ConsentQuestions.older(than: scene.consent, in: scene.consentLedger, scene.scene)
        },
        context: { consentContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let record = scene.consent else { return [] }
            let answer = try ConsentQuestions.answer(answers, to: record.explanation, scene.scene)
            let evidence = try ConsentQuestions.evidence(answers)
            let said = ConsentEvent.answered(record.id, answer, evidence)
            if case .given = answer {
                let isOfPortal = if case .portal = evidence.receipt { true } else { false }
                guard evidence.secondWitness != nil || isOfPortal else {
                    throw FormProblem(field: "witness", reason: "problem.witness-needed")
                }
                return [.consent(said)]
            }
            // Who says no and names somebody has said both.
            let excluded = answers.lines("excluded-recipients")
            guard answers.lines("excluded-facts").isEmpty else {
                throw FormProblem(field: "excluded-facts", reason: "problem.facts-without-yes")
            }
            return [.consent(said)] + (excluded.isEmpty ? [] : [.consent(.excluded(record.id, excluded))])
        })

    private static let exclude = CaseForm(
        "exclude", in: .casework, about: { $0.consent != nil },
        fields: { _ in [.prose("excluded-recipients", rows: 3)] },
        context: { consentContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let record = scene.consent else { return [] }
            _ = try answers.prose("excluded-recipients")
            return [.consent(.excluded(record.id, answers.lines("excluded-recipients")))]
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
        elsewhere: { answers, scene throws(FormProblem) in
            let frozen = try freezing(answers)
            return scene.otherCasework.map { PartEvents(compartment: $0, events: [frozen]) }
        },
        events: { answers, _ throws(FormProblem) in [try freezing(answers)] })

    private static func freezing(_ answers: FormAnswers) throws(FormProblem) -> CompartmentEvent {
        .consent(.frozen(nil, try answers.choice("freeze"), whoMayDecide: try answers.line("who-decides")))
    }

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
                    .frozen(record.id, try answers.choice("freeze"), whoMayDecide: try answers.line("who-decides")))
            ]
        })

    static func consentContext(_ scene: FormScene) -> [Block] {
        guard scene.part.casework != nil else { return [] }
        var block = ConsentBlocks.block(scene.consentLedger, in: scene.part, scene.scene)
        block.acts = []
        return [block]
    }
}

extension FormScene {
    /// Further casework of the case, where this desk can say something: the person is the same.
    fileprivate var otherCasework: [ID<Compartment>] {
        scene.record.parts.filter { other in
            guard let work = other.casework, let lifecycle = work.lifecycle, let me = scene.me else { return false }
            return other.compartment != part.compartment && lifecycle.state != .erased && other.access.isHeld(by: me)
        }.map(\.compartment)
    }

    /// As it counts for the case.
    var consentLedger: ConsentLedger { scene.person.consent(in: part) ?? ConsentLedger() }

    var consent: ConsentRecord? { id(0, Consent.self).flatMap { consentLedger.record($0) } }
}
