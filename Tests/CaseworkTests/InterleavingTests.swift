// SPDX-License-Identifier: AGPL-3.0-or-later
@testable import Casework
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

    @Test(arguments: [UInt64(8), 512, 4_096])
    func `what is refused changes nothing, and nothing is lost`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let ledger = RandomHistory.make(using: &generator, count: 500)
        var state = CaseworkState()
        var accepted = 0
        for entry in ledger.entries {
            let before = state
            guard state.apply(entry) != nil else {
                accepted += 1
                continue
            }
            #expect(state.cases == before.cases && state.requests == before.requests, "seed \(seed)")
            #expect(state.members == before.members && state.devices == before.devices, "seed \(seed)")
        }
        #expect(accepted + state.refused.count == ledger.entries.count, "seed \(seed)")
        #expect(accepted > 100 && state.refused.count > 100, "seed \(seed) exercises both")
    }

    @Test(arguments: [UInt64(3), 64, 1_024])
    func `the first of what there is to do today are the first of all of it`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let state = RandomHistory.make(using: &generator, count: 500).state
        for member in 1...5 {
            for now: UInt64 in [0, 5_000, 30 * 86_400, 4_000_000_000] {
                let day = Day(at: now)
                let matters =
                    state.requests.flatMap { Matter.matters(of: $0, for: Sample.id(member)) }
                    + state.cases.flatMap {
                        Matter.matters(of: $0, for: Sample.id(member), without: state.formerMembers, on: day)
                    } + Matter.refusals(in: state, for: Sample.id(member), on: day)
                    + Matter.twins(in: state, for: Sample.id(member), on: day)
                let all = Today(state, for: Sample.id(member), at: now)
                let first = Today(matters.shuffled(using: &generator), at: now, atMost: 3)
                for standing in Today.Standing.allCases {
                    // What nothing tells apart may change places with its equals.
                    let expected = all.items(standing).prefix(3)
                    #expect(first.items(standing).map(\.rank) == expected.map(\.rank), "seed \(seed)")
                    #expect(first.items(standing).map(\.subject) == expected.map(\.subject), "seed \(seed)")
                    #expect(first.count(standing) == all.items(standing).count, "seed \(seed)")
                }
            }
        }
    }

    @Test(arguments: [UInt64(11), 12])
    func `a short list has the first of many, and says how many there were`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for limit in [0, 1, 15, 40, Int.max] {
            let numbers = (0..<Int.random(in: 0...900, using: &generator)).map { _ in
                Int.random(in: 0...500, using: &generator)
            }
            var list = Shortlist<Int>(atMost: limit, by: <)
            for number in numbers { list.add(number) }
            #expect(list.sorted == Array(numbers.sorted().prefix(limit)), "seed \(seed), limit \(limit)")
            #expect(list.count == numbers.count)
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
struct RandomHistory {
    private var generator: SeededGenerator
    private var ledger = Ledger()

    static func make(using generator: inout SeededGenerator, count: Int) -> Ledger {
        var history = RandomHistory(generator: SeededGenerator(seed: generator.next()))
        history.begin()
        for _ in 0..<count { history.go() }
        return history.ledger
    }

    private init(generator: SeededGenerator) { self.generator = generator }

    /// A part of every kind; the casework is held by members 1 to 3 and registered.
    private mutating func begin() {
        for member in 2...3 { ledger.admit(member) }
        for (number, kind) in CompartmentKind.allCases.enumerated() {
            say(.access(.opened(case: Sample.id(5 + number % 4), kind: kind, alias: "a")), in: Sample.id(50 + number))
        }
        for member in 2...3 {
            say(.access(.granted(member: Sample.id(member), reason: "r")), in: Sample.id(55))
        }
        say(.lifecycle(.registered(CaseOffice.registration)), in: Sample.id(55))
    }

    private mutating func say(_ event: CompartmentEvent, by author: Int = 1, in compartment: ID<Compartment>) {
        ledger.add(.inCompartment(event), author: author, in: compartment)
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    private mutating func go() {
        let author = number(1...5)
        switch number(0...24) {
        case 0: ledger.admit(number(4...6))
        case 1: ledger.add(.memberRemoved(member: Sample.id(number(4...9)), reason: "left"))
        case 2: ledger.add(.unknown(kind: 0x7777, payload: []), author: author, in: compartment())
        case 3...7: ledger.add(request(), author: author)
        case 8...9: ledger.add(request(), author: author, in: compartment())
        case 10...12: say(.access(access()), by: author, in: compartment())
        case 13...18: say(work(), by: number(1...3), in: Sample.id(55))
        default:
            guard let event = Sample.everyCompartmentEvent.randomElement(using: &generator) else { return }
            say(event, by: author, in: compartment())
        }
    }

    private mutating func compartment() -> ID<Compartment> { Sample.id(number(50...58)) }

    private mutating func access() -> AccessEvent {
        let member: ID<Member> = Sample.id(number(1...5))
        switch number(0...5) {
        case 0...1:
            let kind = CompartmentKind.allCases.randomElement(using: &generator) ?? .casework
            return .opened(case: Sample.id(number(5...8)), kind: kind, alias: "a")
        case 2...3: return .granted(member: member, reason: "r")
        case 4: return .ended(member: member, reason: "r")
        default: return .epochStarted(UInt32(number(1...9)))
        }
    }

    /// Casework that refers to what was said before, now and then rightly.
    private mutating func work() -> CompartmentEvent {
        let entry: ID<Entry> = Sample.id(number(1...ledger.entries.count))
        switch number(0...9) {
        case 0:
            let state = CaseState.allCases.randomElement(using: &generator) ?? .active
            return .lifecycle(.moved(to: state, reason: state.moveReasons.first, note: ""))
        case 1: return .plan(.approved(plan: newest { if case .plan(.proposed) = $0 { true } else { false } } ?? entry))
        case 2:
            return .plan(
                .agreed(plan: newest { if case .plan(.proposed) = $0 { true } else { false } } ?? entry, how: "h"))
        case 3:
            return .task(.done(task: newest { if case .task(.set) = $0 { true } else { false } } ?? entry, outcome: ""))
        case 4:
            return .hold(
                .lifted(hold: newest { if case .hold(.placed) = $0 { true } else { false } } ?? entry, note: ""))
        case 5:
            return .incident(
                .handled(
                    incident: newest { if case .incident(.opened) = $0 { true } else { false } } ?? entry, outcome: "o")
            )
        case 6: return .risk(.assessed(CaseOffice.assessment, replaces: []))
        case 7: return .plan(.proposed(CaseOffice.draft))
        case 8:
            let act = CaseAct.allCases.randomElement(using: &generator) ?? .proposeClosing
            return .lifecycle(CaseStateTests.event(of: act))
        default: return .task(.dropped(task: entry, reason: "r"))
        }
    }

    private func newest(_ isIt: (CompartmentEvent) -> Bool) -> ID<Entry>? {
        ledger.entries.last { entry in
            guard entry.compartment == Sample.id(55), case .inCompartment(let event) = entry.event else { return false }
            return isIt(event)
        }?.id
    }

    private mutating func request() -> Event {
        let request: ID<Request> = Sample.id(number(10...13))
        switch number(0...4) {
        case 0: return Sample.requestReceived(number(10...13), message: number(1...30))
        case 1: return .requestOpened(request: request)
        case 2:
            let state = RequestState.allCases.randomElement(using: &generator) ?? .inTriage
            return .requestMoved(request: request, to: state, reason: state == .declined ? .other : nil, note: "")
        case 3:
            let kind = RequestStep.Kind.allCases.randomElement(using: &generator) ?? .accepted
            return .requestStepped(request: request, TransitionTests.Trigger.step(kind), note: "n")
        default: return .messageReceived(request: request, message: Sample.message(number(1...99)))
        }
    }
}
