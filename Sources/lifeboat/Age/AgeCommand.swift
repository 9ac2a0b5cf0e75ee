// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser

struct AgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "age", abstract: "Seal and open files in the age format.")
}
