// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Correspondence
import Languages

/// What a visitor was shown and what they said, in their own language: they may read it aloud or print it, and the same
/// text goes to the organisation as the body of the message, so that both have the one wording.
struct ConsentReceipt: Sendable, RedactedPrinting {
    struct Section: Sendable {
        let heading: String
        let lines: [String]
    }

    let sections: [Section]
    /// Nothing was decided: the person asks something first.
    let asksFirst: Bool

    init(
        _ known: KnownConsent, _ draft: ConsentDraft, _ answer: OfferAnswer, hour: UInt32, organisation: String,
        in catalogue: Catalogue
    ) {
        let values = ["organisation": organisation]
        let line = { (row: ConsentRow) in "\(row.name): \(row.value)" }
        var sections = [
            Section(heading: organisation, lines: [catalogue.date(hour: hour)]),
            Section(heading: catalogue.text("consent.asked_title", values), lines: known.explanation),
            Section(
                heading: catalogue.text("consent.terms_title"),
                lines: catalogue.rows(of: known.offer.scope).map(line)),
            Section(
                heading: catalogue.text("consent.know_title"),
                lines: ["free", "silence", "consequence", "withdraw"].map { catalogue.text("consent.\($0)", values) }),
        ]
        sections.append(
            Section(
                heading: catalogue.text("receipt.answer"),
                lines: [Self.said(draft, known, in: catalogue)] + Self.allowed(answer, known, in: catalogue).map(line)))
        if !answer.ownWords.isEmpty {
            let questions = zip(["own_what", "own_no"], answer.ownWords).map { question, said in
                "\(catalogue.text("consent.\(question)")) \(said)"
            }
            sections.append(Section(heading: catalogue.text("consent.own_title"), lines: questions))
        }
        for (key, text) in draft.saidBeside {
            sections.append(
                Section(heading: catalogue.text(key), lines: text.split(separator: "\n").map(String.init)))
        }
        if !draft.remark.isEmpty {
            sections.append(
                Section(
                    heading: catalogue.text("consent.remark"),
                    lines: draft.remark.split(separator: "\n").map(String.init)))
        }
        asksFirst = answer.choice == .asksFirst
        self.sections = sections.filter { !$0.lines.isEmpty }
    }

    /// As the message's body.
    var text: String {
        sections.map { ([$0.heading] + $0.lines).joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private static func said(_ draft: ConsentDraft, _ known: KnownConsent, in catalogue: Catalogue) -> String {
        let isAsked = known.offer.standing == .asked
        return switch draft.choice {
        case .yes: catalogue.text("consent.yes")
        case .less: catalogue.text("consent.less")
        case .no: catalogue.text(isAsked ? "consent.no" : "consent.back")
        case .ask, .none: catalogue.text("consent.ask")
        }
    }

    /// What less than was offered is allowed.
    private static func allowed(
        _ answer: OfferAnswer, _ known: KnownConsent, in catalogue: Catalogue
    ) -> [ConsentRow] {
        guard case .agreed(let scope) = answer.choice, scope != known.offer.scope else { return [] }
        return catalogue.rows(of: scope)
    }
}
