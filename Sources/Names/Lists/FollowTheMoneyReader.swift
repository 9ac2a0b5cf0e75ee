// SPDX-License-Identifier: AGPL-3.0-or-later

/// FollowTheMoney entities, one JSON object a line: persons with their `name`, `alias`, `weakAlias`,
/// `previousName` and parts, as OpenSanctions publishes them; also in the brackets and with the commas of one array.
enum FollowTheMoneyReader {
    static func read(_ bytes: [UInt8], into list: inout WatchList) {
        for line in Lines(bytes) {
            let text = withoutSpace(line.bytes)
            guard text.count <= ListReader.maximumLineByteCount else {
                list.report(line.number, .tooLong)
                continue
            }
            do throws(JSONError) {
                if text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]"), text.count > 2,
                    case .array(let entities) = try JSONValue(parsing: text)
                {
                    for entity in entities { add(entity, line.number, &list) }
                } else {
                    let entity = withoutArray(text)
                    if !entity.isEmpty { add(try JSONValue(parsing: entity), line.number, &list) }
                }
            } catch {
                list.report(line.number, .notJSON)
            }
        }
    }

    /// Without what the elements of an array stand between.
    private static func withoutArray(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = line
        if rest.first == UInt8(ascii: "[") { rest = rest.dropFirst() }
        if rest.last == UInt8(ascii: "]") { rest = rest.dropLast() }
        if rest.last == UInt8(ascii: ",") { rest = rest.dropLast() }
        return withoutSpace(rest)
    }

    private static func withoutSpace(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let last = line.lastIndex(where: { $0 > UInt8(ascii: " ") }) else { return [] }
        return line[...last].drop { $0 <= UInt8(ascii: " ") }
    }

    private static func add(_ value: JSONValue, _ line: Int, _ list: inout WatchList) {
        guard case .object(let entity) = value, case .object(let properties)? = entity["properties"] else {
            return list.report(line, .noName)
        }
        if let schema = entity["schema"]?.text, schema != "Person", schema != "LegalEntity" { return }
        func texts(_ key: String) -> [String] { properties[key]?.texts ?? [] }
        var names = texts("name") + texts("alias") + texts("weakAlias") + texts("previousName")
        if let caption = entity["caption"]?.text { names.insert(caption, at: 0) }
        if names.isEmpty {
            let parts = [texts("firstName"), texts("middleName") + texts("fatherName"), texts("lastName")]
            names = [parts.compactMap(\.first).joined(separator: " ")]
        }
        list.append(
            identifier: entity["id"]?.text, line: line, names: names, birthDate: texts("birthDate").first)
    }
}

/// Why a line is not JSON.
enum JSONError: Error {
    case malformed
}

/// A JSON value (RFC 8259), as much as an entity needs: numbers are kept as they are written.
enum JSONValue: Sendable, Equatable {
    case object([String: JSONValue])
    case array([JSONValue])
    case text(String)
    case number(String)
    case bool(Bool)
    case null

    /// Arrays in objects in arrays: no list goes this deep.
    private static let maximumDepth = 32

    init(parsing bytes: ArraySlice<UInt8>) throws(JSONError) {
        var parser = Parser(bytes: bytes, place: bytes.startIndex)
        self = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.place == bytes.endIndex else { throw .malformed }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }

    /// The texts of an array, or the one text.
    var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .array(let values): values.compactMap(\.text)
        case .object, .number, .bool, .null: []
        }
    }

    private struct Parser {
        let bytes: ArraySlice<UInt8>
        var place: Int

        mutating func skipSpace() {
            while place < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
        }

        mutating func value(depth: Int) throws(JSONError) -> JSONValue {
            guard depth < JSONValue.maximumDepth else { throw .malformed }
            skipSpace()
            guard place < bytes.endIndex else { throw .malformed }
            switch bytes[place] {
            case UInt8(ascii: "{"): return try object(depth)
            case UInt8(ascii: "["): return try array(depth)
            case UInt8(ascii: "\""): return .text(try text())
            case UInt8(ascii: "t"): return try word("true", .bool(true))
            case UInt8(ascii: "f"): return try word("false", .bool(false))
            case UInt8(ascii: "n"): return try word("null", .null)
            default: return try number()
            }
        }

        private mutating func take(_ byte: Character) -> Bool {
            skipSpace()
            guard place < bytes.endIndex, bytes[place] == byte.asciiValue else { return false }
            place += 1
            return true
        }

        private mutating func object(_ depth: Int) throws(JSONError) -> JSONValue {
            place += 1
            var members: [String: JSONValue] = [:]
            if take("}") { return .object(members) }
            repeat {
                skipSpace()
                guard place < bytes.endIndex, bytes[place] == UInt8(ascii: "\"") else { throw .malformed }
                let key = try text()
                guard take(":") else { throw .malformed }
                members[key] = try value(depth: depth + 1)
            } while take(",")
            guard take("}") else { throw .malformed }
            return .object(members)
        }

        private mutating func array(_ depth: Int) throws(JSONError) -> JSONValue {
            place += 1
            var values: [JSONValue] = []
            if take("]") { return .array(values) }
            repeat { values.append(try value(depth: depth + 1)) } while take(",")
            guard take("]") else { throw .malformed }
            return .array(values)
        }

        private mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
            guard bytes[place...].starts(with: word.utf8) else { throw .malformed }
            place += word.utf8.count
            return value
        }

        private mutating func number() throws(JSONError) -> JSONValue {
            let digits = bytes[place...].prefix { "+-.0123456789eE".utf8.contains($0) }
            guard let first = digits.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else {
                throw .malformed
            }
            place = digits.endIndex
            return .number(String(decoding: digits, as: UTF8.self))
        }

        private mutating func text() throws(JSONError) -> String {
            place += 1
            var unescaped: [UInt8] = []
            while place < bytes.endIndex {
                let byte = bytes[place]
                place += 1
                switch byte {
                case UInt8(ascii: "\""):
                    guard let text = String(validating: unescaped, as: UTF8.self) else { throw .malformed }
                    return text
                case UInt8(ascii: "\\"): unescaped += try escape()
                case 0..<0x20: throw .malformed
                default: unescaped.append(byte)
                }
            }
            throw .malformed
        }

        private mutating func escape() throws(JSONError) -> [UInt8] {
            guard place < bytes.endIndex else { throw .malformed }
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "n"): return [0x0A]
            case UInt8(ascii: "t"): return [0x09]
            case UInt8(ascii: "r"): return [0x0D]
            case UInt8(ascii: "b"): return [0x08]
            case UInt8(ascii: "f"): return [0x0C]
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
            case UInt8(ascii: "u"): return try escapedScalar()
            default: throw .malformed
            }
        }

        private mutating func escapedScalar() throws(JSONError) -> [UInt8] {
            var value = try fourHexDigits()
            if (0xD800..<0xDC00).contains(value) {
                guard bytes[place...].starts(with: "\\u".utf8) else { throw .malformed }
                place += 2
                let low = try fourHexDigits()
                guard (0xDC00..<0xE000).contains(low) else { throw .malformed }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(value) else { throw .malformed }
            return Array(String(Character(scalar)).utf8)
        }

        private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
            let digits = bytes[place...].prefix(4)
            guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
                let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
            else { throw .malformed }
            place += 4
            return value
        }
    }
}
