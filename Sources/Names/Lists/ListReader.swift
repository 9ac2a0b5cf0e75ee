// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why bytes are no list at all. Single broken rows are ``WatchList/Problem`` instead.
public enum WatchListError: Error, Equatable, Sendable {
    /// Nothing could be read as a name; the first row that was left out, if any was.
    case noEntries(WatchList.Problem?)
    /// Not written in UTF-8: in UTF-16, or in an older encoding of one alphabet.
    case notText
    /// A web page, or XML: not a list.
    case markup
    /// More bytes than ``ListReader/maximumByteCount``.
    case tooLong
    /// A table without a column that is known to hold names: what its first row says, cut short.
    case noNameColumn(heading: [String])
}

/// Reads a list in any of the forms in which such lists are published. Nothing is downloaded: the bytes are
/// the caller's.
///
/// - FollowTheMoney JSON, one entity a line (OpenSanctions `entities.ftm.json`)
/// - CSV or semicolon or tab separated tables with a heading line: plain `name` columns, OpenSanctions
///   `targets.simple.csv`, the EU consolidated list, OFAC's `sdn.csv` and `alt.csv` (which have no heading)
/// - plain lists, one name a line, also numbered and with a birth date as Rosfinmonitoring prints them
///
/// A table whose heading has no known column of names is refused and not read as a plain list, unless the caller says
/// that it is one.
public enum ListReader {
    /// Two gigabytes.
    public static let maximumByteCount = 1 << 31
    static let maximumLineByteCount = 1 << 20
    static let maximumNamesPerEntry = 2000
    static let maximumEntryCount = 20_000_000

    public enum Form: String, Sendable, CaseIterable {
        case followTheMoney, table, ofac, plain
    }

    /// Reads `bytes` in the form they show, or in the one that is given.
    public static func read(
        _ bytes: [UInt8], about: WatchList.About, form: Form? = nil
    ) throws(WatchListError) -> WatchList {
        guard bytes.count <= maximumByteCount else { throw .tooLong }
        guard !TextBytes.showOtherEncoding(bytes) else { throw .notText }
        return try read(lines: withLineFeeds(bytes), about: about, form: form)
    }

    private static func read(
        lines bytes: [UInt8], about: WatchList.About, form: Form?
    ) throws(WatchListError) -> WatchList {
        var list = WatchList(about: about)
        guard let form = form ?? Self.form(of: bytes) else { throw .markup }
        switch form {
        case .followTheMoney: FollowTheMoneyReader.read(bytes, into: &list)
        case .table:
            guard TableReader.read(bytes, into: &list) else {
                let first = Lines(bytes).first { !$0.bytes.isEmpty }
                guard String(validating: first?.bytes ?? [], as: UTF8.self) != nil else { throw .notText }
                throw .noNameColumn(heading: TableReader.heading(of: bytes))
            }
        case .ofac: OFACReader.read(bytes, into: &list)
        case .plain: PlainReader.read(bytes, into: &list)
        }
        guard !list.entries.isEmpty else {
            throw list.problems.contains { $0.reason == .notText } ? .notText : .noEntries(list.problems.first)
        }
        return list
    }

    /// Where lines end with carriage returns alone, as old programs write them, with line feeds instead.
    private static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.contains(0x0A), bytes.contains(0x0D) else { return bytes }
        return bytes.map { $0 == 0x0D ? 0x0A : $0 }
    }

    /// The headings of columns that are known to hold names. Capitals do not matter, and spaces stand for low lines.
    public static var nameColumns: [String] { TableHeadings.nameColumns }

    /// The form that the first lines show; nil for a web page or XML, which is no list unless the caller says of what form.
    public static func form(of bytes: [UInt8]) -> Form? {
        let bytes = withLineFeeds(bytes)
        let opening = Lines(bytes).lazy.compactMap { line in line.bytes.first { $0 > UInt8(ascii: " ") } }.first
        guard opening != UInt8(ascii: "<") else { return nil }
        guard let first = Lines(bytes).first(where: { !$0.bytes.isEmpty }) else { return .plain }
        if let byte = first.bytes.first, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
            return .followTheMoney
        }
        let shown = first.bytes.prefix(TableReader.shownByteCount)
        let fields = TableReader.fields(of: shown, TableReader.separator(of: shown))
        if fields.count > 1, TableReader.Columns(heading: fields) != nil { return .table }
        if fields.count == 12 || fields.count == 5, let number = fields.first, !number.isEmpty,
            number.allSatisfy(\.isNumber)
        {
            return .ofac
        }
        if fields.count == 1, TableReader.Columns(heading: fields) != nil { return .table }
        if fields.count <= 2, TableReader.hasPreface(bytes) { return .table }
        if fields.count == 1 { return .plain }
        return TableReader.showsColumns(bytes) ? .table : .plain
    }
}

/// The lines of some bytes, with their numbers; a byte order mark and carriage returns are dropped.
struct Lines: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var place = 0
    private var number = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    mutating func next() -> (number: Int, bytes: ArraySlice<UInt8>)? {
        guard place < bytes.count else { return nil }
        var end = place
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        let line = bytes[place..<end]
        place = end + 1
        number += 1
        return (number, line.last == 0x0D ? line.dropLast() : line)
    }
}

extension WatchList {
    mutating func report(_ line: Int, _ reason: Problem.Reason) {
        problemCount += 1
        // A file of nothing but broken rows must not fill the memory.
        if problems.count < Self.maximumProblemCount { problems.append(Problem(line: line, reason: reason)) }
    }

    /// Adds an entry, or says why not.
    mutating func append(identifier: String?, line: Int, names: [String], birthDate: String?) {
        var seen: Set<String> = []
        let kept = names.map(Self.trimmed).filter { !$0.isEmpty && seen.insert($0).inserted }
        guard !kept.isEmpty else { return report(line, .noName) }
        guard kept.count <= ListReader.maximumNamesPerEntry else { return report(line, .tooManyNames) }
        guard entries.count < ListReader.maximumEntryCount else { return report(line, .tooLong) }
        let birth = birthDate.map(Self.trimmed).flatMap { $0.isEmpty ? nil : $0 }
        guard entries.append(Entry(identifier: identifier, line: line, names: kept, birthDate: birth)) else {
            return report(line, .tooLong)
        }
    }

    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let isSpace = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace || scalar == "\"" }
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(scalars[first...last])
    }
}
