// SPDX-License-Identifier: AGPL-3.0-or-later
import Synchronization

@testable import Desk

extension SyncStatus {
    static var fresh: SyncStatus {
        var status = SyncStatus()
        status.connection = .online
        return status
    }
}

/// A clock that tests move.
final class TurnedClock: Sendable {
    private let offset = Mutex(Duration.zero)
    private let start = ContinuousClock.now
    var now: ContinuousClock.Instant { start + offset.withLock { $0 } }
    func advance(_ duration: Duration) { offset.withLock { $0 += duration } }
}
