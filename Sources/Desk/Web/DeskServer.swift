// SPDX-License-Identifier: AGPL-3.0-or-later
import Hummingbird
public import Logging
internal import ServerChannels
public import ServiceLifecycle

/// The desk's pages on 127.0.0.1, as a service.
public struct DeskServer: Service {
    private let site: DeskSite
    private let logger: Logger
    private let whenListening: @Sendable (_ port: Int) async -> Void

    /// - Parameters:
    ///   - now: seconds since 1970.
    ///   - whenListening: called once, with the port, when connections are accepted.
    /// - Throws: if the pages that are built into the program do not hold together.
    public init(
        settings: DeskSettings, workspace: Workspace, logger: Logger, now: @escaping @Sendable () -> UInt64,
        whenListening: @escaping @Sendable (_ port: Int) async -> Void
    ) throws {
        self.init(
            site: try DeskSite(settings: settings, work: workspace, now: now), logger: logger,
            whenListening: whenListening)
    }

    package init(
        site: DeskSite, logger: Logger = Logger(label: "desk") { _ in SwiftLogNoOpLogHandler() },
        whenListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.site = site
        self.logger = logger
        self.whenListening = whenListening
    }

    /// An address that opens the desk in a browser, once. The token in it is a secret until it is used.
    public func makeEntryAddress() async -> String { await site.makeEntryAddress() }

    /// Serves until graceful shutdown, then locks.
    public func run() async throws {
        let application = Application(
            router: site.makeRouter(),
            server: .http1(configuration: .init(additionalChannelHandlers: [HostGuard()])),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: site.settings.port), serverName: nil),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? site.settings.port
                site.listens(on: port)
                await whenListening(port)
            }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await watchForIdleness() }
            group.addTask { await site.followChanges() }
            // The watch ends first at graceful shutdown. Pages that are open end by themselves; nothing is cancelled.
            try await application.run()
            group.cancelAll()
        }
        await site.lock()
    }

    /// A look a second is enough for a limit in minutes, and finds a machine that has just woken up.
    private func watchForIdleness() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await site.lockIfIdle()
                try? await Task.sleep(for: .seconds(1))
            }
            return
        }
    }
}
