// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What is said of the person, of evidence and of law.
extension HistorySentence {
    static func identity(_ event: IdentityEvent, _ scene: CaseScene) -> Parts {
        let words = scene.words
        func kind(_ id: ID<Fact>) -> String {
            scene.record.parts.lazy.compactMap { $0.identity?.fact(id) }.first.map { words.name(of: $0.kind) } ?? ""
        }
        return switch event {
        case .recorded(_, let fact, let source, let replaces, let note):
            (
                replaces.isEmpty ? "identity.recorded" : "identity.corrected",
                [words.name(of: fact.kind), words.text(of: fact), words.name(of: source), note]
            )
        case .withdrawn(let id, _, let reason): ("identity.withdrawn", [kind(id), reason])
        case .decided(let id, _, _, let reason): ("identity.decided", [kind(id), reason])
        }
    }

    static func exposure(_ event: ExposureEvent, _ scene: CaseScene) -> Parts {
        let words = scene.words
        switch event {
        case .found(let found):
            return (
                "exposure.found",
                [
                    words.title(of: found.origin),
                    "\(found.ownSpelling) — \(found.theirSpellings.joined(separator: "; "))",
                    found.explanation(in: words.language.tag),
                ]
            )
        case .decided(let id, let verdict, _, let reason):
            let record = scene.record.parts.lazy.compactMap { $0.identity?.exposure(id) }.first
            return (
                "exposure.decided",
                [
                    record.map { "\(words.title(of: $0.found.origin)): \($0.found.theirSpellings.first ?? "")" } ?? "",
                    words.name(of: verdict), reason,
                ]
            )
        }
    }

    /// A past place stays behind its fold: the log says that one was recorded, and no more.
    static func whereabouts(_ event: WhereaboutsEvent, _ scene: CaseScene) -> Parts {
        let words = scene.words
        switch event {
        case .recorded(let place):
            let isPast = scene.record.whereabouts?.place(place.id)?.isPast(on: scene.day) ?? false
            return (
                "place.recorded",
                [
                    "\(words.name(of: place.subject)), \(words.name(of: place.precision))", isPast ? "" : place.place,
                    "\(place.validFrom.iso) – \(place.validTo.iso)",
                ]
            )
        case .ended(_, let day, let reason): return ("place.ended", [day.iso, reason])
        case .told(_, let recipient, let why, let precision):
            return ("place.told", [recipient, why, words.name(of: precision)])
        }
    }

    static func claim(_ event: ClaimEvent, _ scene: CaseScene) -> Parts {
        let words = scene.words
        let claim = scene.record.parts.lazy.compactMap { $0.evidence?.claim(event.claim) }.first?.proposition ?? ""
        return switch event {
        case .asserted(_, let subject, let proposition):
            ("claim.asserted", [words.name(of: subject), proposition])
        case .assigned(_, let checker, _, let ceiling, _):
            ("claim.assigned", [claim, scene.name(checker), words.name(of: ceiling)])
        case .checkBegun: ("claim.begun", [claim])
        case .lineAdded(_, let line):
            (
                "claim.line",
                [
                    claim, "\(words.name(of: line.bearing)), \(words.name(of: line.kind)), \(line.origin)",
                    words.text(of: line.grades), line.note,
                ]
            )
        case .concluded(_, let conclusion):
            (
                "claim.concluded",
                [
                    claim, words.name(of: conclusion.finding), words.text(of: conclusion.grades),
                    words.text(of: conclusion.indicators), conclusion.independenceNote,
                ]
            )
        case .seconded: ("claim.seconded", [claim])
        case .notSeconded(_, _, let reason): ("claim.not-seconded", [claim, reason])
        case .explained(_, let day, let explanation, let benefit):
            ("claim.explained", [claim, day.iso, explanation, benefit])
        case .recheckCalled(_, let cause, let note): ("claim.recheck", [claim, words.name(of: cause), note])
        case .superseded: ("claim.superseded", [claim])
        }
    }

    /// - Parameter entry: what says it; nil of what did not count.
    static func statement(_ event: StatementEvent, in entry: ID<Entry>?, _ scene: CaseScene) -> Parts {
        let words = scene.words
        /// The number under which an answer stands in its statement: of two who wrote down answers apart, each counted as if there were
        /// no other.
        func standing(_ id: ID<Statement>) -> UInt32? {
            let statement = scene.record.parts.lazy.compactMap { $0.evidence?.statement(id) }.first
            return entry.flatMap { statement?.answer(of: $0)?.number }
        }
        return switch event {
        case .opened(let stated):
            ("statement.opened", ["\(words.name(of: stated.kind)), \(stated.heldOn.iso)", stated.whyAgain])
        case .answered(let id, let number, let asked):
            (
                "statement.answered",
                [
                    "\(standing(id) ?? number). \(asked.question)",
                    asked.outcome == .answered ? asked.answer : words.name(of: asked.outcome),
                ]
            )
        case .added(_, let number, let day, let text): ("statement.added", ["\(number), \(day.iso)", text])
        case .closed(_, _, let confirmation, let note): ("statement.closed", [words.name(of: confirmation), note])
        }
    }

