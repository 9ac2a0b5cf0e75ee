// SPDX-License-Identifier: AGPL-3.0-or-later
import Multipart
import Testing

struct MultipartRefusalTests {
    @Test(arguments: [
        "", "text/plain", "multipart/form-data", "multipart/mixed; boundary=a", "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=\"a\" b",
        "multipart/form-data; boundary=\"a",
        "multipart/form-data; boundary=a; boundary=b", "multipart/form-data; boundary=\"a \"",
        "multipart/form-data; boundary=\"a\rb\"", "multipart/form-data; boundary=\"é\"",
        "multipart/form-data; boundary=" + String(repeating: "a", count: 71), "multipart/form-data boundary=a",
        "multipart/form-data; boundary=a@b",
    ])
    func `a content type without one good boundary is refused`(contentType: String) {
        #expect(throws: MultipartError.noBoundary) { try MultipartParser(contentType: contentType) }
    }

    @Test(arguments: [
        "multipart/form-data; boundary=a", "Multipart/Form-Data; charset=utf-8; Boundary=\"a\"",
        "multipart/form-data ; boundary=a;", "multipart/form-data;boundary=a",
    ])
    func `a content type with one boundary is taken`(contentType: String) throws {
        let form = try ReadForm([FormBody.bytes(FormBody.sample, boundary: "a")], contentType: contentType)
        #expect(form.parts.count == 3)
    }

    @Test func `a boundary of seventy characters with a space is taken`() throws {
        let boundary = String(repeating: "a b'(", count: 14)
        let type = "multipart/form-data; boundary=\"\(boundary)\""
        #expect(try ReadForm([FormBody.bytes(FormBody.sample, boundary: boundary)], contentType: type).parts.count == 3)
    }

    private static let headers: [(String, MultipartFault)] = [
        ("", .disposition),
        ("Content-Type: text/plain", .disposition),
        ("Content-Disposition: form-data", .disposition),
        ("Content-Disposition: attachment; name=a", .disposition),
        ("Content-Disposition: form-data; name=\"a", .disposition),
        ("Content-Disposition: form-data; name=\"a\" x", .disposition),
        ("Content-Disposition: form-data; name=a, b", .disposition),
        ("Content-Disposition: form-data; =a", .disposition),
        ("Content-Disposition: form-data; filename=a", .disposition),
        ("Content-Disposition: form-data; name=a; name=b", .repeated),
        ("Content-Disposition: form-data; name=a; filename=b; FileName=c", .repeated),
        ("Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b", .repeated),
        ("Content-Disposition: form-data; name=a\r\nContent-Type: a/b\r\ncontent-type: a/b", .repeated),
        ("Content-Disposition: form-data;\r\n name=a", .headerLine),
        ("Content-Disposition: form-data; name=a\nX: y", .headerLine),
        ("Content-Disposition: form-data; name=a\rX: y", .headerLine),
        ("Content-Disposition: form-data; name=\"a\u{0}\"", .headerLine),
        ("Content-Disposition : form-data; name=a", .headerLine),
        ("no colon\r\nContent-Disposition: form-data; name=a", .headerLine),
        (": x\r\nContent-Disposition: form-data; name=a", .headerLine),
        ("Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64", .transferEncoding),
        ("Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: quoted-printable", .transferEncoding),
    ]

    @Test(arguments: headers) func `a wrong header is refused for its reason`(header: String, fault: MultipartFault) {
        let part = FormBody.Part(header: header, content: [1])
        #expect(throws: MultipartError.malformed(fault)) { try ReadForm([FormBody.bytes([part])]) }
    }

    @Test(
        arguments: [
            ("form-data; name=a", "a", nil), ("Form-Data;name=a;", "a", nil), ("form-data; NAME=\"a b\"", "a b", nil),
            ("form-data; name=\"a\"; filename=\"x%22y%0D%0Az%41.txt\"", "a", "x\"y\r\nz%41.txt"),
            ("form-data; name=\"a\"; filename=\"x\\\"y\\\\z\\n.txt\"", "a", "x\"y\\z\\n.txt"),
            ("form-data; name=a; filename=b.txt; filename*=UTF-8''evil.exe", "a", "b.txt"),
            ("form-data; name=a; filename*=UTF-8''evil.exe", "a", nil),
            ("form-data; name=\"a\"; filename=\"\u{1}a\u{1B}[m\u{7F}\tb.png\"", "a", "\u{1}a\u{1B}[m\u{7F}\tb.png"),
            ("form-data; name=\"a\"; filename=\"b\\\"", "a", "b\\"),
            ("form-data; name=\"имя\"; filename=\"повестка; вот.pdf\"", "имя", "повестка; вот.pdf"),
            ("form-data; name=\"\"", "", nil),
        ] as [(String, String, String?)])
    func `names are read as browsers write them`(disposition: String, name: String, fileName: String?) throws {
        let header = "content-disposition:  \(disposition)\t\r\nX-Other: ignored\r\nContent-Transfer-Encoding: 8BIT"
        let form = try ReadForm([FormBody.bytes([FormBody.Part(header: header, content: [])])])
        #expect(form.parts.first?.name == name)
        #expect(form.parts.first?.fileName == fileName)
    }

