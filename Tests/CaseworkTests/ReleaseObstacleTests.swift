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

    @Test func `the organisation's word waits for counsel's, where counsel's part is read`() {
        var office = CaseOffice().office
        #expect(office.record?.vouchingObstacle == nil)
        office.ledger.add(.rolesSet(member: Sample.id(4), roles: [.counsel]))
        office.open(.legal, as: 51, by: 4)
        let legal: ID<Compartment> = Sample.id(51)
        #expect(office.record?.vouchingObstacle == .exclusion && office.record?.releaseObstacle == nil)
        office.say(.exclusion(.screened(.noIndicator, mayVouch: true, reasons: "r")), by: 4, in: legal)
        #expect(office.record?.vouchingObstacle == nil)
        office.say(.exclusion(.screened(.indicator, mayVouch: false, reasons: "r")), by: 4, in: legal)
        #expect(office.record?.vouchingObstacle == .exclusion)
    }
}
