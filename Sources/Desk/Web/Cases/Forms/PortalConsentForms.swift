// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension CaseForm {
    /// Asking the person at the portal, and judging what they said back.
    static let portalConsentForms = [askConsent, judgeConsent]

    /// The text that was agreed on for what the portal shows around a worker's words.
    private static let portalWording = "portal 1"
    private static let mostTextBytes = 24_000

    private static let askConsent = CaseForm(
        "ask-consent", in: .casework, about: { $0.about.isEmpty && $0.consentLedger.standstill == nil },
        fields: { scene in
            let words = scene.words
            return ConsentQuestions.purpose(words) + ConsentQuestions.recipient(words) + [
                FormField("items", .ticks(ItemClass.allCases.map { option($0, words) })),
                .choice(
                    "identifiability", of: Identifiability.self,
                    among: [.explicitlyPersonal, .pseudonymous, .anonymous, .aggregatedAnonymous], words),
                .choice("actions", of: PermittedActions.self, words),
                FormField(
                    "embargo", .ticks(conditions.map { FormOption(value: $0.name, text: words.text(of: $0.embargo)) }),
                    isRequired: false),
                .prose("excluded-recipients", rows: 2, isRequired: false),
                .prose("excluded-facts", rows: 2, isRequired: false),
                .day("expires", initial: scene.day.adding(months: 12).iso),
                .day("open-until", initial: scene.day.adding(months: 3).iso),
                .line("language", initial: scene.scene.record.conversation?.record?.language ?? ""),
                .choice("initiative", of: ConsentInitiative.self, words), .prose("consent-explanation", rows: 8),
            ]
        },
        context: { consentContext($0) },
        events: { answers, scene throws(FormProblem) in
            let purpose = try ConsentQuestions.purpose(answers)
            let recipient = try ConsentQuestions.recipient(answers)
            let terms = ConsentTerms(
                classes: Set(answers.ticked("items", of: ItemClass.self)), items: [], purpose: purpose,
                recipient: recipient, identifiability: try answers.choice("identifiability"),
                actions: try answers.choice("actions"), territory: [],
                conditions: conditions.filter { answers.isTicked("embargo-\($0.name)") }.map(\.embargo),
                excludedRecipients: answers.lines("excluded-recipients"),
                excludedFacts: answers.lines("excluded-facts"))
            guard !terms.classes.isEmpty else { throw FormProblem(field: "items", reason: "problem.choose") }
            let expires = try answers.day("expires")
            let text = try answers.prose("consent-explanation")
            guard text.utf8.count <= mostTextBytes else {
                throw FormProblem(field: "consent-explanation", reason: "problem.too-much")
            }
            guard terms.canBeAsked(until: expires) else { throw FormProblem(field: nil, reason: "problem.not-askable") }
            let explanation = ConsentExplanation(
                giver: .person, capacityNote: "", purpose: purpose, recipient: recipient,
                language: try answers.line("language"), interpreter: .notNeeded, version: portalWording,
                consequencesShown: true, withdrawalShown: true, aidIndependenceShown: true,
                initiative: try answers.choice("initiative"))
            let ask = PortalAsk(
                terms: terms, expires: expires, text: text, openUntil: try answers.day("open-until"))
            return [.consent(.asked(scene.newID(), explanation, ask))]
        })

    /// What the portal can say in plain words.
    private static let conditions: [(name: String, embargo: Embargo)] = [
        ("arrived", .untilPersonArrived), ("family", .untilFamilyOut), ("counsel", .untilCounselClears),
    ]

    private static func option(_ item: ItemClass, _ words: Catalogue) -> FormOption {
        FormOption(value: "\(item.rawValue)", text: words.name(of: item))
    }

    private static let judgeConsent = CaseForm(
        "judge-consent", in: .casework,
        about: {
            guard let record = $0.consent, record.toJudge(on: $0.day) != nil,
                $0.scene.me.map(record.mayBeJudged) == true
            else { return false }
            return $0.consentLedger.standstill == nil && record.judgedAs == $0.about.joined(separator: ".")
        },
        fields: { [.choice("teach-back", of: TeachBack.self, $0.words), .prose("note", rows: 3, isRequired: false)] },
        events: { answers, scene throws(FormProblem) in
            guard let record = scene.consent, let judged = record.toJudge(on: scene.day) else { return [] }
            let finding: TeachBack = try answers.choice("teach-back")
            guard finding == .notYet || !scene.scene.isUnheard(judged.message) else {
                throw FormProblem(field: "teach-back", reason: "problem.consent-unheard")
            }
            let isNoteNeeded = finding == .notYet || judged.isTalkedOver
            let note = isNoteNeeded ? try answers.prose("note") : answers.optionalProse("note")
            return [.consent(.judged(record.id, judged.message, finding, note: note))]
        })
}
