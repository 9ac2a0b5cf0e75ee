// SPDX-License-Identifier: AGPL-3.0-or-later

extension CaseworkPart {
    /// What still stands in the way of a move that the table of states allows: empty where nothing does.
    public func obstacles(to next: CaseState) -> [Refusal] {
        guard let lifecycle else { return [.caseNotRegistered] }
        switch (lifecycle.state, next) {
        case (.registered, .assessment): return scheduleObstacles(lifecycle)
        case (_, .planning):
            return [
                risk.current(after: lifecycle.reopenedIn) == nil ? .riskNotAssessed : nil,
                risk.needs == nil ? .needsNotRecorded : nil,
                risk.wishes == nil ? .wishesNotRecorded : nil,
            ].compactMap(\.self)
        case (.planning, .active):
            return [
                plan?.approval == nil ? .planNotApproved : nil,
                plan?.agreement == nil ? .personHasNotAgreed : nil,
            ].compactMap(\.self)
        case (_, .closed), (_, .transferred):
            return [
                standing(.closing).isEmpty ? nil : .holdStands,
                incidents.contains(where: \.isOpen) ? .incidentOpen : nil,
                // Who has it then is somebody outside.
                next == .transferred && lifecycle.isPaused ? .pauseStands : nil,
            ].compactMap(\.self)
        case (_, .erased): return againstErasing.compactMap(\.refusal)
        default: return []
        }
    }

    private func scheduleObstacles(_ lifecycle: LifecycleRecord) -> [Refusal] {
        if risk.current != nil { return [] }
        guard let scheduled = risk.scheduledFor else { return [.assessmentNotScheduled] }
        let latest = lifecycle.registeredAt.addingOrMax(lifecycle.danger.assessmentWithin)
        return scheduled <= latest ? [] : [.scheduledTooLate]
    }

    mutating func apply(_ event: LifecycleEvent, _ context: FoldContext) throws(Refusal) {
        if case .noted(let text) = event, lifecycle != nil {
            guard !text.isBlank else { throw .textMissing }
            // Where they stand: held twice, they would be copied for every note.
            lifecycle?.notes.append(.init(text: text, by: context.author, at: context.second))
            return
        }
        guard var next = lifecycle else { throw .caseNotRegistered }
        switch event {
        case .registered: throw .caseAlreadyRegistered
        case .assigned(let owner, let deputy, let reason, let replaces):
            guard !reason.isBlank else { throw .reasonMissing }
            try context.requirePair(owner, deputy)
            try next.carry(.init(owner: owner, deputy: deputy), replaces: replaces, context)
            // A plan is in force on the word of somebody who does not own the case.
            dropApprovals(by: owner)
        case .dangerRated(let danger, _, let replaces):
            guard danger != .notSaid else { throw .dangerNotRated }
            try next.ratings.add(danger, replaces: replaces, context)
        case .noted: return
        case .moved(let state, let reason, let note):
            try move(&next, to: state, reason: reason, note: note, context)
        case .closingProposed(let reason, let note):
            try next.require(.proposeClosing)
            next.closure = .init(.init(reason: reason, note: note), context)
            next.enter(.closing, note: note, context)
        case .closingConfirmed: try confirmClosing(&next, context)
        case .transferOffered(let organisation, let consent):
            try next.require(.offerTransfer)
            guard !next.isPaused else { throw .pauseStands }
            guard !organisation.isBlank, !consent.isBlank else { throw .consentMissing }
            next.transfer = .init(
                organisation: organisation, consent: consent, by: context.author, receipt: nil,
                standing: context.standing)
            next.enter(.transferOffered, note: organisation, context)
        case .transferAccepted(let receipt):
            try next.require(.acceptTransfer)
            if let offer = next.transfer {
                try context.requireAnother(than: offer.by)
                try context.requireSeen(offer.standing)
            }
            guard !receipt.isBlank else { throw .receiptMissing }
            if let obstacle = obstacles(to: .transferred).first { throw obstacle }
            next.transfer?.receipt = receipt
            next.enter(.transferred, note: receipt, context)
        case .erasureRequested(let reason):
            try next.require(.requestErasure)
            guard !reason.isBlank else { throw .reasonMissing }
            next.erasure = .init(reason, context)
            next.erasureNotBefore = lastSaid.last { $0.by != context.author }?.at ?? 0
            next.enter(.erasurePending, note: reason, context)
        case .erasureConfirmed: try confirmErasure(&next, context)
        case .erasureCancelled(let reason):
            // Whoever had not heard that a second person agreed cancels whenever their word comes.
            let isUnheard = next.state == .erased && next.state(seenFrom: context.standing) == .erasurePending
            guard isUnheard || next.acts(at: context.second).contains(.cancelErasure) else {
                throw next.state == .erased ? .caseErased : .forbiddenTransition
            }
            guard !reason.isBlank else { throw .reasonMissing }
            next.enter(next.erasedFrom ?? .closed, note: reason, context)
        case .erasureOvertaken:
            // Two desks that see the same message say it both.
            guard next.state != .erasurePending else { return }
            guard next.state == .erased else { throw .forbiddenTransition }
            next.enter(.erasurePending, note: "", context)
        case .takingUpProposed, .takenUp: try apply(takingUp: event, &next, context)
        }
        lifecycle = next
    }