    @Test func `a header that is not UTF-8 is refused`() {
        var body = FormBody.bytes([FormBody.Part(header: "Content-Disposition: form-data; name=\"?\"", content: [])])
        guard let place = body.firstIndex(of: UInt8(ascii: "?")) else { return }
        body[place] = 0xFF
        #expect(throws: MultipartError.malformed(.encoding)) { try ReadForm([body]) }
    }

    @Test func `a file whose name is no text loses its name's bytes and nothing else`() throws {
        let header = "Content-Disposition: form-data; name=a; filename=\"фот?.jpg\""
        var body = FormBody.bytes([FormBody.sample[0], FormBody.Part(header: header, content: [7])])
        body[try #require(body.firstIndex(of: UInt8(ascii: "?")))] = 0xFF
        let form = try ReadForm([body])
        #expect(form.parts.map(\.fileName) == [nil, "фот\u{FFFD}.jpg"])
        #expect(form.parts.last?.content == [7])
    }

    @Test func `what came before an error is handed out, however the body is cut`() throws {
        let wrong = FormBody.Part(header: "Content-Disposition: form-data", content: [])
        let body = FormBody.bytes([FormBody.sample[0], wrong])
        for size in [1, 7, body.count] {
            var (parser, content) = (try MultipartParser(contentType: FormBody.contentType), [UInt8]())
            #expect(throws: MultipartError.malformed(.disposition), "\(size)") {
                for start in stride(from: 0, to: body.count, by: size) {
                    for case .bytes(let bytes) in try parser.feed(body[start..<min(start + size, body.count)]) {
                        content += bytes
                    }
                }
                try parser.finish()
            }
            #expect(content == FormBody.sample[0].content, "\(size)")
        }
    }

    @Test(arguments: ["x", " \r\n", "-x", "\n", "\rx"])
    func `anything else on a boundary's line is refused`(line: String) {
        let first = Array("--\(FormBody.boundary)\(line)".utf8) + FormBody.bytes(FormBody.sample)
        #expect(throws: MultipartError.malformed(.boundaryLine)) { try ReadForm([first]) }
        let content = Array("\r\n--\(FormBody.boundary)\(line)".utf8)
        let part = FormBody.Part(header: FormBody.sample[0].header, content: content)
        #expect(throws: MultipartError.malformed(.boundaryLine)) { try ReadForm([FormBody.bytes([part])]) }
    }

    @Test func `a body with bare line feeds is refused`() {
        let body = Array(
            String(decoding: FormBody.bytes([FormBody.sample[0]]), as: UTF8.self).replacing("\r\n", with: "\n").utf8)
        #expect(throws: MultipartError.malformed(.boundaryLine)) { try ReadForm([body]) }
    }

    @Test func `a body that ends early is truncated, wherever it ends`() throws {
        let body = FormBody.bytes(FormBody.sample, epilogue: "")
        for end in 0..<body.count {
            #expect(throws: MultipartError.truncated, "\(end)") { try ReadForm([Array(body[..<end])]) }
        }
    }

    @Test func `bounds hold to the byte`() throws {
        var limits = MultipartLimits()
        limits.partCount = 3
        limits.headerByteCount = 200
        #expect(try ReadForm([FormBody.bytes(FormBody.sample)], limits: limits).parts.count == 3)
        limits.partCount = 2
        #expect(throws: MultipartError.tooManyParts) { try ReadForm([FormBody.bytes(FormBody.sample)], limits: limits) }
        let header = "Content-Disposition: form-data; name="
        let fits = header + String(repeating: "n", count: 200 - 4 - header.utf8.count)
        _ = try ReadForm([FormBody.bytes([FormBody.Part(header: fits, content: [])])], limits: limits)
        #expect(throws: MultipartError.headerTooLarge) {
            try ReadForm([FormBody.bytes([FormBody.Part(header: fits + "n", content: [])])], limits: limits)
        }
        let long = String(repeating: "x", count: 1025)
        #expect(throws: MultipartError.malformed(.preamble)) { try ReadForm([FormBody.bytes([], preamble: long)]) }
        #expect(throws: MultipartError.malformed(.epilogue)) { try ReadForm([FormBody.bytes([], epilogue: long)]) }
    }

    @Test func `an endless header or preamble is refused without being kept`() throws {
        var parser = try MultipartParser(contentType: FormBody.contentType)
        _ = try parser.feed(Array("--\(FormBody.boundary)\r\n".utf8))
        #expect(throws: MultipartError.headerTooLarge) { try parser.feed([UInt8](repeating: 120, count: 100_000)) }
        #expect(throws: MultipartError.headerTooLarge) { try parser.feed([1]) }
        #expect(throws: MultipartError.headerTooLarge) { try parser.finish() }
    }
}
