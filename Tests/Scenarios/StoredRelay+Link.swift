// SPDX-License-Identifier: AGPL-3.0-or-later
import Blobs
import Crypto
import Desk
import LifeboatTestSupport
import NIOCore
import RelayAPI
import RelayConnection
import RelayStore
import RelayStoreSQLite

extension StoredRelay {
    /// What one device sees of the relay.
    struct Link: RelayLink {
        let relay: StoredRelay
        let device: [UInt8]

        var clockDifference: Int64 { 0 }
        var diskUse: DiskUse? { nil }

        private static func page(_ limit: Int) -> PageLimit { PageLimit(count: limit, byteCount: 4 << 20) }

        func signedCheckpoint() async throws(RelayClientError) -> CheckpointNote {
            try await relay.call(.checkpoint, by: device, isSigned: false) { _ in }
            return try await relay.note(for: device)
        }

        func enrol(token: String) async throws(RelayClientError) {
            try await relay.call(.enrol, by: device, isSigned: false) { drawers in
                guard await relay.take(token) else { throw RelayClientError.notAuthorised }
                _ = try await drawers.store.admit(DeviceKey(device), limit: 100)
            }
        }

        func admit(_ accessKey: [UInt8]) async throws(RelayClientError) {
            try await relay.call(.admit, by: device) { drawers in
                _ = try await drawers.store.admit(DeviceKey(accessKey), limit: 100)
            }
        }

        func expel(_ accessKey: [UInt8]) async throws(RelayClientError) {
            try await relay.call(.expel, by: device) { try await $0.store.expel(DeviceKey(accessKey)) }
        }

        func deliver(envelope: [UInt8]) async throws(RelayClientError) {
            let digest = EnvelopeDigest(Array(SHA256.hash(data: envelope)))
            try await relay.call(.deliver, by: device, isSigned: false) { drawers in
                _ = try await drawers.store.addIntake(envelope, digest: digest, hour: 1)
            }
        }

        func announce(keepingKey key: [UInt8]) async throws(RelayClientError) {
            try await relay.call(.announce, by: device) { drawers in
                try await drawers.store.announce(KeepingKey(key), by: DeviceKey(device), limit: 8, hour: 0)
            }
        }

        func keep(_ blobs: [[UInt8]]) async throws(RelayClientError) {
            try await relay.call(.keep, by: device, isSigned: false) { drawers in
                guard try await drawers.store.keeping().keys.contains(KeepingKey(device)) else {
                    throw RelayClientError.notAuthorised
                }
                try await drawers.store.claim(blobs.map { BlobName($0) })
            }
        }

        func removeBlob(_ blob: [UInt8]) async throws(RelayClientError) {
            try await relay.call(.removeBlob, by: device) { drawers in
                try await drawers.blobs.remove(BlobName(blob))
                try await drawers.store.forget(BlobName(blob))
            }
        }

        func append(
            _ payloads: [[UInt8]], onto size: UInt64?
        ) async throws(RelayClientError) -> (sequences: [UInt64], checkpoint: Checkpoint) {
            let sequences = try await relay.call(.append, by: device) { drawers in
                switch try await drawers.store.append(payloads.map(StoredRelay.entry), onto: size) {
                case .stored(let sequences, _): return sequences
                case .otherSize: throw RelayClientError.conflict
                }
            }
            return (sequences, try await relay.note(for: device).checkpoint)
        }

        func readLedger(from sequence: UInt64, limit: Int) async throws(RelayClientError) -> [LedgerItem] {
            try await relay.call(.readLedger, by: device) { drawers in
                try await drawers.store.readLedger(from: sequence, limit: Self.page(limit))
                    .map { LedgerItem(sequence: $0.sequence, leaf: $0.leaf.bytes, payload: $0.entry) }
            }
        }

        func eraseLedger(_ sequences: [UInt64]) async throws(RelayClientError) {
            try await relay.call(.eraseLedger, by: device) { try await $0.store.erase(sequences) }
        }

