// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Desk
internal import World

/// What a worker's act asks of their desk: which of its calls, with the names that people, cases and entries have in the ledger.
enum DeskCall: Sendable {
    // About a request.
    case read(ID<Request>)
    case move(ID<Request>, RequestState, DeclineReason?, note: String)
    case step(ID<Request>, RequestStep, note: String)
    case note(ID<Request>, String)
    case reply(ID<Request>, String)

    // About a case.
    case openCase(CaseDraft)
    case openPart(PartDraft, in: ID<Case>)
    case say([CompartmentEvent], in: ID<Compartment>)
    case grant(ID<Compartment>, ID<Member>, reason: String)
    case end(ID<Compartment>, ID<Member>, reason: String)
    case sign(ID<Attestation>, in: ID<Compartment>)
}

/// Who is who in this organisation's ledger.
struct Cast: Sendable {
    var members: [WorldWorker: ID<Member>] = [:]
    /// Of those who wrote, by their number.
    var requests: [Int: ID<Request>] = [:]
    var cases: [Int: ID<Case>] = [:]

    func member(_ worker: WorldWorker) throws(PlayError) -> ID<Member> {
        guard let member = members[worker] else { throw .unreadable }
        return member
    }

    /// What the act about this person asks of a desk that sees `state`.
    func call(for deed: Deed, on persona: Int, in state: CaseworkState) throws(PlayError) -> DeskCall {
        switch deed {
        case .reads: return .read(try request(of: persona))
        case .moves(let state, let reason, let note): return .move(try request(of: persona), state, reason, note: note)
        case .steps(let step, let note): return .step(try request(of: persona), step, note: note)
        case .links(let other, let note):
            return .step(try request(of: persona), .linked(to: try request(of: other)), note: note)
        case .notes(let body): return .note(try request(of: persona), body)
        case .replies(let body): return .reply(try request(of: persona), body)
        case .opensCase(let plan):
            var parts: [PartDraft] = []
            for part in plan.parts { parts.append(try draft(part, nil)) }
            let acceptance =
                plan.isFromRequest
                ? Acceptance(request: try request(of: persona), danger: plan.danger, note: plan.note) : nil
            return .openCase(CaseDraft(alias: plan.alias, acceptance: acceptance, parts: parts))
        case .opensPart(let plan):
            let record = try record(of: persona, in: state)
            return .openPart(try draft(plan, record), in: record.id)
        case .says(let kind, let lines):
            let record = try record(of: persona, in: state)
            var events: [CompartmentEvent] = []
            for line in lines where !line.isSettled(in: record) { events.append(try line.event(self, in: record)) }
            return .say(events, in: try compartment(kind, of: record))
        case .grants(let kind, let other, let reason):
            let record = try record(of: persona, in: state)
            return .grant(try compartment(kind, of: record), try member(other), reason: reason)
        case .ends(let kind, let other, let reason):
            let record = try record(of: persona, in: state)
            return .end(try compartment(kind, of: record), try member(other), reason: reason)
        case .signsFile(let attestation):
            return .sign(attestation, in: try compartment(.evidence, of: try record(of: persona, in: state)))
        case .writes, .answersConsent, .admits, .changesRoles, .removes, .comparesList, .comparesText:
            throw .unreadable
        }
    }

    private func record(of persona: Int, in state: CaseworkState) throws(PlayError) -> CaseRecord {
        guard let record = cases[persona].flatMap({ state.case($0) }) else { throw .unreadable }
        return record
    }

    private func draft(_ plan: PartPlan, _ record: CaseRecord?) throws(PlayError) -> PartDraft {
        var part = PartDraft(kind: plan.kind)
        for (worker, reason) in plan.members { part.members[try member(worker)] = reason }
        for line in plan.lines { part.events.append(try line.event(self, in: record)) }
        return part
    }

    private func compartment(_ kind: CompartmentKind, of record: CaseRecord) throws(PlayError) -> ID<Compartment> {
        guard let part = record.parts(of: kind).first else { throw .unreadable }
        return part.compartment
    }

    private func request(of persona: Int) throws(PlayError) -> ID<Request> {
        guard let request = requests[persona] else { throw .unreadable }
        return request
    }
}

extension CompartmentEvent {
    /// Whether it names an answer of a statement by its number.
    var pointsAtAnswers: Bool {
        switch self {
        case .statement(.added), .doubt(.contradictionNoted), .doubt(.withholdingNoted): true
        default: false
        }
    }
}
