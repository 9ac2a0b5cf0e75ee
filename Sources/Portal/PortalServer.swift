// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
public import Logging
import NIOCore
public import RelayConnection
import ServerChannels
public import ServiceLifecycle

/// The visitor's door: a web site that works without script, keeps everything in memory and hands on only what is
/// sealed. Runs until its service group shuts down.
public struct PortalServer: Service {
    /// Without a byte for so long a visitor's connection ends, also while the portal itself reads nothing because the relay
    /// takes nothing.
    static let idleTimeout: TimeAmount = .seconds(90)
    /// In so long the head of a new connection's request has to be there, over Tor too. One that has been silent the longest
    /// goes before that where the portal is nearly full.
    static let headTimeout: TimeAmount = .seconds(30)
    /// So long an upload may wait for the relay: the page with what was typed has to come before the connection ends.
    public static let uploadPatience: Duration = .seconds(60)
    /// A relay that stands still for so long in any other call is given up, for a visitor waits for the page.
    public static let callPatience = LinePatience(silence: .seconds(20), answer: .seconds(20))

    /// How many of what happened; safe to show.
    public let counts: PortalCounts
    let site: PortalSite
    private let settings: PortalSettings
    private let logger: Logger
    private let onRunning: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - link: whom the portal serves; until it is there, visitors are told that nothing is open yet.
    ///   - logger: hears of start, stop and failures to listen. Of visitors it hears nothing, at any level.
    ///   - onDoor: hears why the door is closed, once and whenever that changes, and with nil that it is open again.
    ///   - onRunning: called with the port once visitors can connect.
    /// Throws if templates or catalogues are broken, which a test would have found.
    public init(
        settings: PortalSettings, relay: any PortalRelay, link: LinkSource, logger: Logger,
        clock: PortalClock = .system, onDoor: @escaping @Sendable (DoorTrouble?) -> Void = { _ in },
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws {
        self.settings = settings
        counts = PortalCounts()
        site = try PortalSite(
            settings: settings, relay: relay, link: link, clock: clock, counts: counts, onDoor: onDoor)
        // The web framework writes about requests at lower levels.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        self.logger = quiet
        self.onRunning = onRunning
    }

    public func run() async throws {
        let onRunning = onRunning
        let heads = HeadQueue(limit: settings.maximumConnectionCount)
        let application = Application(
            router: PortalRouter.make(site),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [
                        SmallReads(), StalledReaderGuard(patience: Self.idleTimeout), HostGuard(),
                        heads.handler(first: Self.headTimeout, next: Self.idleTimeout),
                    ],
                    idleTimeout: Self.idleTimeout,
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 8_192, maxHeaderListSize: 32_768, maxHeaderFieldCount: 64))),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                availableConnectionsDelegate: .maximum(settings.maximumConnectionCount, logger: logger)),
            services: [site.door, site.sessions],
            onServerRunning: { await onRunning($0.localAddress?.port ?? 0) },
            logger: logger)
        try await application.run()
    }
}
