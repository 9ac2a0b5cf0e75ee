// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Bytes
import CommandValues
import Desk
import Foundation
import RelayAPI

/// `lifeboat desk`: the workers' side, in the browser at 127.0.0.1.
struct DeskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk",
        abstract: "Run the desk, where workers read and answer.",
        discussion: """
            The desk holds the keys on this machine, under your passphrase, and keeps everything else as ciphertext. It prints \
            an address that opens it in your browser, once. Press Enter for another.

            The first desk of an organisation needs the relay's one-time token; see `lifeboat relay --help`.

            Examples:
              lifeboat desk --relay http://RELAY.onion --socks 127.0.0.1:9050 --enrolment-file token.txt
              lifeboat desk --state ~/desk --relay http://RELAY.onion --socks 127.0.0.1:9050 --idle-minutes 5
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "The port on 127.0.0.1 (default 8390).") var port: Int?
    @Option(help: "The relay's address (default http://127.0.0.1:8391).") var relay: String?
    @Option(help: "SOCKS5 proxy to reach the relay through, such as 127.0.0.1:9050 for Tor.") var socks: String?
    @Option(help: "A file with the relay's one-time token, to found or recover an organisation.")
    var enrolmentFile: String?
    @Option(help: "Where to leave the organisation's link for a portal on this machine.") var portalLinkFile: String?
    @Option(help: "Minutes without use after which the desk locks (default 15).") var idleMinutes: Int?
    @Flag(help: "A practice desk: it founds, opens and joins practice organisations, and no other.") var rehearsal =
        false

    func run() async throws {
        let sources = try common.sources()
        let state = try common.stateFolder(sources)
        let runner = PartRunner(name: "desk", isSupervised: common.supervised)
        let workspace: Workspace
        do {
            workspace = try Workspace(try workspaceSettings(sources, state))
        } catch let error as WorkspaceError {
            throw DeskFailure.report(error, folder: state.desk.path)
        }
        let announcer = Announcer()
        let server = try DeskServer(
            settings: try deskSettings(sources), workspace: workspace, logger: runner.logger,
            now: { UInt64(max(0, Date().timeIntervalSince1970)) },
            whenListening: { _ in await announcer.announce() })
        await announcer.speak(for: server)
        let keys = Task { for await _ in Terminal.enterKeys() { await announcer.announce() } }
        defer { keys.cancel() }
        try await runner.run(server) { line in
            if line == "link" { await announcer.announce() }
        }
    }

    private func workspaceSettings(_ sources: SettingsSources, _ state: StateFolder) throws -> WorkspaceSettings {
        let address = try RelayAddressOption.parse(sources.text(.deskRelay, flag: relay))
        var settings = WorkspaceSettings(directory: state.desk.path, relay: address)
        settings.isRehearsal = rehearsal
        settings.socks = try RelayAddressOption.proxy(sources.text(.socks, flag: socks), to: address)
        settings.portalLinkFile = sources.text(.portalLinkFile, flag: portalLinkFile)
        if let path = sources.text(.deskEnrolmentFile, flag: enrolmentFile),
            let text = try? String(contentsOfFile: path, encoding: .utf8)
        {
            settings.enrolmentToken = Redacted(text.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        if let file = settings.portalLinkFile { try StateFolder.make(URL(filePath: file).deletingLastPathComponent()) }
        return settings
    }

    private func deskSettings(_ sources: SettingsSources) throws -> DeskSettings {
        var settings = DeskSettings()
        settings.port = try sources.number(.deskPort, flag: port, in: 0...65_535) ?? settings.port
        settings.idleMinutes =
            try sources.number(.deskIdleMinutes, flag: idleMinutes, in: 1...1_440) ?? settings.idleMinutes
        settings.isRehearsal = rehearsal
        settings.relay = sources.text(.deskRelay, flag: relay) ?? DefaultPort.relayAddress
        return settings
    }
}

/// Prints an address that opens the desk, once, whenever it is asked to.
private actor Announcer {
    private var server: DeskServer?

    func speak(for server: DeskServer) { self.server = server }

    func announce() async {
        guard let server else { return }
        Terminal.say(ReadyLine.make(await server.makeEntryAddress()))
    }
}

/// What keeps a desk from starting, in words for the terminal.
enum DeskFailure {
    static func report(_ error: WorkspaceError, folder: String) -> ExitCode {
        switch error {
        case .localFilesDamaged(let file):
            Terminal.fail(
                "the desk's file \(file) in \(folder) is damaged",
                hint: "move the folder away and recover with the recovery sheet; nothing on the relay is lost")
            return ExitCode(.damaged)
        case .refused(EngineMessage.alreadyOpen.rawValue):
            Terminal.fail(
                "another desk runs on \(folder)", hint: "stop it, or name another folder with --state")
            return ExitCode(.folderHeld)
        default:
            Terminal.fail(
                "the desk's folder \(folder) cannot be used", hint: "check its owner and rights, and the disk")
            return ExitCode(isUsable(folder) ? .files : .noAccess)
        }
    }

    /// Whether this user can make files in it, as far as its rights say.
    private static func isUsable(_ folder: String) -> Bool {
        var isFolder = ObjCBool(false)
        return unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) && isFolder.boolValue
            && FileManager.default.isWritableFile(atPath: folder)
    }
}
