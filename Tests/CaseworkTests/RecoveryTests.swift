// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Whoever comes in by the recovery sheet is told to everybody until somebody has looked.
@Suite struct RecoveryTests {
    private static let later: UInt64 = 90 * 86_400

    private func toCheck(_ ledger: Ledger) -> [ID<Member>] {
        ledger.state.recoveriesToCheck(at: Self.later).map(\.member)
    }

    private func withThree() -> Ledger {
        var ledger = Ledger()
        ledger.admit(2)
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.director]))
        ledger.admit(5, endorsed: true)
        return ledger
    }

    @Test func `the founding is no recovery, and an admission by a director is none`() {
        var ledger = Ledger()
        ledger.admit(2)
        #expect(toCheck(ledger).isEmpty)
        #expect(ledger.state.members[Sample.id(2)]?.admittedBy == Sample.id(1))
        #expect(ledger.state.members[Sample.id(1)]?.admittedBy == nil)
    }

    @Test func `a recovery stands, however old it says it is, until a director from before says something of it`() {
        var ledger = withThree()
        #expect(toCheck(ledger) == [Sample.id(5)])
        ledger.add(.rolesSet(member: Sample.id(5), roles: [.director, .intake]), author: 5)
        #expect(toCheck(ledger) == [Sample.id(5)], "their own word is none")
        ledger.admit(6)
        ledger.add(.rolesSet(member: Sample.id(6), roles: [.director]), author: 5)
        ledger.add(.rolesSet(member: Sample.id(5), roles: [.director, .intake]), author: 6)
        #expect(toCheck(ledger) == [Sample.id(5)], "nor is that of somebody who came after them")
        ledger.add(.rolesSet(member: Sample.id(5), roles: [.director, .intake]), author: 2)
        #expect(toCheck(ledger).isEmpty)
    }

    @Test func `whoever was no director then is no witness of it, whatever they were made since`() {
        var ledger = Ledger()
        ledger.admit(2)
        ledger.admit(5, endorsed: true)
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.director]), author: 5)
        ledger.add(.rolesSet(member: Sample.id(5), roles: [.director, .intake]), author: 2)
        #expect(toCheck(ledger) == [Sample.id(5)])
    }

    @Test func `a removal ends it`() {
        var ledger = withThree()
        ledger.add(.memberRemoved(member: Sample.id(5), reason: "unknown"))
        #expect(toCheck(ledger).isEmpty)
    }

    @Test func `where no director from before is left, time ends it`() {
        var ledger = Ledger()
        ledger.add(
            .memberAdmitted(
                member: Sample.id(5), name: "Rita", device: Sample.id(5), verificationKey: Sample.key(5),
                recipient: Sample.recipient, endorsement: Sample.endorsement), at: Self.later - 86_400)
        ledger.add(.memberRemoved(member: Sample.id(1), reason: "lost the machine"), author: 5)
        #expect(toCheck(ledger) == [Sample.id(5)])
        #expect(ledger.state.recoveriesToCheck(at: Self.later + 14 * 86_400).isEmpty)
    }
}
