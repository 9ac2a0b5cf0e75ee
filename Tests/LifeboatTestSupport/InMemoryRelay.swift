// SPDX-License-Identifier: AGPL-3.0-or-later
import Crypto
import Desk
package import RelayAPI
package import RelayConnection
import Synchronization

/// A relay in memory with the faults that a network, a crash or a dishonest operator brings.
package actor InMemoryRelay {
    package enum Call: Hashable, Sendable, CaseIterable {
        case checkpoint, enrol, append, readLedger, eraseLedger, readIntake, removeIntake, fetchSlots, writeSlot
        case waitForChanges, blobExists, upload, download, admit, expel, deliver, removeBlob, removeSlots
        case announce, keep
    }

    package enum Fault: Sendable {
        /// The call never arrives.
        case before
        /// The call is done and the answer lost.
        case after
        /// The relay asks for this many seconds of quiet.
        case busy(Int)
        /// The relay has no room.
        case full
        /// The relay says no.
        case refused(RelayClientError)
    }

    private let key: CheckpointKey
    /// Devices that are shown another history, by access key.
    private nonisolated let diverted = Mutex<[[UInt8]: InMemoryRelay]>([:])
    private nonisolated let difference = Mutex<Int64>(0)
    private nonisolated let disk = Mutex<DiskUse?>(nil)
    private var ledger: [(leaf: [UInt8], payload: [UInt8]?)] = []
    /// The tree of the first entries, so that a long history need not be hashed again for each checkpoint.
    private var frontier = MerkleFrontier()
    private var frontierCount = 0
    private var intake: [IntakeItem] = []
    private var lastIntake: UInt64 = 0
    private var slots: [[UInt8]: [UInt8]] = [:]
    private var blobs: [[UInt8]: [UInt8]] = [:]
    private var devices: Set<[UInt8]> = []
    private var expelled: Set<[UInt8]> = []
    /// Keys that count for claims, the oldest first.
    package private(set) var keepingKeys: [[UInt8]] = []
    /// What was claimed, call by call; random names too.
    package private(set) var claims: [[[UInt8]]] = []
    private var tokens: Set<String>
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var callsForNothing = false
    private var interruptions: [Call: @Sendable () async -> Void] = [:]
    private var ignoresSizes = false
    /// Calls that were answered, in order.
    package private(set) var calls: [Call] = []
    /// Decides for each call whether it goes wrong.
    package var fault: @Sendable (Call) -> Fault? = { _ in nil }

    package init(tokens: Set<String> = ["first"]) {
        self.tokens = tokens
        key = CheckpointKey()
    }

    private init(_ key: CheckpointKey, _ ledger: [(leaf: [UInt8], payload: [UInt8]?)], _ devices: Set<[UInt8]>) {
        tokens = []
        self.key = key
        self.ledger = ledger
        self.devices = devices
    }

    // MARK: - Two histories

    /// From here on the device is shown a history of its own, signed like the true one.
    package func divert(_ accessKey: [UInt8]) -> InMemoryRelay {
        let other = InMemoryRelay(key, ledger, devices)
        diverted.withLock { $0[accessKey] = other }
        return other
    }

    /// Shows the device the history again that the others see.
    package nonisolated func endDiversion(of accessKey: [UInt8]) { diverted.withLock { $0[accessKey] = nil } }

    nonisolated func shown(to accessKey: [UInt8]) -> InMemoryRelay { diverted.withLock { $0[accessKey] } ?? self }

    /// What happens when a call of this kind has left and was not answered yet: at the next one, once.
    package func before(_ call: Call, _ work: @escaping @Sendable () async -> Void) { interruptions[call] = work }

    /// Appends whatever size a desk names.
    package func ignoreSizes() { ignoresSizes = true }

    package func setFault(_ fault: @escaping @Sendable (Call) -> Fault?) { self.fault = fault }
    package func addToken(_ token: String) { tokens.insert(token) }

    /// The relay's clock minus that of whoever asks, in seconds: it goes with theirs until a test says otherwise.
    package nonisolated var clockDifference: Int64 { difference.withLock { $0 } }
    package nonisolated func setClock(ahead seconds: Int64) { difference.withLock { $0 = seconds } }

    /// How full its disk is, where a test says so.
    package nonisolated var diskUse: DiskUse? { disk.withLock { $0 } }
    package nonisolated func setDisk(_ use: DiskUse?) { disk.withLock { $0 = use } }

    /// A link for one access key.
    package nonisolated func link(_ access: AccessKey) -> Link { Link(origin: self, device: access.verificationKey) }

    // MARK: - What a test looks at or does

    package var ledgerCount: Int { ledger.count }
    package var payloads: [[UInt8]?] { ledger.map(\.payload) }
    package var intakeCount: Int { intake.count }
    package var slotCount: Int { slots.count }
    package func slot(_ name: [UInt8]) -> [UInt8]? { slots[name] }
    package func blob(_ name: [UInt8]) -> [UInt8]? { blobs[name] }
    package var everything: [[UInt8]] {
        ledger.compactMap(\.payload) + intake.map(\.envelope) + slots.values + blobs.values
    }

    package func deliver(_ envelope: [UInt8]) {
        lastIntake += 1
        intake.append(IntakeItem(sequence: lastIntake, hour: 1, envelope: envelope))
        wake()
    }

    /// Answers with other content than the blob's name says.
    package func replace(blob: [UInt8], with content: [UInt8]) { blobs[blob] = content }

    package func store(blob: [UInt8]) { blobs[Array(SHA256.hash(data: blob))] = blob }

    /// Changes a byte of a stored blob.
    package func corrupt(blob: [UInt8]) { blobs[blob]?[0] ^= 1 }

    /// Loses the last entries, as a restored backup does.
    package func rollBack(by count: Int) {
        ledger.removeLast(count)
        (frontier, frontierCount) = (MerkleFrontier(), 0)
    }

    /// Puts another entry in the place of one, and signs the new history.
    package func rewrite(_ index: Int, payload: [UInt8]) {
        ledger[index] = (MerkleTree.leafHash(of: payload), payload)
        (frontier, frontierCount) = (MerkleFrontier(), 0)
    }

    package func inject(_ payload: [UInt8]) {
        ledger.append((MerkleTree.leafHash(of: payload), payload))
        wake()
    }

    private func wake() {
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    // MARK: - Calls

    func call<Value: Sendable>(
        _ call: Call, by device: [UInt8]?, _ work: @Sendable (isolated InMemoryRelay) throws(RelayClientError) -> Value
    ) async throws(RelayClientError) -> Value {
        if let interruption = interruptions.removeValue(forKey: call) { await interruption() }
        let fault = fault(call)
        if case .before = fault { throw .unreachable }
        if case .busy(let seconds) = fault { throw .busy(retryAfter: seconds) }
        if case .full = fault { throw .full }
        if case .refused(let error) = fault { throw error }
        if let device, !(call == .keep ? Set(keepingKeys) : devices).contains(device) { throw .notAuthorised }
        let value = try work(self)
        calls.append(call)
        if case .after = fault { throw .unreachable }
        return value
    }

    /// Signed over the history as it is now, whatever was done to it meanwhile.
    var note: CheckpointNote {
        if frontierCount > ledger.count { (frontier, frontierCount) = (MerkleFrontier(), 0) }
        for entry in ledger[frontierCount...] { frontier.append(leaf: entry.leaf) }
        frontierCount = ledger.count
        return CheckpointNote(signing: frontier.checkpoint, with: key)
    }

    func enrol(_ token: String, _ device: [UInt8]) throws(RelayClientError) {
        guard tokens.remove(token) != nil else { throw .notAuthorised }
        devices.insert(device)
    }

    func admit(_ accessKey: [UInt8]) { devices.insert(accessKey) }
    func expel(_ accessKey: [UInt8]) { if devices.remove(accessKey) != nil { expelled.insert(accessKey) } }

    /// Breaks its word and answers devices again that it was told to answer no more.
    package func letBackIn() { devices.formUnion(expelled) }

    func removeBlob(_ blob: [UInt8]) { blobs[blob] = nil }

    func announce(_ key: [UInt8]) {
        if !keepingKeys.contains(key) { keepingKeys = (keepingKeys + [key]).suffix(RelayLimits().keepingKeys) }
    }

    func keep(_ names: [[UInt8]]) { claims.append(names) }

    /// Forgets which keys count.
    package func forgetKeepingKeys() { keepingKeys = [] }

    package var blobNames: Set<[UInt8]> { Set(blobs.keys) }

    func append(
        _ payloads: [[UInt8]], onto size: UInt64?
    ) throws(RelayClientError) -> (sequences: [UInt64], checkpoint: Checkpoint) {
        if !ignoresSizes, let size, size != UInt64(ledger.count), payloads.contains(where: { place(of: $0) == nil }) {
            throw .conflict
        }
        var sequences: [UInt64] = []
        for payload in payloads {
            if let known = place(of: payload) {
                sequences.append(UInt64(known))
            } else {
                sequences.append(UInt64(ledger.count))
                ledger.append((MerkleTree.leafHash(of: payload), payload))
            }
        }
        wake()
        return (sequences, note.checkpoint)
    }

    private func place(of payload: [UInt8]) -> Int? {
        let leaf = MerkleTree.leafHash(of: payload)
        return ledger.firstIndex { $0.leaf == leaf }
    }

    func readLedger(_ from: UInt64, _ limit: Int) -> [LedgerItem] {
        ledger.enumerated().dropFirst(Int(from)).prefix(limit)
            .map { LedgerItem(sequence: UInt64($0.offset), leaf: $0.element.leaf, payload: $0.element.payload) }
    }

    func erase(_ sequences: [UInt64]) {
        for sequence in sequences { ledger[Int(sequence)].payload = nil }
    }

    func readIntake(_ after: UInt64, _ limit: Int) -> [IntakeItem] {
        Array(intake.filter { $0.sequence > after }.prefix(limit))
    }

    func removeIntake(_ sequences: [UInt64]) { intake.removeAll { sequences.contains($0.sequence) } }

    func write(_ name: [UInt8], _ content: [UInt8]) throws(RelayClientError) {
        guard slots[name] == nil || slots[name] == content else { throw .conflict }
        slots[name] = content
    }

    package func vacate(_ names: [[UInt8]]) { for name in names { slots[name] = nil } }

    func store(_ content: [UInt8], as blob: [UInt8]) throws(RelayClientError) {
        guard Array(SHA256.hash(data: content)) == blob else { throw .malformedAnswer }
        blobs[blob] = content
    }

    /// From here on every wait ends at once, with news of an envelope that is not there.
    package func callForNothing() {
        callsForNothing = true
        wake()
    }

    func waitForMore(_ after: UInt64, _ from: UInt64) async -> (intake: UInt64, ledger: UInt64) {
        if callsForNothing { return (after + 1, UInt64(ledger.count)) }
        if lastIntake <= after, UInt64(ledger.count) <= from {
            await withTaskCancellationHandler {
                await withCheckedContinuation { waiting.append($0) }
            } onCancel: {
                Task { await self.endWaits() }
            }
        }
        return (lastIntake, UInt64(ledger.count))
    }

    // MARK: - Standing still

    private var standing: [CheckedContinuation<Void, Never>] = []

    /// Says to every link that the relay stands still. Its calls are not answered, and not refused either, until a test goes on.
    package func standStill() {
        for continuation in standing { continuation.resume() }
        standing = []
    }

    func standstill() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled { continuation.resume() } else { standing.append(continuation) }
            }
        } onCancel: {
            Task { await self.standStill() }
        }
    }

    /// Ends every waiting call, as a relay does after half a minute.
    package func endWaits() { wake() }
}
