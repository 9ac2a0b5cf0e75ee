// SPDX-License-Identifier: AGPL-3.0-or-later
internal import NIOCore
package import RelayAPI
package import RelayConnection

/// What the desk asks of its relay. ``RelayClient`` answers over the network; tests answer from memory, with faults.
package protocol RelayLink: Sendable {
    /// The relay's clock minus this machine's, in seconds, as far as the relay has complained; else 0.
    var clockDifference: Int64 { get }
    /// How full the relay's share of the disk is, as it said last; nil where it did not.
    var diskUse: DiskUse? { get }
    func signedCheckpoint() async throws(RelayClientError) -> CheckpointNote
    func enrol(token: String) async throws(RelayClientError)
    /// The relay answers another device's access key (32 bytes) from now on.
    func admit(_ accessKey: [UInt8]) async throws(RelayClientError)
    /// The relay answers another device's access key no more. No harm where it did not.
    func expel(_ accessKey: [UInt8]) async throws(RelayClientError)
    /// Puts an envelope into the intake drawer, as a visitor's side does.
    func deliver(envelope: [UInt8]) async throws(RelayClientError)
    /// Says by which keeping key (32 bytes) desks claim blobs, and that this one does.
    func announce(keepingKey key: [UInt8]) async throws(RelayClientError)
    /// Claims blobs, on a link whose key is the keeping key.
    /// - Parameter blobs: exactly 256 names of 32 bytes; those that the relay does not have are passed over.
    func keep(_ blobs: [[UInt8]]) async throws(RelayClientError)
    /// No harm where there is none.
    func removeBlob(_ blob: [UInt8]) async throws(RelayClientError)
    /// Throws ``RelayClientError/conflict``, and appends nothing, where a payload is new and the ledger has not `size` entries.
    func append(
        _ payloads: [[UInt8]], onto size: UInt64?
    ) async throws(RelayClientError) -> (sequences: [UInt64], checkpoint: Checkpoint)
    func readLedger(from sequence: UInt64, limit: Int) async throws(RelayClientError) -> [LedgerItem]
    func eraseLedger(_ sequences: [UInt64]) async throws(RelayClientError)
    func readIntake(after sequence: UInt64, limit: Int) async throws(RelayClientError) -> [IntakeItem]
    func removeIntake(_ sequences: [UInt64]) async throws(RelayClientError)
    func fetchSlots(_ names: [[UInt8]]) async throws(RelayClientError) -> [[UInt8]?]
    func writeSlot(_ name: [UInt8], content: [UInt8]) async throws(RelayClientError)
    /// No harm where there are none.
    func removeSlots(_ names: [[UInt8]]) async throws(RelayClientError)
    func waitForChanges(
        intakeAfter: UInt64, ledgerFrom: UInt64, wait: Int
    ) async throws(RelayClientError) -> (intake: UInt64, ledger: UInt64)
    func blobExists(_ blob: [UInt8]) async throws(RelayClientError) -> Bool
    /// Uploads what `piece` gives until it gives nil; returns when the relay holds it durably under `blob`.
    func upload(
        _ blob: [UInt8], piece: () throws -> [UInt8]?
    ) async throws(RelayClientError)
    /// Hands the ciphertext from `offset` on to `piece` as it arrives.
    func download(
        _ blob: [UInt8], from offset: UInt64, piece: ([UInt8]) throws -> Void
    ) async throws(RelayClientError)
    /// Returns when the relay stands still: nothing comes from it, and it does not answer. Never otherwise, but where the task is
    /// cancelled.
    func standstill() async
    func shutdown() async
}

extension RelayLink {
    /// A link that tells of no standstill.
    package func standstill() async { await WakeSignal().wait() }
}

extension RelayClient: RelayLink {
    package func upload(
        _ blob: [UInt8], piece: () throws -> [UInt8]?
    ) async throws(RelayClientError) {
        var generator = SystemRandomNumberGenerator()
        let upload = beginUpload(ticket: (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
        do {
            while let bytes = try piece() { try await upload.write(bytes) }
            try await upload.finish(expecting: blob)
        } catch {
            await upload.cancel()
            throw (error as? RelayClientError) ?? .malformedAnswer
        }
    }

    package func download(
        _ blob: [UInt8], from offset: UInt64, piece: ([UInt8]) throws -> Void
    ) async throws(RelayClientError) {
        do {
            for try await buffer in try await readBlob(blob, from: offset) {
                try piece(Array(buffer.readableBytesView))
            }
        } catch {
            throw (error as? RelayClientError) ?? .unreachable
        }
    }
}
