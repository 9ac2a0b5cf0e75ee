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
        let call = try cast.call(for: act.deed, on: persona, in: await desk.state)
        // What is pointed at was sent before.
        if case .say(let events, _) = call, events.contains(where: \.pointsAtAnswers) {
            try await synchronise(worker, beforeItActsOn: persona)
        }
        do throws(WorkspaceError) {
            if let opened = try await call.perform(at: desk) { cast.cases[persona] = opened }
        } catch {
            throw .refused(act, error)
        }
    }
}

extension DeskCall {
    /// Gives the case that it opens.
    fileprivate func perform(at desk: Workspace) async throws(WorkspaceError) -> ID<Case>? {
        switch self {
        case .read(let request): try await desk.open(request)
        case .move(let request, let state, let reason, let note):
            try await desk.move(request, to: state, reason: reason, note: note)
        case .step(let request, let step, let note): try await desk.step(request, step, note: note)
        case .note(let request, let body): try await desk.addNote(request, body: body)
        case .reply(let request, let body): try await desk.reply(request, body: body, files: [])
        case .openCase(let draft): return try await desk.openCase(draft)
        case .openPart(let draft, let id): _ = try await desk.openCompartment(draft, in: id)
        case .say(let events, let compartment): try await desk.say(events, in: compartment)
        case .grant(let compartment, let member, let reason):
            try await desk.grantAccess(to: compartment, member: member, reason: reason)
        case .end(let compartment, let member, let reason):
            try await desk.endAccess(to: compartment, member: member, reason: reason)
        case .sign(let attestation, let compartment):
            guard let bag = ID<Bag>((0..<16).map { _ in UInt8.random(in: 0...255) }) else { return nil }
            try await desk.signFile(
                of: attestation, in: compartment, for: .partnerService, to: .shelterOrService, as: bag)
        }
        return nil
    }
}
