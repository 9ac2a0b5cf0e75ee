// SPDX-License-Identifier: AGPL-3.0-or-later
import Synchronization

/// How much of the disk the relay's drawers take, and whether they may take more. At the bound the relay keeps what it
/// has and refuses more; a part of the share is for the store alone, so that blobs that nobody names keep no message out, and a
/// reserve beyond the bound is for devices, so that a flood does not stop the ledger.
public final class DiskShare: Sendable {
    private struct Used {
        var store: UInt64 = 0
        var blobs: UInt64 = 0
        /// How often the store was measured.
        var measurements = 0

        var all: UInt64 { store + blobs }
    }

    /// Room that the store was given for something; it goes back where nothing came of it.
    public struct StoreRoom: Sendable {
        fileprivate let byteCount: UInt64
        fileprivate let measurements: Int
    }

    private let limit: UInt64
    private let storeShare: UInt64
    private let reserve: UInt64
    private let used = Mutex(Used())

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
    public var byteCount: UInt64 { used.withLock { $0.all } }

    /// How full the share is for a visitor's envelope.
    public var fillForStore: Fill { Fill(used: byteCount, of: limit) }

    /// How full the share is for a blob: what blobs may take, or the whole, whichever is fuller.
    public var fillForBlobs: Fill {
        let used = used.withLock { $0 }
        return max(Fill(used: used.blobs, of: limit - storeShare), Fill(used: used.all, of: limit))
    }

    /// Counts bytes that a blob is about to take; false, and nothing counted, when there is no room.
    public func takeForBlobs(_ byteCount: UInt64) -> Bool {
        used.withLock { used in
            let bound = limit - storeShare
            guard byteCount <= bound, used.blobs <= bound - byteCount, used.all <= limit - byteCount else {
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
        used.withLock { byteCount <= limit && $0.all <= limit - byteCount }
    }

    public func giveBackFromBlobs(_ byteCount: UInt64) {
        used.withLock { $0.blobs -= min($0.blobs, byteCount) }
    }

    /// Counts bytes that blobs have taken before, whether or not there is room.
    public func count(blobs byteCount: UInt64) { used.withLock { $0.blobs += byteCount } }

    /// Counts bytes that the store is about to take; nil, and nothing counted, when there is no room. The store is measured
    /// now and then; between two measurements this is an estimate.
    public func takeForStore(_ byteCount: UInt64, isDevice: Bool) -> StoreRoom? {
        let bound = limit + (isDevice ? reserve : 0)
        return used.withLock { used in
            guard byteCount <= bound, used.all <= bound - byteCount else { return nil }
            used.store += byteCount
            return StoreRoom(byteCount: byteCount, measurements: used.measurements)
        }
    }

    /// Gives back what the store was given and did not take. A measurement since then has seen that it did not.
    /// - Parameter kept: bytes of it that it did take.
    public func giveBack(_ room: StoreRoom, keeping kept: UInt64 = 0) {
        used.withLock { used in
            guard room.measurements == used.measurements else { return }
            used.store -= min(used.store, room.byteCount - min(room.byteCount, kept))
        }
    }

    /// Says what the store really takes.
    public func measured(store byteCount: UInt64) {
        used.withLock { used in
            used.store = byteCount
            used.measurements += 1
        }
    }
}
