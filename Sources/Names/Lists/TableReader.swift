// SPDX-License-Identifier: AGPL-3.0-or-later

/// Reads tables with a heading line: RFC 4180, also with semicolons or tabs.
enum TableReader {
    /// Which columns say what.
    struct Columns: Equatable {
        var identifier: Int?
        var whole: [Int] = []
        var aliases: [Int] = []
        /// One for each script in which the table has columns of parts.
        var parts: [Parts] = []
        var birthDate: Int?
        var kind: Int?
        /// The EU consolidated list, where one person may have several days of birth.
        var isOfTheUnion = false

        /// Nil when no column is known to hold names.
        /// - Parameter isFirst: no row stands before it. Another row may be somebody's name, so it must have more columns.
        init?(heading: [String], isFirst: Bool = true) {
            guard isFirst || heading.count > 2 else { return nil }
            // "Given name(s)" is one name or more, and no remark on its script.
            let heading = heading.map { $0.split(separator: "(s)", omittingEmptySubsequences: false).joined() }
            let roles = heading.map(TableHeadings.role)
            // "Name (Latin)" is a name, and "Surname (Latin)" belongs to "Given name (Latin)".
            let plain = heading.map { TableHeadings.role($0.split(separator: "(").first.map(String.init) ?? $0) }
            let remarks = heading.map { TableHeadings.spelled($0.split(separator: "(").dropFirst().joined()) }
            identifier = roles.firstIndex(of: .identifier)
            isOfTheUnion = identifier.map { TableHeadings.spelled(heading[$0]) == "entity_logicalid" } ?? false
            whole = plain.indices.filter { plain[$0] == .wholeName || plain[$0] == .plainName }
            aliases = roles.indices.filter { roles[$0] == .alias }
            birthDate = plain.firstIndex(of: .birthDate)
            kind = roles.firstIndex(of: .kind)
            var seen: Set<String> = []
            parts = remarks.filter { seen.insert($0).inserted }.compactMap { remark in
                Parts { role in plain.indices.first { remarks[$0] == remark && plain[$0] == role } }
            }
            whole.removeAll { place in parts.contains { $0.other == place } }
            guard !whole.isEmpty || !parts.isEmpty else { return nil }
        }
    }

    /// The columns of parts of names, where there is one of surnames.
    struct Parts: Equatable {
        /// Given name, father's name and surname, joined in this order.
        var places: [Int]
        /// The column headed only as "name", read as the part that no other column is headed as.
        var other: Int?

        init?(_ place: (TableHeadings.Role) -> Int?) {
            let (given, surname, plain) = (place(.givenName), place(.surname), place(.plainName))
            let further = [.secondName, .thirdName, .fourthName, .fifthName].compactMap(place)
            guard surname != nil || given != nil && (plain != nil || !further.isEmpty) else { return nil }
            let isWhole = surname != nil || !further.isEmpty
            other = given == nil || !isWhole ? plain : nil
            let last = surname ?? (isWhole ? nil : plain)
            places = [given ?? plain].compactMap(\.self) + further + [place(.fathersName), last].compactMap(\.self)
        }

        /// The name in a row. Where the column headed as "name" holds the other part too, it holds all of it.
        func name(in fields: [String]) -> String? {
            let texts = places.map { fields.indices.contains($0) ? WatchList.trimmed(fields[$0]) : "" }
            let filled = texts.filter { !$0.isEmpty }
            guard let other, fields.indices.contains(other) else { return filled.joined(separator: " ").nonEmpty }
            let words = Self.words(fields[other])
            let rest = zip(places, texts).filter { $0.0 != other && !$0.1.isEmpty }.map(\.1)
            if rest.contains(where: { !words.isDisjoint(with: Self.words($0)) }) {
                return WatchList.trimmed(fields[other]).nonEmpty
            }
            return filled.joined(separator: " ").nonEmpty
        }

