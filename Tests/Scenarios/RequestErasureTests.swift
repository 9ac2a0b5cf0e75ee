// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import RelayConnection
import Testing

/// A request that never became a case is destroyed by two people on intake duty, on every desk and at the relay.
@Suite struct RequestErasureTests {
    /// A director and two colleagues on duty, a fourth who is not, and a request that two of them have closed.
    private struct Intake {
        let team: TeamFixture
        let first: (desk: Workspace, fixture: DeskFixture, member: ID<Member>)
        let second: (desk: Workspace, fixture: DeskFixture, member: ID<Member>)
        let counsel: (desk: Workspace, fixture: DeskFixture, member: ID<Member>)
        let visitor: TestVisitor
        let request: ID<Request>
        let photo: Correspondence.Attachment

        init() async throws {
            team = try await TeamFixture()
            first = try await team.admit("Борис", [.intake])
            second = try await team.admit("Вера", [.intake])
            counsel = try await team.admit("Глеб", [.counsel])
            visitor = try TestVisitor(team.sheet.link, team.relay)
            var sealer = AttachmentSealer()
            var ciphertext = sealer.update(Array("снимок".utf8))
            let (rest, attachment) = sealer.finish(name: "a.txt", mediaType: "text/plain")
            ciphertext += rest
            await team.relay.store(blob: ciphertext)
            photo = attachment
            await team.relay.deliver(
                try await visitor.first(
                    visitor.message("Как продлить визу. Вопрос-метка.", attachments: [photo]), now: team.now))
            let bystander = try TestVisitor(team.sheet.link, team.relay)
            await team.relay.deliver(
                try await bystander.first(bystander.message("Другой человек."), now: team.now))
            try await team.settle([first.desk])
            request = try #require(
                await first.desk.state.requests.first { $0.firstMessage?.body.contains("визу") == true }?.id)
            try await first.desk.open(request)
            try await first.desk.reply(request, body: "В консульстве. Ответ-метка.", files: [])
            try await first.desk.move(request, to: .inTriage, reason: nil, note: "Проверила-метка.")
            try await first.desk.move(request, to: .informationGiven, reason: nil, note: "")
            try await team.settle(desks)
            try await first.desk.step(request, .erasureProposed(reason: .noLongerNeeded), note: "")
            try await team.settle(desks)
        }

        var desks: [Workspace] { [team.director, first.desk, second.desk, counsel.desk] }

        var fixtures: [DeskFixture] { [team.directorFixture, first.fixture, second.fixture, counsel.fixture] }

        func pass(_ seconds: UInt64) { for fixture in fixtures { fixture.advance(by: seconds) } }

        func logs() throws -> [[UInt8]] { try fixtures.map { try #require(try $0.files()["ledger.log"]) } }

        /// Places of what was said about the request, but for the two signatures.
        func places() async -> [Int] {
            let timeline = await first.desk.state.request(request)?.timeline ?? []
            return timeline.filter { item in
                guard case .stepped(let step, _, _, _) = item.content else { return true }
                return ![.erasureProposed, .erasureConfirmed].contains(step.kind)
            }.map { Int($0.sequence) }
        }
    }

    @Test func `two on duty and a fortnight destroy a closed request everywhere`() async throws {
        let intake = try await Intake()
        let (first, second, relay) = (intake.first.desk, intake.second.desk, intake.team.relay)
        await #expect(throws: WorkspaceError.refused("refusal.cooling-off")) {
            try await second.step(intake.request, .erasureConfirmed, note: "")
        }
        intake.pass(FourDesks.fortnight + 1)
        await #expect(throws: WorkspaceError.refused("refusal.second-person-needed")) {
            try await first.step(intake.request, .erasureConfirmed, note: "")
        }
        let places = await intake.places()
        let before = await relay.payloads
        let words = places.compactMap { before[$0] }
        #expect(words.count >= 5)
        let slot = intake.visitor.keys.secret.slotName(1).bytes
        #expect(await relay.slot(slot) != nil)
        try await second.step(intake.request, .erasureConfirmed, note: "")
        for _ in 0..<3 { try await intake.team.settle(intake.desks) }

