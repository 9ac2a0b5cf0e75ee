// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import CommandValues

@main
struct Lifeboat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lifeboat",
        abstract: "Hear people in danger without exposing them.",
        discussion: """
            Lifeboat is what an organisation runs to be written to by people whom a state hunts, and to answer them. \
            Start with `lifeboat up`: it runs the visitors' portal, the workers' desk and the blind relay between \
            them on this machine.
            """,
        version: Release.line,
        subcommands: [
            UpCommand.self, DemoCommand.self, RelayCommand.self, PortalCommand.self, DeskCommand.self, AgeCommand.self,
            ScreenCommand.self, NamesCommand.self, VerifyCommand.self, DoctorCommand.self, VersionCommand.self,
        ])
}
