// SPDX-License-Identifier: AGPL-3.0-or-later

extension PartContent {
    /// The days that stand in this part.
    func deadlines(on day: Day) -> [Deadline] {
        switch self {
        case .casework(let part): part.deadlines + part.consent.deadlines(on: day)
        case .legal(let part): part.deadlines(on: day)
        case .evidence(let part): part.deadlines
        case .whereabouts(let part): part.deadlines(on: day)
        case .identity(let part): part.tasks.deadlines
        case .conversation: []
        }
    }

    /// What presses in this part on `day`, or will from a moment on.
    func calls(on day: Day) -> [Call] {
        switch self {
        case .casework(let part):
            part.calls + part.consent.calls(on: day) + part.witnessCalls(on: day) + part.endCalls(on: day)
        case .evidence(let part): part.calls(on: day)
        case .identity(let part): part.calls
        case .whereabouts(let part): part.calls(on: day)
        case .legal(let part): part.calls(on: day)
        case .conversation: []
        }
    }
}

extension [TaskRecord] {
    /// Of those that are still to be done.
    fileprivate var deadlines: [Deadline] {
        filter(\.isOpen).map {
            // A reminder is set when it is time, and is seen from then on.
            let notice = $0.template == .counselDate ? UInt64(Escalation.counselNotice) * 86_400 : Today.nearWithin
            return Deadline(.task($0.id), due: $0.due, for: .people($0.people), notice: notice)
        }
    }
}

extension [TaskRecord] {
    /// What colleagues gave or put off apart. Everybody who can read it is told: each of them knows one half.
    fileprivate var calls: [Call] {
        filter(\.isApart).map { task in
            let since = (task.given.standing.map(\.at) + task.putOff.standing.map(\.at)).max()
            return Call(.taskTwice(task.id), since: since, for: .holders)
        }
    }
}

extension IdentityPart {
    fileprivate var calls: [Call] {
        let kinds = Set(contested.map(\.kind)).union(doubled)
        return tasks.calls + exposures.filter(\.isContested).map { Call(.exposureContested($0.id), since: $0.foundAt) }
            + IdentityFactKind.allCases.filter(kinds.contains).map { Call(.identityContested($0), since: nil) }
    }
}

extension CaseworkPart {
    /// The next look at the danger that was set for a day: the earlier of the first look and of the one that the last look asked for. A day
    /// set for the next look takes nothing off the one that the last look asked for.
    private var nextLook: (pending: Pending, due: UInt64)? {
        [
            risk.scheduledFor.map { (Pending.assessment, $0) },
            risk.current.map { (Pending.reassessment, $0.assessment.reassessBy) },
        ].compactMap(\.self).min { $0.1 < $1.1 }
    }

    /// Open tasks that a look at the danger ends.
    private var looks: [TaskRecord] {
        tasks.filter { $0.isOpen && ($0.template == .riskAssessment || $0.template == .reassessRisk) }
    }

    /// The look at the danger that has a day and no task that is due as early: to be told of it once is enough. In seconds since 1970.
    public var lookDue: (pending: Pending, due: UInt64)? {
        nextLook.flatMap { look in looks.contains { $0.due <= look.due } ? nil : look }
    }

    /// Open tasks but those that ask the same people for the look that ``lookDue`` asks for, later.
    public var tasksDue: [TaskRecord] {
        let open = tasks.filter(\.isOpen)
        guard let lifecycle, lifecycle.state.isOpen, let lookDue else { return open }
        let said = Set(
            looks.filter { $0.due > lookDue.due && lifecycle.everybodyCarrying.isSuperset(of: $0.people) }.map(\.id))
        return open.filter { !said.contains($0.id) }
    }

    /// What is due in an open case, and the tasks that were promised in any.
    fileprivate var deadlines: [Deadline] {
        let promised = tasksDue.deadlines
        guard let lifecycle, lifecycle.state.isOpen else { return promised }
        let look = lookDue.map { Deadline($0.pending, due: $0.due) }
        let review = nextReview.map { Deadline(.review, due: $0) }
        return promised + [look, review].compactMap(\.self)
    }

