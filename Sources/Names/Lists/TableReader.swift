// SPDX-License-Identifier: AGPL-3.0-or-later

/// Reads tables with a heading line: RFC 4180, also with semicolons or tabs.
enum TableReader {
    /// Which columns say what.
    struct Columns: Equatable {
        var identifier: Int?
        var whole: [Int] = []
        var aliases: [Int] = []
        /// Surname, given name and father's name, joined in this order of naming.
        var parts: [Int] = []
        var birthDate: Int?
        var kind: Int?

        private static let identifiers = ["id", "entity_logicalid", "ent_num", "uid", "identifier"]
        private static let wholes = [
            "name", "names", "full_name", "fullname", "naal_wholename", "namealias_wholename", "caption", "sdn_name",
            "имя", "фио", "ф.и.о.", "ім'я", "піб", "фамилия_имя_отчество", "фамилия,_имя,_отчество", "фамилия_имя",
            "прізвище_ім'я_по_батькові", "прізвище,_ім'я,_по_батькові", "nimi", "täisnimi", "koko_nimi",
        ]
        private static let aliasNames = ["aliases", "alias", "also_known_as", "weak_alias", "other_names"]
        private static let given = [
            "first_name", "firstname", "given_name", "givenname", "имя_1", "ім'я_1", "etunimi", "eesnimi",
        ]
        private static let fathers = [
            "middle_name", "middlename", "patronymic", "father_name", "отчество", "по_батькові",
        ]
        private static let surnames = [
            "last_name", "lastname", "surname", "family_name", "фамилия", "прізвище", "sukunimi", "perekonnanimi",
        ]
        private static let births = [
            "birth_date", "birthdate", "date_of_birth", "dob", "birt_date", "birthdate_birthdate", "дата_рождения",
        ]
        private static let kinds = [
            "schema", "entity_subjecttype", "subject_type", "subjecttype_classificationcode", "type",
        ]

        /// All that may hold a name or the part of one without which nobody is found.
        static var nameColumns: [String] { wholes + surnames }

        /// Nil when no column is known to hold names.
        init?(heading: [String]) {
            func spelled(_ text: String) -> String {
                WatchList.trimmed(text).lowercased().split(separator: " ").joined(separator: "_")
            }
            let names = heading.map(spelled)
            // "Name (Latin)" is a name; of parts of names in two scripts only one could be read.
            let plain = heading.map { spelled($0.split(separator: "(").first.map(String.init) ?? $0) }
            func place(_ known: [String]) -> Int? { names.firstIndex(where: known.contains) }
            identifier = place(Self.identifiers)
            whole = names.indices.filter { Self.wholes.contains(plain[$0]) }
            aliases = names.indices.filter { Self.aliasNames.contains(names[$0]) }
            birthDate = place(Self.births)
            kind = place(Self.kinds)
            if let surname = place(Self.surnames) {
                // Beside a surname column, "имя" is the given name.
                let given = place(Self.given) ?? names.firstIndex(of: "имя") ?? names.firstIndex(of: "ім'я")
                whole.removeAll { $0 == given }
                parts = [given, place(Self.fathers), surname].compactMap(\.self)
            }
            guard !whole.isEmpty || !parts.isEmpty else { return nil }
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
        var places: [String: Int] = [:]
        var rows = TableRows(bytes)
        while let row = rows.next() {
            if row.bytes.isEmpty { continue }
            guard let known = columns else {
                guard row.problem == nil else { return false }
                let heading = fields(of: row.bytes, rows.separator)
                guard let found = Columns(heading: heading) else { return false }
                columns = found
                columnCount = heading.count
                rows.columnCounts = [columnCount]
                continue
            }
            if let problem = row.problem {
                list.report(row.line, problem)
            } else if String(validating: row.bytes, as: UTF8.self) == nil {
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

    private static func add(
        _ line: Int, _ fields: [String], _ columns: Columns, _ places: inout [String: Int], _ list: inout WatchList
    ) {
        func field(_ place: Int?) -> String? { place.flatMap { fields.indices.contains($0) ? fields[$0] : nil } }
        if let kind = field(columns.kind)?.lowercased(), isNoPerson(kind) { return }
        var names = columns.whole.compactMap { field($0) }
        let parts = columns.parts.compactMap { field($0) }.filter { !$0.isEmpty }
        if names.allSatisfy({ WatchList.trimmed($0).isEmpty }), !parts.isEmpty {
            names = [parts.joined(separator: " ")]
        }
        for alias in columns.aliases.compactMap({ field($0) }) { names += alias.split(separator: ";").map(String.init) }
        let identifier = field(columns.identifier).flatMap { $0.isEmpty ? nil : $0 }
        // The EU list has one row for each spelling: rows of one identifier are one person.
        if let identifier, let known = places[identifier] {
            merge(names, into: known, line, &list)
            return
        }
        let before = list.entries.count
        list.append(identifier: identifier, line: line, names: names, birthDate: field(columns.birthDate))
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

    private static func isNoPerson(_ kind: String) -> Bool {
        [
            "e", "enterprise", "organization", "company", "legalentity", "vessel", "aircraft", "airplane", "address",
            "security",
        ]
        .contains(kind)
    }

    /// The separator that the heading uses most.
    static func separator(of line: ArraySlice<UInt8>) -> UInt8 {
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        let counts = candidates.map { candidate in line.count { $0 == candidate } }
        let most = counts.max() ?? 0
        return candidates[counts.firstIndex(of: most) ?? 0]
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
