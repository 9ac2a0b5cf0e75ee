// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import Tables

/// Bringing requests in from a table: the upload, then what would be written, then what was.
struct ImportPage {
    struct Choice {
        let value: String
        let text: String
        let isChosen: Bool
    }

    struct Column {
        let id: String
        let heading: String
        let example: String
        let choices: [Choice]
    }

    struct Row {
        let line: String
        let message: String
        let danger: String
        let language: String
        let received: String
        let reference: String
        let known: String?
    }

    struct Problem {
        let line: String
        let why: String
    }

    struct Check {
        /// Comes back with the form: nobody confirms a table that was not on the page.
        let shown: String
        /// Which file it is, and how many rows it has.
        let file: String
        let columns: [Column]
        let summary: String
        let problem: String?
        let rows: [Row]
        let more: String?
        let problems: [Problem]
        let moreProblems: String?
        /// The button that writes; nil where there is nothing to write.
        let write: String?
    }

    static let shownRowCount = 20
    static let shownProblemCount = 100

    var error: String?
    var done: String?
    var check: Check?
    let columns: String
    let limits: String

    init(_ words: Catalogue) {
        columns = ImportColumn.allCases.map { words.name(of: $0) }.joined(separator: ", ")
        limits = words.text(
            "import.limits",
            [
                "rows": "\(Table.maximumRowCount)", "size": words.size(byteCount: UInt64(Table.maximumByteCount)),
            ])
    }
}

extension ImportPage.Check {
    /// - Parameter known: for each row whether it was in the ledger already.
    init(_ pending: ImportDrawer.Pending, _ reading: ImportReading, known: [KnownImport?], _ words: Catalogue) {
        shown = pending.token
        file = words.plural(
            "import.of-file", pending.table.rows.count,
            ["name": Bidirectional.isolated(SafeText.fileName(pending.name))])
        columns = pending.table.heading.enumerated().map { place, heading in
            let chosen = pending.mapping.meanings[place]
            let left = ImportPage.Choice(value: "", text: words.text("import.left-out"), isChosen: chosen == nil)
            return ImportPage.Column(
                id: "column-\(place)", heading: heading.isEmpty ? "(\(place + 1))" : SafeText.firstLine(heading),
                example: SafeText.firstLine(pending.table.rows.first?.fields[place] ?? "", maximumCount: 60),
                choices: [left]
                    + ImportColumn.allCases.map {
                        ImportPage.Choice(
                            value: "\($0.rawValue)", text: words.name(of: $0), isChosen: chosen == $0)
                    })
        }
        problem = pending.mapping.problem.map { words.text($0) }
        let isReadable = problem == nil
        let rows = isReadable ? reading.rows : []
        let destroyedCount = zip(rows, known).count { $0.1 == .destroyed }
        let knownCount = zip(rows, known).count { $0.1 != nil }
        summary =
            ([words.plural("import.rows", rows.count), words.plural("import.known", knownCount - destroyedCount)]
            + words.repeatedImports(rows.count { $0.request.repetition > 0 }) + words.destroyedImports(destroyedCount)
            + [words.plural("import.broken", reading.problems.count)])
            .joined(separator: " ")
        self.rows = zip(rows, known).prefix(ImportPage.shownRowCount).map { row, known in
            ImportPage.Row(
                line: "\(row.line)", message: SafeText.firstLine(row.request.body),
                danger: words.name(of: row.request.danger), language: row.request.language,
                received: Day(at: UInt64(row.request.sentHour) * 3_600).iso,
                reference: SafeText.firstLine(row.reference, maximumCount: 60),
                known: known.map { words.text($0 == .present ? "import.known-row" : "import.destroyed-row") })
        }
        more =
            rows.count > ImportPage.shownRowCount
            ? words.plural("import.more", rows.count - ImportPage.shownRowCount) : nil
        let problems = isReadable ? reading.problems : []
        self.problems = problems.prefix(ImportPage.shownProblemCount).map {
            ImportPage.Problem(line: words.text("import.line", ["line": "\($0.line)"]), why: words.text($0.reason))
        }
        moreProblems =
            problems.count > ImportPage.shownProblemCount
            ? words.plural("import.more", problems.count - ImportPage.shownProblemCount) : nil
        let fresh = rows.count - knownCount
        write = fresh > 0 ? words.plural("import.write", fresh) : nil
    }
}

extension Catalogue {
    /// Nothing where there are none: hardly anybody ever reads it.
    func repeatedImports(_ count: Int) -> [String] { count > 0 ? [plural("import.repeated", count)] : [] }

    /// Nothing where there are none: hardly anybody ever reads it.
    func destroyedImports(_ count: Int) -> [String] { count > 0 ? [plural("import.destroyed", count)] : [] }
}
