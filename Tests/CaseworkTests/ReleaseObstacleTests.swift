// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

struct ReleaseObstacleTests {
    private func obstacle(_ office: CaseOffice) -> ReleaseObstacle? { office.office.record?.releaseObstacle }

    static let table: [(CaseState, ReleaseObstacle?)] = [
        (.registered, nil), (.assessment, nil), (.planning, nil), (.active, nil), (.review, nil), (.paused, .paused),
        (.transferOffered, nil), (.transferred, .notOpen), (.closing, nil), (.closed, .notOpen), (.reopened, nil),
        (.erasurePending, .erasurePending), (.erased, .erasurePending),
    ]

    @Test(arguments: table)
    func `every state of a case lets something leave, or says why not`(state: CaseState, expected: ReleaseObstacle?) {
        var office = CaseStateTests.office(in: state)
        #expect(obstacle(office) == expected)
        guard expected == nil else { return }
        let hold = office.say(.hold(.placed(.release, shown: "")), by: 2)
        #expect(obstacle(office) == .onHold)
        office.say(.hold(.lifted(hold: hold, note: "settled")), by: 2)
        #expect(obstacle(office) == nil)
    }

    @Test func `without the casework nothing leaves, registered or not`() {
        var office = Office(opening: .evidence)
        #expect(office.record?.releaseObstacle == .caseworkUnread)
        office.open(.casework, as: 51)
        #expect(office.record?.releaseObstacle == .caseworkUnread, "nothing was registered in it")
    }

    /// Member 4 is counsel and holds the casework; member 3 is a caseworker who does.
    private func cleared(_ events: [(ClearanceEvent, Int)]) -> CaseOffice {
        var office = CaseOffice()
        office.office.ledger.add(.rolesSet(member: Sample.id(4), roles: [.counsel]))
        office.office.grant(to: 4)
        for (event, author) in events { office.say(.clearance(event), by: author) }
        return office
    }

    private func vouching(_ office: CaseOffice) -> ReleaseObstacle? { office.office.record?.vouchingObstacle }

    @Test func `nobody is vouched for before counsel says so, whether or not counsel's part is read`() {
        var office = cleared([])
        #expect(vouching(office) == .exclusion && obstacle(office) == nil, "papers for others may leave")
        office.say(.clearance(.given(over: [])), by: 3)
        #expect(office.refusal == .counselNeeded && vouching(office) == .exclusion)
        office.say(.clearance(.given(over: [])), by: 4)
        #expect(office.refusal == nil && vouching(office) == nil)
        office.say(.clearance(.given(over: [])), by: 4)
        #expect(office.refusal == .alreadySettled)
        office.say(.clearance(.takenBack), by: 3)
        #expect(office.refusal == .counselNeeded && vouching(office) == nil)
        let takenBack = office.say(.clearance(.takenBack), by: 4)
        #expect(office.refusal == nil && vouching(office) == .exclusion)
        office.say(.clearance(.given(over: [])), by: 4)
        #expect(office.refusal == .takenBackMeanwhile && vouching(office) == .exclusion)
        office.say(.clearance(.given(over: [takenBack])), by: 4)
        #expect(office.refusal == nil && vouching(office) == nil)
    }

    @Test func `a desk that reads counsel's part asks it too`() {
        var office = cleared([(.given(over: []), 4)]).office
        office.open(.legal, as: 51, by: 4)
        let legal: ID<Compartment> = Sample.id(51)
        #expect(office.record?.vouchingObstacle == .exclusion && office.record?.releaseObstacle == nil)
        office.say(.exclusion(.screened(.noIndicator, mayVouch: true, reasons: "r")), by: 4, in: legal)
        #expect(office.record?.vouchingObstacle == nil)
        #expect(office.record?.keeping([Office.team]).vouchingObstacle == nil)
        office.say(.exclusion(.screened(.indicator, mayVouch: false, reasons: "r")), by: 4, in: legal)
        #expect(office.record?.vouchingObstacle == .exclusion)
        #expect(office.record?.keeping([legal]).clearanceObstacle == .caseworkUnread)
    }

    @Test func `a word that was taken back apart stays taken back, whatever order`() {
        let given = cleared([(.given(over: []), 4)])
        for order in permutations([ClearanceEvent.given(over: []), .takenBack]) {
            var office = cleared([])
            for event in order { office.say(.clearance(event), by: 4) }
            #expect(vouching(office) == .exclusion)
        }
        for order in permutations([ClearanceEvent.takenBack, .takenBack, .given(over: [])]) {
            var office = given
            for event in order { office.say(.clearance(event), by: 4) }
            #expect(vouching(office) == .exclusion)
        }
    }

    @Test func `an obstacle of any kind stands before counsel's word`() {
        var office = cleared([(.given(over: []), 4)])
        office.say(.hold(.placed(.release, shown: "")))
        #expect(vouching(office) == .onHold && office.office.record?.clearanceObstacle == nil)
    }

    @Test(arguments: RecipientClass.allCases)
    func `whoever is put before the public or a court is spoken for`(recipientClass: RecipientClass) {
        func speaks(_ purpose: ConsentPurpose) -> Bool {
            ReleasePurpose(
                recipient: .anyOf(recipientClass), purpose: purpose, actions: .red, territory: nil, met: []
            ).speaksForThePerson
        }
        #expect(speaks(.partnerService) == [.newsroom, .prosecutor, .court].contains(recipientClass))
        #expect(speaks(.newsroom(.background)))
    }
}
