// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Bytes
import Desk
import Foundation
import RelayAPI
import RelayConnection

/// Makes an organisation on a fresh relay, so that a portal has somebody to serve.
struct FoundCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "found", abstract: "Create an organisation for the portal's measurements.")

    @Option(help: "The relay's address.") var relay = "http://127.0.0.1:8391"
    @Option(help: "A file with the relay's one-time token.") var enrolmentFile: String
    @Option(help: "An absolute path: where the desk keeps its files.") var folder: String
    @Option(help: "Where the organisation's link is left for the portal.") var portalLinkFile: String

    func run() async throws {
        guard let address = RelayAddress(parsing: relay) else { throw ValidationError("'\(relay)' is no address.") }
        let token = try String(contentsOfFile: enrolmentFile, encoding: .utf8)
        var settings = WorkspaceSettings(directory: folder, relay: address)
        settings.enrolmentToken = Redacted(token.trimmingCharacters(in: .whitespacesAndNewlines))
        settings.portalLinkFile = portalLinkFile
        let workspace = try Workspace(settings)
        _ = try await workspace.create(
            OrganisationDraft(
                name: "Bench", languages: ["en", "ru"], memberName: "Anna", passphrase: FilledDesk.passphrase))
        await workspace.lock()
    }
}
