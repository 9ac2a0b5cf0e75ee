// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Desk
import LifeboatTestSupport
import Testing

/// What the recovery sheet opens: what there was, and not what came after.
@Suite struct RecoverySheetTests {
    @Test
    func `a part that colleagues open after the sheet was used stays closed to whoever used it, from the first moment`()
        async throws
    {
        let world = try await FourDesks()
        await world.team.relay.addToken("sheet")
        let desk = try DeskFixture(relay: world.team.relay, token: "sheet", now: world.team.now).open()
        try await desk.recover(
            words: world.team.sheet.words.joined(separator: " "), memberName: "Лист", passphrase: DeskFixture.passphrase
        )
        let everybody = world.desks + [desk]
        try await world.team.settle(everybody)
        #expect(await desk.state.holds(FourDesks.word(.legal)), "what there was")

        let part = try await world.counsel.desk.openCompartment(
            PartDraft(kind: .legal, events: [FourDesks.told("после-листа")]), in: world.id)
        let other = try await world.caseworker.desk.openCase(
            CaseDraft(alias: "Ольха-9", parts: [PartDraft(kind: .evidence, events: [FourDesks.told("чужое-дело")])]))
        try await world.team.settle(everybody)
        try await world.counsel.desk.say([FourDesks.told("и-дальше")], in: part)
        try await world.team.settle(everybody)
        func expectClosed() async throws {
            let state = await desk.state
            #expect(state.part(part) == nil && state.case(other) == nil)
            for word in ["после-листа", "и-дальше", "чужое-дело", "Ольха-9"] {
                #expect(!state.holds(word), "\(word)")
                #expect(await desk.search(word, limit: 5).isEmpty, "\(word)")
            }
        }
        try await expectClosed()
        await desk.lock()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        try await desk.synchronise()
        try await expectClosed()
        // And what is given to it by name it has.
        let sheet = try #require(await desk.me)
        try await world.counsel.desk.grantAccess(to: part, member: sheet, reason: "вместе")
        try await world.team.settle(everybody)
        #expect(await desk.state.holds("после-листа"))
    }
}
