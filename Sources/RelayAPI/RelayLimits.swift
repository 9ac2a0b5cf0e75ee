// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes

/// Every bound of a relay. The static ones are the protocol's (docs/protocol.md, sections 1.3 and 8); an operator
/// may set the others. A bound holds for one visitor's call, or for what the relay keeps; none of them counts visitors,
/// for whoever fills a common count closes the door for all.
public struct RelayLimits: Sendable, Hashable {
    /// Sizes of an envelope, in bytes, ascending.
    public static let envelopeByteCounts = [8192, 32768, 131_072]
    /// Sizes of a slot's content, in bytes, ascending.
    public static let slotByteCounts = envelopeByteCounts
    /// Sizes of a ledger entry, in bytes, ascending: 1,024 · 2^k, k = 0...10.
    public static let entryByteCounts = (0...10).map { 1024 << $0 }
    /// How many names a visit asks for, always.
    public static let namesPerFetch = 16
    /// How many names of blobs a claim has, always.
    public static let namesPerClaim = 256
    /// Bytes of one part of an upload, so that each part pays by how full the share is then.
    public static let uploadPartByteCount: UInt64 = 4 << 20

    /// Where the part ends in which this offset of an upload lies: at the next multiple of ``uploadPartByteCount``.
    public static func endOfPart(at offset: UInt64) -> UInt64 {
        let end = (offset / uploadPartByteCount + 1).multipliedReportingOverflow(by: uploadPartByteCount)
        return end.overflow ? .max : end.partialValue
    }
    /// How many seconds a call to `/v1/changes` may wait.
    public static let longestWait = 30
    /// How many seconds a device's clock may be off.
    public static let clockTolerance = 300

    /// Ledger entries in one append.
    public var entriesPerAppend = 256
    /// Bytes in one append.
    public var appendByteCount = 4 << 20
    /// Numbers or names in one removal.
    public var removalsPerCall = 1024
    /// Items in one page of intake or ledger.
    public var itemsPerPage = 256
    /// Bytes in one page; a page holds at least one item.
    public var pageByteCount = 4 << 20

    /// Bytes in one blob: 500 MiB, padded and sealed.
    public var blobByteCount: UInt64 = 560 << 20
    /// Uploads that are open at a time. One more takes the place of the one that was idle the longest.
    public var openUploads = 256
    /// Seconds after which an idle upload is thrown away.
    public var uploadIdleSeconds = 3600
    /// Seconds for which an upload cannot lose its place to a newer one.
    public var uploadGraceSeconds = 10

    /// Bytes that envelopes and blobs may take on the disk, in all. Beyond it the relay keeps what it has and
    /// refuses more.
    public var diskShare: UInt64 = 20 << 30
    /// Bytes beyond ``diskShare`` that only devices may use, so that a flood does not stop the ledger.
    public var diskReserve: UInt64 = 256 << 20

    /// Connections at a time; more wait in the kernel's queue.
    public var connections = 1024
    /// Connections at a time on the port for health and metrics.
    public var healthConnections = 16
    /// Calls to `/v1/changes` that wait at a time.
    public var waitingCalls = 256
    /// Writes that one transaction of the store takes, so that they share one sync of the disk.
    public var writesPerCommit = 512
    /// Writes that wait for a transaction at a time; whoever comes beyond is told to come again.
    public var waitingWrites = 8192
    /// Envelopes and new uploads within ten seconds before visitors are asked for work; nil for never, also where the share
    /// fills (docs/decisions/0063-who-fills-the-share-pays.md). It asks for time and refuses nobody: whoever fills a common
    /// count would close the door for all. Two hundred a second is a hundred times what a busy organisation gets, and a tenth of
    /// what the disk takes (docs/decisions/0035-the-bounds-of-a-relay.md).
    public var envelopesBeforeWork: Int? = 2_000
    /// Seconds without a byte before a connection is closed. A portal hands a file on in pieces of 64 KiB: a visitor's line may
    /// carry one in 64 s (``slowestByteRate``), and may stand still for the 90 s that a portal waits for it.
    public var idleSeconds = 180
    /// Seconds in which the head of a connection's first request must have arrived, however it trickles; behind an answer
    /// ``idleSeconds`` count. Where the relay is nearly full, the connection that has been silent the longest goes first.
    public var headSeconds = 30
    /// Seconds in which a body must have arrived, apart from what ``slowestByteRate`` grants a large one.
    public var bodySeconds = 60
    /// Bytes a second that a large body needs at least.
    public var slowestByteRate = 1024
    /// Bytes of a request's head, and fields in it.
    public var headByteCount = 8192
    public var headFieldCount = 48

    /// Access keys of devices.
    public var devices = 256
    /// Keeping keys to which claims on blobs count: the newest that were announced.
    public var keepingKeys = 8
    /// Device days after which a blob goes that nobody claimed; nil for never. A device day is one on which some device called
    /// (docs/decisions/0066-what-nobody-names.md).
    public var unclaimedDays: UInt64? = 60
    /// Blobs that one round of upkeep removes at most.
    public var removalsPerUpkeep = 256
    /// Nonces that are remembered; more signed calls than this within ten minutes, or a quarter of it by one
    /// device, are told to wait.
    public var nonces = 65_536
    /// Envelopes that were removed and are still known, so that a repeated one is not stored again.
    public var removedEnvelopes = 100_000
    /// Hours for which a removed envelope is known at most.
    public var removedEnvelopeHours: UInt32 = 30 * 24

    public init() {}

    /// The largest body that a call may have, in bytes.
    public func bodyByteCount(of route: Route) -> UInt64 {
        switch route {
        case .deliver: UInt64(Self.envelopeByteCounts.last ?? 0)
        case .writeSlot: UInt64(Self.slotByteCounts.last ?? 0)
        case .fetchSlots: UInt64(Self.namesPerFetch * RelayName.byteCount)
        case .removeSlots: UInt64(removalsPerCall * RelayName.byteCount)
        case .removeIntake, .eraseLedger: UInt64(removalsPerCall * 8)
        case .keepBlobs: UInt64(Self.namesPerClaim * RelayName.byteCount)
        case .append: UInt64(appendByteCount + entriesPerAppend * 4)
        case .upload: blobByteCount
        case .enrol: UInt64(RelayName.byteCount)
        case .readIntake, .readLedger, .checkpoint, .changes, .uploadOffset, .cancelUpload, .readBlob, .findBlob,
            .removeBlob, .admit, .expel, .announce:
            0
        }
    }

    /// The largest answer that a client accepts, in bytes; blobs are streamed and not counted here.
    public var answerByteCount: Int {
        let slots = Self.namesPerFetch * (4 + (Self.slotByteCounts.last ?? 0))
        let page = pageByteCount + (Self.entryByteCounts.last ?? 0) + itemsPerPage * 64
        return max(slots, page)
    }
}
