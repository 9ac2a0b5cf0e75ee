// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Foundation
import LifeboatTestSupport
import Testing

/// Desks that work, lose calls and answers, die and come back, over a relay that dies and comes back and may show several
/// histories, in an order that a seed decides. Whatever was acknowledged is there in the end, the desks agree on what they share, and a
/// desk says that it was shown another history when it was, and only then.
///
/// `TEST_SIMULATION_SEED=7` runs one seed again; `TEST_SIMULATION_SEEDS=300` runs so many from chance.
@Suite(.serialized, .timeLimit(.minutes(10))) struct SimulationTests {
    private static let seeds: [UInt64] = {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["TEST_SIMULATION_SEED"].flatMap({ UInt64($0) }) { return [seed] }
        let count = environment["TEST_SIMULATION_SEEDS"].flatMap { Int($0) }
        return (0..<(count ?? 2)).map { _ in UInt64.random(in: 0...UInt64.max) } + (count == nil ? [1] : [])
    }()
    private static let isTold = ProcessInfo.processInfo.environment["TEST_SIMULATION_TOLD"] != nil

    @Test(arguments: seeds)
    func `nothing that was acknowledged is lost, desks agree, and a fork is seen`(_ seed: UInt64) async throws {
        var simulation: Simulation
        do { simulation = try await Simulation(seed: seed) } catch {
            Issue.record("seed \(seed): \(error)")
            return
        }
        do {
            for _ in 0..<120 { try await simulation.step() }
            try await simulation.end()
            try await simulation.check()
        } catch {
            Issue.record("seed \(seed): \(error)")
        }
        await simulation.relay.close()
        for problem in simulation.problems { Issue.record("\(problem)") }
        guard Self.isTold else { return }
        print(
            "seed \(seed): \(await simulation.relay.deaths) deaths, \(await simulation.relay.removedBlobs) files removed, "
                + "\(simulation.claimed.count) claimed")
        for (what, count) in simulation.counts.sorted(by: { $0.key < $1.key }) { print("  \(count) \(what)") }
    }
}
