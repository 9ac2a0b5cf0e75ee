// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Desk
import LifeboatTestSupport
import Testing

@Suite struct TwoHistoriesTests {
    @Test func `a relay that shows two histories is caught as soon as either reads the other`() async throws {
        let team = try await TeamFixture()
        let other = try await team.admit("Другой", [.caseworker, .intake])
        try await team.settle([team.director, other.desk])
        let device = try #require(await other.desk.state.members[other.member]?.devices.first)
        let key = try #require(await other.desk.state.devices[device]?.accessKey)
        let branch = await team.relay.divert(key)
        let visitor = try TestVisitor(team.sheet.link, team.relay)
        let one = try await visitor.first(visitor.message("Раз."), now: team.now)
        await team.relay.deliver(one)
        await branch.deliver(one)
        try await team.director.synchronise()
        try await other.desk.synchronise()
        let before = await team.relay.ledgerCount
        // What the other desk wrote is brought over, as if nothing were wrong.
        let written = await branch.payloads.dropFirst(before - 1).compactMap(\.self)
        for payload in written { await team.relay.inject(payload) }
        try await other.desk.addNote(try #require(await other.desk.state.requests.first).id, body: "Заметка.")
        try await other.desk.synchronise()
        if let note = await branch.payloads.last, let note { await team.relay.inject(note) }
        await #expect(throws: WorkspaceError.refused("alarm.fork-seen-by-another")) {
            try await team.director.synchronise()
        }
        team.relay.endDiversion(of: key)
        await #expect(throws: WorkspaceError.refused("alarm.fork")) { try await other.desk.synchronise() }
    }
}
