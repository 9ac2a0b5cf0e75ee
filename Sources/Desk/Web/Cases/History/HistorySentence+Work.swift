// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What is said of the work.
extension HistorySentence {
    static func lifecycle(_ event: LifecycleEvent, _ scene: CaseScene) -> Parts {
        let words = scene.words
        return switch event {
        case .registered(let registration):
            (
                "case.registered",
                [
                    words.name(of: registration.danger),
                    "\(words.text("case.owner")): \(scene.name(registration.owner))",
                    "\(words.text("case.deputy")): \(scene.name(registration.deputy))",
                ]
            )
        case .assigned(let owner, let deputy, let reason, _):
            ("case.assigned", ["\(scene.name(owner)) / \(scene.name(deputy))", reason])
        case .dangerRated(let danger, let note, _): ("case.rated", [words.name(of: danger), note])
        case .moved(let state, let reason, let note):
            ("case.moved", [words.name(of: state), reason.map { words.name(of: $0) } ?? "", note])
        case .noted(let text): ("note", [text])
        case .closingProposed(let reason, let note): ("case.closing-proposed", [words.name(of: reason), note])
        case .closingConfirmed: ("case.closed", [])
        case .transferOffered(let organisation, let consent): ("case.transfer-offered", [organisation, consent])
        case .transferAccepted(let receipt): ("case.transferred", [receipt])
        case .erasureRequested(let reason): ("case.erasure-requested", [reason])
        case .erasureConfirmed: ("case.erasure-confirmed", [])
        case .erasureCancelled(let reason): ("case.erasure-cancelled", [reason])
        case .erasureOvertaken: ("case.erasure-overtaken", [])
        case .takingUpProposed(let reason): ("case.taking-up-proposed", [reason])
        case .takenUp(let note): ("case.taken-up", [note])
        }
    }

    static func plan(_ event: PlanEvent, _ scene: CaseScene) -> Parts {
        func aim(_ plan: ID<Entry>) -> String {
            scene.record.parts.lazy.compactMap(\.casework).flatMap(\.plans).first { $0.id == plan }?.draft.aim ?? ""
        }
        return switch event {
        case .proposed(let draft): ("plan.proposed", [draft.aim] + draft.steps)
        case .approved(let plan): ("plan.approved", [aim(plan)])
        case .agreed(let plan, let how): ("plan.agreed", [aim(plan), how])
        case .turnedDown(let plan, let why): ("plan.turned-down", [aim(plan), why])
        case .reviewScheduled(let second): ("plan.review", [Day(at: second).iso])
        }
    }

    static func risk(_ event: RiskEvent, _ scene: CaseScene) -> Parts {
        let words = scene.words
        return switch event {
        case .scheduled(let second): ("risk.scheduled", [Day(at: second).iso])
        case .assessed(let assessment, _):
            ("risk.assessed", ["\(words.name(of: assessment.level)), \(assessment.score)", assessment.threats])
        case .needsRecorded(let needs, let note, _):
            (
                "risk.needs",
                [needs.sorted { $0.rawValue < $1.rawValue }.map { words.name(of: $0) }.joined(separator: ", "), note]
            )
        case .wishesRecorded(let wishes, _): ("risk.wishes", [wishes])
        }
    }

    static func task(_ event: TaskEvent, _ scene: CaseScene) -> Parts {
        let words = scene.words
        func title(_ id: ID<Entry>) -> String {
            scene.record.parts.lazy.flatMap(\.tasks).first { $0.id == id }.map { words.title(of: $0) } ?? ""
        }
        return switch event {
        case .set(let draft), .begun(_, let draft):
            (
                "task.set",
                [
                    draft.title.isEmpty ? draft.template.map { words.name(of: $0) } ?? "" : draft.title, draft.details,
                    "\(scene.name(draft.owner)) / \(scene.name(draft.deputy)), \(Day(at: draft.due).iso)",
                ]
            )
        case .assigned(let id, let owner, let deputy):
            ("task.assigned", [title(id), "\(scene.name(owner)) / \(scene.name(deputy))"])
        case .postponed(let id, let due, let reason): ("task.postponed", [title(id), Day(at: due).iso, reason])
        case .done(let id, let outcome): ("task.done", [title(id), outcome])
        case .dropped(let id, let reason): ("task.dropped", [title(id), reason])
        }
    }

