// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Desk
internal import World

extension PaperPlayer {
    // MARK: - A worker's desk

    mutating func write(
        _ call: DeskCall, by worker: WorldWorker, on persona: Int, _ act: Act
    ) throws(PlayError) {
        switch call {
        case .read(let request):
            let place = try place(of: request, act)
            guard place.record.unreadCount > 0 || place.record.state == .received else { return }
            try say(.requestOpened(request: request), in: place.compartment, by: worker, act)
        case .move(let request, let state, let reason, let note):
            let event = Event.requestMoved(request: request, to: state, reason: reason, note: note)
            try say(event, in: try place(of: request, act).compartment, by: worker, act)
        case .step(let request, let step, let note):
            let event = Event.requestStepped(request: request, step, note: note)
            try say(event, in: try place(of: request, act).compartment, by: worker, act)
        case .note(let request, let body):
            let event = Event.noteAdded(request: request, body: body)
            try say(event, in: try place(of: request, act).compartment, by: worker, act)
        case .reply(let request, let body):
            let place = try place(of: request, act)
            let event = Event.replySent(
                request: request, number: place.record.replyCount + 1, body: body, files: [])
            try say(event, in: place.compartment, by: worker, act)
        case .openCase(let draft): try open(draft, by: worker, on: persona, act)
        case .openPart(let part, let id):
            _ = try open(part, of: id, alias: state.case(id)?.alias ?? "", by: worker, act)
        case .say(let events, let compartment):
            if events.contains(where: \.vouches) { try requireClearance(in: compartment, for: worker, act) }
            for event in events { try say(event, in: compartment, by: worker, act) }
        case .grant(let compartment, let member, let reason):
            try say(.access(.granted(member: member, reason: reason)), in: compartment, by: worker, act)
        case .end(let compartment, let member, let reason):
            try say(.access(.ended(member: member, reason: reason)), in: compartment, by: worker, act)
        case .sign(let attestation, let compartment):
            try requireClearance(in: compartment, for: worker, act)
            try say(
                .attestation(.signed(attestation, file: "on paper")), in: compartment, by: worker, act)
        }
    }

    private mutating func open(
        _ draft: CaseDraft, by worker: WorldWorker, on persona: Int, _ act: Act
    ) throws(PlayError) {
        let id: ID<Case> = try name()
        var adopted: [ConversationEvent] = []
        if let acceptance = draft.acceptance {
            adopted = state.request(acceptance.request)?.adoptable ?? []
            try say(acceptance.event, in: .intake, by: worker, act)
        }
        for part in draft.parts {
            let compartment = try open(part, of: id, alias: draft.alias, by: worker, act)
            guard part.kind == .conversation else { continue }
            for event in adopted { try say(.conversation(event), in: compartment, by: worker, act) }
            adopted = []
        }
        cast.cases[persona] = id
    }

    private mutating func open(
        _ part: PartDraft, of id: ID<Case>, alias: String, by worker: WorldWorker, _ act: Act
    ) throws(PlayError) -> ID<Compartment> {
        let compartment: ID<Compartment> = try name()
        for event in part.events(of: id, alias: alias, by: try cast.member(worker)) {
            try say(event, in: compartment, by: worker, act)
        }
        return compartment
    }

    /// As every desk asks before it gives the organisation's word.
    private func requireClearance(
        in compartment: ID<Compartment>, for worker: WorldWorker, _ act: Act
    ) throws(PlayError) {
        let record = state.part(compartment).flatMap { state.case($0.case) }
        guard record?.asKnown(to: try cast.member(worker)).clearanceObstacle == nil else {
            throw .refused(act, .refused(Refusal.cannotVouchYet.catalogueKey))
        }
    }

    private func place(of request: ID<Request>, _ act: Act) throws(PlayError) -> RequestPlace {
        do throws(Refusal) { return try RequestPlace(of: request, in: state) } catch {
            throw .refused(act, .refused(error.catalogueKey))
        }
    }

    // MARK: - The person

    mutating func write(
        _ persona: Int, _ body: String, _ danger: DangerRating, _ safeContact: String, _ act: Act
    ) throws(PlayError) {
        let message = try message(body, danger, safeContact, act)
        guard let request = cast.requests[persona] else {
            let request: ID<Request> = try name()
            cast.requests[persona] = request
            return try say(
                .requestReceived(
                    request: request, message: message, secret: Self.key, recipient: Self.recipient,
                    language: world.personas[persona].language), in: .intake, by: .intake, act)
        }
        let home = try place(of: request, act).compartment
        try say(
            .messageReceived(request: request, message: message), in: home, by: try listener(persona, in: home), act)
    }

    mutating func answer(
        _ persona: Int, _ consent: ID<Consent>, _ word: PortalWord, _ act: Act
    ) throws(PlayError) {
        guard let request = cast.requests[persona], let record = cast.cases[persona].flatMap({ state.case($0) }),
            let ask = record.casework?.consent.record(consent)?.ask,
            let casework = record.parts(of: .casework).first?.compartment
        else { throw .unreadable }
        let choice: PortalChoice
        switch word.choice {
        case .nothing: choice = .no
        case .everything: choice = .agreed(ask.terms, until: ask.expires)
        case .leavingOut(let fact):
            var less = ask.terms
            less.excludedFacts.append(fact)
            choice = .agreed(less, until: ask.expires)
        }
        let answer = PortalAnswer(
            consent: consent, choice: choice, language: world.personas[persona].language, ownWords: word.ownWords)
        let message = try message(word.receipt, .notSaid, "", act)
        let home = try place(of: request, act).compartment
        let listener = try listener(persona, in: home)
        try say(
            .conversation(.answered(request: request, message, answer)), in: home, by: listener, act)
        let saying = PortalSaying(
            message: message.id, answer: answer, sentHour: message.sentHour, shown: word.receipt, receipt: Self.key)
        try say(.consent(.said(saying)), in: casework, by: listener, act)
    }

    private mutating func message(
        _ body: String, _ danger: DangerRating, _ safeContact: String, _ act: Act
    ) throws(PlayError) -> ReceivedMessage {
        ReceivedMessage(
            id: try name(), assurance: .c, sentHour: UInt32(clamping: act.second / 3_600), danger: danger,
            safeContact: safeContact, body: body, files: [])
    }

    /// Who acted last in the matter, where they can still take in what the person writes; else somebody who can.
    private func listener(_ persona: Int, in compartment: ID<Compartment>) throws(PlayError) -> WorldWorker {
        if compartment == .intake { return .intake }
        let holders = Set(state.part(compartment)?.access.holders ?? [])
        let able = cast.members.filter { holders.contains($0.value) && state.members[$0.value]?.isCurrent == true }.keys
        if let last = listeners[persona], able.contains(last) { return last }
        guard let first = able.min() else { throw .unreadable }
        return first
    }
}
