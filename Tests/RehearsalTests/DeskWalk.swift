// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Synchronization
import Testing

@testable import Desk

/// A worker's browser that follows every link of every page, some of each shape.
struct DeskWalk {
    struct Page {
        let path: String
        let status: Int
        let text: String

        /// What stands between the tags, with what they hide and what is chosen in them.
        var visibleText: String {
            let values = text.matches(of: /(?:value|title|aria-label|placeholder)="([^"]*)"/).map { String($0.1) }
            return ([text.replacing(/<[^>]*>/, with: " \(Phrase.boundary) ")] + values)
                .joined(separator: " \(Phrase.boundary) ")
                .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&lt;", with: "<")
                .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
        }
    }

    let site: DeskSite
    private let responder: any HTTPResponder<DeskContext>
    private var cookie = ""
    private let language: String

    init(_ work: any DeskWork, isRehearsal: Bool, language: String, now: UInt64) async throws {
        var settings = DeskSettings()
        settings.isRehearsal = isRehearsal
        site = try DeskSite(settings: settings, work: work, now: { now })
        responder = site.makeRouter().buildResponder()
        self.language = language
        let address = await site.makeEntryAddress()
        let path = String(address.drop { $0 != "/" }.dropFirst(2).drop { $0 != "/" })
        let (_, headers, _) = try await get(path)
        cookie = String(headers[.setCookie]?.split(separator: ";").first ?? "")
    }

    func page(_ path: String) async throws -> Page {
        let (status, headers, text) = try await get(path)
        if status == 303, let next = headers[.location] { return try await page(next) }
        return Page(path: path, status: status, text: text)
    }

    /// What the desk finds for these words.
    func search(_ words: String) async throws -> Page {
        let token = try #require(try await page("/search").text.firstMatch(of: /name="token" value="([^"]+)"/)).1
        let query = words.replacing(" ", with: "+")
        let (status, _, text) = try await send(.post, "/search", body: "token=\(token)&query=\(query)")
        return Page(path: "/search", status: status, text: text)
    }

    /// Every page that can be reached by links from the first one, so many of a shape: all cases have the same forms. Of `whole` shapes,
    /// with stars for identifiers, all of them.
    func everyPage(mostOfOneShape: Int = 5, whole: Set<String> = []) async throws -> [Page] {
        var open = ["/"]
        var seen: Set<String> = []
        var counts: [String: Int] = [:]
        var pages: [Page] = []
        while let path = open.popLast() {
            guard seen.insert(path).inserted else { continue }
            let shape = path.replacing(/[0-9a-f]{32}/, with: "*")
            guard whole.contains(shape) || counts[shape, default: 0] < mostOfOneShape else { continue }
            counts[shape, default: 0] += 1
            let page = try await page(path)
            guard page.text.hasPrefix("<!doctype html>") else { continue }
            pages.append(page)
            for match in page.text.matches(of: /href="(\/[^"#]*)[^"]*"/) {
                open.append(String(match.1).replacing("&amp;", with: "&"))
            }
        }
        return pages
    }

    private func get(_ path: String) async throws -> (status: Int, headers: HTTPFields, text: String) {
        try await send(.get, path)
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, body: String = ""
    ) async throws -> (status: Int, headers: HTTPFields, text: String) {
        var head = HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1:8390", path: path)
        if method == .post {
            head.headerFields[.contentType] = "application/x-www-form-urlencoded"
            head.headerFields[.named("Sec-Fetch-Site")] = "same-origin"
        }
        head.headerFields[.cookie] = cookie
        head.headerFields[.acceptLanguage] = language
        let response = try await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body))), context: DeskContext())
        // A page that answers a form waits at an address of its own.
        if response.status == .seeOther, let way = response.headers[.location], way.hasPrefix("/again/") {
            return try await get(way)
        }
        let body = WalkedBody()
        try await response.body.write(body)
        return (response.status.code, response.headers, String(decoding: body.bytes, as: UTF8.self))
    }
}

private final class WalkedBody: ResponseBodyWriter, Sendable {
    private let collected = Mutex<[UInt8]>([])
    var bytes: [UInt8] { collected.withLock { $0 } }
    func write(_ buffer: ByteBuffer) async throws { collected.withLock { $0 += Array(buffer.readableBytesView) } }
    func finish(_ trailers: HTTPFields?) async throws {}
}
