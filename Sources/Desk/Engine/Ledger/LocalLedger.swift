// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Casework
internal import DeskFormats
internal import RelayAPI
internal import Sealing

/// Why the local copy of the ledger cannot be used as it is.
enum LedgerTrouble: Error {
    case storage(StorageError)
    /// An entry that was checked once is no longer what it was. The relay can help: ``LedgerRepair``.
    case damaged
    /// What this machine had checked is lost: it has to check the ledger against the relay again.
    case stateLost
    /// Nobody needs it any more.
    case interrupted
}

/// This machine's copy of the ledger and what it amounts to. Entries up to ``VerifiedState/count`` were checked against
/// a signed checkpoint and one by one; entries behind that are only downloaded.
final class LocalLedger {
    let files: DeskDirectory
    let storageKey: LocalStorageKey
    /// Grants are opened for these: this device's own first, and the recovery sheet's until this device was admitted by it.
    private(set) var identities: [HybridIdentity]
    let log: LedgerLog
    var tree = LedgerTree()
    var verified: VerifiedState
    var projection: Projection
    /// What stood before a part of the ledger was begun to be read again; nil while nothing is.
    var beforeRereading: Projection?
    var roots = KnownRoots()
    /// What of the ledger is still to be read; nil when all of it was.
    var opening: Opening?
    /// How many entries the sealed map covers.
    var mappedCount = 0
    /// From how many entries on a ledger is read newest first, and shown while it is read.
    let newestFirstFrom: Int
    /// Grants that others named as destroyed and that were looked at.
    var examinedGrants: Set<Int> = []
    /// What was checked stands in memory only, because the disk refused it; ``saveAgain()`` until it does not.
    private(set) var isUnsaved = false
    /// The keys that the disk has, and where.
    private var saved: (keys: HeldKeys.Revision, file: HeldKeys.File?)

    private static let batchByteCount = 4 << 20

    /// Reads what is there: one pass over the file, all cores. `recovery` opens grants beside the device's own identity.
    @concurrent static func open(
        in files: DeskDirectory, _ secrets: DeviceSecrets, recovery: HybridIdentity? = nil,
        newestFirstFrom: Int = WorkspaceSettings.usualNewestFirst
    ) async throws(LedgerTrouble) -> sending LocalLedger {
        let ledger = try LocalLedger(files, secrets, recovery, newestFirstFrom)
        if try await !ledger.loadWithMap() { try await ledger.loadRest() }
        return ledger
    }

    private init(
        _ files: DeskDirectory, _ secrets: DeviceSecrets, _ recovery: HybridIdentity?, _ newestFirstFrom: Int
    ) throws(LedgerTrouble) {
        self.newestFirstFrom = newestFirstFrom
        self.files = files
        storageKey = secrets.storageKey
        identities = [secrets.device.identity] + [recovery].compactMap { $0 }
        var held = HeldKeys()
        do {
            let state = try VerifiedState.load(from: files, secrets.storageKey)
            if state == nil, files.exists(VerifiedState.name) { throw LedgerTrouble.stateLost }
            verified = state ?? VerifiedState()
            log = try LedgerLog(in: files)
            if let file = verified.keyFile {
                guard let saved = try HeldKeys.load(file, from: files, secrets.storageKey) else {
                    throw LedgerTrouble.stateLost
                }
                held = saved
            }
            saved = (held.revision, verified.keyFile)
            // A crash may have left the file that counts no more, with keys that were destroyed.
            try HeldKeys.removeAll(but: verified.keyFile, from: files)
            for key in try LedgerKeyRecord.load(from: files, secrets.storageKey)?.keys ?? [] { held.accept(key) }
            held.accept(secrets.ledgerKey)
        } catch let error as StorageError {
            throw .storage(error)
        } catch {
            throw .stateLost
        }
        projection = Projection(
            organisation: secrets.fingerprint, device: secrets.device.id, held: held)
    }

    /// This device is admitted: the sheet gives it what there was then, and nothing that comes after.
    func forgetRecovery() { identities = Array(identities.prefix(1)) }

    /// What pages and acts go by: nothing is missing from it because it is being read again.
    var shown: Projection { beforeRereading ?? projection }

    /// How many entries are here, checked or not.
    var downloadedCount: Int { log.count }

    /// The root over the first `size` entries, checked or not.
    func root(at size: Int) -> [UInt8]? { tree.root(at: size) }

    /// Entries are here, and none of them was ever checked.
    var isUncheckedThroughout: Bool { verified.count == 0 && log.count > 0 }

    /// Reads the file from where its records are known to its end.
    func loadRest() async throws(LedgerTrouble) {
        let reader = EntryReader(keys: projection.keys, directory: nil)
        var cut: Int?
        while cut == nil {
            let items = try storing { () throws(StorageError) in try log.scan(about: Self.batchByteCount) }
            if items.isEmpty { break }
            let reads = await reader.read(items)
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
                projection.takeChecked(read, sequence: sequence, isOurs: !verified.foreign.contains(sequence))
            }
        }
        guard tree.root(at: verified.count) == verified.root else { throw .damaged }
        try storing { () throws(StorageError) in
            try log.truncate(to: cut ?? log.count)
            for sequence in verified.erased { try log.erase(sequence) }
        }
    }

    // MARK: - Growing

    /// Takes entries in as they were downloaded; nothing is believed yet.
    func append(_ items: [LedgerItem]) throws(LedgerTrouble) {
        try storing { () throws(StorageError) in try log.append(items) }
        for item in items { tree.append(leaf: item.leaf) }
    }

    /// Forgets what was downloaded and not checked.
    func dropUnchecked() throws(LedgerTrouble) {
        try storing { () throws(StorageError) in try log.truncate(to: verified.count) }
        tree.truncate(to: verified.count)
        roots.forget()
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

    /// What was checked is taken, and not yet on the disk.
    func take(_ checked: VerifiedState) {
        isUnsaved = true
        verified = checked
    }

    func save() throws(LedgerTrouble) {
        isUnsaved = true
        try storing { () throws(StorageError) in
            // Nothing is vouched for that the disk does not have.
            try log.sync()
            try LedgerKeyRecord(projection.keys.ledgerKeys).saveIfChanged(in: files, storageKey)
            let revision = projection.held.revision
            let isNew = revision !== saved.keys
            let file = isNew ? try projection.held.save(after: saved.file, in: files, storageKey) : saved.file
            verified.keyFile = file
            try verified.save(in: files, storageKey)
            saved = (revision, file)
            try HeldKeys.removeAll(but: file, from: files)
        }
        isUnsaved = false
        try saveMap()
    }

    func storing<Value>(_ work: () throws(StorageError) -> Value) throws(LedgerTrouble) -> Value {
        do { return try work() } catch { throw .storage(error) }
    }
}
