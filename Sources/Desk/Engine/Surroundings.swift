// SPDX-License-Identifier: AGPL-3.0-or-later
#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
internal import RelayAPI
package import RelayConnection

/// What the engine takes from outside itself, so that a test can put its own in place.
package struct Surroundings: Sendable {
    /// Seconds since 1970.
    package var now: @Sendable () -> UInt64
    /// Returns after the time has passed, or throws when the task is cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void
    /// A connection to the relay, signing with the key; the relay's key (32 bytes) where it is pinned.
    package var connect: @Sendable (AccessKey, [UInt8]?) -> any RelayLink
    /// The same over connections that nothing else uses and that nothing ties to the others; nil: a desk claims no blobs by itself.
    package var connectApart: (@Sendable (AccessKey, [UInt8]?) -> any RelayLink)?
    /// Whether an unlocked workspace synchronises by itself. Otherwise somebody calls ``Workspace/synchronise()``.
    package var runsInBackground: Bool

    package init(
        now: @escaping @Sendable () -> UInt64, sleep: @escaping @Sendable (Duration) async throws -> Void,
        connect: @escaping @Sendable (AccessKey, [UInt8]?) -> any RelayLink,
        connectApart: (@Sendable (AccessKey, [UInt8]?) -> any RelayLink)? = nil, runsInBackground: Bool
    ) {
        self.now = now
        self.sleep = sleep
        self.connect = connect
        self.connectApart = connectApart
        self.runsInBackground = runsInBackground
    }

    /// The machine's clock and the network.
    static func real(_ settings: WorkspaceSettings) -> Surroundings {
        Surroundings(
            now: { UInt64(max(0, time(nil))) },
            sleep: { try await Task.sleep(for: $0) },
            connect: { access, relayKey in
                RelayClient(address: settings.relay, access: access, socks: settings.socks, relayKey: relayKey)
            },
            connectApart: { access, relayKey in
                RelayClient(
                    address: settings.relay, access: access, socks: settings.socks, isApart: true, relayKey: relayKey)
            },
            runsInBackground: true)
    }
}
