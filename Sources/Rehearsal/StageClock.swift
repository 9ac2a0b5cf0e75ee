// SPDX-License-Identifier: AGPL-3.0-or-later
import Synchronization

/// The world's time. Every desk of the world reads it, so that what happened a year ago is signed as of a year ago.
final class StageClock: Sendable {
    private let second: Mutex<UInt64>

    init(_ second: UInt64) { self.second = Mutex(second) }

    /// Seconds since 1970.
    var now: UInt64 { second.withLock { $0 } }

    /// Time does not go back.
    func turn(to next: UInt64) { second.withLock { $0 = max($0, next) } }
}
