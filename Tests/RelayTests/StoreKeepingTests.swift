// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import GRDB
import LifeboatTestSupport
import RelayStore
import RelayStoreSQLite
import Testing

/// Which blobs every store gives up, and which it keeps.
@Suite struct StoreKeepingTests {
    private typealias Contract = StoreContractTests

    private static let device: DeviceKey = Contract.name(1)

    /// A store with one device that has announced a key, and one claim, so that only the days are missing.
    private func begun(_ kind: StoreContractTests.Kind) async throws -> (store: any RelayStore, folder: ScratchFolder) {
        let (store, folder) = try Contract.make(kind)
        _ = try await store.admit(Self.device, limit: 9)
        try await store.announce(Contract.name(100), by: Self.device, limit: 8, hour: 0)
        return (store, folder)
    }

    /// Days go by on which a desk calls and claims something else.
    private func pass(_ days: Int, _ store: any RelayStore) async throws {
        for _ in 0..<days {
            let day = try await store.keeping().day ?? 0
            try await store.countDeviceDay(hour: UInt32((day + 1) * 24))
            try await store.claim([Contract.name(999)])
        }
    }

    private func removable(_ store: any RelayStore, after days: UInt64 = 60) async throws -> Set<BlobName> {
        Set(try await store.removable(unclaimedFor: days, limit: 100, only: nil))
    }

    private func isRemovable(_ blob: Int, _ store: any RelayStore) async throws -> Bool {
        let name: BlobName = Contract.name(blob)
        let alone = try await store.removable(unclaimedFor: 60, limit: 1, only: name)
        let among = try await removable(store).contains(name)
        #expect(alone == (among ? [name] : []))
        return among
    }

    private func upload(_ blob: Int, _ store: any RelayStore, isThere: Bool = false) async throws {
        try await store.noteUpload(Contract.name(blob), isThere: isThere)
    }

    private func deliver(_ number: Int, _ store: any RelayStore) async throws -> UInt64 {
        let outcome = try await store.addIntake(Contract.envelope(number), digest: Contract.name(number), hour: 0)
        guard case .stored(let sequence) = outcome else { throw RelayStoreError.broken(code: 0) }
        return sequence
    }

    private func close(_ store: any RelayStore, _ folder: ScratchFolder) async {
        await store.close()
        withExtendedLifetime(folder) {}
    }

    @Test(arguments: StoreContractTests.Kind.allCases)
    func `the newest keys count, and one that comes again moves nothing`(kind: StoreContractTests.Kind) async throws {
        let (store, folder) = try Contract.make(kind)
        let keys = (1...4).map { Contract.name($0) as KeepingKey }
        for key in keys[..<3] { try await store.announce(key, by: Self.device, limit: 3, hour: 48) }
        try await store.announce(keys[0], by: Self.device, limit: 3, hour: 72)
        let same = try await store.keeping()
        #expect(same.keys == Array(keys[..<3]) && same.day == 0 && same.hour == 48)
        try await store.announce(keys[3], by: Self.device, limit: 3, hour: 72)
        #expect(try await store.keeping().keys == Array(keys[1...]))
        await close(store, folder)
    }

    @Test(arguments: StoreContractTests.Kind.allCases)
    func `no day counts before a key was announced`(kind: StoreContractTests.Kind) async throws {
        let (store, folder) = try Contract.make(kind)
        try await upload(1, store)
        for day in 1...70 { try await store.countDeviceDay(hour: UInt32(day * 24)) }
        try await store.claim([Contract.name(9)])
        #expect(try await store.keeping() == KeepingRecord())
        #expect(try await removable(store, after: 0).isEmpty)
        try await store.announce(Contract.name(100), by: Self.device, limit: 8, hour: 0)
        try await pass(59, store)
        #expect(try await !isRemovable(1, store))
        try await pass(1, store)
        #expect(try await isRemovable(1, store))
        #expect(try await store.keeping().hour == 60 * 24)
        await close(store, folder)
    }

