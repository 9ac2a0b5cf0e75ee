// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import LifeboatTestSupport
import RelayStore
import RelayStoreSQLite
import Testing

/// What every store must do, run against each.
@Suite struct StoreContractTests {
    enum Kind: String, CaseIterable, Sendable { case memory, sqlite }

    /// A fresh store; the folder lives as long as the test holds it.
    static func make(
        _ kind: Kind, _ memory: RemovalMemory = RemovalMemory(count: 1000, hours: 720)
    ) throws -> (store: any RelayStore, folder: ScratchFolder) {
        let folder = try ScratchFolder()
        switch kind {
        case .memory: return (MemoryStore(removed: memory), folder)
        case .sqlite: return (try SQLiteStore(path: "\(folder.path)/relay.sqlite", removed: memory), folder)
        }
    }

    static func envelope(_ number: Int) -> [UInt8] {
        withUnsafeBytesOf(number) + [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 8192 - 8)
    }

    static func name<Kind>(_ number: Int) -> StoreName<Kind> {
        StoreName(withUnsafeBytesOf(number) + [UInt8](repeating: 0, count: 24))
    }

    private static func withUnsafeBytesOf(_ number: Int) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    private let page = PageLimit(count: 100, byteCount: 1 << 20)

    @Test(arguments: Kind.allCases)
    func `envelopes come out in the order in which they went in`(kind: Kind) async throws {
        let (store, folder) = try Self.make(kind)
        for number in 1...5 {
            let outcome = try await store.addIntake(Self.envelope(number), digest: Self.name(number), hour: 7)
            #expect(outcome == .stored(sequence: UInt64(number)))
        }
        let records = try await store.readIntake(after: 2, limit: page)
        #expect(records.map(\.sequence) == [3, 4, 5])
        #expect(records.map(\.envelope) == [3, 4, 5].map(Self.envelope))
        #expect(records.allSatisfy { $0.hour == 7 })
        #expect(try await store.readIntake(after: .max, limit: page).isEmpty)
        #expect(try await store.waitingEnvelopes() == 5)
        await close(store, folder)
    }

    @Test(arguments: Kind.allCases)
    func `the same envelope again is known, also after its removal`(kind: Kind) async throws {
        let (store, folder) = try Self.make(kind)
        #expect(try await store.addIntake(Self.envelope(1), digest: Self.name(1), hour: 0) == .stored(sequence: 1))
        #expect(try await store.addIntake(Self.envelope(1), digest: Self.name(1), hour: 0) == .known)
        try await store.removeIntake([1, 99], hour: 10)
        #expect(try await store.addIntake(Self.envelope(1), digest: Self.name(1), hour: 0) == .known)
        #expect(try await store.readIntake(after: 0, limit: page).isEmpty)
        #expect(try await store.addIntake(Self.envelope(2), digest: Self.name(2), hour: 0) == .stored(sequence: 2))
        await close(store, folder)
    }

    @Test(arguments: Kind.allCases)
    func `removed envelopes are forgotten after their hours, and beyond their number`(kind: Kind) async throws {
        let (store, folder) = try Self.make(kind, RemovalMemory(count: 2, hours: 24))
        for number in 1...4 {
            _ = try await store.addIntake(Self.envelope(number), digest: Self.name(number), hour: 0)
            try await store.removeIntake([UInt64(number)], hour: UInt32(100 + number))
        }
        try await store.tidy(hour: 105)
        let early = try await store.addIntake(Self.envelope(1), digest: Self.name(1), hour: 0)
        #expect(early != .known)
        #expect(try await store.addIntake(Self.envelope(4), digest: Self.name(4), hour: 0) == .known)
        try await store.tidy(hour: 104 + 24)
        #expect(try await store.addIntake(Self.envelope(4), digest: Self.name(4), hour: 0) != .known)
        await close(store, folder)
    }

    @Test(arguments: Kind.allCases)
    func `a number is never given twice, also when the last envelope is gone`(kind: Kind) async throws {
        let (store, folder) = try Self.make(kind)
        _ = try await store.addIntake(Self.envelope(1), digest: Self.name(1), hour: 0)
        try await store.removeIntake([1], hour: 0)
        #expect(try await store.addIntake(Self.envelope(2), digest: Self.name(2), hour: 0) == .stored(sequence: 2))
        #expect(try await store.tallies().lastIntake == 2)
        await close(store, folder)
    }

    @Test(arguments: Kind.allCases)
    func `a page holds what its limits allow, and one record at least`(kind: Kind) async throws {
        let (store, folder) = try Self.make(kind)
        for number in 1...5 { _ = try await store.addIntake(Self.envelope(number), digest: Self.name(number), hour: 0) }
        #expect(try await store.readIntake(after: 0, limit: PageLimit(count: 2, byteCount: 1 << 20)).count == 2)
        #expect(try await store.readIntake(after: 0, limit: PageLimit(count: 9, byteCount: 3 * 8192)).count == 3)
        #expect(try await store.readIntake(after: 0, limit: PageLimit(count: 9, byteCount: 1)).count == 1)
        await close(store, folder)
    }

