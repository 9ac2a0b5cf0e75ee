// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Desks get keys at different times, so they fold compartments in different orders. All of them have to see the same.
struct InterleavingTests {
    @Test(arguments: [UInt64(1), 42, 2_026, 777_777])
    func `any interleaving of compartments folds to the same state`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let ledger = RandomHistory.make(using: &generator, count: 600)
        #expect(ledger.state.cases.count > 2 && !ledger.state.refused.isEmpty, "seed \(seed) exercises both")
        for _ in 0..<6 {
            var other = CaseworkState()
            for entry in Self.interleaved(ledger.entries, using: &generator) { other.apply(entry) }
            #expect(other == ledger.state, "seed \(seed)")
        }
    }

    @Test(arguments: [UInt64(5), 99])
    func `a compartment that is forgotten and read again is the same`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let ledger = RandomHistory.make(using: &generator, count: 500)
        for compartment in Set(ledger.entries.map(\.compartment)) where compartment != .organisation {
            var state = ledger.state
            state.forget(compartment)
            #expect(state.part(compartment) == nil)
            #expect(state.refused(inCompartment: compartment).isEmpty)
            if compartment == .intake { #expect(state.requests.isEmpty) }
            for entry in ledger.entries where entry.compartment == compartment { state.apply(entry) }
            #expect(state == ledger.state, "seed \(seed)")
        }
    }

    @Test(arguments: [UInt64(6), 100])
    func `a desk without a key sees what it would see if there were no such compartment`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let ledger = RandomHistory.make(using: &generator, count: 400)
        for hidden in Set(ledger.entries.map(\.compartment)) where hidden != .organisation {
            var without = CaseworkState()
            for entry in ledger.entries where entry.compartment != hidden { without.apply(entry) }
            var forgotten = ledger.state
            forgotten.forget(hidden)
            #expect(forgotten == without, "seed \(seed)")
        }
    }

    @Test func `what was said before a member was removed still counts when it is read after`() {
        var office = Office()
        office.grant(to: 2)
        office.say(.access(.epochStarted(2)), by: 2)
        office.ledger.add(.memberRemoved(member: Sample.id(2), reason: "left"))
        var late = CaseworkState()
        for entry in office.ledger.entries where entry.compartment == .organisation { late.apply(entry) }
        for entry in office.ledger.entries where entry.compartment != .organisation { late.apply(entry) }
        #expect(late == office.ledger.state)
        #expect(late.part(Office.team)?.access.epoch == 2)
    }

    @Test func `what was said before its author was admitted does not count when it is read after`() {
        var ledger = Ledger()
        ledger.add(Sample.requestReceived(10, message: 1), author: 2)
        #expect(ledger.refusal == .unknownAuthor)
        ledger.admit(2)
        var late = CaseworkState()
        for entry in ledger.entries where entry.compartment == .organisation { late.apply(entry) }
        for entry in ledger.entries where entry.compartment != .organisation { late.apply(entry) }
        #expect(late == ledger.state)
    }

    @Test func `an entry in one compartment keeps none out of another`() {
        var office = Office()
        let last = office.ledger.entries[office.ledger.entries.count - 1]
        let copy = LedgerEvent(
            compartment: .intake, sequence: last.sequence + 1, id: last.id, author: last.author,
            recordedAt: last.recordedAt, event: Sample.requestReceived(10, message: 1))
        office.ledger.append(copy)
        #expect(office.ledger.state.requests.count == 1)
    }

    /// Each compartment in its own order; the organisation's entries at the latest where they stood, often earlier.
    static func interleaved(
        _ entries: [LedgerEvent], using generator: inout SeededGenerator
    ) -> [LedgerEvent] {
        var queues = Dictionary(grouping: entries, by: \.compartment).mapValues { Array($0.reversed()) }
        var order: [LedgerEvent] = []
        while let pick = queues.keys.sorted().randomElement(using: &generator) {
            guard let next = queues[pick]?.popLast() else {
                queues[pick] = nil
                continue
            }
            if pick != .organisation {
                while let common = queues[.organisation]?.last, common.sequence < next.sequence {
                    order.append(common)
                    queues[.organisation]?.removeLast()
                }
            }
            order.append(next)
            if queues[pick]?.isEmpty == true { queues[pick] = nil }
        }
        return order
    }
}

/// Histories of people who do sensible and senseless things to a handful of compartments.
enum RandomHistory {
    static func make(using generator: inout SeededGenerator, count: Int) -> Ledger {
        var ledger = Ledger()
        ledger.admit(2)
        for number in 0..<4 {
            let kind = CompartmentKind.allCases[number]
            ledger.add(
                .inCompartment(.access(.opened(case: Sample.id(5 + number), kind: kind, alias: "a"))),
                in: Sample.id(50 + number))
        }
        for _ in 0..<count {
            let author = Int.random(in: 1...5, using: &generator)
            switch Int.random(in: 0..<20, using: &generator) {
            case 0: ledger.admit(Int.random(in: 3...6, using: &generator))
            case 1:
                let member: ID<Member> = Sample.id(Int.random(in: 3...9, using: &generator))
                ledger.add(.memberRemoved(member: member, reason: "left"))
            case 2: ledger.add(.unknown(kind: 0x7777, payload: []), author: author, in: compartment(using: &generator))
            case 3...7: ledger.add(request(using: &generator), author: author)
            case 8...9: ledger.add(request(using: &generator), author: author, in: compartment(using: &generator))
            case 10...13:
                ledger.add(
                    .inCompartment(.access(access(using: &generator))), author: author,
                    in: compartment(using: &generator))
            default:
                guard let event = Sample.everyCompartmentEvent.randomElement(using: &generator) else { continue }
                ledger.add(.inCompartment(event), author: author, in: compartment(using: &generator))
            }
        }
        return ledger
    }

    private static func compartment(using generator: inout SeededGenerator) -> ID<Compartment> {
        Sample.id(Int.random(in: 50...58, using: &generator))
    }

    private static func access(using generator: inout SeededGenerator) -> AccessEvent {
        let member: ID<Member> = Sample.id(Int.random(in: 1...5, using: &generator))
        switch Int.random(in: 0..<6, using: &generator) {
        case 0...1:
            let kind = CompartmentKind.allCases.randomElement(using: &generator) ?? .casework
            return .opened(case: Sample.id(Int.random(in: 5...8, using: &generator)), kind: kind, alias: "a")
        case 2...3: return .granted(member: member, reason: "r")
        case 4: return .ended(member: member, reason: "r")
        default: return .epochStarted(UInt32.random(in: 1...9, using: &generator))
        }
    }

    private static func request(using generator: inout SeededGenerator) -> Event {
        let request: ID<Request> = Sample.id(Int.random(in: 10...13, using: &generator))
        switch Int.random(in: 0..<5, using: &generator) {
        case 0:
            return Sample.requestReceived(
                Int.random(in: 10...13, using: &generator), message: Int.random(in: 1...30, using: &generator))
        case 1: return .requestOpened(request: request)
        case 2:
            let state = RequestState.allCases.randomElement(using: &generator) ?? .inTriage
            return .requestMoved(request: request, to: state, reason: state == .declined ? .other : nil, note: "")
        case 3:
            let kind = RequestStep.Kind.allCases.randomElement(using: &generator) ?? .accepted
            return .requestStepped(request: request, TransitionTests.Trigger.step(kind), note: "n")
        default:
            return .messageReceived(
                request: request, message: Sample.message(Int.random(in: 1...99, using: &generator)))
        }
    }
}
