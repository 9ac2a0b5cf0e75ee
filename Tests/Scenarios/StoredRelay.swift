// SPDX-License-Identifier: AGPL-3.0-or-later
import Blobs
import Crypto
import Foundation
import LifeboatTestSupport
import RelayAPI
import RelayConnection
import RelayStore
import RelayStoreSQLite
import Relay
import Synchronization

/// A relay over its database and its folder of blobs, without the network between: it dies and is opened again from what is on the
/// disk, also under a call, and its operator may show several histories, each from a folder of its own, all under one key.
actor StoredRelay {
    /// What goes wrong with a call.
    enum Trouble {
        /// It never arrives; it is done and the answer lost.
        case before, after
        case full, busy
        /// The relay dies with the call in its hands, before or after it was done.
        case diesBefore, diesAfter
    }

    struct Drawers: Sendable {
        let store: SQLiteStore
        let blobs: FolderBlobs

        init(_ path: String) throws {
            store = try SQLiteStore(path: path + "/relay.sqlite")
            let settings = RelaySettings(directory: path)
            blobs = try FolderBlobs(path: path, limits: settings.blobLimits, share: settings.diskShare())
        }
    }

    struct History {
        let folder: ScratchFolder
        var drawers: Drawers
        /// Counts when it is closed, and when it is open again.
        var opened = 0
        var leaves: [[UInt8]] = []
        var frontier = MerkleFrontier()

        init() throws {
            folder = try ScratchFolder()
            drawers = try Drawers(folder.path)
        }
    }

    private let key = CheckpointKey()
    private var histories: [History]
    /// Devices that are shown another history than the first.
    private var shown: [[UInt8]: Int] = [:]
    private var tokens: Set<String> = ["first"]
    private var trouble: @Sendable (InMemoryRelay.Call) -> Trouble? = { _ in nil }
    /// An older copy of the first history.
    private var kept: ScratchFolder?
    private(set) var deaths = 0
    private(set) var removedBlobs = 0
    /// How many calls to append each device made.
    private(set) var appends: [[UInt8]: Int] = [:]

    init() throws { histories = [try History()] }

    nonisolated func link(_ access: AccessKey) -> Link { Link(relay: self, device: access.verificationKey) }

    func setTrouble(_ trouble: @escaping @Sendable (InMemoryRelay.Call) -> Trouble?) { self.trouble = trouble }
    func addToken(_ token: String) { tokens.insert(token) }
    func take(_ token: String) -> Bool { tokens.remove(token) != nil }

    func close() async {
        for history in histories {
            await history.drawers.store.close()
            await history.drawers.blobs.close()
        }
    }

    // MARK: - What the operator does

    /// Dies and is opened again from the disk, unless it is about to already.
    func die(_ place: Int = 0) async {
        guard histories[place].opened.isMultiple(of: 2) else { return }
        deaths += 1
        try? await reopen(place) { _ in }
    }

    private func reopen(_ place: Int, _ meanwhile: (String) throws -> Void) async throws {
        histories[place].opened += 1
        let old = histories[place].drawers
        await old.store.close()
        await old.blobs.close()
        let path = histories[place].folder.path
        try meanwhile(path)
        histories[place].drawers = try Drawers(path)
        (histories[place].leaves, histories[place].frontier) = ([], MerkleFrontier())
        histories[place].opened += 1
    }

    private static func copy(_ names: [String], from old: String, to new: String) throws {
        for name in names {
            let (from, to) = ("\(old)/\(name)", "\(new)/\(name)")
            try? FileManager.default.removeItem(atPath: to)
            guard FileManager.default.fileExists(atPath: from) else { continue }
            try FileManager.default.copyItem(atPath: from, toPath: to)
        }
    }

    private static let database = ["relay.sqlite", "relay.sqlite-wal", "relay.sqlite-shm"]

    /// Days pass on which devices call, and what nobody has claimed for so long goes, as upkeep does it.
    /// - Parameter endsAfter: the relay dies behind the file of so many blobs, before it has written down that they are gone; nil: it does not.
    func letDaysPass(_ count: Int, endsAfter: Int?) async throws {
        for place in histories.indices {
            let drawers = histories[place].drawers
            for _ in 0..<count { try await drawers.store.countDeviceDay(hour: 0) }
            var removed = 0
            for blob in try await drawers.store.removable(unclaimedFor: 60, limit: 256, only: nil) {
                try await drawers.blobs.remove(blob)
                removed += 1
                if removed == endsAfter { break }
                try await drawers.store.forget(blob)
                removedBlobs += 1
            }
        }
        if endsAfter != nil { for place in histories.indices { await die(place) } }
    }

    /// Whether the device's history has the blob.
    func has(_ blob: [UInt8], for device: [UInt8]) async -> Bool {
        (try? await histories[place(for: device)].drawers.blobs.byteCount(of: BlobName(blob))) != nil
    }

    /// Keeps a copy of the first history, to go back to.
    func keep() async throws {
        let folder = try ScratchFolder()
        try await reopen(0) { path in try Self.copy(Self.database, from: path, to: folder.path) }
        kept = folder
    }

    /// Goes back to the copy, as after a backup was restored. False where there is none.
    func goBack() async throws -> Bool {
        guard let kept else { return false }
        try await reopen(0) { path in try Self.copy(Self.database, from: kept.path, to: path) }
        return true
    }

    /// A second history that is the first so far, shown to these devices from here on.
    func fork(for devices: [[UInt8]]) async throws {
        var other = try History()
        await other.drawers.store.close()
        await other.drawers.blobs.close()
        try await reopen(0) { path in
            try Self.copy(Self.database + ["blobs"], from: path, to: other.folder.path)
        }
        other.drawers = try Drawers(other.folder.path)
        histories.append(other)
        for device in devices { shown[device] = histories.count - 1 }
    }

    /// Brings entries of the other histories into the first, as if nothing were wrong.
    func carryOver(atMost count: Int) async throws {
        let known = Set(try await payloads(of: 0).compactMap(\.self))
        for place in histories.indices.dropFirst() {
            let new = try await payloads(of: place).compactMap(\.self).filter { !known.contains($0) }.prefix(count)
            _ = try await histories[0].drawers.store.append(new.map(Self.entry))
        }
    }

    /// Everybody is shown the first history.
    func endForks() { shown = [:] }

    var isForked: Bool { !shown.isEmpty }

    // MARK: - What a test looks at

    func place(for device: [UInt8]) -> Int { shown[device] ?? 0 }

    /// The leaves of the history that the device is shown.
    func leaves(for device: [UInt8]) async throws -> [[UInt8]] {
        try await catchUp(place(for: device))
        return histories[place(for: device)].leaves
    }

    func payloads(of place: Int) async throws -> [[UInt8]?] {
        try await histories[place].drawers.store.readLedger(from: 0, limit: PageLimit(count: .max, byteCount: .max))
            .map(\.entry)
    }

    func isAnswered(_ device: [UInt8]) async throws -> Bool {
        try await histories[place(for: device)].drawers.store.devices().contains(DeviceKey(device))
    }

    func slot(_ name: [UInt8]) async -> [UInt8]? {
        (try? await histories[0].drawers.store.readSlots([SlotName(name)]))?.first ?? nil
    }

    // MARK: - Calls

    static func entry(_ payload: [UInt8]) -> LedgerAppend {
        LedgerAppend(leaf: LeafHash(MerkleTree.leafHash(of: payload)), entry: payload)
    }

    /// - Parameter isSigned: only devices that the relay knows may call.
    func call<Value: Sendable>(
        _ call: InMemoryRelay.Call, by device: [UInt8], isSigned: Bool = true,
        _ work: @Sendable (Drawers) async throws -> Value
    ) async throws(RelayClientError) -> Value {
        let place = place(for: device)
        let trouble = trouble(call)
        switch trouble {
        case .before: throw .unreachable
        case .full: throw .full
        case .busy: throw .busy(retryAfter: 1)
        case .diesBefore:
            await die(place)
            throw .unreachable
        case .after, .diesAfter, nil: break
        }
        let opened = histories[place].opened
        let drawers = histories[place].drawers
        if call == .append { appends[device, default: 0] += 1 }
        let result: Result<Value, RelayClientError>
        do {
            if isSigned, try await !drawers.store.devices().contains(DeviceKey(device)) {
                throw RelayClientError.notAuthorised
            }
            result = .success(try await work(drawers))
        } catch {
            result = .failure((error as? RelayClientError) ?? .unreachable)
        }
        if case .diesAfter = trouble { await die(place) }
        // Whoever waited while the relay died does not know what became of the call.
        guard histories[place].opened == opened, trouble == nil else { throw .unreachable }
        return try result.get()
    }

    /// Signed over what is on the disk.
    func note(for device: [UInt8]) async throws(RelayClientError) -> CheckpointNote {
        let place = place(for: device)
        do { try await catchUp(place) } catch { throw .unreachable }
        return CheckpointNote(signing: histories[place].frontier.checkpoint, with: key)
    }

    private func catchUp(_ place: Int) async throws {
        while true {
            let (start, opened) = (histories[place].leaves.count, histories[place].opened)
            let new = try await histories[place].drawers.store.readLeaves(from: UInt64(start), limit: 1 << 20)
            // Another caller may have taken them in while this one waited, or the relay died.
            guard histories[place].leaves.count == start, histories[place].opened == opened else { continue }
            for leaf in new {
                histories[place].leaves.append(leaf.bytes)
                histories[place].frontier.append(leaf: leaf.bytes)
            }
            return
        }
    }
}
