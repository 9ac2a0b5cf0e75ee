// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import CommandValues
import Foundation

/// `lifeboat up`: relay, portal and desk on this machine, each a process of its own, kept running.
struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Run relay, portal and desk together on this machine.",
        discussion: """
            Starts the three parts on 127.0.0.1 and prints the two addresses: the portal for visitors, the desk for \
            you. The desk's address works once; press Enter in this terminal for a new one. Ctrl-C stops \
            everything. What is kept lies in one folder, as ciphertext.

            A part that dies is started again. One that never served and cannot ends everything with its status: 64 wrong settings, \
            65 a damaged file, 69 a port that somebody else has, 73 a folder or a port that this user may not use, 75 a folder that \
            another one holds.

            Examples:
              lifeboat up
              lifeboat up --state /srv/lifeboat --portal-port 80
              LIFEBOAT_DESK_PORT=9000 lifeboat up --settings lifeboat.json
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "The portal's port (default 8080).") var portalPort: Int?
    @Option(help: "The desk's port (default 8390).") var deskPort: Int?
    @Option(help: "The relay's port (default 8391).") var relayPort: Int?
    @Option(help: "The port for the relay's health and metrics (default 8392).") var relayHealthPort: Int?
    @Option(help: "Minutes without use after which the desk locks (default 15).") var deskIdleMinutes: Int?

    func run() async throws {
        let sources = try common.sources()
        let state = try common.stateFolder(sources)
        let ports = 1...65_535
        let relayPort = try sources.number(.relayPort, flag: relayPort, in: ports) ?? DefaultPort.relay
        let healthPort =
            try sources.number(.relayHealthPort, flag: relayHealthPort, in: ports) ?? DefaultPort.relayHealth
        let portalPort = try sources.number(.portalPort, flag: portalPort, in: ports) ?? DefaultPort.portal
        let deskPort = try sources.number(.deskPort, flag: deskPort, in: ports) ?? DefaultPort.desk
        let idleMinutes = try sources.number(.deskIdleMinutes, flag: deskIdleMinutes, in: 1...1_440) ?? 15
        guard RehearsalFolder(state.root).record == nil else { throw RehearsalFailure.isRehearsal(state.root.path) }
        let ending = await Together(
            parts: Parts(
                state, .init(relay: relayPort, relayHealth: healthPort, portal: portalPort, desk: deskPort),
                idleMinutes: idleMinutes, settings: common.settings)
        ).run()
        if case .refused(let status) = ending { throw ExitCode(status) }
    }
}