    /// What has gone wrong, and what waits for a second person.
    fileprivate var calls: [Call] {
        guard let lifecycle, lifecycle.state != .erased else { return [] }
        var calls = incidents.filter(\.isOpen).map { Call(.incident($0.id), isUrgent: true, since: $0.opened.at) }
        calls += tasks.calls
        if lifecycle.state.isOpen {
            if risk.level == .imminent, let current = risk.current {
                calls.append(Call(.imminentDanger, isUrgent: true, since: current.at))
            }
            // Until somebody judges anew, the gravest counts: it does so silently, so somebody has to look.
            if risk.assessed.standing.count > 1 {
                calls.append(Call(.riskTwice, since: risk.assessed.standing.map(\.at).max()))
            }
            if lifecycle.ratings.standing.count > 1 {
                calls.append(Call(.dangerTwice, since: lifecycle.ratings.standing.map(\.at).max()))
            }
            // Each thinks that it is the other's.
            if lifecycle.carriers.standing.count > 1 {
                calls.append(Call(.carriersTwice, since: lifecycle.carriers.standing.map(\.at).max()))
            }
            if reviews.isApart {
                calls.append(Call(.reviewTwice, since: reviews.standing.map(\.at).max(), for: .holders))
            }
            if risk.scheduled.isApart {
                calls.append(Call(.assessmentTwice, since: risk.scheduled.standing.map(\.at).max(), for: .holders))
            }
            for plan in plansStanding where plan.approval == nil {
                calls.append(
                    Call(
                        .planToApprove(plan.id), since: plan.proposedAt,
                        for: .othersThan([plan.proposedBy] + lifecycle.everybodyOwning)))
            }
        }
        for hold in holds where hold.lifted == nil {
            guard let lifting = hold.lifting else { continue }
            calls.append(Call(.liftingToConfirm(hold.id), since: lifting.at, for: .othersThan([lifting.by])))
        }
        if lifecycle.isPaused, let pause = lifecycle.pause {
            // Also whoever laid it aside: they know why.
            calls += pause.proposals.map {
                Call(.takingUpToConfirm($0.entry), since: $0.at, for: .othersThan([$0.by]))
            }
        }
        if lifecycle.state == .closing, let closure = lifecycle.closure {
            calls.append(Call(.closingToConfirm, since: closure.at, for: .othersThan([closure.by])))
        }
        return calls
    }
}

extension ConsentLedger {
    fileprivate func deadlines(on day: Day) -> [Deadline] {
        records.filter { $0.state(on: day).isInForce || $0.state(on: day) == .deferred }.flatMap { record in
            [
                record.evidence?.reviewOn.map { Deadline(.consentReview(record.id), by: $0) },
                record.expires.map { Deadline(.consentEnds(record.id), by: $0.adding(days: -1), noticeDays: 30) },
            ].compactMap(\.self)
        }
    }

    fileprivate func calls(on day: Day) -> [Call] {
        let answered = records.compactMap { record in
            // While everything is frozen nobody is called to judge what then does not count.
            (standstill == nil ? record.pending : nil).map {
                Call(.consentToJudge(record.id), since: $0.takenAt, for: .othersThan([record.explainedBy]))
            }
        }
        let wondering = records.compactMap { record in
            (standstill == nil ? record.openQuestion(on: day) : nil).map {
                Call(.consentToJudge(record.id), since: $0.at, for: .othersThan([record.explainedBy]))
            }
        }
        let lost = records.compactMap { record in
            uncounted(of: record).map { Call(.answerUncounted(record.id), since: $0.recordedAt) }
        }
        let unanswered = records.flatMap { record in
            record.openRecalls.map { Call(.recallToAnswer(record.id, $0.bag), since: $0.sentAt) }
        }
        return answered + wondering + lost + unanswered
            + overrides.compactMap { override in
                guard override.secondedBy != nil else {
                    guard override.ended == nil else { return nil }
                    return Call(.overrideToConfirm(override.id), since: nil, for: .othersThan([override.proposedBy]))
                }
                return override.toldOn == nil ? Call(.overrideUntold(override.id), since: nil) : nil
            }
    }
}

extension CaseworkPart {
    /// That an end of the case does not stand: everybody who can read it may think that it does. Until somebody confirms it anew or goes on;
    /// where somebody went on already, as long as what did not count is told.
    fileprivate func endCalls(on day: Day) -> [Call] {
        guard let change = lifecycle?.takenBack else { return [] }
        let isWaiting = [.closing, .erasurePending].contains(change.to)
        guard isWaiting || Day(at: change.at).adding(days: Matter.refusalDays) >= day else { return [] }
        return [Call(.endTakenBack(change.entry), since: change.at, for: .holders)]
    }

