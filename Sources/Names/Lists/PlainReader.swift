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
            guard TextBytes.areText(line.bytes) else {
                list.report(line.number, .notText)
                continue
            }
            let text = line.bytes.drop { $0 <= UInt8(ascii: " ") }
            if text.isEmpty || text.first == UInt8(ascii: "#") { continue }
            add(text, line.number, &list)
        }
    }

    private static func add(_ text: ArraySlice<UInt8>, _ line: Int, _ list: inout WatchList) {
        var rest = withoutNumber(text)
        let birth = birthDate(in: rest)
        if let birth { rest = rest[..<birth.startIndex] }
        let (plain, former) = apart(rest)
        let end = plain.lastIndex { $0 > UInt8(ascii: " ") && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: ";") }
        var names = [String(decoding: plain[..<(end.map { $0 + 1 } ?? 0)], as: UTF8.self)]
        if !former.isEmpty {
            names += former.split(separator: UInt8(ascii: ";")).map { String(decoding: $0, as: UTF8.self) }
        }
        guard names.contains(where: holdsLetter) else { return list.report(line, .noName) }
        list.append(
            identifier: nil, line: line, names: names, birthDate: birth.map { String(decoding: $0, as: UTF8.self) })
    }

    /// Without `12.` or `12)` at the beginning.
    private static func withoutNumber(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let rest = text.drop(while: isDigit)
        guard rest.count < text.count, let mark = rest.first, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")")
        else { return text }
        return rest.dropFirst()
    }

    /// What stands outside of brackets, without stars, and what stands inside.
    private static func apart(_ text: ArraySlice<UInt8>) -> (plain: [UInt8], former: [UInt8]) {
        var plain: [UInt8] = []
        var former: [UInt8] = []
        plain.reserveCapacity(text.count)
        var depth = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth = max(0, depth - 1)
            case UInt8(ascii: "*"): continue
            default: if depth > 0 { former.append(byte) } else { plain.append(byte) }
            }
        }
        return (plain, former)
    }

    private static func holdsLetter(_ name: String) -> Bool {
        name.unicodeScalars.contains { $0.properties.isAlphabetic }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// The first `dd.mm.yyyy` or `yyyy-mm-dd`.
    private static func birthDate(in text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        for start in text.indices where isDigit(text[start]) && text.endIndex - start >= 10 {
            let piece = text[start..<start + 10]
            let isDate = [(2, 5, UInt8(ascii: ".")), (4, 7, UInt8(ascii: "-"))].contains { first, second, mark in
                piece.indices.allSatisfy {
                    $0 - start == first || $0 - start == second ? piece[$0] == mark : isDigit(piece[$0])
                }
            }
            if isDate { return piece }
        }
        return nil
    }
}

/// OFAC's tables, which have no heading: `sdn.csv` (12 columns) and `alt.csv` (5 columns).
enum OFACReader {
    private static let columnCounts = [12, 5]

    static func read(_ bytes: [UInt8], into list: inout WatchList) {
        var places: [String: Int] = [:]
        var rows = TableRows(bytes)
        rows.columnCounts = columnCounts
        while let row = rows.next() {
            if row.bytes.isEmpty || row.bytes.elementsEqual([0x1A]) { continue }
            let isText = TextBytes.areText(row.bytes)
            if let problem = row.problem ?? (isText ? nil : .notText) {
                list.report(row.line, problem)
                continue
            }
            let fields = TableReader.fields(of: row.bytes, UInt8(ascii: ",")).map(WatchList.trimmed)
            guard columnCounts.contains(fields.count) else {
                list.report(row.line, .tooManyColumns)
                continue
            }
            if fields.count == 12, fields[2].lowercased() != "individual" { continue }
            let name = fields[fields.count == 12 ? 1 : 3]
            if let known = places[fields[0]] {
                guard list.entries.nameCount(of: known) < ListReader.maximumNamesPerEntry else {
                    list.report(row.line, .tooManyNames)
                    continue
                }
                list.entries.add(name, to: known)
            } else {
                let before = list.entries.count
                list.append(identifier: fields[0], line: row.line, names: [name], birthDate: nil)
                if list.entries.count > before { places[fields[0]] = before }
            }
        }
    }
}
