// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// What has changed since is found without looking through everything.
struct MarksTests {
    private static func compartment(_ number: Int) -> ID<Compartment> { Sample.id(5_000 + number) }

    /// Cases 1 to `count`, of one compartment each.
    private static func ledger(_ count: Int) -> Ledger {
        var ledger = Ledger()
        for number in 1...count {
            ledger.add(
                .inCompartment(.access(.opened(case: Sample.id(number), kind: .casework, alias: "\(number)"))),
                in: compartment(number))
        }
        return ledger
    }

    @Test func `cases are those of whose parts something was taken, in their order`() throws {
        var ledger = Self.ledger(40)
        let marks = ledger.state.marks
        #expect(ledger.state.cases(changedSince: marks)?.isEmpty == true)
        for number in [31, 4, 17] {
            ledger.add(
                .inCompartment(.access(.granted(member: Sample.id(2), reason: "r"))), in: Self.compartment(number))
        }
        ledger.add(
            .inCompartment(.access(.opened(case: Sample.id(41), kind: .casework, alias: "41"))),
            in: Self.compartment(41))
        let changed = try #require(ledger.state.cases(changedSince: marks))
        #expect(changed.map(\.id) == [4, 17, 31, 41].map { Sample.id($0) })
        #expect(changed == ledger.state.cases.filter { [4, 17, 31, 41].map { Sample.id($0) }.contains($0.id) })
        #expect(!ledger.state.hasChanged(.intake, since: marks))
        ledger.add(Sample.requestReceived(10, message: 1))
        #expect(ledger.state.hasChanged(.intake, since: marks))
        #expect(ledger.state.cases(changedSince: marks)?.count == 4, "the intake is no case")
    }

    @Test func `what did not count has changed something too`() throws {
        var ledger = Self.ledger(3)
        let marks = ledger.state.marks
        ledger.add(.inCompartment(.access(.epochStarted(1))), in: Self.compartment(2))
        #expect(ledger.refusal != nil)
        #expect(ledger.state.cases(changedSince: marks)?.map(\.id) == [Sample.id(2)])
    }

    @Test func `of what was forgotten nobody can tell to which case it belonged`() {
        let ledger = Self.ledger(3)
        let marks = ledger.state.marks
        var state = ledger.state
        state.forget(Self.compartment(2))
        #expect(state.cases(changedSince: marks) == nil)
        #expect(state.cases(changedSince: state.marks)?.isEmpty == true)
        var other = ledger.state
        other.forget(.intake)
        #expect(other.cases(changedSince: marks)?.isEmpty == true, "nothing had been taken there")
    }

    @Test func `what was refused is found by where it was said, in ledger order`() {
        var ledger = Self.ledger(3)
        for number in [1, 3, 1, 2, 3, 1] {
            ledger.add(.inCompartment(.access(.epochStarted(1))), in: Self.compartment(number))
        }
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.director, .intake]), author: 99)
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.director, .intake]), in: Self.compartment(2))
        var state = ledger.state
        #expect(state.refused.count == 8)
        for compartment in [1, 2, 3].map(Self.compartment) + [.organisation, .intake] {
            #expect(
                state.refused(inCompartment: compartment)
                    == state.refused.filter { $0.entry.compartment == compartment })
        }
        state.forget(Self.compartment(1))
        #expect(state.refused(inCompartment: Self.compartment(1)).isEmpty)
        #expect(state.refused.count == 5)
        #expect(state.refused(inCompartment: Self.compartment(3)).count == 2)
        var again = CaseworkState()
        for entry in ledger.entries where entry.compartment != Self.compartment(1) { again.apply(entry) }
        #expect(again.refused == state.refused && again == state)
    }
}
