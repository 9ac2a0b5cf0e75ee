// SPDX-License-Identifier: AGPL-3.0-or-later

/// A kind of procedure. Each has its own table of stages (``LegalTrack/transitions``).
public enum LegalTrack: UInt8, CaseIterable, Sendable {
    /// International protection in a Member State of the European Union.
    case eu = 1
    /// Asylum in the United States.
    case us
    /// UNHCR's own refugee status determination.
    case unhcrStatus
    /// Resettlement through UNHCR.
    case unhcrResettlement
    /// The Commission for the Control of INTERPOL's Files.
    case interpolFiles
}

/// Where a procedure stands. The numbers leave room between the tracks.
public enum LegalStage: UInt8, CaseIterable, Sendable {
    // European Union: Regulations (EU) 2024/1348 and 2024/1351.
    case visaRequested = 1
    case visaIssued
    case visaRefused
    case made
    case registered
    case lodged
    case responsibility
    case takeChargeRequested
    case takeChargeAccepted
    case transferPending
    case transferred
    case responsibilityShifted
    case admissibility
    case inadmissible
    case examination
    case ordinary
    case accelerated
    case border
    case refugeeStatus
    case subsidiaryProtection
    case rejected
    case excluded
    case withdrawnExplicitly
    case withdrawnImplicitly
    case appeal
    case finalPositive
    case finalNegative
    case subsequentApplication
    case otherStatus
    case residenceIssued
    case travelDocumentIssued
    case familyReunification
    /// A court sent the application back to be examined anew.
    case remitted
    /// An appeal against the decision to transfer the person.
    case transferAppeal

    // United States: INA 208, 8 CFR 208.30.
    case usArrival = 64
    case usCredibleFear
    case usJudgeReview
    case usFiled
    case usInterview
    case usHearing
    case usGranted
    case usWithholding
    case usTortureConvention
    case usDenied
    case usAppeal
    /// By the Board: what is left is a petition to a court.
    case usBoardDismissed
    case usPetition
    case usPetitionDenied

    // UNHCR: Procedural Standards.
    case unhcrRegistered = 96
    case unhcrInterview
    case unhcrRecognised
    case unhcrRejected
    case unhcrAppeal
    case unhcrClosed

    // UNHCR: Resettlement Handbook, chapter 7.
    case resettlementIdentified = 112
    case resettlementAssessed
    case resettlementSubmitted
    case resettlementAccepted
    case resettlementRefused
    case resettlementDeparture

    // INTERPOL: Statute of the Commission for the Control of its Files.
    case filesAccessRequested = 128
    case filesAccessAdmissible
    case filesDeletionRequested
    case filesDeletionAdmissible
    case filesDecided
    case filesRevisionRequested
    case filesAccessAnswered
}

/// A dated fact beside the stages that starts or changes a time limit.
public enum LegalMark: UInt8, CaseIterable, Sendable {
    /// A hit in Eurodac or in the Visa Information System.
    case databaseHit = 1
    case detained
    /// The State registers under a derogation for crisis or force majeure.
    case crisisDerogation
    /// Only the ground of inadmissibility of Article 38(1)(e) of Regulation (EU) 2024/1348 is examined.
    case shortAdmissibilityGround
    /// The final decision on an appeal that had suspended a transfer.
    case suspensiveAppealDecided
    /// The person was handed a decision.
    case notified
    /// A fact was discovered that was not known when a decision was taken.
    case newFactDiscovered
    case released
    /// The person applied in another State before: what is sent there is a notification to take back, and no request to take charge.
    case takeBack
    /// So many people applied at once that the State may register later.
    case disproportionateNumbers
}

/// Whether an appeal keeps the decision from being carried out.
public enum SuspensiveEffect: UInt8, CaseIterable, Sendable {
    case yes = 1
    case no
    case requested
}
