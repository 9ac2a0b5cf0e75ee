// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Synchronization
import Testing

/// One run: who there is, what was acknowledged, and the dice.
struct Simulation {
    struct Actor {
        let fixture: DeskFixture
        let member: ID<Member>
        var desk: Workspace
    }

    private let team: TeamFixture
    private let visitor: TestVisitor
    private var dice: SeededGenerator
    private let request: ID<Request>
    let compartments: [ID<Compartment>]
    private(set) var actors: [Actor] = []
    /// Words that a desk took, and whose desk.
    private(set) var acknowledged: [(word: String, author: Int)] = []
    private var count = 0
    /// What the person sent and a slow network has not brought yet.
    private var late: [[UInt8]] = []
    private let statement: ID<Statement>
    private let consent: ID<Consent>

    init(seed: UInt64) async throws {
        dice = SeededGenerator(seed: seed)
        team = try await TeamFixture()
        let two = try await team.admit("Два", [.caseworker, .intake])
        // One reads compartment by compartment, the newest first, the others in the order of the ledger: they have to agree.
        let three = try await team.admit("Три", [.verifier], newestFirstFrom: 1)
        let director = try #require(await team.director.me)
        visitor = try TestVisitor(team.sheet.link, team.relay)
        await team.relay.deliver(try await visitor.first(visitor.message("Начало."), now: team.now))
        let others: [ID<Member>: String] = [two.member: "вместе", three.member: "вместе"]
        (statement, consent) = (Self.id(1), Self.id(2))
        let day = Day(at: team.now)
        _ = try await team.director.openCase(
            CaseDraft(
                alias: "Клён",
                parts: [
                    PartDraft(
                        kind: .evidence, members: others,
                        events: [.statement(.opened(Self.sitting(statement, by: director, on: day)))]),
                    PartDraft(kind: .identity, members: others),
                    PartDraft(
                        kind: .casework, members: others,
                        events: Self.work(consent, owner: director, deputy: two.member, witness: three.member, on: day)),
                ]))
        try await team.settle([team.director, two.desk, three.desk])
        request = try #require(await team.director.state.requests.first).id
        compartments = try #require(await team.director.state.cases.first).parts.map(\.compartment)
        actors = [
            Actor(fixture: team.directorFixture, member: director, desk: team.director),
            Actor(fixture: two.fixture, member: two.member, desk: two.desk),
            Actor(fixture: three.fixture, member: three.member, desk: three.desk),
        ]
    }

    /// In seconds since 1970.
    var now: UInt64 { team.now }

    /// What each desk that holds the compartment has of it; nil for one that has nothing. Who holds it is what `witness` says,
    /// to whom every key there ever was is open: somebody whose access ended cannot read what came afterwards, and may
    /// take the word of another whose access has ended.
    func views(of compartment: ID<Compartment>, by witness: Workspace) async throws -> [PartRecord?] {
        let truth = try #require(await witness.state.part(compartment))
        var views: [PartRecord?] = [truth]
        for actor in actors where truth.access.isHeld(by: actor.member) {
            views.append(await actor.desk.state.part(compartment))
        }
        return views
    }

    /// A desk that the recovery sheet brought back, when everybody has seen it.
    mutating func witness() async throws -> Workspace {
        await team.relay.addToken("sheet")
        let desk = try DeskFixture(relay: team.relay, token: "sheet", now: team.now, newestFirstFrom: 2).open()
        let words = team.sheet.words.joined(separator: " ")
        try await desk.recover(words: words, memberName: "Лист", passphrase: DeskFixture.passphrase)
        for _ in 0..<2 {
            try await desk.synchronise()
            try await end()
        }
        try await desk.synchronise()
        return desk
    }

