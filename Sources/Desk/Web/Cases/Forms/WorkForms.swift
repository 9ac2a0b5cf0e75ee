// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension CaseForm {
    /// How a case goes on: moves, two-person acts, who carries it.
    static let courseForms = [
        move, assignCase, rate, caseNote, proposeClosing, confirmClosing, offerTransfer, acceptTransfer, requestErasure,
        confirmErasure, cancelErasure, proposeTakingUp, takeUp,
    ]

    /// Only states that the table allows are offered; what stands in the way is said by the refusal.
    private static let move = CaseForm(
        "move", in: .casework, about: { $0.lifecycle?.successors.isEmpty == false && $0.isWhereShown },
        fields: { scene in
            let states = scene.lifecycle?.successors ?? []
            let reasons = MoveReason.allCases.filter { reason in states.contains { $0.moveReasons.contains(reason) } }
            return [
                .choice(
                    "to", of: CaseState.self, among: states, initial: states.count == 1 ? states.first : nil,
                    scene.words)
            ]
                + (reasons.isEmpty
                    ? []
                    : [.choice("move-reason", of: MoveReason.self, among: reasons, isRequired: false, scene.words)])
                + [.prose("note", rows: 2, isRequired: false)]
        },
        events: { answers, scene throws(FormProblem) in
            let state: CaseState = try answers.choice("to")
            let reason: MoveReason? = state.moveReasons.isEmpty ? nil : try answers.choice("move-reason")
            guard reason.map(state.moveReasons.contains) ?? true else {
                throw FormProblem(field: "move-reason", reason: "problem.other-step")
            }
            return [.lifecycle(.moved(to: state, reason: reason, note: answers.optionalProse("note")))]
                + scene.tasks(beginning: state)
        })

    private static let assignCase = CaseForm(
        "assign-case", in: .casework, about: { $0.lifecycle != nil },
        fields: { scene in
            [
                .choice("owner", scene.holders, initial: scene.lifecycle?.owner.hex, scene.words),
                .choice("deputy", scene.holders, initial: scene.lifecycle?.deputy.hex, scene.words),
                .prose("reason", rows: 2),
            ]
        },
        events: { answers, scene throws(FormProblem) in
            [
                .lifecycle(
                    .assigned(
                        owner: try answers.id("owner"), deputy: try answers.id("deputy"),
                        reason: try answers.prose("reason"), replaces: scene.seen))
            ]
        })

    private static let rate = CaseForm(
        "rate", in: .casework, about: { $0.lifecycle != nil },
        fields: { scene in
            [
                .choice(
                    "danger", of: DangerRating.self, among: DangerRating.allCases.filter { $0 != .notSaid },
                    initial: scene.lifecycle?.danger, scene.words),
                .prose("note", rows: 2, isRequired: false),
            ]
        },
        events: { answers, scene throws(FormProblem) in
            [
                .lifecycle(
                    .dangerRated(
                        try answers.choice("danger"), note: answers.optionalProse("note"), replaces: scene.seen))
            ]
        })

    private static let caseNote = CaseForm(
        "case-note", in: .casework, about: { $0.lifecycle != nil }, fields: { _ in [.prose("note-body", rows: 5)] },
        events: { answers, _ throws(FormProblem) in [.lifecycle(.noted(try answers.prose("note-body")))] })

    private static let proposeClosing = CaseForm(
        "propose-closing", in: .casework, isGrave: true, about: { $0.allows(.proposeClosing) },
        fields: { scene in
            [.choice("closure", of: ClosureReason.self, scene.words), .prose("note", rows: 3, isRequired: false)]
                + scene.despite(.closed)
        },
        context: { UnfinishedBlock.blocks($0.scene) },
        events: { answers, scene throws(FormProblem) in
            try scene.requireNothingUnfinished(answers, before: .closed)
            return [.lifecycle(.closingProposed(try answers.choice("closure"), note: answers.optionalProse("note")))]
                + scene.tasks(beginning: .closing)
        })

    private static let confirmClosing = CaseForm(
        "confirm-closing", in: .casework, isGrave: true, about: { $0.allows(.confirmClosing) },
        fields: { [.tick("agree", isRequired: true)] + $0.despite(.closed) },
        context: { UnfinishedBlock.blocks($0.scene) },
        events: { answers, scene throws(FormProblem) in
            try answers.requireTick("agree")
            try scene.requireNothingUnfinished(answers, before: .closed)
            return [.lifecycle(.closingConfirmed)] + scene.tasks(beginning: .closed)
        })

    /// Of whoever did not lay it aside: somebody else has to agree.
    private static let proposeTakingUp = CaseForm(
        "propose-taking-up", in: .casework,
        about: { scene in
            scene.allows(.proposeTakingUp) && scene.mine.map { scene.pause?.mayBeProposed(by: $0) == true } ?? false
        },
        fields: { _ in [.prose("reason", rows: 2)] },
        events: { answers, _ throws(FormProblem) in
            [.lifecycle(.takingUpProposed(reason: try answers.prose("reason")))]
        })

    /// Whoever laid it aside says what has changed; whoever agrees to that may.
    private static let takeUp = CaseForm(
        "take-up", in: .casework, isGrave: true,
        about: { scene in
            scene.allows(.takeUp) && scene.mine.map { scene.pause?.mayBeTakenUp(by: $0) == true } ?? false
        },
        fields: { [.prose("note", rows: 2, isRequired: $0.isPausedByMe), .tick("agree", isRequired: true)] },
        events: { answers, scene throws(FormProblem) in
            try answers.requireTick("agree")
            let note = scene.isPausedByMe ? try answers.prose("note") : answers.optionalProse("note")
            let isTakenUpToWork = scene.lifecycle?.state.isTakenUpToWork == true
            return [.lifecycle(.takenUp(note: note))] + (isTakenUpToWork ? scene.tasks(beginning: .active) : [])
        })

    private static let offerTransfer = CaseForm(
        "offer-transfer", in: .casework, about: { $0.allows(.offerTransfer) },
        fields: { _ in [.line("organisation"), .prose("how-consented", rows: 2)] },
        context: { [LastWords.block($0.scene)].compactMap(\.self) + consentContext($0) },
        stopped: { $0.scene.handoverStop },
        events: { answers, scene throws(FormProblem) in
            let organisation = try answers.line("organisation")
            guard scene.scene.person.mayBeHandedOver(to: organisation, on: scene.day) else {
                throw FormProblem(field: "organisation", reason: "problem.handover-consent")
            }
            return [.lifecycle(.transferOffered(to: organisation, consent: try answers.prose("how-consented")))]
                + scene.tasks(beginning: .transferOffered)
        })

    private static let acceptTransfer = CaseForm(
        "accept-transfer", in: .casework, isGrave: true, about: { $0.allows(.acceptTransfer) },
        fields: { [.prose("handover", rows: 2)] + $0.despite(.transferred) },
        context: {
            [LastWords.block($0.scene)].compactMap(\.self) + UnfinishedBlock.blocks($0.scene, leavingOut: \.isHandOver)
                + consentContext($0)
        },
        stopped: { scene in
            if let stop = scene.scene.handoverStop { return stop }
            let isAgreed = scene.lifecycle?.transfer.map {
                scene.scene.person.mayBeHandedOver(to: $0.organisation, on: scene.day)
            }
            return isAgreed == true ? nil : "problem.handover-consent"
        },
        events: { answers, scene throws(FormProblem) in
            try scene.requireNothingUnfinished(answers, before: .transferred)
            let receipt = try answers.prose("handover")
            return [.lifecycle(.transferAccepted(receipt: receipt))] + scene.handedOver(as: receipt)
                + scene.tasks(beginning: .transferred)
        })

    private static let requestErasure = CaseForm(
        "request-erasure", in: .casework, isGrave: true, about: { $0.allows(.requestErasure) },
        fields: { [.prose("reason", rows: 2)] + $0.despite(.erased) },
        context: { ErasureBlocks.blocks($0, isAsking: true) },
        events: { answers, scene throws(FormProblem) in
            try scene.requireNothingUnfinished(answers, before: .erased)
            return [.lifecycle(.erasureRequested(reason: try answers.prose("reason")))]
        })

    private static let confirmErasure = CaseForm(
        "confirm-erasure", in: .casework, isGrave: true, about: { $0.allows(.confirmErasure) },
        fields: { [.tick("agree-erasure", isRequired: true)] + $0.despite(.erased) },
        context: { ErasureBlocks.blocks($0) },
        stopped: { $0.againstAgreeing.isEmpty ? nil : "forms.against-erasing" },
        events: { answers, scene throws(FormProblem) in
            try answers.requireTick("agree-erasure")
            try scene.requireNothingUnfinished(answers, before: .erased)
            return [.lifecycle(.erasureConfirmed)]
        })

    private static let cancelErasure = CaseForm(
        "cancel-erasure", in: .casework, about: { $0.allows(.cancelErasure) },
        fields: { _ in [.prose("reason", rows: 2)] },
        events: { answers, scene throws(FormProblem) in
            let before = scene.lifecycle?.erasedFrom ?? .closed
            return [.lifecycle(.erasureCancelled(reason: try answers.prose("reason")))]
                + scene.tasks(beginning: before)
        })
}

