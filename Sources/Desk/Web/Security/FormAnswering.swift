// SPDX-License-Identifier: AGPL-3.0-or-later
import Synchronization

/// How a form is being answered.
enum FormAnswering: Sendable {
    case first(Outcome)
    /// Once more, to show the same page in another language: whatever it would do is refused, as it was the first time.
    case again(WorkspaceError)

    @TaskLocal static var current: FormAnswering?

    /// What the workspace said.
    final class Outcome: Sendable {
        private let refusal = Mutex<WorkspaceError?>(nil)

        func note(_ error: WorkspaceError) { refusal.withLock { $0 = $0 ?? error } }

        /// What is said again; of a form that was not refused, that nothing was done by showing its answer again.
        var again: WorkspaceError { refusal.withLock { $0 } ?? .refused(EngineMessage.shownAgain) }
    }
}