    /// One thing that somebody does; calls may be lost on the way, or their answers.
    mutating func step() async throws {
        await breakCalls(Int.random(in: 0..<4, using: &dice) == 0 ? 5 : 0)
        let place = Int.random(in: 0..<actors.count, using: &dice)
        switch Int.random(in: 0..<18, using: &dice) {
        case 0...3: await say(place)
        case 12...16: await work(place)
        case 17: await deliverOne()
        case 4: await note(place)
        case 5: await moveAccess(place)
        case 6: try await write()
        case 7: try await crash(place)
        default: try? await actors[place].desk.synchronise()
        }
        await breakCalls(0)
    }

    /// Everything arrives: as many passes as it takes for desks to see what the others did by themselves.
    mutating func end() async throws {
        await breakCalls(0)
        while !late.isEmpty { await deliverOne() }
        for _ in 0..<4 {
            for actor in actors { try await actor.desk.synchronise() }
        }
    }

    private mutating func say(_ place: Int) async {
        let word = nextWord()
        guard let compartment = compartments.randomElement(using: &dice) else { return }
        let event = CompartmentEvent.access(.disclosed(Disclosure(what: word, toWhom: "кому", why: "нужно")))
        if (try? await actors[place].desk.say([event], in: compartment)) != nil {
            acknowledged.append((word, place))
        }
    }

    private mutating func work(_ place: Int) async {
        let word = nextWord()
        let desk = actors[place].desk
        guard let compartment = compartments.randomElement(using: &dice), let part = await desk.state.part(compartment)
        else { return }
        let events = Self.events(in: part, statement, consent, saying: word, at: team.now, using: &dice)
        guard !events.isEmpty, (try? await desk.say(events, in: compartment)) != nil else { return }
        acknowledged.append((word, place))
    }

    private mutating func note(_ place: Int) async {
        let word = nextWord()
        if (try? await actors[place].desk.addNote(request, body: word)) != nil { acknowledged.append((word, place)) }
    }

    /// Somebody gives a colleague access, or ends it.
    private mutating func moveAccess(_ place: Int) async {
        let other = actors[(place + Int.random(in: 1..<actors.count, using: &dice)) % actors.count].member
        guard let compartment = compartments.randomElement(using: &dice) else { return }
        let desk = actors[place].desk
        if await desk.state.part(compartment)?.access.isHeld(by: other) == true {
            try? await desk.endAccess(to: compartment, member: other, reason: "закончено")
        } else {
            try? await desk.grantAccess(to: compartment, member: other, reason: "нужно")
        }
    }

    /// The person writes again.
    private mutating func write() async throws {
        let envelope = try await visitor.followUp(visitor.message(nextWord()), now: team.now)
        for _ in 0...Int.random(in: 0...1, using: &dice) { late.append(envelope) }
        if Bool.random(using: &dice) { await deliverOne() }
    }

    /// Something that was sent arrives, in no order.
    private mutating func deliverOne() async {
        guard !late.isEmpty else { return }
        await team.relay.deliver(late.remove(at: Int.random(in: 0..<late.count, using: &dice)))
    }

    /// A desk dies in the middle of what it did, and another starts on its files.
    private mutating func crash(_ place: Int) async throws {
        await breakCalls(Int.random(in: 1...6, using: &dice))
        try? await actors[place].desk.synchronise()
        await breakCalls(0)
        await actors[place].desk.lock()
        try await actors[place].desk.unlock(passphrase: DeskFixture.passphrase)
    }

    private mutating func nextWord() -> String {
        count += 1
        return "слово-\(count)-конец"
    }

    /// Of so many calls one goes wrong, on the way there or on the way back; 0 for none.
    private mutating func breakCalls(_ oneIn: Int) async {
        guard oneIn > 0 else { return await team.relay.setFault { _ in nil } }
        let dice = Mutex(SeededGenerator(seed: dice.next()))
        await team.relay.setFault { _ in
            dice.withLock { dice in
                guard Int.random(in: 0..<oneIn, using: &dice) == 0 else { return nil }
                return Bool.random(using: &dice) ? .before : .after
            }
        }
    }
}
