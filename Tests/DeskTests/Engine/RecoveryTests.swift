// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import Foundation
import LifeboatTestSupport
import Testing

@Suite struct RecoveryTests {
    let fixture = DeskFixture()

    @Test func `an empty machine and twenty-four words bring everything back`() async throws {
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        await fixture.relay.deliver(try await visitor.first(visitor.message("Раз."), now: fixture.now))
        try await desk.synchronise()
        let before = await desk.state
        await desk.lock()

        await fixture.relay.addToken("second")
        let empty = DeskFixture(relay: fixture.relay, token: "second")
        let recovered = try empty.open()
        try await recovered.recover(
            words: sheet.words.joined(separator: " "), memberName: "Борис", passphrase: "another passphrase")
        #expect(await recovered.state.requests == before.requests)
        #expect(await recovered.state.devices.count == 2)
        let identity = try await desk.identityAfterUnlocking()
        #expect(await recovered.identity == identity)

        // It works like any device from here on, also after a restart without the root.
        await fixture.relay.deliver(try await visitor.followUp(visitor.message("Два."), now: fixture.now))
        try await recovered.synchronise()
        await recovered.lock()
        await fixture.relay.setFault { _ in .before }
        try await recovered.unlock(passphrase: "another passphrase")
        let request = try #require(await recovered.state.requests.first)
        #expect(request.messageCount == 2)
        try await recovered.reply(request.id, body: "Нашлись.", files: [])
        await fixture.relay.setFault { _ in nil }
        try await recovered.synchronise()
        #expect(try await visitor.reply(1, now: fixture.now)?.body == "Нашлись.")

        // And the first device reads what the new one wrote.
        try await desk.synchronise()
        let requests = await recovered.state.requests
        #expect(await desk.state.requests == requests)
    }

    @Test func `words of another organisation, and words that are none, are refused`() async throws {
        _ = try await fixture.founded()
        await fixture.relay.addToken("second")
        let stranger = DeskFixture()
        let (_, otherSheet) = try await stranger.founded()
        let desk = try DeskFixture(relay: fixture.relay, token: "second").open()
        for words in [otherSheet.words.joined(separator: " "), "нет таких слов"] {
            await #expect(throws: WorkspaceError.wrongRecoveryWords) {
                try await desk.recover(words: words, memberName: "x", passphrase: DeskFixture.passphrase)
            }
        }
        #expect(await desk.phase == .empty)
    }

    @Test func `a device that the relay does not admit does not get far`() async throws {
        let (_, sheet) = try await fixture.founded()
        let desk = try DeskFixture(relay: fixture.relay, token: "guessed").open()
        await #expect(throws: WorkspaceError.refused("alarm.not-authorised")) {
            try await desk.recover(
                words: sheet.words.joined(separator: " "), memberName: "x", passphrase: DeskFixture.passphrase)
        }
        #expect(await desk.phase == .empty)
    }

    @Test func `a second organisation on the same relay is refused`() async throws {
        _ = try await fixture.founded()
        await fixture.relay.addToken("second")
        let desk = try DeskFixture(relay: fixture.relay, token: "second").open()
        await #expect(throws: WorkspaceError.refused("founding.relay-in-use")) {
            _ = try await desk.create(DeskFixture.draft)
        }
    }

    @Test func `a short passphrase and a relay that is away are said before anything is made`() async throws {
        let desk = try fixture.open()
        var draft = DeskFixture.draft
        draft.passphrase = "short"
        let weak = draft
        await #expect(throws: WorkspaceError.weakPassphrase(minimumLength: 12)) { _ = try await desk.create(weak) }
        await fixture.relay.setFault { _ in .before }
        await #expect(throws: WorkspaceError.relayUnreachable) { _ = try await desk.create(DeskFixture.draft) }
        #expect(try fixture.files()["device.keys"] == nil)
        #expect(await desk.phase == .empty)
    }

    @Test func `the portal's file holds the link of the sheet`() async throws {
        let (_, sheet) = try await fixture.founded()
        let text = try String(contentsOfFile: fixture.portalLinkFile, encoding: .utf8)
        #expect(text == sheet.link + "\n")
        #expect(OrganisationLink(parsing: text) != nil)
        try FileManager.default.removeItem(atPath: fixture.portalLinkFile)
    }
}

extension Workspace {
    fileprivate func identityAfterUnlocking() async throws -> OrganisationIdentity? {
        try await unlock(passphrase: DeskFixture.passphrase)
        return identity
    }
}
