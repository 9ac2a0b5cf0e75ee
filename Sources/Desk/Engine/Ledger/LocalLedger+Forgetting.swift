// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import DeskFormats
internal import Sealing

/// Destroying what this machine has of something. The leaves stay, so the tree still holds.
extension LocalLedger {
    /// Drops intake keys that were replaced before `second` from memory and from the sealed state, and zeroes their
    /// grants in the file. Gives the sequences, which the relay is to erase too.
    func forgetIntakes(
        replacedBefore second: UInt64, notFromTheFutureAt now: UInt64
    ) throws(LedgerTrouble) -> [Int] {
        let expired = projection.forgetIntakes(replacedBefore: second, notFromTheFutureAt: now)
        try destroy(expired)
        return expired
    }

    /// Destroys what this machine has of a compartment: its keys, its entries, the grants that hold its keys.
    func erase(_ compartment: ID<Compartment>) throws(LedgerTrouble) {
        try destroy(projection.erase(compartment))
    }

    /// Destroys entries of the intake, and folds what is left of it.
    func eraseFromIntake(_ places: [Int]) async throws(LedgerTrouble) {
        try destroy(places)
        try await reread(.intake)
        try save()
    }

    /// Destroys the copies of those entries of the intake that this machine has no key for.
    func eraseClosedIntake(_ places: Set<Int>) throws(LedgerTrouble) {
        try destroy(projection.dropClosed(places, of: .intake))
    }

    private func destroy(_ places: [Int]) throws(LedgerTrouble) {
        guard !places.isEmpty else { return }
        verified.keys = projection.keys
        verified.grants = projection.grants
        verified.erased.formUnion(places)
        mappedCount = 0
        // The state first: after a crash the next unlock finds what was to be erased and erases it.
        try save()
        for place in places { try storing { () throws(StorageError) in try log.erase(place) } }
    }
}
