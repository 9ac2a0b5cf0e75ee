// SPDX-License-Identifier: AGPL-3.0-or-later

/// What threatens the person, what they need, what they want; and when it is looked at again.
public struct RiskRecord: Sendable, Equatable, Confidential {
    public typealias Assessed = Judgement<RiskAssessment>

    /// What somebody found that the person needs, and what they noted.
    public struct Needs: Hashable, Sendable, Confidential {
        public let needs: Set<SpecificNeed>
        public let note: String
    }

    public private(set) var assessed = Judgements<RiskAssessment>()
    public private(set) var needed = Judgements<Needs>()
    public private(set) var wished = Judgements<String>()
    /// Days on which somebody is to assess the risk, in seconds since 1970; none once it is done.
    public private(set) var scheduled = Choices<UInt64>()
    /// When somebody is to assess the risk, in seconds since 1970; nil once it is done. Of days that were set apart the earliest.
    public var scheduledFor: UInt64? { scheduled.standing.map(\.value).min() }

    /// Newest last. They are never changed, only followed.
    public var assessments: [Assessed] { assessed.all }
    /// The gravest of those that stand: whoever judged the person safer without having seen it does not hide it.
    public var current: Assessed? { current(after: nil) }
    public var level: RiskLevel? { current?.assessment.level }
    /// Nil until somebody has looked; empty where they found none. What any of those who did not see each other found.
    public var needs: Set<SpecificNeed>? {
        let standing = needed.standing
        return standing.isEmpty ? nil : standing.reduce(into: []) { $0.formUnion($1.value.needs) }
    }
    public var needsNote: String { needed.standing.map(\.value.note).filter { !$0.isBlank }.joined(separator: "\n") }
    /// The person's words, all that stand.
    public var wishes: String? {
        let standing = wished.standing
        return standing.isEmpty ? nil : standing.map(\.value).joined(separator: "\n\n")
    }

    /// The gravest of those that stand and were made after this place in the ledger.
    func current(after sequence: UInt64?) -> Assessed? {
        let made = assessed.standing.filter { assessed in sequence.map { assessed.sequence > $0 } ?? true }
        return made.max {
            ($0.assessment.level, $0.assessment.score, $0.sequence) < (
                $1.assessment.level, $1.assessment.score, $1.sequence
            )
        }
    }

    mutating func apply(_ event: RiskEvent, _ context: FoldContext) throws(Refusal) {
        switch event {
        case .scheduled(let second):
            guard second > context.second else { throw .dateNotAhead }
            scheduled.choose(second, context)
        case .assessed(let assessment, let replaces):
            guard !assessment.threats.isBlank else { throw .textMissing }
            guard assessment.reassessBy > context.second else { throw .dateNotAhead }
            try assessed.add(assessment, replaces: replaces, context)
            scheduled.settle(context)
        case .needsRecorded(let found, let note, let replaces):
            try needed.add(Needs(needs: found, note: note), replaces: replaces, context)
        case .wishesRecorded(let text, let replaces):
            guard !text.isBlank else { throw .textMissing }
            try wished.add(text, replaces: replaces, context)
        }
    }
}

extension Judgement<RiskAssessment> {
    public var assessment: RiskAssessment { value }
}
