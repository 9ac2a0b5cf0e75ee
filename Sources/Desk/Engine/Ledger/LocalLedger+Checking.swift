// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import DeskFormats
internal import RelayAPI
internal import Sealing

/// Believing what was downloaded, entry by entry. Layers and signatures take nearly all of the time and do not depend on
/// order, so they are done on every core, one batch ahead; what depends on order is done here, in order.
extension LocalLedger {
    private static let batchCount = 2_048
    private static let batchByteCount = 8 << 20
    /// Entries that are taken in one go.
    private static let stretchCount = 128

    /// Checks what was downloaded, after its tree was found to match `note`, and remembers it as checked. Entries whose
    /// authors had seen another history are remembered in ``VerifiedState/disputed``.
    ///
    /// Where there is much, the newest compartments come first, and `progress` may show what has come so far: all of that was
    /// checked like everything else.
    func check(upTo note: CheckpointNote, progress: (ReadingProgress) -> Void) async throws(LedgerTrouble) {
        try await list(upTo: note, progress: progress)
        try await readOn(progress: progress)
    }

    /// The first part of ``check(upTo:progress:)``: what concerns everybody. The rest waits in ``opening``, if there is much of it.
    func list(upTo note: CheckpointNote, progress: (ReadingProgress) -> Void) async throws(LedgerTrouble) {
        let target = Int(note.checkpoint.size)
        let readsNewestFirst = target - verified.count >= newestFirstFrom
        var next = verified
        // Where nothing is shown before all was read, nothing is taken back; and what is held twice is copied with each change.
        let before = readsNewestFirst ? projection : nil
        projection.defersCompartments = readsNewestFirst
        defer { projection.defersCompartments = false }
        do throws(LedgerTrouble) {
            try await takeInOrder(upTo: target, into: &next) {
                progress(.listed($0, of: target - verified.count, isAll: !readsNewestFirst))
            }
        } catch {
            // Nothing of it counts: the next pass begins again with the same entries.
            if let before { projection = before }
            throw error
        }
        next.count = target
        next.root = note.checkpoint.root
        next.note = note.text
        guard let before else { return try await finish(next) }
        opening = Opening(.checking(next, before: before), CompartmentQueue(projection.compartmentsToRead()))
    }

    /// - Parameter progress: given how many entries were taken.
    private func takeInOrder(
        upTo target: Int, into next: inout VerifiedState, _ progress: (Int) -> Void
    ) async throws(LedgerTrouble) {
        var batch = try items(from: verified.count, to: target)
        var reads = await reader.read(batch)
        while let last = batch.last {
            let following = try items(from: Int(last.sequence) + 1, to: target)
            let reader = reader
            async let ahead = reader.read(following)
            for (number, (item, read)) in zip(batch, reads).enumerated() {
                try take(read, at: Int(item.sequence), into: &next)
                await letOthersIn(after: number)
            }
            progress(Int(last.sequence) + 1 - verified.count)
            reads = await ahead
            batch = following
            try goOn()
        }
    }

    /// Reads what was left for later, compartment by compartment. Each folds by itself, so the result is the same as in the order of
    /// the ledger (docs/decisions/0016-a-case-is-its-compartments.md, 0028-the-newest-first.md).
    func readNewestFirst(
        into state: inout VerifiedState, _ queue: inout CompartmentQueue, _ progress: (ReadingProgress) -> Void
    ) async throws(LedgerTrouble) {
        var stretch = queue.nextStretch(stretchCount)
        var reads = await reader.read(try items(at: stretch.places))
        while !stretch.isEmpty {
            let following = queue.nextStretch(stretchCount)
            let (reader, items) = (reader, try items(at: following.places))
            async let ahead = reader.read(items)
            for part in stretch.begun { projection.beginReading(deferred: part.compartment) }
            for (number, (place, read)) in zip(stretch.places, reads).enumerated() {
                try take(read, at: place, into: &state)
                await letOthersIn(after: number)
            }
            if stretch.isLast { progress(.opened(queue.readCount - following.begunCount, of: queue.totalCount)) }
            reads = await ahead
            stretch = following
            try goOn()
        }
    }

    /// Everything was read: what came late is read again, and all of it is remembered.
    func finish(_ checked: VerifiedState) async throws(LedgerTrouble) {
        var checked = checked
        checked.disputed.sort()
        take(checked)
        if projection.places.hasLateLedgerKey { try await replay() }
        try await reread(projection.places.late.sorted())
        try save()
    }

    /// With what is known now; compartments only where they are not left for later.
    private var reader: EntryReader {
        var reader = projection.reader(identities)
        reader.leavesCompartments = projection.defersCompartments
        return reader
    }

