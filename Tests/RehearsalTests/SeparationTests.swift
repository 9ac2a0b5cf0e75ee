// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Desk
import DeskFormats
import Foundation
import LifeboatTestSupport
import RelayAPI
import RelayConnection
import Sealing
import Testing

/// Live work and rehearsals never meet: not in a folder, not in a desk, not in a relay.
@Suite struct SeparationTests {
    private static let isLive = WorkspaceError.refused("workspace.live")
    private static let isRehearsal = WorkspaceError.refused("workspace.rehearsal")

    /// A desk on the fixture's folder or on another, for the one or the other.
    private func open(
        _ fixture: DeskFixture, in directory: String? = nil, isRehearsal: Bool, token: String = "first"
    ) throws -> Workspace {
        var settings = WorkspaceSettings(
            directory: directory ?? fixture.directory, relay: try PlayedWorld.address())
        settings.isRehearsal = isRehearsal
        settings.passphraseWork = .uncheckedForTests
        settings.enrolmentToken = Redacted(token)
        let relay = fixture.relay
        return try Workspace(
            settings,
            surroundings: Surroundings(
                now: { fixture.now }, sleep: { _ in }, connect: { access, _ in relay.link(access) },
                runsInBackground: false))
    }

    private func founded(_ fixture: DeskFixture, isRehearsal: Bool) async throws -> (Workspace, RecoverySheet) {
        let desk = try open(fixture, isRehearsal: isRehearsal)
        return (desk, try await desk.create(DeskFixture.draft))
    }

    @Test(arguments: [true, false])
    func `a desk refuses a folder of the other kind, and the folder is none the worse`(isRehearsal: Bool) async throws {
        let fixture = DeskFixture()
        do {
            let (desk, _) = try await founded(fixture, isRehearsal: isRehearsal)
            #expect(await desk.state.organisation?.isRehearsal == isRehearsal)
            await desk.lock()
        }
        let before = try fixture.files()
        do {
            let other = try open(fixture, isRehearsal: !isRehearsal)
            await #expect(throws: isRehearsal ? Self.isRehearsal : Self.isLive) {
                try await other.unlock(passphrase: DeskFixture.passphrase)
            }
            #expect(await other.phase == .locked)
            #expect(await other.state == CaseworkState())
        }
        #expect(try fixture.files() == before)
        let own = try open(fixture, isRehearsal: isRehearsal)
        try await own.unlock(passphrase: DeskFixture.passphrase)
        #expect(await own.phase == .unlocked)
    }

    @Test(arguments: [true, false])
    func `a machine asks no organisation of the other kind to be let in`(isRehearsal: Bool) async throws {
        let fixture = DeskFixture()
        let (desk, _) = try await founded(fixture, isRehearsal: isRehearsal)
        let invitation = try #require(await desk.invitation)
        let folder = try ScratchFolder()
        let newcomer = try open(fixture, in: folder.path + "/desk", isRehearsal: !isRehearsal)
        await #expect(throws: isRehearsal ? Self.isRehearsal : Self.isLive) {
            try await newcomer.join(
                JoinDraft(invitation: invitation.text, name: "Ева", passphrase: DeskFixture.passphrase))
        }
        #expect(await newcomer.phase == .empty)
        #expect(await fixture.relay.intakeCount == 0)
    }

    @Test(arguments: [true, false])
    func `the recovery sheet of the other kind brings nothing back`(isRehearsal: Bool) async throws {
        let fixture = DeskFixture()
        let (_, sheet) = try await founded(fixture, isRehearsal: isRehearsal)
        await fixture.relay.addToken("second")
        let count = await fixture.relay.ledgerCount
        let folder = try ScratchFolder()
        let other = try open(fixture, in: folder.path + "/desk", isRehearsal: !isRehearsal, token: "second")
        await #expect(throws: isRehearsal ? Self.isRehearsal : Self.isLive) {
            try await other.recover(
                words: sheet.words.joined(separator: " "), memberName: "Ева", passphrase: DeskFixture.passphrase)
        }
        #expect(await other.phase == .empty)
        #expect(await fixture.relay.ledgerCount == count)
    }

    /// A relay keeps one history. Only its operator, by making an empty relay and handing over its token, makes room for another.
    @Test func `a live relay takes no rehearsal, even from somebody with a token`() async throws {
        let fixture = DeskFixture()
        _ = try await founded(fixture, isRehearsal: false)
        await fixture.relay.addToken("second")
        let (count, slots) = (await fixture.relay.ledgerCount, await fixture.relay.slotCount)
        let folder = try ScratchFolder()
        let rehearsal = try open(fixture, in: folder.path + "/desk", isRehearsal: true, token: "second")
        await #expect(throws: WorkspaceError.refused("founding.relay-in-use")) {
            try await rehearsal.create(DeskFixture.draft)
        }
        #expect(await fixture.relay.ledgerCount == count)
        #expect(await fixture.relay.slotCount == slots)
        let stranger = fixture.relay.link(AccessKey())
        await #expect(throws: RelayClientError.notAuthorised) { _ = try await stranger.append([[1, 2, 3]], onto: nil) }
        #expect(await fixture.relay.ledgerCount == count)
    }

    @Test func `who founded a rehearsal cannot say later that it was real`() async throws {
        let fixture = DeskFixture()
        let (desk, _) = try await founded(fixture, isRehearsal: true)
        fixture.advance(by: 8 * 86_400)
        try await desk.synchronise()
        let state = await desk.state
        #expect(state.card?.version == 2)
        #expect(state.organisation?.isRehearsal == true)
    }
}
