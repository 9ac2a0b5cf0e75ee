// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Foundation

/// What `lifeboat version` and `lifeboat --version` print.
enum Release {
    static let version = "0.1.0"
    /// No honest clock shows a time before this.
    static let notBefore = Date(timeIntervalSince1970: 1_795_392_000)
}

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

    func run() { print("lifeboat \(Release.version)") }
}
