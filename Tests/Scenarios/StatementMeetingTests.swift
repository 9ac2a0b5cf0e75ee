// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Desk
import LifeboatTestSupport
import Testing

@Suite struct StatementMeetingTests {
    @Test func `two desks that record answers to one statement at once lose none, and both read the same`() async throws
    {
        let world = try await FourDesks()
        let (one, other) = (world.caseworker.desk, world.verifier.desk)
        let home = try await world.part(.evidence, on: one).compartment
        guard let id = ID<Statement>([UInt8](repeating: 7, count: 16)) else { return }
        try await one.say(
            [
                .statement(
                    .opened(
                        StatedStatement(
                            id: id, kind: .firstAccount, heldOn: Day(at: world.team.now), setting: .video,
                            language: "ru", interpreter: .notNeeded, interviewer: .member(world.caseworker.member),
                            isPrivileged: false, whyAgain: "")))
            ], in: home)
        try await world.team.settle(world.desks)
        for (desk, words) in [(one, ["раз", "два"]), (other, ["три", "четыре"])] {
            for (index, answer) in words.enumerated() {
                try await desk.say([answered(id, UInt32(index + 1), answer)], in: home)
            }
        }
        let addition = CompartmentEvent.statement(
            .added(id, number: 1, heardOn: Day(at: world.team.now), text: "и ещё"))
        await #expect(throws: WorkspaceError.refused(EngineMessage.answerUnsent.rawValue)) {
            try await other.say([addition], in: home)
        }
        try await world.team.settle(world.desks)

        let record = try #require(try await world.part(.evidence, on: one).evidence?.statement(id))
        #expect(record.answers.map(\.asked.answer) == ["раз", "два", "три", "четыре"])
        #expect(record.answers.map(\.number) == [1, 2, 3, 4])
        #expect(try await world.part(.evidence, on: other).evidence?.statement(id) == record)
        #expect(await one.state.refused.isEmpty)
        #expect(await other.state.refused.isEmpty)
        try await other.say([addition], in: home)
        try await world.team.settle(world.desks)
        #expect(
            try await world.part(.evidence, on: one).evidence?.statement(id)?.answer(1)?.additions.map(\.text) == [
                "и ещё"
            ])
    }

    private func answered(_ id: ID<Statement>, _ number: UInt32, _ answer: String) -> CompartmentEvent {
        .statement(
            .answered(
                id, number: number,
                Asked(topic: .service, question: "Где вы служили?", outcome: .answered, answer: answer)))
    }
}

extension PartRecord {
    fileprivate var evidence: EvidencePart? {
        if case .evidence(let part) = content { part } else { nil }
    }
}
