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
    /// In ledger order; the last one holds while the state is explained.
    public internal(set) var explanations: [ContradictionExplanation] = []
    /// That an explanation did not hold, in ledger order.
    var reopenings: [Standing] = []

    /// Open until somebody explains it, and again once somebody says that it does not hold: until somebody explains it who knew that.
    public var state: ContradictionState { Self.state(explanations, reopenings) }

    /// Where it stood for whoever spoke from `standing`.
    func state(seenFrom standing: Standing) -> ContradictionState {
        Self.state(explanations.seen(from: standing), reopenings.seen(from: standing))
    }

    private static func state(
        _ explanations: [ContradictionExplanation], _ reopenings: [Standing]
    ) -> ContradictionState {
        let known = Knowledge(explanations.lazy.map { (of: $0.entry, standing: $0.standing) })
        let stands = reopenings.contains { !known.knows($0) }
        return stands || explanations.isEmpty ? .open : .explained
    }

    public func concerns(_ claim: ID<Claim>) -> Bool { earlier == .claim(claim) || later == .claim(claim) }
}

public enum ContradictionState: UInt8, CaseIterable, Sendable {
    case open = 1
    case explained
}

public struct ContradictionExplanation: Sendable, Hashable, Confidential {
    public let entry: ID<Entry>
    public let by: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let at: UInt64
    public let hearing: Hearing
    public let explanation: String
    /// Whether the benefit of the doubt is given, and why.
    public let benefitOfDoubt: String
    let standing: Standing
}

/// Something that a person is thought to have known and not to have said: on the record, where the next colleague finds it.
public struct WithholdingRecord: Sendable, Hashable, Confidential {
    public let id: ID<Withholding>
    public let stated: StatedWithholding
    public let notedBy: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let notedAt: UInt64
    /// Who established or cleared it, in ledger order. Some of them may not have known of each other's.
    public internal(set) var judgements: [WithholdingJudgement] = []

    /// Established outlasts every clearing whose author had not seen it, in whatever order the two reach the ledger.
    public var state: WithholdingState { Self.state(judgements) }

    /// Where it stood for whoever spoke from `standing`.
    func state(seenFrom standing: Standing) -> WithholdingState {
        Self.state(judgements.seen(from: standing))
    }

    private static func state(_ judgements: [WithholdingJudgement]) -> WithholdingState {
        let clearings = judgements.filter { $0.state == .cleared }
        let known = Knowledge(clearings.lazy.map { (of: $0.entry, standing: $0.standing) })
        let stands = judgements.contains { $0.state == .established && !known.knows($0.standing) }
        return stands ? .established : clearings.isEmpty ? .suspected : .cleared
    }

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
    let standing: Standing
}
