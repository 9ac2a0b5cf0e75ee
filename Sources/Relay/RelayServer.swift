// SPDX-License-Identifier: AGPL-3.0-or-later
public import Blobs
import Glibc
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
import RelayAPI
public import RelayStore
import ServerChannels
public import ServiceLifecycle

/// The ports on which a relay listens.
public struct RelayPorts: Sendable, Hashable {
    public let relay: Int
    public let health: Int?
}

/// A relay that serves its calls until it is told to stop; then it lets running calls end, wakes the waiting ones, and
/// closes its store and its folder.
///
/// Nothing about a caller is logged or kept: no address, no user agent, no request line.
public struct RelayServer: Service {
    private let settings: RelaySettings
    private let store: any RelayStore
    private let blobs: FolderBlobs
    private let logger: Logger
    private let clock: @Sendable () -> Int64
    private let uptime: @Sendable () -> Int64
    private let onRunning: @Sendable (RelayPorts) async -> Void

    /// Seconds that running calls have to end when the relay stops.
    private static let longestFarewell = 20

    /// - Parameters:
    ///   - onRunning: called once, when the relay takes calls.
    ///   - clock: seconds since 1970; nil for the system's clock.
    ///   - uptime: seconds of a clock that only goes forward; nil for the system's.
    public init(
        settings: RelaySettings, store: any RelayStore, blobs: FolderBlobs, logger: Logger,
        onRunning: @escaping @Sendable (RelayPorts) async -> Void = { _ in }, clock: (@Sendable () -> Int64)? = nil,
        uptime: (@Sendable () -> Int64)? = nil
    ) {
        self.settings = settings
        self.store = store
        self.blobs = blobs
        self.logger = logger
        self.clock = clock ?? { Int64(time(nil)) }
        let start = ContinuousClock.now
        self.uptime = uptime ?? { start.duration(to: .now).components.seconds }
        self.onRunning = onRunning
    }

    public func run() async throws {
        do {
            let relay = try await BlindRelay(
                settings: settings, store: store, blobs: blobs, logger: logger, clock: clock, uptime: uptime)
            try await serve(relay)
        } catch {
            await close()
            throw error
        }
        await close()
    }

    private func serve(_ relay: BlindRelay) async throws {
        let ports = PortBoard(expectsHealth: settings.healthPort != nil, announce: onRunning)
        var services: [any Service] = [Upkeep(relay: relay)]
        if let port = settings.healthPort {
            services.append(
                Application(
                    responder: HealthResponder(relay: relay),
                    server: .http1(configuration: connection(of: settings.limits.healthConnections)),
                    configuration: configuration("127.0.0.1", port, connections: settings.limits.healthConnections),
                    onServerRunning: { await ports.note(health: $0.localAddress?.port ?? port) }, logger: logger))
        }
        services.append(
            Application(
                responder: RelayResponder(relay: relay),
                server: .answering(for: relay, connection(of: settings.limits.connections)),
                configuration: configuration(settings.host, settings.port, connections: settings.limits.connections),
                onServerRunning: { await ports.note(relay: $0.localAddress?.port ?? 0) }, logger: logger))
        var group = ServiceGroupConfiguration(services: services, logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(Self.longestFarewell)
        let running = ServiceGroup(configuration: group)
        try await withGracefulShutdownHandler {
            try await running.run()
        } onGracefulShutdown: {
            relay.bell.close()
        }
    }

    private func close() async {
        await store.close()
        await blobs.close()
    }

    /// - Parameter count: how many there may be.
    private func connection(of count: Int) -> HTTP1Channel.Configuration {
        let limits = settings.limits
        let heads = HeadQueue(limit: count)
        let idle = TimeAmount.seconds(Int64(limits.idleSeconds))
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                SmallReads(), StalledReaderGuard(patience: idle), HostGuard(),
                heads.handler(first: .seconds(Int64(limits.headSeconds)), next: idle),
            ],
            idleTimeout: idle,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.headByteCount, maxHeaderListSize: limits.headByteCount,
                maxHeaderFieldCount: limits.headFieldCount))
    }

    private func configuration(_ host: String, _ port: Int, connections: Int) -> ApplicationConfiguration {
        ApplicationConfiguration(
            address: .hostname(host, port: port), serverName: nil, backlog: 1024,
            availableConnectionsDelegate: .maximum(connections, logger: logger))
    }
}

/// Announces the ports when all are known.
private actor PortBoard {
    private let expectsHealth: Bool
    private let announce: @Sendable (RelayPorts) async -> Void
    private var relay: Int?
    private var health: Int?

    init(expectsHealth: Bool, announce: @escaping @Sendable (RelayPorts) async -> Void) {
        self.expectsHealth = expectsHealth
        self.announce = announce
    }

    func note(relay port: Int) async {
        relay = port
        await announceIfComplete()
    }

    func note(health port: Int) async {
        health = port
        await announceIfComplete()
    }

    private func announceIfComplete() async {
        guard let relay, !expectsHealth || health != nil else { return }
        await announce(RelayPorts(relay: relay, health: health))
    }
}

/// Does a round of upkeep now and then.
private struct Upkeep: Service {
    let relay: BlindRelay

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // No round is begun at the end: the store would be closed under it.
                guard (try? await Task.sleep(for: .seconds(relay.settings.upkeepSeconds))) != nil else { return }
                await relay.upkeep()
            }
        }
    }
}
