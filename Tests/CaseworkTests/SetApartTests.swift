// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Requests that are set apart together, each by its own events.
struct SetApartTests {
    private static let request: ID<Request> = Sample.id(10)

    private func shown(_ ledger: Ledger, to member: Int = 1) throws -> ShownRequest {
        try #require(ledger.state.shown(Self.request, to: Sample.id(member)))
    }

    private func setApart(_ ledger: inout Ledger, by author: Int = 1, at time: UInt64 = 50_000) {
        guard let request = ledger.request(10) else { return }
        ledger.add(request.eventToSetApart(note: "поток"), author: author, at: time)
    }

    @Test(arguments: RequestState.allCases)
    func `what nobody has dealt with is set apart by moves that the fold allows, and nothing else`(
        state: RequestState
    ) throws {
        var ledger = TransitionTests.ledger(in: state)
        let obstacle = ledger.state.obstacle(toSettingApart: try shown(ledger), by: Sample.id(1))
        switch state {
        case .received, .opened: #expect(obstacle == nil)
        case .inTriage, .referralOffered: #expect(obstacle == .takenUp)
        case .awaitingSource, .lapsed: #expect(obstacle == .answered)
        case .informationGiven, .declined, .accepted, .referredOut, .linkedDuplicate, .quarantined:
            #expect(obstacle == .decided)
        }
        guard obstacle == nil else { return }
        setApart(&ledger)
        #expect(ledger.state.refused.isEmpty)
        #expect(ledger.request(10)?.state == .quarantined)
        #expect(ledger.request(10)?.waitingSince != nil, "nobody was answered")
    }

