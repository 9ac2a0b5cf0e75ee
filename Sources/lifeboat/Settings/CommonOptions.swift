// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import CommandValues
import Foundation

/// Options that every long-running part understands.
struct CommonOptions: ParsableArguments {
    @Option(name: .long, help: "A JSON file of settings; flags and LIFEBOAT_... variables come first.")
    var settings: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The folder that holds everything this machine keeps (default: ~/.local/share/lifeboat).",
            valueName: "folder"))
    var state: String?

    @Flag(name: .long, help: .hidden)
    var supervised = false

    func sources() throws -> SettingsSources { try SettingsSources(settingsFile: settings) }

    func stateFolder(_ sources: SettingsSources) throws -> StateFolder {
        try placedStateFolder(sources).made()
    }

    /// The folder as it is, or where it will be.
    func placedStateFolder(_ sources: SettingsSources) -> StateFolder {
        StateFolder(path: sources.text(.state, flag: state))
    }
}

/// The folder of everything that stays, and the places in it.
struct StateFolder {
    let root: URL

    /// - Parameter path: nil for the usual place.
    init(path: String?) {
        root = path.map { URL(filePath: $0) } ?? Self.usual("lifeboat")
    }

    /// A folder of this name among what the user's programs keep.
    static func usual(_ name: String) -> URL {
        // `NSHomeDirectory` knows the system's list of users and not HOME, which a service or a container sets.
        let data = DataFolder.path(in: ProcessInfo.processInfo.environment, home: NSHomeDirectory())
        return URL(filePath: data).appending(path: name)
    }

    /// The same, made where it is not there yet, readable by its owner only.
    func made() throws -> StateFolder {
        try Self.make(root)
        return self
    }

    var relay: URL { root.appending(path: "relay") }
    var desk: URL { root.appending(path: "desk") }
    var portal: URL { root.appending(path: "portal") }
    /// Where the desk leaves the organisation's link for a portal on the same machine.
    var portalLinkFile: URL { portal.appending(path: "organisation-link") }
    /// Where the relay leaves its one-time token for the first desk.
    var enrolmentFile: URL { relay.appending(path: "enrolment-token") }

    static func make(_ folder: URL) throws {
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ValidationError("The folder '\(folder.path)' cannot be made. Name another with --state.")
        }
    }
}