    /// Now and then, so that a page which asks the workspace meanwhile does not wait for a whole batch. What is half read is not
    /// visible: pages go by what the last batch left.
    func letOthersIn(after number: Int) async {
        if number % Self.stretchCount == Self.stretchCount - 1 { await Task.yield() }
    }

    /// Nobody waits for a desk that was locked meanwhile.
    func goOn() throws(LedgerTrouble) {
        if Task.isCancelled { throw .interrupted }
    }

    private func items(at places: ArraySlice<Int>) throws(LedgerTrouble) -> [LedgerItem] {
        try places.map { place throws(LedgerTrouble) in try item(place) }
    }

    private func take(_ read: ReadEntry, at place: Int, into state: inout VerifiedState) throws(LedgerTrouble) {
        // It was whole when it was downloaded: this machine's copy has been damaged since, and its author is not to pay for it.
        if case .damaged = read { throw .damaged }
        do throws(EntryRejection) {
            let isOurs = try projection.takeNew(read, sequence: place, identities: identities) { seen in
                self.isOurs(seen, before: place)
            }
            guard isOurs == false else { return }
            state.disputed.append(place)
            state.foreign.insert(place)
        } catch {
            state.rejections[place] = error
        }
    }

    /// Reads compartments again, of which a key came after some of their entries.
    func reread(_ compartments: [ID<Compartment>]) async throws(LedgerTrouble) {
        guard !compartments.isEmpty else { return }
        let before = projection
        beforeRereading = before
        defer { beforeRereading = nil }
        do throws(LedgerTrouble) {
            for compartment in compartments { try await takeAgain(compartment) }
        } catch {
            projection = before
            throw error
        }
    }

    /// Each entry is held against those who could speak when it was written.
    private func takeAgain(_ compartment: ID<Compartment>) async throws(LedgerTrouble) {
        let (all, unopened) = projection.beginRereading(compartment)
        let places = all.filter { !verified.erased.contains($0) }
        var state = verified
        for start in stride(from: 0, to: places.count, by: Self.batchCount) {
            let batch = places[start..<min(start + Self.batchCount, places.count)]
            let items = try items(at: batch)
            for (place, read) in zip(batch, await reader.read(items)) {
                var scratch = state
                try take(read, at: place, into: &scratch)
                // Somebody may have settled what was disputed when it was first opened.
                state.rejections = scratch.rejections
                state.foreign = scratch.foreign
                if unopened.contains(place) { state.disputed = scratch.disputed }
            }
        }
        verified = state
    }

    /// Reads the whole ledger again with every key that there is, checking each signature: for a ledger key that came
    /// after entries under it, which may have admitted or removed somebody.
    private func replay() async throws(LedgerTrouble) {
        let (before, believed) = (projection, verified)
        beforeRereading = before
        defer { beforeRereading = nil }
        do throws(LedgerTrouble) {
            try await takeAllAgain { _ in }
        } catch {
            (projection, verified) = (before, believed)
            throw error
        }
    }

    /// - Parameter progress: given which part of it was read.
    private func takeAllAgain(_ progress: (Double) -> Void) async throws(LedgerTrouble) {
        projection = projection.emptied
        var state = verified
        state.rejections = [:]
        state.disputed = []
        var start = 0
        while start < verified.count {
            let batch = try items(from: start, to: verified.count)
            for (number, (item, read)) in zip(batch, await reader.read(batch)).enumerated() {
                try take(read, at: Int(item.sequence), into: &state)
                await letOthersIn(after: number)
            }
            start += batch.count
            progress(Double(start) / Double(verified.count))
            try goOn()
        }
        state.disputed = verified.disputed
        verified = state
        if projection.places.hasLateLedgerKey { try await takeAllAgain(progress) }
    }

    /// Finds which authors had been shown another history, where an earlier version wrote down what was checked and believed them.
    /// - Parameter progress: given which part of the ledger was read.
    func findForeign(_ progress: (Double) -> Void) async throws(LedgerTrouble) {
        guard verified.lacksForeign else { return }
        // Nothing is shown yet, so nothing is held twice.
        try await takeAllAgain(progress)
        verified.lacksForeign = false
        // What the disk refuses now it is asked again before the next download.
        try? save()
    }

    /// Whose entries named another history, as far as a page can show them.
    func disputeAuthors() -> Set<ID<Device>> {
        let reader = EntryReader(keys: projection.keys, directory: nil)
        return Set(
            verified.disputed.prefix(Self.stretchCount).compactMap { place in
                guard let item = try? item(place) else { return nil }
                return switch reader.read(item) {
                case .event(let examined, _), .grant(let examined, _): examined.signed.author
                case .closed, .locked, .rejected, .damaged: nil
                }
            })
    }

    private func isOurs(_ seen: SeenHistory, before sequence: Int) -> Bool {
        guard seen.size <= UInt64(sequence) else { return false }
        return roots.root(at: Int(seen.size), of: tree) == seen.root
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
