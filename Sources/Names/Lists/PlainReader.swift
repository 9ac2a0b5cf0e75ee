// SPDX-License-Identifier: AGPL-3.0-or-later

/// One name a line: `Иванов Иван Иванович`, or as Rosfinmonitoring prints its list,
/// `12. ИВАНОВ ИВАН ИВАНОВИЧ*, 01.02.1980 г.р., Г. ГРОЗНЫЙ;` with former names in brackets.
enum PlainReader {
    static func read(_ bytes: [UInt8], into list: inout WatchList) {
        for line in Lines(bytes) {
            guard line.bytes.count <= ListReader.maximumLineByteCount else {
                list.report(line.number, .tooLong)
                continue
            }
            guard let text = String(validating: line.bytes, as: UTF8.self) else {
                list.report(line.number, .notText)
                continue
            }
            let trimmed = WatchList.trimmed(text)
            if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
            add(trimmed, line.number, &list)
        }
    }

    private static func add(_ text: String, _ line: Int, _ list: inout WatchList) {
        var rest = text[...]
        let number = rest.prefix(while: \.isNumber)
        if !number.isEmpty, let mark = rest.dropFirst(number.count).first, mark == "." || mark == ")" {
            rest = rest.dropFirst(number.count + 1)
        }
        let birth = birthDate(in: rest)
        if let birth { rest = rest[..<birth.start] }
        var names: [String] = []
        var plain = ""
        var former = ""
        var depth = 0
        for character in rest {
            switch character {
            case "(": depth += 1
            case ")": depth = max(0, depth - 1)
            case "*": continue
            default: if depth > 0 { former.append(character) } else { plain.append(character) }
            }
        }
        names.append(String(plain.reversed().drop { $0 == "," || $0 == ";" || $0.isWhitespace }.reversed()))
        names += former.split(separator: ";").map(String.init)
        guard names.contains(where: { $0.contains(where: \.isLetter) }) else { return list.report(line, .noName) }
        list.append(identifier: nil, line: line, names: names, birthDate: birth?.text)
    }

    /// The first `dd.mm.yyyy` or `yyyy-mm-dd`, and where it begins.
    private static func birthDate(in text: Substring) -> (text: String, start: Substring.Index)? {
        for start in text.indices where text[start].isASCII && text[start].isNumber {
            let piece = text[start...].prefix(10)
            let shape = String(piece.map { $0.isASCII && $0.isNumber ? "0" : $0 })
            if shape == "00.00.0000" || shape == "0000-00-00" { return (String(piece), start) }
        }
        return nil
    }
}

/// OFAC's tables, which have no heading: `sdn.csv` (12 columns) and `alt.csv` (5 columns).
enum OFACReader {
    static func read(_ bytes: [UInt8], into list: inout WatchList) {
        var places: [String: Int] = [:]
        for row in TableReader.Rows(bytes) {
            if row.bytes.isEmpty || row.bytes.elementsEqual([0x1A]) { continue }
            if let problem = row.problem {
                list.report(row.line, problem)
                continue
            }
            let fields = TableReader.fields(of: row.bytes, UInt8(ascii: ",")).map(WatchList.trimmed)
            guard fields.count == 12 || fields.count == 5 else {
                list.report(row.line, .tooManyColumns)
                continue
            }
            if fields.count == 12, fields[2].lowercased() != "individual" { continue }
            let name = fields[fields.count == 12 ? 1 : 3]
            if let known = places[fields[0]] {
                list.entries[known].names.append(name)
            } else {
                let before = list.entries.count
                list.append(identifier: fields[0], line: row.line, names: [name], birthDate: nil)
                if list.entries.count > before { places[fields[0]] = before }
            }
        }
    }
}