    @Test(arguments: StoreContractTests.Kind.allCases)
    func `what nobody claims may go after its days, and what was claimed stays`(
        kind: StoreContractTests.Kind
    ) async throws {
        let (store, folder) = try await begun(kind)
        for blob in 1...3 { try await upload(blob, store) }
        try await pass(10, store)
        try await upload(4, store)
        try await store.claim([Contract.name(2), Contract.name(77)])
        #expect(try await store.unclaimedBlobs() == 3)
        try await pass(50, store)
        #expect(try await removable(store) == [Contract.name(1), Contract.name(3)])
        #expect(try await store.removable(unclaimedFor: 60, limit: 1, only: nil).count == 1)
        // Late is not too late as long as the blob is there.
        try await store.claim([Contract.name(3)])
        try await store.forget(Contract.name(1))
        #expect(try await removable(store).isEmpty)
        try await pass(500, store)
        #expect(try await removable(store) == [Contract.name(4)])
        await close(store, folder)
    }

    @Test(arguments: StoreContractTests.Kind.allCases)
    func `what comes again stays kept where it was, and waits anew where it was not`(
        kind: StoreContractTests.Kind
    ) async throws {
        let (store, folder) = try await begun(kind)
        try await upload(1, store)
        try await upload(2, store)
        try await store.claim([Contract.name(1)])
        try await pass(59, store)
        // The third was there before the store knew of claims.
        for blob in 1...3 { try await upload(blob, store, isThere: true) }
        #expect(try await store.unclaimedBlobs() == 1)
        try await pass(59, store)
        #expect(try await removable(store).isEmpty)
        try await pass(1, store)
        #expect(try await removable(store) == [Contract.name(2)])
        // It was written down, and the relay ended before it was there.
        try await upload(2, store)
        #expect(try await removable(store).isEmpty)
        await close(store, folder)
    }

    @Test(arguments: StoreContractTests.Kind.allCases)
    func `nothing goes where no desk claims anything`(kind: StoreContractTests.Kind) async throws {
        let (store, folder) = try await begun(kind)
        try await upload(1, store)
        for day in 1...200 { try await store.countDeviceDay(hour: UInt32(day * 24)) }
        #expect(try await removable(store).isEmpty)
        try await store.claim([Contract.name(9)])
        #expect(try await isRemovable(1, store))
        for day in 201...259 { try await store.countDeviceDay(hour: UInt32(day * 24)) }
        #expect(try await isRemovable(1, store))
        try await store.countDeviceDay(hour: 260 * 24)
        #expect(try await !isRemovable(1, store))
        await close(store, folder)
    }

    @Test(arguments: StoreContractTests.Kind.allCases)
    func `nothing goes while a device is in use that never announced a key`(
        kind: StoreContractTests.Kind
    ) async throws {
        let (store, folder) = try await begun(kind)
        let old: DeviceKey = Contract.name(2)
        _ = try await store.admit(old, limit: 9)
        try await upload(1, store)
        try await pass(30, store)
        try await store.noteLate(old)
        try await store.noteLate(Self.device)
        #expect(try await store.keeping().late == [old: 30])
        try await pass(59, store)
        #expect(try await !isRemovable(1, store))
        try await pass(1, store)
        #expect(try await isRemovable(1, store))
        try await store.noteLate(old)
        #expect(try await !isRemovable(1, store))
        // Let in again, it is what it was.
        _ = try await store.admit(old, limit: 9)
        _ = try await store.admit(Self.device, limit: 9)
        #expect(try await store.keeping().late == [old: 90])
        try await store.announce(Contract.name(100), by: old, limit: 8, hour: 0)
        #expect(try await store.keeping().late.isEmpty)
        #expect(try await isRemovable(1, store))
        _ = try await store.admit(Contract.name(3), limit: 9)
        try await store.noteLate(Contract.name(3))
        #expect(try await !isRemovable(1, store))
        try await store.expel(Contract.name(3))
        #expect(try await isRemovable(1, store))
        await close(store, folder)
    }

