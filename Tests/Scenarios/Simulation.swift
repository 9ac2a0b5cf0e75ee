// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Crypto
@testable import Desk
import LifeboatTestSupport
import RelayAPI
import Testing

/// One run: who there is, what was acknowledged, and the dice.
struct Simulation {
    /// A member, their machine, and how the program runs on it now.
    struct Actor {
        let fixture: DeskFixture
        let member: ID<Member>
        /// By which the relay knows the machine.
        let key: [UInt8]
        var desk: Workspace
        var run: MachineRun
        /// Entries of people who were shown another history, after which this desk's person let it go on.
        var settled: Set<Int> = []
    }

    /// Something that a desk took from its worker.
    struct Acknowledged {
        let author: Int
        let act: String
        let entry: WrittenHere
    }

    let seed: UInt64
    let relay: StoredRelay
    let team: TeamFixture
    let visitor: TestVisitor
    var dice: SeededGenerator
    var actors: [Actor] = []
    var acknowledged: [Acknowledged] = []
    /// What the person sent and the relay took.
    var sent: [String] = []
    /// What the person sent and a slow network has not brought yet.
    var late: [(word: String, envelope: [UInt8])] = []
    /// Blobs that a desk claimed when the relay had them.
    var claimed: Set<[UInt8]> = []
    /// Whether the operator showed two histories, or went back to an older one.
    var wasForked = false
    var wentBack = false
    /// How often what was done, and how often it was refused.
    var counts: [String: Int] = [:]
    var problems: [String] = []
    private var count = 0

    init(seed: UInt64) async throws {
        self.seed = seed
        dice = SeededGenerator(seed: seed)
        let relay = try StoredRelay()
        self.relay = relay
        team = try await TeamFixture(connect: { relay.link($0) })
        visitor = try TestVisitor(team.sheet.link, slot: { await relay.slot($0) })
        try await fill()
    }

