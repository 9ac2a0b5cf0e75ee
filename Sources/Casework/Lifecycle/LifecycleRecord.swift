// SPDX-License-Identifier: AGPL-3.0-or-later

/// Where a case stands and how it came there.
public struct LifecycleRecord: Sendable, Equatable, Confidential {
    /// One step of the way.
    public struct Change: Hashable, Sendable, Confidential {
        public let from: CaseState
        public let to: CaseState
        public let reason: MoveReason?
        public let note: String
        public let by: ID<Member>
        /// Seconds since 1970, by the author's clock.
        public let at: UInt64
        public let entry: ID<Entry>
        /// Nobody decided it: whoever wrote the entry had not heard that the case had ended, and so it had not.
        public let isTakingBack: Bool
        /// What whoever wrote it had seen.
        let standing: Standing
    }

    /// What one person proposed, for another to agree to.
    public struct Proposal<Content: Hashable & Sendable>: Hashable, Sendable, Confidential {
        public let content: Content
        public let by: ID<Member>
        /// Seconds since 1970, by the author's clock.
        public let at: UInt64
        /// Its place in the ledger: whoever agrees has seen it.
        let standing: Standing

        init(_ content: Content, _ context: FoldContext) {
            self.content = content
            by = context.author
            at = context.second
            standing = context.standing
        }
    }

    /// What a colleague wrote for those who carry the case.
    public struct Note: Hashable, Sendable, Confidential {
        public let text: String
        public let by: ID<Member>
        /// Seconds since 1970, by the author's clock.
        public let at: UInt64
    }

    public struct Closure: Hashable, Sendable, Confidential {
        public let reason: ClosureReason
        public let note: String
    }

    public struct Transfer: Hashable, Sendable, Confidential {
        public let organisation: String
        public let consent: String
        /// Who offered it: another records that it was accepted.
        public let by: ID<Member>
        public internal(set) var receipt: String?
        /// Its place in the ledger: whoever writes down the receipt has seen it.
        let standing: Standing
    }

    /// The request that the case came from.
    public let request: ID<Request>?
    /// Seconds since 1970, by the registering clock.
    public let registeredAt: UInt64
    public internal(set) var state: CaseState = .registered
    /// Who carries it, as far as nothing has taken their place: one pair in ordinary work, several after colleagues who did not see
    /// each other's assignments, until a person decides.
    public private(set) var carriers: Judgements<Carriers>
    /// Who carried it from the registration on.
    private let first: Carriers
    /// Who owned it, by the assignments that stood, with the place in the ledger from which on.
    private var owners: [Owning]
    /// The organisation's own ratings.
    public internal(set) var ratings: Judgements<DangerRating>
    public internal(set) var changes: [Change] = []
    public internal(set) var notes: [Note] = []
    /// Since when it stands where it stands, in seconds since 1970.
    public internal(set) var since: UInt64
    /// The place in the ledger of the entry that brought it there.
    private(set) var enteredIn: UInt64
    /// Set while the case is closing, and kept when it is closed.
    public internal(set) var closure: Proposal<Closure>?
    /// The transfer that was offered last.
    public internal(set) var transfer: Transfer?
    /// Set while erasure is pending.
    public internal(set) var erasure: Proposal<String>?
    /// The place in the ledger where the case was last reopened: what was assessed and planned before is history.
    var reopenedIn: UInt64?
    /// Set from the moment when it was laid aside until it is taken up again.
    public internal(set) var pause: PauseRecord?

    /// Who answers for it. Of assignments that stand side by side the later one counts until a person decides.
    public var owner: ID<Member> { carrying.owner }
    public var deputy: ID<Member> { carrying.deputy }

    /// Everybody who is to carry it by an assignment that stands: nothing is overlooked because two think that it is the other's.
    public var everybodyCarrying: Set<ID<Member>> {
        Set(carriers.standing.flatMap { [$0.value.owner, $0.value.deputy] })
    }

    /// Everybody who owns it by an assignment that stands.
    var everybodyOwning: [ID<Member>] { carriers.standing.map(\.value.owner) }

    /// Whether the member owns it by an assignment that stands.
    public func isOwned(by member: ID<Member>) -> Bool { carriers.standing.contains { $0.value.owner == member } }

    private var carrying: Carriers { carriers.standing.last?.value ?? first }

    /// The organisation's own rating: the gravest of those that stand.
    public var danger: DangerRating { ratings.standing.map(\.value).max() ?? .notSaid }

    /// How long after the request for erasure it may be confirmed, in seconds: fourteen days.
    public static let coolingOff: UInt64 = 14 * 86_400

    /// What the clock of the last colleague who had written here before the erasure was requested said then.
    var erasureNotBefore: UInt64 = 0

    /// From when on another person may confirm the erasure, in seconds since 1970: after fourteen days by the clock of whoever requested
    /// it. Where that clock was behind what a colleague's had said before, it was wrong, and the colleague's counts.
    public var erasableFrom: UInt64? {
        erasure.map { max($0.at, erasureNotBefore).addingOrMax(Self.coolingOff) }
    }