        private static func words(_ text: String) -> Set<Substring> {
            Set(text.lowercased().split { !$0.isLetter && $0 != "-" && $0 != "'" })
        }
    }

    /// Whether the first rows are rows of fields and not names with commas: as many in each, and no space behind a
    /// separator, where people write one.
    static func showsColumns(_ bytes: [UInt8]) -> Bool {
        var columnCount = 0
        var rowCount = 0
        var rows = TableRows(bytes)
        while let row = rows.next() {
            if row.bytes.isEmpty { continue }
            let fields = fields(of: row.bytes.prefix(shownByteCount), rows.separator)
            if rowCount == 0 {
                columnCount = fields.count
                guard columnCount > 1, row.bytes.first != UInt8(ascii: "#"), !fields.contains("") else { return false }
                rows.columnCounts = [columnCount]
            }
            guard fields.count == columnCount, fields.allSatisfy({ $0.first != " " }) else { return false }
            rowCount += 1
            if rowCount == shownRowCount { break }
        }
        return rowCount > 1
    }

    private static let shownRowCount = 10
    /// What a row shows of its form it shows in so many bytes.
    static let shownByteCount = 1 << 16

    /// What the first row says, as much as a message can show.
    static func heading(of bytes: [UInt8]) -> [String] {
        guard let first = TableRows(bytes).first(where: { !$0.bytes.isEmpty }) else { return [] }
        return fields(of: first.bytes.prefix(1000), separator(of: first.bytes)).prefix(20).map {
            String(WatchList.trimmed($0).prefix(40))
        }
    }

    /// False when the heading names no column of names, or cannot be read.
    static func read(_ bytes: [UInt8], into list: inout WatchList) -> Bool {
        var columns: Columns?
        var columnCount = 0
        var prefaceCount = 0
        var places: [String: Int] = [:]
        var rows = TableRows(bytes)
        while let row = rows.next() {
            if row.bytes.isEmpty { continue }
            guard let known = columns else {
                guard row.problem == nil else { return false }
                let heading = fields(of: row.bytes, rows.separator)
                guard let found = Columns(heading: heading, isFirst: prefaceCount == 0) else {
                    guard isPreface(heading), prefaceCount < maximumPrefaceCount else { return false }
                    prefaceCount += 1
                    rows.beginAgain()
                    continue
                }
                columns = found
                columnCount = heading.count
                rows.columnCounts = [columnCount]
                continue
            }
            if let problem = row.problem {
                list.report(row.line, problem)
            } else if !TextBytes.areText(row.bytes) {
                list.report(row.line, .notText)
            } else {
                let fields = fields(of: row.bytes, rows.separator)
                // A comma that belongs to a name has made two of it. Separators at the end say nothing.
                if fields.dropFirst(columnCount).contains(where: { !WatchList.trimmed($0).isEmpty }) {
                    list.report(row.line, .tooManyColumns)
                } else {
                    add(row.line, fields, known, &places, &list)
                }
            }
        }
        return columns != nil
    }

    /// Whether the rows behind the first one begin a table: the day of the list may stand before its heading.
    static func hasPreface(_ bytes: [UInt8]) -> Bool {
        var rows = TableRows(bytes)
        var count = 0
        while let row = rows.next(), count <= maximumPrefaceCount {
            if row.bytes.isEmpty { continue }
            let fields = fields(of: row.bytes.prefix(shownByteCount), rows.separator)
            if count > 0, Columns(heading: fields, isFirst: false) != nil { return true }
            guard isPreface(fields) else { return false }
            count += 1
            rows.beginAgain()
        }
        return false
    }

    /// "Last updated", and the day.
    private static func isPreface(_ fields: [String]) -> Bool { fields.count <= 2 }

    /// Rows that may stand before the heading.
    private static let maximumPrefaceCount = 3

