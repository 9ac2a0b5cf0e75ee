// SPDX-License-Identifier: AGPL-3.0-or-later

/// Whether counsel has cleared that the organisation speaks for the person, and who said so.
public struct ClearanceRecord: Sendable, Hashable, Confidential {
    public struct Act: Hashable, Sendable, Confidential {
        public let by: ID<Member>
        /// Seconds since 1970, by the author's clock.
        public let at: UInt64
    }

    /// The word that stands; nil where nobody has given it, or it was taken back.
    public private(set) var given: Act?
    /// Who took it back last, where it does not stand for that.
    public private(set) var takenBack: Act?
    /// Takings-back that no word given since has named: whoever gives it anew names them.
    public private(set) var open: [ID<Entry>] = []

    init() {}

    /// Whatever order the words of several counsel reach the ledger in, one taking-back that an author had not seen outlasts theirs.
    mutating func apply(_ event: ClearanceEvent, in saying: Saying) throws(Refusal) {
        guard saying.isCounsel else { throw .counselNeeded }
        let act = Act(by: saying.member, at: saying.recordedAt)
        switch event {
        case .given(let over):
            guard Set(open).isSubset(of: over) else { throw .takenBackMeanwhile }
            guard given == nil else { throw .alreadySettled }
            given = act
            takenBack = nil
            open = []
        case .takenBack:
            given = nil
            takenBack = act
            open.append(saying.entry)
        }
    }
}

extension CaseRecord {
    /// Whether counsel has cleared, in the casework that this desk can read, that the organisation speaks for the person.
    public var isCleared: Bool {
        let words = parts.compactMap { $0.casework?.clearance }
        return words.contains { $0.given != nil } && !words.contains { $0.takenBack != nil }
    }
}
