// SPDX-License-Identifier: AGPL-3.0-or-later
import Blobs
import Glibc
import Logging
import RelayAPI
import RelayStore

/// Everything that the relay's calls work on. It has no key to anything that it keeps.
final class BlindRelay: Sendable {
    let settings: RelaySettings
    let store: any RelayStore
    let blobs: FolderBlobs
    let directory: RelayDirectory
    let gate: DeviceGate
    let keeping: KeepingWatch
    let holds = BlobHolds()
    let tree: TreeHead
    let bell: Bell
    let meter: BusyMeter
    let counters = Counters()
    let writes = WriteWatch()
    let logger: Logger
    private let lock: DirectoryLock
    private let clock: @Sendable () -> Int64
    /// Seconds of a clock that only goes forward.
    let uptime: @Sendable () -> Int64

    var limits: RelayLimits { settings.limits }
    var share: DiskShare { blobs.share }
    /// Seconds since 1970.
    var now: Int64 { clock() }
    /// Hours since 1970.
    var hour: UInt32 { UInt32(clamping: now / 3600) }

    /// Whether the share has room for an envelope of the largest size.
    var hasRoomForMessages: Bool {
        share.hasRoomForStore(UInt64((RelayLimits.envelopeByteCounts.last ?? 0) + Self.rowByteCount))
    }

    /// What devices are told of the disk: numbers that the relay has anyhow, and what a visitor would be told.
    var diskUse: DiskUse {
        DiskUse(
            used: share.byteCount, share: limits.diskShare, isFull: writes.problem == .full || !hasRoomForMessages)
    }

    /// Opens the folder, reads the tree, and leaves an enrolment token where there is no device yet.
    /// - Parameters:
    ///   - clock: seconds since 1970.
    ///   - uptime: seconds of a clock that only goes forward.
    init(
        settings: RelaySettings, store: any RelayStore, blobs: FolderBlobs, logger: Logger,
        clock: @escaping @Sendable () -> Int64, uptime: @escaping @Sendable () -> Int64
    ) async throws {
        self.clock = clock
        self.uptime = uptime
        self.settings = settings
        self.store = store
        self.blobs = blobs
        self.logger = logger
        directory = try RelayDirectory(path: settings.directory)
        lock = try directory.lock()
        let devices = try await store.devices()
        let owner = try await store.relay()
        let key = try directory.checkpointKey(knownAs: devices.isEmpty ? nil : owner.flatMap { RelayName($0.bytes) })
        if devices.isEmpty, try directory.enrolmentToken() == nil { try directory.makeEnrolmentToken() }
        guard let name = RelayName(key.verificationKey) else { preconditionFailure("an Ed25519 key is 32 bytes") }
        if owner?.bytes != key.verificationKey { try await store.belong(to: RelayKey(key.verificationKey)) }
        gate = DeviceGate(devices: devices, relay: name, limits: settings.limits, wall: clock)
        keeping = KeepingWatch(try await store.keeping())
        tree = TreeHead(store: store, key: key)
        try await tree.catchUp()
        let tallies = try await store.tallies()
        bell = Bell(
            Tallies(lastIntake: tallies.lastIntake, ledgerSize: tallies.ledgerSize),
            capacity: settings.limits.waitingCalls)
        meter = BusyMeter(threshold: settings.limits.envelopesBeforeWork)
        share.measured(store: try await store.byteCount())
    }

    /// One round of upkeep. What fails now is tried again at the next.
    func upkeep() async {
        await blobs.sweep()
        await removeUnclaimed()
        do {
            try await store.tidy(hour: hour)
            share.measured(store: try await store.byteCount())
        } catch { report(error) }
    }

    func report(_ error: RelayStoreError) {
        counters.failures.increment()
        logger.error("the store failed", metadata: ["error": "\(error)"])
    }

    func report(_ error: BlobError) {
        counters.failures.increment()
        logger.error("the blob folder failed", metadata: ["error": "\(error)"])
    }

    /// What a caller is told of a store's failure.
    func problem(_ error: RelayStoreError) -> Problem {
        switch error {
        case .full:
            writes.failed(.full)
            return .full
        case .busy: return .busy(retryAfter: 2)
        case .broken:
            report(error)
            writes.failed(.broken)
            return .broken
        }
    }

    /// A file that a relay with any room at all takes.
    private static let smallBlobByteCount: UInt64 = 1 << 20

    /// What a caller is told of the blob folder's failure.
    func problem(_ error: BlobError) -> Problem {
        switch error {
        case .full:
            // Beyond the share one large file is refused; within it, the disk itself has no room.
            if share.hasRoomForBlobs(Self.smallBlobByteCount) { writes.failed(.full) }
            return .full
        case .tooLarge(let limit): return .tooLarge(limit: limit)
        case .wrongOffset(let current): return .wrongOffset(current: current)
        case .notFound: return .notFound
        case .noPlace: return .busy(retryAfter: 5)
        case .superseded: return .conflict
        case .broken:
            report(error)
            writes.failed(.broken)
            return .broken
        }
    }
}
