// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import CLinux
import Foundation
import Logging
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
        logger = Logger(label: name) { _ in
            var handler = StreamLogHandler.standardError(label: "lifeboat")
            handler.logLevel = .warning
            return handler
        }
    }

    /// - Parameter onCommand: called with each line that the supervisor sends.
    func run(_ service: any Service, onCommand: @escaping @Sendable (String) async -> Void = { _ in }) async throws {
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
            throw PartFailure(part: name, underlying: error).reported()
        }
    }
}

/// Why a part could not run, in words for the terminal.
struct PartFailure {
    let part: String
    let underlying: any Error

    /// Prints the problem and the next step; returns what ends the program.
    func reported() -> ExitCode {
        let description = String(describing: underlying)
        if description.contains("bind") || description.contains("Address already in use") {
            Terminal.fail(
                "the \(part)'s port is in use",
                hint: "is Lifeboat running already? else choose another port, see --help")
            return ExitCode(69)
        }
        Terminal.fail(
            "the \(part) cannot run: \(type(of: underlying)).\(underlying)", hint: "lifeboat doctor says what is wrong")
        return ExitCode(70)
    }
}
