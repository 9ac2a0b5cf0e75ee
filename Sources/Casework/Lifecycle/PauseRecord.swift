// SPDX-License-Identifier: AGPL-3.0-or-later

/// That a case was laid aside: by whom, why, and who would take it up again. It stands until that has happened, whatever else becomes of the case: whoever
/// laid it aside takes it up alone, of others it takes two (docs/decisions/0098).
public struct PauseRecord: Hashable, Sendable, Confidential {
    /// What one colleague said, to lay it aside or to take it up again.
    public struct Word: Hashable, Sendable, Confidential {
        /// The entry that says it.
        public let entry: ID<Entry>
        public let by: ID<Member>
        /// Seconds since 1970, by the author's clock.
        public let at: UInt64
        /// Why it was laid aside; nil of whoever would take it up.
        public let reason: MoveReason?
        public let text: String
        /// Its place in the ledger, and what its author had seen.
        let standing: Standing

        init(_ text: String, reason: MoveReason? = nil, _ context: FoldContext) {
            entry = context.entry.id
            by = context.author
            at = context.second
            self.reason = reason
            self.text = text
            standing = context.standing
        }
    }

    /// Who laid it aside, and why. More than one where colleagues did who had not heard of each other, or where it was laid aside again.
    public private(set) var words: [Word]
    private var proposed: [Word] = []

    init(_ word: Word) { words = [word] }

    /// Who would take it up again and knew of everything for which it was laid aside.
    public var proposals: [Word] { proposed.filter { words.areSeen(from: $0.standing) } }

    /// Whether nobody but the member laid it aside: it is their own word.
    public func isOf(_ member: ID<Member>) -> Bool { words.allSatisfy { $0.by == member } }

    /// Whether it is taken up where the member says so: they laid it aside, or somebody else has proposed it.
    public func mayBeTakenUp(by member: ID<Member>) -> Bool {
        isOf(member) || proposals.contains { $0.by != member }
    }

    /// Whether the member is the first of the two where they say that it should be taken up.
    public func mayBeProposed(by member: ID<Member>) -> Bool { !isOf(member) && proposals.isEmpty }

    mutating func add(_ word: Word) { words.append(word) }

    /// Two who say so apart both stand as the first: each of them thinks that somebody else looks.
    mutating func propose(_ word: Word) throws(Refusal) {
        guard !proposals.contains(where: { $0.by == word.by }) else { throw .secondPersonNeeded }
        proposed.append(word)
    }

    /// The second agrees to what they saw, over everything for which it was laid aside.
    func requireTakingUp(by context: FoldContext) throws(Refusal) {
        if isOf(context.author) { return }
        guard words.areSeen(from: context.standing) else { throw .notAllSeen }
        let others = proposals.filter { $0.by != context.author }
        guard !others.isEmpty else { throw .secondPersonNeeded }
        guard others.contains(where: { context.standing.knew($0.standing) }) else { throw .noSuchProposal }
    }
}

extension PauseRecord.Word: Placed {}

extension LifecycleRecord {
    /// Whether it is laid aside, and nobody has taken it up again: nothing leaves. A case that was laid aside, closed and reopened still is.
    public var isPaused: Bool { pause != nil && state.isOpen }

    /// The states that a plain move leads to: what was laid aside goes on by an act of its own.
    public var successors: [CaseState] {
        isPaused && state.isTakenUpToWork ? state.successors.filter { $0 != .active } : state.successors
    }
}

extension CaseState {
    /// Whether a case that stands so goes back to work where it is taken up. From elsewhere it goes on where it is.
    public var isTakenUpToWork: Bool { self == .paused || self == .closing }
}

extension CaseworkPart {
    mutating func apply(
        takingUp event: LifecycleEvent, _ next: inout LifecycleRecord, _ context: FoldContext
    ) throws(Refusal) {
        let known = next.state(seenFrom: context.standing)
        guard let pause = next.pause, known.isOpen || next.state.isOpen else { throw .forbiddenTransition }
        switch event {
        case .takingUpProposed(let reason):
            guard !reason.isBlank else { throw .reasonMissing }
            try next.pause?.propose(PauseRecord.Word(reason, context))
        case .takenUp(let note):
            try pause.requireTakingUp(by: context)
            // Nobody else asks them what has changed.
            guard !pause.isOf(context.author) || !note.isBlank else { throw .reasonMissing }
            next.pause = nil
            guard known.isTakenUpToWork || next.state.isTakenUpToWork else { return }
            next.closure = nil
            next.enter(.active, note: note, isTakingBack: known != next.state, context)
        default: throw .forbiddenTransition
        }
    }

    /// A plain move onward, as desks wrote before it took two: of somebody who did not lay the case aside it is the first of the two words. Whoever so goes on
    /// with a case that was about to be closed, or was closed without their having heard of it, has it laid aside and not closed.
    func proposeTakingUp(
        _ next: inout LifecycleRecord, from known: CaseState, note: String, _ context: FoldContext
    ) throws(Refusal) {
        try next.pause?.propose(PauseRecord.Word(note, context))
        guard next.state != .paused else { return }
        next.closure = nil
        next.enter(.paused, note: note, isTakingBack: known != next.state, context)
    }
}
