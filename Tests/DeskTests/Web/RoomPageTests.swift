// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// That the relay fills is told before nobody can write any more, to those who answer for the door.
struct RoomPageTests {
    private static let quarter: UInt64 = 5 << 30

    private func desk(_ room: RelayRoom?, roles: Set<MemberRole> = [.intake]) async throws -> WebDesk {
        let desk = try await WebDesk()
        let member = PagesWork.id(602) as ID<Member>
        await desk.work.letIn(member, "Борис", on: PagesWork.id(702), roles: roles)
        await desk.work.sit(member)
        var status = SyncStatus.fresh
        status.connection = .online
        status.room = room
        await desk.work.set(status)
        return desk
    }

    private static func room(_ used: UInt64, isFull: Bool = false) -> RelayRoom {
        RelayRoom(used: used, share: 4 * quarter, isFull: isFull)
    }

    @Test(
        arguments: [
            (0, 100, false, .ample, 0), (74, 100, false, .ample, 70), (4, 100, false, .ample, 0),
            (75, 100, false, .low, 75),
            (99, 100, false, .low, 95),
            (100, 100, false, .none, 100), (130, 100, false, .none, 100), (10, 100, true, .none, 10),
            (0, 0, false, .none, 100),
            (UInt64.max - 1, .max, false, .low, 95),
        ] as [(UInt64, UInt64, Bool, RelayRoom.Level, Int)])
    func `three quarters are low, and all of it, or a relay that says so, is none`(
        used: UInt64, share: UInt64, isFull: Bool, level: RelayRoom.Level, percent: Int
    ) {
        let room = RelayRoom(used: used, share: share, isFull: isFull)
        #expect(room.level == level && room.percent == percent)
    }

    @Test(arguments: [[.intake], [.director], [.director, .caseworker]] as [Set<MemberRole>])
    func `whoever answers for the door reads on their day that the relay fills, and what can be done`(
        roles: Set<MemberRole>
    ) async throws {
        let soon = await (try desk(Self.room(3 * Self.quarter), roles: roles)).get("/today")
        #expect(soon.says("The relay is 75% full.") && soon.says("relay-disk-share"))
        #expect(!soon.says("Nothing presses now."))
        #expect(!soon.says("role=\"alert\""))
        let now = await (try desk(Self.room(3 * Self.quarter, isFull: true), roles: roles)).get("/today")
        #expect(now.says("The relay is full.") && now.says("relay-disk-share") && now.says("role=\"alert\""))
    }

    @Test(arguments: [nil, Self.room(0), Self.room(3 * Self.quarter - 1)])
    func `with room, or from a relay that does not say, nothing is made of it`(room: RelayRoom?) async throws {
        let page = await (try desk(room)).get("/today")
        #expect(!page.says("The relay is") && page.says("Nothing presses now."))
    }

    @Test func `who does not answer for the door is not alarmed, and finds it under Status`() async throws {
        let desk = try await desk(Self.room(4 * Self.quarter), roles: [.caseworker])
        #expect(!(await desk.get("/today").says("The relay is full.")))
        #expect(await desk.get("/status").says("The relay is full."))
    }

    @Test func `the status page says how much, or that it is not known`() async throws {
        let known = await (try desk(Self.room(Self.quarter))).get("/status")
        #expect(known.says("25% of 20 GiB or a little more are used") && !known.says("relay-disk-share"))
        #expect(await (try desk(Self.room(1))).get("/status").says("less than 5% of 20 GiB are used"))
        #expect(await (try desk(nil)).get("/status").says("not known: the relay does not say"))
        let low = await (try desk(Self.room(3 * Self.quarter))).get("/status")
        #expect(low.says("75% of 20 GiB or a little more are used") && low.says("relay-disk-share"))
    }
}
