// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why an event changed nothing.
public enum Refusal: Error, Hashable, Sendable, CaseIterable {
    // Who spoke, and where.

    /// The device that wrote it was not admitted by then.
    case unknownAuthor
    /// An admission by somebody who is no director, without the root's endorsement.
    case admissionNotVouchedFor
    case deviceAlreadyAdmitted
    case organisationAlreadyFounded
    /// Whoever wrote it, or whom it is about, had been removed from the organisation.
    case memberWasRemoved
    case unknownMember
    case notADirector
    /// Requests are handled by whoever is on intake duty.
    case notOnDuty
    /// The organisation would be left without one.
    case lastDirector
    /// Another director is there, who gives the role.
    case counselMadeByThemself
    /// It may not stand in this compartment.
    case wrongCompartment
    /// Something came before the event that opens the compartment.
    case compartmentNotOpened
    case compartmentAlreadyOpened
    /// The author, or the member that work was given to, does not hold the compartment.
    case notAHolder
    case alreadyAHolder
    case holdsNothing
    /// Nobody would be left who can read the compartment.
    case lastHolder
    case epochNotNewer

    // Requests.

    case unknownRequest
    /// The conversation is known with another secret or recipient.
    case conversationDiffers
    /// The message is in the conversation already. Ordinary: two desks fetched the same envelope.
    case duplicateMessage
    /// The envelope is known to be unreadable already. Ordinary: two desks fetched it.
    case duplicateUnreadable
    /// The hit is known already. Ordinary: two desks compared the same list.
    case duplicateExposure
    case forbiddenTransition
    case reasonMissing
    case reasonNotExpected
    /// Another reply took the number first.
    case replyNumberOutOfOrder
    case cardVersionNotNewer
    /// Two people have to agree, and this is the same one, or nobody proposed it before.
    case secondPersonNeeded
    case dangerNotRated
    case consentMissing
    /// The other request is unknown, a duplicate itself, or this one.
    case cannotBeLinked
    case remindersMissing

    // Casework.

    case caseNotRegistered
    case caseAlreadyRegistered
    /// Its keys were destroyed: nothing is added to it.
    case caseErased
    /// It is closed, handed over or about to be destroyed: nothing is planned, assessed or asked in it.
    case caseOver
    /// Something stands there that whoever confirms the end of the case had not seen.
    case notAllSeen
    case ownerAndDeputyAreOne
    case assessmentNotScheduled
    /// Later than the danger allows.
    case scheduledTooLate
    case riskNotAssessed
    case needsNotRecorded
    case wishesNotRecorded
    case planNotApproved
    case personHasNotAgreed
    case planNotNewest
    case ownerCannotApprove
    case reviewNotScheduled
    case holdStands
    case incidentOpen
    /// It was laid aside, and has not been taken up again.
    case pauseStands
    /// Fourteen days have not passed since the erasure was requested.
    case coolingOff
    case receiptMissing
    case textMissing
    /// The date is not after the time of the event.
    case dateNotAhead
    /// It names a task, plan, hold or incident that is not in this part.
    case unknownEntry
    /// A task that is done, a hold that is lifted, an incident that is handled, a plan that is approved.
    case alreadySettled
    /// A hit's task ends when somebody decides about the hit.
    case decisionNeeded

    // Identity, whereabouts, evidence, consent, law.

