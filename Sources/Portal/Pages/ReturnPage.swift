// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import Languages
import PortalForms

/// Twelve words typed to come back, with what is wrong with them and near words to choose from.
struct ReturnPage: PageModel {
    struct Suspect: Sendable {
        let name: String
        let legend: String
        let near: [String]
        /// Of the words, which are seldom the page's language: a screen reader spells by it.
        let language: String
    }

    struct Repair: Sendable {
        let value: String
        let label: String
    }

    /// A message that was typed in a visit that has ended.
    struct Carried: Sendable {
        let body: String
        let contact: String
        let urgency: String
    }

    /// An answer about consent that was made in a visit that has ended.
    struct CarriedConsent: Sendable {
        struct Field: Sendable {
            let name: String
            let value: String
        }

        let number: Int
        let fields: [Field]
    }

    static let template = "return"
    let words: String
    let problem: String?
    /// Whether the words have to be looked at, and not something that they cannot help.
    let areWordsDoubted: Bool
    let suspects: [Suspect]
    let repairs: [Repair]
    let hasRepairs: Bool
    let carried: Carried?
    let consent: CarriedConsent?

    /// Of no word that was typed: browsers keep titles.
    let trouble: String?
    var titleKey: String { carried == nil && consent == nil ? "return.title" : "expired.title" }
    var path: String? { carried == nil && consent == nil && problem == nil ? "return" : nil }

    /// - Parameter obstacle: why it did not go on though nothing is known against the words; nil where that is not so.
    init(
        words: String = "", error: CodephraseError? = nil, carrying draft: MessageDraft? = nil,
        obstacle: String? = nil, in catalogue: Catalogue
    ) {
        self.words = words
        carried = draft.map {
            Carried(body: $0.body, contact: $0.contact, urgency: String($0.urgency.rawValue))
        }
        consent = nil
        problem = obstacle ?? error.map { Self.explanation($0, in: catalogue) }
        areWordsDoubted = obstacle == nil
        let doubt = catalogue.text(areWordsDoubted ? "return.problem_title" : "problem.title")
        trouble = problem == nil ? nil : doubt
        suspects = error.map { Self.suspects($0, in: catalogue) } ?? []
        repairs = error.map { Self.repairs($0, in: catalogue) } ?? []
        hasRepairs = !repairs.isEmpty
    }

    /// - Parameters:
    ///   - strangers: what is said where the words lead to no such question; nil where they do, or nobody looked.
    ///   - obstacle: why it did not go on though nothing is known against the words; nil where that is not so.
    init(
        words: String = "", error: CodephraseError? = nil, carrying number: Int?, _ draft: ConsentDraft,
        strangers: String? = nil, obstacle: String? = nil, in catalogue: Catalogue
    ) {
        self.words = words
        carried = nil
        consent = CarriedConsent(
            number: number ?? 0, fields: draft.fields.map { .init(name: $0.name, value: $0.value) })
        problem = obstacle ?? strangers ?? error.map { Self.explanation($0, in: catalogue) }
        areWordsDoubted = obstacle == nil
        let doubt = catalogue.text(areWordsDoubted ? "return.problem_title" : "problem.title")
        trouble = problem == nil ? nil : doubt
        suspects = error.map { Self.suspects($0, in: catalogue) } ?? []
        repairs = error.map { Self.repairs($0, in: catalogue) } ?? []
        hasRepairs = !repairs.isEmpty
    }

    private static func explanation(_ error: CodephraseError, in catalogue: Catalogue) -> String {
        switch error {
        case .wordCount(let count): catalogue.text("return.problem_count", ["count": String(count)])
        case .unknownLanguage:
            catalogue.text(
                "return.problem_language",
                ["lists": WordList.allCases.map { catalogue.text("list.\($0.rawValue)") }.joined(separator: ", ")])
        case .unknownWords: catalogue.text("return.problem_unknown")
        case .checksum: catalogue.text("return.problem_checksum")
        }
    }

    private static func suspects(_ error: CodephraseError, in catalogue: Catalogue) -> [Suspect] {
        guard case .unknownWords(let suspects) = error else { return [] }
        return suspects.map { suspect in
            Suspect(
                name: WordRepair.fieldName(suspect.position),
                legend: catalogue.text(
                    "return.suspect", ["number": String(suspect.position), "typed": suspect.typed]),
                near: suspect.near, language: language(of: suspect.near, in: catalogue))
        }
    }

    private static func language(of near: [String], in catalogue: Catalogue) -> String {
        let list = near.first.flatMap { word in WordList.allCases.first { $0.words.contains(word) } }
        return list?.rawValue ?? catalogue.language.tag
    }

    private static func repairs(_ error: CodephraseError, in catalogue: Catalogue) -> [Repair] {
        guard case .checksum(let repairs) = error else { return [] }
        return repairs.flatMap { suspect in
            suspect.near.map { near in
                Repair(
                    value: WordRepair.value(position: suspect.position, near: near),
                    label: catalogue.text(
                        "return.repair",
                        ["number": String(suspect.position), "near": near, "typed": suspect.typed]))
            }
        }
    }
}