    private static func add(
        _ line: Int, _ fields: [String], _ columns: Columns, _ places: inout [String: Int], _ list: inout WatchList
    ) {
        func field(_ place: Int?) -> String? { place.flatMap { fields.indices.contains($0) ? fields[$0] : nil } }
        if let kind = field(columns.kind)?.lowercased(), isNoPerson(kind) { return }
        var names = columns.whole.compactMap { field($0) }
        if names.allSatisfy({ WatchList.trimmed($0).isEmpty }) {
            names = columns.parts.compactMap { $0.name(in: fields) }
        }
        for alias in columns.aliases.compactMap({ field($0) }) { names += alias.split(separator: ";").map(String.init) }
        let identifier = field(columns.identifier).map(WatchList.trimmed).flatMap { saysNothing($0) ? nil : $0 }
        let birth = field(columns.birthDate).map(WatchList.trimmed).flatMap(\.nonEmpty)
        // The EU list has one row for each spelling: rows of one identifier are one person, unless they were born on two days.
        if let identifier, let known = places[identifier] {
            let other = list.entries[known].birthDate
            if birth == nil || other == nil || birth == other || columns.isOfTheUnion {
                return merge(names, into: known, line, &list)
            }
        }
        let before = list.entries.count
        list.append(identifier: identifier, line: line, names: names, birthDate: birth)
        if let identifier, list.entries.count > before { places[identifier] = before }
    }

    private static func merge(_ names: [String], into place: Int, _ line: Int, _ list: inout WatchList) {
        for name in names.map(WatchList.trimmed) where !name.isEmpty {
            let count = list.entries.nameCount(of: place)
            guard count < ListReader.maximumNamesPerEntry else { return list.report(line, .tooManyNames) }
            // Who has more names than anybody has may have one of them twice: looking costs the square of their number.
            if count <= maximumComparedCount, list.entries[place].names.contains(name) { continue }
            list.entries.add(name, to: place)
        }
    }

    private static let maximumComparedCount = 100

    /// What people write where there is no number.
    private static func saysNothing(_ identifier: String) -> Bool {
        [
            "", "-", "–", "—", "?", "0", "n/a", "na", "none", "null", "nil", "unknown", "нет", "н/д", "б/н",
            "неизвестно", "немає",
        ]
        .contains(identifier.lowercased())
    }

    private static func isNoPerson(_ kind: String) -> Bool {
        [
            "e", "enterprise", "entity", "organization", "organisation", "company", "legalentity", "vessel", "ship",
            "aircraft",
            "airplane", "address", "security",
        ]
        .contains(kind)
    }

    /// The separator that the heading uses most; commas with a space behind them count only where there is no other, for
    /// they stand in "Surname, name, patronymic".
    static func separator(of line: ArraySlice<UInt8>) -> UInt8 {
        let comma = UInt8(ascii: ",")
        let candidates = [UInt8(ascii: "\t"), UInt8(ascii: ";"), comma]
        let counts = candidates.map { candidate in
            line.indices.count { place in
                line[place] == candidate
                    && (candidate != comma || place + 1 == line.endIndex || line[place + 1] != UInt8(ascii: " "))
            }
        }
        let most = counts.max() ?? 0
        return most == 0 ? comma : candidates[counts.firstIndex(of: most) ?? 0]
    }

    /// The fields of a row; doubled quotes are one.
    static func fields(of row: ArraySlice<UInt8>, _ separator: UInt8) -> [String] {
        let quote = UInt8(ascii: "\"")
        var fields: [String] = []
        var current: [UInt8] = []
        var isQuoted = false
        var place = row.startIndex
        while place < row.endIndex {
            let byte = row[place]
            if byte == quote {
                if isQuoted, place + 1 < row.endIndex, row[place + 1] == quote {
                    current.append(quote)
                    place += 1
                } else {
                    isQuoted.toggle()
                }
            } else if byte == separator, !isQuoted {
                fields.append(String(decoding: current, as: UTF8.self))
                current.removeAll(keepingCapacity: true)
            } else {
                current.append(byte)
            }
            place += 1
        }
        fields.append(String(decoding: current, as: UTF8.self))
        return fields
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