    @Test(arguments: StoreContractTests.Kind.allCases)
    func `what a message may name that nobody has read stays, and has its days once it was read`(
        kind: StoreContractTests.Kind
    ) async throws {
        let (store, folder) = try await begun(kind)
        _ = try await deliver(1, store)
        try await pass(1, store)
        try await upload(1, store)
        try await pass(2, store)
        let message = try await deliver(2, store)
        try await pass(1, store)
        try await upload(2, store)
        // Two whole days behind its upload: this one names the first blob no more.
        _ = try await deliver(3, store)
        try await store.removeIntake([1], hour: 0)
        try await pass(100, store)
        #expect(try await removable(store).isEmpty)
        try await store.removeIntake([message], hour: 0)
        try await pass(59, store)
        #expect(try await removable(store).isEmpty)
        try await pass(1, store)
        #expect(try await removable(store) == [Contract.name(1)])
        await close(store, folder)
    }

    @Test(arguments: StoreContractTests.Kind.allCases)
    func `an envelope that stays for good keeps what came with it for a year`(
        kind: StoreContractTests.Kind
    ) async throws {
        let (store, folder) = try await begun(kind)
        try await upload(1, store)
        _ = try await deliver(1, store)
        try await pass(364 + 59, store)
        #expect(try await removable(store).isEmpty)
        try await pass(1, store)
        #expect(try await removable(store) == [Contract.name(1)])
        await close(store, folder)
    }

    // MARK: What is on the disk

    private static func rows(_ folder: ScratchFolder, _ sql: String) async throws -> [String] {
        try await DatabaseQueue(path: "\(folder.path)/relay.sqlite").read { db in try String.fetchAll(db, sql: sql) }
    }

    @Test func `of the days on which desks called the disk has no more than it needs`() async throws {
        let (store, folder) = try await begun(.sqlite)
        try await pass(20, store)
        try await upload(1, store)
        try await pass(20, store)
        let days = try await Self.rows(folder, "SELECT day || ' ' || coalesce(hour, '') FROM device_days ORDER BY day")
        // The last but one had the last claim when the newest began.
        #expect(days == ["20 ", "23 ", "39 ", "40 960"])
        await close(store, folder)
    }

    @Test func `what a relay had before it knew of claims is kept, and its devices are those it had`() async throws {
        let folder = try ScratchFolder()
        let path = "\(folder.path)/relay.sqlite"
        let store = try SQLiteStore(path: path)
        _ = try await store.admit(Self.device, limit: 9)
        await store.close()
        try await DatabaseQueue(path: path).write { db in
            for table in ["keeping_keys", "device_days", "unclaimed_blobs"] {
                try db.execute(sql: "DROP TABLE \(table)")
            }
            try db.execute(sql: "ALTER TABLE devices DROP COLUMN late_day")
            try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier LIKE '2 %'")
        }
        let again = try SQLiteStore(path: path)
        #expect(try await again.devices() == [Self.device])
        let record = try await again.keeping()
        #expect(record.keys.isEmpty && record.day == nil && record.late == [Self.device: 0])
        #expect(try await again.unclaimedBlobs() == 0)
        #expect(try await again.columns() == SchemaClassification.columns.mapValues { Set($0.keys) })
        await again.close()
    }

    @Test func `claims and days are there after a restart`() async throws {
        let (store, folder) = try await begun(.sqlite)
        try await upload(1, store)
        try await upload(2, store)
        try await store.claim([Contract.name(2)])
        try await pass(60, store)
        let record = try await store.keeping()
        await store.close()
        let again = try SQLiteStore(path: "\(folder.path)/relay.sqlite")
        #expect(try await again.keeping() == record)
        #expect(try await removable(again) == [Contract.name(1)])
        await close(again, folder)
    }
}
