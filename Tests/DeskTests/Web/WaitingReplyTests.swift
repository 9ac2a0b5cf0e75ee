// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// Nobody takes a reply for read that lies on this machine still.
struct WaitingReplyTests {
    private static let path = "/requests/\(PagesWork.id(7) as ID<Casework.Request>)"

    /// A conversation with two replies, the second of which has not left.
    private func desk(_ connection: SyncStatus.Connection) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.receive(7, body: "Помогите")
        for (number, body) in [(1 as UInt32, "Первый."), (2, "Второй.")] {
            await desk.work.record(.replySent(request: PagesWork.id(7), number: number, body: body, files: []))
        }
        let last = try #require(await desk.work.state.request(PagesWork.id(7))?.timeline.last)
        var status = SyncStatus.fresh
        (status.connection, status.queuedCount, status.waitingReplies) = (connection, 1, [last.entry])
        await desk.work.set(status)
        return desk
    }

    @Test(arguments: [SyncStatus.Connection.offline, .full, .alarm(Alarm.fork.rawValue)])
    func `a reply that waits says that the person cannot read it`(connection: SyncStatus.Connection) async throws {
        let page = await (try desk(connection)).get(Self.path).text
        #expect(page.matches(of: /not sent yet: the person cannot read it/).count == 1)
        let mark = try #require(page.firstRange(of: "not sent yet")).lowerBound
        #expect(try #require(page.firstRange(of: "Первый.")).lowerBound < mark)
        #expect(mark < (try #require(page.firstRange(of: "Второй.")).lowerBound))
    }

    @Test func `while the relay answers it is on its way, and once it is there nothing is said`() async throws {
        let desk = try await desk(.online)
        #expect(await desk.get(Self.path).says("on its way"))
        await desk.work.set(.fresh)
        let page = await desk.get(Self.path)
        #expect(!page.says("on its way") && !page.says("not sent yet"))
    }

    @Test func `Russian says it too`() async throws {
        let page = await (try desk(.full)).get(Self.path, headers: ["Accept-Language": "ru"])
        #expect(page.says("человек не может это прочесть"))
    }
}
