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
    /// The organisation would be left without one.
    case lastDirector
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
    public var isOrdinary: Bool { self == .duplicateMessage || self == .duplicateUnreadable }
}

/// An event that changed nothing, whole, and why.
public struct RefusedEvent: Hashable, Sendable, Confidential {
    public let entry: LedgerEvent
    public let refusal: Refusal
}
