// SPDX-License-Identifier: AGPL-3.0-or-later
package import Bytes
package import Desk
package import RelayAPI
internal import RelayConnection
package import Sealing
package import World

/// Where a world is played: a relay that holds nothing yet, and a folder for each worker's desk.
package struct Stage: Sendable {
    package var relay: RelayAddress
    /// The relay's one-time token for the first desk.
    package var enrolmentToken: Redacted<String>
    /// Of every desk. It protects nothing that is real.
    package var passphrase: String
    package var passphraseWork: PassphraseWork = .standard
    /// Where the organisation's link is left for a portal, or nil.
    package var portalLinkFile: String?
    /// The folder of a worker's desk.
    package var folder: @Sendable (WorldWorker) -> String
    package var connect: @Sendable (AccessKey, [UInt8]?) -> any RelayLink

    package init(
        relay: RelayAddress, enrolmentToken: Redacted<String>, passphrase: String,
        folder: @escaping @Sendable (WorldWorker) -> String,
        connect: @escaping @Sendable (AccessKey, [UInt8]?) -> any RelayLink
    ) {
        self.relay = relay
        self.enrolmentToken = enrolmentToken
        self.passphrase = passphrase
        self.folder = folder
        self.connect = connect
    }

    /// A desk on this stage, which reads `clock`. It is a rehearsal's: it cannot open anything else.
    func desk(of worker: WorldWorker, _ clock: StageClock) throws(WorkspaceError) -> Workspace {
        var settings = WorkspaceSettings(directory: folder(worker), relay: relay)
        settings.isRehearsal = true
        settings.passphraseWork = passphraseWork
        if worker == .director {
            settings.enrolmentToken = enrolmentToken
            settings.portalLinkFile = portalLinkFile
        }
        return try Workspace(
            settings,
            surroundings: Surroundings(
                now: { clock.now }, sleep: { _ in }, connect: connect, runsInBackground: false))
    }
}
