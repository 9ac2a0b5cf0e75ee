// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// The questions about consent that several forms ask, and what their answers mean.
enum ConsentQuestions {
    private enum Purpose: String, CaseIterable {
        case protection, legal, identified, pseudonymous, background, research, statistics, partner
    }

    static func purpose(_ words: Catalogue) -> [FormField] {
        let options = Purpose.allCases.map {
            FormOption(value: $0.rawValue, text: words.text("consent-purpose.\($0.rawValue)"))
        }
        return [.choice("purpose", options, words), .line("proceedings", isRequired: false)]
    }

    static func purpose(_ answers: FormAnswers) throws(FormProblem) -> ConsentPurpose {
        guard let purpose = Purpose(rawValue: answers.optionalProse("purpose")) else {
            throw FormProblem(field: "purpose", reason: "problem.choose")
        }
        return switch purpose {
        case .protection: .protectionServices
        case .legal: .legalProceedings(named: try answers.line("proceedings"))
        case .identified: .newsroom(.identified)
        case .pseudonymous: .newsroom(.pseudonymous)
        case .background: .newsroom(.background)
        case .research: .researchArchive
        case .statistics: .statistics
        case .partner: .partnerService
        }
    }

    static func recipient(_ words: Catalogue) -> [FormField] {
        [
            .choice("recipient-class", of: RecipientClass.self, words), .line("recipient-name", isRequired: false),
        ]
    }

    static func recipient(_ answers: FormAnswers) throws(FormProblem) -> ConsentRecipient {
        let kind: RecipientClass = try answers.choice("recipient-class")
        let name = try answers.optionalLine("recipient-name")
        return name.isEmpty ? .anyOf(kind) : .named(name, kind)
    }

    static func givers(_ words: Catalogue) -> [FormOption] {
        ["person", "guardian-assent", "guardian", "representative"].map {
            FormOption(value: $0, text: words.text("giver.\($0)"))
        }
    }

    static func giver(_ answers: FormAnswers) throws(FormProblem) -> ConsentGiver {
        switch answers.optionalProse("giver") {
        case "person": .person
        case "guardian-assent": .guardian(childAssents: true)
        case "guardian": .guardian(childAssents: false)
        case "representative": .representative
        default: throw FormProblem(field: "giver", reason: "problem.choose")
        }
    }

    static func answers(_ words: Catalogue) -> [FormOption] {
        ["given", "refused", "deferred"].map { FormOption(value: $0, text: words.text("consent-answer.\($0)")) }
    }

    static func answer(
        _ answers: FormAnswers, to explanation: ConsentExplanation, _ scene: CaseScene
    ) throws(FormProblem) -> ConsentAnswer {
        switch answers.optionalProse("consent-answer") {
        case "given":
            .given(
                try terms(answers, purpose: explanation.purpose, recipient: explanation.recipient, scene),
                expires: try answers.day("expires"))
        case "refused": .refused
        case "deferred": .deferred
        default: throw FormProblem(field: "consent-answer", reason: "problem.choose")
        }
    }

    /// What was agreed to. In a form that may also say no, none of it is required.
    /// - Parameter mayWait: whether the answer may be that it never leaves.
    static func terms(_ now: ConsentTerms?, mayWait: Bool = true, _ scene: CaseScene) -> [FormField] {
        let words = scene.words
        let things = ConsentThings(scene, allowed: now?.items ?? [])
        let allowed = things.things.filter { now?.items.contains($0.item) ?? false }.map(\.value)
        let classes = ItemClass.allCases.map { FormOption(value: "\($0.rawValue)", text: words.name(of: $0)) }
        let kinds = FormField(
            "items", .ticks(classes), isRequired: false, initial: (now?.classes ?? []).map { "\($0.rawValue)" })
        let single = things.field.map { FormField($0.name, $0.answer, isRequired: false, initial: allowed) }
        let bounds: [FormField] = [
            .choice(
                "identifiability", of: Identifiability.self, initial: now?.identifiability ?? .anonymous, words),
            .choice("actions", of: PermittedActions.self, initial: now?.actions ?? .red, words),
            .line(
                "territory", isRequired: false, initial: (now?.territory ?? []).map(\.letters).joined(separator: ", ")),
            FormField(
                "embargo", .ticks(embargoes(words, mayWait: mayWait)), isRequired: false,
                initial: now.map(tickedEmbargoes) ?? []),
            .day("embargo-until", isRequired: false, initial: now.flatMap(embargoDay) ?? ""),
            .prose(
                "excluded-recipients", rows: 2, isRequired: false,
                initial: (now?.excludedRecipients ?? []).joined(separator: "\n")),
            .prose(
                "excluded-facts", rows: 2, isRequired: false,
                initial: (now?.excludedFacts ?? []).joined(separator: "\n")),
        ]
        return [kinds] + single + bounds
    }

