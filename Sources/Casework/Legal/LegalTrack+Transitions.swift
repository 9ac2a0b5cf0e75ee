// SPDX-License-Identifier: AGPL-3.0-or-later

/// One row of a track's table.
public struct LegalTransition: Hashable, Sendable {
    /// Nil for the beginning.
    public let from: LegalStage?
    public let to: [LegalStage]

    init(_ from: LegalStage?, _ to: LegalStage...) {
        self.from = from
        self.to = to
    }
}

extension LegalTrack {
    /// The stages that a matter may come to; from nil, those that it may begin with.
    public func successors(of stage: LegalStage?) -> [LegalStage] {
        transitions.filter { $0.from == stage }.flatMap(\.to)
    }

    /// Those of them that are still recorded. A refusal by the Board was once "denied": who has that on record keeps it, and what comes
    /// behind it, on every desk.
    public func offered(after stage: LegalStage?) -> [LegalStage] {
        successors(of: stage).filter { stage != .usAppeal || $0 != .usDenied }
    }

    /// Every stage of the track.
    public var stages: [LegalStage] {
        let all = Set(transitions.flatMap { $0.to })
        return LegalStage.allCases.filter(all.contains)
    }

    public var transitions: [LegalTransition] {
        switch self {
        case .eu: LegalTrack.europe
        case .us: LegalTrack.unitedStates
        case .unhcrStatus: LegalTrack.status
        case .unhcrResettlement: LegalTrack.resettlement
        case .interpolFiles: LegalTrack.files
        }
    }

    /// A procedure that began before the organisation knew of it is entered stage by stage, with the days on which it reached them. Beyond
    /// the model, a way leads on where responsibility stays or a request is refused, out of a special procedure into the ordinary one, back
    /// from a court, and to the end where nobody appeals.
    private static let europe: [LegalTransition] =
        [
            LegalTransition(nil, .visaRequested, .made),
            LegalTransition(.visaRequested, .visaIssued, .visaRefused),
            LegalTransition(.visaIssued, .made),
            LegalTransition(.made, .registered),
            LegalTransition(.registered, .lodged, .responsibility, .withdrawnExplicitly, .withdrawnImplicitly),
            LegalTransition(.lodged, .responsibility, .admissibility, .withdrawnExplicitly, .withdrawnImplicitly),
            LegalTransition(
                .responsibility, .takeChargeRequested, .lodged, .admissibility, .withdrawnExplicitly,
                .withdrawnImplicitly),
            LegalTransition(.takeChargeRequested, .takeChargeAccepted, .lodged, .admissibility),
            LegalTransition(.takeChargeAccepted, .transferPending),
            LegalTransition(.transferPending, .transferAppeal, .transferred, .responsibilityShifted),
            LegalTransition(.transferAppeal, .transferred, .responsibilityShifted, .lodged, .admissibility),
            LegalTransition(.transferred, .lodged, .admissibility),
            LegalTransition(.responsibilityShifted, .lodged, .admissibility),
            LegalTransition(
                .admissibility, .inadmissible, .examination, .withdrawnExplicitly, .withdrawnImplicitly),
            LegalTransition(.examination, .ordinary, .accelerated, .border),
        ] + [LegalStage.examination, .ordinary, .accelerated, .border].map { LegalTransition($0, outcomes) } + [
            LegalTransition(.accelerated, .ordinary),
            LegalTransition(.border, .ordinary, .accelerated),
        ]
        + [LegalStage.inadmissible, .rejected, .excluded, .withdrawnExplicitly, .withdrawnImplicitly].map {
            LegalTransition($0, .appeal, .finalNegative)
        } + [
            LegalTransition(.subsidiaryProtection, .appeal),
            LegalTransition(.appeal, .finalPositive, .finalNegative, .remitted),
            LegalTransition(.remitted, .admissibility, .examination),
            LegalTransition(.finalNegative, .subsequentApplication, .otherStatus),
            LegalTransition(.subsequentApplication, .admissibility),
        ]
        + [LegalStage.refugeeStatus, .subsidiaryProtection, .finalPositive].map {
            LegalTransition($0, .residenceIssued)
        } + [
            LegalTransition(.residenceIssued, .travelDocumentIssued),
            LegalTransition(.travelDocumentIssued, .familyReunification),
        ]

