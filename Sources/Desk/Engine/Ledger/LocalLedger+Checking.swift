// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import RelayAPI
internal import Sealing

/// Believing what was downloaded, entry by entry. Layers and signatures take nearly all of the time and do not depend on
/// order, so they are done on every core, one batch ahead; what depends on order is done here, in order.
extension LocalLedger {
    private static let batchCount = 2_048
    private static let batchByteCount = 8 << 20

    /// Checks what was downloaded, after its tree was found to match `note`, and remembers it as checked. Entries whose
    /// authors had seen another history are remembered in ``VerifiedState/disputed``.
    func check(upTo note: CheckpointNote, progress: (Int) -> Void) async throws(LedgerTrouble) {
        let target = Int(note.checkpoint.size)
        var next = verified
        var batch = try items(from: verified.count, to: target)
        var reads = await projection.reader.read(batch)
        while let last = batch.last {
            let following = try items(from: Int(last.sequence) + 1, to: target)
            let reader = projection.reader
            async let ahead = reader.read(following)
            for (item, read) in zip(batch, reads) { take(read, at: Int(item.sequence), into: &next) }
            progress(Int(last.sequence) + 1)
            reads = await ahead
            batch = following
        }
        next.count = target
        next.root = note.checkpoint.root
        next.note = note.text
        take(next)
        if projection.places.hasLateLedgerKey { try await replay() }
        for compartment in projection.places.late.sorted() { try await reread(compartment) }
        verified.keys = projection.keys
        verified.grants = projection.grants
        try save()
    }

    private func take(_ read: ReadEntry, at place: Int, into state: inout VerifiedState) {
        do throws(EntryRejection) {
            let seen = try projection.takeNew(read, sequence: place, identities: identities)
            if let seen, !isOurs(seen, before: place) { state.disputed.append(place) }
        } catch {
            state.rejections[place] = error
        }
    }

    /// Reads one compartment again, of which a key came after some of its entries. Each is held against those who could
    /// speak when it was written.
    func reread(_ compartment: ID<Compartment>) async throws(LedgerTrouble) {
        let (all, unopened) = projection.beginRereading(compartment)
        let places = all.filter { !verified.erased.contains($0) }
        var state = verified
        for start in stride(from: 0, to: places.count, by: Self.batchCount) {
            let batch = places[start..<min(start + Self.batchCount, places.count)]
            let items = try batch.map { place throws(LedgerTrouble) in try item(place) }
            for (place, read) in zip(batch, await projection.reader.read(items)) {
                var scratch = state
                take(read, at: place, into: &scratch)
                // Somebody may have settled what was disputed when it was first opened.
                state.rejections = scratch.rejections
                if unopened.contains(place) { state.disputed = scratch.disputed }
            }
        }
        verified = state
    }

    /// Reads the whole ledger again with every key that there is, checking each signature: for a ledger key that came
    /// after entries under it, which may have admitted or removed somebody.
    private func replay() async throws(LedgerTrouble) {
        projection = projection.emptied
        var state = verified
        state.rejections = [:]
        state.disputed = []
        var start = 0
        while start < verified.count {
            let batch = try items(from: start, to: verified.count)
            for (item, read) in zip(batch, await projection.reader.read(batch)) {
                take(read, at: Int(item.sequence), into: &state)
            }
            start += batch.count
        }
        state.disputed = verified.disputed
        verified = state
        if projection.places.hasLateLedgerKey { try await replay() }
    }

    private func isOurs(_ seen: SeenHistory, before sequence: Int) -> Bool {
        guard seen.size <= UInt64(sequence) else { return false }
        return tree.root(at: Int(seen.size)) == seen.root
    }

    private func item(_ place: Int) throws(LedgerTrouble) -> LedgerItem {
        let payload = try storing { () throws(StorageError) in try log.payload(place) }
        return LedgerItem(sequence: UInt64(place), leaf: tree.leaf(place), payload: payload)
    }

    /// The next entries, as many as make a batch.
    private func items(from start: Int, to end: Int) throws(LedgerTrouble) -> [LedgerItem] {
        var items: [LedgerItem] = []
        var byteCount = 0
        for place in start..<max(start, end) where items.count < Self.batchCount && byteCount < Self.batchByteCount {
            byteCount += log.records[place].byteCount
            items.append(try item(place))
        }
        return items
    }
}