    /// How long after the confirmation desks wait before they destroy, in seconds: two days, in which colleagues who were offline can
    /// be heard.
    public static let hearing: UInt64 = 2 * 86_400

    /// How long after the confirmation a desk that cannot read what the person writes waits for one that can, in seconds: fourteen days.
    public static let hearingOthers: UInt64 = 14 * 86_400

    /// The steps after which nobody works on it any more, since somebody last did, in ledger order.
    private(set) var endings: [Ending] = []

    /// Set while it stands where it does because an end was taken back.
    private var takingBack: TakingBack?

    /// Where the case stood for whoever spoke from there.
    func state(seenFrom standing: Standing) -> CaseState {
        if let takingBack, !standing.knew(takingBack.standing) { return takingBack.state(seenFrom: standing) }
        return endings.state(seenFrom: standing) ?? state
    }

    /// The last step that whoever spoke from there had heard of.
    func lastStep(heardOfFrom standing: Standing) -> CaseState {
        changes.last { standing.knew($0.standing) }?.to ?? .registered
    }

    /// Where the case stood when its erasure was requested; nil where it was not.
    public var erasedFrom: CaseState? { endings.erasedFrom }

    /// The step by which an end was taken back, for somebody had written who had not heard of it; nil once the case moved on.
    public var takenBack: Change? { changes.last.flatMap { $0.isTakingBack ? $0 : nil } }

    /// From when on desks destroy the keys, in seconds since 1970; nil while nobody has confirmed it.
    public var destroyedFrom: UInt64? { destroyed(after: Self.hearing) }

    /// From when on desks do so that cannot read what the person writes, where none that can has signed; the same where the case came from
    /// no request, and nobody outside writes.
    public var destroyedUnheardFrom: UInt64? { destroyed(after: request == nil ? Self.hearing : Self.hearingOthers) }

    private func destroyed(after wait: UInt64) -> UInt64? {
        guard state == .erased, let erasableFrom else { return nil }
        return max(erasableFrom, since).addingOrMax(wait)
    }

    /// Whether every desk may destroy the keys whose own clock says `now`, in seconds since 1970: a second person confirmed it, and the days
    /// in which it can be taken back are over by this clock too.
    public func isErasable(at now: UInt64) -> Bool { destroyedUnheardFrom.map { $0 <= now } ?? false }

    /// What may be done where it stands, by a clock that says `now`, in seconds since 1970: an erasure that another clock has confirmed
    /// too early can still be cancelled.
    public func acts(at now: UInt64) -> [CaseAct] {
        if state == .erased && !isErasable(at: now) { return [.cancelErasure] }
        guard isPaused else { return state.acts }
        return state.acts.filter { $0 != .offerTransfer && !CaseAct.takingUp.contains($0) } + CaseAct.takingUp
    }

    init(_ registration: Registration, _ context: FoldContext) {
        request = registration.request
        registeredAt = context.second
        first = Carriers(owner: registration.owner, deputy: registration.deputy)
        carriers = Judgements(Judgement(first, context))
        owners = [Owning(members: [registration.owner], since: context.sequence)]
        ratings = Judgements(Judgement(registration.danger, context))
        since = context.second
        enteredIn = context.sequence
    }

    /// Whether the member owned it just before this place in the ledger, by an assignment that stood.
    func wasOwned(by member: ID<Member>, before sequence: UInt64) -> Bool {
        owners.last { $0.since < sequence }?.members.contains(member) ?? false
    }

    mutating func carry(
        _ carriers: Carriers, replaces: [ID<Entry>], _ context: FoldContext
    ) throws(Refusal) {
        try self.carriers.add(carriers, replaces: replaces, context)
        owners.append(Owning(members: Set(everybodyOwning), since: context.sequence))
    }

    private struct Owning: Hashable, Sendable {
        let members: Set<ID<Member>>
        let since: UInt64
    }

    mutating func enter(
        _ next: CaseState, reason: MoveReason? = nil, note: String, isTakingBack: Bool = false, _ context: FoldContext
    ) {
        changes.append(
            Change(
                from: state, to: next, reason: reason, note: note, by: context.author, at: context.second,
                entry: context.entry.id, isTakingBack: isTakingBack, standing: context.standing))
        if let place = endings.firstIndex(where: { $0.to == next }) {
            endings.removeSubrange((place + 1)...)
        } else if next.isOpen {
            endings = []
        } else {
            endings.append(Ending(from: state, to: next, standing: context.standing))
        }
        if next != .erasurePending, next != .erased { erasure = nil }
        takingBack = nil
        state = next
        since = context.second
        enteredIn = context.sequence
    }

    /// The case stands where it stood before that end.
    mutating func takeBack(_ ending: Ending, _ context: FoldContext) {
        let before = TakingBack(endings: endings, state: state, standing: context.standing)
        enter(ending.from, note: "", isTakingBack: true, context)
        takingBack = before
    }
}

extension UInt64 {
    /// The sum, or the greatest number where there is none: times come from other people's clocks.
    package func addingOrMax(_ other: UInt64) -> UInt64 {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? .max : sum
    }
}
