// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Desk
import LifeboatTestSupport
import RelayConnection
import Synchronization
import Testing

/// Something comes into the ledger between a desk's reading and its writing.
@Suite struct WhoIsFirstTests {
    /// A director and a colleague on intake duty, who is removed in the moment in which their desk writes.
    private final class Race: Sendable {
        let team: TeamFixture
        let x: (desk: Workspace, fixture: DeskFixture, member: ID<Member>)
        let visitor: TestVisitor
        private let countOnRemoval = Mutex(0)

        init() async throws {
            team = try await TeamFixture()
            x = try await team.admit("Икс", [.caseworker, .intake])
            visitor = try TestVisitor(team.sheet.link, team.relay)
            await team.relay.deliver(try await visitor.first(visitor.message("помогите"), now: team.now))
            try await team.settle([team.director, x.desk])
        }

        /// The relay still answers the machine: the call that shuts it out is on its way. The director's desk takes nothing in.
        func removeWhenXWrites() async {
            let (relay, director, member) = (team.relay, team.director, x.member)
            await relay.before(.append) { [self] in
                await relay.setFault { $0 == .readIntake ? .before : nil }
                try? await director.remove(member, reason: "ушёл")
                try? await director.synchronise()
                await relay.setFault { _ in nil }
                await relay.letBackIn()
                let count = await relay.ledgerCount
                countOnRemoval.withLock { $0 = count }
            }
        }

        /// How many entries stand behind the removal.
        var writtenSince: Int {
            get async { await team.relay.ledgerCount - countOnRemoval.withLock { $0 } }
        }
    }

    @Test func `a desk whose member is removed as it takes in a message leaves it to others`() async throws {
        let race = try await Race()
        let follow = try await race.visitor.followUp(race.visitor.message("после-метка"), now: race.team.now)
        await race.team.relay.deliver(follow)
        await race.removeWhenXWrites()
        try? await race.x.desk.synchronise()
        #expect(await race.writtenSince == 0)
        #expect(await race.team.relay.intakeCount == 1)
        try await race.team.settle([race.team.director])
        #expect(await race.team.relay.intakeCount == 0)
        let state = await race.team.director.state
        #expect(state.holds("после-метка") && state.refused.isEmpty)
    }

    @Test func `a desk whose member is removed as it sends a note keeps it`() async throws {
        let race = try await Race()
        let request = try #require(await race.x.desk.state.requests.first).id
        try await race.x.desk.addNote(request, body: "после-метка")
        await race.removeWhenXWrites()
        await #expect(throws: WorkspaceError.refused("alarm.removed")) { try await race.x.desk.synchronise() }
        #expect(await race.writtenSince == 0)
        #expect(await race.x.desk.status.queuedCount == 1)
        try await race.team.settle([race.team.director])
        #expect(await race.team.director.state.refused.isEmpty)
    }

    /// The relay is not trusted: where it appends whatever size a desk named, the envelope stays until its message counts.
    @Test func `a relay that appends all the same loses nobody's message`() async throws {
        let race = try await Race()
        await race.team.relay.ignoreSizes()
        let follow = try await race.visitor.followUp(race.visitor.message("после-метка"), now: race.team.now)
        await race.team.relay.deliver(follow)
        await race.removeWhenXWrites()
        try? await race.x.desk.synchronise()
        #expect(await race.writtenSince == 1)
        #expect(await race.team.relay.intakeCount == 1)
        try await race.team.settle([race.team.director])
        #expect(await race.team.director.status.removedAuthorsCount == 1, "a page says so")
        #expect(await race.team.relay.intakeCount == 0)
        #expect(await race.team.director.state.holds("после-метка"))
    }

    @Test func `what a colleague's desk takes in at the same time is not written twice`() async throws {
        let race = try await Race()
        let follow = try await race.visitor.followUp(race.visitor.message("после-метка"), now: race.team.now)
        await race.team.relay.deliver(follow)
        let before = await race.team.relay.ledgerCount
        let director = race.team.director
        await race.team.relay.before(.append) { try? await director.synchronise() }
        try await race.x.desk.synchronise()
        #expect(await race.team.relay.ledgerCount == before + 1)
        #expect(await race.x.desk.state.holds("после-метка"))
        #expect(await race.team.relay.intakeCount == 0)
    }

    @Test func `several busy desks get on`() async throws {
        let race = try await Race()
        let y = try await race.team.admit("Игрек", [.caseworker, .intake])
        let z = try await race.team.admit("Зет", [.caseworker, .intake])
        let desks = [race.team.director, race.x.desk, y.desk, z.desk]
        try await race.team.settle(desks)
        let request = try #require(await race.x.desk.state.requests.first).id
        for (number, desk) in desks.enumerated() {
            for note in 0..<8 { try await desk.addNote(request, body: "заметка-\(number)-\(note)-конец") }
        }
        let before = await race.team.relay.ledgerCount
        try await withThrowingTaskGroup(of: Void.self) { group in
            for desk in desks {
                group.addTask {
                    for _ in 0..<20 where await desk.status.queuedCount > 0 { try? await desk.synchronise() }
                }
            }
            try await group.waitForAll()
        }
        #expect(await race.team.relay.ledgerCount == before + 32)
        try await race.team.settle(desks)
        let state = await race.team.director.state
        for number in 0..<4 { for note in 0..<8 { #expect(state.holds("заметка-\(number)-\(note)-конец")) } }
        for desk in desks { #expect(await desk.status.queuedCount == 0) }
    }

    @Test func `a desk that is always too late leaves it to a later pass, and keeps what it has`() async throws {
        let race = try await Race()
        let request = try #require(await race.x.desk.state.requests.first).id
        try await race.x.desk.addNote(request, body: "после-метка")
        let crowd = Crowd(relay: race.team.relay)
        await crowd.come()
        await #expect(throws: WorkspaceError.relayUnreachable) { try await race.x.desk.synchronise() }
        #expect(await race.x.desk.status.queuedCount == 1)
        await crowd.leave()
        try await race.x.desk.synchronise()
        #expect(await race.x.desk.status.queuedCount == 0)
    }

    @Test func `a relay that refuses and shows nothing new is asked once`() async throws {
        let race = try await Race()
        let request = try #require(await race.x.desk.state.requests.first).id
        try await race.x.desk.addNote(request, body: "после-метка")
        let relay = race.team.relay
        await relay.setFault { $0 == .append ? .refused(.conflict) : nil }
        await #expect(throws: WorkspaceError.refused("relay.refuses")) { try await race.x.desk.synchronise() }
        await relay.setFault { _ in nil }
        try await race.x.desk.synchronise()
        #expect(await race.x.desk.status.queuedCount == 0)
    }
}

/// Others who always write first.
private actor Crowd {
    private let relay: InMemoryRelay
    private var count: UInt8 = 0
    private var isThere = false

    init(relay: InMemoryRelay) { self.relay = relay }

    func come() async {
        isThere = true
        await relay.before(.append) { await self.write() }
    }

    func leave() { isThere = false }

    private func write() async {
        guard isThere else { return }
        count += 1
        await relay.inject([UInt8](repeating: count, count: 1024))
        await relay.before(.append) { await self.write() }
    }
}
