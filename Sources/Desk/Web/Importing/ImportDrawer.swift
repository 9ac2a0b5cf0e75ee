// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Tables

/// A table between its upload and the confirmation that it may be written, in memory only; one for the whole desk.
actor ImportDrawer {
    struct Pending: Sendable {
        let table: Table
        /// The file's, to be told apart from another by whoever comes back; kept nowhere else.
        let name: String
        var mapping: ImportMapping
        /// Says that what is confirmed is what was shown.
        let token: String
    }

    private(set) var pending: Pending?
    /// What came of the last one, until somebody has seen it.
    private(set) var result: (outcome: ImportOutcome, brokenCount: Int)?

    func put(_ table: Table, named name: String, token: String) {
        pending = Pending(table: table, name: name, mapping: ImportMapping(table.heading), token: token)
        result = nil
    }

    func map(_ mapping: ImportMapping) { pending?.mapping = mapping }

    func finish(_ outcome: ImportOutcome, brokenCount: Int) {
        pending = nil
        result = (outcome, brokenCount)
    }

    func empty() {
        pending = nil
        result = nil
    }
}
