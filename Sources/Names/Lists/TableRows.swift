// SPDX-License-Identifier: AGPL-3.0-or-later

/// The rows of a table with the line they begin in.
///
/// A field in quotes may span lines. What two stray quotes enclose looks the same and is rows of other people: lines are
/// joined only where the quotes stand as RFC 4180 has them and the row comes out with as many columns as the heading.
/// A quote that stays open takes no more than its own line with it.
struct TableRows: Sequence, IteratorProtocol {
    struct Row {
        var line: Int
        var bytes: ArraySlice<UInt8>
        var problem: WatchList.Problem.Reason?
    }

    /// The one that the first row uses most.
    private(set) var separator = UInt8(ascii: ",")
    /// How many columns a row of several lines may have; any number until the heading is known.
    var columnCounts: [Int] = []

    private var lines: Lines
    private let all: [UInt8]
    private var hasBegun = false
    private static let maximumLinesPerRow = 50
    private static let quote = UInt8(ascii: "\"")

    init(_ bytes: [UInt8]) {
        all = bytes
        lines = Lines(bytes)
    }

    /// What was read stands before the table.
    mutating func beginAgain() { hasBegun = false }

    mutating func next() -> Row? {
        guard let first = lines.next() else { return nil }
        if !hasBegun, !first.bytes.isEmpty {
            separator = TableReader.separator(of: first.bytes)
            hasBegun = true
        }
        if first.bytes.count > ListReader.maximumLineByteCount {
            return Row(line: first.number, bytes: first.bytes, problem: .tooLong)
        }
        guard Self.isOpen(first.bytes) else { return Row(line: first.number, bytes: first.bytes, problem: nil) }
        guard let joined = joined(first.bytes) else {
            return Row(line: first.number, bytes: first.bytes, problem: .unclosedQuote)
        }
        return Row(line: first.number, bytes: joined, problem: nil)
    }

    /// The row of several lines that begins with `first`; nil where there is none, and then no more lines are taken.
    private mutating func joined(_ first: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var ahead = lines
        for _ in 0..<Self.maximumLinesPerRow {
            guard let more = ahead.next() else { return nil }
            let bytes = all[first.startIndex..<more.bytes.endIndex]
            guard bytes.count <= ListReader.maximumLineByteCount else { return nil }
            guard Self.isOpen(more.bytes) else { continue }
            guard let count = Self.columnCount(of: bytes, separator),
                columnCounts.isEmpty || columnCounts.contains(count)
            else { return nil }
            lines = ahead
            return bytes
        }
        return nil
    }

    /// Whether a line opens a quote or closes one.
    private static func isOpen(_ bytes: ArraySlice<UInt8>) -> Bool {
        !bytes.count { $0 == quote }.isMultiple(of: 2)
    }

    /// How many fields a row has whose quotes open behind a separator and close before one; nil for any other.
    private static func columnCount(of row: ArraySlice<UInt8>, _ separator: UInt8) -> Int? {
        var count = 1
        var place = row.startIndex
        while true {
            if place < row.endIndex, row[place] == quote {
                guard let end = closing(row[(place + 1)...]) else { return nil }
                place = end + 1
                guard place == row.endIndex || row[place] == separator else { return nil }
            } else {
                while place < row.endIndex, row[place] != separator {
                    guard row[place] != quote else { return nil }
                    place += 1
                }
            }
            guard place < row.endIndex else { return count }
            place += 1
            count += 1
        }
    }

    /// The quote that ends a field; two of them are one that belongs to it.
    private static func closing(_ rest: ArraySlice<UInt8>) -> Int? {
        var place = rest.startIndex
        while place < rest.endIndex {
            if rest[place] == quote {
                guard place + 1 < rest.endIndex, rest[place + 1] == quote else { return place }
                place += 1
            }
            place += 1
        }
        return nil
    }
}