    static func hold(_ event: HoldEvent, _ scene: CaseScene) -> Parts {
        switch event {
        case .placed(let kind, let shown): return ("hold.placed", [scene.words.name(of: kind), shown])
        case .lifted(let hold, let note):
            let holds = scene.record.parts.lazy.compactMap(\.casework).flatMap(\.holds)
            return (
                "hold.lifted", [holds.first { $0.id == hold }.map { scene.words.name(of: $0.kind) } ?? "", note]
            )
        }
    }

    static func incident(_ event: IncidentEvent, _ scene: CaseScene) -> Parts {
        func kind(_ incident: ID<Entry>) -> String {
            let incidents = scene.record.parts.lazy.compactMap(\.casework).flatMap(\.incidents)
            return incidents.first { $0.id == incident }.map { scene.words.name(of: $0.kind) } ?? ""
        }
        return switch event {
        case .opened(let kind, _, let text): ("incident.opened", [scene.words.name(of: kind), text])
        case .noted(let incident, let text): ("incident.noted", [kind(incident), text])
        case .handled(let incident, let outcome): ("incident.handled", [kind(incident), outcome])
        }
    }

    static func consent(_ event: ConsentEvent, _ scene: CaseScene) -> Parts {
        let words = scene.words
        func about(_ id: ID<Consent>) -> String {
            let record = scene.record.parts.lazy.compactMap { $0.casework?.consent.record(id) }.first
            guard let record else { return "" }
            return "\(words.text(of: record.explanation.purpose)) → \(words.text(of: record.explanation.recipient))"
        }
        func why(_ id: ID<Consent>) -> String {
            let overrides = scene.record.parts.lazy.compactMap(\.casework).flatMap(\.consent.overrides)
            guard let override = overrides.first(where: { $0.id == id }) else { return "" }
            return "\(override.why)\n\(words.whole(override.terms, scene))"
        }
        switch event {
        case .explained(_, let explanation):
            return (
                "consent.explained",
                [
                    "\(words.text(of: explanation.purpose)) → \(words.text(of: explanation.recipient))",
                    "\(words.language(explanation.language)), \(words.text(of: explanation.interpreter))",
                    "\(words.text("field.version")): \(explanation.version)", words.text(of: explanation.giver),
                    explanation.capacityNote,
                ]
            )
        case .answered(let id, let answer, let evidence):
            return switch answer {
            case .given(let terms, let expires):
                (
                    "consent.given",
                    [about(id), words.summary(of: terms), expires.iso, words.name(of: evidence.method)]
                )
            case .refused: ("consent.refused", [about(id), words.name(of: evidence.method)])
            case .deferred: ("consent.deferred", [about(id), words.name(of: evidence.method)])
            }
        case .narrowed(let id, let terms): return ("consent.narrowed", [about(id), words.summary(of: terms)])
        case .frozen(let id, let cause, let who):
            return ("consent.frozen", [id.map(about) ?? "", words.name(of: cause), who])
        case .withdrawn(let id, let method): return ("consent.withdrawn", [about(id), words.name(of: method)])
        case .recallSent(let id, _, let recipient): return ("consent.recall", [about(id), recipient])
        case .recallAnswered(let id, _, let outcome, let note):
            return ("consent.recall-answered", [about(id), words.name(of: outcome), note])
        case .overrideProposed(_, _, let terms, let until, let why):
            return ("consent.override", [why, words.whole(terms, scene), until.iso])
        case .overrideSeconded(let id, _): return ("consent.override-seconded", [why(id)])
        case .overrideTold(let id, let day): return ("consent.override-told", [why(id), day.iso])
        case .overrideEnded(let id, let reason): return ("consent.override-ended", [why(id), reason])
        case .witnessed(let id, _, let word, let note):
            return ("consent.witness-\(word)", [about(id), note])
        case .denialSettled(let id, _, let why): return ("consent.denial-settled", [about(id), why])
        case .excluded(let id, let names): return ("consent.excluded", [about(id), names.joined(separator: ", ")])
        case .asked(let id, _, let ask):
            return ("consent.asked", [about(id), words.summary(of: ask.terms), ask.expires.iso])
        case .said(let saying):
            let id = saying.answer.consent
            return switch saying.answer.choice {
            case .agreed(let terms, let until):
                ("consent.said-yes", [about(id), words.summary(of: terms), until.iso])
            case .no: ("consent.said-no", [about(id)])
            case .asksFirst: ("consent.asks-first", [about(id)])
            }
        case .judged(let id, _, let finding, let note):
            return ("consent.judged", [about(id), words.name(of: finding), note])
        }
    }
}
