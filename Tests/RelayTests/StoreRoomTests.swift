// SPDX-License-Identifier: AGPL-3.0-or-later
import Blobs
import LifeboatTestSupport
import Relay
import RelayAPI
import RelayConnection
import RelayStore
import RelayStoreSQLite
import Testing

/// What is not stored takes no room, also before the store is measured again.
@Suite struct StoreRoomTests {
    private static let row = 512

    private static func run(_ body: @escaping @Sendable (LiveRelay, RelayClient) async throws -> Void) async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.upkeepSeconds = 3_600
        } _: { (relay: LiveRelay) async throws -> Void in
            try await body(relay, try await relay.device())
        }
    }

    @Test func `an envelope that is known takes no room`() async throws {
        try await Self.run { relay, _ in
            for _ in 0..<3 {
                try await relay.client().deliver(envelope: RelayCallTests.envelope(1))
                #expect(relay.blobs.share.byteCount == UInt64(8192 + Self.row))
            }
        }
    }

    @Test func `a slot that is written again, or holds something else, takes no room`() async throws {
        try await Self.run { relay, device in
            let content = RelayCallTests.envelope(1)
            for _ in 0..<2 {
                try await device.writeSlot(RelayCallTests.name(1), content: content)
                #expect(relay.blobs.share.byteCount == UInt64(8192 + Self.row))
            }
            await #expect(throws: RelayClientError.conflict) {
                try await device.writeSlot(RelayCallTests.name(1), content: RelayCallTests.envelope(2))
            }
            #expect(relay.blobs.share.byteCount == UInt64(8192 + Self.row))
        }
    }

    @Test func `an append that is refused takes no room, and one that is known in part takes what is new`() async throws
    {
        try await Self.run { relay, device in
            let entries = (1...3).map { RelayCallTests.envelope($0, 1024 << Int($0)) }
            _ = try await device.append([entries[0]], onto: 0)
            let one = UInt64(2048 + Self.row)
            #expect(relay.blobs.share.byteCount == one)
            await #expect(throws: RelayClientError.conflict) { _ = try await device.append([entries[1]], onto: 0) }
            #expect(relay.blobs.share.byteCount == one)
            _ = try await device.append([entries[0]], onto: 0)
            #expect(relay.blobs.share.byteCount == one, "all of it was known")
            #expect(try await device.append([entries[2], entries[0], entries[1]], onto: 1).sequences == [1, 0, 2])
            #expect(relay.blobs.share.byteCount == one + UInt64(4096 + 8192 + 2 * Self.row))
        }
    }

    @Test func `what a store cannot keep takes no room`() async throws {
        let folder = try ScratchFolder()
        let store = try SQLiteStore(path: "\(folder.path)/relay.sqlite", maximumPageCount: 64)
        try await LiveRelay.run(in: folder, store: store) {
            $0.upkeepSeconds = 3_600
        } _: { (relay: LiveRelay) async throws -> Void in
            let device = try await relay.device()
            var (number, before): (UInt8, UInt64) = (0, 0)
            await #expect(throws: RelayClientError.full) {
                while number < 100 {
                    number += 1
                    before = relay.blobs.share.byteCount
                    try await relay.client().deliver(envelope: RelayCallTests.envelope(number))
                }
            }
            #expect(relay.blobs.share.byteCount == before)
            await #expect(throws: RelayClientError.full) {
                try await device.writeSlot(RelayCallTests.name(1), content: RelayCallTests.envelope(1))
            }
            await #expect(throws: RelayClientError.full) { _ = try await device.append([RelayCallTests.envelope(1)]) }
            #expect(relay.blobs.share.byteCount == before)
        }
    }

    @Test func `room is given back once, and not where the store was measured since`() throws {
        let share = DiskShare(limit: 1_000)
        let room = try #require(share.takeForStore(400, isDevice: false))
        share.giveBack(room, keeping: 100)
        #expect(share.byteCount == 100)
        let late = try #require(share.takeForStore(400, isDevice: false))
        share.measured(store: 50)
        share.giveBack(late)
        #expect(share.byteCount == 50)
        #expect(share.takeForStore(951, isDevice: false) == nil && share.byteCount == 50)
    }
}
