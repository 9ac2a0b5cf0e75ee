// SPDX-License-Identifier: AGPL-3.0-or-later

/// The Cookie header of a request (RFC 6265, section 4.2), read strictly: one cookie too many, one stray byte, and
/// there are no cookies.
public struct RequestCookies: Sendable {
    /// Longer headers than this are no header of ours.
    public static let maximumByteCount = 4096
    public static let maximumCount = 32

    private let values: [String: String]

    /// - Parameter headers: every Cookie header of the request.
    public init(parsing headers: [String]) {
        guard headers.count == 1, let header = headers.first, header.utf8.count <= Self.maximumByteCount else {
            values = [:]
            return
        }
        values = Self.parse(header) ?? [:]
    }

    /// Nil where the cookie is missing or came twice: whoever planted the second one is not to choose which counts.
    public subscript(name: String) -> String? { values[name] }

    private static func parse(_ header: String) -> [String: String]? {
        let pairs = header.split(separator: ";", omittingEmptySubsequences: false)
        guard pairs.count <= maximumCount else { return nil }
        var values: [String: String] = [:]
        var repeated: Set<String> = []
        for pair in pairs {
            let pair = pair.drop { $0 == " " }
            guard let equals = pair.firstIndex(of: "=") else { return nil }
            let name = pair[..<equals]
            let value = pair[pair.index(after: equals)...]
            guard !name.isEmpty, name.utf8.allSatisfy(isNameByte), value.utf8.allSatisfy(isValueByte) else {
                return nil
            }
            if values.updateValue(String(value), forKey: String(name)) != nil { repeated.insert(String(name)) }
        }
        for name in repeated { values[name] = nil }
        return values
    }

    /// `token` of RFC 9110, section 5.6.2.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// `cookie-octet` of RFC 6265, section 4.1.1, and the quotation mark that may stand around a value.
    private static func isValueByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21...0x2B, 0x2D...0x3A, 0x3C...0x5B, 0x5D...0x7E: true
        default: false
        }
    }
}
