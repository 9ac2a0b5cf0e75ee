// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Correspondence
import Languages

/// One question about consent: everything that has to be known before answering, and the form for the answer.
struct ConsentPage: PageModel {
    struct Choice: Sendable {
        let name: String
        let value: String
        let label: String
        let isChecked: Bool
    }

    static let template = "consent"
    let titleKey = "consent.title"
    /// Another language would lose what stands in the form.
    let path: String? = nil
    let csrf: String
    let form: String
    let number: Int
    /// The question that the form shows, as it names it.
    let question: String
    let problemTitle: String
    let problem: String?
    var trouble: String? { problem == nil ? nil : problemTitle }
    let isChoiceWrong: Bool
    let isLessWrong: Bool
    let isOwnWrong: Bool
    let isRemarkWrong: Bool

    let standing: String
    let asked: String?
    let explanation: [String]
    let hasExplanation: Bool
    let rows: [ConsentRow]
    /// Whether there is anything to say yes or no to.
    let isOpen: Bool

    let choices: [Choice]
    let canBeLess: Bool
    let items: [Choice]
    let hasItems: Bool
    let seen: [Choice]
    let hasSeen: Bool
    let days: [Choice]
    let hasDays: Bool
    let conditions: [Choice]
    let hasConditions: Bool
    let notTo: String
    let leaveOut: String
    let isOwnAsked: Bool
    let own1: String
    let own2: String
    let remark: String

    init(
        _ known: KnownConsent, _ draft: ConsentDraft = ConsentDraft(), form: MessageID, csrf: String, hour: UInt32,
        problem: ConsentProblem? = nil, values: [String: String], in catalogue: Catalogue
    ) {
        let scope = known.offer.scope
        let isAsked = known.offer.standing == .asked
        let isOver = known.isOver(at: hour)
        self.csrf = csrf
        self.form = Hex.encode(form.bytes)
        number = known.number
        question = known.name
        problemTitle = catalogue.title(of: problem)
        self.problem = problem.map { catalogue.text(of: $0, values) }
        isChoiceWrong = [.nothingChosen, .yesAndLess, .over, .otherQuestion].contains(problem)
        isLessWrong = problem == .nothingLess || problem == .listTooLong || problem == .tooLong(.lists)
        isOwnWrong = problem == .ownWordsMissing || problem == .tooLong(.ownWords)
        isRemarkWrong = problem == .questionMissing || problem == .tooLong(.remark)
        standing = catalogue.standing(of: known, at: hour)
        explanation = known.explanation
        hasExplanation = !known.explanation.isEmpty
        asked = known.explanation.isEmpty ? nil : catalogue.date(hour: known.askedHour)
        rows = catalogue.rows(of: scope)
        isOpen = known.offer.standing != .refused
        canBeLess = isOpen && !isOver
        let offered: [(ConsentDraft.Choice, String)] =
            (isAsked && !isOver ? [(.yes, "consent.yes")] : [])
            + (isOver ? [] : [(.less, "consent.less")])
            + [(.no, isAsked ? "consent.no" : "consent.back"), (.ask, "consent.ask")]
        choices = offered.map { choice, key in
            Choice(
                name: "choice", value: choice.rawValue, label: catalogue.text(key), isChecked: draft.choice == choice)
        }
        items =
            scope.items.count < 2
            ? []
            : scope.items.map {
                Choice(
                    name: "item-\($0.rawValue)", value: "1", label: catalogue.word(for: $0),
                    isChecked: draft.items.contains($0))
            }
        seen = ConsentScope.Recognisability.allCases.filter { $0.rawValue > scope.recognisability.rawValue }.map {
            Choice(
                name: "seen", value: "\($0.rawValue)", label: catalogue.word(for: $0),
                isChecked: draft.recognisability == $0)
        }
        days = ConsentDraft.shorterDays.filter { hour / 24 + $0 < scope.until }.map {
            Choice(
                name: "days", value: "\($0)",
                label: catalogue.text("consent.until_day", ["date": catalogue.date(day: hour / 24 + $0)]),
                isChecked: draft.days == $0)
        }
        conditions = ConsentScope.Condition.allCases.filter { !scope.conditions.contains($0) }.map {
            Choice(
                name: "when-\($0.rawValue)", value: "1", label: catalogue.word(for: $0),
                isChecked: draft.conditions.contains($0))
        }
        (hasItems, hasSeen, hasDays, hasConditions) = (
            !items.isEmpty, !seen.isEmpty, !days.isEmpty, !conditions.isEmpty
        )
        notTo = draft.notTo
        leaveOut = draft.leaveOut
        isOwnAsked = isAsked && !isOver
        own1 = draft.ownWords[0]
        own2 = draft.ownWords[1]
        remark = draft.remark
    }
}

/// The answer has arrived: what it was, to keep.
struct ReceiptPage: PageModel {
    static let template = "receipt"
    let titleKey = "receipt.title"
    let path: String? = nil
    let sections: [ConsentReceipt.Section]
    let asksFirst: Bool

    init(_ receipt: ConsentReceipt) {
        sections = receipt.sections
        asksFirst = receipt.asksFirst
    }
}
