// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation

/// A part's side of the pipe to its supervisor: commands come in as lines, and the end of the pipe means
/// that the supervisor is gone.
enum SupervisorLine {
    /// Lines from the supervisor; finishes when it is gone. Never finishes for a part that nobody supervises.
    static func commands(supervised: Bool) -> AsyncStream<String> {
        AsyncStream { continuation in
            guard supervised else { return }
            Thread.detachNewThread {
                while let line = readLine(strippingNewline: true) { continuation.yield(line) }
                continuation.finish()
            }
        }
    }
}
