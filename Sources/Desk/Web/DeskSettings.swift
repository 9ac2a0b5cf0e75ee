// SPDX-License-Identifier: AGPL-3.0-or-later

/// How the desk's pages are served.
public struct DeskSettings: Sendable {
    /// On 127.0.0.1 only; 0 takes any free port.
    public var port: Int
    /// Minutes without use after which the desk locks itself.
    public var idleMinutes: Int
    /// Shown beside the passphrase fields; the workspace has the last word.
    public var minimumPassphraseLength: Int
    /// Of one file in a reply, in bytes: refused above it, with the limit named.
    public var maximumFileByteCount: UInt64
    /// Whether the desk is for a rehearsal: every page says so, the locked ones too.
    public var isRehearsal = false
    /// The relay that this desk works with, as it is shown to the worker.
    public var relay: String

    public init(
        port: Int = 8390, idleMinutes: Int = 15, minimumPassphraseLength: Int = 12,
        maximumFileByteCount: UInt64 = 500 << 20, relay: String = ""
    ) {
        self.port = port
        self.idleMinutes = idleMinutes
        self.minimumPassphraseLength = minimumPassphraseLength
        self.maximumFileByteCount = maximumFileByteCount
        self.relay = relay
    }
}
