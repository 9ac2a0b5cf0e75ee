// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import RelayAPI
import Testing

@testable import Desk

/// What a desk knows of the room at its relay.
struct RelayRoomTests {
    private let fixture = DeskFixture()

    @Test func `the desk knows how much room the relay has as soon as it says so, and no longer than it does`()
        async throws
    {
        let (desk, _) = try await fixture.founded()
        try await desk.synchronise()
        #expect(await desk.status.room == nil)
        fixture.relay.setDisk(DiskUse(used: 3, share: 4, isFull: false))
        try await desk.synchronise()
        #expect(await desk.status.room == RelayRoom(used: 3, share: 4, isFull: false))
        #expect(await desk.status.room?.percent == 75)
        #expect(await desk.status.room?.level == .low)
        fixture.relay.setDisk(DiskUse(used: 3, share: 4, isFull: true))
        try await desk.synchronise()
        #expect(await desk.status.room?.level == RelayRoom.Level.none)
        fixture.relay.setDisk(nil)
        try await desk.synchronise()
        #expect(await desk.status.room == nil)
    }
}
