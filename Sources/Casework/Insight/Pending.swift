// SPDX-License-Identifier: AGPL-3.0-or-later

/// What somebody has to attend to.
public enum Pending: Hashable, Sendable, Confidential {
    /// Something that nobody has read.
    case unread
    /// The person waits for an answer.
    case answer
    /// A colleague proposed to decline, and somebody else has to decide.
    case declineToConfirm
    case assessment
    case reassessment
    /// The person may be harmed at any moment.
    case imminentDanger
    case review
    case task(ID<Entry>)
    case planToApprove(ID<Entry>)
    case closingToConfirm
    /// Somebody would take up a case that others laid aside. The entry says so.
    case takingUpToConfirm(ID<Entry>)
    case erasureToConfirm
    /// The case was closed, or about to be destroyed, and is not: a colleague wrote the entry who had not heard of it.
    case endTakenBack(ID<Entry>)
    /// Two colleagues signed that the case is destroyed; the member holds a part that they could not.
    case partToDestroy
    /// A request that came to nothing is kept still, and nobody has said for how long.
    case requestKept
    /// Somebody who did not place it would lift a hold.
    case liftingToConfirm(ID<Entry>)
    case incident(ID<Entry>)
    /// A time limit of a procedure, the person's or an authority's.
    case clock(ID<LegalMatter>, ClockReference)
    /// A decision stands against the person, and nobody has said by when it can be appealed.
    case appealUndated(ID<LegalMatter>)
    /// It is time to come back to the person about what may be done.
    case consentReview(ID<Consent>)
    case consentEnds(ID<Consent>)
    /// A yes from the portal is not in force until somebody has read what the person said in their own words.
    case consentToJudge(ID<Consent>)
    /// The person answered at the portal, was told that it arrived, and it does not count: they are asked again.
    case answerUncounted(ID<Consent>)
    /// A yes names the member as its witness, and they have not said whether they were there. The entry is the yes.
    case witnessToConfirm(ID<Consent>, ID<Entry>)
    /// The named witness denies it, and nobody has decided. The entry is the denial.
    case witnessDenied(ID<Consent>, ID<Entry>)
    /// The person withdrew their consent, or allowed less before it left, and somebody still has what left under it.
    case recallToSend(ID<Consent>, ID<Bag>)
    /// Somebody was asked to give something back and has not answered.
    case recallToAnswer(ID<Consent>, ID<Bag>)
    /// Something left while nothing was to leave, by somebody who had not heard of that.
    case leftPastStop(ID<Bag>)
    case overrideToConfirm(ID<Consent>)
    /// Two let something go without consent, and the person has not been told.
    case overrideUntold(ID<Consent>)
    /// A place is not known to be right any longer.
    case placeEnds(ID<Place>)
    /// A claim that was given to somebody to check, and is not concluded.
    case check(ID<Claim>)
    /// Colleagues who had not seen each other's assignments gave the check to different people.
    case checkTwice(ID<Claim>)
    /// They checked it and found different things.
    case findingsDiffer(ID<Claim>)
    case recheck(ID<Claim>)
    /// A check found the contrary, and nobody has put it to the person.
    case claimContradicted(ID<Claim>)
    case deceptionToConfirm(ID<Claim>)
    /// Two found that a claim is deceptive: it calls for an incident.
    case deception(ID<Claim>)
    case attestationToConfirm(ID<Attestation>)
    /// What the organisation vouches for has lost its ground.
    case attestationShaken(ID<Attestation>)
    case contradiction(ID<Contradiction>)
    /// The person is thought to have known something and not to have said it.
    case withholding(ID<Withholding>)
    /// Two people decided differently whether the person is the one on a list or in a text.
    case exposureContested(ID<Entry>)
    /// Versions of a fact about who the person is stand side by side.
    case identityContested(IdentityFactKind)
    /// Different places at once, for the person or somebody with them.
    case placesContested(PlaceSubject)
    /// People who had not seen each other's work assessed the risk.
    case riskTwice
    /// People who had not seen each other's work rated the danger.
    case dangerTwice
    /// People who had not seen each other's work gave the case to different people.
    case carriersTwice
    /// People who had not seen each other's entries gave a task to different people, or put it off to different days.
    case taskTwice(ID<Entry>)
    /// They set different days for the next review.
    case reviewTwice
    /// They set different days for the first look at the danger.
    case assessmentTwice
    /// Who owns the case, or stands in for its owner, cannot read it any more.
    case carrierGone(ID<Member>)
    /// Another case carries on the same request.
    case carriedTwice(ID<Case>)
    /// A colleague accepted a request that the member had accepted, and opened another case of it.
    case acceptedAfter(ID<Entry>)
    /// Something that the member wrote, perhaps offline, did not count.
    case refusedAct(ID<Entry>)
}

/// Whose it is, of those who hold the compartment. Where none of those that it is meant for can read it any more, it is
/// everybody's who can: nothing that is due waits for somebody who will never see it.
enum Audience: Hashable, Sendable {
    /// The case's owner and deputy; every holder where the desk cannot see who they are.
    case carriers
    /// Everybody who can read it: what only specialists hold the key of, and the case's owner may not.
    case holders
    case people([ID<Member>])
    /// They and nobody else: nobody can do it for them.
    case themselves([ID<Member>])
    /// They, and whoever carries the case.
    case peopleAndCarriers([ID<Member>])
    /// A second person: everybody but these.
    case othersThan([ID<Member>])
}

/// A day by which something has to be done.
struct Deadline: Hashable, Sendable, Confidential {
    let pending: Pending
    /// Seconds since 1970.
    let due: UInt64
    let audience: Audience
    /// How long ahead it counts as near, in seconds.
    let notice: UInt64
    /// Whether it is a day of the calendar, which ends when it ends where the worker is.
    let isDay: Bool
    /// Whether nothing else should come first.
    let isUrgent: Bool

    init(
        _ pending: Pending, due: UInt64, for audience: Audience = .carriers, notice: UInt64 = Today.nearWithin,
        isDay: Bool = false, isUrgent: Bool = false
    ) {
        self.pending = pending
        self.due = due
        self.audience = audience
        self.notice = notice
        self.isDay = isDay
        self.isUrgent = isUrgent
    }

    /// Something that has to be done on a day at the latest: it is overdue when the day is over. `due` is its last second.
    init(
        _ pending: Pending, by day: Day, for audience: Audience = .carriers, noticeDays: Int = 3, isUrgent: Bool = false
    ) {
        self.init(
            pending, due: day.firstSecond + 86_399, for: audience, notice: UInt64(noticeDays) * 86_400, isDay: true,
            isUrgent: isUrgent)
    }
}

/// Something that presses without a day.
struct Call: Hashable, Sendable, Confidential {
    let pending: Pending
    let isUrgent: Bool
    /// Since when, in seconds since 1970, where that is known.
    let since: UInt64?
    let audience: Audience
    /// It presses from then on, in seconds since 1970.
    let from: UInt64

    init(
        _ pending: Pending, isUrgent: Bool = false, since: UInt64?, for audience: Audience = .carriers, from: UInt64 = 0
    ) {
        self.pending = pending
        self.isUrgent = isUrgent
        self.since = since
        self.audience = audience
        self.from = from
    }
}
