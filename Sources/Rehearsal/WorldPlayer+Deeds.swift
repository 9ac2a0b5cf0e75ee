// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Correspondence
internal import Desk
internal import DeskFormats
internal import World

extension WorldPlayer {
    func perform(_ act: Act) async throws(PlayError) {
        switch (act.actor, act.persona) {
        case (.worker(let worker), .some(let persona)): try await perform(act, worker, on: persona)
        case (.worker(let worker), nil): try await organise(act, worker)
        case (.persona, .some(let persona)):
            switch act.deed {
            case .writes(let body, let danger, let contact): try await write(persona, body, danger, contact)
            case .answersConsent(let consent, let word): try await answer(persona, consent, word)
            default: throw .unreadable
            }
        case (.persona, nil): throw .unreadable
        }
    }

    // MARK: - The organisation

    private func organise(_ act: Act, _ worker: WorldWorker) async throws(PlayError) {
        try await synchroniseAll()
        let director = try desk(worker)
        do throws(WorkspaceError) {
            switch act.deed {
            case .changesRoles(let member, let roles):
                guard let member = cast.members[member] else { return }
                try await director.setRoles(roles, of: member)
            case .removes(let leaver, let reason):
                guard let member = cast.members[leaver] else { return }
                try await director.remove(member, reason: reason)
                try await director.synchronise()
                await desks.removeValue(forKey: leaver)?.lock()
            case .admits(let newcomer): try await admit(newcomer, by: director)
            case .comparesList(let list):
                try await director.addList(
                    ListDraft(title: list.title, source: list.source, date: list.date, licence: list.licence),
                    bytes: Array(list.table.utf8))
            case .comparesText(let title, let date, let text):
                try await director.compareText(TextDraft(title: title, date: date, text: text))
            default: return
            }
        } catch {
            throw .refused(act, error)
        }
        try await synchroniseAll()
    }

    private func admit(_ newcomer: WorldWorker, by director: Workspace) async throws(WorkspaceError) {
        let desk = try stage.desk(of: newcomer, clock)
        let invitation = await director.invitation?.text ?? ""
        let waiting = try await desk.join(
            JoinDraft(
                invitation: invitation, name: newcomer.name(in: world.language), passphrase: stage.passphrase))
        try await director.synchronise()
        // As a director does who has compared the fingerprint by voice.
        guard let applicant = await director.applicants.first(where: { $0.fingerprint == waiting.fingerprint }) else {
            throw .relayUnreachable
        }
        try await director.admit(applicant.id, roles: newcomer.roles)
        try await director.synchronise()
        guard try await desk.lookForWelcome() else { throw .relayUnreachable }
        desks[newcomer] = desk
        cast.members[newcomer] = await desk.me
    }

    // MARK: - A person's request and case

    private func perform(_ act: Act, _ worker: WorldWorker, on persona: Int) async throws(PlayError) {
        let desk = try await desk(worker, knowing: persona)
        switch act.deed {
        case .reads, .moves, .steps, .links, .notes, .replies: try await answer(act, persona, desk)
        case .opensCase(let plan): try await open(plan, act, persona, desk)
        default: try await work(act, persona, desk)
        }
    }

    private func answer(_ act: Act, _ persona: Int, _ desk: Workspace) async throws(PlayError) {
        let request = try request(of: persona)
        let step: RequestStep? =
            switch act.deed {
            case .steps(let step, _): step
            case .links(let other, _): .linked(to: try self.request(of: other))
            default: nil
            }
        do throws(WorkspaceError) {
            switch act.deed {
            case .reads: try await desk.open(request)
            case .moves(let state, let reason, let note):
                try await desk.move(request, to: state, reason: reason, note: note)
            case .steps(_, let note), .links(_, let note):
                if let step { try await desk.step(request, step, note: note) }
            case .notes(let body): try await desk.addNote(request, body: body)
            case .replies(let body): try await desk.reply(request, body: body, files: [])
            default: return
            }
        } catch {
            throw .refused(act, error)
        }
    }

    private func open(
        _ plan: CasePlan, _ act: Act, _ persona: Int, _ desk: Workspace
    ) async throws(PlayError) {
        var parts: [PartDraft] = []
        for part in plan.parts { parts.append(try draft(part, nil)) }
        let acceptance =
            plan.isFromRequest
            ? Acceptance(request: try request(of: persona), danger: plan.danger, note: plan.note) : nil
        do {
            cases[persona] = try await desk.openCase(
                CaseDraft(alias: plan.alias, acceptance: acceptance, parts: parts))
        } catch {
            throw .refused(act, error)
        }
    }

    private func work(_ act: Act, _ persona: Int, _ desk: Workspace) async throws(PlayError) {
        guard let id = cases[persona], let record = await desk.state.case(id) else { throw .unreadable }
        switch act.deed {
        case .opensPart(let plan):
            let part = try draft(plan, record)
            do { _ = try await desk.openCompartment(part, in: id) } catch { throw .refused(act, error) }
        case .says(let kind, let lines):
            let compartment = try compartment(kind, of: record)
            var events: [CompartmentEvent] = []
            for line in lines where !line.isSettled(in: record) { events.append(try line.event(cast, in: record)) }
            // What is pointed at was sent before.
            if case .worker(let worker) = act.actor, events.contains(where: \.pointsAtAnswers) {
                try await synchronise(worker, beforeItActsOn: persona)
            }
            do { try await desk.say(events, in: compartment) } catch { throw .refused(act, error) }
        case .grants(let kind, let other, let reason):
            let (compartment, member) = (try compartment(kind, of: record), try cast.member(other))
            do { try await desk.grantAccess(to: compartment, member: member, reason: reason) } catch {
                throw .refused(act, error)
            }
        case .ends(let kind, let other, let reason):
            let (compartment, member) = (try compartment(kind, of: record), try cast.member(other))
            do { try await desk.endAccess(to: compartment, member: member, reason: reason) } catch {
                throw .refused(act, error)
            }
        case .signsFile(let attestation):
            let compartment = try compartment(.evidence, of: record)
            guard let bag = ID<Bag>((0..<16).map { _ in UInt8.random(in: 0...255) }) else { throw .unreadable }
            do {
                try await desk.signFile(
                    of: attestation, in: compartment, for: .partnerService, to: .shelterOrService, as: bag)
            } catch {
                throw .refused(act, error)
            }
        default: throw .unreadable
        }
    }

    private func draft(_ plan: PartPlan, _ record: CaseRecord?) throws(PlayError) -> PartDraft {
        var part = PartDraft(kind: plan.kind)
        for (worker, reason) in plan.members { part.members[try cast.member(worker)] = reason }
        for line in plan.lines { part.events.append(try line.event(cast, in: record)) }
        return part
    }

    private func compartment(_ kind: CompartmentKind, of record: CaseRecord) throws(PlayError) -> ID<Compartment> {
        guard let part = record.parts(of: kind).first else { throw .unreadable }
        return part.compartment
    }

    private func request(of persona: Int) throws(PlayError) -> ID<Request> {
        guard let id = visitors[persona].flatMap({ ID<Request>($0.keys.secret.id.bytes) }) else { throw .unreadable }
        return id
    }
}

extension CompartmentEvent {
    /// Whether it names an answer of a statement by its number.
    fileprivate var pointsAtAnswers: Bool {
        switch self {
        case .statement(.added), .doubt(.contradictionNoted), .doubt(.withholdingNoted): true
        default: false
        }
    }
}