extension FormScene {
    /// What the worker saw when they followed the link to the form, and what they write takes the place of: what another desk
    /// wrote meanwhile stays beside it.
    var seen: [ID<Entry>] { shown.entries }

    var lifecycle: LifecycleRecord? { part.casework?.lifecycle }

    fileprivate var pause: PauseRecord? { lifecycle?.pause }

    fileprivate var mine: ID<Member>? { scene.me }

    fileprivate var isPausedByMe: Bool { mine.map { pause?.isOf($0) == true } ?? false }

    /// What the stage begins with, said in the same act as the move to it. Nobody is given work who cannot read it any more.
    fileprivate func tasks(beginning state: CaseState) -> [CompartmentEvent] {
        guard let work = part.casework, let lifecycle = work.lifecycle else { return [] }
        let carriers = [lifecycle.owner, lifecycle.deputy]
        guard carriers.allSatisfy({ part.access.isHeld(by: $0) && scene.state.members[$0]?.isCurrent == true }) else {
            return []
        }
        return work.tasks(beginning: state, at: scene.now).map(CompartmentEvent.task)
    }

    /// A case is closed over what is not over only by whoever says that they have seen it.
    /// - Parameter end: what comes of the case.
    fileprivate func despite(_ end: CaseState) -> [FormField] {
        isFinished(before: end) ? [] : [.tick(Self.despite(end), isRequired: true)]
    }

