// SPDX-License-Identifier: AGPL-3.0-or-later
import Synchronization

/// Which blobs are kept.
extension MemoryStore {
    public func keeping() async throws(RelayStoreError) -> KeepingRecord { drawers.withLock { $0.keeping } }

    public func announce(
        _ key: KeepingKey, by device: DeviceKey, limit: Int, hour: UInt32
    ) async throws(RelayStoreError) {
        drawers.withLock { drawers in
            if !drawers.keeping.keys.contains(key) { drawers.keeping.keys.append(key) }
            drawers.keeping.keys = drawers.keeping.keys.suffix(limit)
            drawers.keeping.late[device] = nil
            guard drawers.keeping.day == nil else { return }
            (drawers.keeping.day, drawers.keeping.hour) = (0, hour)
            drawers.days[0] = (0, false)
        }
    }

    public func countDeviceDay(hour: UInt32) async throws(RelayStoreError) {
        drawers.withLock { drawers in
            guard let day = drawers.keeping.day.map({ $0 + 1 }) else { return }
            (drawers.keeping.day, drawers.keeping.hour) = (day, hour)
            drawers.days[day] = (drawers.lastIntake, false)
            drawers.days = drawers.days.filter { $0.key + KeepingRecord.longestGuard > day }
            for (blob, waiting) in drawers.unclaimed where drawers.mayBeNamed(from: waiting.day) {
                drawers.unclaimed[blob]?.since = day
            }
        }
    }

    public func noteLate(_ device: DeviceKey) async throws(RelayStoreError) {
        drawers.withLock { drawers in
            if drawers.keeping.late[device] != nil { drawers.keeping.late[device] = drawers.keeping.day ?? 0 }
        }
    }

    public func noteUpload(_ blob: BlobName, isThere: Bool) async throws(RelayStoreError) {
        drawers.withLock { drawers in
            guard !isThere || drawers.unclaimed[blob] != nil else { return }
            let day = drawers.keeping.day ?? 0
            drawers.unclaimed[blob] = (day, day)
        }
    }

    public func claim(_ blobs: [BlobName]) async throws(RelayStoreError) {
        drawers.withLock { drawers in
            for blob in blobs { drawers.unclaimed[blob] = nil }
            if let day = drawers.keeping.day { drawers.days[day]?.isClaimed = true }
        }
    }

    public func removable(
        unclaimedFor days: UInt64, limit: Int, only one: BlobName?
    ) async throws(RelayStoreError) -> [BlobName] {
        drawers.withLock { drawers in
            guard let day = drawers.keeping.day, day >= days,
                drawers.keeping.late.values.allSatisfy({ $0 + days <= day }),
                drawers.days.contains(where: { $0.value.isClaimed && $0.key + days > day })
            else { return [] }
            let gone = drawers.unclaimed.filter { $0.value.since + days <= day && (one == nil || one == $0.key) }
            return Array(gone.keys.prefix(limit))
        }
    }

    public func forget(_ blob: BlobName) async throws(RelayStoreError) {
        drawers.withLock { $0.unclaimed[blob] = nil }
    }

    public func unclaimedBlobs() async throws(RelayStoreError) -> UInt64 {
        drawers.withLock { UInt64($0.unclaimed.count) }
    }
}

extension MemoryStore.Drawers {
    /// Whether an envelope waits that came about when a blob of this device day did.
    fileprivate func mayBeNamed(from day: UInt64) -> Bool {
        guard let began = days[day]?.intake else { return false }
        let ended = days[day + KeepingRecord.envelopeDays]?.intake ?? .max
        return intake.contains { $0.sequence > began && $0.sequence <= ended }
    }
}
