// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import CLinux
import Foundation
import World

/// `lifeboat demo`: an organisation of its own, full of invented people, to learn with.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Fill a practice organisation with invented people, and run it.",
        discussion: """
            Makes an organisation of its own in a folder of its own, lets seven invented workers live through two years \
            with as many cases as you ask for, and runs relay, portal and desk for it. Every page says that it is \
            fictional. The same seed gives the same people. A second start shows what the first one left.

            It shares no key, no folder and no relay with live work, so it may run beside it: that is how a team \
            rehearses. A desk or a portal of the one kind refuses an organisation of the other. Colleagues join a rehearsal \
            as they joined you, from a folder of its own: lifeboat desk --rehearsal --state FOLDER --relay ADDRESS.

            Examples:
              lifeboat demo
              lifeboat demo --as counsel
              lifeboat demo --directory /tmp/practice --cases 20 --language ru
            """,
        aliases: ["rehearse"])

    @Option(
        help: ArgumentHelp(
            "The rehearsal's folder, new or of an earlier demo (default: ~/.local/share/lifeboat-demo).",
            valueName: "folder"))
    var directory: String?
    @Option(help: "How many cases there are; half as many people write besides (0 to 1000).") var cases = 100
    @Option(help: "The same number gives the same people.") var seed: UInt64 = 1
    @Option(help: "The language of the invented people and workers: en or ru.") var language: WorldLanguage = .en
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Whose desk is opened: director, intake, caseworker, verifier, counsel or deputy.", valueName: "worker"))
    var worker: WorldWorker = .director
    @Flag(help: "Fill the folder and end.") var fillOnly = false
    @Option(help: "The portal's port.") var portalPort = 8480
    @Option(help: "The desk's port.") var deskPort = 8490
    @Option(help: "The relay's port.") var relayPort = 8491
    @Option(help: "The port for the relay's health and metrics.") var relayHealthPort = 8492
    @Option(help: "Minutes without use after which the desk locks.") var deskIdleMinutes = 60

    func validate() throws {
        guard (0...1_000).contains(cases) else { throw ValidationError("--cases must be between 0 and 1000.") }
        for port in [portalPort, deskPort, relayPort, relayHealthPort] where !(0...65_535).contains(port) {
            throw ValidationError("\(port) is no port: it must be between 0 and 65535.")
        }
        guard worker != .former else { throw ValidationError("Pavel has left, and his desk with him.") }
    }

    func run() async throws {
        umask(0o077)
        _ = lifeboat_forbid_core_dumps()
        let folder = RehearsalFolder(path)
        let record = try folder.record ?? begun(folder)
        let isNew = folder.record == nil
        guard isNew || record.isComplete else { throw RehearsalFailure.unfinished(path.path) }
        let state = try StateFolder(path: path.path).made()
        let ports = Parts.Ports(
            relay: relayPort, relayHealth: relayHealthPort, portal: portalPort, desk: deskPort)
        let parts = Parts(
            state, ports, deskState: try folder.state(of: worker), idleMinutes: deskIdleMinutes, settings: nil,
            isRehearsal: true)
        let filling = Filling(folder: folder, state: state, record: record)
        let (isLast, worker) = (fillOnly, worker)
        let ending = await Together(parts: parts).run { relay in
            if isNew {
                guard await filling.run(relay) else { return .failed }
            }
            return isLast ? .done : .goOn
        } whenAllServe: {
            RehearsalWords(record: record, worker: worker).say()
        }
        switch ending {
        case .stopped: break
        case .failed: throw ExitCode(70)
        case .refused(let status): throw ExitCode(status)
        }
    }

    private var path: URL {
        if let directory { return URL(filePath: directory).standardizedFileURL }
        return StateFolder.usual("lifeboat-demo")
    }

    private func begun(_ folder: RehearsalFolder) throws -> RehearsalFolder.Record {
        guard folder.isEmpty else { throw RehearsalFailure.inUse(folder.root.path) }
        return RehearsalFolder.Record(
            seed: seed, cases: cases, language: language.rawValue,
            end: UInt64(max(0, Date().timeIntervalSince1970)), isComplete: false)
    }
}
