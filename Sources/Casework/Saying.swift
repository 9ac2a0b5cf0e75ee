// SPDX-License-Identifier: AGPL-3.0-or-later

/// Who said something, when and where in the ledger: all that most parts need to know of an entry beside its event.
struct Saying: Hashable, Sendable {
    let entry: ID<Entry>
    let sequence: UInt64
    /// The member whose device wrote the entry.
    let member: ID<Member>
    /// Whether the member was counsel at that place in the ledger.
    let isCounsel: Bool
    /// Whether the member was a director there.
    let isDirector: Bool
    /// Seconds since 1970, by the author's clock.
    let recordedAt: UInt64
    /// What its author had seen.
    let standing: Standing

    var day: Day { Day(at: recordedAt) }
}

extension FoldContext {
    var saying: Saying {
        let roles = members.roles(of: author, before: sequence)
        return Saying(
            entry: entry.id, sequence: sequence, member: author, isCounsel: roles.contains(.counsel),
            isDirector: roles.contains(.director), recordedAt: second, standing: standing)
    }
}
