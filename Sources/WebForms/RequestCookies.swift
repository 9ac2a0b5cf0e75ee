// SPDX-License-Identifier: AGPL-3.0-or-later

/// The Cookie header of a request (RFC 6265, section 4.2). A pair that is not as the RFC has it is passed over and takes no other
/// with it: browsers send what any other program of this machine, or the site above, has set in its own way.
public struct RequestCookies: Sendable {
    /// Of a longer header, or of more cookies, nothing is read.
    public static let maximumByteCount = 16_384
    public static let maximumCount = 256

    private let values: [String: String]

    /// - Parameter headers: every Cookie header of the request.
    public init(parsing headers: [String]) {
        guard headers.count == 1, let header = headers.first, header.utf8.count <= Self.maximumByteCount,
            header.utf8.count(where: { $0 == UInt8(ascii: ";") }) < Self.maximumCount
        else {
            values = [:]
            return
        }
        values = Self.parse(header)
    }

    /// Nil where the cookie is missing or came twice: whoever planted the second one is not to choose which counts.
    public subscript(name: String) -> String? { values[name] }

    private static func parse(_ header: String) -> [String: String] {
        var values: [String: String] = [:]
        var repeated: Set<String> = []
        for pair in header.split(separator: ";") {
            let pair = pair.drop { $0 == " " }
            guard let equals = pair.firstIndex(of: "=") else { continue }
            let name = pair[..<equals]
            let value = pair[pair.index(after: equals)...]
            guard !name.isEmpty, name.utf8.allSatisfy(isNameByte), value.utf8.allSatisfy(isValueByte) else { continue }
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
