// SPDX-License-Identifier: AGPL-3.0-or-later
import Desk
import RelayAPI
import RelayConnection
import Synchronization

/// A relay in memory with a ledger and slots and nothing else, so that a desk's own work can be measured alone. It
/// asks for no signature, and nobody writes to its intake.
final class QuietRelay: RelayLink {
    let clockDifference: Int64 = 0
    let diskUse: DiskUse? = nil
    private struct State {
        var frontier = MerkleFrontier()
        var entries: [LedgerItem] = []
        var slots: [[UInt8]: [UInt8]] = [:]
    }

    private let key = CheckpointKey()
    private let state = Mutex(State())

    var checkpoint: Checkpoint { state.withLock { $0.frontier.checkpoint } }
    var payloads: [[UInt8]] { state.withLock { $0.entries.compactMap(\.payload) } }

    func signedCheckpoint() throws(RelayClientError) -> CheckpointNote {
        CheckpointNote(signing: checkpoint, with: key)
    }

    func enrol(token: String) throws(RelayClientError) {}
    func admit(_ accessKey: [UInt8]) throws(RelayClientError) {}
    func expel(_ accessKey: [UInt8]) throws(RelayClientError) {}
    func deliver(envelope: [UInt8]) throws(RelayClientError) {}
    func announce(keepingKey key: [UInt8]) throws(RelayClientError) {}
    func keep(_ blobs: [[UInt8]]) throws(RelayClientError) {}
    func removeBlob(_ blob: [UInt8]) throws(RelayClientError) {}

    func append(
        _ payloads: [[UInt8]], onto size: UInt64?
    ) throws(RelayClientError) -> (sequences: [UInt64], checkpoint: Checkpoint) {
        state.withLock { state in
            var sequences: [UInt64] = []
            for payload in payloads {
                let leaf = MerkleTree.leafHash(of: payload)
                sequences.append(UInt64(state.entries.count))
                state.entries.append(LedgerItem(sequence: UInt64(state.entries.count), leaf: leaf, payload: payload))
                state.frontier.append(leaf: leaf)
            }
            return (sequences, state.frontier.checkpoint)
        }
    }

    func readLedger(from sequence: UInt64, limit: Int) throws(RelayClientError) -> [LedgerItem] {
        state.withLock { Array($0.entries.dropFirst(Int(sequence)).prefix(limit)) }
    }

    func eraseLedger(_ sequences: [UInt64]) throws(RelayClientError) {}
    func readIntake(after sequence: UInt64, limit: Int) throws(RelayClientError) -> [IntakeItem] { [] }
    func removeIntake(_ sequences: [UInt64]) throws(RelayClientError) {}

    func fetchSlots(_ names: [[UInt8]]) throws(RelayClientError) -> [[UInt8]?] {
        state.withLock { state in names.map { state.slots[$0] } }
    }

    func writeSlot(_ name: [UInt8], content: [UInt8]) throws(RelayClientError) {
        state.withLock { $0.slots[name] = content }
    }

    func removeSlots(_ names: [[UInt8]]) throws(RelayClientError) {
        state.withLock { state in for name in names { state.slots[name] = nil } }
    }

    func waitForChanges(
        intakeAfter: UInt64, ledgerFrom: UInt64, wait: Int
    ) throws(RelayClientError) -> (intake: UInt64, ledger: UInt64) {
        (intakeAfter, ledgerFrom)
    }

    func blobExists(_ blob: [UInt8]) throws(RelayClientError) -> Bool { false }

    func upload(_ blob: [UInt8], piece: () throws -> [UInt8]?) throws(RelayClientError) { throw .full }

    func download(_ blob: [UInt8], from offset: UInt64, piece: ([UInt8]) throws -> Void) throws(RelayClientError) {
        throw .notFound
    }

    func shutdown() {}
}
