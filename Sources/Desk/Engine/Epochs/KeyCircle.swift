// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework

/// Who is given one set of keys, and which epochs these keys had (docs/decisions/0022-epochs-follow-who-holds.md).
///
/// Desks write without seeing each other, so an epoch may start while somebody leaves, or somebody may be given the keys
/// while an epoch starts. Whether the epoch in use is right follows from what its author had seen; every desk comes to the
/// same answer from the same entries.
struct KeyCircle: Sendable {
    private struct Epoch {
        let number: UInt32
        let standing: Standing
    }

    private var epochs: [Epoch] = []
    private var joined: [ID<Member>: Standing] = [:]
    private var left: [ID<Member>: Standing] = [:]

    /// The epoch to seal with: the one that started last in the ledger. The first is 1.
    var currentEpoch: UInt32 { epochs.last?.number ?? 1 }

    mutating func start(_ epoch: UInt32, _ standing: Standing) {
        epochs.append(Epoch(number: epoch, standing: standing))
    }

    /// Keeps the first alone, which the organisation's founding started.
    mutating func forgetLaterEpochs() { epochs.removeLast(max(0, epochs.count - 1)) }

    mutating func join(_ member: ID<Member>, _ standing: Standing) {
        joined[member] = standing
        left[member] = nil
    }

    mutating func leave(_ member: ID<Member>, _ standing: Standing) {
        if joined[member] != nil, left[member] == nil { left[member] = standing }
    }

    /// Members who are to have the keys, removed ones left out.
    func members(without removals: [ID<Member>: Standing]) -> Set<ID<Member>> {
        Set(joined.keys.filter { left[$0] == nil && removals[$0] == nil })
    }

    /// Whether somebody has the key in use who is not to have it, or lacks a key who is to have it. Then a new epoch has to
    /// start, with every earlier key, whose author has seen who holds now.
    func needsEpoch(given removals: [ID<Member>: Standing]) -> Bool {
        guard let current = epochs.last?.standing else { return false }
        return joined.contains { member, joining in
            if let leaving = left[member] ?? removals[member] { return !current.knew(leaving) }
            return !hasEveryKey(joining)
        }
    }

    /// The numbers of all epochs, whose keys a new one's grant has to hold.
    var numbers: [UInt32] { epochs.map(\.number) }

    /// Whoever joined was given the epochs that were known to whoever let them in. An epoch's author who knew that they
    /// had joined gave them that epoch, and every earlier one that this author knew.
    private func hasEveryKey(_ joining: Standing) -> Bool {
        let given = epochs.filter { $0.standing.knew(joining) }
        return epochs.allSatisfy { epoch in
            joining.knew(epoch.standing) || given.contains { $0.standing.knew(epoch.standing) }
        }
    }
}
