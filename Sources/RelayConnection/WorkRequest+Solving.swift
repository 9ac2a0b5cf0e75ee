// SPDX-License-Identifier: AGPL-3.0-or-later
import Dispatch
import RelayAPI
import Synchronization

extension WorkRequest {
    /// Solves on a thread of its own, for seconds of hashing would hold up everything else on the shared ones. Nil
    /// when the task was cancelled.
    func solveApart(subject: [UInt8]) async -> WorkProof? {
        let cancellation = Cancellation()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                DispatchQueue.global(qos: .utility).async {
                    continuation.resume(returning: solve(subject: subject) { cancellation.isCancelled })
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
    }
}

private final class Cancellation: Sendable {
    private let flag = Atomic(false)
    var isCancelled: Bool { flag.load(ordering: .relaxed) }
    func cancel() { flag.store(true, ordering: .relaxed) }
}
