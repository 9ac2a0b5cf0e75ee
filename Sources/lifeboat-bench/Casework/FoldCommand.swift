// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Casework

/// Folds one part of a case with very many records of one kind, and with twice as many: the second has to take about twice as long. One
/// that takes four times as long has a search from the front in it, by which one author makes every desk stand still.
struct FoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fold",
        abstract: "Fold one part with very many tasks, plans, notes, claims, questions about consent or freezes.")

    @Option(help: "How many records; as many and twice as many are folded.") var count = 50_000

    func run() {
        for kind in Crowd.Kind.allCases {
            let (once, twice) = (Crowd.seconds(kind, count), Crowd.seconds(kind, 2 * count))
            print("\(kind.rawValue): \(count) in \(once) s, twice as many in \(twice) s")
        }
    }
}

/// One case of one organisation of two.
private struct Crowd {
    enum Kind: String, CaseIterable { case tasks, plans, notes, claims, questions, freezes }

    private var state = CaseworkState()
    private var sequence: UInt64 = 0
    private let people: [(member: ID<Member>, device: ID<Device>)] = [
        (Fresh.id(), Fresh.id()), (Fresh.id(), Fresh.id()),
    ]
    private let work: ID<Compartment> = Fresh.id()
    private let evidence: ID<Compartment> = Fresh.id()

    static func seconds(_ kind: Kind, _ count: Int) -> Double {
        var crowd = Crowd()
        crowd.begin()
        let duration = ContinuousClock().measure { crowd.fill(kind, count) }
        precondition(crowd.state.refused.isEmpty, "everything counts")
        return duration / .seconds(1)
    }

    private mutating func say(_ event: Event, in compartment: ID<Compartment> = .organisation) {
        let entry: ID<Entry> = Fresh.id()
        state.apply(
            LedgerEvent(
                compartment: compartment, sequence: sequence, id: entry, author: people[0].device,
                recordedAt: 1_000 + sequence, event: event))
        sequence += 1
    }

    private mutating func begin() {
        for (number, person) in people.enumerated() {
            say(
                .memberAdmitted(
                    member: person.member, name: "\(number)", device: person.device,
                    verificationKey: [UInt8](repeating: UInt8(number), count: 32),
                    recipient: [UInt8](repeating: 7, count: 1_216),
                    endorsement: number == 0 ? [UInt8](repeating: 9, count: 96) : nil))
        }
        let id: ID<Case> = Fresh.id()
        for (compartment, kind) in [(work, CompartmentKind.casework), (evidence, .evidence)] {
            say(.inCompartment(.access(.opened(case: id, kind: kind, alias: "x"))), in: compartment)
            say(
                .inCompartment(.access(.granted(member: people[1].member, reason: "x"))), in: compartment)
        }
        let registration = Registration(
            request: nil, owner: people[0].member, deputy: people[1].member, danger: .weeks)
        say(.inCompartment(.lifecycle(.registered(registration))), in: work)
    }

    private mutating func fill(_ kind: Kind, _ count: Int) {
        for number in 0..<count {
            switch kind {
            case .tasks:
                let draft = TaskDraft(
                    template: nil, title: "x", details: "", owner: people[0].member, deputy: people[1].member, due: 9)
                say(.inCompartment(.task(.set(draft))), in: work)
            case .plans:
                let draft = PlanDraft(aim: "x", steps: [], reviewBy: .max)
                say(.inCompartment(.plan(.proposed(draft))), in: work)
            case .notes: say(.inCompartment(.lifecycle(.noted("x"))), in: work)
            case .claims:
                say(.inCompartment(.claim(.asserted(Fresh.id(), .identity, proposition: "x"))), in: evidence)
            case .questions: ask("\(number)")
            case .freezes:
                if number.isMultiple(of: 2) {
                    ask("\(number)")
                } else {
                    say(.inCompartment(.consent(.frozen(nil, .contactLost, whoMayDecide: "x"))), in: work)
                }
            }
        }
    }

    /// By the organisation itself, so that it is compared with what was asked before.
    private mutating func ask(_ recipient: String) {
        let explanation = ConsentExplanation(
            giver: .person, capacityNote: "", purpose: .statistics, recipient: .named(recipient, .researcher),
            language: "ru", interpreter: .notNeeded, version: "1", consequencesShown: true, withdrawalShown: true,
            aidIndependenceShown: true, initiative: .organisation)
        say(.inCompartment(.consent(.explained(Fresh.id(), explanation))), in: work)
    }
}
