// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Testing

/// The only person on intake duty goes, and what people write is read all the same (docs/decisions/0096).
@Suite struct IntakeDutyTests {
    /// The founder, who alone is on intake duty, and a second director.
    private struct Team {
        let fixture: TeamFixture
        let founder: ID<Member>
        let second: (desk: Workspace, fixture: DeskFixture, member: ID<Member>)
        let other: (desk: Workspace, fixture: DeskFixture, member: ID<Member>)

        init() async throws {
            fixture = try await TeamFixture()
            founder = try #require(await fixture.director.me)
            second = try await fixture.admit("Дина", [.director])
            other = try await fixture.admit("Вера", [.caseworker])
            try await settle([fixture.director, second.desk, other.desk])
        }

        func settle(_ desks: [Workspace]) async throws { try await fixture.settle(desks) }

        /// A person who writes to whoever the newest card names.
        @discardableResult
        func write(_ text: String) async throws -> TestVisitor {
            let visitor = try TestVisitor(fixture.sheet.link, fixture.relay)
            await fixture.relay.deliver(try await visitor.first(visitor.message(text), now: fixture.now))
            return visitor
        }

        /// The organisation comes back with the recovery sheet.
        func sheet() async throws -> Workspace {
            await fixture.relay.addToken("sheet")
            let desk = try DeskFixture(relay: fixture.relay, token: "sheet", now: fixture.now).open()
            try await desk.recover(
                words: fixture.sheet.words.joined(separator: " "), memberName: "Лист",
                passphrase: DeskFixture.passphrase)
            return desk
        }
    }

    @Test func `a director who removes the last on intake duty reads what comes from then on`() async throws {
        let team = try await Team()
        let before = try await team.write("до-метка")
        try await team.settle([team.fixture.director, team.second.desk])
        let request = try #require(await team.fixture.director.state.requests.first).id
        try await team.fixture.director.reply(request, body: "первый ответ", files: [])
        try await team.settle([team.fixture.director, team.second.desk])
        try await team.write("непрочитанная-метка")
        let dina = team.second.desk
        try await dina.remove(team.founder, reason: "задержана")
        #expect(await dina.state.members[team.second.member]?.roles == [.director, .intake], "at once, also offline")
        try await team.settle([dina, team.other.desk])
        #expect(await dina.state.refused.isEmpty)
        #expect(await dina.state.card?.version == 2, "a new key is on the card")
        try await team.write("после-метка")
        try await team.settle([dina, team.other.desk])
        #expect(await dina.state.holds("после-метка"))
        #expect(await !dina.state.holds("до-метка"))
        #expect(await !dina.state.holds("непрочитанная-метка"))
        #expect(await dina.status.closedCount == 1, "what was sealed to the old key is told as a number")

        // A person whose request stands under a key that went with her begins anew.
        await team.fixture.relay.deliver(
            try await before.first(before.message("снова-метка"), now: team.fixture.now))
        try await team.settle([dina])
        #expect(await dina.state.holds("снова-метка"))
        try await dina.reply(request, body: "новый ответ", files: [])
        try await team.settle([dina])
        #expect(try await before.reply(1, now: team.fixture.now)?.body == "первый ответ")
        #expect(try await before.reply(2, now: team.fixture.now)?.body == "новый ответ", "behind what she cannot see")

        // Whoever was removed opens nothing of it, even where the relay lets her in again.
        await team.fixture.relay.letBackIn()
        try? await team.fixture.director.synchronise()
        #expect(await !team.fixture.director.state.holds("после-метка"))
        // And nothing more is replaced.
        let count = await team.fixture.relay.ledgerCount
        try await team.settle([dina, team.other.desk])
        #expect(await team.fixture.relay.ledgerCount == count)

        // She hands it on as anybody on duty does.
        try await dina.setRoles([.caseworker, .intake], of: team.other.member)
        try await team.settle([dina, team.other.desk])
        #expect(await team.other.desk.state.holds("после-метка"))

        await dina.lock()
        try await dina.unlock(passphrase: DeskFixture.passphrase)
        #expect(await dina.state.holds("после-метка"))
    }

    @Test func `the recovery sheet opens what came before and what came since`() async throws {
        let team = try await Team()
        try await team.write("до-метка")
        try await team.settle([team.fixture.director, team.second.desk])
        try await team.write("непрочитанная-метка")
        try await team.second.desk.remove(team.founder, reason: "задержана")
        try await team.settle([team.second.desk])
        try await team.write("после-метка")
        try await team.settle([team.second.desk])
        let sheet = try await team.sheet()
        try await team.settle([sheet, team.second.desk, sheet, team.second.desk])
        for word in ["до-метка", "непрочитанная-метка", "после-метка"] {
            #expect(await sheet.state.holds(word), "\(word)")
            #expect(await team.second.desk.state.holds(word), "\(word): the sheet hands the old key on")
        }
        #expect(await team.second.desk.status.closedCount == 0)
        let (one, other) = (await sheet.state, await team.second.desk.state)
        #expect(one.requests.map(\.id) == other.requests.map(\.id))
        let count = await team.fixture.relay.ledgerCount
        try await team.settle([sheet, team.second.desk])
        #expect(await team.fixture.relay.ledgerCount == count, "nothing more is replaced")
    }

