// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// What a state makes of an event, in the tables where every state meets every event.
enum Meeting<State: Sendable & Hashable>: Sendable, Hashable {
    /// It counts, and this state follows.
    case to(State)
    /// It is kept, and the state stays.
    case noted
    case refused(Refusal)

    var next: State? { if case .to(let state) = self { state } else { nil } }
    var refusal: Refusal? { if case .refused(let refusal) = self { refusal } else { nil } }
}

/// A thing of one part in each of its states, and what each event makes of each of them.
struct StateTable: Sendable, CustomTestStringConvertible {
    /// The entries that were said before, in order; one that was not has an identifier that nothing has.
    struct Before {
        let entries: [ID<Entry>]
        subscript(_ place: Int) -> ID<Entry> { place < entries.count ? entries[place] : Sample.id(9_999) }
    }

    struct Step: Sendable {
        let author: Int
        let event: @Sendable (Before) -> CompartmentEvent

        init(by author: Int = 1, _ event: @escaping @Sendable (Before) -> CompartmentEvent) {
            self.author = author
            self.event = event
        }

        init(by author: Int = 1, _ event: CompartmentEvent) { self.init(by: author) { _ in event } }
    }

    let name: String
    let home: CompartmentKind
    /// By name, with what was said to come there.
    let states: [(name: String, steps: [Step])]
    /// With what becomes of it in each of the states, in their order: nil where it counts.
    let events: [(step: Step, outcomes: [Refusal?])]

    var testDescription: String { name }

    static let day = Sample.day(2026, 9, 1)
    static let later = Sample.day(2027, 1, 1).firstSecond

    static func office(_ home: CompartmentKind, _ steps: [Step]) throws -> (Office, Before) {
        var office = Office.shared(home)
        var entries: [ID<Entry>] = []
        for step in steps {
            let entry: ID<Entry> = Sample.id(office.next)
            office.say(step.event(Before(entries: entries)), by: step.author, on: day)
            try #require(office.refusal == nil)
            entries.append(entry)
        }
        return (office, Before(entries: entries))
    }
}

struct StateTableTests {
    @Test(arguments: StateTable.all)
    func `every state meets every event`(table: StateTable) throws {
        for (index, state) in table.states.enumerated() {
            let (office, before) = try StateTable.office(table.home, state.steps)
            for (step, outcomes) in table.events {
                try #require(outcomes.count == table.states.count, "\(table.name): a gap in the table")
                var copy = office
                let event = step.event(before)
                copy.say(event, by: step.author, on: StateTable.day)
                let what = "\(table.name), \(state.name) meets \(try kind(of: event))"
                #expect(copy.refusal == outcomes[index], "\(what)")
                if outcomes[index] != nil { #expect(copy.part?.content == office.part?.content, "\(what)") }
            }
        }
    }

    /// Of what has its states by name: a new one has to stand in its table.
    @Test func `a table comes to every state that there is`() throws {
        func states<State: Hashable>(_ name: String, _ states: (Office) -> [State]) throws -> Set<State> {
            let table = try #require(StateTable.all.first { $0.name == name })
            return Set(try table.states.flatMap { states(try StateTable.office(table.home, $0.steps).0) })
        }
        #expect(try states("attestation") { $0.evidence.attestations.map(\.state) } == Set(AttestationState.allCases))
        #expect(try states("exclusion") { [$0.legal.exclusion] } == Set(ExclusionState.allCases))
        let contradictions = try states("contradiction") { $0.evidence.contradictions.map(\.state) }
        #expect(contradictions == Set(ContradictionState.allCases))
        #expect(try states("withholding") { $0.evidence.withholdings.map(\.state) } == Set(WithholdingState.allCases))
    }

    /// The kinds that stand outside cases have no states: they are judged by who says them (MemberTests, FoldTests).
    @Test func `no kind of event is in no table`() throws {
        var kinds = try Set(StateTable.all.flatMap { $0.events.map(\.step) }.map { try kind(of: $0.event(.none)) })
        kinds.formUnion(try ConsentTableTests.events().map { try kind(of: .consent($0.1)) })
        kinds.formUnion(try ClaimTableTests.events.map { try kind(of: .claim($0.1)) })
        kinds.formUnion(try CaseStateTests.Trigger.all.compactMap(CaseStateTests.event).map { try kind(of: $0) })
        // In every state: CaseGuardTests.
        kinds.insert(try kind(of: .lifecycle(.erasureOvertaken)))
        #expect(Set(Event.knownKinds.filter { $0 >= 0x0100 }).subtracting(kinds).map { String($0, radix: 16) } == [])
        let requests = try Set(TransitionTests.Trigger.all.map { try kind(of: $0.event(after: nil)) })
        #expect(requests == [4, 5, 6, 7, 8, 13])
    }

    private func kind(of event: CompartmentEvent) throws -> UInt16 { try kind(of: .inCompartment(event)) }

    private func kind(of event: Event) throws -> UInt16 {
        try event.encoded()[1...2].reduce(0) { $0 << 8 | UInt16($1) }
    }
}

extension StateTable.Before {
    static let none = StateTable.Before(entries: [])
}
