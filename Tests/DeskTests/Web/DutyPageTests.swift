// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// Whoever answers for the organisation is told who reads what people write before nobody does (docs/decisions/0096).
struct DutyPageTests {
    private static let second = PagesWork.id(2) as ID<Casework.Member>

    /// The founder, who is a director on intake duty, and a colleague.
    private func desk(_ roles: Set<MemberRole> = [.director]) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.letIn(Self.second, "Борис", on: PagesWork.id(2), roles: roles)
        return desk
    }

    private func says(_ text: String, at paths: [String] = ["/today", "/members"], _ desk: WebDesk) async -> [Bool] {
        var said: [Bool] = []
        for path in paths { said.append(await desk.get(path).says(text)) }
        return said
    }

    @Test func `with one on intake duty every director reads where the day begins that a second is needed`()
        async throws
    {
        let desk = try await desk()
        #expect(await says("Only you read what people write", desk) == [true, true])
        await desk.work.sit(Self.second)
        #expect(await says("reads what people write. If something happens to", desk) == [true, true])
        await desk.work.record(.rolesSet(member: Self.second, roles: [.director, .intake]))
        #expect(await says("what people write", desk) == [false, false])
    }

    @Test func `whoever is no director is told nothing while somebody reads`() async throws {
        let desk = try await desk([.caseworker])
        await desk.work.sit(Self.second)
        #expect(await says("what people write", desk) == [false, false])
    }

    @Test func `who is alone in the organisation reads that they need a second person, and not twice`() async throws {
        let desk = try await WebDesk()
        #expect(await says("Only you read", desk) == [false, false])
    }

    @Test func `where nobody is on duty every director may take it, and everybody reads it`() async throws {
        let desk = try await desk([.director])
        await desk.work.record(.rolesSet(member: PagesWork.id(1), roles: [.director]))
        let today = await desk.get("/today")
        #expect(today.says("Nobody is on intake duty") && today.says("<a href=\"/members/duty\">Take intake duty</a>"))
        #expect(!today.says("Nothing presses now"))
        let form = await desk.get("/members/duty")
        #expect(form.status == 200 && form.says("opens only with the recovery sheet"))
        #expect(await desk.post("/members/duty", [:]).location == "/members")
        #expect(await desk.work.state.members[PagesWork.id(1)]?.roles == [.director, .intake])
        #expect(await says("Nobody is on intake duty", desk) == [false, false])

        await desk.work.record(.rolesSet(member: PagesWork.id(1), roles: [.director]))
        await desk.work.record(.rolesSet(member: Self.second, roles: [.caseworker]))
        await desk.work.sit(Self.second)
        let other = await desk.get("/today")
        #expect(other.says("Tell a director now") && !other.says("/members/duty"))
        #expect(await desk.get("/members/duty").status == 404)
    }

    @Test func `the forms say what a removal or a role means for who reads, before it is done`() async throws {
        let desk = try await desk([.caseworker, .intake])
        await desk.work.record(.rolesSet(member: PagesWork.id(1), roles: [.director]))
        let remove = await desk.get("/members/\(Self.second.hex)/remove")
        #expect(remove.says("alone reads what people write. From now on you do"))
        #expect(remove.says("Read this first"))
        let roles = await desk.get("/members/\(Self.second.hex)/roles")
        #expect(roles.says("you come on it by the same act"))
        await desk.work.record(.rolesSet(member: PagesWork.id(1), roles: [.director, .intake]))
        #expect(await !desk.get("/members/\(Self.second.hex)/remove").says("reads what people write"))
    }

    @Test func `where nobody is on duty the form of one's own roles says that with it one comes on it`() async throws {
        let desk = try await desk([.director])
        await desk.work.record(.rolesSet(member: PagesWork.id(1), roles: [.director]))
        let me: ID<Casework.Member> = PagesWork.id(1)
        for path in ["/members/\(me.hex)/roles", "/members/duty"] {
            #expect(await desk.get(path).says("With this you come on it yourself"), "\(path)")
        }
    }

    @Test func `a removal that has come to mean something else for who reads is asked for again`() async throws {
        let desk = try await desk([.caseworker, .intake])
        let path = "/members/\(Self.second.hex)/remove"
        let page = await desk.get(path)
        #expect(page.says("\(path)?duty=none") && !page.says("reads what people write"))
        // The director goes off duty between the page and the press.
        await desk.work.record(.rolesSet(member: PagesWork.id(1), roles: [.director]))
        let again = await desk.post("\(path)?duty=none", ["reason": "задержан"])
        #expect(again.status == 422 && again.says("who is on intake duty changed meanwhile"))
        #expect(again.says("alone reads what people write. From now on you do"))
        #expect(await desk.work.state.members[Self.second]?.isCurrent == true)
        #expect(await desk.post("\(path)?duty=on-removal", ["reason": "задержан"]).location == "/members")
        #expect(await desk.work.state.members[Self.second]?.isCurrent == false)
    }

    @Test func `what is read by one alone opens later with the recovery sheet, and the day says so`() async throws {
        let desk = try await desk()
        #expect(await says("opens only with the recovery sheet", desk) == [true, true])
    }

    @Test func `what no key opens is told on the day of whoever is on duty, with the number`() async throws {
        let desk = try await desk()
        var status = SyncStatus.fresh
        status.connection = .online
        (status.unseenEnvelopes, status.opensJoining) = (ClosedEnvelopes(count: 3, upTo: 17), true)
        await desk.work.set(status)
        let today = await desk.get("/today")
        #expect(today.says("3 envelopes came into the intake that no key here opens") && today.says("recovery sheet"))
        #expect(!today.says("machine that asks to join"))
        status.opensJoining = false
        await desk.work.set(status)
        #expect(await desk.get("/today").says("machine that asks to join"))
        #expect(await desk.get("/today", headers: ["Accept-Language": "ru"]).says("ни один ключ этого рабочего места"))
    }

    @Test func `what no key opens stands on the day until somebody says that they have seen it, and no more than that`()
        async throws
    {
        let desk = try await desk()
        var status = SyncStatus.fresh
        status.connection = .online
        (status.closedCount, status.opensJoining) = (3, true)
        await desk.work.set(status)
        #expect(await !desk.get("/today").says("no key here opens"), "it was seen earlier")
        status.unseenEnvelopes = ClosedEnvelopes(count: 2, upTo: 17)
        await desk.work.set(status)
        let today = await desk.get("/today")
        #expect(today.says("2 envelopes came") && today.says("name=\"count\" value=\"2\""))
        #expect(today.says("name=\"last\" value=\"17\"") && today.says("I have seen this"))
        // Another one came meanwhile.
        status.unseenEnvelopes = ClosedEnvelopes(count: 3, upTo: 18)
        await desk.work.set(status)
        #expect(
            await desk.post("/today/envelopes-seen", ["count": "2", "removed": "0", "last": "17"]).location == "/today")
        #expect(await desk.get("/today").says("3 envelopes came"))
        #expect(
            await desk.post("/today/envelopes-seen", ["count": "3", "removed": "0", "last": "18"]).location == "/today")
        #expect(await !desk.get("/today").says("no key here opens"))
        #expect(await desk.post("/today/envelopes-seen", ["count": "x", "removed": "0", "last": "18"]).status == 400)
        #expect(await desk.post("/today/envelopes-seen", ["count": "3"]).status == 400)
    }

    @Test func `letters that nobody takes in are told, and not whose they are`() async throws {
        let desk = try await desk()
        var status = SyncStatus.fresh
        status.connection = .online
        status.waitingLetters = WaitingLetters(count: 2, since: 1_799_996_400)
        await desk.work.set(status)
        let today = await desk.get("/today")
        #expect(today.says("2 letters of people to those who hold their cases wait, the first since"))
        #expect(today.says("Whose it is cannot be seen from here"))
        #expect(await !desk.get("/members").says("letters of people"))
    }

    @Test func `a removal says of which conversations nobody else has the key`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.conversation])
        let conversation = SampleCase.compartment(.conversation)
        let last = SampleCase.boris
        await desk.work.write(
            .inCompartment(.access(.granted(member: last, reason: "вместе"))), in: conversation, by: SampleCase.anna)
        let holders = try #require(await desk.work.state.part(conversation)).access.holders
        #expect(holders.contains(last))
        let path = "/members/\(last.hex)/remove"
        #expect(await !desk.get(path).says("Conversations without a reader"))
        for holder in holders where holder != last {
            await desk.work.write(
                .inCompartment(.access(.ended(member: holder, reason: "передала"))), in: conversation, by: last)
        }
        let page = await desk.get(path)
        #expect(page.says("Conversations without a reader") && page.says("nobody reads"))
    }
}

extension PagesWork {
    func seeEnvelopes(_ told: ClosedEnvelopes) throws(WorkspaceError) {
        guard told == status.unseenEnvelopes else { return }
        var seen = status
        seen.unseenEnvelopes = nil
        set(seen)
    }
}
