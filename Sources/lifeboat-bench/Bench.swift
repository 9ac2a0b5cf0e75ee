// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser

/// Measurements that anyone can repeat: each against a running part, or against the disk itself, so that a
/// figure stands beside its limit in one run. `scripts/bench` runs them all.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lifeboat-bench",
        abstract: "Measure a running Lifeboat.",
        subcommands: [
            DiskCommand.self, IntakeCommand.self, FilesCommand.self, SlotsCommand.self, FoundCommand.self,
            PortalCommand.self, DeskCommand.self, CaseworkCommand.self, FoldCommand.self, NamesBuildCommand.self,
            NamesSearchCommand.self,
            NamesTextCommand.self, NamesScreenCommand.self,
        ])
}
