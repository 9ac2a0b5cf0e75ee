// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import CommandValues
import Names

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

    static func main() async {
        // Pipelines call this one again and again for a few names. To read its two words as any other command line takes
        // longer than to score a thousand pairs (docs/decisions/0042).
        if CommandLine.arguments.dropFirst().elementsEqual(["names", "score"]) {
            do {
                try NamesCommand.Score.run(.english)
            } catch {
                exit(withError: error)
            }
        }
        await main(nil)
    }
}
