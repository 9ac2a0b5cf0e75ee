// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

extension Story {
    /// Invents a request that does not become a case.
    mutating func tell(_ knock: Knock, other: Int?) {
        switch knock {
        case .new: arrives(danger: random.one(of: [.days, .weeks, .notSaid]))
        case .newUrgent: arrives(danger: .lifeInDanger)
        case .read: readOnly()
        case .triaged:
            readOnly()
            act(.intake, .moves(.inTriage, nil, note: any("triage", 4)))
        case .awaited, .lapsed: awaited(lapses: knock == .lapsed)
        case .informed, .returned: informed(returns: knock == .returned)
        case .declined, .declineProposed, .declinedByTwo: declined(knock)
        case .referralOffered, .referred: referred(accepted: knock == .referred)
        case .duplicate: duplicate(of: other)
        case .quarantined, .quarantinedAndDeclined: hostile(declined: knock == .quarantinedAndDeclined)
        case .junk: junk()
        }
    }

    private mutating func readOnly() {
        arrives(danger: .weeks)
        isRead()
    }

    private mutating func awaited(lapses: Bool) {
        arrives(danger: .weeks)
        isTriaged()
        act(.intake, .replies(any("ask", 4)))
        act(.intake, .moves(.awaitingSource, nil, note: ""))
        guard lapses else { return }
        for number in 1...2 {
            wait(days: 7...10)
            act(.intake, .replies(text("remind.\(number)")))
        }
        wait(days: 7...10)
        act(.intake, .steps(.lapsed, note: text("lapsed.note")))
    }

    private mutating func informed(returns: Bool) {
        arrives(danger: .noHurry)
        isTriaged()
        act(.intake, .replies(text("information")))
        act(.intake, .moves(.informationGiven, nil, note: ""))
        guard returns else { return }
        wait(untilDaysBeforeToday: 1)
        writes(own("later"), danger: .days)
    }

    private mutating func declined(_ knock: Knock) {
        let isGrave = knock != .declined
        arrives(danger: isGrave ? .lifeInDanger : .noHurry)
        isTriaged()
        act(.intake, .notes(text("declined.note")))
        if isGrave { act(.intake, .steps(.declineProposed(reason: .outsideMandate), note: text("declined.note"))) }
        guard knock != .declineProposed else { return }
        act(.caseworker, .replies(text("declined.reply")))
        act(.caseworker, .moves(.declined, .outsideMandate, note: text("declined.note")))
    }

    private mutating func referred(accepted: Bool) {
        arrives(danger: .weeks)
        isTriaged()
        talks()
        act(
            .caseworker,
            .steps(
                .referralOffered(partner: text("partner.doctors"), consent: text("transfer.consent")), note: ""))
        guard accepted else { return }
        wait(days: 2...6)
        act(.caseworker, .steps(.referredOut, note: text("referred.note")))
    }

    private mutating func duplicate(of other: Int?) {
        arrives(danger: .weeks)
        isTriaged()
        guard let other else { return }
        act(.intake, .links(to: other, note: text("duplicate.note")))
    }

    /// A mischievous stranger who wants names.
    private mutating func hostile(declined: Bool) {
        writes(text("hostile.1"), danger: .lifeInDanger, safeContact: "")
        isTriaged()
        act(.intake, .steps(.quarantined, note: text("hostile.note")))
        wait(days: 1...2)
        writes(text("hostile.2"), danger: .lifeInDanger)
        act(.intake, .reads)
        guard declined else { return }
        act(.intake, .steps(.declineProposed(reason: .suspectedHostile), note: text("hostile.note")))
        wait(hours: 3...20)
        act(.caseworker, .moves(.declined, .suspectedHostile, note: text("hostile.note")))
    }

    /// One of a flood that somebody let loose on the portal.
    private mutating func junk() {
        writes(any("junk", 5))
        guard random.happens(60) else { return }
        wait(hours: 2...20)
        act(.intake, .reads)
        act(.intake, .moves(.inTriage, nil, note: ""))
        act(.intake, .moves(.declined, .other, note: text("junk.note")))
    }
}