    @Test func `who looked may set apart what they opened, and a colleague may not`() throws {
        var ledger = Ledger()
        ledger.admit(2)
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.intake]))
        ledger.add(Sample.requestReceived(10, message: 1, danger: .lifeInDanger))
        let (mine, theirs) = (try shown(ledger), try shown(ledger, to: 2))
        ledger.add(.requestOpened(request: Self.request))
        #expect(ledger.state.obstacle(toSettingApart: mine, by: Sample.id(1)) == nil, "looking changes nothing")
        #expect(ledger.state.obstacle(toSettingApart: theirs, by: Sample.id(2)) == .takenUp)
        ledger.add(.noteAdded(request: Self.request, body: "звонила"))
        #expect(
            ledger.state.obstacle(toSettingApart: mine, by: Sample.id(1)) == .takenUp, "a note was taken, be it mine")
    }

    @Test func `what came behind what the page showed is looked at again`() throws {
        var ledger = Ledger()
        ledger.add(Sample.requestReceived(10, message: 1))
        let before = try shown(ledger)
        ledger.add(.messageReceived(request: Self.request, message: Sample.message(2)))
        #expect(ledger.state.obstacle(toSettingApart: before, by: Sample.id(1)) == .changed)
        #expect(ledger.state.obstacle(toSettingApart: try shown(ledger), by: Sample.id(1)) == nil)
        ledger.add(.replySent(request: Self.request, number: 1, body: "да", files: []))
        #expect(ledger.state.obstacle(toSettingApart: try shown(ledger), by: Sample.id(1)) == .answered)
        #expect(Ledger().state.obstacle(toSettingApart: before, by: Sample.id(1)) == .gone)
    }

    @Test func `one act is known again by its author, its second and its words, on every desk`() {
        var ledger = TransitionTests.ledger(in: .received)
        setApart(&ledger)
        if let other = ledger.request(11) { ledger.add(other.eventToSetApart(note: "поток"), at: 50_000) }
        let act = ledger.request(10)?.restsSetApart
        #expect(act != nil && act == ledger.request(11)?.restsSetApart)
        ledger.add(.noteAdded(request: Self.request, body: "всё-таки"))
        #expect(ledger.request(10)?.restsSetApart == nil && ledger.request(10)?.lastSetApart == act)
        ledger.add(.messageReceived(request: Sample.id(11), message: Sample.message(900)))
        #expect(ledger.request(11)?.restsSetApart == nil, "whoever wrote again does not rest")
        #expect(act.map { ledger.request(11)?.wasSetApart(by: $0) } == true)
    }

    @Test func `what was brought back waits as long as before, may stand with others and may be set apart again`()
        throws
    {
        var ledger = TransitionTests.ledger(in: .received, danger: .lifeInDanger)
        let before = try #require(ledger.request(10))
        for _ in 0..<3 {
            setApart(&ledger, at: UInt64(60_000 + ledger.entries.count))
            #expect(ledger.request(10)?.state == .quarantined && ledger.request(10)?.mayStandWithOthers == true)
            var taken = ledger
            taken.add(.requestMoved(request: Self.request, to: .inTriage, reason: nil, note: ""))
            #expect(taken.request(10)?.mayStandWithOthers == false, "somebody took it up by itself")
            #expect(taken.state.obstacle(toSettingApart: try shown(taken), by: Sample.id(1)) == .takenUp)
            ledger.add(try #require(ledger.request(10)?.eventToBringBack))
            #expect(ledger.refusal == nil)
            let back = try #require(ledger.request(10))
            #expect(back.state == .inTriage && back.waitingSince == before.waitingSince && back.danger == .lifeInDanger)
            #expect(back.mayStandWithOthers)
            #expect(ledger.state.obstacle(toSettingApart: try shown(ledger), by: Sample.id(1)) == nil)
        }
        ledger.add(.noteAdded(request: Self.request, body: "разбираю"))
        #expect(ledger.request(10)?.mayStandWithOthers == false)
        #expect(TransitionTests.ledger(in: .inTriage).request(10)?.mayStandWithOthers == false)
    }

    @Test func `whoever writes after being set apart is looked at again, and their word moves nobody to the head`() {
        var ledger = TransitionTests.ledger(in: .received, danger: .lifeInDanger)
        setApart(&ledger)
        #expect(ledger.request(10)?.weighedDanger == .noHurry)
        ledger.add(.messageReceived(request: Self.request, message: Sample.message(900)), at: 99_000)
        #expect(ledger.request(10)?.state == .quarantined)
        #expect(ledger.request(10)?.weighedDanger == .notSaid)
        let items = Today(ledger.state, for: Sample.id(1), at: 100_000).items.filter {
            $0.subject == .request(Self.request)
        }
        #expect(items.map(\.pending) == [.unread] && items.allSatisfy { $0.standing != .urgent })
        ledger.add(.requestOpened(request: Self.request))
        #expect(ledger.request(10)?.weighedDanger == .noHurry)
    }

    @Test(arguments: [
        Event.replySent(request: Self.request, number: 1, body: "Ждите.", files: []),
        .requestOpened(request: Self.request),
        .noteAdded(request: Self.request, body: "звоню"),
    ]) func `what a colleague did unknown to the author is told`(crossing: Event) throws {
        var ledger = Ledger()
        ledger.admit(2)
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.intake]))
        ledger.add(Sample.requestReceived(10, message: 1))
        let event = try #require(ledger.request(10)).eventToSetApart(note: "поток")
        ledger.add(crossing, author: 2)
        ledger.add(event, at: 50_000)
        #expect(ledger.state.refused.isEmpty)
        let act = try #require(ledger.request(10)?.restsSetApart)
        #expect(ledger.request(10)?.wasTakenUp(before: act) == true)
        var alone = TransitionTests.ledger(in: .received)
        setApart(&alone)
        #expect(alone.request(10)?.lastSetApart.map { alone.request(10)?.wasTakenUp(before: $0) == false } == true)
    }

    @Test func `to set somebody apart is not to have read them`() throws {
        var ledger = TransitionTests.ledger(in: .received, danger: .lifeInDanger)
        setApart(&ledger)
        let apart = try #require(ledger.request(10))
        #expect(apart.unreadCount == 0, "they call nobody")
        #expect(apart.holdsUnread && apart.wasSetApartUnread)
        #expect(apart.danger == .lifeInDanger && apart.danger.needsSecondPersonToDecline)
        #expect(!apart.timeline.contains { $0.content == .opened })
        var opened = ledger
        opened.add(.requestOpened(request: Self.request))
        #expect(opened.request(10)?.holdsUnread == false && opened.request(10)?.danger == .lifeInDanger)
        ledger.add(.messageReceived(request: Self.request, message: Sample.message(900)))
        #expect(ledger.request(10)?.unreadCount == 1, "what came since does call")
        ledger.add(.requestMoved(request: Self.request, to: .inTriage, reason: nil, note: ""))
        #expect(ledger.request(10)?.unreadCount == 2 && ledger.request(10)?.wasSetApartUnread == false)
    }

    @Test func `what whoever sets apart had not seen goes on calling`() throws {
        var ledger = Ledger()
        ledger.admit(2)
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.intake]))
        ledger.add(Sample.requestReceived(10, message: 1))
        let event = try #require(ledger.request(10)).eventToSetApart(note: "поток")
        let seen = ledger.entries.count
        ledger.add(.messageReceived(request: Self.request, message: Sample.message(900)), author: 2)
        ledger.add(event, seen: seen)
        #expect(ledger.request(10)?.state == .quarantined)
        #expect(ledger.request(10)?.unreadCount == 1 && ledger.request(10)?.wasSetApartUnread == true)
    }

    @Test func `many that wait are one matter, the most pressing, that says how many`() throws {
        var ledger = Ledger()
        for number in 10..<20 {
            ledger.add(
                Sample.requestReceived(number, message: number, danger: number == 17 ? .lifeInDanger : .weeks),
                at: UInt64(1_000 * number))
        }
        let matters = ledger.state.requests.flatMap { Matter.matters(of: $0, for: Sample.id(1)) }
        #expect(matters.allSatisfy { $0.common == .waiting })
        let together = try #require(Matter.together(matters))
        let today = Today([together], at: 30_000)
        #expect(today.items.map(\.subject) == [.request(Sample.id(17))] && today.items.map(\.requestCount) == [10])
        #expect(today.count(.urgent) == 1 && today.foldedCount(.urgent) == 9 && today.foldedCount(.new) == 0)
        #expect(Matter.together([]) == nil)
    }
}
