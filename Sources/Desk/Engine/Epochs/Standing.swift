// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework

/// Where an entry stands in the ledger, and how much of the ledger its author had seen.
struct Standing: Hashable, Sendable {
    let sequence: UInt64
    let author: ID<Device>
    /// The author's desk had this many entries when it wrote.
    let seenSize: UInt64

    /// Whether the author of this entry had seen the other: it was in the ledger that they had, or they had written it, or it
    /// is this one.
    func knew(_ other: Standing) -> Bool {
        other.sequence < seenSize || (other.author == author && other.sequence <= sequence)
    }
}
