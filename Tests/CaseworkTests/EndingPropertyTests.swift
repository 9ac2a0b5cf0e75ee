// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Whatever colleagues write who have not seen each other's entries while a case ends, its order in the ledger says nothing.
struct EndingPropertyTests {
    private enum Deed: CaseIterable {
        case confirm, goOn, requestErasure, confirmErasure, cancel, reopen
        case holdClosing, holdErasure, lift, incident, handle, assess, plan, note
    }

    private struct Said: Hashable {
        let author: Int
        let deed: Deed
        /// How many entries its author's desk had.
        let seen: Int
    }

    /// What everybody has to agree on.
    private struct Outcome: Hashable {
        let state: CaseState?
        let isErasureAsked: Bool
        let isClosureProposed: Bool
        let holds: [HoldKind: Int]
        let openIncidents: Int
        let assessments: Int
        let notes: Int
        let obstacles: [Refusal]
    }

    private static func outcome(of steps: [Said], after office: CaseOffice, at time: UInt64) -> Outcome {
        var office = office
        var own: [Int: (hold: ID<Entry>?, incident: ID<Entry>?)] = [:]
        for step in steps {
            let (hold, incident) = (own[step.author]?.hold, own[step.author]?.incident)
            guard let event = event(step.deed, hold, incident) else { continue }
            let entry = office.say(event, by: step.author, at: time, seen: step.seen)
            switch step.deed {
            case .holdClosing, .holdErasure: own[step.author, default: (nil, nil)].hold = entry
            case .incident: own[step.author, default: (nil, nil)].incident = entry
            default: break
            }
        }
        let part = office.part
        return Outcome(
            state: part?.lifecycle?.state, isErasureAsked: part?.lifecycle?.erasure != nil,
            isClosureProposed: part?.lifecycle?.closure != nil,
            holds: Dictionary(grouping: part?.holds.filter { $0.lifted == nil } ?? [], by: \.kind).mapValues(\.count),
            openIncidents: part?.incidents.count(where: \.isOpen) ?? 0,
            assessments: part?.risk.assessments.count ?? 0, notes: part?.lifecycle?.notes.count ?? 0,
            obstacles: part?.obstacles(to: .closed) ?? [])
    }

    private static func event(_ deed: Deed, _ hold: ID<Entry>?, _ incident: ID<Entry>?) -> CompartmentEvent? {
        switch deed {
        case .confirm: .lifecycle(.closingConfirmed)
        case .goOn: .lifecycle(.moved(to: .active, reason: nil, note: ""))
        case .requestErasure: .lifecycle(.erasureRequested(reason: "r"))
        case .confirmErasure: .lifecycle(.erasureConfirmed)
        case .cancel: .lifecycle(.erasureCancelled(reason: "r"))
        case .reopen: .lifecycle(.moved(to: .reopened, reason: .newContact, note: ""))
        case .holdClosing: .hold(.placed(.closing, shown: ""))
        case .holdErasure: .hold(.placed(.erasure, shown: ""))
        case .lift: hold.map { .hold(.lifted(hold: $0, note: "n")) }
        case .incident: .incident(.opened(.leak, affected: [], text: "t"))
        case .handle: incident.map { .incident(.handled(incident: $0, outcome: "o")) }
        case .assess: .risk(.assessed(CaseOffice.assessment, replaces: []))
        case .plan: .plan(.reviewScheduled(CaseOffice.later + 1))
        case .note: .lifecycle(.noted("n"))
        }
    }

    /// Each author's own words stay in their order.
    private static func orders(_ steps: [Said]) -> [[Said]] {
        permutations(Array(steps.indices)).filter { order in
            order.indices.allSatisfy { place in
                order[..<place].allSatisfy { steps[$0].author != steps[order[place]].author || $0 < order[place] }
            }
        }.map { $0.map { steps[$0] } }
    }

    /// What desks would let them say: two had all that there was, one had not heard of the end.
    private static func steps(_ state: CaseState, _ office: CaseOffice, using dice: inout SeededGenerator) -> [Said] {
        let all = office.office.ledger.entries.count
        let ends = office.part?.lifecycle?.changes.filter { [.closed, .erased].contains($0.to) }.map(\.entry) ?? []
        let before = ends.compactMap { entry in office.office.ledger.entries.firstIndex { $0.id == entry } }
        let common: [Deed] = [.holdClosing, .holdErasure, .lift, .incident, .handle, .note]
        let moves: [Deed] =
            switch state {
            case .closing: [.confirm, .goOn]
            case .closed: [.requestErasure, .reopen]
            case .erasurePending: [.confirmErasure, .cancel]
            default: [.cancel]
            }
        let first: [Deed] = state == .erased ? moves : common + moves + (state == .closing ? [.assess, .plan] : [])
        let own = first.randomElement(using: &dice) ?? .note
        let after: [Deed] =
            switch own {
            case .confirmErasure: []
            // What they knew to be closed by their own word stays so, and a colleague's word may have closed it.
            case .confirm: [.holdErasure, .note]
            default: moves.contains(own) || state == .erased ? common : first
            }
        let unheard = common + (before.isEmpty ? moves : [.assess, .plan])
        return [
            Said(author: 2, deed: own, seen: all),
            after.randomElement(using: &dice).map { Said(author: 2, deed: $0, seen: all) },
            unheard.randomElement(using: &dice).map {
                Said(author: 4, deed: $0, seen: before.randomElement(using: &dice) ?? all)
            },
            first.randomElement(using: &dice).map { Said(author: 1, deed: $0, seen: all) },
        ].compactMap(\.self)
    }

    @Test(arguments: [CaseState.closing, .closed, .erasurePending, .erased], [UInt64(1), 7, 2_026])
    func `any order of what colleagues wrote apart folds the same`(state: CaseState, seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed)
        var office = CaseStateTests.office(in: state)
        office.office.grant(to: 4)
        var seenStates: Set<CaseState> = []
        for _ in 0..<60 {
            let steps = Self.steps(state, office, using: &dice)
            let time = office.now + LifecycleRecord.coolingOff + 1
            let outcomes = Set(Self.orders(steps).map { Self.outcome(of: $0, after: office, at: time) })
            #expect(
                outcomes.count == 1, "seed \(seed), \(state): \(steps.map { "\($0.author) \($0.deed) \($0.seen)" })")
            seenStates.formUnion(outcomes.compactMap(\.state))
        }
        #expect(seenStates.count > 1, "seed \(seed) comes to more than one end")
    }
}
