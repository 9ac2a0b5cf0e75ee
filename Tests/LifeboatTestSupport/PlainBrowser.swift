// SPDX-License-Identifier: AGPL-3.0-or-later
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A browser without script: it keeps cookies, fills in forms, and remembers every address and header that it saw, so
/// that a test can look for what must not be there.
public final class PlainBrowser: Sendable {
    public struct Page: Sendable {
        public let path: String
        public let status: Int
        public let headers: [(name: String, value: String)]
        public let bytes: [UInt8]

        public var text: String { String(decoding: bytes, as: UTF8.self) }

        public subscript(name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }

        /// The value of a form's input.
        public func value(_ name: String) -> String? {
            guard let field = text.firstRange(of: "name=\"\(name)\" value=\"") else { return nil }
            return String(text[field.upperBound...].prefix { $0 != "\"" })
        }

        /// The texts of all elements that begin with `opening`, such as `<li>`, up to the next tag.
        public func texts(after opening: String) -> [String] {
            text.ranges(of: opening).map { String(text[$0.upperBound...].prefix { $0 != "<" }) }
        }
    }

    /// A file to send with a form.
    public struct File: Sendable {
        public let name: String
        public let mediaType: String
        public let bytes: [UInt8]

        public init(_ name: String, _ mediaType: String, _ bytes: [UInt8]) {
            self.name = name
            self.mediaType = mediaType
            self.bytes = bytes
        }
    }

    public static let boundary = "----PlainBrowser7MA4YWxkTrZu0gW"

    private static let multipartType = "multipart/form-data; boundary=\(boundary)"

    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    private let base: String
    private let port: Int
    private let language: String?
    private let cookies = Mutex<[String: String]>([:])
    private let seen = Mutex<[String]>([])

    private let standing: [(String, String)]

    /// - Parameter standing: headers of every request. A browser of today says where a form comes from; older ones say less.
    public init(
        port: Int, language: String? = nil, sending standing: [(String, String)] = [("Sec-Fetch-Site", "same-origin")]
    ) {
        self.standing = standing
        self.port = port
        base = "http://127.0.0.1:\(port)"
        self.language = language
    }

    /// Every address asked for, and every header of every question and answer.
    public var everythingButBodies: [String] { seen.withLock { $0 } }

    /// The value of one cookie.
    public func cookie(_ name: String) -> String? { cookies.withLock { $0[name] } }

    /// Takes over what came on a connection of its own.
    public func keep(cookie name: String, _ value: String) { cookies.withLock { $0[name] = value } }

    public var cookie: String? { cookies.withLock { $0.isEmpty ? nil : Self.header($0) } }

    /// Asks for a page and follows redirects within the site.
    @discardableResult
    public func get(_ path: String, following: Bool = true) async throws -> Page {
        try await send("GET", path, type: nil, body: nil, fields: [], following: following)
    }

    @discardableResult
    public func post(
        _ path: String, _ values: [(String, String)] = [], headers: [(String, String)] = [], following: Bool = true
    ) async throws -> Page {
        let body = values.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
        return try await send(
            "POST", path, type: "application/x-www-form-urlencoded", body: .bytes(ByteBuffer(string: body)),
            fields: headers, following: following)
    }

    /// Sends a form with files behind its fields.
    @discardableResult
    public func post(
        _ path: String, _ values: [(String, String)], files: [File], following: Bool = true
    ) async throws -> Page {
        let body = Self.multipart(values, files: files)
        return try await postMultipart(path, bytes: body, following: following)
    }

    /// Sends a form's finished body.
    @discardableResult
    public func postMultipart(_ path: String, bytes: [UInt8], following: Bool = true) async throws -> Page {
        try await send(
            "POST", path, type: Self.multipartType, body: .bytes(ByteBuffer(bytes: bytes)), fields: [],
            following: following)
    }

