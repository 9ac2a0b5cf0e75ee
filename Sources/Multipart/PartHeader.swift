// SPDX-License-Identifier: AGPL-3.0-or-later

/// The header of one part (RFC 7578, sections 4.2 to 4.8).
struct PartHeader {
    let begin: MultipartPart

    /// - Parameter block: the lines of the header with the empty line behind them.
    static func parse(_ block: [UInt8]) throws(MultipartError) -> PartHeader {
        var disposition: ArraySlice<UInt8>?
        var mediaType: ArraySlice<UInt8>?
        for line in try lines(of: block) {
            let (name, value) = try field(line)
            switch String(decoding: name, as: UTF8.self) {
            case "content-disposition": try set(&disposition, value)
            case "content-type": try set(&mediaType, value)
            case "content-transfer-encoding": try checkTransferEncoding(value)
            // RFC 7578, section 4.8: others are ignored.
            default: continue
            }
        }
        guard let disposition else { throw .malformed(.disposition) }
        let (name, fileName) = try names(disposition)
        let type = try mediaType.map { value throws(MultipartError) in try text(value) }
        return PartHeader(begin: .begin(name: name, fileName: fileName, mediaType: type))
    }

    /// The lines without their ends. Every line ends in CRLF, holds neither of the two and no NUL, and is not folded. Other
    /// control characters stand where a file's name has them: browsers escape only quotes and line ends.
    private static func lines(of block: [UInt8]) throws(MultipartError) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        while start < block.count {
            guard let end = block[start...].firstIndex(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }),
                end + 1 < block.count, block[end] == 0x0D, block[end + 1] == 0x0A
            else { throw .malformed(.headerLine) }
            if end > start { lines.append(block[start..<end]) }
            start = end + 2
        }
        return lines
    }

    /// The name in lower case, and the value without white space around it.
    private static func field(
        _ line: ArraySlice<UInt8>
    ) throws(MultipartError) -> (name: [UInt8], value: ArraySlice<UInt8>) {
        let name = line.prefix(while: HeaderParameters.isToken)
        guard !name.isEmpty, name.endIndex < line.endIndex, line[name.endIndex] == UInt8(ascii: ":") else {
            throw .malformed(.headerLine)
        }
        var value = line[(name.endIndex + 1)...].drop(while: HeaderParameters.isBlank)
        while let last = value.last, HeaderParameters.isBlank(last) { value.removeLast() }
        return (name.map(HeaderParameters.lowered), value)
    }

    private static func set(_ field: inout ArraySlice<UInt8>?, _ value: ArraySlice<UInt8>) throws(MultipartError) {
        guard field == nil else { throw .malformed(.repeated) }
        field = value
    }

    private static func checkTransferEncoding(_ value: ArraySlice<UInt8>) throws(MultipartError) {
        let plain = ["7bit", "8bit", "binary"].map { Array($0.utf8) }
        guard plain.contains(value.map(HeaderParameters.lowered)) else { throw .malformed(.transferEncoding) }
    }

    private static func names(_ value: ArraySlice<UInt8>) throws(MultipartError) -> (String, String?) {
        let parsed: HeaderParameters
        do {
            parsed = try HeaderParameters(value)
        } catch {
            throw .malformed(error == .repeated ? .repeated : .disposition)
        }
        guard parsed.value == Array("form-data".utf8), let name = parsed["name"] else { throw .malformed(.disposition) }
        // A file may be called what is no text; that must not cost the visitor the whole form.
        let fileName = parsed["filename"].map { String(decoding: unescaped($0), as: UTF8.self) }
        return (try text(unescaped(name)[...]), fileName)
    }

    /// Undoes what browsers do to a name (WHATWG HTML, "multipart form data"): `%22`, `%0D`, `%0A`, and nothing else.
    private static func unescaped(_ value: [UInt8]) -> [UInt8] {
        let escapes: [(from: [UInt8], to: UInt8)] = [
            (Array("%22".utf8), 0x22), (Array("%0D".utf8), 0x0D), (Array("%0A".utf8), 0x0A),
        ]
        var text: [UInt8] = []
        var rest = value[...]
        while let byte = rest.first {
            let escape = escapes.first { rest.starts(with: $0.from) }
            text.append(escape?.to ?? byte)
            rest = rest.dropFirst(escape?.from.count ?? 1)
        }
        return text
    }

    private static func text(_ bytes: ArraySlice<UInt8>) throws(MultipartError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed(.encoding) }
        return text
    }
}
