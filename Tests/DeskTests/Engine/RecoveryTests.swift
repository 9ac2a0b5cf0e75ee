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
    }

    @Test func `a link that is gone or damaged is written again when the desk is unlocked, and a foreign one stays`()
        async throws
    {
        let (desk, sheet) = try await fixture.founded()
        let file = fixture.portalLinkFile
        let foreign = OrganisationLink(fingerprint: RootKey().fingerprint, cardSecret: Array(repeating: 1, count: 32))
            .text
        for (before, after) in [
            (nil, sheet.link + "\n"), (String(sheet.link.dropLast()) + "!", sheet.link + "\n"), ("", sheet.link + "\n"),
            (foreign, foreign),
        ] {
            await desk.lock()
            try FileManager.default.removeItem(atPath: file)
            try before?.write(toFile: file, atomically: true, encoding: .utf8)
            try await desk.unlock(passphrase: DeskFixture.passphrase)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == after)
        }
    }

    /// The relay was seized, the key file is lost, and the folder may be the last that is left.
    @Test func `nothing is founded, joined or recovered over a history`() async throws {
        let (desk, sheet) = try await fixture.founded()
        await desk.lock()
        let before = try fixture.files()
        try FileManager.default.removeItem(atPath: fixture.directory + "/device.keys")
        let refusal = WorkspaceError.refused("workspace.key-file-missing")
        await #expect(throws: refusal) { _ = try await desk.create(DeskFixture.draft) }
        await #expect(throws: refusal) {
            try await desk.recover(
                words: sheet.words.joined(separator: " "), memberName: "Анна Ж.", passphrase: DeskFixture.passphrase)
        }
        var after = try fixture.files()
        after["device.keys"] = before["device.keys"]
        #expect(after == before)
        try fixture.overwrite("device.keys", with: try #require(before["device.keys"]))
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(await desk.state.organisation != nil)
    }
}

extension Workspace {
    fileprivate func identityAfterUnlocking() async throws -> OrganisationIdentity? {
        try await unlock(passphrase: DeskFixture.passphrase)
        return identity
    }
}
