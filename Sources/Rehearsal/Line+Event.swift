// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import World

extension Line {
    /// The event, with the names that members and entries have in the ledger. `record`: the case so far, as its author sees it.
    func event(_ cast: Cast, in record: CaseRecord?) throws(PlayError) -> CompartmentEvent {
        switch self {
        case .event(let event): return event
        case .registered(let owner, let deputy, let danger):
            return .lifecycle(
                .registered(
                    Registration(
                        request: nil, owner: try cast.member(owner), deputy: try cast.member(deputy), danger: danger)))
        case .assigned(let owner, let deputy, let reason):
            return .lifecycle(
                .assigned(
                    owner: try cast.member(owner), deputy: try cast.member(deputy), reason: reason,
                    replaces: entries(record?.casework?.lifecycle?.carriers)))
        case .dangerRated(let danger, let note):
            return .lifecycle(
                .dangerRated(danger, note: note, replaces: entries(record?.casework?.lifecycle?.ratings)))
        case .riskAssessed, .needsRecorded, .wishesRecorded: return .risk(try riskEvent(record?.casework?.risk))
        case .planApproved, .planAgreed, .planTurnedDown: return .plan(try planEvent(record))
        case .taskSet, .taskAssigned, .taskPostponed, .taskDone, .taskDropped:
            return .task(try taskEvent(cast, record))
        case .holdLifted(let place, let note):
            return .hold(.lifted(hold: try found(record?.casework?.holds.at(place)).id, note: note))
        case .incidentNoted(let place, let text):
            return .incident(.noted(incident: try incident(place, record), text: text))
        case .incidentHandled(let place, let outcome):
            return .incident(.handled(incident: try incident(place, record), outcome: outcome))
        case .claimAssigned(let claim, let checker, let owner, let ceiling):
            return .claim(
                .assigned(
                    claim, checker: try cast.member(checker), caseOwner: try cast.member(owner), ceiling: ceiling,
                    replaces: entries(record?.evidence?.claim(claim)?.assignments)))
        case .deceptionSeconded(let claim):
            return .claim(.seconded(claim, proposal: try found(record?.evidence?.claim(claim)?.proposal).entry))
        case .deceptionNotSeconded(let claim, let reason):
            let proposal = try found(record?.evidence?.claim(claim)?.proposal).entry
            return .claim(.notSeconded(claim, proposal: proposal, reason: reason))
        case .attestationIssued(let id):
            return .attestation(.issued(id, proposal: try found(record?.evidence?.attestation(id)).proposal))
        case .statementOpened(var stated, let worker):
            stated.interviewer = .member(try cast.member(worker))
            return .statement(.opened(stated))
        case .consentAnswered(let id, let answer, var evidence, let witness):
            if let witness { evidence.secondWitness = try cast.member(witness) }
            return .consent(.answered(id, answer, evidence))
        case .overrideSeconded(let id):
            let override = record?.casework?.consent.overrides.first { $0.id == id }
            return .consent(.overrideSeconded(id, proposal: try found(override).proposal))
        case .consentWitnessed(let id, let word):
            let witnessing = record?.casework?.consent.record(id)?.witnessings.last
            return .consent(.witnessed(id, answer: try found(witnessing).answer, word, note: ""))
        case .consentJudged(let id, let finding, let note):
            let pending = try found(record?.casework?.consent.record(id)?.pending)
            return .consent(.judged(id, pending.message, finding, note: note))
        case .exposureDecided(let verdict, let reason):
            let hit = try found(record?.identity?.exposures.first(where: \.isOpen))
            return .exposure(.decided(exposure: hit.id, verdict, replaces: [], reason: reason))
        case .factCorrected, .factWithdrawn, .factDecided: return .identity(try identityEvent(record))
        case .stageUndone(let matter, let reason):
            let step = try found(record?.legal?.matter(matter)?.stages.last).entry
            return .legal(.stageUndone(matter, step: step, reason: reason))
        }
    }

    private func riskEvent(_ risk: RiskRecord?) throws(PlayError) -> RiskEvent {
        switch self {
        case .riskAssessed(let assessment): return .assessed(assessment, replaces: entries(risk?.assessed))
        case .needsRecorded(let needs, let note):
            return .needsRecorded(needs, note: note, replaces: entries(risk?.needed))
        case .wishesRecorded(let text): return .wishesRecorded(text, replaces: entries(risk?.wished))
        default: throw .unreadable
        }
    }

    /// What stands of it; nothing before anybody said any.
    private func entries<Value>(_ judgements: Judgements<Value>?) -> [ID<Entry>] {
        judgements?.standing.map(\.entry) ?? []
    }

    private func planEvent(_ record: CaseRecord?) throws(PlayError) -> PlanEvent {
        let plan = try found(record?.casework?.plan).id
        return switch self {
        case .planAgreed(let how): .agreed(plan: plan, how: how)
        case .planTurnedDown(let why): .turnedDown(plan: plan, why: why)
        default: .approved(plan: plan)
        }
    }

    /// Whether it would end a task that the record has ended by itself meanwhile: what a task asked for was there already.
    func isSettled(in record: CaseRecord) -> Bool {
        switch self {
        case .taskDone(let place, _), .taskDropped(let place, _), .taskPostponed(let place, _, _):
            record.casework?.tasks.at(place)?.isOpen == false
        default: false
        }
    }

    private func taskEvent(_ cast: Cast, _ record: CaseRecord?) throws(PlayError) -> TaskEvent {
        func task(_ place: Int) throws(PlayError) -> ID<Entry> { try found(record?.casework?.tasks.at(place)).id }
        switch self {
        case .taskSet(let template, let title, let owner, let deputy, let due):
            return .set(
                TaskDraft(
                    template: template, title: title, details: "", owner: try cast.member(owner),
                    deputy: try cast.member(deputy), due: due))
        case .taskAssigned(let place, let owner, let deputy):
            return .assigned(
                task: try task(place), owner: try cast.member(owner), deputy: try cast.member(deputy))
        case .taskPostponed(let place, let due, let reason):
            return .postponed(task: try task(place), due: due, reason: reason)
        case .taskDone(let place, let outcome): return .done(task: try task(place), outcome: outcome)
        case .taskDropped(let place, let reason): return .dropped(task: try task(place), reason: reason)
        default: throw .unreadable
        }
    }

    private func identityEvent(_ record: CaseRecord?) throws(PlayError) -> IdentityEvent {
        func current(_ id: ID<Fact>) throws(PlayError) -> [ID<Entry>] {
            try found(record?.identity?.fact(id)).versions.current.map(\.entry)
        }
        switch self {
        case .factCorrected(let id, let fact, let source, let note):
            return .recorded(id, fact, source: source, replaces: try current(id), note: note)
        case .factWithdrawn(let id, let reason):
            return .withdrawn(id, replaces: try current(id), reason: reason)
        case .factDecided(let id, let reason):
            let versions = try current(id)
            return .decided(id, kept: try found(versions.first), over: Array(versions.dropFirst()), reason: reason)
        default: throw .unreadable
        }
    }

    private func incident(_ place: Int, _ record: CaseRecord?) throws(PlayError) -> ID<Entry> {
        try found(record?.casework?.incidents.at(place)).id
    }

    private func found<Value>(_ value: Value?) throws(PlayError) -> Value {
        guard let value else { throw .unreadable }
        return value
    }
}

extension RandomAccessCollection where Index == Int {
    fileprivate func at(_ place: Int) -> Element? { indices.contains(place) ? self[place] : nil }
}
