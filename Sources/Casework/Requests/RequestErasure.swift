// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why a request that never became a case is destroyed.
public enum ErasureReason: UInt8, CaseIterable, Sendable, Hashable {
    /// Nothing is left to do, and what is not kept cannot be taken.
    case noLongerNeeded = 1
    case personAsked
    /// It is about nobody: a test, advertising, a message to somebody else.
    case notARequest
}

/// That a request is to be destroyed (docs/protocol.md, section 6.6).
public struct RequestErasure: Hashable, Sendable {
    public let reason: ErasureReason
    public let by: ID<Member>
    /// From when on another person may confirm it, in seconds since 1970: fourteen days after it was proposed, by the clock of whoever
    /// proposed it. Where that clock was behind what had been written here before, it was wrong, and the later time counts.
    public let confirmableFrom: UInt64
    /// The place in the ledger where another person confirmed it. What stands before goes.
    public var confirmedIn: UInt64? { confirmed?.sequence }
    /// The same with what they had seen.
    var confirmed: Standing?
    /// Its place in the ledger: whoever agrees has seen it.
    let standing: Standing

    init(reason: ErasureReason, notBefore: UInt64, _ context: FoldContext) {
        self.reason = reason
        by = context.author
        standing = context.standing
        confirmableFrom = max(context.second, notBefore).addingOrMax(LifecycleRecord.coolingOff)
    }

    /// Whether a desk whose own clock says `now`, in seconds since 1970, destroys it: the fourteen days are over by this clock too.
    func isDue(at now: UInt64) -> Bool { confirmedIn != nil && confirmableFrom <= now }
}

extension RequestRecord {
    /// The steps that may be taken from where it stands.
    public var steps: [RequestStep.Kind] {
        guard let erasure else { return state.steps }
        guard erasure.confirmedIn == nil else { return [] }
        return state.steps.filter { $0 != .erasureProposed } + [.erasureConfirmed, .erasureCancelled]
    }

    mutating func confirmErasure(_ context: FoldContext) throws(Refusal) {
        guard let erasure else { throw .forbiddenTransition }
        try context.requireAnother(than: erasure.by)
        try context.requireSeen(erasure.standing)
        guard context.second >= erasure.confirmableFrom else { throw .coolingOff }
        self.erasure?.confirmed = context.standing
    }
}

extension RequestState {
    /// Whether nothing is open any more: what is kept of it now is kept for no work.
    public var isClosed: Bool {
        switch self {
        case .informationGiven, .declined, .referredOut, .linkedDuplicate, .lapsed: true
        case .received, .opened, .inTriage, .awaitingSource, .accepted, .referralOffered, .quarantined: false
        }
    }
}
