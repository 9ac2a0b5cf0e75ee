// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Testing

/// A flood of well-formed requests, through envelopes, relay and ledger, at two desks.
struct FloodTests {
    private static let plea =
        "Здравствуйте, меня зовут Олег, я журналист из города, где вчера прошли обыски. За мной могут прийти в любую минуту, помогите выехать вместе с женой и сыном."

    /// Requests that are alike, in the ledger of everybody's desk.
    private func flood(_ team: TeamFixture, _ count: Int, _ desks: [Workspace]) async throws -> [TestVisitor] {
        var visitors: [TestVisitor] = []
        for number in 0..<count {
            let visitor = try TestVisitor(team.sheet.link, team.relay)
            visitors.append(visitor)
            await team.relay.deliver(
                try await visitor.first(visitor.message("\(Self.plea) Номер \(number)."), now: team.now))
        }
        try await team.settle(desks)
        return visitors
    }

    private func shown(_ desk: Workspace) async -> [ShownRequest] {
        let (state, me) = (await desk.state, await desk.me)
        return state.requests.compactMap { state.shown($0.id, to: me) }
    }

    @Test(arguments: [true, false])
    func `a colleague answers one while it is set apart, and nothing of either is lost`(isAnswerFirst: Bool)
        async throws
    {
        let team = try await TeamFixture()
        let vera = try await team.admit("Вера", [.intake])
        let desks = [team.director, vera.desk]
        let visitors = try await flood(team, 12, desks)
        let answered = try #require(
            await vera.desk.state.requests.first { $0.secret.exposed == visitors[5].keys.secret.bytes })
        // Neither has heard of the other.
        try await vera.desk.reply(answered.id, body: "Ждите звонка.", files: [])
        let obstacles = try await team.director.setApart(await shown(team.director), note: "поток", at: team.now)
        #expect(obstacles.isEmpty)
        let order = isAnswerFirst ? [vera.desk, team.director] : [team.director, vera.desk]
        try await team.settle(order)
        try await team.settle(desks)
        let reply = try await visitors[5].reply(1, now: team.now)
        #expect(reply?.body == "Ждите звонка.")
        for desk in desks {
            let state = await desk.state
            #expect(state.refused.isEmpty)
            #expect(state.requests.allSatisfy { $0.state == .quarantined })
            let act = try #require(state.requests.first { $0.id != answered.id }?.restsSetApart)
            let record = try #require(state.request(answered.id))
            #expect(record.replyCount == 1 && record.waitingSince == nil && !record.mayStandWithOthers)
            #expect(record.wasTakenUp(before: act) == isAnswerFirst)
            #expect((record.restsSetApart == nil) != isAnswerFirst)
        }
        // Whoever was answered and writes is looked at again, and so is whoever was not.
        for visitor in [visitors[5], visitors[6]] {
            await team.relay.deliver(try await visitor.followUp(visitor.message("Я жду."), now: team.now))
        }
        try await team.settle(desks)
        let raised = await vera.desk.state.requests.filter { $0.weighedDanger == .notSaid }
        #expect(raised.count == 2 && raised.allSatisfy { $0.unreadCount == 1 })
        // The colleague's desk, once it knows, brings back what still rests, and nothing else.
        let act = try #require(await vera.desk.state.requests.compactMap(\.restsSetApart).first)
        let ids = await vera.desk.state.requests.map(\.id)
        let broughtBack = try await vera.desk.bringBack(ids, from: act)
        #expect(broughtBack == 10)
        try await team.settle(desks)
        #expect(await team.director.state.requests.count { $0.state == .inTriage } == 10)
        #expect(await team.director.state.refused.isEmpty)
    }

    @Test func `what a colleague took up before is left, and said`() async throws {
        let team = try await TeamFixture()
        let vera = try await team.admit("Вера", [.intake])
        _ = try await flood(team, 4, [team.director, vera.desk])
        let before = await shown(team.director)
        let ids = before.map(\.request)
        try await vera.desk.open(ids[0])
        try await vera.desk.reply(ids[1], body: "Да.", files: [])
        try await team.settle([vera.desk, team.director])
        let obstacles = try await team.director.setApart(before, note: "поток", at: team.now)
        #expect(Set(obstacles) == [.takenUp, .answered] && obstacles.count == 2)
        try await team.settle([team.director, vera.desk])
        #expect(await vera.desk.state.requests.count { $0.state == .quarantined } == 2)
        #expect(await vera.desk.state.refused.isEmpty)
    }

    @Test(.timeLimit(.minutes(5)))
    func `more than three hundred are set apart and declined by two, in batches through the outbox`() async throws {
        let team = try await TeamFixture()
        let vera = try await team.admit("Вера", [.intake])
        let desks = [team.director, vera.desk]
        let count = 330
        _ = try await flood(team, count, desks)
        /// A batch after the other, as the pages do it; the relay goes away in the middle, and the desk is closed after it.
        func batches(_ desk: Workspace, _ act: ([ShownRequest]) async throws -> Int) async throws -> Int {
            let shown = await shown(desk)
            var done = 0
            for start in stride(from: 0, to: shown.count, by: 64) {
                done += try await act(Array(shown[start..<min(start + 64, shown.count)]))
            }
            return done
        }
        #expect(
            try await batches(team.director) {
                $0.count - (try await team.director.setApart($0, note: "поток", at: team.now)).count
            } == count)
        #expect(await team.director.status.queuedCount == 6, "one item for each batch")
        try await team.settle(desks)
        for desk in desks {
            let state = await desk.state
            #expect(state.requests.allSatisfy { $0.state == .quarantined && $0.wasSetApartUnread })
            #expect(Set(state.requests.compactMap(\.restsSetApart)).count == 1)
        }
        for (desk, isSecond) in [(team.director, false), (vera.desk, true)] {
            let done = try await batches(desk) {
                let outcome = try await desk.declineTogether($0, for: .suspectedHostile, note: "", at: team.now)
                #expect(outcome.obstacles.isEmpty)
                return isSecond ? outcome.declinedCount : outcome.proposedCount
            }
            #expect(done == count)
            try await team.settle(desks)
        }
        for desk in desks {
            #expect(await desk.state.requests.allSatisfy { $0.state == .declined })
            #expect(await desk.state.refused.isEmpty)
            #expect(await desk.status.queuedCount == 0)
        }
    }

    @Test(arguments: [0, 1, 2, 3])
    func `a desk that is closed in the middle loses no half of anything`(cut: Int) async throws {
        let fixture = DeskFixture()
        let count = 24
        do {
            let (desk, sheet) = try await fixture.founded()
            for number in 0..<count {
                let visitor = try TestVisitor(sheet.link, fixture.relay)
                let message = visitor.message("\(Self.plea) Номер \(number).")
                await fixture.relay.deliver(try await visitor.first(message, now: fixture.now))
            }
            try await desk.synchronise()
            // Batches as the pages make them, smaller; the desk is closed after some, and the relay goes away while they are sent.
            let shown = await shown(desk)
            for start in stride(from: 0, to: cut * 6, by: 6) {
                _ = try await desk.setApart(Array(shown[start..<start + 6]), note: "поток", at: fixture.now)
            }
            if cut > 1 {
                await fixture.relay.setFault { _ in .after }
                try? await desk.synchronise()
            }
            await desk.lock()
        }
        await fixture.relay.setFault { _ in nil }
        let desk = try fixture.open()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        func isWhole() async -> Bool {
            let requests = await desk.state.requests
            return requests.count { $0.state == .quarantined } == cut * 6
                && requests.allSatisfy { $0.state == .quarantined || $0.isUntouched }
        }
        #expect(await isWhole(), "what was said shows at once")
        try await desk.synchronise()
        #expect(await isWhole())
        #expect(await desk.status.queuedCount == 0)
        #expect(await desk.state.refused.isEmpty)
        // The rest is chosen again.
        let (state, me) = (await desk.state, await desk.me)
        let rest = state.requests.filter(\.isUntouched).compactMap { state.shown($0.id, to: me) }
        let obstacles = try await desk.setApart(rest, note: "остаток", at: fixture.now)
        #expect(obstacles.isEmpty)
        try await desk.synchronise()
        #expect(await desk.state.requests.allSatisfy { $0.state == .quarantined })
        #expect(await desk.state.refused.isEmpty)
    }
}
