// SPDX-License-Identifier: AGPL-3.0-or-later
import Synchronization

/// A store that lasts as long as the process: for tests, and for trying a relay out.
public final class MemoryStore: RelayStore {
    struct Removed {
        let digest: EnvelopeDigest
        let hour: UInt32
    }

    struct Drawers {
        var intake: [IntakeRecord] = []
        var known: Set<EnvelopeDigest> = []
        var digests: [UInt64: EnvelopeDigest] = [:]
        var removed: [Removed] = []
        var lastIntake: UInt64 = 0
        var slots: [SlotName: [UInt8]] = [:]
        var ledger: [LedgerRecord] = []
        var places: [LeafHash: UInt64] = [:]
        var devices: Set<DeviceKey> = []
        var relay: RelayKey?
        var keeping = KeepingRecord()
        /// Device days: the last number of intake when each began, and whether a claim came on it.
        var days: [UInt64: (intake: UInt64, isClaimed: Bool)] = [:]
        /// On which device day each blob came, and from which it has waited.
        var unclaimed: [BlobName: (day: UInt64, since: UInt64)] = [:]
    }

    private let memory: RemovalMemory
    let drawers = Mutex(Drawers())

    public init(removed memory: RemovalMemory = RemovalMemory(count: 100_000, hours: 720)) { self.memory = memory }

    public func addIntake(
        _ envelope: [UInt8], digest: EnvelopeDigest, hour: UInt32
    ) async throws(RelayStoreError) -> IntakeOutcome {
        drawers.withLock { drawers in
            guard drawers.known.insert(digest).inserted else { return .known }
            drawers.lastIntake += 1
            let sequence = drawers.lastIntake
            drawers.intake.append(IntakeRecord(sequence: sequence, hour: hour, envelope: envelope))
            drawers.digests[sequence] = digest
            return .stored(sequence: sequence)
        }
    }

    public func readIntake(
        after sequence: UInt64, limit: PageLimit
    ) async throws(RelayStoreError) -> [IntakeRecord] {
        drawers.withLock { page($0.intake.filter { $0.sequence > sequence }, limit) { $0.envelope.count } }
    }

    public func removeIntake(_ sequences: [UInt64], hour: UInt32) async throws(RelayStoreError) {
        drawers.withLock { drawers in
            let leaving = Set(sequences)
            drawers.intake.removeAll { leaving.contains($0.sequence) }
            for sequence in sequences {
                guard let digest = drawers.digests.removeValue(forKey: sequence) else { continue }
                drawers.removed.append(Removed(digest: digest, hour: hour))
            }
        }
    }

    public func readSlots(_ names: [SlotName]) async throws(RelayStoreError) -> [[UInt8]?] {
        drawers.withLock { drawers in names.map { drawers.slots[$0] } }
    }

    public func writeSlot(_ name: SlotName, content: [UInt8]) async throws(RelayStoreError) -> SlotOutcome {
        drawers.withLock { drawers in
            if let present = drawers.slots[name] { return present == content ? .unchanged : .conflict }
            drawers.slots[name] = content
            return .stored
        }
    }

    public func removeSlots(_ names: [SlotName]) async throws(RelayStoreError) {
        drawers.withLock { drawers in for name in names { drawers.slots[name] = nil } }
    }

    public func append(
        _ entries: [LedgerAppend], onto size: UInt64?
    ) async throws(RelayStoreError) -> AppendOutcome {
        drawers.withLock { drawers in
            let present = UInt64(drawers.ledger.count)
            if let size, size != present, !entries.allSatisfy({ drawers.places[$0.leaf] != nil }) {
                return .otherSize(present)
            }
            let sequences = entries.map { entry in
                if let place = drawers.places[entry.leaf] { return place }
                let place = UInt64(drawers.ledger.count)
                drawers.ledger.append(LedgerRecord(sequence: place, leaf: entry.leaf, entry: entry.entry))
                drawers.places[entry.leaf] = place
                return place
            }
            return .stored(sequences, before: present)
        }
    }

    public func readLedger(
        from sequence: UInt64, limit: PageLimit
    ) async throws(RelayStoreError) -> [LedgerRecord] {
        drawers.withLock { page($0.ledger.dropFirst(Int(clamping: sequence)), limit) { $0.entry?.count ?? 0 } }
    }

    public func readLeaves(from sequence: UInt64, limit: Int) async throws(RelayStoreError) -> [LeafHash] {
        drawers.withLock { $0.ledger.dropFirst(Int(clamping: sequence)).prefix(limit).map(\.leaf) }
    }

    public func erase(_ sequences: [UInt64]) async throws(RelayStoreError) {
        drawers.withLock { drawers in
            for sequence in sequences where sequence < drawers.ledger.count {
                let record = drawers.ledger[Int(sequence)]
                drawers.ledger[Int(sequence)] = LedgerRecord(sequence: sequence, leaf: record.leaf, entry: nil)
            }
        }
    }

    public func devices() async throws(RelayStoreError) -> Set<DeviceKey> { drawers.withLock { $0.devices } }

    public func admit(_ device: DeviceKey, limit: Int) async throws(RelayStoreError) -> Bool {
        drawers.withLock { drawers in
            guard !drawers.devices.contains(device) else { return true }
            guard drawers.devices.count < limit else { return false }
            drawers.devices.insert(device)
            drawers.keeping.late[device] = 0
            return true
        }
    }

    public func expel(_ device: DeviceKey) async throws(RelayStoreError) {
        drawers.withLock { drawers in
            drawers.devices.remove(device)
            drawers.keeping.late[device] = nil
        }
    }

    public func relay() async throws(RelayStoreError) -> RelayKey? { drawers.withLock { $0.relay } }

    public func belong(to relay: RelayKey) async throws(RelayStoreError) { drawers.withLock { $0.relay = relay } }

    public func tallies() async throws(RelayStoreError) -> (lastIntake: UInt64, ledgerSize: UInt64) {
        drawers.withLock { ($0.lastIntake, UInt64($0.ledger.count)) }
    }

    public func waitingEnvelopes() async throws(RelayStoreError) -> UInt64 {
        drawers.withLock { UInt64($0.intake.count) }
    }

    public func byteCount() async throws(RelayStoreError) -> UInt64 {
        drawers.withLock { drawers in
            let intake = drawers.intake.reduce(0) { $0 + $1.envelope.count }
            let slots = drawers.slots.values.reduce(0) { $0 + $1.count }
            return UInt64(intake + slots + drawers.ledger.reduce(0) { $0 + ($1.entry?.count ?? 0) })
        }
    }

    public func tidy(hour: UInt32) async throws(RelayStoreError) {
        drawers.withLock { drawers in
            let fresh = drawers.removed.filter { $0.hour + memory.hours > hour }.suffix(memory.count)
            let kept = Set(fresh.map(\.digest))
            for old in drawers.removed where !kept.contains(old.digest) { drawers.known.remove(old.digest) }
            drawers.removed = Array(fresh)
        }
    }

    public func close() async {}

    private func page<Record>(
        _ records: some Sequence<Record>, _ limit: PageLimit, byteCount: (Record) -> Int
    ) -> [Record] {
        var page: [Record] = []
        var total = 0
        for record in records {
            total += byteCount(record)
            guard page.count < limit.count, page.isEmpty || total <= limit.byteCount else { break }
            page.append(record)
        }
        return page
    }
}