    static let outcomes: [LegalStage] = [
        .refugeeStatus, .subsidiaryProtection, .rejected, .excluded, .withdrawnExplicitly, .withdrawnImplicitly,
    ]

    /// The kinds of procedure that an application is examined in.
    static let procedures: [LegalStage] = [.ordinary, .accelerated, .border]

    private static let unitedStates: [LegalTransition] = [
        LegalTransition(nil, .usArrival),
        LegalTransition(.usArrival, .usCredibleFear, .usFiled),
        LegalTransition(.usCredibleFear, .usJudgeReview, .usFiled),
        LegalTransition(.usJudgeReview, .usFiled, .usDenied),
        LegalTransition(.usFiled, .usInterview, .usHearing),
        LegalTransition(.usInterview, .usGranted, .usDenied, .usHearing),
        LegalTransition(.usHearing, .usGranted, .usWithholding, .usTortureConvention, .usDenied),
        LegalTransition(.usDenied, .usAppeal),
        LegalTransition(.usWithholding, .usAppeal),
        LegalTransition(.usTortureConvention, .usAppeal),
        LegalTransition(.usAppeal, .usGranted, .usHearing, .usBoardDismissed, .usDenied),
        LegalTransition(.usBoardDismissed, .usPetition),
        LegalTransition(.usPetition, .usPetitionDenied, .usAppeal, .usHearing),
    ]

    private static let status: [LegalTransition] = [
        LegalTransition(nil, .unhcrRegistered),
        LegalTransition(.unhcrRegistered, .unhcrInterview),
        LegalTransition(.unhcrInterview, .unhcrRecognised, .unhcrRejected),
        LegalTransition(.unhcrRejected, .unhcrAppeal, .unhcrClosed),
        LegalTransition(.unhcrAppeal, .unhcrRecognised, .unhcrClosed),
    ]

    private static let resettlement: [LegalTransition] = [
        LegalTransition(nil, .resettlementIdentified),
        LegalTransition(.resettlementIdentified, .resettlementAssessed),
        LegalTransition(.resettlementAssessed, .resettlementSubmitted),
        LegalTransition(.resettlementSubmitted, .resettlementAccepted, .resettlementRefused),
        LegalTransition(.resettlementRefused, .resettlementSubmitted),
        LegalTransition(.resettlementAccepted, .resettlementDeparture),
    ]

    private static let files: [LegalTransition] = [
        LegalTransition(nil, .filesAccessRequested, .filesDeletionRequested),
        LegalTransition(.filesAccessRequested, .filesAccessAdmissible, .filesDeletionRequested),
        LegalTransition(.filesAccessAdmissible, .filesAccessAnswered, .filesDeletionRequested),
        LegalTransition(.filesAccessAnswered, .filesDeletionRequested),
        LegalTransition(.filesDeletionRequested, .filesDeletionAdmissible, .filesDecided),
        LegalTransition(.filesDeletionAdmissible, .filesDecided),
        LegalTransition(.filesDecided, .filesRevisionRequested),
        LegalTransition(.filesRevisionRequested, .filesDecided),
    ]
}

extension LegalTransition {
    fileprivate init(_ from: LegalStage?, _ to: [LegalStage]) {
        self.from = from
        self.to = to
    }
}

extension LegalStage {
    /// Whether a decision was taken, so that its document belongs on record.
    public var needsDocument: Bool { LegalTrack.outcomes.contains(self) }

    /// Whether it has to be said if the decision can be carried out meanwhile.
    public var needsSuspensiveEffect: Bool { self == .appeal || self == .transferAppeal }

    /// Whether it is a decision against the person in which the time to appeal depends on national law, and on the day on which they were
    /// handed it.
    var asksForAppeal: Bool {
        [.inadmissible, .rejected, .excluded, .withdrawnImplicitly, .transferPending].contains(self)
    }
}
