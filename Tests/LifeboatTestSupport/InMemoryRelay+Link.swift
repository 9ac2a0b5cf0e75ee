// SPDX-License-Identifier: AGPL-3.0-or-later
import Desk
package import RelayAPI
package import RelayConnection

extension InMemoryRelay {
    /// What one device sees of the relay.
    package struct Link: RelayLink {
        let origin: InMemoryRelay
        var relay: InMemoryRelay { origin.shown(to: device) }
        let device: [UInt8]

        package var clockDifference: Int64 { relay.clockDifference }
        package var diskUse: DiskUse? { relay.diskUse }

        package func signedCheckpoint() async throws(RelayClientError) -> CheckpointNote {
            try await relay.call(.checkpoint, by: nil) { relay throws(RelayClientError) in relay.note }
        }

        package func enrol(token: String) async throws(RelayClientError) {
            let device = device
            try await relay.call(.enrol, by: nil) { relay throws(RelayClientError) in try relay.enrol(token, device) }
        }

        package func admit(_ accessKey: [UInt8]) async throws(RelayClientError) {
            try await relay.call(.admit, by: device) { relay throws(RelayClientError) in relay.admit(accessKey) }
        }

        package func expel(_ accessKey: [UInt8]) async throws(RelayClientError) {
            try await relay.call(.expel, by: device) { relay throws(RelayClientError) in relay.expel(accessKey) }
        }

        package func deliver(envelope: [UInt8]) async throws(RelayClientError) {
            try await relay.call(.deliver, by: nil) { relay throws(RelayClientError) in relay.deliver(envelope) }
        }

        package func announce(keepingKey key: [UInt8]) async throws(RelayClientError) {
            try await relay.call(.announce, by: device) { relay throws(RelayClientError) in relay.announce(key) }
        }

        package func keep(_ blobs: [[UInt8]]) async throws(RelayClientError) {
            guard blobs.count == RelayLimits.namesPerClaim else { throw .refused(status: 400) }
            try await relay.call(.keep, by: device) { relay throws(RelayClientError) in relay.keep(blobs) }
        }

        package func removeBlob(_ blob: [UInt8]) async throws(RelayClientError) {
            try await relay.call(.removeBlob, by: device) { relay throws(RelayClientError) in relay.removeBlob(blob) }
        }

        package func append(
            _ payloads: [[UInt8]], onto size: UInt64?
        ) async throws(RelayClientError) -> (sequences: [UInt64], checkpoint: Checkpoint) {
            try await relay.call(.append, by: device) { relay throws(RelayClientError) in
                try relay.append(payloads, onto: size)
            }
        }

        package func readLedger(from sequence: UInt64, limit: Int) async throws(RelayClientError) -> [LedgerItem] {
            try await relay.call(.readLedger, by: device) { relay throws(RelayClientError) in
                relay.readLedger(sequence, limit)
            }
        }

        package func eraseLedger(_ sequences: [UInt64]) async throws(RelayClientError) {
            try await relay.call(.eraseLedger, by: device) { relay throws(RelayClientError) in relay.erase(sequences) }
        }

        package func readIntake(after sequence: UInt64, limit: Int) async throws(RelayClientError) -> [IntakeItem] {
            try await relay.call(.readIntake, by: device) { relay throws(RelayClientError) in
                relay.readIntake(sequence, limit)
            }
        }

        package func removeIntake(_ sequences: [UInt64]) async throws(RelayClientError) {
            try await relay.call(.removeIntake, by: device) { relay throws(RelayClientError) in
                relay.removeIntake(sequences)
            }
        }

        package func fetchSlots(_ names: [[UInt8]]) async throws(RelayClientError) -> [[UInt8]?] {
            guard names.count == RelayLimits.namesPerFetch else { throw .refused(status: 400) }
            return try await relay.call(.fetchSlots, by: nil) { relay throws(RelayClientError) in
                names.map { relay.slot($0) }
            }
        }

        package func writeSlot(_ name: [UInt8], content: [UInt8]) async throws(RelayClientError) {
            guard RelayLimits.slotByteCounts.contains(content.count) else { throw .refused(status: 400) }
            try await relay.call(.writeSlot, by: device) { relay throws(RelayClientError) in
                try relay.write(name, content)
            }
        }

        package func removeSlots(_ names: [[UInt8]]) async throws(RelayClientError) {
            guard names.count <= RelayLimits().removalsPerCall else { throw .refused(status: 400) }
            try await relay.call(.removeSlots, by: device) { relay throws(RelayClientError) in relay.vacate(names) }
        }

        package func waitForChanges(
            intakeAfter: UInt64, ledgerFrom: UInt64, wait: Int
        ) async throws(RelayClientError) -> (intake: UInt64, ledger: UInt64) {
            if Task.isCancelled { throw .unreachable }
            try await relay.call(.waitForChanges, by: device) { _ throws(RelayClientError) in }
            return await relay.waitForMore(intakeAfter, ledgerFrom)
        }

        package func blobExists(_ blob: [UInt8]) async throws(RelayClientError) -> Bool {
            try await relay.call(.blobExists, by: nil) { relay throws(RelayClientError) in relay.blob(blob) != nil }
        }

        package func upload(_ blob: [UInt8], piece: () throws -> [UInt8]?) async throws(RelayClientError) {
            var content: [UInt8] = []
            do {
                while let bytes = try piece() { content += bytes }
            } catch {
                throw .malformedAnswer
            }
            let whole = content
            try await relay.call(.upload, by: nil) { relay throws(RelayClientError) in
                try relay.store(whole, as: blob)
            }
        }

        package func download(
            _ blob: [UInt8], from offset: UInt64, piece: ([UInt8]) throws -> Void
        ) async throws(RelayClientError) {
            let content = try await relay.call(.download, by: nil) { relay throws(RelayClientError) -> [UInt8] in
                guard let content = relay.blob(blob) else { throw .notFound }
                return content
            }
            for start in stride(from: Int(offset), to: content.count, by: 1_000) {
                do { try piece(Array(content[start..<min(start + 1_000, content.count)])) } catch {
                    throw .unreachable
                }
            }
        }

        package func standstill() async { await relay.standstill() }
        package func shutdown() async {}
    }
}
