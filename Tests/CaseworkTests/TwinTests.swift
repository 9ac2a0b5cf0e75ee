// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// One request of which two colleagues, neither of whom had seen the other's entry, made a case each.
struct TwinTests {
    private static let request: ID<Casework.Request> = Sample.id(10)
    private static let day = Day(at: 1_000_000)
    private static let conversations: [ID<Compartment>] = [Sample.id(61), Sample.id(62)]
    private var office = Office()
    /// The second acceptance.
    private let late: ID<Entry>

    /// Members 1 and 2 are on intake duty, each accepts and opens a case with a conversation; member 3 holds both.
    init() {
        office.ledger.add(.rolesSet(member: Sample.id(2), roles: [.intake]))
        office.ledger.add(Sample.requestReceived(10, message: 1))
        office.ledger.add(.requestOpened(request: Self.request))
        office.ledger.add(.requestMoved(request: Self.request, to: .inTriage, reason: nil, note: ""))
        for author in 1...2 {
            office.ledger.add(
                .requestStepped(request: Self.request, .accepted(danger: .days), note: ""), author: author,
                at: Self.day.firstSecond)
        }
        late = Sample.id(office.ledger.entries.count)
        for author in 1...2 {
            let home = Self.conversations[author - 1]
            office.open(.conversation, as: 60 + author, case: 70 + author, by: author)
            office.say(
                .conversation(
                    .adopted(
                        author: Sample.id(1), recordedAt: 500, event: Sample.requestReceived(10, message: 1))),
                by: author, in: home)
            office.grant(to: 3, by: author, in: home)
        }
    }

    private func pending(_ member: Int, on day: Day = Self.day, _ state: CaseworkState? = nil) -> [Pending] {
        Today(state ?? office.ledger.state, for: Sample.id(member), at: day.firstSecond + 43_200).items.map(\.pending)
    }

    @Test func `whoever holds both conversations is told in each case of the other`() throws {
        #expect(office.ledger.state.refused.map(\.entry.id) == [late], "both cases stand")
        let told = pending(3)
        #expect(told.contains(.carriedTwice(Sample.id(71))) && told.contains(.carriedTwice(Sample.id(72))))
        for member in 1...2 {
            #expect(!pending(member).contains { if case .carriedTwice = $0 { true } else { false } })
        }
        let parts = Self.conversations.compactMap { office.ledger.state.part($0) }
        #expect(parts.flatMap { office.ledger.state.twins(of: $0).map(\.id) } == [Sample.id(72), Sample.id(71)])
        var one = office.ledger.state
        one.forget(Self.conversations[1])
        #expect(one.twins(of: parts[0]).isEmpty, "of what this desk cannot open it says nothing")
        #expect(!pending(3, one).contains(.carriedTwice(Sample.id(72))))
    }

    @Test(arguments: [(CaseState.active, true), (.closed, false)])
    func `it is settled when one of them is over`(state: CaseState, isTold: Bool) {
        var office = CaseStateTests.office(in: state).office
        for (home, number) in [(61, 5), (62, 72)] {
            office.open(.conversation, as: home, case: number)
            office.say(
                .conversation(
                    .adopted(author: Sample.id(1), recordedAt: 500, event: Sample.requestReceived(10, message: 1))),
                in: Sample.id(home))
            office.grant(to: 3, in: Sample.id(home))
        }
        let told = pending(3, office.ledger.state)
        for number in [5, 72] { #expect(told.contains(.carriedTwice(Sample.id(number))) == isTold) }
    }

    @Test func `the two who accepted it are told of each other, the later that their case stands`() throws {
        #expect(pending(1).contains(.acceptedAfter(late)))
        #expect(!pending(1).contains(.refusedAct(late)) && pending(2).contains(.refusedAct(late)))
        #expect(!pending(2).contains(.acceptedAfter(late)) && !pending(3).contains(.acceptedAfter(late)))
        let refused = try #require(office.ledger.state.refused.last)
        #expect(office.ledger.state.firstAcceptance(before: refused) == Sample.id(1))
        #expect(!pending(1, on: Self.day.adding(days: 20)).contains(.acceptedAfter(late)))
    }
}
