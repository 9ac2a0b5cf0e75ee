// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import Languages

/// Twelve words, how to keep them, and the choice of others.
struct WordsPage: PageModel {
    struct ListChoice: Sendable {
        let tag: String
        let name: String
        let isSelected: Bool
    }

    static let template = "words"
    let titleKey = "words.title"
    let path: String? = "words"
    let csrf: String
    let words: [String]
    let wordsLanguage: String
    /// Whether there is no list in the page's language.
    let isUnlisted: Bool
    /// What its readers are offered before they copy anything: the lists that most of them know.
    let offered: [ListChoice]
    let lists: [ListChoice]

    init(_ codephrase: Codephrase, csrf: String, in catalogue: Catalogue) {
        self.csrf = csrf
        words = codephrase.words
        wordsLanguage = codephrase.list.rawValue
        isUnlisted = WordList(rawValue: catalogue.language.tag) == nil
        lists = WordList.allCases.map { list in
            ListChoice(
                tag: list.rawValue, name: catalogue.text("list.\(list.rawValue)"), isSelected: list == codephrase.list)
        }
        offered = lists.filter { $0.isSelected || Self.known.contains($0.tag) }
    }

    private static let known = [WordList.english, .russian].map(\.rawValue)
}

/// Three words asked back.
struct ConfirmPage: PageModel {
    struct Field: Sendable {
        let name: String
        let label: String
        /// What is wrong with what was typed.
        let mistake: String?
    }

    static let template = "confirm"
    let titleKey = "confirm.title"
    let path: String? = "confirm"
    let csrf: String
    let fields: [Field]
    let hasMistakes: Bool

    init(asked: [Int], mistakes: [Int], csrf: String, in catalogue: Catalogue) {
        self.csrf = csrf
        hasMistakes = !mistakes.isEmpty
        fields = asked.map { position in
            let number = ["number": String(position)]
            return Field(
                name: Self.fieldName(position), label: catalogue.text("confirm.label", number),
                mistake: mistakes.contains(position) ? catalogue.text("confirm.wrong", number) : nil)
        }
    }

    static func fieldName(_ position: Int) -> String { "word\(position)" }
}
