// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Relay
import RelayAPI
import RelayConnection
import RelayStoreSQLite
import Testing

/// Shelves, through the client, against a relay that listens.
@Suite struct ShelfCallTests {
    private let token: ShelfToken
    private let everything: ShelfName

    init() throws {
        token = try #require(ShelfToken([UInt8](repeating: 7, count: 32)))
        everything = try #require(ShelfName(depth: 0, mark: 0))
    }

    private static func name(_ depth: UInt8, _ mark: UInt8, _ rest: UInt8 = 0) -> [UInt8] {
        [depth, mark] + [UInt8](repeating: rest, count: 30)
    }

    private func read(_ shelf: ShelfName, _ client: RelayClient) async throws -> [ShelvedSlot] {
        var slots: [ShelvedSlot] = []
        for try await slot in try await client.readShelf(shelf, token: token) { slots.append(slot) }
        return slots
    }

    @Test func `a shelf holds what begins alike, in order, and nothing else`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let device = try await relay.device()
            try await device.lockShelves(token.lock)
            let names = [
                Self.name(3, 0xA0), Self.name(0, 0x11), Self.name(3, 0x80), Self.name(1, 0xFF), Self.name(1, 0x10),
                Self.name(4, 0xA0), Self.name(0x99, 0xA0), Self.name(2, 0xA1),
            ]
            for name in names { try await device.writeSlot(name, content: [UInt8](repeating: name[1], count: 8192)) }
            let shelf = try #require(ShelfName(depth: 3, mark: 0xA000))
            let slots = try await read(shelf, relay.client())
            let expected = [Self.name(0, 0x11), Self.name(1, 0xFF), Self.name(2, 0xA1), Self.name(3, 0xA0)]
            #expect(slots.map(\.name.bytes) == expected)
            #expect(slots.map(\.content) == expected.map { [UInt8](repeating: $0[1], count: 8192) })
            #expect(try await read(everything, relay.client()).map(\.name.bytes) == [Self.name(0, 0x11)])
            try await device.removeSlots([Self.name(0, 0x11)])
            #expect(try await read(everything, relay.client()).isEmpty)
        }
    }

    @Test func `a shelf of many pages comes whole`() async throws {
        let folder = try ScratchFolder()
        let store = try SQLiteStore(path: "\(folder.path)/relay.sqlite")
        try await LiveRelay.run(in: folder, store: store) { relay in
            let device = try await relay.device()
            try await device.lockShelves(token.lock)
            for number in 0..<150 as Range<UInt8> {
                let count = RelayLimits.slotByteCounts[number % 50 == 0 ? 2 : number % 7 == 0 ? 1 : 0]
                try await device.writeSlot(
                    Self.name(0, number, number), content: [UInt8](repeating: number, count: count))
            }
            let slots = try await read(everything, relay.client())
            #expect(slots.map { $0.name.bytes[1] } == Array(0..<150))
            #expect(slots.allSatisfy { slot in slot.content.allSatisfy { $0 == slot.name.bytes[1] } })
        }
    }

    @Test func `strangers get no shelf, whatever lies on it`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let device = try await relay.device()
            try await device.writeSlot(Self.name(0, 1), content: [UInt8](repeating: 1, count: 8192))
            await #expect(throws: RelayClientError.notAuthorised) { try await read(everything, relay.client()) }
            let other = try #require(ShelfToken([UInt8](repeating: 8, count: 32)))
            try await device.lockShelves(other.lock)
            await #expect(throws: RelayClientError.notAuthorised) { try await read(everything, relay.client()) }
            try await device.lockShelves(token.lock)
            try await device.lockShelves(token.lock)
            #expect(try await read(everything, relay.client()).count == 1)
            await #expect(throws: RelayClientError.notAuthorised) {
                try await relay.client().readShelf(everything, token: other)
            }
        }
    }

    @Test func `only a device sets the lock`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            _ = try await relay.device()
            let stranger = relay.client(AccessKey())
            await #expect(throws: RelayClientError.notAuthorised) { try await stranger.lockShelves(token.lock) }
        }
    }

    @Test func `the lock survives a restart`() async throws {
        let folder = try ScratchFolder()
        for isFirst in [true, false] {
            let store = try SQLiteStore(path: "\(folder.path)/relay.sqlite")
            try await LiveRelay.run(in: folder, store: store) { relay in
                if isFirst { try await relay.device().lockShelves(token.lock) }
                #expect(try await read(everything, relay.client()).isEmpty)
            }
        }
    }
}