    @Test(arguments: Kind.allCases)
    func `a slot is written once`(kind: Kind) async throws {
        let (store, folder) = try Self.make(kind)
        #expect(try await store.writeSlot(Self.name(1), content: Self.envelope(1)) == .stored)
        #expect(try await store.writeSlot(Self.name(1), content: Self.envelope(1)) == .unchanged)
        #expect(try await store.writeSlot(Self.name(1), content: Self.envelope(2)) == .conflict)
        let slots = try await store.readSlots([Self.name(2), Self.name(1), Self.name(1)])
        #expect(slots == [nil, Self.envelope(1), Self.envelope(1)])
        try await store.removeSlots([Self.name(1), Self.name(3)])
        #expect(try await store.readSlots([Self.name(1)]) == [nil])
        await close(store, folder)
    }

    @Test(arguments: Kind.allCases)
    func `the ledger numbers entries without gaps, and a known one keeps its number`(kind: Kind) async throws {
        let (store, folder) = try Self.make(kind)
        let entries = (0..<4).map {
            LedgerAppend(leaf: Self.name($0), entry: [UInt8](repeating: UInt8($0), count: 1024))
        }
        #expect(try await store.append([entries[0], entries[1], entries[0]]) == [0, 1, 0])
        #expect(try await store.append([entries[2], entries[1], entries[3]]) == [2, 1, 3])
        #expect(try await store.readLeaves(from: 1, limit: 2) == [entries[1].leaf, entries[2].leaf])
        try await store.erase([1, 77])
        let records = try await store.readLedger(from: 0, limit: page)
        #expect(records.map(\.sequence) == [0, 1, 2, 3])
        #expect(records.map(\.leaf) == entries.map(\.leaf))
        #expect(records.map(\.entry) == [entries[0].entry, nil, entries[2].entry, entries[3].entry])
        // An erased entry does not come back.
        #expect(try await store.append([entries[1]]) == [1])
        #expect(try await store.readLedger(from: 1, limit: PageLimit(count: 1, byteCount: 1))[0].entry == nil)
        #expect(try await store.tallies().ledgerSize == 4)
        await close(store, folder)
    }

    @Test(arguments: Kind.allCases)
    func `entries go onto a ledger of the size that was named, all of them or none`(kind: Kind) async throws {
        let (store, folder) = try Self.make(kind)
        let entries = (0..<3).map {
            LedgerAppend(leaf: Self.name($0), entry: [UInt8](repeating: UInt8($0), count: 1024))
        }
        #expect(try await store.append([entries[0]], onto: 0) == .stored([0], before: 0))
        #expect(try await store.append([entries[1]], onto: 0) == .otherSize(1))
        #expect(try await store.append([entries[0], entries[1]], onto: 0) == .otherSize(1))
        #expect(try await store.append([entries[0], entries[1]], onto: 1) == .stored([0, 1], before: 1))
        #expect(try await store.append([entries[2]], onto: 3) == .otherSize(2))
        // What is there already is answered as before.
        #expect(try await store.append([entries[0], entries[1]], onto: 1) == .stored([0, 1], before: 2))
        try await store.erase([0])
        #expect(try await store.append([entries[0]], onto: .max) == .stored([0], before: 2))
        #expect(try await store.append([entries[2]], onto: nil) == .stored([2], before: 2))
        #expect(try await store.tallies().ledgerSize == 3)
        await close(store, folder)
    }

    @Test(arguments: Kind.allCases)
    func `devices are admitted up to the bound, and removed`(kind: Kind) async throws {
        let (store, folder) = try Self.make(kind)
        #expect(try await store.admit(Self.name(1), limit: 2))
        #expect(try await store.admit(Self.name(2), limit: 2))
        #expect(try await store.admit(Self.name(2), limit: 2))
        #expect(try await !store.admit(Self.name(3), limit: 2))
        try await store.expel(Self.name(1))
        #expect(try await store.devices() == [Self.name(2)])
        await close(store, folder)
    }

    @Test(arguments: Kind.allCases)
    func `sixty-four appends at once get sixty-four numbers in a row`(kind: Kind) async throws {
        let (store, folder) = try Self.make(kind)
        let numbers = try await withThrowingTaskGroup(of: (Int, UInt64).self) { group in
            for number in 0..<64 {
                group.addTask {
                    let entry = LedgerAppend(leaf: Self.name(number), entry: [UInt8](repeating: 0, count: 1024))
                    return (number, try await store.append([entry])[0])
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.1] = $1.0 }
        }
        #expect(numbers.keys.sorted() == Array(0..<64))
        let leaves = try await store.readLeaves(from: 0, limit: 64)
        #expect(leaves == (0..<64).map { Self.name(numbers[UInt64($0)] ?? -1) })
        await close(store, folder)
    }

    private func close(_ store: any RelayStore, _ folder: ScratchFolder) async {
        await store.close()
        withExtendedLifetime(folder) {}
    }
}