    private mutating func move(
        _ next: inout LifecycleRecord, to state: CaseState, reason: MoveReason?, note: String, _ context: FoldContext
    ) throws(Refusal) {
        // Whoever goes on with a case and had not heard of its end goes on.
        let known = next.state(seenFrom: context.standing)
        // Whoever stops a case stops it, whatever colleagues did of which they had not heard: that it was stopped already, for another reason, too.
        let isStop =
            state == .paused && next.lastStep(heardOfFrom: context.standing).successors.contains(.paused)
        guard next.state.successors.contains(state) || known.successors.contains(state) || isStop else {
            throw .forbiddenTransition
        }
        if let reason {
            guard state.moveReasons.contains(reason) else { throw .reasonNotExpected }
        } else {
            guard state.moveReasons.isEmpty else { throw .reasonMissing }
        }
        if let obstacle = obstacles(to: state).first { throw obstacle }
        if state == .active, known.isTakenUpToWork, let pause = next.pause {
            guard pause.isOf(context.author) else {
                return try proposeTakingUp(&next, from: known, note: note, context)
            }
            next.pause = nil
        }
        if state == .paused { next.lay(aside: PauseRecord.Word(note, reason: reason, context)) }
        if next.state == .review, state == .active {
            guard let nextReview, nextReview > context.second else { throw .reviewNotScheduled }
        }
        if state == .reopened {
            next.reopenedIn = context.sequence
            next.closure = nil
            // Approved and agreed to for a life that has gone on since.
            lapsePlans()
        }
        if known == .closing || next.state == .closing { next.closure = nil }
        next.enter(state, reason: reason, note: note, isTakingBack: known != next.state, context)
    }

    private func confirmClosing(_ next: inout LifecycleRecord, _ context: FoldContext) throws(Refusal) {
        try next.require(.confirmClosing)
        guard let closure = next.closure else { throw .secondPersonNeeded }
        try context.requireAnother(than: closure.by)
        try context.requireSeen(closure.standing)
        if let obstacle = obstacles(to: .closed).first { throw obstacle }
        guard onClosing.isKnown(to: context.standing) else { throw .notAllSeen }
        next.enter(.closed, note: closure.content.note, context)
    }

    private func confirmErasure(_ next: inout LifecycleRecord, _ context: FoldContext) throws(Refusal) {
        try next.require(.confirmErasure)
        guard let erasure = next.erasure else { throw .secondPersonNeeded }
        try context.requireAnother(than: erasure.by)
        try context.requireSeen(erasure.standing)
        let against = next.awaited(at: context.second, hearing: true) + againstErasing
        if let refusal = against.compactMap(\.refusal).first { throw refusal }
        guard onErasure.isKnown(to: context.standing) else { throw .notAllSeen }
        next.enter(.erased, note: "", context)
    }
}

extension LifecycleRecord {
    fileprivate mutating func lay(aside word: PauseRecord.Word) {
        if pause == nil { pause = PauseRecord(word) } else { pause?.add(word) }
    }

    fileprivate func require(_ act: CaseAct) throws(Refusal) {
        guard state.acts.contains(act) else { throw .forbiddenTransition }
    }
}
