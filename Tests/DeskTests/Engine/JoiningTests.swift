// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import DeskFormats
import LifeboatTestSupport
import Testing

@Suite struct JoiningTests {
    @Test func `a machine asks, is compared, is admitted, and works like any other from then on`() async throws {
        let team = try await TeamFixture()
        let (desk, _, member) = try await team.admit("Борис", [.caseworker, .intake])
        #expect(await desk.phase == .unlocked)
        let record = try #require(await desk.state.members[member])
        #expect(record.name == "Борис")
        #expect(record.roles == [.caseworker, .intake])
        #expect(await team.director.applicants.isEmpty)
        #expect(await team.relay.intakeCount == 0)
        let state = await desk.state
        #expect(await team.director.state == state)

        let visitor = try TestVisitor(team.sheet.link, team.relay)
        await team.relay.deliver(try await visitor.first(visitor.message("Помогите."), now: team.now))
        try await desk.synchronise()
        let request = try #require(await desk.state.requests.first)
        try await desk.reply(request.id, body: "Мы с вами.", files: [])
        try await desk.synchronise()
        #expect(try await visitor.reply(1, now: team.now)?.body == "Мы с вами.")
        try await team.director.synchronise()
        #expect(await team.director.state.requests.first?.replyCount == 1)
        #expect(await team.director.state.refused.isEmpty)

        await desk.lock()
        await team.relay.setFault { _ in .before }
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(await desk.me == member)
        #expect(await desk.state.requests.count == 1)
    }

    @Test func `who is not on intake duty sees no request, counts none and is shown no applicant`() async throws {
        let team = try await TeamFixture()
        let (desk, _, _) = try await team.admit("Вера", [.verifier])
        let visitor = try TestVisitor(team.sheet.link, team.relay)
        await team.relay.deliver(try await visitor.first(visitor.message("Тайное слово."), now: team.now))
        _ = try await team.ask(try DeskFixture(relay: team.relay, token: "none").open(), "Глеб")
        try await desk.synchronise()
        #expect(await team.relay.intakeCount == 2)
        #expect(await desk.status.unreadableCount == 0)
        try await team.director.synchronise()
        try await desk.synchronise()
        #expect(await team.director.state.requests.count == 1)
        #expect(await desk.state.requests.isEmpty)
        #expect(await desk.state.refused.isEmpty)
        #expect(await desk.applicants.isEmpty)
        #expect(await desk.search("слово", limit: 5).isEmpty)
    }

