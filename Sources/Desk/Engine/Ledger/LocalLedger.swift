// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import RelayAPI
internal import Sealing

/// Why the local copy of the ledger cannot be used as it is.
enum LedgerTrouble: Error {
    case storage(StorageError)
    /// An entry that was checked once is no longer what it was. The relay can help: ``LedgerRepair``.
    case damaged
    /// What this machine had checked is lost: it has to check the ledger against the relay again.
    case stateLost
}

/// This machine's copy of the ledger and what it amounts to. Entries up to ``VerifiedState/count`` were checked against
/// a signed checkpoint and one by one; entries behind that are only downloaded.
final class LocalLedger {
    let files: DeskDirectory
    private let storageKey: LocalStorageKey
    private let reader: EntryReader
    private let identities: [HybridIdentity]
    private let log: LedgerLog
    private var tree = LedgerTree()
    private(set) var verified: VerifiedState
    private(set) var projection: Projection
    /// What was checked stands in memory only, because the disk refused it; ``saveAgain()`` until it does not.
    private(set) var isUnsaved = false

    private static let batchByteCount = 4 << 20
    private static let batchCount = 256

    /// Reads what is there: one pass over the file, all cores. `recovery` opens grants beside the device's own identity.
    @concurrent static func open(
        in files: DeskDirectory, _ secrets: DeviceSecrets, recovery: HybridIdentity? = nil
    ) async throws(LedgerTrouble) -> sending LocalLedger {
        let ledger = try LocalLedger(files, secrets, recovery)
        try await ledger.load()
        return ledger
    }

    private init(_ files: DeskDirectory, _ secrets: DeviceSecrets, _ recovery: HybridIdentity?) throws(LedgerTrouble) {
        self.files = files
        storageKey = secrets.storageKey
        reader = EntryReader(ledgerKey: secrets.ledgerKey)
        identities = [secrets.device.identity] + [recovery].compactMap { $0 }
        do {
            let state = try VerifiedState.load(from: files, secrets.storageKey)
            if state == nil, files.exists(VerifiedState.name) { throw LedgerTrouble.stateLost }
            verified = state ?? VerifiedState()
            log = try LedgerLog(in: files)
        } catch let error as StorageError {
            throw .storage(error)
        } catch {
            throw .stateLost
        }
        projection = Projection(
            directory: DeviceDirectory(organisation: secrets.fingerprint), keys: verified.keys,
            intakeGrants: verified.intakeGrants)
    }

    /// How many entries are here, checked or not.
    var downloadedCount: Int { log.count }

    /// The root over the first `size` entries, checked or not.
    func root(at size: Int) -> [UInt8]? { tree.root(at: size) }

    /// Entries are here, and none of them was ever checked.
    var isUncheckedThroughout: Bool { verified.count == 0 && log.count > 0 }

    private func load() async throws(LedgerTrouble) {
        var cut: Int?
        while cut == nil {
            let items = try storing { () throws(StorageError) in try log.scan(about: Self.batchByteCount) }
            if items.isEmpty { break }
            let reads = await reader.read(items, with: projection.keys)
            for (item, read) in zip(items, reads) {
                let sequence = Int(item.sequence)
                if case .damaged = read {
                    guard sequence >= verified.count else { throw .damaged }
                    cut = sequence
                    break
                }
                if sequence < verified.count, item.payload == nil, !verified.allowsMissingPayload(sequence) {
                    throw .damaged
                }
                tree.append(leaf: item.leaf)
                guard sequence < verified.count, verified.rejections[sequence] == nil else { continue }
                projection.takeChecked(read, sequence: sequence)
            }
        }
        guard tree.root(at: verified.count) == verified.root else { throw .damaged }
        try storing { () throws(StorageError) in
            try log.truncate(to: cut ?? log.count)
            for sequence in verified.erased { try log.erase(sequence) }
        }
    }

    // MARK: - Growing

    /// Takes entries in as they were downloaded; nothing is believed yet. Durable when it returns.
    func append(_ items: [LedgerItem]) throws(LedgerTrouble) {
        try storing { () throws(StorageError) in try log.append(items) }
        for item in items { tree.append(leaf: item.leaf) }
    }

    /// Forgets what was downloaded and not checked.
    func dropUnchecked() throws(LedgerTrouble) {
        try storing { () throws(StorageError) in try log.truncate(to: verified.count) }
        tree.truncate(to: verified.count)
    }

