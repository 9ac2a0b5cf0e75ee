// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation

/// Relay, portal and desk as processes of their own, started from this program.
struct Parts {
    struct Ports {
        var relay: Int
        var relayHealth: Int
        var portal: Int
        var desk: Int
    }

    let relay: Supervisor.Part
    let portal: Supervisor.Part
    let desk: Supervisor.Part

    /// - Parameters:
    ///   - deskState: the folder in which the desk's own lies; a rehearsal has one for each worker.
    ///   - isRehearsal: whether portal and desk serve a rehearsal, and nothing else.
    init(
        _ state: StateFolder, _ ports: Ports, deskState: StateFolder? = nil, idleMinutes: Int, settings: String?,
        isRehearsal: Bool = false
    ) {
        let address = "http://127.0.0.1:\(ports.relay)"
        var shared = ["--supervised"]
        if let settings { shared += ["--settings", settings] }
        let kind = isRehearsal ? ["--rehearsal"] : []
        let root = ["--state", state.root.path]
        relay = .init(
            name: "relay",
            arguments: ["relay"] + shared + root + [
                "--port", "\(ports.relay)", "--health-port", "\(ports.relayHealth)",
            ])
        portal = .init(
            name: "portal",
            arguments: ["portal"] + shared + root + kind
                + ["--port", "\(ports.portal)", "--relay", address, "--link-file", state.portalLinkFile.path])
        desk = .init(
            name: "desk",
            arguments: ["desk"] + shared + ["--state", (deskState ?? state).root.path] + kind
                + [
                    "--port", "\(ports.desk)", "--relay", address, "--enrolment-file", state.enrolmentFile.path,
                    "--portal-link-file", state.portalLinkFile.path, "--idle-minutes", "\(idleMinutes)",
                ])
    }
}