    static func doubt(_ event: DoubtEvent, _ scene: CaseScene) -> Parts {
        let words = scene.words
        func quote(_ said: Said) -> String {
            scene.record.parts.lazy.compactMap { $0.evidence?.words(of: said) }.first ?? ""
        }
        return switch event {
        case .contradictionNoted(_, let earlier, let later, let note):
            ("doubt.noted", [quote(earlier), quote(later), note])
        case .contradictionExplained(_, let hearing, let explanation, let benefit):
            ("doubt.explained", [explanation, benefit, words.text(of: hearing)])
        case .contradictionReopened(_, let reason): ("doubt.reopened", [reason])
        case .withholdingNoted(_, let stated): ("doubt.withheld", [stated.what, stated.source])
        case .withholdingEstablished(_, let hearing, let reason):
            ("doubt.established", [reason, words.text(of: hearing)])
        case .withholdingCleared(_, let hearing, let reason): ("doubt.cleared", [reason, words.text(of: hearing)])
        }
    }

    static func attestation(_ event: AttestationEvent, _ scene: CaseScene) -> Parts {
        func stated(_ id: ID<Attestation>) -> [String] {
            let record = scene.record.parts.lazy.compactMap { $0.evidence?.attestation(id) }.first
            return record.map { [scene.words.text(of: $0.stated.proposition), $0.stated.recipient] } ?? []
        }
        return switch event {
        case .proposed(let stated):
            (
                "attestation.proposed",
                [scene.words.text(of: stated.proposition), stated.recipient, stated.validUntil.iso]
            )
        case .issued(let id, _): ("attestation.issued", stated(id))
        case .dropped(let id, let reason): ("attestation.dropped", stated(id) + [reason])
        case .revoked(let id, let note): ("attestation.revoked", stated(id) + [note])
        case .signed(let id, _): ("attestation.signed", stated(id))
        }
    }

    static func legal(_ event: LegalEvent, _ scene: CaseScene) -> Parts {
        let words = scene.words
        func title(_ id: ID<LegalMatter>) -> String {
            scene.record.parts.lazy.compactMap { $0.legal?.matter(id) }.first?.title ?? ""
        }
        // What was undone is gone from the matter and stays in the log.
        func undone(_ entry: ID<Entry>) -> String {
            let item = scene.record.parts(of: .legal).lazy.flatMap(\.log).first { $0.entry == entry }
            return switch item?.event {
            case .inCompartment(.legal(.stageReached(_, let stated))):
                "\(words.name(of: stated.stage)), \(stated.on.iso)"
            case .inCompartment(.legal(.marked(_, let mark, let day, _))): "\(words.name(of: mark)), \(day.iso)"
            default: ""
            }
        }
        return switch event {
        case .opened(_, let track, let jurisdiction, let title, let counsel):
            ("legal.opened", [title, "\(words.name(of: track)), \(jurisdiction)", counsel])
        case .counselNamed(let id, let counsel): ("legal.counsel", [title(id), counsel])
        case .stageReached(let id, let stated):
            (
                "legal.stage",
                [title(id), "\(words.name(of: stated.stage)), \(stated.on.iso)", stated.note]
            )
        case .stageUndone(let id, let stage, let reason):
            ("legal.undone", [title(id), undone(stage), reason])
        case .marked(let id, let mark, let day, let note):
            ("legal.marked", [title(id), "\(words.name(of: mark)), \(day.iso)", note])
        case .markUndone(let id, let mark, let reason):
            ("legal.mark-undone", [title(id), undone(mark), reason])
        case .clockSet(_, _, let title, let duty, let due, let citation):
            ("legal.clock-set", ["\(title), \(words.name(of: duty)), \(due.iso)", citation])
        case .clockChanged(let id, let clock, let what, let note):
            (
                "legal.clock-changed",
                [title(id), words.name(of: clock, scene), words.text(of: what), note]
            )
        case .holidaysEntered(_, let days, let source):
            ("legal.holidays", [words.plural("history.days", days.count), source])
        case .ruleChecked(_, let rule, let day, let result, let note):
            (
                "legal.rule-checked",
                [
                    LegalRules.rule(rule).map { words.text($0.catalogueKey) } ?? rule,
                    "\(words.name(of: result)), \(day.iso)", note,
                ]
            )
        }
    }
}

extension Catalogue {
    fileprivate func name(of clock: ClockReference, _ scene: CaseScene) -> String {
        switch clock {
        case .rule(let id): return LegalRules.rule(id).map { text($0.catalogueKey) } ?? id
        case .own(let id):
            let clocks = scene.record.parts.lazy.compactMap(\.legal).flatMap(\.matters).flatMap(\.ownClocks)
            return clocks.first { $0.id == id }?.title ?? ""
        }
    }

    fileprivate func text(of change: ClockChangeKind) -> String {
        switch change {
        case .extended(let amount): "\(text("clock-change.extended")): \(text(of: amount))"
        case .suspended(let day): "\(text("clock-change.suspended")), \(day.iso)"
        case .resumed(let day): "\(text("clock-change.resumed")), \(day.iso)"
        case .met(let day): "\(text("clock-change.met")), \(day.iso)"
        case .dropped: text("clock-change.dropped")
        case .reopened: text("clock-change.reopened")
        }
    }

    fileprivate func text(of amount: LegalAmount) -> String {
        switch amount {
        case .days(let count): plural("amount.days", count)
        case .workingDays(let count): plural("amount.working-days", count)
        case .weeks(let count): plural("amount.weeks", count)
        case .months(let count): plural("amount.months", count)
        }
    }
}