    /// Sends a form over a connection of its own and goes on sending whatever is answered, as browsers do. Returns what
    /// came up to `end`.
    public func postRaw(_ path: String, bytes: [UInt8], until end: String) async throws -> String {
        let head = [
            "POST \(path) HTTP/1.1", "Host: 127.0.0.1", "Content-Type: \(Self.multipartType)",
            "Content-Length: \(bytes.count)", "Cookie: \(cookie ?? "")", "", "",
        ].joined(separator: "\r\n")
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: head))
            for start in stride(from: 0, to: bytes.count, by: 65_536) {
                try await outbound.write(ByteBuffer(bytes: bytes[start..<min(start + 65_536, bytes.count)]))
            }
            var answer = ""
            for try await piece in inbound {
                answer += String(buffer: piece)
                if answer.contains(end) { break }
            }
            return answer
        }
    }

    /// Sends a form whose body comes in pieces.
    @discardableResult
    public func postMultipart(_ path: String, pieces: AsyncStream<[UInt8]>) async throws -> Page {
        try await send(
            "POST", path, type: Self.multipartType,
            body: .stream(pieces.map { ByteBuffer(bytes: $0) }, length: .unknown), fields: [], following: true)
    }

    public static func multipart(_ values: [(String, String)], files: [File]) -> [UInt8] {
        var body: [UInt8] = []
        for (name, value) in values { body += multipartField(name, value) }
        for file in files { body += multipartFileHead(file.name, file.mediaType) + file.bytes + Array("\r\n".utf8) }
        return body + multipartEnd
    }

    public static func multipartField(_ name: String, _ value: String) -> [UInt8] {
        Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }

    public static func multipartFileHead(_ name: String, _ mediaType: String) -> [UInt8] {
        let disposition = "Content-Disposition: form-data; name=\"files\"; filename=\"\(name)\""
        return Array("--\(boundary)\r\n\(disposition)\r\nContent-Type: \(mediaType)\r\n\r\n".utf8)
    }

    public static let multipartEnd = Array("--\(boundary)--\r\n".utf8)

    private func send(
        _ method: String, _ path: String, type: String?, body: HTTPClientRequest.Body?, fields: [(String, String)],
        following: Bool
    ) async throws -> Page {
        var request = HTTPClientRequest(url: base + path)
        request.method = .RAW(value: method)
        if let type { request.headers.add(name: "Content-Type", value: type) }
        if let cookie { request.headers.add(name: "Cookie", value: cookie) }
        if let language { request.headers.add(name: "Accept-Language", value: language) }
        for (name, value) in standing { request.headers.add(name: name, value: value) }
        for (name, value) in fields { request.headers.replaceOrAdd(name: name, value: value) }
        request.body = body
        let response = try await Self.client.execute(request, timeout: .seconds(60))
        let bytes = Array(buffer: try await response.body.collect(upTo: 64 << 20))
        let headers = response.headers.map { (name: $0.name, value: $0.value) }
        let sent = request.headers.map { "\($0.name): \($0.value)" }
        seen.withLock { $0 += [request.url] + sent + headers.map { "\($0.name): \($0.value)" } }
        keep(headers)
        let page = Page(path: path, status: Int(response.status.code), headers: headers, bytes: bytes)
        guard following, page.status == 303, let next = page["Location"], next.hasPrefix("/") else { return page }
        return try await get(next)
    }

    private func keep(_ headers: [(name: String, value: String)]) {
        for header in headers where header.name.lowercased() == "set-cookie" {
            let pair = header.value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            let value = pair.count == 2 ? String(pair[1]) : nil
            cookies.withLock { $0[String(pair[0])] = header.value.contains("Max-Age=0") ? nil : value }
        }
    }

    private static func header(_ cookies: [String: String]) -> String {
        cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            let hex = String(byte, radix: 16, uppercase: true)
            return character.isASCII && (character.isLetter || character.isNumber)
                ? String(character) : "%" + (hex.count == 1 ? "0" : "") + hex
        }.joined()
    }
}
