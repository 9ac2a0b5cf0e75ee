// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Blobs
import Bytes
import CLinux
import CommandValues
import Foundation
import Relay
import RelayAPI
import RelayStore
import RelayStoreSQLite

/// `lifeboat relay`: the blind server.
struct RelayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relay",
        abstract: "Run the blind relay: ciphertext in four drawers.",
        discussion: """
            The only part that belongs on a server. It stores sealed messages, replies, history and attachments, and can \
            read none of them. Put it behind an onion service; it keeps no address and writes no access log.

            The first start leaves a one-time token in STATE/relay/enrolment-token, which admits the first desk.

            Examples:
              lifeboat relay --state /srv/lifeboat
              lifeboat relay --state /srv/lifeboat --disk-share 200GiB --work-threshold 500
              lifeboat relay --state /srv/lifeboat --new-enrolment-token
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "The address to listen on (default 127.0.0.1).") var host: String?
    @Option(help: "The port to listen on (default 8391).") var port: Int?
    @Option(help: "The loopback port for /health and /metrics (default 8392).") var healthPort: Int?
    @Option(help: "The most that may be kept, such as 20GiB (default).") var diskShare: String?
    @Option(help: "New messages in ten seconds beyond which senders must do proof of work (default 2000; 0: never).")
    var workThreshold: Int?
    @Option(
        help: """
            Days of use after which a file goes that no desk has claimed (default 60; 30 to 3650; 0: never). Desks claim every file \
            that they know of, about once a month; what nobody claims is what strangers threw in. Days on which no desk calls do \
            not count, and none does while a desk is in use that is too old to claim.
            """)
    var keepUnclaimedDays: Int?
    @Flag(help: "Make another one-time token for a desk, print it and end.") var newEnrolmentToken = false

    func run() async throws {
        let sources = try common.sources()
        let state = try common.stateFolder(sources)
        if newEnrolmentToken { return try printNewToken(state) }
        let settings = try settings(sources, state)
        let runner = PartRunner(name: "relay", isSupervised: common.supervised)
        lifeboat_return_freed_memory()
        let service: RelayServer
        do {
            service = try makeServer(settings, runner: runner)
        } catch {
            throw RelayFailure.report(error, folder: settings.directory)
        }
        try await runner.run(
            service,
            report: { error in
                error is RelayDirectoryError || error is RelayStoreError
                    ? RelayFailure.report(error, folder: settings.directory) : nil
            })
    }

    private func settings(_ sources: SettingsSources, _ state: StateFolder) throws -> RelaySettings {
        var settings = RelaySettings(directory: state.relay.path)
        settings.host = sources.text(.relayHost, flag: host) ?? settings.host
        settings.port = try sources.number(.relayPort, flag: port, in: 0...65_535) ?? settings.port
        settings.healthPort =
            try sources.number(.relayHealthPort, flag: healthPort, in: 0...65_535) ?? settings.healthPort
        settings.limits.diskShare =
            try sources.byteCount(.relayDiskShare, flag: diskShare) ?? settings.limits.diskShare
        if let threshold = try sources.number(.relayWorkThreshold, flag: workThreshold, in: 0...1_000_000) {
            settings.limits.envelopesBeforeWork = threshold == 0 ? nil : threshold
        }
        if let days = try sources.number(.relayKeepUnclaimedDays, flag: keepUnclaimedDays, in: 0...3_650) {
            guard days == 0 || days >= Self.fewestUnclaimedDays else {
                throw ValidationError(
                    "'relay-keep-unclaimed-days' must be \(Self.fewestUnclaimedDays) or more, or 0 for never: desks need the time to claim."
                )
            }
            settings.limits.unclaimedDays = days == 0 ? nil : UInt64(days)
        }
        return settings
    }

    /// A desk claims all that it knows about every thirty days.
    private static let fewestUnclaimedDays = 30

    private func makeServer(_ settings: RelaySettings, runner: PartRunner) throws -> RelayServer {
        _ = try RelayDirectory(path: settings.directory)
        let store = try SQLiteStore(
            path: "\(settings.directory)/relay.sqlite", removed: settings.removalMemory, commits: settings.commitLimits)
        let blobs = try FolderBlobs(
            path: settings.directory, limits: settings.blobLimits, share: settings.diskShare())
        return RelayServer(settings: settings, store: store, blobs: blobs, logger: runner.logger) { ports in
            Terminal.say(ReadyLine.make("http://\(settings.host):\(ports.relay)/"))
        }
    }

    private func printNewToken(_ state: StateFolder) throws {
        do {
            Terminal.say(try RelayDirectory(path: state.relay.path).makeEnrolmentToken().exposed)
        } catch {
            throw RelayFailure.report(error, folder: state.relay.path)
        }
    }
}

/// What keeps a relay from starting, in words for the terminal.
enum RelayFailure {
    static func report(_ error: any Error, folder: String) -> ExitCode {
        switch error {
        case RelayDirectoryError.inUse:
            Terminal.fail("another relay runs on \(folder)", hint: "stop it, or name another folder with --state")
            return ExitCode(.folderHeld)
        case RelayDirectoryError.damagedKey(let path):
            Terminal.fail(
                "\(path) is damaged", hint: "restore it from a backup: desks know the relay by this key")
            return ExitCode(.damaged)
        case RelayDirectoryError.missingKey(let path):
            Terminal.fail(
                "\(path) is gone",
                hint: "restore it from a backup: desks know the relay by this key, and take none with another")
            return ExitCode(.damaged)
        case RelayDirectoryError.foreignKey(let path):
            Terminal.fail(
                "\(path) is another relay's key",
                hint: "restore the one of this database: desks know the relay by it, and take none with another")
            return ExitCode(.damaged)
        case RelayDirectoryError.unusable(let path, let code):
            Terminal.fail("\(path) cannot be used (errno \(code))", hint: "check its owner and rights, and the disk")
            return ExitCode(PartStatus(errno: code))
        case RelayStoreError.full, BlobError.full:
            Terminal.fail("the disk is full", hint: "free space; what is stored is still there")
            return ExitCode(.files)
        case RelayStoreError.broken(let code) where PartStatus(sqlite: code) == .damaged:
            Terminal.fail(
                "the relay's database in \(folder) is damaged",
                hint: "lifeboat doctor looks at it; restore a backup")
            return ExitCode(.damaged)
        default:
            Terminal.fail(
                "the relay's files in \(folder) cannot be opened",
                hint: "check their owner and rights; lifeboat doctor checks the disk")
            return ExitCode(status(of: error))
        }
    }

    private static func status(of error: any Error) -> PartStatus {
        switch error {
        case RelayStoreError.broken(let code): PartStatus(sqlite: code)
        case BlobError.broken(let code): PartStatus(errno: code)
        default: .files
        }
    }
}