        let after = await relay.payloads
        for place in places { #expect(after[place] == nil) }
        #expect(await relay.slot(slot) == nil)
        #expect(await relay.blob(intake.photo.blob) == nil)
        for log in try intake.logs() { #expect(words.allSatisfy { !log.contains(subsequence: Array($0[60..<160])) }) }
        for desk in intake.desks {
            for word in ["Вопрос-метка", "Ответ-метка", "Проверила-метка"] {
                #expect(await !desk.state.holds(word))
                #expect(await desk.search(word, limit: 5).isEmpty)
            }
            #expect(await desk.state.refused.isEmpty)
            let state = await desk.state
            await desk.lock()
            try await desk.unlock(passphrase: DeskFixture.passphrase)
            #expect(await desk.state == state)
        }
        #expect(await first.state.requests.map(\.messageCount) == [1], "somebody else's stays")
        // The person's words still work.
        await relay.deliver(
            try await intake.visitor.first(intake.visitor.message("Я снова здесь."), now: intake.team.now))
        try await intake.team.settle(intake.desks)
        #expect(await first.state.requests.last?.messageCount == 1)
    }

    @Test(arguments: [InMemoryRelay.Fault.refused(.tooLarge(limit: 1)), .full])
    func `a reply whose file found no way goes with the request that it answers`(_ fault: InMemoryRelay.Fault)
        async throws
    {
        let intake = try await Intake()
        let (desk, relay) = (intake.first.desk, intake.team.relay)
        await relay.setFault { $0 == .upload ? fault : nil }
        let file = try await desk.attach(name: "x", mediaType: "text/plain", bytes: OneChunk([1, 2, 3]))
        try await desk.reply(intake.request, body: "Поздний ответ.", files: [file])
        try? await desk.synchronise()
        #expect(try intake.first.fixture.files().keys.contains { $0.hasPrefix("staged/") })
        intake.pass(FourDesks.fortnight + 1)
        try await intake.second.desk.step(intake.request, .erasureConfirmed, note: "")
        for _ in 0..<3 { for desk in intake.desks { try? await desk.synchronise() } }
        #expect(await desk.state.request(intake.request) == nil)
        try await desk.expectNothingUnsent(intake.first.fixture)
    }

    @Test func `a reply whose file found no way goes with its case`() async throws {
        let world = try await FourDesks()
        let desk = world.caseworker.desk
        let talk = try #require(await desk.state.case(world.id)?.conversation?.record?.id)
        try await world.confirmErasure()
        await world.team.relay.setFault { $0 == .upload ? .refused(.tooLarge(limit: 1)) : nil }
        let file = try await desk.attach(name: "x", mediaType: "text/plain", bytes: OneChunk([1, 2, 3]))
        try await desk.reply(talk, body: "Поздний ответ.", files: [file])
        try await desk.synchronise()
        for _ in 0..<3 { try await world.team.settle(world.desks) }
        #expect(await desk.state.case(world.id) == nil)
        try await desk.expectNothingUnsent(world.caseworker.fixture)
    }

    @Test func `a row of a table that was destroyed does not come back when the table is given again`() async throws {
        let intake = try await Intake()
        let (first, second) = (intake.first.desk, intake.second.desk)
        let row = ImportedRequest(
            body: "Из-таблицы", danger: .days, safeContact: "", language: "ru", sentHour: 1, cells: ["Из-таблицы"])
        #expect(try await first.importRequests([row]) == ImportOutcome(written: 1))
        let request = try #require(await first.state.requests.last?.id)
        try await first.open(request)
        try await first.move(request, to: .inTriage, reason: nil, note: "")
        try await first.move(request, to: .informationGiven, reason: nil, note: "")
        try await first.step(request, .erasureProposed(reason: .noLongerNeeded), note: "")
        try await intake.team.settle(intake.desks)
        intake.pass(FourDesks.fortnight + 1)
        try await second.step(request, .erasureConfirmed, note: "")
        for _ in 0..<3 { try await intake.team.settle(intake.desks) }
        for desk in [first, second] {
            #expect(await !desk.state.holds("Из-таблицы"))
            #expect(await desk.knownImports([row]) == [.destroyed])
            #expect(try await desk.importRequests([row]) == ImportOutcome(destroyed: 1))
            await desk.lock()
            try await desk.unlock(passphrase: DeskFixture.passphrase)
            #expect(try await desk.importRequests([row]) == ImportOutcome(destroyed: 1))
            #expect(await !desk.state.holds("Из-таблицы"))
        }
    }

    @Test func `a desk that was away for all of it destroys its own copy when it comes back`() async throws {
        let intake = try await Intake()
        intake.pass(FourDesks.fortnight + 1)
        try await intake.second.desk.step(intake.request, .erasureConfirmed, note: "")
        for _ in 0..<3 { try await intake.team.settle([intake.first.desk, intake.second.desk, intake.counsel.desk]) }
        #expect(await intake.team.director.state.holds("Вопрос-метка"))
        for _ in 0..<2 { try await intake.team.director.synchronise() }
        #expect(await !intake.team.director.state.holds("Вопрос-метка"))
    }

    @Test func `a desk whose clock is behind keeps it until its own fourteen days are over`() async throws {
        let intake = try await Intake()
        for fixture in intake.fixtures.dropFirst() { fixture.advance(by: FourDesks.fortnight + 1) }
        try await intake.second.desk.step(intake.request, .erasureConfirmed, note: "")
        try await intake.second.desk.synchronise()
        for _ in 0..<2 { try await intake.team.director.synchronise() }
        #expect(await intake.team.director.state.request(intake.request)?.erasure?.confirmedIn != nil)
        #expect(await intake.team.director.state.holds("Вопрос-метка"))
        intake.team.directorFixture.advance(by: FourDesks.fortnight + 1)
        for _ in 0..<2 { try await intake.team.director.synchronise() }
        #expect(await !intake.team.director.state.holds("Вопрос-метка"))
    }

    @Test func `a message that comes in between ends the proposal`() async throws {
        let intake = try await Intake()
        await intake.team.relay.deliver(
            try await intake.visitor.followUp(intake.visitor.message("Ещё вопрос."), now: intake.team.now))
        try await intake.team.settle(intake.desks)
        intake.pass(FourDesks.fortnight + 1)
        await #expect(throws: WorkspaceError.refused("refusal.forbidden-transition")) {
            try await intake.second.desk.step(intake.request, .erasureConfirmed, note: "")
        }
        #expect(await intake.first.desk.state.holds("Вопрос-метка"))
    }
}

extension Workspace {
    /// Nothing waits or lies staged, now or after another unlocking.
    fileprivate func expectNothingUnsent(_ fixture: DeskFixture) async throws {
        for _ in 0..<2 {
            #expect(status.unsentTo.isEmpty)
            #expect(status.queuedCount == 0)
            #expect(status.damagedCount == 0)
            let files = try fixture.files().keys
            #expect(!files.contains { $0.hasPrefix("staged/") || $0.hasPrefix("outbox/") })
            await lock()
            try await unlock(passphrase: DeskFixture.passphrase)
            try await synchronise()
        }
    }
}
