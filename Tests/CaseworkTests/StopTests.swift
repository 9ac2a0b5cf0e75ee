// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// What stops a case, or its handing over, whoever had heard of what.
struct StopTests {
    @Test func `nobody hands a case over alone, nor over a hold or an incident, and it comes back when others let go`()
        throws
    {
        var office = CaseStateTests.office(in: .transferOffered)
        office.say(.lifecycle(.transferAccepted(receipt: "7")))
        #expect(office.refusal == .secondPersonNeeded && office.state == .transferOffered)
        let hold = office.say(.hold(.placed(.closing, shown: "суд")))
        office.say(.lifecycle(.transferAccepted(receipt: "7")), by: 3)
        #expect(office.refusal == .holdStands && office.state == .transferOffered)
        office.say(.hold(.lifted(hold: hold, note: "решено")))
        let incident = office.say(.incident(.opened(.leak, affected: [], text: "утечка")))
        office.say(.lifecycle(.transferAccepted(receipt: "7")), by: 3)
        #expect(office.refusal == .incidentOpen)
        office.say(.incident(.handled(incident: incident, outcome: "тихо")))
        office.say(.lifecycle(.transferAccepted(receipt: "7")), by: 3)
        #expect(office.refusal == nil && office.state == .transferred)
        office.say(.lifecycle(.moved(to: .reopened, reason: .newContact, note: "бросили")))
        #expect(office.refusal == nil && office.state == .reopened)
    }

    @Test(arguments: [
        CompartmentEvent.lifecycle(.transferOffered(to: "Приют", consent: "да")),
        .lifecycle(.moved(to: .review, reason: .riskChange, note: "")),
    ])
    func `a stop counts whatever colleagues did of which its author had not heard, in either order`(
        other: CompartmentEvent
    ) {
        let stop = CompartmentEvent.lifecycle(.moved(to: .paused, reason: .safety, note: "слежка"))
        for isStopFirst in [true, false] {
            var office = CaseStateTests.office(in: .active)
            let seen = office.office.ledger.entries.count
            if isStopFirst { office.say(stop, by: 2, seen: seen) }
            office.say(other, seen: seen)
            if !isStopFirst {
                office.say(stop, by: 2, seen: seen)
                #expect(office.refusal == nil)
            }
            #expect(office.state == .paused, "\(isStopFirst)")
        }
        // Whoever had heard of it goes by where it stands.
        var office = CaseStateTests.office(in: .transferOffered)
        office.say(stop, by: 2)
        #expect(office.refusal == .forbiddenTransition)
    }
}
