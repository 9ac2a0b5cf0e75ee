// SPDX-License-Identifier: AGPL-3.0-or-later

/// What can happen to a statement.
public enum StatementEvent: Hashable, Sendable, Confidential {
    indirect case opened(StatedStatement)
    /// The next question and its answer; numbers run from 1 without gaps.
    indirect case answered(ID<Statement>, number: UInt32, Asked)
    /// The person adds to an answer. The answer stays as it was.
    case added(ID<Statement>, number: UInt32, heardOn: Day, text: String)
    case closed(ID<Statement>, isReadBack: Bool, StatementConfirmation, note: String)
}