    /// What the event is about was never recorded in this compartment.
    case unknownItem
    /// It was recorded under that name before.
    case alreadyRecorded
    /// It replaces a version that the record does not have.
    case unknownVersion
    /// A birth date cannot become a name.
    case otherKindOfFact
    /// A decision needs a version to keep and others to set aside.
    case nothingToDecide
    case endsBeforeItBegins
    /// Longer than a place of that precision may stand.
    case standsTooLong
    /// Nobody can be told more closely than the record knows.
    case finerThanKnown
    case checkerOwnsTheCase
    /// Whoever asserted a claim does not check it.
    case checkerAsserted
    /// Only the assigned checker checks and concludes.
    case notTheChecker
    /// The method could be noticed by more people than the ceiling allows.
    case methodAboveCeiling
    /// A line of evidence says where it comes from.
    case originMissing
    /// Two independent lines, or an authenticated primary document and one line more.
    case notEnoughEvidence
    /// At least one indicator of credibility is assessed.
    case indicatorsMissing
    case independenceNoteMissing
    /// A proposal waits for its second person.
    case proposalOpen
    /// No such proposal waits.
    case noSuchProposal
    /// The date for looking again has not come.
    case recheckNotDue
    /// The successor is unknown, the claim itself, or leads back to it.
    case successorNotUsable
    case statementClosed
    /// An answer before it is missing.
    case answerNumberOutOfOrder
    /// What is pointed at was never said here.
    case nothingSaidThere
    /// A contradiction needs two things that were said.
    case sameThingTwice
    /// The person was heard, or there is a reason why not.
    case hearingMissing
    case recipientMissing
    /// An attestation is valid for some time, and for a year at most.
    case validityOutOfBounds
    case basisMissing
    case basisNotCorroborated
    /// The claims are about something else than what is to be vouched for.
    case basisDoesNotFit
    /// Something contradicts what it rests on, and nobody has explained it yet.
    case contradictionOpen
    /// The person is thought to have withheld something, and that is not cleared up.
    case withholdingOpen
    /// Counsel took it back, and whoever gave it had not seen that.
    case takenBackMeanwhile
    /// Counsel says or signs this, nobody else.
    case counselNeeded
    /// Language, version, consequences, the way to withdraw, or that help does not depend on it, was not shown.
    case explanationIncomplete
    /// The organisation asked less than three months ago.
    case askedThisQuarter
    /// The day to come back to it has not come, and the person has not raised it.
    case reviewNotDue
    /// The answer is about another purpose or recipient than the explanation.
    case notWhatWasExplained
    /// The person did not say back what they agree to.
    case notUnderstood
    /// Who asked the person does not find that they understood.
    case askerJudges
    /// Neither a receipt nor a second witness other than the recorder.
    case proofMissing
    /// Only the member who is named as witness says whether they were there.
    case notTheWitness
    /// A child has to assent beside the guardian.
    case assentMissing
    /// Nothing is named that may be given.
    case nothingNamed
    /// It ends before it begins, or too late.
    case expiryOutOfBounds
    /// The new terms allow something that the old ones did not.
    case notNarrower
    case whoDecidesMissing
    /// Everything is frozen: no yes counts until the person was reached again.
    case consentStandsStill
    /// The yes came after the day until which the question was open.
    case askClosed
    /// Only a vital interest goes before consent.
    case basisNotVital
    /// Only who signed it, counsel or a director ends what leaves without consent.
    case notTheSigner
    /// A stage cannot lie before the one that it follows.
    case beforeItsPredecessor
    /// A decision needs the hash of its document.
    case documentMissing
    /// An appeal says whether it suspends.
    case suspensiveEffectMissing
    /// Only the last stage can be undone.
    case notTheLastStage
    /// A time limit set by hand names the law or order that sets it; holidays name their source.
    case citationMissing
    case amountOutOfBounds
    /// Suspended twice, or resumed without having been suspended.
    case suspensionOutOfOrder
    /// Nobody may vouch while something points to exclusion and counsel has not advised.
    case cannotVouchYet

    /// The key of the sentence, in the desk's catalogues, that explains it to a worker: the case's name with hyphens.
    public var catalogueKey: String {
        var key = "refusal."
        for letter in "\(self)" {
            if letter.isUppercase { key += "-" }
            key += letter.lowercased()
        }
        return key
    }

    /// Whether it happens in ordinary work of several desks and needs nobody's attention.
    public var isOrdinary: Bool {
        self == .duplicateMessage || self == .duplicateUnreadable || self == .duplicateExposure
    }
}

/// An event that changed nothing, whole, and why.
public struct RefusedEvent: Hashable, Sendable, Confidential {
    public let entry: LedgerEvent
    public let refusal: Refusal

    /// Whether it happens in ordinary work of several desks and needs nobody's attention: beside what
    /// ``Refusal/isOrdinary`` names, two desks took in one answer about consent, told the person of one change, or moved a case at
    /// once and set the stage's tasks twice, counsel's desks reminded of one day twice, or two ended one
    /// task.
    public var isOrdinary: Bool {
        switch entry.event {
        case .inCompartment(.consent(.said)): refusal == .alreadyRecorded || refusal.isOrdinary
        case .inCompartment(.conversation(.told)): refusal == .replyNumberOutOfOrder || refusal.isOrdinary
        case .inCompartment(.task(.set)): refusal == .alreadyRecorded || refusal.isOrdinary
        case .inCompartment(.task(.done)): refusal == .alreadySettled || refusal.isOrdinary
        case .inCompartment(.task(.begun)): [.alreadyRecorded, .forbiddenTransition].contains(refusal)
        default: refusal.isOrdinary
        }
    }
}
