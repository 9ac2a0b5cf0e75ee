// SPDX-License-Identifier: AGPL-3.0-or-later

/// Something that was said, and what became of checking it.
public struct ClaimRecord: Sendable, Hashable, Confidential {
    public let id: ID<Claim>
    public let subject: ClaimSubject
    /// One sentence that can be true or false.
    public let proposition: String
    public let assertedBy: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let assertedAt: UInt64

    public internal(set) var state: ClaimState = .asserted
    /// To whom the check was given: one assignment in ordinary work, several after colleagues who did not see each other's, until a person
    /// decides (docs/decisions/0064).
    public internal(set) var assignments = Judgements<ClaimAssignment>()
    /// Who of them has begun, while the check lasts.
    public internal(set) var begun: [ID<Member>] = []
    /// In ledger order, over all checks.
    public internal(set) var lines: [EvidenceLine] = []
    /// How the last check ended.
    public internal(set) var conclusion: ClaimConclusion?
    /// Where that stands in the ledger.
    var concludedIn: Standing?
    /// Findings of the same check by others to whom it was given apart, who had not seen the one that counts.
    public internal(set) var findingsBeside: [Judgement<ClaimConclusion>] = []
    /// That the checker holds the claim to be deceptive, until a second person agrees or does not.
    public internal(set) var proposal: DeceptionProposal?
    /// Explanations of contradictions, in ledger order.
    public internal(set) var explanations: [ClaimExplanation] = []
    /// The claim that took its place.
    public internal(set) var successor: ID<Claim>?

    /// The one that counts where one is needed: the later of those that stand.
    public var assignment: ClaimAssignment? { assignments.standing.last?.value }

    /// Everybody to whom the check is given by an assignment that stands.
    public var checkers: [ID<Member>] {
        var seen: Set<ID<Member>> = []
        return assignments.standing.map(\.value.checker).filter { seen.insert($0).inserted }
    }

    /// Whether colleagues who had not seen each other's assignments gave the check to different people, and nobody has decided.
    public var isAssignedApart: Bool { checkers.count > 1 && state.isAssignable && proposal == nil }

    /// Whether those who checked it apart found different things, and nobody has looked again.
    public var findingsDiffer: Bool {
        (state == .recheckDue || state == .explained)
            && findingsBeside.contains { $0.value.finding != conclusion?.finding }
    }

    /// Whether somebody has to open an incident: a finding of deception says nothing about the person's need.
    public var callsForIncident: Bool { state == .deceptive }

    /// Whether the date has come on which a corroboration has to be looked at again.
    public func isRecheckDue(on day: Day) -> Bool {
        guard let due = conclusion?.recheckBy else { return false }
        return state.successors.contains(.recheckDue) && due <= day
    }
}

/// Who checks, and within what bounds.
public struct ClaimAssignment: Sendable, Hashable {
    public let checker: ID<Member>
    /// Who owned the case when the check was assigned, as the assigner's desk had it, or as they stated it where it could not read the
    /// casework. The checker is somebody else.
    public let caseOwner: ID<Member>
    public let ceiling: PermittedActions
}

/// How a check ended and why.
public struct ClaimConclusion: Sendable, Hashable, Confidential {
    public var finding: ClaimFinding
    public var grades: Grades
    public var indicators: CredibilityIndicators
    /// Why the lines of evidence are, or are not, independent of each other and of the checker.
    public var independenceNote: String
    /// When to look again; nil where nothing is to change.
    public var recheckBy: Day?

    public init(
        finding: ClaimFinding, grades: Grades, indicators: CredibilityIndicators, independenceNote: String,
        recheckBy: Day?
    ) {
        self.finding = finding
        self.grades = grades
        self.indicators = indicators
        self.independenceNote = independenceNote
        self.recheckBy = recheckBy
    }
}

/// One signature of two.
public struct DeceptionProposal: Sendable, Hashable, Confidential {
    /// The entry that a second person has to name.
    public let entry: ID<Entry>
    public let by: ID<Member>
    public let conclusion: ClaimConclusion
}

/// What the person said when a contradiction was put to them.
public struct ClaimExplanation: Sendable, Hashable, Confidential {
    public let entry: ID<Entry>
    public let heardOn: Day
    public let explanation: String
    /// Whether the benefit of the doubt is given, and why.
    public let benefitOfDoubt: String
}

/// What makes somebody look again.
public enum RecheckCause: UInt8, CaseIterable, Sendable {
    case date = 1
    case contraryFact
}