    /// What witnesses are asked in an open case, and what they deny in any: that something was made up is for everybody who can read it.
    fileprivate func witnessCalls(on day: Day) -> [Call] {
        guard let lifecycle, lifecycle.state != .erased else { return [] }
        return consent.records.filter { $0.asksWitnesses(on: day) }.flatMap { record in
            let asked = lifecycle.state.isOpen ? record.witnessings.filter(\.isOpen) : []
            return asked.map {
                Call(.witnessToConfirm(record.id, $0.answer), since: $0.recordedAt, for: .themselves([$0.witness]))
            }
                + record.openDenials.map {
                    Call(.witnessDenied(record.id, $0.entry), isUrgent: true, since: $0.at, for: .holders)
                }
        }
    }
}

extension LegalPart {
    /// How many days before the end of the person's own limit nothing else should come first.
    private static let lastDays = 3

    fileprivate func deadlines(on day: Day) -> [Deadline] {
        matters.flatMap { matter in
            matter.clocks(on: day).compactMap { clock in
                guard let urgency = clock.urgency(on: day) else { return nil }
                // A limit of the person's that is missed may have cost them their stay: what waits for hours comes behind it.
                let isUrgent = clock.duty == .person && clock.due.number - day.number <= LegalPart.lastDays
                return Deadline(
                    .clock(matter.id, clock.reference), by: clock.due, for: .holders,
                    noticeDays: urgency >= .near ? 366 : 0, isUrgent: isUrgent)
            }
        }
    }

    fileprivate func calls(on day: Day) -> [Call] {
        matters.filter { $0.lacksAppealDate(on: day) }.map {
            Call(.appealUndated($0.id), isUrgent: true, since: $0.stages.last?.on.firstSecond, for: .holders)
        }
    }
}

extension EvidencePart {
    fileprivate var deadlines: [Deadline] {
        claims.compactMap { claim in
            guard let by = claim.conclusion?.recheckBy, claim.state.successors.contains(.recheckDue) else { return nil }
            return Deadline(.recheck(claim.id), by: by)
        }
    }

    /// What stands against what people said, and what waits for a second person.
    fileprivate func calls(on day: Day) -> [Call] {
        shakenAttestations(on: day).map { Call(.attestationShaken($0.id), isUrgent: true, since: $0.proposedAt) }
            + withholdings.filter(\.isOpen).map {
                Call(.withholding($0.id), isUrgent: $0.state == .established, since: $0.notedAt)
            }
            + openContradictions.map { Call(.contradiction($0.id), since: $0.notedAt) }
            + findings
            + attestations.filter { $0.state == .proposed }.map {
                Call(.attestationToConfirm($0.id), since: $0.proposedAt, for: .othersThan([$0.proposedBy]))
            }
            + claims.compactMap { claim in
                guard !claim.checkers.isEmpty, claim.proposal == nil, claim.state.isAssignable else { return nil }
                return Call(.check(claim.id), since: claim.assertedAt, for: .people(claim.checkers))
            }
            // Each thinks that it is theirs alone; whoever gave it to one of them thinks so too.
            + claims.filter(\.isAssignedApart).map {
                Call(.checkTwice($0.id), since: $0.assignments.standing.map(\.at).max(), for: .holders)
            }
            + claims.filter(\.findingsDiffer).map {
                Call(.findingsDiffer($0.id), since: $0.findingsBeside.map(\.at).max(), for: .holders)
            }
            + claims.compactMap { claim in
                claim.proposal.map {
                    Call(.deceptionToConfirm(claim.id), since: claim.assertedAt, for: .othersThan([$0.by]))
                }
            }
    }
}

extension EvidencePart {
    /// What a check found and somebody has to act on.
    fileprivate var findings: [Call] {
        claims.compactMap { claim -> Call? in
            switch claim.state {
            case .contradicted: Call(.claimContradicted(claim.id), since: claim.assertedAt)
            case .deceptive: Call(.deception(claim.id), isUrgent: true, since: claim.assertedAt)
            default: nil
            }
        }
    }
}

extension WhereaboutsPart {
    fileprivate func deadlines(on day: Day) -> [Deadline] {
        current(on: day).map { Deadline(.placeEnds($0.id), by: $0.validTo, noticeDays: 1) }
    }

    fileprivate func calls(on day: Day) -> [Call] {
        contested(on: day).map { Call(.placesContested($0), since: nil) }
    }
}
