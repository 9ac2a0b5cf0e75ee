// SPDX-License-Identifier: AGPL-3.0-or-later

/// Two things that were said and do not go together. It stays open until somebody explains it.
public struct ContradictionRecord: Sendable, Hashable, Confidential {
    public let id: ID<Contradiction>
    public let earlier: Said
    public let later: Said
    public let note: String
    public let notedBy: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let notedAt: UInt64
    public internal(set) var state: ContradictionState = .open
    /// In ledger order; the last one holds while the state is explained.
    public internal(set) var explanations: [ContradictionExplanation] = []

    public func concerns(_ claim: ID<Claim>) -> Bool { earlier == .claim(claim) || later == .claim(claim) }
}

public enum ContradictionState: UInt8, CaseIterable, Sendable {
    case open = 1
    case explained
}

public struct ContradictionExplanation: Sendable, Hashable, Confidential {
    public let entry: ID<Entry>
    public let by: ID<Member>
    public let hearing: Hearing
    public let explanation: String
    /// Whether the benefit of the doubt is given, and why.
    public let benefitOfDoubt: String
}

/// Something that a person is thought to have known and not to have said: on the record, where the next colleague finds it.
public struct WithholdingRecord: Sendable, Hashable, Confidential {
    public let id: ID<Withholding>
    public let stated: StatedWithholding
    public let notedBy: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let notedAt: UInt64
    public internal(set) var state: WithholdingState = .suspected
    /// Who established or cleared it, in ledger order.
    public internal(set) var judgements: [WithholdingJudgement] = []

    /// Whether it stands in the way of vouching for the person.
    public var isOpen: Bool { state != .cleared }
}

public enum WithholdingState: UInt8, CaseIterable, Sendable {
    case suspected = 1
    case established
    case cleared

    /// The states that it may come to from this one. What was cleared may come up again with new facts, as a new record.
    public var successors: [WithholdingState] {
        switch self {
        case .suspected: [.established, .cleared]
        case .established: [.cleared]
        case .cleared: []
        }
    }
}

public struct WithholdingJudgement: Sendable, Hashable, Confidential {
    public let entry: ID<Entry>
    public let by: ID<Member>
    public let state: WithholdingState
    public let hearing: Hearing
    public let reason: String
}
