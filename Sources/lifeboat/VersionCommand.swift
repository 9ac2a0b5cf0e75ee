// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser

/// What `lifeboat version` and `lifeboat --version` print.
enum Release {
    static let version = "0.1.0"
}

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

    func run() { print("lifeboat \(Release.version)") }
}
