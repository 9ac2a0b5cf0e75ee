// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Correspondence
import PortalForms
import WebForms

/// What a visitor chose and typed about consent. Nothing is chosen for them. Kept only while it is on its way.
struct ConsentDraft: Sendable, Equatable, RedactedPrinting {
    enum Choice: String, Sendable {
        case yes, less, no
        case ask
    }

    /// Of each text in one's own words, in UTF-16 code units.
    static let ownWordsCount = 1_300
    static let remarkCount = 4_000
    static let listCount = 2_000
    /// The two questions that are to be answered in one's own words.
    static let questionCount = 2
    /// How many days from now a shorter yes may end.
    static let shorterDays: [UInt32] = [30, 90, 180]

    /// The name of the question that the form showed, in hexadecimal: its place in the list may be another's by now.
    var asked = ""
    var choice: Choice?
    /// What less is: only these kinds, if any is chosen.
    var items: [ConsentScope.Item] = []
    var recognisability: ConsentScope.Recognisability?
    var days: UInt32?
    var conditions: [ConsentScope.Condition] = []
    var notTo = ""
    var leaveOut = ""
    var ownWords = ["", ""]
    var remark = ""

    init() {}

    init(_ form: FormFields) {
        asked = form["asked"] ?? ""
        choice = form["choice"].flatMap(Choice.init(rawValue:))
        items = ConsentScope.Item.allCases.filter { form["item-\($0.rawValue)"] == "1" }
        recognisability = form["seen"].flatMap { UInt8($0) }.flatMap(ConsentScope.Recognisability.init(rawValue:))
        days = form["days"].flatMap { UInt32($0) }.flatMap { Self.shorterDays.contains($0) ? $0 : nil }
        conditions = ConsentScope.Condition.allCases.filter { form["when-\($0.rawValue)"] == "1" }
        // As a message's text is read, line ends and all.
        let text = { (name: String) in MessageDraft(urgency: nil, contact: nil, body: form[name]).body }
        notTo = text("not-to")
        leaveOut = text("leave-out")
        ownWords = [text("own-1"), text("own-2")]
        remark = text("remark")
    }

    /// Every field as a form sends it, for carrying it through another page.
    var fields: [(name: String, value: String)] {
        var fields = [
            ("asked", asked), ("choice", choice?.rawValue ?? ""),
            ("seen", recognisability.map { "\($0.rawValue)" } ?? ""),
            ("days", days.map(String.init) ?? ""), ("not-to", notTo), ("leave-out", leaveOut),
            ("own-1", ownWords[0]), ("own-2", ownWords[1]), ("remark", remark),
        ]
        fields += items.map { ("item-\($0.rawValue)", "1") }
        fields += conditions.map { ("when-\($0.rawValue)", "1") }
        return fields.filter { !$0.1.isEmpty }.map { (name: $0.0, value: $0.1) }
    }

    /// Texts with one limit.
    enum Field: CaseIterable {
        case lists, ownWords, remark

        /// In UTF-16 code units.
        var limit: Int {
            switch self {
            case .lists: listCount
            case .ownWords: ownWordsCount
            case .remark: remarkCount
            }
        }
    }

    /// The first that holds more than it may.
    var overlong: Field? {
        Field.allCases.first { field in
            let texts =
                switch field {
                case .lists: [notTo, leaveOut]
                case .ownWords: ownWords
                case .remark: [remark]
                }
            return texts.contains { $0.utf16.count > field.limit }
        }
    }
}

/// Why an answer was not sent, and beside which question that is said.
enum ConsentProblem: Error, Equatable, Sendable {
    /// It was said to another question than the one that stands in its place.
    case otherQuestion
    case nothingChosen, nothingLess, yesAndLess, listTooLong, ownWordsMissing, questionMissing
    /// A text holds more than it may.
    case tooLong(ConsentDraft.Field)
    /// Its time has run out: a no is still possible.
    case over
    case message(MessageProblem)
}

extension ConsentDraft {
    /// What it says to `known`. `hour`: whole hours since 1970.
    func answer(to known: KnownConsent, at hour: UInt32, language: String) throws(ConsentProblem) -> OfferAnswer {
        guard asked == known.name else { throw .otherQuestion }
        if let overlong { throw .tooLong(overlong) }
        let isAsked = known.offer.standing == .asked
        let choice: OfferAnswer.Choice
        switch self.choice {
        case .none: throw .nothingChosen
        case .no: choice = .no
        case .ask:
            guard !remark.allSatisfy(\.isWhitespace) else { throw .questionMissing }
            choice = .asksFirst
        case .yes:
            // There is nothing to agree to but a question.
            guard isAsked else { throw .nothingChosen }
            guard !known.isOver(at: hour) else { throw .over }
            // Who says yes to everything and forbids something below has said two things. Neither is ours to choose.
            guard narrowed(known.offer.scope, at: hour) == known.offer.scope else { throw .yesAndLess }
            choice = .agreed(known.offer.scope)
        case .less:
            guard !known.isOver(at: hour) else { throw .over }
            choice = .agreed(try less(than: known.offer.scope, at: hour))
        }
        if isAsked, case .agreed = choice, ownWords.contains(where: { $0.allSatisfy(\.isWhitespace) }) {
            throw .ownWordsMissing
        }
        let said = isAsked && !ownWords.allSatisfy(\.isEmpty) ? ownWords : []
        // Who forbids somebody and agrees to nothing is heard too.
        let names = agreesToNothing ? Self.adding(notTo, to: []) : []
        return OfferAnswer(
            id: known.offer.id, choice: choice, language: language, ownWords: said, neverTo: names)
    }

    private func less(than offered: ConsentScope, at hour: UInt32) throws(ConsentProblem) -> ConsentScope {
        let scope = narrowed(offered, at: hour)
        guard scope != offered else { throw .nothingLess }
        guard scope.isWellFormed else { throw .listTooLong }
        return scope
    }

    /// What was chosen as less, whatever the answer; the rest stays as it is.
    private func narrowed(_ offered: ConsentScope, at hour: UInt32) -> ConsentScope {
        var scope = offered
        let kept = offered.items.filter(items.contains)
        if !kept.isEmpty { scope.items = kept }
        if let recognisability, recognisability.rawValue > scope.recognisability.rawValue {
            scope.recognisability = recognisability
        }
        if let days { scope.until = min(scope.until, hour / 24 + days) }
        scope.conditions = ConsentScope.Condition.allCases.filter {
            offered.conditions.contains($0) || conditions.contains($0)
        }
        scope.excludedRecipients = Self.adding(notTo, to: scope.excludedRecipients)
        scope.excludedFacts = Self.adding(leaveOut, to: scope.excludedFacts)
        return scope
    }

    private var agreesToNothing: Bool { choice == .no || choice == .ask }

    /// What was written under "less" by somebody who agrees to nothing: the answer has the names, and the receipt all of it.
    var saidBeside: [(key: String, text: String)] {
        guard agreesToNothing else { return [] }
        return [("consent.less_not_to", notTo), ("consent.less_leave_out", leaveOut)]
            .filter { !$0.1.allSatisfy(\.isWhitespace) }
    }

    private static func adding(_ text: String, to list: [String]) -> [String] {
        var list = list
        for line in text.split(separator: "\n") {
            let trimmed = line.drop(while: \.isWhitespace)
            guard let end = trimmed.lastIndex(where: { !$0.isWhitespace }) else { continue }
            let entry = String(trimmed[...end])
            if !list.contains(entry) { list.append(entry) }
        }
        return list
    }
}
