// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import Testing

@testable import Desk

/// What the pages say while the desk has stopped, and how a person lets it go on.
struct WebAlarmTests {
    private func stopped(_ alarm: Alarm) async throws -> WebDesk {
        let desk = try await WebDesk()
        var status = SyncStatus.fresh
        status.connection = .alarm(alarm.rawValue)
        await desk.work.set(status)
        return desk
    }

    @Test(arguments: Alarm.allCases)
    func `only an alarm that a person may decide on has a button`(alarm: Alarm) async throws {
        let desk = try await stopped(alarm)
        let page = await desk.get("/status")
        #expect(page.says("Stopped: look before anything is written."))
        #expect(page.says("action=\"/status/go-on\"") == alarm.awaitsDecision)
        #expect(page.says("Going on means:") == alarm.awaitsDecision)
        #expect(await desk.get("/help").says("Look and decide") == alarm.awaitsDecision)
    }

    @Test(arguments: [Alarm.disk, .notAuthorised, .removed, .localFiles])
    func `trouble of this machine accuses nobody of another history`(alarm: Alarm) async throws {
        #expect(!(await (try stopped(alarm)).get("/help").says("history")))
    }

    @Test(arguments: Alarm.allCases)
    func `going on reaches the workspace where a person may decide, once`(alarm: Alarm) async throws {
        let desk = try await stopped(alarm)
        for _ in 0..<2 {
            #expect(await desk.post("/status/go-on", ["alarm": alarm.rawValue]).location == "/status")
        }
        #expect(await desk.work.continuedCount == (alarm.awaitsDecision ? 1 : 0))
    }

    @Test(arguments: [Alarm.rollback.rawValue, "", "alarm.none"])
    func `nobody agrees to an alarm that was not on the page`(shown: String) async throws {
        let desk = try await stopped(.forkSeenByAnother)
        #expect(await desk.post("/status/go-on", ["alarm": shown]).location == "/status")
        #expect(await desk.work.continuedCount == 0)
    }

    @Test func `going on needs the form's token and an unlocked desk`() async throws {
        let desk = try await stopped(.fork)
        #expect(await desk.post("/status/go-on", ["alarm": Alarm.fork.rawValue], withToken: false).status == 403)
        await desk.work.lock()
        #expect(await desk.post("/status/go-on", ["alarm": Alarm.fork.rawValue]).status == 423)
        #expect(await desk.work.continuedCount == 0)
    }

    @Test func `without an alarm there is nothing to decide`() async throws {
        let desk = try await WebDesk()
        #expect(!(await desk.get("/status").says("/status/go-on")))
        #expect(await desk.post("/status/go-on", ["alarm": Alarm.fork.rawValue]).location == "/status")
        #expect(await desk.work.continuedCount == 0)
    }

    @Test func `a decision that could not be written down is explained`() async throws {
        let desk = try await stopped(.forkSeenByAnother)
        await desk.work.fail(with: .storage("disk full"))
        let answer = await desk.post("/status/go-on", ["alarm": Alarm.forkSeenByAnother.rawValue])
        #expect(answer.status == 422 && answer.says("disk full") && answer.says("/status/go-on"))
    }

    @Test(arguments: ["en", "ru"], Alarm.allCases)
    func `an alarm is in words, not in keys`(language: String, alarm: Alarm) async throws {
        let desk = try await stopped(alarm)
        _ = await desk.post("/language", ["language": language])
        let text = await desk.get("/status").text.replacing(/<[^>]*>/, with: " ")
        #expect(text.matches(of: /\b(alarm|banner|status)\.[a-z-]+/).isEmpty)
    }

    @Test func `whoever's entries raised an alarm is named`() async throws {
        let desk = try await WebDesk()
        var status = SyncStatus.fresh
        status.connection = .alarm(Alarm.forkSeenByAnother.rawValue)
        status.alarmRaisedBy = ["Борис", "Вера"]
        await desk.work.set(status)
        #expect(await desk.get("/status").says("Whose entries say so: Борис, Вера."))
        #expect(!(await (try stopped(.forkSeenByAnother)).get("/status").says("Whose entries")))
    }

    @Test func `what somebody wrote after they were removed is counted`() async throws {
        let desk = try await WebDesk()
        #expect(!(await desk.get("/status").says("after they were removed")))
        var status = SyncStatus.fresh
        status.removedAuthorsCount = 2
        await desk.work.set(status)
        #expect(await desk.get("/status").says("Entries that people wrote after they were removed"))
    }

    @Test func `what is damaged and cannot be sent is said on every page until somebody has looked`() async throws {
        let desk = try await WebDesk()
        #expect(!(await desk.get("/status").says("damaged")))
        #expect(!(await desk.get("/help").says("damaged")))
        var status = SyncStatus.fresh
        status.damagedCount = 2
        await desk.work.set(status)
        #expect(await desk.get("/status").says("2 things written here and not yet sent are damaged"))
        #expect(await desk.get("/status", headers: ["Accept-Language": "ru"]).says("2 записи, сделанные здесь"))
        for connection in [SyncStatus.Connection.online, .connecting, .offline, .full, .refusing(status: 500)] {
            status.connection = connection
            await desk.work.set(status)
            #expect(await desk.get("/help").says("2 things written here are damaged"), "\(connection)")
        }
        // One more than the page showed.
        #expect(await desk.post("/status/damaged-seen", ["count": "1"]).location == "/status")
        #expect(await desk.get("/help").says("2 things written here are damaged"))
        #expect(await desk.post("/status/damaged-seen", ["count": "2"], withToken: false).status == 403)
        #expect(await desk.post("/status/damaged-seen", ["count": "2"]).location == "/status")
        #expect(!(await desk.get("/help").says("damaged")))
        #expect(!(await desk.get("/status").says("damaged")))
    }

    @Test func `whoever signed that something is destroyed is shown that, with who else did, and nobody else is`()
        async throws
    {
        let desk = try await WebDesk()
        let member = PagesWork.id(602) as ID<Member>
        await desk.work.letIn(member, "Борис", on: PagesWork.id(702))
        let (mine, his) = (PagesWork.id(50) as ID<Compartment>, PagesWork.id(51) as ID<Compartment>)
        #expect(!(await desk.get("/status").says("Destroyed")))
        await desk.work.record(.compartmentsErased([his], grants: []), author: PagesWork.id(702))
        #expect(!(await desk.get("/status").says("Destroyed")), "of what a colleague signed alone there is nothing")
        await desk.work.record(.compartmentsErased([mine], grants: []))
        let alone = await desk.get("/status")
        #expect(
            alone.says("Destroyed") && alone.says("A case, or what you held of it.")
                && alone.says("Nobody else has signed."))
        await desk.work.record(.compartmentsErased([mine], grants: []), author: PagesWork.id(702))
        let both = await desk.get("/status")
        #expect(both.says("Also signed by Борис.") && !both.says(String(mine.hex.prefix(8))))
        // A colleague's list of the same case names parts that its reader never held: it is one case all the same.
        let list: Set = [mine, PagesWork.id(52) as ID<Compartment>]
        await desk.work.record(.compartmentsErased(list.sorted(), grants: []))
        let rows = await desk.get("/status").text.ranges(of: "A case, or what you held of it.")
        #expect(rows.count == 1, "what he signed alone is not there, and a case is one row")
    }
}