    /// Checks what was downloaded, entry by entry, after its tree was found to match `note`, and remembers it as checked.
    /// Entries whose authors had seen another history are remembered in ``VerifiedState/disputed``.
    func check(upTo note: CheckpointNote, progress: (Int) -> Void) async throws(LedgerTrouble) {
        let target = Int(note.checkpoint.size)
        var next = verified
        for start in stride(from: verified.count, to: target, by: Self.batchCount) {
            let items = try items(start..<min(start + Self.batchCount, target))
            let reads = await reader.read(items, with: projection.keys)
            for (item, read) in zip(items, reads) {
                let sequence = Int(item.sequence)
                do {
                    let seen = try projection.takeNew(read, sequence: sequence, identities: identities)
                    if let seen, !isOurs(seen, before: sequence) { next.disputed.append(sequence) }
                } catch {
                    next.rejections[sequence] = error
                }
            }
            progress(start + items.count)
        }
        next.count = target
        next.root = note.checkpoint.root
        next.note = note.text
        try await finish(next)
    }

    private func finish(_ next: VerifiedState) async throws(LedgerTrouble) {
        var next = next
        next.keys = projection.keys
        next.intakeGrants = projection.intakeGrants
        verified = next
        if projection.hasLateKey { try await replay() }
        try save()
    }

    /// Reads the whole ledger again with every key that there is, checking each signature: for keys that were granted
    /// after what they open was written.
    private func replay() async throws(LedgerTrouble) {
        var again = Projection(
            directory: DeviceDirectory(organisation: projection.directory.organisation), keys: projection.keys,
            intakeGrants: projection.intakeGrants)
        for start in stride(from: 0, to: verified.count, by: Self.batchCount) {
            let items = try items(start..<min(start + Self.batchCount, verified.count))
            for (item, read) in zip(items, await reader.read(items, with: again.keys)) {
                let sequence = Int(item.sequence)
                do throws(EntryRejection) {
                    _ = try again.takeNew(read, sequence: sequence, identities: identities)
                } catch {
                    verified.rejections[sequence] = error
                }
            }
        }
        projection = again
    }

    private func isOurs(_ seen: SeenHistory, before sequence: Int) -> Bool {
        guard seen.size <= UInt64(sequence) else { return false }
        return tree.root(at: Int(seen.size)) == seen.root
    }

    private func items(_ range: Range<Int>) throws(LedgerTrouble) -> [LedgerItem] {
        var items: [LedgerItem] = []
        for index in range {
            let payload = try storing { () throws(StorageError) in try log.payload(index) }
            items.append(LedgerItem(sequence: UInt64(index), leaf: tree.leaf(index), payload: payload))
        }
        return items
    }

    // MARK: - Forgetting

    /// Drops intake keys that were replaced before `second` from memory and from the sealed state, and zeroes their
    /// grants in the file. Gives the sequences, which the relay is to erase too.
    func forgetIntakes(replacedBefore second: UInt64) throws(LedgerTrouble) -> [Int] {
        guard !projection.keys.forgetIntakes(replacedBefore: second).isEmpty else { return [] }
        let kept = Set(projection.keys.intakes.map(\.second))
        let expired = projection.intakeGrants.filter { !kept.contains($0.value) }.keys.sorted()
        for sequence in expired { projection.intakeGrants[sequence] = nil }
        verified.keys = projection.keys
        verified.intakeGrants = projection.intakeGrants
        verified.erased.formUnion(expired)
        // The state first: after a crash the next unlock finds what was to be erased and erases it.
        try save()
        for sequence in expired { try storing { () throws(StorageError) in try log.erase(sequence) } }
        return expired
    }

    /// A person has looked at the entries in question.
    func settleDisputes() throws(LedgerTrouble) {
        verified.disputed = []
        try save()
    }

    /// Saves what the disk refused earlier, if anything.
    func saveAgain() throws(LedgerTrouble) {
        if isUnsaved { try save() }
    }

    private func save() throws(LedgerTrouble) {
        isUnsaved = true
        try storing { () throws(StorageError) in try verified.save(in: files, storageKey) }
        isUnsaved = false
    }

    private func storing<Value>(_ work: () throws(StorageError) -> Value) throws(LedgerTrouble) -> Value {
        do { return try work() } catch { throw .storage(error) }
    }
}
