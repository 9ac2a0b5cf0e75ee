// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Rehearsal
import Testing
import World

/// Worlds as large as `lifeboat demo` makes them, told into a fold: nothing that anybody does there is refused or comes to nothing.
struct PaperTests {
    @Test(arguments: [UInt64(1), 2, 2_026], WorldLanguage.allCases)
    func `a hundred cases play without one refusal, and every act has an effect`(
        seed: UInt64, language: WorldLanguage
    ) throws {
        let world = World(seed: seed, cases: 100, language: language, endingAt: PlayedWorld.now)
        var paper = PaperPlayer(world)
        try paper.play()
        #expect(paper.state.refused.isEmpty && paper.state.cases.count == 100)
        let idle = paper.idle.filter { if case .comparesText = $0.deed { false } else { true } }
        #expect(idle.isEmpty, "\(idle.prefix(5))")
        let states = paper.state.cases.compactMap { $0.casework?.lifecycle?.state }
        #expect(Set(states) == Set(CaseState.allCases))
        let weighed = paper.state.cases.compactMap { $0.casework?.lifecycle }.filter { $0.takenBack != nil }
        #expect(weighed.isEmpty, "everybody in the world knows what the others did")
    }
}
