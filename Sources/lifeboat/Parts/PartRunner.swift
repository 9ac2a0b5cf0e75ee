// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import CLinux
import CommandValues
import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// Runs one part until it is told to stop: by a signal, or because its supervisor is gone.
struct PartRunner {
    let name: String
    let isSupervised: Bool
    let logger: Logger

    init(name: String, isSupervised: Bool) {
        self.name = name
        self.isSupervised = isSupervised
        // Whatever this process makes is for its own user only.
        umask(0o077)
        // A core dump of any part would write its memory to disk.
        _ = lifeboat_forbid_core_dumps()
        _ = lifeboat_allow_many_files()
        logger = Logger(label: name) { _ in PartLog() }
    }

    /// - Parameters:
    ///   - onCommand: called with each line that the supervisor sends.
    ///   - report: says in the part's own words why it could not run; nil where it has none.
    func run(
        _ service: any Service, onCommand: @escaping @Sendable (String) async -> Void = { _ in },
        report: (any Error) -> ExitCode? = { _ in nil }
    ) async throws {
        var configuration = ServiceGroupConfiguration(services: [service], logger: logger)
        configuration.gracefulShutdownSignals = [.sigterm, .sigint]
        configuration.maximumGracefulShutdownDuration = .seconds(30)
        let group = ServiceGroup(configuration: configuration)
        let commands = Task {
            for await line in SupervisorLine.commands(supervised: isSupervised) { await onCommand(line) }
            if isSupervised, !Task.isCancelled { await group.triggerGracefulShutdown() }
        }
        defer { commands.cancel() }
        do {
            try await group.run()
        } catch {
            throw report(error) ?? PartFailure(part: name, underlying: error).reported()
        }
    }
}

/// Standard error, but for what the web framework says of a server that is stopped before it listens: why it did not is
/// told in words.
private struct PartLog: LogHandler {
    private static let farewells = ["Server shutdown error", "Waiting on child channel: CancellationError"]

    private var handler = StreamLogHandler.standardError(label: "lifeboat")

    init() { handler.logLevel = .warning }

    var metadata: Logger.Metadata {
        get { handler.metadata }
        set { handler.metadata = newValue }
    }

    var logLevel: Logger.Level {
        get { handler.logLevel }
        set { handler.logLevel = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { handler[metadataKey: key] }
        set { handler[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) {
        let message = event.message.description
        guard !Self.farewells.contains(where: message.hasPrefix) else { return }
        handler.log(event: event)
    }
}

/// Why a part could not run, in words for the terminal.
struct PartFailure {
    let part: String
    let underlying: any Error

    /// Prints the problem and the next step; returns what ends the program.
    func reported() -> ExitCode {
        switch underlying {
        case let error as IOError where error.errnoCode == EADDRINUSE:
            Terminal.fail(
                "the \(part)'s port is in use",
                hint: "is Lifeboat running already? else choose another port, see --help")
            return ExitCode(.portTaken)
        case let error as IOError where [EACCES, EPERM].contains(error.errnoCode):
            Terminal.fail(
                "this user may not listen on the \(part)'s port",
                hint: "choose a port from 1024 on, see --help, or let the system grant it (CAP_NET_BIND_SERVICE)")
            return ExitCode(.noAccess)
        case let error as IOError where error.errnoCode == EADDRNOTAVAIL: return addressIsNotHere()
        case is SocketAddressError: return addressIsNotHere()
        default:
            Terminal.fail(
                "the \(part) cannot run: \(type(of: underlying)).\(underlying)",
                hint: "lifeboat doctor says what is wrong")
            return ExitCode(.failed)
        }
    }

    private func addressIsNotHere() -> ExitCode {
        Terminal.fail(
            "the \(part)'s address is none of this machine's", hint: "name another with --host, or wait for the network"
        )
        return ExitCode(.portTaken)
    }
}

extension ExitCode {
    init(_ status: PartStatus) { self.init(status.rawValue) }
}
