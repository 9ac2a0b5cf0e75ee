// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Desk
import LifeboatTestSupport
import Testing

/// A desk that was offline while colleagues destroyed a case, and had written something into it meanwhile.
@Suite struct OfflineErasureTests {
    @Test func `what was written offline about a destroyed case does not go out`() async throws {
        let world = try await FourDesks()
        let casework = try await world.askForErasure()
        try await world.caseworker.desk.say([FourDesks.told("вдогонку-метка")], in: casework)
        // It waits beside it, and is not about this case.
        let others = try await world.caseworker.desk.openCase(
            CaseDraft(alias: "Ольха-2", parts: [PartDraft(kind: .evidence)]))
        world.pass(FourDesks.fortnight + 1)
        try await world.team.director.say([.lifecycle(.erasureConfirmed)], in: casework)
        world.pass(LifecycleRecord.hearingOthers + 1)
        let here = [world.team.director, world.verifier.desk, world.counsel.desk]
        for _ in 0..<3 { try await world.team.settle(here) }
        #expect(await world.team.director.state.part(casework) == nil)
        let before = await world.team.relay.payloads.count

        try await world.caseworker.desk.synchronise()
        let sent = await world.team.relay.payloads.dropFirst(before)
        #expect(!sent.isEmpty && sent.allSatisfy { $0 != nil }, "nothing had to be erased again")
        for _ in 0..<2 { try await world.team.settle(world.desks) }
        let state = await world.caseworker.desk.state
        #expect(state.part(casework) == nil && !state.holds("вдогонку-метка"))
        #expect(state.case(others) != nil)
        #expect(await world.caseworker.desk.status.queuedCount == 0)
        // Its own parts went with the casework, on its own signature.
        #expect(state.tombstones.contains { $0.author == world.caseworker.member })
    }
}
