// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Pages
import ServiceLifecycle

/// Tells an open page that something changed (Server-Sent Events, WHATWG HTML 9.2). It never says what: the page asks. What changed between
/// the making of the page and its first listening is told at once.
struct LiveEvents {
    private static let heartbeat = Duration.seconds(20)
    let desk: DeskSite

    func addRoutes(to router: some RouterMethods<DeskContext>) {
        router.get(RouterPath(DeskPath.events)) { request, _ -> Response in
            let since = request.uri.queryParameters["since"].flatMap { Int64($0) }
            // 204 tells the browser to stop asking (9.2.3): a page too many asks for itself, now and then.
            guard await desk.streams.open() else { return Response(status: .noContent) }
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream"],
                body: ResponseBody { writer in
                    do {
                        try await write(to: &writer, since: since, until: request.body)
                    } catch {
                        await desk.streams.close()
                        throw error
                    }
                    await desk.streams.close()
                    try await writer.finish(nil)
                })
        }
    }

    private enum Signal { case change, beat }

    /// Ends when the browser goes away and at graceful shutdown.
    @concurrent
    private func write(
        to writer: inout any ResponseBodyWriter, since age: Int64?, until body: RequestBody
    ) async throws {
        let (signals, feed) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingNewest(2))
        let changes = await desk.work.changes()
        if let age, await desk.hasChanged(since: age) { feed.yield(.change) }
        let feeding = Task { await Self.pass(changes, to: feed) }
        defer { feeding.cancel() }
        try await writer.write(ByteBuffer(string: ": listening\n\n"))
        try await body.consumeWithInboundCloseHandler(
            { _ in
                for await signal in signals { try await writer.write(await line(for: signal)) }
            }, onInboundClosed: { feed.finish() })
    }

    private func line(for signal: Signal) async -> ByteBuffer {
        switch signal {
        case .beat: return ByteBuffer(string: ": still here\n\n")
        case .change:
            let isUnlocked = await desk.work.phase == .unlocked
            return ByteBuffer(string: "event: \(isUnlocked ? "change" : "locked")\ndata: -\n\n")
        }
    }

    private static func pass(_ changes: AsyncStream<Void>, to feed: AsyncStream<Signal>.Continuation) async {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in changes { feed.yield(.change) } }
                group.addTask {
                    while (try? await Task.sleep(for: heartbeat)) != nil { feed.yield(.beat) }
                }
                await group.next()
                group.cancelAll()
            }
        }
        feed.finish()
    }
}

/// Browsers open six connections to one host: live streams may not take them all.
actor OpenStreams {
    private static let maximumCount = 4
    private var count = 0

    func open() -> Bool {
        guard count < Self.maximumCount else { return false }
        count += 1
        return true
    }

    func close() { count -= 1 }
}
