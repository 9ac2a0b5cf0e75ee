// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser

@main
struct Lifeboat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lifeboat",
        abstract: "Hear people in danger without exposing them.",
        subcommands: [AgeCommand.self])
}
