// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Foundation
import UnixSignals

/// `lifeboat up`: relay, portal and desk on this machine, each a process of its own, kept running.
struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Run relay, portal and desk together on this machine.",
        discussion: """
            Starts the three parts on 127.0.0.1 and prints the two addresses: the portal for visitors, the desk for \
            you. The desk's address works once; press Enter in this terminal for a new one. Ctrl-C stops \
            everything. What is kept lies in one folder, as ciphertext.

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
        let relayPort = try sources.number(.relayPort, flag: relayPort, in: ports) ?? 8391
        let healthPort = try sources.number(.relayHealthPort, flag: relayHealthPort, in: ports) ?? 8392
        let portalPort = try sources.number(.portalPort, flag: portalPort, in: ports) ?? 8080
        let deskPort = try sources.number(.deskPort, flag: deskPort, in: ports) ?? 8390
        let idleMinutes = try sources.number(.deskIdleMinutes, flag: deskIdleMinutes, in: 1...1_440) ?? 15
        let relay = "http://127.0.0.1:\(relayPort)"

        var shared = ["--supervised", "--state", state.root.path]
        if let settings = common.settings { shared += ["--settings", settings] }
        let parts = Parts(
            relay: .init(
                name: "relay",
                arguments: ["relay"] + shared + ["--port", "\(relayPort)", "--health-port", "\(healthPort)"]),
            portal: .init(
                name: "portal",
                arguments: ["portal"] + shared
                    + ["--port", "\(portalPort)", "--relay", relay, "--link-file", state.portalLinkFile.path]),
            desk: .init(
                name: "desk",
                arguments: ["desk"] + shared
                    + [
                        "--port", "\(deskPort)", "--relay", relay, "--enrolment-file", state.enrolmentFile.path,
                        "--portal-link-file", state.portalLinkFile.path, "--idle-minutes", "\(idleMinutes)",
                    ]))
        await Together(parts: parts, stateFolder: state).run()
    }
}

private struct Parts {
    let relay: Supervisor.Part
    let portal: Supervisor.Part
    let desk: Supervisor.Part
}

/// The three parts under one supervisor, and what the terminal says of them.
private struct Together {
    let parts: Parts
    let stateFolder: StateFolder

    func run() async {
        let supervisor = Supervisor(program: ThisProgram.url) { part, line in
            Terminal.note("\(part): \(line)")
        }
        let board = Board()
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await supervisor.run(parts.relay) { _ in await board.relayServes() }
            }
            group.addTask {
                await board.waitForRelay()
                async let portal: Void = supervisor.run(parts.portal) { await board.show("Visitors", $0) }
                async let desk: Void = supervisor.run(parts.desk) { await board.show("Desk", $0) }
                _ = await (portal, desk)
            }
            group.addTask {
                for await _ in Terminal.enterKeys() { await supervisor.tell(parts.desk.name, "link") }
            }
            for await _ in signals { break }
            Terminal.note("stopping")
            await board.relayServes()
            await supervisor.stop()
            group.cancelAll()
        }
    }
}

/// What has been said to serve so far.
private actor Board {
    private var isServing = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func relayServes() {
        isServing = true
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    func waitForRelay() async {
        guard !isServing else { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    func show(_ who: String, _ address: String) {
        Terminal.say("\(who.padding(toLength: 10, withPad: " ", startingAt: 0))\(address)")
    }
}
