// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why a body is no form that a page of ours could have sent.
public enum FormError: Error, Equatable, Sendable {
    /// More bytes than allowed.
    case tooLarge
    case tooManyFields
    /// A broken percent sign, or text that is not UTF-8.
    case malformed
    /// A field came twice where pages send it once.
    case repeated
}

/// The fields of an `application/x-www-form-urlencoded` body (WHATWG URL, section 5.1), read strictly and bounded.
/// Its text is a person's own: it is not shown by any kind of printing.
public struct FormFields: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public static let maximumCount = 512

    private let values: [String: String]

    public init(parsing body: [UInt8], maximumByteCount: Int = 65_536) throws(FormError) {
        guard body.count <= maximumByteCount else { throw .tooLarge }
        var values: [String: String] = [:]
        for pair in body.split(separator: UInt8(ascii: "&")) {
            guard values.count < Self.maximumCount else { throw .tooManyFields }
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let name = try Self.decode(pair[..<equals])
            let value = try Self.decode(pair[equals...].dropFirst())
            guard values.updateValue(value, forKey: name) == nil else { throw .repeated }
        }
        self.values = values
    }

    public subscript(name: String) -> String? { values[name] }

    /// The names that came, for forms whose fields are numbered.
    public var names: Set<String> { Set(values.keys) }

    public var description: String { "[form: \(values.count) fields]" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }

    private static func decode(_ field: ArraySlice<UInt8>) throws(FormError) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(field.count)
        var index = field.startIndex
        while index < field.endIndex {
            switch field[index] {
            case UInt8(ascii: "+"):
                bytes.append(UInt8(ascii: " "))
                index += 1
            case UInt8(ascii: "%"):
                guard index + 2 < field.endIndex, let high = value(of: field[index + 1]),
                    let low = value(of: field[index + 2])
                else { throw .malformed }
                bytes.append(high << 4 | low)
                index += 3
            case let byte:
                bytes.append(byte)
                index += 1
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed }
        return text
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