    static func terms(
        _ answers: FormAnswers, purpose: ConsentPurpose, recipient: ConsentRecipient, before: ConsentTerms? = nil,
        _ scene: CaseScene
    ) throws(FormProblem) -> ConsentTerms {
        let allowed = before?.items ?? []
        var conditions = simpleEmbargoes.filter { answers.isTicked("embargo-\($0.name)") }.map(\.embargo)
        if let day = try answers.optionalDay("embargo-until") { conditions.append(.until(day)) }
        return ConsentTerms(
            classes: Set(answers.ticked("items", of: ItemClass.self)),
            items: ConsentThings(scene, allowed: allowed).ticked(answers, before: allowed), purpose: purpose,
            recipient: recipient, identifiability: try answers.choice("identifiability"),
            actions: try answers.choice("actions"), territory: try answers.countries("territory"),
            conditions: conditions, excludedRecipients: answers.lines("excluded-recipients"),
            excludedFacts: answers.lines("excluded-facts"))
    }

    private static let simpleEmbargoes: [(name: String, embargo: Embargo)] = [
        ("arrived", .untilPersonArrived), ("family", .untilFamilyOut), ("counsel", .untilCounselClears),
        ("permanent", .permanent),
    ]

    private static func embargoes(_ words: Catalogue, mayWait: Bool) -> [FormOption] {
        simpleEmbargoes.filter { mayWait || $0.embargo != .permanent }.map {
            FormOption(value: $0.name, text: words.text(of: $0.embargo))
        }
    }

    private static func tickedEmbargoes(_ terms: ConsentTerms) -> [String] {
        simpleEmbargoes.filter { terms.conditions.contains($0.embargo) }.map(\.name)
    }

    private static func embargoDay(_ terms: ConsentTerms) -> String? {
        for condition in terms.conditions {
            if case .until(let day) = condition { return day.iso }
        }
        return nil
    }

    static func evidence(_ answers: FormAnswers) throws(FormProblem) -> ConsentEvidence {
        let method: ConsentMethod = try answers.choice("consent-method")
        let digest = try answers.digest("receipt")
        let receipt: ConsentReceipt =
            digest.map { method == .phraseTypedOnPortal ? .portal(digest: $0) : .signature(digest: $0) } ?? .none
        return ConsentEvidence(
            isUnderstood: answers.isTicked("understood"), method: method, givenOn: try answers.day("given-on"),
            reviewOn: try answers.optionalDay("review-on"), receipt: receipt,
            secondWitness: answers.optionalID("witness"),
            // Only a yes takes another's place.
            supersedes: answers.optionalProse("consent-answer") == "given"
                ? answers.tickedIDs("supersedes", of: Consent.self).sorted() : [])
    }

    /// Older answers whose place a new yes can take.
    static func older(than record: ConsentRecord?, in ledger: ConsentLedger, _ scene: CaseScene) -> [FormField] {
        let older = ledger.records.filter {
            $0.id != record?.id && $0.state(on: scene.day).successors.contains(.superseded)
        }
        guard !older.isEmpty else { return [] }
        let options = older.map { old in
            let state = scene.words.name(of: old.state(on: scene.day))
            return FormOption(value: old.id.hex, text: "\(scene.words.line(of: old)), \(state)")
        }
        return [FormField("supersedes", .ticks(options), isRequired: false)]
    }
}
