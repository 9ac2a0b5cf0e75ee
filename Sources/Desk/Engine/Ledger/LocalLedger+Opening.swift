// SPDX-License-Identifier: AGPL-3.0-or-later
import DeskFormats

/// What of the ledger is still to be read. What the projection has so far is whole compartments, each of them checked; the rest is
/// not there yet.
struct Opening {
    enum Purpose {
        /// A long stretch that was downloaded: what is known of it so far, and what there was before it.
        case checking(VerifiedState, before: Projection)
        /// A ledger that was checked before, after unlocking; its leaves as far as they were read.
        case unlocking(KnownLeaves)
    }

    var purpose: Purpose
    var queue: CompartmentQueue

    init(_ purpose: Purpose, _ queue: CompartmentQueue) {
        self.purpose = purpose
        self.queue = queue
    }
}

extension LocalLedger {
    /// Reads what is left. Does nothing where nothing is.
    func readOn(progress: (ReadingProgress) -> Void) async throws(LedgerTrouble) {
        guard var opening else { return }
        switch opening.purpose {
        case .checking(var checked, let before):
            do throws(LedgerTrouble) {
                try await readNewestFirst(into: &checked, &opening.queue, progress)
            } catch {
                // Nothing of it counts: the next pass begins again with the same entries.
                (self.opening, projection) = (nil, before)
                throw error
            }
            self.opening = nil
            try await finish(checked)
        case .unlocking(var leaves):
            opening.purpose = .unlocking(KnownLeaves(count: 0))
            do throws(LedgerTrouble) {
                try await unlockNewestFirst(&opening.queue, &leaves, atMost: .max, progress)
                try await finishUnlocking(&leaves)
            } catch {
                if case .interrupted = error { throw error }
                // The next unlocking is not to trust it again: it reads from the first entry, and mends.
                try storing { () throws(StorageError) in try files.remove(LedgerMap.name) }
                throw error
            }
            self.opening = nil
        }
    }
}
