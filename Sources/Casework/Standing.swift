// SPDX-License-Identifier: AGPL-3.0-or-later

/// Where an entry stands in the ledger, and how much of the ledger its author had seen.
package struct Standing: Hashable, Sendable {
    package let sequence: UInt64
    package let author: ID<Device>
    /// The author's desk had this many entries when it wrote.
    package let seenSize: UInt64

    package init(sequence: UInt64, author: ID<Device>, seenSize: UInt64) {
        self.sequence = sequence
        self.author = author
        self.seenSize = seenSize
    }

    /// Whether the author of this entry had seen the other: it was in the ledger that they had, or they had written it, or it
    /// is this one.
    package func knew(_ other: Standing) -> Bool {
        other.sequence < seenSize || (other.author == author && other.sequence <= sequence)
    }

    /// Whether neither author had seen the other's entry: which of the two was first nobody can say.
    package func isApart(from other: Standing) -> Bool { !knew(other) && !other.knew(self) }
}

extension LedgerEvent {
    package var standing: Standing { Standing(sequence: sequence, author: author, seenSize: seenSize) }
}
