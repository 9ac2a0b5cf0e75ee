// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import CommandValues

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

    func run() { Terminal.say(Release.line) }
}
