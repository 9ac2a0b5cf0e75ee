// SPDX-License-Identifier: AGPL-3.0-or-later

/// Who said something, when and where in the ledger: all that most parts need to know of an entry beside its event.
struct Saying: Hashable, Sendable {
    let entry: ID<Entry>
    let sequence: UInt64
    let device: ID<Device>
    /// How many entries of the ledger the device had seen beside its own.
    let seen: UInt64
    /// The member whose device wrote the entry.
    let member: ID<Member>
    /// Whether the member was counsel at that place in the ledger.
    let isCounsel: Bool
    /// Seconds since 1970, by the author's clock.
    let recordedAt: UInt64

    var day: Day { Day(at: recordedAt) }

    var place: SaidAt { SaidAt(sequence: sequence, device: device, seen: seen) }
}

/// Where something was said, and how much its author knew: what was said apart is told from what answers it
/// (docs/decisions/0040).
struct SaidAt: Hashable, Sendable {
    let sequence: UInt64
    let device: ID<Device>
    let seen: UInt64

    /// Whether whoever said this knew `other`.
    func hasSeen(_ other: SaidAt) -> Bool {
        other.sequence < seen || (other.device == device && other.sequence < sequence)
    }
}

extension FoldContext {
    var saying: Saying {
        Saying(
            entry: entry.id, sequence: sequence, device: entry.author, seen: entry.seen, member: author,
            isCounsel: members.roles(of: author, before: sequence).contains(.counsel), recordedAt: second)
    }
}
