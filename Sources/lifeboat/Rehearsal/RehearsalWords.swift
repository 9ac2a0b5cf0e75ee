// SPDX-License-Identifier: AGPL-3.0-or-later
import Rehearsal
import World

/// What somebody who practises needs to know: the passphrase, and the twelve words of some of the invented people.
struct RehearsalWords {
    private static let count = 5

    let record: RehearsalFolder.Record
    let worker: WorldWorker

    func say() {
        let world = record.world
        Terminal.say("")
        Terminal.say("Everything here is invented. The desk is that of \(worker.name(in: world.language)).")
        Terminal.say("Passphrase of every desk: \(Filling.passphrase)")
        guard !world.personas.isEmpty else { return }
        Terminal.say("To come back on the portal as one who wrote, use their twelve words:")
        for act in world.firstMessages.prefix(Self.count) {
            guard let number = act.persona else { continue }
            Terminal.say("  \(world.name(of: number)): \(world.personas[number].words.joined(separator: " "))")
        }
    }
}

extension World {
    /// Of those whose case was opened from a request, in the order in which they were invented.
    fileprivate var firstMessages: [Act] {
        acts.filter { act in
            guard case .opensCase(let plan) = act.deed else { return false }
            return plan.isFromRequest
        }.sorted { ($0.persona ?? 0) < ($1.persona ?? 0) }
    }

    /// What colleagues call the case.
    fileprivate func name(of persona: Int) -> String {
        for act in acts where act.persona == persona {
            if case .opensCase(let plan) = act.deed { return plan.alias }
        }
        return personas[persona].name(in: language)
    }
}