    /// A flood lies in front of what people wrote, and the founder's intake key was replaced weeks ago.
    @Test func `the recovery sheet destroys no old intake key before the drawer was read to its end`() async throws {
        let team = try await Team()
        let clocks = [team.fixture.directorFixture, team.second.fixture]
        for _ in 0..<1_040 { await team.fixture.relay.deliver([1, 2, 3]) }
        try await team.write("непрочитанная-метка")
        for desk in clocks { desk.advance(by: 86_400) }
        try await team.second.desk.remove(team.founder, reason: "задержана")
        try await team.settle([team.second.desk])
        for desk in clocks { desk.advance(by: 16 * 86_400) }
        let sheet = try await team.sheet()
        for _ in 0..<4 { try await team.settle([sheet]) }
        #expect(await sheet.state.holds("непрочитанная-метка"))
    }

    /// A request that the founder made a case, whose conversation the second director holds too.
    private func sharedCase(_ team: Team) async throws -> (visitor: TestVisitor, conversation: ID<Compartment>) {
        let visitor = try await team.write("до-метка")
        let founder = team.fixture.director
        try await team.settle([founder])
        let request = try #require(await founder.state.requests.first).id
        try await founder.open(request)
        try await founder.move(request, to: .inTriage, reason: nil, note: "")
        let id = try await founder.openCase(
            CaseDraft(
                alias: "дело", acceptance: Acceptance(request: request, danger: .days),
                parts: [
                    PartDraft(kind: .conversation, members: [team.second.member: "вместе"], events: [])
                ]))
        try await team.settle([founder, team.second.desk])
        return (visitor, try #require(await founder.state.case(id)?.parts(of: .conversation).first).compartment)
    }

    @Test func `what comes to the intake for a case that its only reader has handed over is read in the intake`()
        async throws
    {
        let team = try await Team()
        let founder = team.fixture.director
        let (visitor, conversation) = try await sharedCase(team)
        try await founder.endAccess(to: conversation, member: team.founder, reason: "передано")
        try await team.settle([founder, team.second.desk])
        await team.fixture.relay.deliver(
            try await visitor.first(visitor.message("они у двери"), now: team.fixture.now))
        try await team.settle([founder, team.second.desk])
        let request = try #require(await founder.state.requests.first)
        #expect(request.holdsUnread && request.messageCount == 2, "nobody else can read it")
        #expect(await founder.state.refused.isEmpty)
    }

    @Test func `a letter that opens and may not be written is told to wait`() async throws {
        let team = try await Team()
        let founder = team.fixture.director
        let (visitor, conversation) = try await sharedCase(team)
        let request = try #require(await founder.state.requests.first).id
        try await founder.reply(request, body: "ответ", files: [])
        try await team.settle([founder, team.second.desk])
        try await founder.endAccess(to: conversation, member: team.founder, reason: "передано")
        try await team.settle([founder])
        let reply = try #require(try await visitor.reply(1, now: team.fixture.now))
        let holders = try #require(reply.writeTo)
        await team.fixture.relay.deliver(
            try visitor.message("они у двери").sealedAsFollowUp(keys: visitor.keys, to: holders))
        try await team.settle([founder])
        #expect(await founder.status.waitingLetters?.count == 1)
        try await team.settle([team.second.desk])
        let talk = await team.second.desk.state.cases.first?.conversation?.record
        #expect(talk?.holdsUnread == true, "whoever holds it takes it in")
    }

    @Test func `a letter that goes on with a case comes to the case, where the intake began anew`() async throws {
        let team = try await Team()
        let (visitor, _) = try await sharedCase(team)
        let dina = team.second.desk
        try await dina.remove(team.founder, reason: "задержана")
        try await team.settle([dina])
        await team.fixture.relay.deliver(
            try await visitor.first(visitor.message("не называйте меня"), now: team.fixture.now))
        try await team.settle([dina])
        #expect(await dina.state.requests.isEmpty, "no new request")
        let talk = try #require(await dina.state.cases.first?.conversation?.record)
        #expect(talk.holdsUnread && talk.messageCount == 2)
    }

    @Test func `whose role is taken reads nothing that comes, and the director who took it does`() async throws {
        let team = try await Team()
        let dina = team.second.desk
        try await dina.setRoles([.director], of: team.founder)
        try await team.settle([dina, team.fixture.director])
        try await team.write("после-метка")
        try await team.settle([dina, team.fixture.director])
        #expect(await dina.state.holds("после-метка"))
        #expect(await !team.fixture.director.state.holds("после-метка"))
        #expect(await dina.state.members[team.second.member]?.roles.contains(.intake) == true)
    }

    @Test func `nobody leaves intake duty who is alone on it, and nobody is put on it without its keys`() async throws {
        let team = try await Team()
        await #expect(throws: WorkspaceError.refused("members.last-on-duty")) {
            try await team.fixture.director.setRoles([.director], of: team.founder)
        }
        await #expect(throws: WorkspaceError.refused("members.intake-key-needed")) {
            try await team.second.desk.setRoles([.director, .intake], of: team.second.member)
        }
        await #expect(throws: WorkspaceError.refused("members.intake-key-needed")) {
            try await team.second.desk.setRoles([.caseworker, .intake], of: team.other.member)
        }
        await #expect(throws: WorkspaceError.self) {
            try await team.other.desk.setRoles([.caseworker, .intake], of: team.other.member)
        }
        #expect(await team.second.desk.status.queuedCount == 0)
    }

    /// Two remove each other's colleague, and neither had seen it: nobody is left, and one takes the duty.
    @Test func `where nobody is on duty any more any director takes it`() async throws {
        let team = try await Team()
        let third = try await team.fixture.admit("Ольга", [.director, .intake])
        let everybody = [team.fixture.director, team.second.desk, third.desk, team.other.desk]
        try await team.settle(everybody)
        try await team.fixture.director.setRoles([.director], of: third.member)
        try await third.desk.setRoles([.director], of: team.founder)
        try await team.settle(everybody)
        let onDuty = await team.second.desk.state.members.values.filter { $0.roles.contains(.intake) }
        #expect(onDuty.isEmpty, "each took the other for the one who stays")
        let dina = team.second.desk
        await #expect(throws: WorkspaceError.refused("members.nobody-on-duty")) {
            try await dina.setRoles([.caseworker], of: team.second.member)
        }
        try await dina.setRoles([.director, .intake], of: team.second.member)
        try await team.settle(everybody)
        try await team.write("после-метка")
        try await team.settle(everybody)
        #expect(await dina.state.holds("после-метка"))
        #expect(await !third.desk.state.holds("после-метка"))
        #expect(await !team.fixture.director.state.holds("после-метка"))
    }

    @Test(arguments: [true, false])
    func `two directors who take it up apart both read it`(isFirstOnline: Bool) async throws {
        let team = try await Team()
        let third = try await team.fixture.admit("Ольга", [.director])
        let (dina, olga) = (team.second.desk, third.desk)
        try await team.settle([team.fixture.director, dina, olga])
        try await dina.remove(team.founder, reason: "задержана")
        try await olga.remove(team.founder, reason: "задержана")
        let desks = isFirstOnline ? [dina, olga] : [olga, dina]
        for _ in 0..<3 { try await team.settle(desks) }
        try await team.write("после-метка")
        for _ in 0..<2 { try await team.settle(desks) }
        for desk in desks {
            #expect(await desk.state.holds("после-метка"))
            #expect(await desk.status.closedCount == 0)
        }
        let (one, other) = (await dina.state, await olga.state)
        #expect(one.requests == other.requests)
        #expect(one.members == other.members && one.cards == other.cards)
        let count = await team.fixture.relay.ledgerCount
        try await team.settle(desks)
        #expect(await team.fixture.relay.ledgerCount == count, "nothing more is replaced")
        await team.fixture.relay.letBackIn()
        try? await team.fixture.director.synchronise()
        #expect(await !team.fixture.director.state.holds("после-метка"))
    }

    /// Put on duty by the founder before her removal, unseen by whoever removes her.
    @Test func `somebody who was put on duty meanwhile hands the old keys on, and gets the new ones`() async throws {
        let team = try await Team()
        let (dina, vera) = (team.second.desk, team.other.desk)
        try await team.write("до-метка")
        try await team.settle([team.fixture.director])
        try await team.fixture.director.setRoles([.caseworker, .intake], of: team.other.member)
        try await team.fixture.director.synchronise()
        try await dina.remove(team.founder, reason: "задержана")
        for _ in 0..<3 { try await team.settle([dina, vera]) }
        try await team.write("после-метка")
        for _ in 0..<2 { try await team.settle([vera, dina]) }
        for desk in [dina, vera] {
            #expect(await desk.state.holds("до-метка"))
            #expect(await desk.state.holds("после-метка"))
        }
        let (one, other) = (await dina.state, await vera.state)
        #expect(one.requests == other.requests)
        let count = await team.fixture.relay.ledgerCount
        try await team.settle([dina, vera])
        #expect(await team.fixture.relay.ledgerCount == count, "nothing more is replaced")
    }
}
