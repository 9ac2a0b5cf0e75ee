// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayAPI
import RelayStore
import Synchronization

/// Decides who may read shelves: whoever shows the token whose hash a device has set here.
final class ShelfGate: Sendable {
    private let current: Mutex<ShelfLock?>

    init(lock: ShelfLock?) { current = Mutex(lock) }

    func lock(with lock: ShelfLock) { current.withLock { $0 = lock } }
    func isLocked(by lock: ShelfLock) -> Bool { current.withLock { $0 == lock } }

    /// Nothing opens a gate that nobody has locked yet. What is compared are hashes, so the time it takes says nothing.
    func opens(_ token: ShelfToken) -> Bool {
        current.withLock { $0 == ShelfLock(token.lock.bytes) }
    }
}
