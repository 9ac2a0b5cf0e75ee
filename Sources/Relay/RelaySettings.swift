// SPDX-License-Identifier: AGPL-3.0-or-later
public import Blobs
public import RelayAPI
public import RelayStore

/// What an operator may set of a relay.
public struct RelaySettings: Sendable, Hashable {
    /// The folder with everything that the relay keeps.
    public var directory: String
    /// Where the relay listens: loopback, with an onion service in front.
    public var host = "127.0.0.1"
    /// 0 for any free port.
    public var port = 8391
    /// Where `/health` and `/metrics` are, on 127.0.0.1 only; nil for nowhere.
    public var healthPort: Int? = 8392
    public var limits = RelayLimits()
    /// Seconds between two rounds of upkeep.
    public var upkeepSeconds = 30

    public init(directory: String) { self.directory = directory }

    /// The bounds that a folder of blobs needs.
    public var blobLimits: BlobLimits {
        BlobLimits(
            blobByteCount: limits.blobByteCount, openUploads: limits.openUploads,
            uploadIdleSeconds: Int64(limits.uploadIdleSeconds), uploadGraceSeconds: Int64(limits.uploadGraceSeconds))
    }

    /// How many writes share a transaction, and how many may wait for one.
    public var commitLimits: CommitLimits {
        CommitLimits(writesPerCommit: limits.writesPerCommit, waitingWrites: limits.waitingWrites)
    }

    /// For how long a store knows a removed envelope.
    public var removalMemory: RemovalMemory {
        RemovalMemory(count: limits.removedEnvelopes, hours: limits.removedEnvelopeHours)
    }

    /// The relay's share of the disk, for its store and its blobs together; an eighth is for the store alone.
    public func diskShare() -> DiskShare {
        DiskShare(limit: limits.diskShare, storeShare: limits.diskShare / 8, reserve: limits.diskReserve)
    }
}
