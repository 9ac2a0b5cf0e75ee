// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Desk
import LifeboatTestSupport
import Synchronization
import Testing

/// Desks that write, synchronise, lose calls and answers, die and come back, in an order that a seed decides. Whatever was
/// acknowledged is in the ledger in the end, and the desks agree on what they share.
@Suite(.timeLimit(.minutes(10))) struct SimulationTests {
    @Test(
        arguments: (0..<4).map { _ in UInt64.random(in: 0...UInt64.max) } + [
            1, 2, 2_469_560_278_876_873_823, 7_759_214_834_372_355_287, 10_235_497_310_275_344_384,
        ])
    func `nothing that was acknowledged is lost, and desks agree on what they share`(_ seed: UInt64) async throws {
        var simulation = try await Simulation(seed: seed)
        for _ in 0..<120 { try await simulation.step() }
        try await simulation.end()
        let witness = try await simulation.witness()
        let actors = simulation.actors
        for (word, author) in simulation.acknowledged {
            // It counts, and then every view below has it, or it was refused, and its author's desk keeps it with the reason.
            #expect(await actors[author].desk.state.holds(word), "seed \(seed): \(word) is lost")
        }
        for compartment in simulation.compartments {
            let views = try await simulation.views(of: compartment, by: witness)
            #expect(views.allSatisfy { $0 != nil && $0 == views[0] }, "seed \(seed): desks differ")
        }
        for part in await witness.state.cases.flatMap(\.parts) {
            guard case .casework(let work) = part.content else { continue }
            let open = work.tasks.filter(\.isOpen).compactMap(\.template)
            #expect(Set(open).count == open.count, "seed \(seed): a stage's task twice")
            let narrowings = part.log.compactMap { item -> ConsentTerms? in
                guard case .inCompartment(.consent(.narrowed(_, let terms))) = item.event else { return nil }
                return terms
            }
            for record in work.consent.records where record.state(on: Day(at: simulation.now)).isInForce {
                let terms = try #require(record.terms, "seed \(seed)")
                #expect(narrowings.allSatisfy { terms.isWithin($0) }, "seed \(seed): a narrowing was lost")
            }
        }
        let (first, second) = (await actors[0].desk.state.requests, await actors[1].desk.state.requests)
        #expect(first == second, "seed \(seed): the intake differs")
        for actor in actors { #expect(await actor.desk.status.queuedCount == 0, "seed \(seed)") }
    }

    @Test func `a relay that shows two histories is caught as soon as either reads the other`() async throws {
        let team = try await TeamFixture()
        let other = try await team.admit("Другой", [.caseworker, .intake])
        try await team.settle([team.director, other.desk])
        let device = try #require(await other.desk.state.members[other.member]?.devices.first)
        let key = try #require(await other.desk.state.devices[device]?.accessKey)
        let branch = await team.relay.divert(key)
        let visitor = try TestVisitor(team.sheet.link, team.relay)
        let one = try await visitor.first(visitor.message("Раз."), now: team.now)
        await team.relay.deliver(one)
        await branch.deliver(one)
        try await team.director.synchronise()
        try await other.desk.synchronise()
        let before = await team.relay.ledgerCount
        // What the other desk wrote is brought over, as if nothing were wrong.
        let written = await branch.payloads.dropFirst(before - 1).compactMap(\.self)
        for payload in written { await team.relay.inject(payload) }
        try await other.desk.addNote(try #require(await other.desk.state.requests.first).id, body: "Заметка.")
        try await other.desk.synchronise()
        if let note = await branch.payloads.last, let note { await team.relay.inject(note) }
        await #expect(throws: WorkspaceError.refused("alarm.fork-seen-by-another")) {
            try await team.director.synchronise()
        }
        team.relay.endDiversion(of: key)
        await #expect(throws: WorkspaceError.refused("alarm.fork")) { try await other.desk.synchronise() }
    }
}
