// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// The second of two agrees to what they saw, and to nothing that was put in its place meanwhile.
struct SecondSignatureTests {
    /// How many entries a desk had that read the proposal just made.
    private func seen(_ office: CaseOffice) -> Int { office.office.ledger.entries.count }

    @Test func `a closing that was proposed anew is not confirmed by whoever saw the first`() {
        var office = CaseStateTests.office(in: .closing)
        let seen = seen(office)
        office.move(.active)
        office.say(.plan(.reviewScheduled(CaseOffice.later + 9)))
        office.move(.paused)
        office.say(.lifecycle(.closingProposed(.hostile, note: "hostile")), by: 1)
        office.say(.lifecycle(.closingConfirmed), by: 3, seen: seen)
        #expect(office.refusal == .noSuchProposal && office.state == .closing)
        office.say(.lifecycle(.closingConfirmed), by: 3)
        #expect(office.refusal == nil && office.state == .closed)
    }

    @Test func `a receipt does not end another offer`() {
        var office = CaseStateTests.office(in: .transferOffered)
        let seen = seen(office)
        office.move(.active)
        office.say(.lifecycle(.transferOffered(to: "ORG-Y", consent: "said yes")))
        office.say(.lifecycle(.transferAccepted(receipt: "ORG-X 5")), by: 3, seen: seen)
        #expect(office.refusal == .noSuchProposal && office.state == .transferOffered)
        office.say(.lifecycle(.transferAccepted(receipt: "ORG-Y 1")), by: 3)
        #expect(office.refusal == nil && office.part?.lifecycle?.transfer?.receipt == "ORG-Y 1")
    }

    @Test func `an erasure that was asked for anew is not confirmed by whoever saw the first`() throws {
        var office = CaseStateTests.office(in: .erasurePending)
        let seen = seen(office)
        office.say(.lifecycle(.erasureCancelled(reason: "no")))
        office.say(.lifecycle(.erasureRequested(reason: "other")))
        let from = try #require(office.part?.lifecycle?.erasableFrom)
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from, seen: seen)
        #expect(office.refusal == .noSuchProposal && office.state == .erasurePending)
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from)
        #expect(office.refusal == nil && office.state == .erased)
    }

    @Test func `a request is not destroyed by a word to an earlier proposal`() throws {
        let request = Sample.id(10) as ID<Request>
        var ledger = TransitionTests.ledger(in: .informationGiven)
        ledger.admit(2)
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.intake]))
        func step(_ step: RequestStep) -> Event { .requestStepped(request: request, step, note: "") }
        ledger.add(step(.erasureProposed(reason: .notARequest)))
        #expect(ledger.refusal == nil)
        let seen = ledger.entries.count
        ledger.add(step(.erasureCancelled))
        ledger.add(step(.erasureProposed(reason: .noLongerNeeded)))
        let from = try #require(ledger.state.request(request)?.erasure?.confirmableFrom)
        ledger.add(step(.erasureConfirmed), author: 2, at: from, seen: seen)
        #expect(ledger.refusal == .noSuchProposal)
        ledger.add(step(.erasureConfirmed), author: 2, at: from)
        #expect(ledger.refusal == nil)
    }
}