        func readIntake(after sequence: UInt64, limit: Int) async throws(RelayClientError) -> [IntakeItem] {
            try await relay.call(.readIntake, by: device) { drawers in
                try await drawers.store.readIntake(after: sequence, limit: Self.page(limit))
                    .map { IntakeItem(sequence: $0.sequence, hour: $0.hour, envelope: $0.envelope) }
            }
        }

        func removeIntake(_ sequences: [UInt64]) async throws(RelayClientError) {
            try await relay.call(.removeIntake, by: device) { try await $0.store.removeIntake(sequences, hour: 1) }
        }

        func fetchSlots(_ names: [[UInt8]]) async throws(RelayClientError) -> [[UInt8]?] {
            try await relay.call(.fetchSlots, by: device, isSigned: false) { drawers in
                try await drawers.store.readSlots(names.map { SlotName($0) })
            }
        }

        func writeSlot(_ name: [UInt8], content: [UInt8]) async throws(RelayClientError) {
            try await relay.call(.writeSlot, by: device) { drawers in
                let outcome = try await drawers.store.writeSlot(SlotName(name), content: content)
                if outcome == .conflict { throw RelayClientError.conflict }
            }
        }

        func removeSlots(_ names: [[UInt8]]) async throws(RelayClientError) {
            try await relay.call(.removeSlots, by: device) { drawers in
                try await drawers.store.removeSlots(names.map { SlotName($0) })
            }
        }

        func waitForChanges(
            intakeAfter: UInt64, ledgerFrom: UInt64, wait: Int
        ) async throws(RelayClientError) -> (intake: UInt64, ledger: UInt64) {
            try await relay.call(.waitForChanges, by: device) { drawers in
                let tallies = try await drawers.store.tallies()
                return (tallies.lastIntake, tallies.ledgerSize)
            }
        }

        func blobExists(_ blob: [UInt8]) async throws(RelayClientError) -> Bool {
            try await relay.call(.blobExists, by: device, isSigned: false) { drawers in
                try await drawers.blobs.byteCount(of: BlobName(blob)) != nil
            }
        }

        func upload(_ blob: [UInt8], piece: () throws -> [UInt8]?) async throws(RelayClientError) {
            var content: [UInt8] = []
            do {
                while let bytes = try piece() { content += bytes }
            } catch {
                throw .malformedAnswer
            }
            let (whole, half) = (content, content.count / 2)
            let ticket = UploadName((0..<32).map { _ in UInt8.random(in: 0...255) })
            // The relay may die between the two halves.
            try await relay.call(.upload, by: device, isSigned: false) { drawers in
                var session = try await drawers.blobs.begin(ticket, at: 0, announced: UInt64(whole.count))
                try await session.write(ByteBuffer(bytes: whole[..<half]))
                _ = try await session.pause()
            }
            try await relay.call(.upload, by: device, isSigned: false) { drawers in
                var session = try await drawers.blobs.begin(
                    ticket, at: UInt64(half), announced: UInt64(whole.count - half))
                try await session.write(ByteBuffer(bytes: whole[half...]))
                let isThere = try await drawers.blobs.byteCount(of: BlobName(blob)) != nil
                try await drawers.store.noteUpload(BlobName(blob), isThere: isThere)
                guard try await session.complete().bytes == blob else { throw RelayClientError.malformedAnswer }
            }
        }

        func download(
            _ blob: [UInt8], from offset: UInt64, piece: ([UInt8]) throws -> Void
        ) async throws(RelayClientError) {
            let content = try await relay.call(.download, by: device, isSigned: false) { drawers in
                let reader: BlobReader
                do throws(BlobError) { reader = try await drawers.blobs.read(BlobName(blob)) } catch {
                    throw RelayClientError.notFound
                }
                var content: [UInt8] = []
                while UInt64(content.count) < reader.byteCount {
                    content += Array(try await reader.read(at: UInt64(content.count)).readableBytesView)
                }
                return content
            }
            do { try piece(Array(content.dropFirst(Int(offset)))) } catch { throw .unreachable }
        }

        func shutdown() async {}
    }
}
