// SPDX-License-Identifier: AGPL-3.0-or-later

/// A header value of the form `value; name=value; name="value"` (RFC 2045, section 5.1; RFC 9110, section 5.6).
struct HeaderParameters {
    /// In lower case.
    let value: [UInt8]
    /// Names in lower case.
    let parameters: [(name: [UInt8], value: [UInt8])]

    enum Failure: Error { case malformed, repeated }

    init(_ bytes: ArraySlice<UInt8>) throws(Failure) {
        var reader = Reader(rest: bytes)
        reader.skipBlanks()
        value = reader.take { $0 != UInt8(ascii: ";") && !Self.isBlank($0) }.map(Self.lowered)
        var parameters: [(name: [UInt8], value: [UInt8])] = []
        reader.skipBlanks()
        while reader.skip(";") {
            reader.skipBlanks()
            if reader.rest.isEmpty { break }
            let name = reader.take(Self.isToken).map(Self.lowered)
            guard !name.isEmpty, reader.skip("=") else { throw .malformed }
            let value = reader.skip("\"") ? try reader.quoted() : reader.take(Self.isToken)
            guard !parameters.contains(where: { $0.name == name }) else { throw .repeated }
            parameters.append((name, value))
            reader.skipBlanks()
        }
        guard reader.rest.isEmpty else { throw .malformed }
        self.parameters = parameters
    }

    subscript(name: StaticString) -> [UInt8]? {
        let name = Array(name.description.utf8)
        return parameters.first { $0.name == name }?.value
    }

    static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 32 : byte }
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// RFC 9110, section 5.6.2.
    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: true
        default: false
        }
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func take(_ isPart: (UInt8) -> Bool) -> [UInt8] {
            let taken = rest.prefix(while: isPart)
            rest = rest[taken.endIndex...]
            return Array(taken)
        }

        mutating func skipBlanks() { rest = rest.drop(while: HeaderParameters.isBlank) }

        mutating func skip(_ letter: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: letter) else { return false }
            rest = rest.dropFirst()
            return true
        }

        /// After the opening quote. A backslash escapes a quote or a backslash and otherwise stands for itself: browsers send
        /// the backslashes of file names as they are, also one at the end, where the quote behind it is the last of the line.
        mutating func quoted() throws(Failure) -> [UInt8] {
            var text: [UInt8] = []
            while let byte = rest.popFirst() {
                switch byte {
                case UInt8(ascii: "\""): return text
                case UInt8(ascii: "\\"):
                    let isQuote = rest.first == UInt8(ascii: "\"") && rest.count > 1
                    let isEscape = isQuote || rest.first == UInt8(ascii: "\\")
                    text.append(isEscape ? rest.removeFirst() : byte)
                default: text.append(byte)
                }
            }
            throw .malformed
        }
    }
}

/// The boundary that a request's Content-Type names.
enum Boundary {
    private static let maximumByteCount = 70

    static func parse(_ contentType: String) throws(MultipartError) -> [UInt8] {
        guard let header = try? HeaderParameters(Array(contentType.utf8)[...]),
            header.value == Array("multipart/form-data".utf8), let boundary = header["boundary"],
            (1...maximumByteCount).contains(boundary.count), boundary.allSatisfy(isAllowed), boundary.last != 0x20
        else { throw .noBoundary }
        return boundary
    }

    /// `bchars` of RFC 2046, section 5.1.1.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x20, 0x27...0x29, 0x2B...0x2F, 0x3A, 0x3D, 0x3F, 0x5F: true
        default: false
        }
    }
}
