// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

extension CaseForm {
    /// Who the person is.
    static let identityForms = [name, birth, nationality, document, correct, decide]

    private static let name = CaseForm(
        "name", in: .identity, fields: { fields(of: .name, source: nil, $0) },
        events: { answers, scene throws(FormProblem) in try recorded(.name, answers, scene) })

    /// Date and place of birth are two facts, and one question.
    private static let birth = CaseForm(
        "birth", in: .identity,
        fields: { scene in
            [.line("date", isRequired: false), .line("place", isRequired: false), .line("country", isRequired: false)]
                + tail(source: nil, scene)
        },
        events: { answers, scene throws(FormProblem) in
            var facts: [IdentityFact] = []
            if !answers.optionalProse("date").isEmpty { facts.append(try fact(.birthDate, answers)) }
            if !answers.optionalProse("place").isEmpty { facts.append(try fact(.birthPlace, answers)) }
            guard !facts.isEmpty else { throw FormProblem(field: "date", reason: "problem.missing") }
            var events: [CompartmentEvent] = []
            for fact in facts {
                events.append(
                    .identity(
                        .recorded(
                            scene.newID(), fact, source: try answers.choice("source"), replaces: [],
                            note: answers.optionalProse("note"))))
            }
            return events
        })

    private static let nationality = CaseForm(
        "nationality", in: .identity, fields: { fields(of: .nationality, source: nil, $0) },
        events: { answers, scene throws(FormProblem) in try recorded(.nationality, answers, scene) })

    private static let document = CaseForm(
        "document", in: .identity, fields: { fields(of: .document, source: nil, $0) },
        events: { answers, scene throws(FormProblem) in try recorded(.document, answers, scene) })

    /// Another version of a fact, in place of what was on the page. What a colleague writes meanwhile stays beside it.
    private static let correct = CaseForm(
        "correct", in: .identity, about: { $0.shownVersion != nil },
        fields: { scene in
            guard let record = scene.fact, let version = scene.shownVersion else { return [] }
            return fields(of: record.kind, now: version.value?.fact, source: version.value?.source, scene)
                + [.tick("unknown")]
        },
        events: { answers, scene throws(FormProblem) in
            guard let record = scene.fact else { return [] }
            let replaces = scene.seen
            if answers.isTicked("unknown") {
                return [.identity(.withdrawn(record.id, replaces: replaces, reason: try answers.prose("note")))]
            }
            return [
                .identity(
                    .recorded(
                        record.id, try fact(record.kind, answers), source: try answers.choice("source"),
                        replaces: replaces, note: answers.optionalProse("note")))
            ]
        })

    private static let decide = CaseForm(
        "decide", in: .identity, about: { $0.fact?.isContested == true && !$0.seen.isEmpty },
        fields: { _ in [.prose("reason")] },
        context: { scene in
            scene.scene.record.parts(of: .identity).filter { $0.compartment == scene.part.compartment }
                .compactMap { part in part.identity.map { ($0, part) } }
                .flatMap { IdentityBlocks.blocks($0, in: $1, scene.scene) }
        },
        events: { answers, scene throws(FormProblem) in
            guard let record = scene.fact, let kept = scene.id(1, Entry.self) else { return [] }
            let over = scene.seen
            return [.identity(.decided(record.id, kept: kept, over: over, reason: try answers.prose("reason")))]
        })

    private static func recorded(
        _ kind: IdentityFactKind, _ answers: FormAnswers, _ scene: FormScene
    ) throws(FormProblem) -> [CompartmentEvent] {
        [
            .identity(
                .recorded(
                    scene.newID(), try fact(kind, answers), source: try answers.choice("source"), replaces: [],
                    note: answers.optionalProse("note")))
        ]
    }

    private static func tail(source: FactSource?, _ scene: FormScene) -> [FormField] {
        [
            .choice("source", of: FactSource.self, initial: source, scene.words),
            .prose("note", rows: 2, isRequired: false),
        ]
    }

    private static func fields(
        of kind: IdentityFactKind, now fact: IdentityFact? = nil, source: FactSource?, _ scene: FormScene
    ) -> [FormField] {
        questions(of: kind, now: fact, scene) + tail(source: source, scene)
    }

    private static func questions(
        of kind: IdentityFactKind, now fact: IdentityFact?, _ scene: FormScene
    ) -> [FormField] {
        switch kind {
        case .name:
            var now: PersonName?
            if case .name(let name) = fact { now = name }
            return [
                .line("family", initial: now?.family ?? ""), .line("given", initial: now?.given ?? ""),
                .line("further", isRequired: false, initial: now?.further ?? ""),
                .choice("script", of: NameScript.self, initial: now?.script, scene.words),
                .choice("use", of: NameUse.self, initial: now?.use ?? .own, scene.words),
            ]
        case .birthDate:
            var now: PartialDate?
            if case .birthDate(let date) = fact { now = date }
            return [.line("date", initial: now?.iso ?? "")]
        case .birthPlace:
            var now: BirthPlace?
            if case .birthPlace(let place) = fact { now = place }
            return [
                .line("place", initial: now?.place ?? ""),
                .line("country", isRequired: false, initial: now?.country?.letters ?? ""),
            ]
        case .nationality:
            var now: CountryCode?
            if case .nationality(let code) = fact { now = code }
            return [.line("country", initial: now?.letters ?? "")]
        case .document:
            var now: IdentityDocument?
            if case .document(let document) = fact { now = document }
            return [
                .choice("document-kind", of: TravelDocumentKind.self, initial: now?.kind, scene.words),
                .line("issuer", initial: now?.issuer.letters ?? ""), .line("number", initial: now?.number ?? ""),
                .day("issued-on", isRequired: false, initial: now?.issuedOn?.iso ?? ""),
                .day("expires-on", isRequired: false, initial: now?.expiresOn?.iso ?? ""),
            ]
        }
    }

    private static func fact(_ kind: IdentityFactKind, _ answers: FormAnswers) throws(FormProblem) -> IdentityFact {
        switch kind {
        case .name:
            .name(
                PersonName(
                    use: try answers.choice("use"), script: try answers.choice("script"),
                    family: try answers.line("family"), given: try answers.line("given"),
                    further: try answers.optionalLine("further")))
        case .birthDate: .birthDate(try answers.partialDate("date"))
        case .birthPlace:
            .birthPlace(
                BirthPlace(place: try answers.line("place"), country: try answers.optionalCountry("country")))
        case .nationality: .nationality(try answers.country("country"))
        case .document:
            .document(
                IdentityDocument(
                    kind: try answers.choice("document-kind"), issuer: try answers.country("issuer"),
                    number: try answers.line("number"), issuedOn: try answers.optionalDay("issued-on"),
                    expiresOn: try answers.optionalDay("expires-on")))
        }
    }
}

extension FormScene {
    fileprivate var fact: FactRecord? { id(0, Fact.self).flatMap { part.identity?.fact($0) } }

    /// The version that stood on the page.
    fileprivate var shownVersion: Version<StatedFact>? {
        let shown = seen
        return fact?.versions.all.first { shown.first == $0.entry }
    }
}

extension PartRecord {
    var identity: IdentityPart? { if case .identity(let part) = content { part } else { nil } }
    var whereabouts: WhereaboutsPart? { if case .whereabouts(let part) = content { part } else { nil } }
    var evidence: EvidencePart? { if case .evidence(let part) = content { part } else { nil } }
    var legal: LegalPart? { if case .legal(let part) = content { part } else { nil } }
    var casework: CaseworkPart? { if case .casework(let part) = content { part } else { nil } }
}
