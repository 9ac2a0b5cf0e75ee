// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
public import RelayAPI

/// What the organisation's devices may ask of a relay.
extension RelayClient {
    /// Registers this device's access key with the one-time enrolment token of a new relay.
    public func enrol(token: String) async throws(RelayClientError) {
        guard let key = accessKey else { throw .notAuthorised }
        try await call(
            .enrol, body: key.verificationKey, fields: [("Authorization", "Bearer \(token)")], expecting: 201)
    }

    /// Admits another device's access key (32 bytes).
    public func admit(_ accessKey: [UInt8]) async throws(RelayClientError) {
        try await call(.admit(name(accessKey)), expecting: 204)
    }

    /// Removes a device's access key: its calls count no longer.
    public func expel(_ accessKey: [UInt8]) async throws(RelayClientError) {
        try await call(.expel(name(accessKey)), expecting: 204)
    }

    /// Envelopes with numbers above `sequence`, in order. There may be more than the page holds.
    public func readIntake(after sequence: UInt64, limit: Int) async throws(RelayClientError) -> [IntakeItem] {
        let answer = try await call(.readIntake(after: sequence, limit: UInt64(limit)), expecting: 200)
        do { return try WireForms.intake(answer.body, limit: limit) } catch { throw .malformedAnswer }
    }

    public func removeIntake(_ sequences: [UInt64]) async throws(RelayClientError) {
        try await call(.removeIntake, body: WireForms.encode(numbers: sequences), expecting: 204)
    }

    /// Writes a slot once. ``RelayClientError/conflict`` if the name holds other content; the same content is welcome.
    public func writeSlot(_ name: [UInt8], content: [UInt8]) async throws(RelayClientError) {
        try await call(.writeSlot(self.name(name)), body: content, expecting: 201)
    }

    public func removeSlots(_ names: [[UInt8]]) async throws(RelayClientError) {
        try await call(.removeSlots, body: names.flatMap { $0 }, expecting: 204)
    }

    /// Idempotent by content: a payload that is already there keeps its number. Numbers in order of `payloads`.
    /// - Parameter size: how many entries the ledger has to have, unless all payloads are there already: otherwise nothing is
    ///   appended, and ``RelayClientError/conflict`` thrown. Nil for any number.
    public func append(
        _ payloads: [[UInt8]], onto size: UInt64? = nil
    ) async throws(RelayClientError) -> (sequences: [UInt64], checkpoint: Checkpoint) {
        let answer = try await call(.append(onto: size), body: WireForms.encode(entries: payloads), expecting: 200)
        let receipt: AppendReceipt
        do { receipt = try WireForms.receipt(answer.body, count: payloads.count) } catch { throw .malformedAnswer }
        let checkpoint = try accept(note: receipt.note).checkpoint
        guard receipt.sequences.allSatisfy({ $0 < checkpoint.size }) else { throw .malformedAnswer }
        return (receipt.sequences, checkpoint)
    }

    /// Entries from number `sequence` on, in order and without a gap. Each payload is checked against its leaf.
    public func readLedger(from sequence: UInt64, limit: Int) async throws(RelayClientError) -> [LedgerItem] {
        let answer = try await call(.readLedger(from: sequence, limit: UInt64(limit)), expecting: 200)
        let items: [LedgerItem]
        do { items = try WireForms.ledger(answer.body, limit: limit) } catch { throw .malformedAnswer }
        for (index, item) in items.enumerated() {
            let matches = item.payload.map { MerkleTree.leafHash(of: $0) == item.leaf } ?? true
            guard item.sequence == sequence + UInt64(index), matches else { throw .malformedAnswer }
        }
        return items
    }

    public func checkpoint() async throws(RelayClientError) -> Checkpoint { try await signedCheckpoint().checkpoint }

    /// Erases payloads; their leaves stay.
    public func eraseLedger(_ sequences: [UInt64]) async throws(RelayClientError) {
        try await call(.eraseLedger, body: WireForms.encode(numbers: sequences), expecting: 204)
    }

    /// Says which keeping key (32 bytes) the organisation's desks claim blobs with, and that this device does so too.
    public func announce(keepingKey key: [UInt8]) async throws(RelayClientError) {
        try await call(.announce(name(key)), expecting: 204)
    }

    /// Claims blobs, so that the relay keeps them; names that it does not have are passed over. To be called on a client of its own,
    /// whose key is the keeping key.
    /// - Parameter blobs: exactly 256 names of 32 bytes.
    public func keep(_ blobs: [[UInt8]]) async throws(RelayClientError) {
        try await call(.keepBlobs, body: WireForms.encode(names: blobs.map(name)), expecting: 204)
    }

    public func removeBlob(_ blob: [UInt8]) async throws(RelayClientError) {
        try await call(.removeBlob(name(blob)), expecting: 204)
    }

    /// Returns when either drawer holds more than what is named, or after `wait` seconds.
    public func waitForChanges(
        intakeAfter: UInt64, ledgerFrom: UInt64, wait: Int
    ) async throws(RelayClientError) -> (intake: UInt64, ledger: UInt64) {
        let route = Route.changes(intake: intakeAfter, ledger: ledgerFrom, wait: UInt64(wait))
        let answer = try await call(route, expecting: 200)
        do {
            let tallies = try WireForms.tallies(answer.body)
            return (tallies.lastIntake, tallies.ledgerSize)
        } catch { throw .malformedAnswer }
    }
}
