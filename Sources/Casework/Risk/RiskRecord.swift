// SPDX-License-Identifier: AGPL-3.0-or-later

/// What threatens the person, what they need, what they want; and when it is looked at again.
public struct RiskRecord: Sendable, Equatable, Confidential {
    public struct Assessed: Hashable, Sendable, Confidential {
        public let assessment: RiskAssessment
        public let by: ID<Member>
        /// Seconds since 1970, by the author's clock.
        public let at: UInt64
        public let entry: ID<Entry>
        let sequence: UInt64
    }

    /// Newest last. They are never changed, only followed.
    public private(set) var assessments: [Assessed] = []
    /// Nil until somebody has looked; empty where they found none.
    public private(set) var needs: Set<SpecificNeed>?
    public private(set) var needsNote = ""
    public private(set) var wishes: String?
    /// When somebody is to assess the risk, in seconds since 1970; nil once it is done.
    public private(set) var scheduledFor: UInt64?

    public var current: Assessed? { assessments.last }
    public var level: RiskLevel? { current?.assessment.level }

    /// The newest, if it was made after this place in the ledger.
    func current(after sequence: UInt64?) -> Assessed? {
        guard let current, sequence.map({ current.sequence > $0 }) ?? true else { return nil }
        return current
    }

    mutating func apply(_ event: RiskEvent, _ context: FoldContext) throws(Refusal) {
        switch event {
        case .scheduled(let second):
            guard second > context.second else { throw .dateNotAhead }
            scheduledFor = second
        case .assessed(let assessment):
            guard !assessment.threats.isBlank else { throw .textMissing }
            guard assessment.reassessBy > context.second else { throw .dateNotAhead }
            assessments.append(
                Assessed(
                    assessment: assessment, by: context.author, at: context.second, entry: context.entry.id,
                    sequence: context.sequence))
            scheduledFor = nil
        case .needsRecorded(let found, let note): (needs, needsNote) = (found, note)
        case .wishesRecorded(let text):
            guard !text.isBlank else { throw .textMissing }
            wishes = text
        }
    }
}