    private mutating func fill() async throws {
        let director = try #require(await team.director.me)
        var desks: [(desk: Workspace, fixture: DeskFixture, member: ID<Member>)] = [
            (team.director, team.directorFixture, director)
        ]
        desks.append(try await team.admit("Два", [.caseworker, .intake]))
        // One reads compartment by compartment, the newest first, the others in the order of the ledger: they have to agree.
        desks.append(try await team.admit("Три", [.verifier, .caseworker], newestFirstFrom: 1))
        desks.append(try await team.admit("Четыре", [.counsel]))
        let other = try TestVisitor(team.sheet.link, slot: { [relay] in await relay.slot($0) })
        for envelope in [
            try await visitor.first(visitor.message("Начало."), now: team.now),
            try await other.first(other.message("Другое начало."), now: team.now),
        ] { try await relay.link(AccessKey()).deliver(envelope: envelope) }
        for _ in 0..<2 { for one in desks { try await one.desk.synchronise() } }
        let request = try #require(
            await team.director.state.requests.first { $0.firstMessage?.body == "Начало." })
        try await team.director.open(request.id)
        try await team.director.move(request.id, to: .inTriage, reason: nil, note: "")
        let members = desks.map(\.member)
        _ = try await team.director.openCase(draft(request.id, members))
        for _ in 0..<2 { for one in desks { try await one.desk.synchronise() } }
        let id = try #require(await desks[3].desk.state.cases.first).id
        _ = try await desks[3].desk.openCompartment(PartDraft(kind: .legal), in: id)
        for one in desks {
            let key = try #require(await one.desk.accessKey)
            await one.desk.lock()
            let run = one.fixture.run()
            run.end()
            actors.append(Actor(fixture: one.fixture, member: one.member, key: key, desk: one.desk, run: run))
        }
        // From here on each machine may lose its power.
        for place in actors.indices { try await start(place) }
    }

    private mutating func draft(_ request: ID<Request>, _ members: [ID<Member>]) -> CaseDraft {
        let registration = Registration(request: request, owner: members[0], deputy: members[1], danger: .weeks)
        func readers(_ dice: inout SeededGenerator) -> [ID<Member>: String] {
            var readers: [ID<Member>: String] = [:]
            for member in members.dropFirst() where Int.random(in: 0..<3, using: &dice) > 0 {
                readers[member] = "вместе"
            }
            return readers
        }
        var all: [ID<Member>: String] = [:]
        for member in members.dropFirst() { all[member] = "вместе" }
        return CaseDraft(
            alias: "Клён", acceptance: Acceptance(request: request, danger: .weeks),
            parts: [
                PartDraft(kind: .casework, members: all, events: [.lifecycle(.registered(registration))]),
                PartDraft(kind: .conversation, members: readers(&dice)),
                PartDraft(kind: .identity, members: readers(&dice)),
                PartDraft(kind: .whereabouts, members: readers(&dice)),
                PartDraft(kind: .evidence, members: readers(&dice)),
            ])
    }

    /// In seconds since 1970.
    var now: UInt64 { team.now }

    mutating func nextWord() -> String {
        count += 1
        return "слово-\(count)-конец"
    }

    mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &dice) == 0 }

    mutating func note(_ problem: String) { problems.append("seed \(seed): \(problem)") }

    // MARK: - Steps

    /// One thing that somebody does; calls may be lost on the way, or their answers, and the relay may die under them.
    mutating func step() async throws {
        await breakCalls(chance(3) ? 6 : 0)
        let place = Int.random(in: 0..<actors.count, using: &dice)
        switch Int.random(in: 0..<43, using: &dice) {
        case 0..<14: await actOnPage(place)
        case 14..<16: await workOnRequest(place)
        case 16..<18: await moveAccess(place)
        case 18 where chance(2): await changeMembers(place)
        case 19..<21: try await write()
        case 21: await deliverOne()
        case 22: await answerOffer()
        case 23: await endRun(place)
        case 24: await lockAndUnlock(place)
        case 25: await relay.die(await relay.place(for: actors[place].key))
        case 26, 31: try await operate()
        case 27: try await continueAfterAlarm(place)
        case 28 where chance(3): advance()
        case 29, 30: try await passTogether(place)
        case 40: try await throwWasteIn()
        case 41: await claim(place)
        case 42: try await letDaysPass()
        default: try await pass(place)
        }
        await breakCalls(0)
        for place in actors.indices where actors[place].run.isOver { try await start(place) }
    }

    private mutating func advance() {
        let seconds = UInt64.random(in: 600...200_000, using: &dice)
        for actor in actors { actor.fixture.advance(by: seconds) }
    }

    /// The operator keeps a copy, goes back to it, forks, brings over, or stops.
    private mutating func operate() async throws {
        if await relay.isForked, chance(2) {
            return try await relay.carryOver(atMost: Int.random(in: 1...5, using: &dice))
        }
        switch Int.random(in: 0..<8, using: &dice) {
        case 0, 1: try await relay.keep()
        case 2 where seed % 4 == 1:
            if try await relay.goBack() { wentBack = true }
        case 3...5 where seed % 2 == 1:
            guard await !relay.isForked else { return }
            let some = actors.map(\.key).filter { _ in Bool.random(using: &dice) }
            try await relay.fork(for: some)
            wasForked = wasForked || !some.isEmpty
        case 6: try await relay.carryOver(atMost: Int.random(in: 1...5, using: &dice))
        case 7 where chance(2): await relay.endForks()
        default: return
        }
    }

    /// Somebody brings a file that no message names.
    private mutating func throwWasteIn() async throws {
        let waste = dice.bytes(Int.random(in: 1...3_000, using: &dice))
        var isThere = false
        try? await relay.link(AccessKey()).upload(Array(SHA256.hash(data: waste))) {
            defer { isThere = true }
            return isThere ? nil : waste
        }
    }

    /// A desk claims what it names. What the relay had then stays.
    mutating func claim(_ place: Int) async {
        let (desk, run) = (actors[place].desk, actors[place].run)
        guard !run.isOver else { return }
        do { try await desk.claimBlobs() } catch { return count("refused claim: \(error)") }
        for blob in await desk.claimedBlobs where await relay.has(blob, for: actors[place].key) {
            claimed.insert(blob)
        }
        count("claim")
    }

    /// A season of the relay's: what nobody has claimed goes.
    private mutating func letDaysPass() async throws {
        await breakCalls(0)
        for _ in 0..<2 { try await throwWasteIn() }
        // What is new is claimed half an hour behind what made it known.
        for actor in actors { actor.fixture.advance(by: 2_000) }
        for place in actors.indices { await claim(place) }
        let ends = chance(2) ? Int.random(in: 1...3, using: &dice) : nil
        try await relay.letDaysPass(Int.random(in: 20...70, using: &dice), endsAfter: ends)
        count("season")
    }

    /// Everything arrives: as many passes as it takes for desks to see what the others did by themselves.
    mutating func end() async throws {
        await breakCalls(0)
        for place in actors.indices where actors[place].run.isOver { try await start(place) }
        for place in actors.indices { actors[place].run.spare() }
        while !late.isEmpty { await deliverOne() }
        if chance(2) { await relay.endForks() }
        for _ in 0..<4 {
            for place in actors.indices { try await pass(place, isSure: true) }
        }
    }

    /// Of so many calls one goes wrong; 0 for none.
    mutating func breakCalls(_ oneIn: Int) async {
        guard oneIn > 0 else { return await relay.setTrouble { _ in nil } }
        let dice = Once(SeededGenerator(seed: dice.next()))
        await relay.setTrouble { _ in
            dice.with { dice in
                guard Int.random(in: 0..<oneIn, using: &dice) == 0 else { return nil }
                let all: [StoredRelay.Trouble] = [
                    .before, .before, .after, .after, .full, .busy, .diesBefore, .diesAfter,
                ]
                return all.randomElement(using: &dice)
            }
        }
    }
}
