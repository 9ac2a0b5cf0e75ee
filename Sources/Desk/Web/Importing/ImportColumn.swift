// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import Tables

/// What a column of a table of requests says.
enum ImportColumn: UInt8, CaseIterable, Worded {
    case message = 1
    case safeContact
    case danger
    case language
    case received
    case reference

    static var wordKey: String { "import-column." }

    /// Headings by which it is known, in lower case.
    private var headings: [String] {
        switch self {
        case .message:
            ["message", "text", "request", "story", "body", "сообщение", "текст", "обращение", "запрос", "письмо"]
        case .safeContact:
            [
                "safe contact", "contact", "how to answer", "reply to", "безопасная связь", "связь", "контакт",
                "контакты", "как ответить",
            ]
        case .danger: ["danger", "urgency", "urgent", "priority", "опасность", "срочность"]
        case .language: ["language", "lang", "язык"]
        case .received: ["received", "date", "day", "received on", "дата", "получено", "когда"]
        case .reference: ["reference", "ref", "id", "number", "no", "№", "номер", "код", "ссылка"]
        }
    }

    /// What a heading most likely means; nil for a column that is left out unless somebody says otherwise.
    static func meaning(of heading: String) -> ImportColumn? {
        let name = heading.lowercased().replacing("_", with: " ").trimmed
        return allCases.first { $0.headings.contains(name) }
    }
}

/// What each column of a table means, as somebody confirmed it.
struct ImportMapping: Equatable {
    /// By column; nil is left out.
    var meanings: [ImportColumn?]

    /// As the headings say; a meaning is given once, to the first that claims it.
    init(_ heading: [String]) {
        var taken: Set<ImportColumn> = []
        meanings = heading.map { name in
            guard let meaning = ImportColumn.meaning(of: name), taken.insert(meaning).inserted else { return nil }
            return meaning
        }
    }

    init(meanings: [ImportColumn?]) { self.meanings = meanings }

    /// Why rows cannot be read by it; a catalogue key.
    var problem: String? {
        guard meanings.contains(.message) else { return "import.problem.no-message" }
        let given = meanings.compactMap(\.self)
        return Set(given).count == given.count ? nil : "import.problem.twice"
    }

    func cell(_ column: ImportColumn, of row: Table.Row) -> String {
        guard let place = meanings.firstIndex(of: column), row.fields.indices.contains(place) else { return "" }
        return row.fields[place].trimmed
    }
}