    fileprivate func requireNothingUnfinished(_ answers: FormAnswers, before end: CaseState) throws(FormProblem) {
        guard !isFinished(before: end) else { return }
        try answers.requireTick(Self.despite(end))
    }

    private func isFinished(before end: CaseState) -> Bool {
        scene.person.unfinished(on: day).allSatisfy { end == .transferred && $0.isHandOver }
            && (end != .erased || scene.againstErasing.allSatisfy(\.isOfCourse))
    }

    private static func despite(_ end: CaseState) -> String {
        switch end {
        case .erased: "despite-erasure"
        case .transferred: "despite-transfer"
        default: "despite"
        }
    }

    /// Whether the case stands where the page showed it: nobody agrees to what was proposed anew meanwhile, or moves on from where
    /// they did not see it come.
    fileprivate var isWhereShown: Bool { lifecycle.map { seen == $0.lastStep } ?? false }

    fileprivate func allows(_ act: CaseAct) -> Bool {
        lifecycle?.acts(at: scene.now).contains(act) == true
            && seen == part.casework.map { scene.shown(before: act, in: $0) }
    }
}

extension LifecycleRecord {
    /// The entry that brought the case where it stands; none where it stands where it began.
    var lastStep: [ID<Entry>] { changes.suffix(1).map(\.entry) }
}

extension CaseScene {
    /// Why nothing of the case goes to another organisation now, whichever it is; nil where it may.
    fileprivate var handoverStop: String? {
        if holdsUnread { return "export.unread" }
        return switch known.releaseObstacle {
        case .onHold: "export.obstacle.on-hold"
        case .paused: "export.obstacle.paused"
        case .caseworkUnread: "export.obstacle.casework"
        case .erasurePending, .notOpen, .exclusion, nil: nil
        }
    }
}

extension FormScene {
    /// That the organisation has the case, as of any bag: what it got can be asked back.
    fileprivate func handedOver(as receipt: String) -> [CompartmentEvent] {
        guard let organisation = lifecycle?.transfer?.organisation else { return [] }
        let bag = HandedBag(
            id: newID(), recipient: .named(organisation, .otherOrganisation), purpose: .partnerService)
        let disclosure = Disclosure(
            what: words.text("handover.what"), toWhom: organisation, why: receipt, bag: bag)
        return [.access(.disclosed(disclosure))]
    }
}
