// SPDX-License-Identifier: AGPL-3.0-or-later
import Synchronization

/// A bound on messages with files that are received at once.
final class UploadPlaces: Sendable {
    private static let pause: Duration = .milliseconds(100)

    private let free: Mutex<Int>
    private let patience: Duration

    init(count: Int, patience: Duration) {
        free = Mutex(max(1, count))
        self.patience = patience
    }

    /// Waits for a place as long as the settings say. True: the caller has it and must ``leave()``.
    func enter() async throws -> Bool {
        var waited: Duration = .zero
        while true {
            if take() { return true }
            guard waited < patience else { return false }
            try await Task.sleep(for: Self.pause)
            waited += Self.pause
        }
    }

    func leave() { free.withLock { $0 += 1 } }

    private func take() -> Bool {
        free.withLock { free in
            guard free > 0 else { return false }
            free -= 1
            return true
        }
    }
}
