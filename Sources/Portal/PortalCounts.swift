// SPDX-License-Identifier: AGPL-3.0-or-later
import Synchronization

/// What a portal remembers of its visitors: how many of each. No time, no order, nobody.
public final class PortalCounts: Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case messagesDelivered, filesStored, answersShown, answersUnverified
        case relayFailures, refusals, internalErrors, cardFailures
    }

    private let counts = Mutex<[Kind: UInt64]>([:])

    public init() {}

    public subscript(kind: Kind) -> UInt64 { counts.withLock { $0[kind] ?? 0 } }

    func add(_ kind: Kind, _ count: Int = 1) { counts.withLock { $0[kind, default: 0] += UInt64(count) } }
}
