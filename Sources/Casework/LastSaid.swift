// SPDX-License-Identifier: AGPL-3.0-or-later

/// The last entry of each device about one matter: enough to tell whether somebody had seen all that was said of it.
struct LastSaid: Hashable, Sendable {
    struct Word: Hashable, Sendable {
        let entry: ID<Entry>
        let sequence: UInt64
    }

    private var standings: [ID<Device>: Standing] = [:]
    /// The last of them in the ledger.
    private(set) var last: Word?

    mutating func add(_ context: FoldContext) {
        standings[context.standing.author] = context.standing
        last = Word(entry: context.entry.id, sequence: context.sequence)
    }

    /// Whether whoever spoke from there had seen every one of them.
    func isKnown(to standing: Standing) -> Bool { standings.values.areSeen(from: standing) }
}
