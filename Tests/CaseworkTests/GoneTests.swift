// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Work that belongs to somebody who cannot read it any more.
struct GoneTests {
    private static let two: ID<Member> = Sample.id(2)

    private func pending(_ member: Int, _ office: CaseOffice) -> [Pending] {
        Today(office.office.ledger.state, for: Sample.id(member), at: office.now).items.map(\.pending)
    }

    @Test(arguments: [false, true])
    func `a carrier who was removed or shut out is everybody's matter, until the case is given away`(isRemoved: Bool)
        throws
    {
        var office = CaseOffice()
        #expect(!pending(1, office).contains(.carrierGone(Self.two)))
        if isRemoved {
            office.office.ledger.add(.memberRemoved(member: Self.two, reason: "ушёл"))
        } else {
            office.say(.access(.ended(member: Self.two, reason: "отпуск")))
        }
        for member in [1, 3] { #expect(pending(member, office).contains(.carrierGone(Self.two))) }
        #expect(!pending(4, office).contains(.carrierGone(Self.two)), "who holds no part learns nothing")
        let part = try #require(office.office.part)
        #expect(part.carriersGone(without: office.office.ledger.state.formerMembers) == [Self.two])
        office.say(office.assigned(owner: 1, deputy: 3))
        for member in [1, 3] { #expect(!pending(member, office).contains(.carrierGone(Self.two))) }
    }

    @Test func `of a case that is over nobody is missed`() {
        var office = CaseStateTests.office(in: .closed)
        office.office.ledger.add(.memberRemoved(member: Self.two, reason: "ушёл"))
        #expect(!pending(1, office).contains(.carrierGone(Self.two)))
    }
}
