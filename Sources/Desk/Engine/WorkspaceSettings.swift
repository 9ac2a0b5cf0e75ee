// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import RelayAPI
internal import RelayConnection
public import Sealing

/// Where a desk keeps its files, and which relay it works with.
public struct WorkspaceSettings: Sendable {
    /// An absolute path. Made if it does not exist, readable by its owner alone.
    public var directory: String
    public var relay: RelayAddress
    /// `host:port` of a SOCKS5 proxy (Tor), or nil.
    public var socks: String?
    /// The relay's one-time token for a new device: needed to found or to recover.
    public var enrolmentToken: Redacted<String>?
    /// Where the organisation's link is left for a portal on the same machine, or nil.
    public var portalLinkFile: String?
    public var minimumPassphraseLength = 12
    /// Whether this desk is for a rehearsal. Such a desk founds, opens and joins rehearsals and nothing else, and any other
    /// desk no rehearsal (docs/decisions/0027-a-rehearsal-is-another-organisation.md).
    public var isRehearsal = false
    /// What one passphrase costs. Changing it makes existing key files unreadable.
    public var passphraseWork: PassphraseWork = .standard
    /// Of one file in a reply, in bytes.
    public var maximumFileByteCount: UInt64 = 500 << 20

    /// From how many entries on a ledger is read the newest compartments first, and shown while it is read.
    package var newestFirstFrom = WorkspaceSettings.usualNewestFirst

    static let usualNewestFirst = 8_192

    public init(directory: String, relay: RelayAddress) {
        self.directory = directory
        self.relay = relay
    }
}
