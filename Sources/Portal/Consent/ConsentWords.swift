// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import Languages

/// A name and what stands under it.
struct ConsentRow: Sendable {
    let name: String
    let value: String
}

/// Consent in plain words of the visitor's language.
extension Catalogue {
    /// A day, counted from 1970-01-01.
    func date(day: UInt32) -> String {
        let civil = CivilDate(daysSince1970: Int(day))
        return text(
            "date.day",
            ["day": String(civil.day), "month": text("month.\(civil.month)"), "year": String(civil.year)])
    }

    func word(for item: ConsentScope.Item) -> String { text("item.\(item)") }
    func word(for condition: ConsentScope.Condition) -> String { text("when.\(condition)") }
    func word(for recognisability: ConsentScope.Recognisability) -> String { text("seen.\(recognisability)") }

    func purpose(of scope: ConsentScope) -> String {
        text("use.\(scope.purpose)", ["name": scope.procedure])
    }

    func recipient(of scope: ConsentScope) -> String {
        let kind = text("who.\(scope.recipient)")
        return scope.recipientName.isEmpty
            ? text("consent.any", ["kind": kind]) : "\(scope.recipientName) (\(kind))"
    }

    /// What exactly is asked for or allowed.
    func rows(of scope: ConsentScope) -> [ConsentRow] {
        var rows = [
            row("what", scope.items.map { word(for: $0) }.joined(separator: "; ")),
            row("purpose", purpose(of: scope)),
            row("recipient", recipient(of: scope)),
            row("seen", word(for: scope.recognisability)),
            row("handling", text("may.\(scope.handling)")),
        ]
        if !scope.conditions.isEmpty {
            rows.append(row("when", scope.conditions.map { word(for: $0) }.joined(separator: "; ")))
        }
        if !scope.excludedRecipients.isEmpty {
            rows.append(row("not_to", scope.excludedRecipients.joined(separator: "; ")))
        }
        if !scope.excludedFacts.isEmpty {
            rows.append(row("leave_out", scope.excludedFacts.joined(separator: "; ")))
        }
        rows.append(row("until", date(day: scope.until)))
        return rows
    }

    /// What it is about, in a line.
    func about(_ known: KnownConsent) -> String {
        let scope = known.offer.scope
        return text("consent.about", ["recipient": recipient(of: scope), "purpose": purpose(of: scope)])
    }

    private func row(_ name: String, _ value: String) -> ConsentRow {
        ConsentRow(name: text("consent.row_\(name)"), value: value)
    }

    /// Where it stands, in a sentence.
    func standing(of known: KnownConsent, at hour: UInt32) -> String {
        switch known.offer.standing {
        case .refused: text("consent.state_refused")
        case .asked, .answered, .toTalkOver, .inForce:
            if known.isOver(at: hour) {
                text("consent.state_over")
            } else {
                text("consent.state_\(known.offer.standing)", ["date": date(day: known.offer.scope.until)])
            }
        }
    }

    func title(of problem: ConsentProblem?) -> String {
        if case .message(let problem) = problem { problem.title(in: self) } else { text("problem.title") }
    }

    func text(of problem: ConsentProblem, _ values: [String: String]) -> String {
        switch problem {
        case .nothingChosen: text("consent.problem_choice")
        case .nothingLess: text("consent.problem_less")
        case .otherQuestion: text("consent.problem_other")
        case .yesAndLess: text("consent.problem_both")
        case .listTooLong: text("consent.problem_list")
        case .tooLong(let field): text("problem.field_long", ["field-limit": String(field.limit)])
        case .ownWordsMissing: text("consent.problem_own")
        case .questionMissing: text("consent.problem_question")
        case .over: text("consent.problem_over")
        case .message(let problem): problem.text(in: self, values)
        }
    }
}
