// SPDX-License-Identifier: AGPL-3.0-or-later
import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// What a page did that a measurement did not expect.
enum WebVisitError: Error {
    case status(path: String, code: UInt)
    /// The page lacks what the next step needs.
    case pageWithout(String)
}

/// A browser without script, as far as a measurement needs one: it keeps cookies and fills in forms.
actor WebVisitor {
    struct Page: Sendable {
        let path: String
        let status: UInt
        let location: String?
        let text: String

        /// The value of a form's hidden input.
        func value(_ name: String) throws -> String {
            guard let field = text.firstRange(of: "name=\"\(name)\" value=\"") else {
                throw WebVisitError.pageWithout(name)
            }
            return String(text[field.upperBound...].prefix { $0 != "\"" })
        }

        /// The texts of all elements that begin with `opening`, such as `<li>`, up to the next tag.
        func texts(after opening: String) -> [String] {
            text.ranges(of: opening).map { String(text[$0.upperBound...].prefix { $0 != "<" }) }
        }
    }

    private static let boundary = "----lifeboat7MA4YWxkTrZu0gW"

    private let client: HTTPClient
    private let base: String
    private var cookies: [String: String] = [:]

    init(_ client: HTTPClient, base: String) {
        self.client = client
        self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
    }

    /// One for all visitors of a run; redirects are the visitors' own affair.
    static func makeClient(connections: Int) -> HTTPClient {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(8, connections)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Asks for a page and follows redirects within the site.
    func get(_ path: String) async throws -> Page {
        try await follow(send(.GET, path, type: nil, body: nil))
    }

    /// Sends a form and follows the answer.
    func post(_ path: String, _ values: [(String, String)] = []) async throws -> Page {
        let body = values.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
        return try await follow(
            send(.POST, path, type: "application/x-www-form-urlencoded", body: ByteBuffer(string: body)))
    }

    /// Sends a form with at most one file, and gives the answer itself, which may be a redirect.
    func postMultipart(_ path: String, _ values: [(String, String)], file: [UInt8]) async throws -> Page {
        var body = ByteBuffer()
        for (name, value) in values {
            body.writeString("--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n")
            body.writeString("\(value)\r\n")
        }
        if !file.isEmpty {
            body.writeString("--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"files\"; ")
            body.writeString("filename=\"photo.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n")
            body.writeBytes(file)
            body.writeString("\r\n")
        }
        body.writeString("--\(Self.boundary)--\r\n")
        return try await send(.POST, path, type: "multipart/form-data; boundary=\(Self.boundary)", body: body)
    }

    private func follow(_ page: Page) async throws -> Page {
        var page = page
        for _ in 0..<5 {
            guard page.status == 303, let next = page.location, next.hasPrefix("/") else { break }
            page = try await send(.GET, next, type: nil, body: nil)
        }
        guard page.status == 200 else { throw WebVisitError.status(path: page.path, code: page.status) }
        return page
    }

    private func send(_ method: HTTPMethod, _ path: String, type: String?, body: ByteBuffer?) async throws -> Page {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        request.headers.add(name: "Sec-Fetch-Site", value: "same-origin")
        if let type { request.headers.add(name: "Content-Type", value: type) }
        if !cookies.isEmpty {
            let cookie = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
            request.headers.add(name: "Cookie", value: cookie)
        }
        request.body = body.map { .bytes($0) }
        let response = try await client.execute(request, timeout: .seconds(60))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        keep(response.headers[canonicalForm: "set-cookie"])
        return Page(
            path: path, status: response.status.code, location: response.headers.first(name: "Location"),
            text: String(buffer: bytes))
    }

    private func keep(_ settings: [Substring]) {
        for setting in settings {
            let pair = setting.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { continue }
            cookies[String(pair[0])] = setting.contains("Max-Age=0") ? nil : String(pair[1])
        }
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            let hex = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + hex
        }.joined()
    }
}
