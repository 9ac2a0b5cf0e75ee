// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why bytes are no table at all. Single broken rows are ``Table/Problem`` instead.
public enum TableError: Error, Hashable, Sendable {
    /// More than ``Table/maximumByteCount``.
    case tooLarge
    /// Not in the encoding that it was read in.
    case notText
    /// No line, or a heading without a word in it.
    case noHeading
    /// The heading itself is broken, or has more columns than ``Table/maximumColumnCount``.
    case brokenHeading
    /// More rows than ``Table/maximumRowCount``.
    case tooManyRows
}

/// A table with a heading line (RFC 4180; separated by commas, semicolons or tabs), read strictly: a row that could be read in two ways
/// is reported with its line and not read at all.
public struct Table: Hashable, Sendable {
    public static let maximumByteCount = 4 << 20
    public static let maximumRowCount = 2_000
    public static let maximumColumnCount = 64
    /// Of a field in quotes.
    public static let maximumFieldByteCount = 65_536

    public struct Row: Hashable, Sendable {
        /// The line on which it begins, from 1.
        public let line: Int
        /// As many as the heading has.
        public let fields: [String]
    }

    /// A row that was not read.
    public struct Problem: Hashable, Sendable {
        public enum Reason: Hashable, Sendable {
            /// A quote in the middle of a field, or something behind a closing one.
            case strayQuote
            /// A quote that nothing closes.
            case unclosedQuote
            /// Another number of fields than the heading has.
            case fieldCount(Int)
            /// A control character that text does not have.
            case controlCharacter
        }

        public let line: Int
        public let reason: Reason

        public init(line: Int, reason: Reason) {
            self.line = line
            self.reason = reason
        }
    }

    public let heading: [String]
    public let rows: [Row]
    /// In the order of their lines.
    public let problems: [Problem]

    public init(_ bytes: [UInt8], as encoding: TableEncoding) throws(TableError) {
        guard bytes.count <= Self.maximumByteCount else { throw .tooLarge }
        guard let text = encoding.text(bytes) else { throw .notText }
        var scanner = TableScanner(Array(text.utf8))
        guard let first = scanner.next() else { throw .noHeading }
        guard case .success(let heading) = first.content, heading.count <= Self.maximumColumnCount else {
            throw .brokenHeading
        }
        guard heading.contains(where: { !$0.isEmpty }) else { throw .noHeading }
        var (rows, problems): ([Row], [Problem]) = ([], [])
        while let record = scanner.next(columnCount: heading.count) {
            guard rows.count + problems.count < Self.maximumRowCount else { throw .tooManyRows }
            switch record.content {
            case .success(let fields) where fields.count == heading.count:
                rows.append(Row(line: record.line, fields: fields))
            case .success(let fields):
                problems.append(Problem(line: record.line, reason: .fieldCount(fields.count)))
            case .failure(let reason):
                problems.append(Problem(line: record.line, reason: reason))
            }
        }
        self.heading = heading
        self.rows = rows
        self.problems = problems
    }
}

extension Table.Problem.Reason: Error {}
