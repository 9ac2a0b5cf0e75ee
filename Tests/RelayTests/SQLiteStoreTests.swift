// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import GRDB
import LifeboatTestSupport
import RelayStore
import RelayStoreSQLite
import Testing

@Suite struct SQLiteStoreTests {
    private typealias Contract = StoreContractTests

    private func open(_ folder: ScratchFolder, pages: Int? = nil) throws -> SQLiteStore {
        try SQLiteStore(path: "\(folder.path)/relay.sqlite", maximumPageCount: pages)
    }

    @Test func `every commit reaches the disk: synchronous is FULL on the connection that writes`() async throws {
        let folder = try ScratchFolder()
        let store = try open(folder)
        #expect(try await store.synchronousLevel() == 2)
        await store.close()
        let again = try open(folder)
        #expect(try await again.synchronousLevel() == 2)
        await again.close()
    }

    @Test func `every column of the database is classified, and nothing else is`() async throws {
        let folder = try ScratchFolder()
        let store = try open(folder)
        let classified = SchemaClassification.columns.mapValues { Set($0.keys) }
        #expect(try await store.columns() == classified)
        await store.close()
    }

    @Test func `a store that is closed twice is closed`() async throws {
        let store = try open(try ScratchFolder())
        await store.close()
        await store.close()
        await #expect(throws: RelayStoreError.self) { _ = try await store.tallies() }
    }

    @Test func `a column that nobody classified is noticed`() async throws {
        let folder = try ScratchFolder()
        let store = try open(folder)
        try await DatabaseQueue(path: "\(folder.path)/relay.sqlite").write { db in
            try db.execute(sql: "ALTER TABLE intake ADD COLUMN address TEXT")
        }
        #expect(try await store.columns() != SchemaClassification.columns.mapValues { Set($0.keys) })
        await store.close()
    }

    @Test func `what was acknowledged is there after a restart`() async throws {
        let folder = try ScratchFolder()
        let store = try open(folder)
        _ = try await store.addIntake(Contract.envelope(1), digest: Contract.name(1), hour: 3)
        _ = try await store.writeSlot(Contract.name(2), content: Contract.envelope(2))
        _ = try await store.append([LedgerAppend(leaf: Contract.name(3), entry: [UInt8](repeating: 3, count: 2048))])
        _ = try await store.admit(Contract.name(4), limit: 9)
        await store.close()
        let again = try open(folder)
        #expect(try await again.readIntake(after: 0, limit: PageLimit(count: 9, byteCount: 99_999)).count == 1)
        #expect(try await again.readSlots([Contract.name(2)]) == [Contract.envelope(2)])
        #expect(try await again.readLeaves(from: 0, limit: 9) == [Contract.name(3)])
        #expect(try await again.devices() == [Contract.name(4)])
        let tallies = try await again.tallies()
        #expect(tallies.lastIntake == 1 && tallies.ledgerSize == 1)
        await again.close()
    }

    /// What a kill leaves: the files as they are at that moment, never closed.
    @Test func `a copy of the files at any moment holds all that was acknowledged by then`() async throws {
        let folder = try ScratchFolder()
        let store = try open(folder)
        for round in 1...5 {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        let number = round * 100 + number
                        _ = try await store.addIntake(Contract.envelope(number), digest: Contract.name(number), hour: 0)
                    }
                }
                try await group.waitForAll()
            }
            let copy = try ScratchFolder()
            for (name, bytes) in try folder.files() where !name.hasSuffix("-shm") {
                try bytes.write(to: URL(filePath: "\(copy.path)/\(name)"))
            }
            let revived = try open(copy)
            #expect(try await revived.waitingEnvelopes() == UInt64(round * 20))
            await revived.close()
        }
        await store.close()
    }

    @Test func `removed bytes leave every file`() async throws {
        let folder = try ScratchFolder()
        let store = try open(folder)
        let mark = Array("these bytes must not stay".utf8)
        let content = mark + [UInt8](repeating: 9, count: 8192 - mark.count)
        let entry = mark + [UInt8](repeating: 8, count: 1024 - mark.count)
        _ = try await store.addIntake(content, digest: Contract.name(1), hour: 0)
        _ = try await store.writeSlot(Contract.name(1), content: content)
        _ = try await store.append([LedgerAppend(leaf: Contract.name(1), entry: entry)])
        #expect(try folder.files().values.contains { $0.firstRange(of: mark) != nil })
        try await store.removeIntake([1], hour: 0)
        try await store.removeSlots([Contract.name(1)])
        try await store.erase([0])
        try await store.tidy(hour: 0)
        for (name, bytes) in try folder.files() { #expect(bytes.firstRange(of: mark) == nil, "\(name)") }
        await store.close()
    }

    @Test func `a full disk refuses what is new and keeps what is there`() async throws {
        let folder = try ScratchFolder()
        let store = try open(folder, pages: 64)
        var stored = 0
        await #expect(throws: RelayStoreError.full) {
            for number in 1...64 {
                _ = try await store.addIntake(Contract.envelope(number), digest: Contract.name(number), hour: 0)
                stored = number
            }
        }
        #expect(stored > 5)
        let kept = try await store.readIntake(after: 0, limit: PageLimit(count: 99, byteCount: 1 << 20))
        #expect(kept.map(\.envelope) == (1...stored).map(Contract.envelope))
        // Room that is made is used again.
        try await store.removeIntake([1, 2], hour: 0)
        let outcome = try await store.addIntake(Contract.envelope(99), digest: Contract.name(99), hour: 0)
        #expect(outcome != .known)
        await store.close()
    }

    @Test func `a write that fails fails alone`() async throws {
        let folder = try ScratchFolder()
        let store = try open(folder)
        let failures = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                group.addTask {
                    // Every fourth envelope has a size that the schema refuses.
                    let envelope = number % 4 == 0 ? [1, 2, 3] : Contract.envelope(number)
                    let outcome = try? await store.addIntake(envelope, digest: Contract.name(number), hour: 0)
                    return outcome == nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(failures == 10)
        #expect(try await store.waitingEnvelopes() == 30)
        await store.close()
    }

    @Test func `free pages can be given back, and are overwritten`() async throws {
        let folder = try ScratchFolder()
        let store = try open(folder)
        for number in 1...50 {
            _ = try await store.addIntake(Contract.envelope(number), digest: Contract.name(number), hour: 0)
        }
        try await store.tidy(hour: 0)
        let before = try #require(try folder.files()["relay.sqlite"]).count
        try await store.removeIntake(Array(1...50), hour: 0)
        try await store.tidy(hour: 0)
        let after = try #require(try folder.files()["relay.sqlite"]).count
        #expect(after < before / 2)
        #expect(try await store.byteCount() <= UInt64(after))
        await store.close()
    }
}
