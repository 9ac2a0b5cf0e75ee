// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
@testable import Desk
import LifeboatTestSupport
import RelayAPI
import Testing

/// What is read again, or cannot be read to its end, leaves no page with less than there was.
@Suite struct RereadingTests {
    private func team() async throws -> (
        team: TeamFixture, other: (desk: Workspace, fixture: DeskFixture, member: ID<Member>), part: ID<Compartment>
    ) {
        let team = try await TeamFixture()
        let other = try await team.admit("Борис", [.caseworker, .intake], newestFirstFrom: 1)
        try await team.settle([team.director, other.desk])
        let id = try await other.desk.openCase(CaseDraft(alias: "Дело", parts: [PartDraft(kind: .evidence)]))
        let part = try #require(await other.desk.state.case(id)?.parts.first?.compartment)
        try await other.desk.say(
            (0..<200).map { number in
                .access(.disclosed(Disclosure(what: "слово \(number)", toWhom: "кому", why: "нужно")))
            }, in: part)
        try await team.settle([team.director, other.desk])
        return (team, other, part)
    }

    @Test func `a long download that cannot be read to its end leaves everything as it was`() async throws {
        let (team, other, _) = try await team()
        _ = try await team.admit("Вера", [.verifier])
        try await team.director.synchronise()
        let fixture = other.fixture
        let flip = { @Sendable in
            var log = try #require(try fixture.files()["ledger.log"])
            log[log.count - 1] ^= 1
            try fixture.overwrite("ledger.log", with: log)
        }
        #expect(try await other.desk.isUnchanged(byListing: flip))
        try flip()
        for _ in 0..<2 { try await other.desk.synchronise() }
        let state = await other.desk.state
        #expect(state.members.count == 3)
        await other.desk.lock()
        try await other.desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(await other.desk.state == state)
    }

    @Test func `a part that is read again is there meanwhile`() async throws {
        let (_, other, part) = try await team()
        let desk = other.desk
        let before = await desk.state
        async let again: Void = desk.rereads(part)
        var missing = 0
        for _ in 0..<300 where await desk.isMissing(part) { missing += 1 }
        try await again
        #expect(missing == 0)
        #expect(await desk.state == before)
    }
}

extension Workspace {
    /// Fetches what the relay has behind what was checked, spoils the copy and tries to check it. Whether nothing of it stays.
    fileprivate func isUnchanged(byListing spoil: @Sendable () throws -> Void) async throws -> Bool {
        let desk = try unlocked()
        let note = try await desk.link.signedCheckpoint()
        let count = UInt64(desk.ledger.downloadedCount)
        let items = try await desk.link.readLedger(from: count, limit: 256)
        #expect(!items.isEmpty && count + UInt64(items.count) == note.checkpoint.size)
        try desk.ledger.append(items)
        try spoil()
        let before = desk.ledger.projection
        do {
            try await desk.ledger.list(upTo: note) { _ in }
            return false
        } catch {
            let after = desk.ledger.projection
            return after.state == before.state && after.places.all == before.places.all
        }
    }

    fileprivate func rereads(_ part: ID<Compartment>) async throws {
        try await unlocked().ledger.reread([part])
        desk.map { refresh($0) }
    }

    /// Whether a page that is asked for now would not find the part.
    fileprivate func isMissing(_ part: ID<Compartment>) -> Bool {
        desk.map { refresh($0) }
        return state.part(part) == nil
    }
}
