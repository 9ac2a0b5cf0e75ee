// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

extension CaseForm {
    /// Procedures and their stages, and the screening for exclusion.
    static let legalForms = [matter, stage, undoStage, mark, undoMark, nameCounsel, screen]

    private static let matter = CaseForm(
        "matter", in: .legal,
        fields: { scene in
            [
                .choice("track", of: LegalTrack.self, scene.words), .line("jurisdiction"), .line("title"),
                .line("counsel", isRequired: false, initial: scene.scene.me.map { scene.scene.plainName($0) } ?? ""),
            ]
        },
        events: { answers, scene throws(FormProblem) in
            [
                .legal(
                    .opened(
                        scene.newID(), try answers.choice("track"), jurisdiction: try answers.line("jurisdiction"),
                        title: try answers.line("title"), counsel: try answers.optionalLine("counsel")))
            ]
        })

    /// Only stages that the table allows from here are offered.
    private static let stage = CaseForm(
        "stage", in: .legal, about: { $0.matter?.offered.isEmpty == false },
        fields: { scene in
            [
                .choice("stage", of: LegalStage.self, among: scene.matter?.offered ?? [], scene.words),
                .day("on", initial: scene.day.iso), .file("document-digest"),
                .choice("suspensive", of: SuspensiveEffect.self, isRequired: false, scene.words),
                .prose("note", rows: 2, isRequired: false),
            ]
        },
        events: { answers, scene throws(FormProblem) in
            guard let matter = scene.matter else { return [] }
            return [
                .legal(
                    .stageReached(
                        matter.id,
                        StatedStage(
                            stage: try answers.choice("stage"), on: try answers.day("on", notAfter: scene.day),
                            document: try answers.digest("document-digest"),
                            suspensiveEffect: answers.optionalChoice("suspensive"), note: answers.optionalProse("note"))
                    )
                )
            ]
        })

    private static let undoStage = CaseForm(
        "undo-stage", in: .legal, about: { $0.matter?.stages.isEmpty == false && $0.isMatterAsShown("undo-stage") },
        fields: { _ in [.prose("reason")] },
        events: { answers, scene throws(FormProblem) in
            guard let matter = scene.matter, let step = matter.stages.last else { return [] }
            return [.legal(.stageUndone(matter.id, step: step.entry, reason: try answers.prose("reason")))]
        })

    private static let mark = CaseForm(
        "mark", in: .legal, about: { $0.matter != nil },
        fields: { scene in
            [
                .choice("mark", of: LegalMark.self, scene.words), .day("on", initial: scene.day.iso),
                .prose("note", rows: 2, isRequired: false),
            ]
        },
        events: { answers, scene throws(FormProblem) in
            guard let matter = scene.matter else { return [] }
            return [
                .legal(
                    .marked(
                        matter.id, try answers.choice("mark"), on: try answers.day("on", notAfter: scene.day),
                        note: answers.optionalProse("note")))
            ]
        })

    private static let undoMark = CaseForm(
        "undo-mark", in: .legal, about: { $0.matter?.marks.isEmpty == false },
        fields: { scene in
            let marks = (scene.matter?.marks ?? []).map {
                FormOption(value: $0.entry.hex, text: "\(scene.words.name(of: $0.mark)), \($0.on.iso)")
            }
            return [.choice("marked", marks, scene.words), .prose("reason")]
        },
        events: { answers, scene throws(FormProblem) in
            guard let matter = scene.matter else { return [] }
            return [
                .legal(.markUndone(matter.id, mark: try answers.id("marked"), reason: try answers.prose("reason")))
            ]
        })

    private static let nameCounsel = CaseForm(
        "name-counsel", in: .legal, about: { $0.isMatterAsShown("name-counsel") },
        fields: { [.line("counsel", initial: $0.matter?.counsel ?? "")] },
        events: { answers, scene throws(FormProblem) in
            guard let matter = scene.matter else { return [] }
            return [.legal(.counselNamed(matter.id, try answers.line("counsel")))]
        })

    private static let screen = CaseForm(
        "screen", in: .legal, about: { $0.scene.isCounsel },
        fields: { scene in
            let next = scene.part.legal?.screening.successors ?? []
            return [
                .choice("exclusion", of: ExclusionState.self, among: next, scene.words), .tick("may-vouch"),
                .prose("reasons", rows: 4),
            ]
        },
        elsewhere: { answers, scene throws(FormProblem) in scene.clearance(as: answers.isTicked("may-vouch")) },
        events: { answers, _ throws(FormProblem) in
            [
                .exclusion(
                    .screened(
                        try answers.choice("exclusion"), mayVouch: answers.isTicked("may-vouch"),
                        reasons: try answers.prose("reasons")))
            ]
        })
}

extension FormScene {
    var matter: MatterRecord? { id(0, LegalMatter.self).flatMap { part.legal?.matter($0) } }

    /// Whether what the form takes the place of is what the page showed.
    func isMatterAsShown(_ form: String) -> Bool {
        matter.map { seen == part.replaced(by: form, in: $0) } ?? false
    }
}

extension PartRecord {
    /// The entry of the procedure that the form takes the place of, where there is one.
    func replaced(by form: String, in matter: MatterRecord) -> [ID<Entry>] {
        let last: ID<Entry>? =
            switch form {
            case "undo-stage": matter.stages.last?.entry
            case "holidays": lastEntry { if case .holidaysEntered(matter.id, _, _) = $0 { true } else { false } }
            case "name-counsel": lastEntry { if case .counselNamed(matter.id, _) = $0 { true } else { false } }
            default: nil
            }
        return [last].compactMap(\.self)
    }

    private func lastEntry(where isMeant: (LegalEvent) -> Bool) -> ID<Entry>? {
        log.last { item in
            guard case .inCompartment(.legal(let event)) = item.event else { return false }
            return isMeant(event)
        }?.entry
    }
}
