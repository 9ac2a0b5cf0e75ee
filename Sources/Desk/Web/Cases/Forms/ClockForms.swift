// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension CaseForm {
    /// Time limits: set by hand, changed, and counsel's look at the words that a rule rests on.
    static let clockForms = [ownClock, clock, holidays, rule]

    private static let ownClock = CaseForm(
        "own-clock", in: .legal, about: { $0.matter != nil },
        fields: { scene in
            [.line("title"), .choice("duty", of: LegalDuty.self, scene.words), .day("due"), .line("citation")]
        },
        events: { answers, scene throws(FormProblem) in
            guard let matter = scene.matter else { return [] }
            return [
                .legal(
                    .clockSet(
                        matter.id, scene.newID(), title: try answers.line("title"), try answers.choice("duty"),
                        due: try answers.day("due"), citation: try answers.line("citation")))
            ]
        })

    private static let clock = CaseForm(
        "clock", in: .legal, about: { $0.matter != nil && $0.clock != nil },
        fields: { scene in
            [
                .choice("change", ClockChangeChoice.options(about: scene.shownClock, scene.words), scene.words),
                .day("on", isRequired: false, initial: scene.day.iso), .line("days", isRequired: false),
                .prose("note", rows: 2, isRequired: false),
            ]
        },
        events: { answers, scene throws(FormProblem) in
            guard let matter = scene.matter, let clock = scene.clock else { return [] }
            let (kind, note) = (try ClockChangeChoice.kind(answers, on: scene.day), answers.optionalProse("note"))
            guard !kind.needsNote || !note.isEmpty else {
                throw FormProblem(field: "note", reason: "problem.clock-note")
            }
            return [.legal(.clockChanged(matter.id, clock, kind, note: note))]
        })

    private static let holidays = CaseForm(
        "holidays", in: .legal, about: { $0.isMatterAsShown("holidays") },
        fields: { scene in
            let days = (scene.matter?.holidays ?? []).map(\.iso).joined(separator: "\n")
            return [.prose("holiday-days", rows: 6, initial: days), .line("holiday-source")]
        },
        events: { answers, scene throws(FormProblem) in
            guard let matter = scene.matter else { return [] }
            _ = try answers.prose("holiday-days")
            var days: [Day] = []
            for line in answers.lines("holiday-days") {
                guard let day = Day(iso: line) else {
                    throw FormProblem(field: "holiday-days", reason: "problem.day")
                }
                days.append(day)
            }
            return [.legal(.holidaysEntered(matter.id, days, source: try answers.line("holiday-source")))]
        })

    private static let rule = CaseForm(
        "rule", in: .legal, about: { $0.matter != nil && $0.rule != nil && $0.scene.isCounsel },
        fields: { scene in
            [
                .choice("rule-check", of: RuleCheckResult.self, scene.words), .day("on", initial: scene.day.iso),
                .prose("note", rows: 2, isRequired: false),
            ]
        },
        events: { answers, scene throws(FormProblem) in
            guard let matter = scene.matter, let rule = scene.rule else { return [] }
            return [
                .legal(
                    .ruleChecked(
                        matter.id, rule: rule, on: try answers.day("on", notAfter: scene.day),
                        try answers.choice("rule-check"),
                        note: answers.optionalProse("note")))
            ]
        })
}

/// What can be said about a time limit.
private enum ClockChangeChoice: String, CaseIterable {
    case met, extended, suspended, resumed, dropped, reopened

    /// Of a limit that somebody said is met or does not apply, only that this was a mistake.
    static func options(about clock: LegalClock?, _ words: Catalogue) -> [FormOption] {
        allCases.filter { ($0 == .reopened) == (clock?.isClosedByWord ?? false) }.map {
            FormOption(value: $0.rawValue, text: words.text("clock-change.\($0.rawValue)"))
        }
    }

    static func kind(_ answers: FormAnswers, on today: Day) throws(FormProblem) -> ClockChangeKind {
        guard let choice = ClockChangeChoice(rawValue: answers.optionalProse("change")) else {
            throw FormProblem(field: "change", reason: "problem.choose")
        }
        return switch choice {
        case .met: .met(on: try answers.day("on", notAfter: today))
        case .extended: .extended(by: .days(try answers.number("days", in: 1...3_660)))
        case .suspended: .suspended(from: try answers.day("on"))
        case .resumed: .resumed(on: try answers.day("on"))
        case .dropped: .dropped
        case .reopened: .reopened
        }
    }
}

extension ClockChangeKind {
    /// Whether it counts only with a reason.
    fileprivate var needsNote: Bool {
        switch self {
        case .extended, .suspended, .dropped, .reopened: true
        case .met, .resumed: false
        }
    }
}

extension FormScene {
    /// The address is `matter.own.id` or `matter.rule.id`, and a rule's id has dots of its own.
    fileprivate var clock: ClockReference? {
        if let rule { return .rule(rule) }
        guard about.count == 3, about[1] == "own" else { return nil }
        return id(2, OwnClock.self).map { .own($0) }
    }

    /// As it stands today.
    fileprivate var shownClock: LegalClock? { matter?.clocks(on: day).first { $0.reference == clock } }

    fileprivate var rule: String? {
        guard about.count > 2, about[1] == "rule" else { return nil }
        let id = about[2...].joined(separator: ".")
        return LegalRules.rule(id) == nil ? nil : id
    }
}
