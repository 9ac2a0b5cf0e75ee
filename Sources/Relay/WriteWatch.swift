// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayAPI
import Synchronization

/// Remembers how the last write ended, so that health says what a visitor would be told now.
final class WriteWatch: Sendable {
    private let last = Mutex<Problem?>(nil)

    /// Why the last write failed; nil where it did not, or where there was none.
    var problem: Problem? { last.withLock { $0 } }

    func succeeded() { last.withLock { $0 = nil } }
    func failed(_ problem: Problem) { last.withLock { $0 = problem } }
}
