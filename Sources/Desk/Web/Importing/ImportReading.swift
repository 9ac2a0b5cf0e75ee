// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import Tables

/// A table of requests as it would be written: the rows that can be, and for each other one why not.
struct ImportReading {
    struct Row {
        let line: Int
        let request: ImportedRequest
        let reference: String
    }

    struct Problem: Equatable {
        let line: Int
        /// A catalogue key.
        let reason: String
    }

    let rows: [Row]
    let problems: [Problem]

    /// - Parameters:
    ///   - language: of rows that do not say one.
    ///   - now: seconds since 1970; nothing was received later.
    init(_ table: Table, _ mapping: ImportMapping, language: String, now: UInt64, _ words: Catalogue) {
        var rows: [Row] = []
        var problems = table.problems.map { Problem(line: $0.line, reason: Self.key(of: $0.reason)) }
        var seen: [[String]: UInt32] = [:]
        for row in table.rows {
            let cells = row.fields.map(\.trimmed)
            let repetition = seen[cells, default: 0]
            seen[cells] = repetition + 1
            do throws(RowRefusal) {
                rows.append(
                    try Self.row(row, cells, repetition, mapping, language: language, now: now, words))
            } catch {
                problems.append(Problem(line: row.line, reason: error.rawValue))
            }
        }
        self.rows = rows
        self.problems = problems.sorted { $0.line < $1.line }
    }

    private enum RowRefusal: String, Error {
        case empty = "import.row.empty"
        case tooLong = "import.row.too-long"
        case danger = "import.row.danger"
        case language = "import.row.language"
        case day = "import.row.day"
        case future = "import.row.future"
    }

    private static func key(of reason: Table.Problem.Reason) -> String {
        switch reason {
        case .strayQuote: "import.row.stray-quote"
        case .unclosedQuote: "import.row.unclosed-quote"
        case .fieldCount: "import.row.field-count"
        case .controlCharacter: "import.row.control"
        }
    }

    private static func row(
        _ row: Table.Row, _ all: [String], _ repetition: UInt32, _ mapping: ImportMapping, language: String,
        now: UInt64,
        _ words: Catalogue
    ) throws(RowRefusal) -> Row {
        let cells = ImportColumn.allCases.map { mapping.cell($0, of: row) }
        func cell(_ column: ImportColumn) -> String { cells[Int(column.rawValue) - 1] }
        let (message, reference) = (cell(.message), cell(.reference))
        guard !message.isEmpty else { throw .empty }
        let origin =
            reference.isEmpty
            ? words.text("import.origin") : words.text("import.origin-with", ["reference": SafeText.oneLine(reference)])
        let body = "\(message)\n\n\(origin)"
        guard body.utf8.count <= 98_304, cell(.safeContact).utf8.count <= 4_096, reference.utf8.count <= 512 else {
            throw .tooLong
        }
        let request = ImportedRequest(
            body: body, danger: try danger(cell(.danger)), safeContact: cell(.safeContact),
            language: try tag(cell(.language), otherwise: language), sentHour: try hour(cell(.received), now: now),
            cells: all, repetition: repetition)
        return Row(line: row.line, request: request, reference: reference)
    }

    private static func danger(_ text: String) throws(RowRefusal) -> DangerRating {
        switch text.lowercased() {
        case "": return .notSaid
        case "1", "life", "now", "life in danger", "жизнь", "сейчас", "угроза жизни": return .lifeInDanger
        case "2", "days", "дни": return .days
        case "3", "weeks", "недели": return .weeks
        case "4", "no hurry", "low", "не срочно", "несрочно": return .noHurry
        default: throw .danger
        }
    }

    /// A tag of RFC 5646's shape, or the name of a language that many of such tables have.
    private static func tag(_ text: String, otherwise fallback: String) throws(RowRefusal) -> String {
        switch text.lowercased() {
        case "": return fallback
        case "русский", "russian": return "ru"
        case "английский", "english": return "en"
        case "украинский", "ukrainian": return "uk"
        default: break
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count <= 35, let first = parts.first, (2...3).contains(first.utf8.count),
            first.utf8.allSatisfy({ (97...122).contains($0) || (65...90).contains($0) }),
            parts.dropFirst().allSatisfy({ part in
                (1...8).contains(part.utf8.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            })
        else { throw .language }
        return text.lowercased()
    }

    /// `2026-11-26` or `26.11.2026`, at noon; now where nothing is said.
    private static func hour(_ text: String, now: UInt64) throws(RowRefusal) -> UInt32 {
        guard !text.isEmpty else { return UInt32(clamping: now / 3_600) }
        var iso = text
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 3, parts[2].count == 4 {
            iso = "\(parts[2])-\(padded(parts[1]))-\(padded(parts[0]))"
        }
        guard let day = Day(iso: iso), day.number >= 0 else { throw .day }
        guard day <= Day(at: now) else { throw .future }
        return UInt32(clamping: min(UInt64(day.number) * 24 + 12, now / 3_600))
    }

    private static func padded(_ text: Substring) -> String { text.count == 1 ? "0\(text)" : String(text) }
}
