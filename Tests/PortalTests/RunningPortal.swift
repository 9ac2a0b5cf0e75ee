// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import LifeboatTestSupport
import Logging
import Synchronization
import Testing

@testable import Portal

/// A portal on a port of its own, with a relay in memory, a clock that a test turns, and a log that a test reads.
struct RunningPortal {
    let port: Int
    let relay: FakeRelay
    let organisation: TestOrganisation
    let clock: TurnedClock
    let server: PortalServer
    let log: KeptLog

    /// Starts a portal whose organisation has published its first card, and stops it after `body`.
    ///
    /// `relay` and `organisation`: another portal's, to stand beside it.
    static func run(
        _ change: (inout PortalSettings) -> Void = { _ in }, publishing: Bool = true,
        relay: FakeRelay = FakeRelay(), organisation: TestOrganisation = TestOrganisation(),
        _ body: (RunningPortal) async throws -> Void
    ) async throws {
        var settings = PortalSettings()
        settings.port = 0
        settings.cardRetry = .seconds(3600)
        change(&settings)
        let clock = TurnedClock()
        let log = KeptLog()
        if publishing { try organisation.publishCard(version: 1, at: relay, issued: clock.portal.wallSeconds()) }
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let server = try PortalServer(
            settings: settings, relay: relay, link: .fixed(organisation.link), logger: log.logger, clock: clock.portal,
            onRunning: { continuation.yield($0) })
        await server.site.door.refresh()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            try await body(
                RunningPortal(
                    port: port, relay: relay, organisation: organisation, clock: clock, server: server, log: log))
            group.cancelAll()
            _ = await group.nextResult()
        }
    }

    func browser(language: String? = nil) -> PlainBrowser { PlainBrowser(port: port, language: language) }

    /// A browser that sends these headers, and none of a newer one.
    func browser(sending headers: [(String, String)]) -> PlainBrowser { PlainBrowser(port: port, sending: headers) }

    /// Goes from the first page to the empty form, and returns it with the words.
    func start(_ browser: PlainBrowser, in language: String = "en") async throws -> (
        form: PlainBrowser.Page, words: [String]
    ) {
        let shown = try await browser.post("/\(language)/start")
        let words = Array(shown.texts(after: "<li>").prefix(12))
        try #require(words.count == 12)
        let form = try await confirm(words, browser, in: language)
        #expect(form.path == "/\(language)/write")
        return (form, words)
    }

    func confirm(_ words: [String], _ browser: PlainBrowser, in language: String) async throws -> PlainBrowser.Page {
        let asked = try await browser.get("/\(language)/confirm")
        var values = [("csrf", try #require(asked.value("csrf")))]
        for position in 1...12 where asked.text.contains("name=\"word\(position)\"") {
            values.append(("word\(position)", words[position - 1]))
        }
        #expect(values.count == 4)
        return try await browser.post("/\(language)/confirm", values)
    }

    /// Sends a filled form.
    @discardableResult
    func send(
        _ body: String, from form: PlainBrowser.Page, _ browser: PlainBrowser, files: [PlainBrowser.File] = [],
        in language: String = "en", following: Bool = true
    ) async throws -> PlainBrowser.Page {
        try await browser.post(
            "/\(language)/write", try Self.values(body, from: form), files: files, following: following)
    }

    static func values(_ body: String, from form: PlainBrowser.Page) throws -> [(String, String)] {
        [
            ("csrf", try #require(form.value("csrf"))), ("form", try #require(form.value("form"))), ("urgency", "2"),
            ("contact", "Nur hier"), ("body", body),
        ]
    }
}

/// Time that stands still until a test turns it.
final class TurnedClock: Sendable {
    private let state = Mutex<(wall: UInt64, elapsed: Duration)>((1_790_000_000, .zero))

    var portal: PortalClock {
        PortalClock(wallSeconds: { self.state.withLock { $0.wall } }, elapsed: { self.state.withLock { $0.elapsed } })
    }

    func pass(_ duration: Duration) {
        state.withLock {
            $0.elapsed += duration
            $0.wall += UInt64(duration.components.seconds)
        }
    }

    /// The wall clock is set to another time, and nothing else.
    func jump(to wall: UInt64) { state.withLock { $0.wall = wall } }
}

/// Everything that was logged, whatever its level.
final class KeptLog: Sendable {
    private let lines = Mutex<[String]>([])

    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let log: KeptLog
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            log.lines.withLock { $0.append("\(event.message) \(metadata) \(event.metadata ?? [:])") }
        }
    }
}
