// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Two decline where somebody has days, and each has read what the person says.
struct DeclineProposalTests {
    @Test func `who has days is not declined over what one of the two had not read`() throws {
        var ledger = TransitionTests.ledger(in: .inTriage)
        for member in [2, 3] {
            ledger.admit(member)
            ledger.add(.rolesSet(member: Sample.id(member), roles: [.intake]))
        }
        func write(_ message: Int, _ danger: DangerRating) {
            let message = Sample.message(message, danger: danger)
            ledger.add(.messageReceived(request: Sample.id(10), message: message), author: 3)
        }
        write(901, .days)
        let propose = Event.requestStepped(
            request: Sample.id(10), .declineProposed(reason: .outsideMandate), note: "")
        let decline = Event.requestMoved(request: Sample.id(10), to: .declined, reason: .outsideMandate, note: "")
        ledger.add(propose)
        let seen = ledger.entries.count
        write(902, .lifeInDanger)
        #expect(ledger.request(10)?.declineProposal == nil, "whoever proposed it had not read that")
        ledger.add(decline, author: 2)
        #expect(ledger.refusal == .secondPersonNeeded && ledger.request(10)?.state == .inTriage)
        // Whoever proposes without having heard of it proposes to decline somebody else than who wrote.
        ledger.add(propose, seen: seen)
        ledger.add(decline, author: 2)
        #expect(ledger.refusal == .secondPersonNeeded)
        ledger.add(propose)
        ledger.add(decline, author: 2, seen: seen)
        #expect(ledger.refusal == .secondPersonNeeded)
        ledger.add(decline, author: 2)
        #expect(ledger.refusal == nil && ledger.request(10)?.state == .declined)
    }
}
