// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayAPI

extension WorkRequest {
    /// Solves at the bench, for seconds of hashing would hold up everything else on the shared threads. Nil when the task was
    /// cancelled.
    func solveApart(subject: [UInt8]) async -> WorkProof? {
        await WorkBench.shared.perform(difficulty: difficulty) { cancellation in
            solve(subject: subject) { cancellation.isCancelled }
        }
    }
}
