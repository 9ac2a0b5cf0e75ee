// SPDX-License-Identifier: AGPL-3.0-or-later
public import Blobs
import Bytes
import Logging
public import Relay
import RelayAPI
public import RelayConnection
public import RelayStore
import ServiceLifecycle
import Synchronization

/// A relay that runs in this process on a free port of loopback, as long as a test needs it.
public final class LiveRelay: Sendable {
    public let settings: RelaySettings
    public let address: RelayAddress
    public let ports: RelayPorts
    public let blobs: FolderBlobs
    private let log: LogLines
    private let clients = Mutex<[RelayClient]>([])

    /// What the relay has logged, at every level.
    public var logged: String { log.text }

    /// Counts so many bytes against the share as if files were there.
    public func pretend(files byteCount: UInt64) { blobs.share.count(blobs: byteCount) }

    /// What `/metrics` says.
    public func metrics() async throws -> String {
        let request = "GET /metrics HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n"
        return try await RawConnection.exchange(port: ports.health ?? 0, [request])
    }

    /// A client of this relay; closed when the relay ends.
    public func client(_ access: AccessKey? = nil, clock: (@Sendable () -> Int64)? = nil) -> RelayClient {
        let client = RelayClient(address: address, access: access, clock: clock)
        clients.withLock { $0.append(client) }
        return client
    }

    /// A client whose access key has been enrolled with the token that the relay left.
    public func device(_ access: AccessKey = AccessKey()) async throws -> RelayClient {
        let client = client(access)
        let directory = try RelayDirectory(path: settings.directory)
        let token = try directory.enrolmentToken() ?? directory.makeEnrolmentToken()
        try await client.enrol(token: token.exposed)
        return client
    }

    /// Runs a relay in `folder`, and `body` beside it. `clock`: the relay's seconds since 1970, and `uptime` those since its start;
    /// nil for the system's.
    @discardableResult
    public static func run<Value: Sendable>(
        in folder: ScratchFolder, store: any RelayStore = MemoryStore(),
        settings change: (inout RelaySettings) -> Void = { _ in }, clock: (@Sendable () -> Int64)? = nil,
        uptime: (@Sendable () -> Int64)? = nil,
        _ body: @escaping @Sendable (LiveRelay) async throws -> Value
    ) async throws -> Value {
        var settings = RelaySettings(directory: folder.path)
        (settings.port, settings.healthPort) = (0, 0)
        change(&settings)
        let blobs = try FolderBlobs(path: folder.path, limits: settings.blobLimits, share: settings.diskShare())
        let log = LogLines()
        let (running, announce) = AsyncStream<RelayPorts>.makeStream()
        let server = RelayServer(
            settings: settings, store: store, blobs: blobs, logger: log.logger,
            onRunning: { ports in announce.yield(ports) }, clock: clock, uptime: uptime)
        let group = ServiceGroup(services: [server], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return try await withThrowingTaskGroup(of: Value?.self) { tasks in
            tasks.addTask {
                defer { announce.finish() }
                try await group.run()
                return nil
            }
            tasks.addTask { [settings] in
                for await ports in running {
                    let relay = try LiveRelay(settings, ports, blobs, log)
                    let result: Result<Value, any Error>
                    do { result = .success(try await body(relay)) } catch { result = .failure(error) }
                    for client in relay.clients.withLock({ $0 }) { await client.shutdown() }
                    await group.triggerGracefulShutdown()
                    return try result.get()
                }
                return nil
            }
            var value: Value?
            for try await result in tasks { value = value ?? result }
            guard let value else { throw LiveRelayError() }
            return value
        }
    }

    private init(_ settings: RelaySettings, _ ports: RelayPorts, _ blobs: FolderBlobs, _ log: LogLines) throws {
        guard let address = RelayAddress(parsing: "http://127.0.0.1:\(ports.relay)") else { throw LiveRelayError() }
        self.settings = settings
        self.address = address
        self.ports = ports
        self.blobs = blobs
        self.log = log
    }
}

/// The relay ended before it took calls.
public struct LiveRelayError: Error {}

/// Keeps what is logged.
final class LogLines: Sendable {
    private let lines = Mutex("")

    var text: String { lines.withLock { $0 } }

    var logger: Logger {
        var logger = Logger(label: "relay") { _ in Handler(lines: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.lines.withLock { $0 += "\(event.level) \(event.message) \(metadata) \(event.metadata ?? [:])\n" }
        }
    }
}
