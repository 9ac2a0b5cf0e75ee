// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// Declining many requests that were set apart, in one act.
struct DecliningPageTests {
    private static let other: ID<Member> = PagesWork.id(2)
    private static let device: ID<Device> = PagesWork.id(2)

    /// Requests that were set apart together, and a second member on intake duty.
    private func desk(_ count: Int = 10, danger: DangerRating = .weeks) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.letIn(Self.other, "Вера", on: Self.device, roles: [.intake])
        await FloodPageTests.flood(desk, count, danger: danger)
        let choice = try await choose(desk, "all", of: "state=1")
        #expect(await desk.post(choice, ["note": "поток"]).location == choice)
        try await FloodPageTests.finish(desk, String(choice.suffix(32)))
        return desk
    }

    private func choose(
        _ desk: WebDesk, _ what: String = "decline-all", of query: String = "state=\(RequestState.quarantined.rawValue)"
    ) async throws -> String {
        try #require(await desk.post("/requests/together", ["of": query, "what": what]).location)
    }

    private func decline(_ desk: WebDesk, _ address: String, _ reason: DeclineReason = .suspectedHostile) async throws {
        let answer = await desk.post(address, ["decline-reason": "\(reason.rawValue)", "note": ""])
        #expect(answer.location == address, "\(answer.text)")
        try await FloodPageTests.finish(desk, String(address.suffix(32)))
    }

    @Test func `nobody is said to have read what was set apart, and it calls nobody`() async throws {
        let desk = try await desk(danger: .lifeInDanger)
        let state = await desk.work.state
        #expect(state.requests.allSatisfy { $0.wasSetApartUnread && $0.unreadCount == 0 })
        #expect(!state.requests.flatMap(\.timeline).contains { $0.content == .opened })
        let act = await desk.get("/requests/acts/\(FloodPageTests.id(1_000).hex)")
        #expect(act.says("<dt>Nobody has read</dt><dd><bdi>10</bdi></dd>") && act.says("Decline all of them: 10"))
        #expect(await !desk.get("/requests?unread=1").says("10 alike"))
        _ = await desk.get("/requests/\(FloodPageTests.id(1_003).hex)")
        #expect(await desk.work.state.request(FloodPageTests.id(1_003))?.wasSetApartUnread == false)
    }

    @Test func `all of a row are declined by one act, each by its own event`() async throws {
        let desk = try await desk(150)
        let list = await desk.get("/requests?state=\(RequestState.quarantined.rawValue)")
        #expect(list.says("Decline all of them: 150") && !list.says("Set the ticked ones apart"))
        let address = try await choose(desk)
        let page = await desk.get(address)
        #expect(page.says("Decline 150 requests that were set apart") && page.says("Your word is enough for"))
        #expect(await desk.work.state.requests.allSatisfy { $0.state == .quarantined })
        #expect(await desk.post(address, ["note": "x"]).status == 422, "no reason")
        try await decline(desk, address)
        let state = await desk.work.state
        #expect(state.requests.allSatisfy { $0.state == .declined && $0.declineReason == .suspectedHostile })
        #expect(state.refused.isEmpty)
        #expect(await desk.get(address).says("150 requests were declined"))
    }

    @Test func `where days are at stake one proposes and another declines, and it is one line of their day`()
        async throws
    {
        let desk = try await desk(12, danger: .lifeInDanger)
        try await decline(desk, try await choose(desk))
        #expect(await desk.work.state.requests.allSatisfy { $0.state == .quarantined && $0.declineProposal != nil })
        let again = await desk.get(try await choose(desk))
        #expect(
            again.says("12 you have proposed: somebody else has to agree.") && !again.says("<button class=\"grave\""))
        await desk.work.sit(Self.other)
        let today = await desk.get("/today")
        #expect(today.says("12 alike · A colleague would decline"), "\(today.text)")
        let address = try await choose(desk)
        let page = await desk.get(address)
        #expect(page.says("Proposed by a colleague, to be agreed by you"))
        #expect(page.says("<option value=\"\(DeclineReason.suspectedHostile.rawValue)\" selected"))
    }

    @Test func `who wrote again, or was answered, is left and said`() async throws {
        let desk = try await desk()
        await desk.work.receive(1_001, body: "Я здесь.", at: 1_003_000)
        await desk.work.record(.replySent(request: FloodPageTests.id(1_002), number: 1, body: "Ждите.", files: []))
        let address = try await choose(desk)
        let page = await desk.get(address)
        #expect(page.says("Decline 8 requests") && page.says("1 wrote again after being set apart"))
        await desk.work.record(.noteAdded(request: FloodPageTests.id(1_003), body: "звоню"))
        try await decline(desk, address)
        let state = await desk.work.state
        #expect(state.requests.count { $0.state == .declined } == 7)
        #expect(await desk.get(address).says("1 has a note"))
    }

    @Test func `what stopped before its end says what was written, and goes on as the same act`() async throws {
        let desk = try await WebDesk()
        await FloodPageTests.flood(desk, 320)
        let address = try await choose(desk, "all", of: "state=1")
        await desk.work.fail(with: .storage("disk full"), after: 2)
        #expect(await desk.post(address, ["note": "поток"]).location == address)
        try await FloodPageTests.finish(desk, String(address.suffix(32)))
        let stopped = await desk.get(address)
        #expect(stopped.says("For 192 requests nothing was written.") && stopped.says("Go on with the other 192"))
        await desk.work.fail(with: nil)
        #expect(await desk.post(address, ["what": "resume"]).location == address)
        try await FloodPageTests.finish(desk, String(address.suffix(32)))
        let state = await desk.work.state
        #expect(state.requests.allSatisfy { $0.state == .quarantined })
        #expect(Set(state.requests.compactMap(\.restsSetApart)).count == 1, "it is one act")
        let done = await desk.get(address)
        #expect(done.says("320 requests were set apart") && !done.says("Go on with"))
        #expect(await desk.post(address, ["what": "resume"]).location == address)
        #expect(await desk.work.state.fingerprint == state.fingerprint)
    }

    @Test func `whoever is not on duty declines nothing`() async throws {
        let desk = try await desk()
        let address = try await choose(desk)
        await desk.work.record(.rolesSet(member: PagesWork.id(1), roles: [.director]))
        #expect(await desk.get(address).status == 404)
        #expect(await desk.post(address, ["decline-reason": "3", "note": ""]).status == 404)
        #expect(await !desk.get("/requests/acts/\(FloodPageTests.id(1_000).hex)").says("decline-all"))
    }
}