    @Test func `a director sees who asks, on intake duty or not, and nobody else does`() async throws {
        let team = try await TeamFixture()
        let (director, _, _) = try await team.admit("Вера", [.director])
        let (onDuty, _, _) = try await team.admit("Борис", [.caseworker, .intake])
        let visitor = try TestVisitor(team.sheet.link, team.relay)
        await team.relay.deliver(try await visitor.first(visitor.message("Тайное слово."), now: team.now))
        let machine = try DeskFixture(relay: team.relay, token: "none").open()
        let waiting = try await team.ask(machine, "Глеб")
        try await team.settle([onDuty, director])
        #expect(await onDuty.applicants.isEmpty)
        #expect(await director.applicants.map(\.fingerprint) == [waiting.fingerprint])
        // The person's words are the intake's all the same.
        #expect(await onDuty.state.requests.count == 1)
        #expect(await director.state.requests.isEmpty)
        #expect(await director.status.unreadableCount == 0)
        #expect(await team.relay.intakeCount == 1)

        try await director.admit(try #require(await director.applicants.first).id, roles: [.counsel])
        try await director.synchronise()
        #expect(try await machine.lookForWelcome())
        #expect(await machine.state.members.count == 4)
        #expect(await team.relay.intakeCount == 0)
    }

    @Test func `what a machine that is in asked again is cleared away`() async throws {
        let team = try await TeamFixture()
        let (second, _, _) = try await team.admit("Вера", [.director])
        let fixture = DeskFixture(relay: team.relay, token: "none")
        do {
            let desk = try fixture.open()
            _ = try await team.ask(desk, "Глеб")
            await desk.lock()
        }
        try await team.settle([team.director, second])
        try await second.admit(try #require(await second.applicants.first).id, roles: [.counsel])
        // Meanwhile the machine was started again and asks once more.
        let desk = try fixture.open()
        _ = try await desk.resumeJoining(passphrase: DeskFixture.passphrase)
        try await team.settle([second, team.director])
        #expect(await team.director.applicants.isEmpty)
        #expect(await team.relay.intakeCount == 0)
    }

    @Test func `a machine that nobody admitted stays outside, whatever it asks`() async throws {
        let team = try await TeamFixture()
        let desk = try DeskFixture(relay: team.relay, token: "none").open()
        _ = try await team.ask(desk, "Никто")
        #expect(try await !desk.lookForWelcome())
        #expect(await desk.phase == .joining)
        try await team.director.synchronise()
        let applicant = try #require(await team.director.applicants.first)
        try await team.director.dismiss(applicant.id)
        try await team.director.synchronise()
        #expect(await team.director.applicants.isEmpty)
        #expect(await team.relay.intakeCount == 0)
        #expect(try await !desk.lookForWelcome())
        await #expect(throws: WorkspaceError.refused("members.unknown-applicant")) {
            try await team.director.admit(applicant.id, roles: [.caseworker])
        }
    }

    @Test func `asking goes on after a restart, and can be given up`() async throws {
        let team = try await TeamFixture()
        let fixture = DeskFixture(relay: team.relay, token: "none")
        let first: JoiningDesk
        do {
            let desk = try fixture.open()
            first = try await team.ask(desk, "Дина")
            await desk.lock()
        }
        let desk = try fixture.open()
        #expect(await desk.phase == .joining)
        #expect(await desk.joining == nil)
        await #expect(throws: WorkspaceError.wrongPassphrase) { _ = try await desk.resumeJoining(passphrase: "no") }
        #expect(try await desk.resumeJoining(passphrase: DeskFixture.passphrase) == first)
        try await team.director.synchronise()
        #expect(await team.director.applicants.map(\.fingerprint) == [first.fingerprint], "asked twice, shown once")
        try await desk.abandonJoining()
        #expect(await desk.phase == .empty)
        #expect(try fixture.files()["device.keys"] == nil)
    }

    @Test func `a mistyped invitation, another relay and a short passphrase are said before anything is made`()
        async throws
    {
        let team = try await TeamFixture()
        let invitation = try #require(await team.director.invitation).text
        let fixture = DeskFixture(relay: team.relay, token: "none")
        let desk = try fixture.open()
        func join(_ invitation: String, _ passphrase: String = DeskFixture.passphrase) async throws {
            _ = try await desk.join(JoinDraft(invitation: invitation, name: "Е", passphrase: passphrase))
        }
        await #expect(throws: WorkspaceError.badInvitation) { try await join(String(invitation.dropFirst())) }
        await #expect(throws: WorkspaceError.refused("joining.other-relay")) {
            try await join(team.sheet.link + " http://127.0.0.1:2")
        }
        await #expect(throws: WorkspaceError.weakPassphrase(minimumLength: 12)) { try await join(invitation, "short") }
        let stranger = DeskFixture()
        let (_, sheet) = try await stranger.founded()
        await #expect(throws: WorkspaceError.refused("joining.card-missing")) {
            try await join(sheet.link + " http://127.0.0.1:1")
        }
        #expect(await desk.phase == .empty)
        #expect(try fixture.files()["device.keys"] == nil)
    }

    @Test func `only a director admits, removes and gives roles`() async throws {
        let team = try await TeamFixture()
        let (desk, _, member) = try await team.admit("Жанна", [.caseworker, .intake])
        _ = try await team.ask(try DeskFixture(relay: team.relay, token: "none").open(), "Зоя")
        try await desk.synchronise()
        try await team.director.synchronise()
        let applicant = try #require(await team.director.applicants.first)
        await #expect(throws: WorkspaceError.refused("members.unknown-applicant")) {
            try await desk.admit(applicant.id, roles: [.caseworker])
        }
        let director = try #require(await team.director.me)
        await #expect(throws: WorkspaceError.refused("refusal.not-a-director")) {
            try await desk.remove(director, reason: "x")
        }
        await #expect(throws: WorkspaceError.refused("refusal.not-a-director")) {
            try await desk.setRoles([.director], of: member)
        }
        #expect(await desk.status.queuedCount == 0)
    }

    @Test func `nothing of a joining machine lies readable on its disk`() async throws {
        let team = try await TeamFixture()
        let (desk, fixture, _) = try await team.admit("Имя-метка", [.caseworker])
        await desk.lock()
        for (name, bytes) in try fixture.files() {
            for secret in ["Имя-метка", DeskFixture.passphrase, "lifeboat1"] {
                #expect(!bytes.contains(subsequence: Array(secret.utf8)), "\(name) holds \(secret)")
            }
        }
    }
}
