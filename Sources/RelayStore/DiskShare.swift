// SPDX-License-Identifier: AGPL-3.0-or-later
import Synchronization

/// How much of the disk the relay's drawers take, and whether they may take more. At the bound the relay keeps what it
/// has and refuses more; a part of the share is for the store alone, so that blobs that nobody names keep no message out, and a
/// reserve beyond the bound is for devices, so that a flood does not stop the ledger.
public final class DiskShare: Sendable {
    private let limit: UInt64
    private let storeShare: UInt64
    private let reserve: UInt64
    private let used = Mutex((store: UInt64(0), blobs: UInt64(0)))

    /// - Parameters:
    ///   - limit: bytes, in all.
    ///   - storeShare: bytes of these that blobs may not take.
    ///   - reserve: bytes beyond, for devices.
    public init(limit: UInt64, storeShare: UInt64 = 0, reserve: UInt64 = 0) {
        self.limit = limit
        self.storeShare = min(limit, storeShare)
        self.reserve = reserve
    }

    /// Bytes in use, in all.
    public var byteCount: UInt64 { used.withLock { $0.store + $0.blobs } }

    /// Counts bytes that a blob is about to take; false, and nothing counted, when there is no room.
    public func takeForBlobs(_ byteCount: UInt64) -> Bool {
        used.withLock { used in
            let bound = limit - storeShare
            guard byteCount <= bound, used.blobs <= bound - byteCount, used.store + used.blobs <= limit - byteCount
            else {
                return false
            }
            used.blobs += byteCount
            return true
        }
    }

    /// Whether so many bytes of blobs would be taken now.
    public func hasRoomForBlobs(_ byteCount: UInt64) -> Bool {
        guard takeForBlobs(byteCount) else { return false }
        giveBackFromBlobs(byteCount)
        return true
    }

    /// Whether a visitor's envelope of so many bytes would be taken now.
    public func hasRoomForStore(_ byteCount: UInt64) -> Bool {
        used.withLock { byteCount <= limit && $0.store + $0.blobs <= limit - byteCount }
    }

    public func giveBackFromBlobs(_ byteCount: UInt64) {
        used.withLock { $0.blobs -= min($0.blobs, byteCount) }
    }

    /// Counts bytes that blobs have taken before, whether or not there is room.
    public func count(blobs byteCount: UInt64) { used.withLock { $0.blobs += byteCount } }

    /// The same for the store, which is measured now and then; between two measurements this is an estimate.
    public func takeForStore(_ byteCount: UInt64, isDevice: Bool) -> Bool {
        let bound = limit + (isDevice ? reserve : 0)
        return used.withLock { used in
            guard byteCount <= bound, used.store + used.blobs <= bound - byteCount else { return false }
            used.store += byteCount
            return true
        }
    }

    /// Says what the store really takes.
    public func measured(store byteCount: UInt64) { used.withLock { $0.store = byteCount } }
}
