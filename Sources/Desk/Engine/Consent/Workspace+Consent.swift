// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Crypto
internal import Sealing

/// Carries consent between the person's conversation and the casework, on desks that hold both (docs/decisions/0030): what
/// the person answered goes into the ledger of consent, and where each question stands goes out as the next reply. Both
/// follow from what the two compartments say, so desks that do it at once do it once. A desk whose access to either has ended sees
/// what stood there then, and says nothing of it.
extension Workspace {
    func tendConsent(_ desk: OpenDesk) async throws(SyncFailure) {
        let day = Day(at: surroundings.now())
        guard !desk.settled.isDone(.consent, in: desk.visible, on: day) else { return }
        let state = desk.visible
        var isDone = true
        let concerned = desk.settled.marks(.consent, on: day).flatMap { state.casesOfConsent(changedSince: $0) }
        for (number, id) in (concerned ?? state.cases.map(\.id)).enumerated() {
            try await letPagesIn(desk, after: number)
            guard let record = desk.visible.case(id) else { continue }
            let mark = desk.visible.markOfConsent(record)
            guard !desk.settled.isDone(record.id, mark, on: day) else { continue }
            if try tendConsent(of: record, desk) {
                desk.settled.note(record.id, mark, on: day)
            } else {
                isDone = false
            }
        }
        if isDone { desk.settled.note(.consent, in: state, on: day) }
    }

    /// Whether there was nothing to do.
    private func tendConsent(of record: CaseRecord, _ desk: OpenDesk) throws(SyncFailure) -> Bool {
        guard let me = desk.me, let talk = record.conversation(heldBy: me), let request = talk.record?.id else {
            return true
        }
        let works = Work.all(of: record, heldBy: me)
        let joint =
            works + desk.visible.others(carrying: request, beside: record).flatMap { Work.all(of: $0, heldBy: me) }
        var isDone = true
        for answer in talk.answers {
            // Where the question stands, in whichever case of the person's: the letter went to the holders of the newest reply, and that may
            // have been another case's (docs/decisions/0102).
            let asking = joint.first { $0.consent.record(answer.answer.consent) != nil }
            if asking == nil, !works.isEmpty { try passOn(answer.message, of: talk, desk) }
            let isTaken =
                asking.map { $0.taken.contains(answer.message) }
                ?? works.contains { $0.taken.contains(answer.message) }
            guard !isTaken, let home = (asking ?? works.first)?.home else { continue }
            isDone = false
            try take(answer, into: home, desk)
        }
        for work in works { isDone = try tell(work, request, desk, by: me) && isDone }
        return isDone
    }

    /// Two colleagues accepted the request, and the person answered the holders of one case what those of the other had asked: as a message in the
    /// intake, where both read that the request is a case, it comes into the other's conversation. It counts there for nothing until somebody has read it, and
    /// while it is unread nothing leaves.
    private func passOn(
        _ message: ID<Message>, of talk: ConversationPart, _ desk: OpenDesk
    ) throws(SyncFailure) {
        guard desk.isOnIntakeDuty, let request = talk.record?.id, let known = desk.visible.request(request),
            known.state == .accepted, !known.timeline.contains(where: { $0.message?.id == message }),
            desk.visible.refused.contains(where: { $0.isAcceptance && $0.entry.event.request == request }),
            let said = talk.record?.timeline.lazy.compactMap(\.message).first(where: { $0.id == message })
        else { return }
        try tending { () throws(WorkspaceError) in
            try queue(desk) { writing throws(WorkspaceError) in
                _ = try writing.say(.messageReceived(request: request, message: said), in: .intake)
            }
        }
    }

    private struct Work {
        let home: ID<Compartment>
        let consent: ConsentLedger
        /// The messages that were taken into it.
        let taken: Set<ID<Message>>

        static func all(of record: CaseRecord, heldBy member: ID<Member>) -> [Work] {
            record.parts(of: .casework).compactMap { Work($0, of: record, heldBy: member) }
        }

        /// Nil for what is no casework, or is erased, or is not open to `member` any more.
        init?(_ part: PartRecord, of record: CaseRecord, heldBy member: ID<Member>) {
            guard part.access.isHeld(by: member), case .casework(let casework) = part.content,
                let lifecycle = casework.lifecycle, lifecycle.state != .erased,
                let consent = PersonRecord(record).consent(in: part)
            else { return nil }
            home = part.compartment
            self.consent = consent
            taken = Set(consent.sayings.map(\.saying.message))
        }
    }

    private func take(
        _ answer: AnsweredConsent, into home: ID<Compartment>, _ desk: OpenDesk
    ) throws(SyncFailure) {
        let saying = PortalSaying(
            message: answer.message, answer: answer.answer, sentHour: answer.sentHour, shown: answer.shown,
            receipt: Array(SHA256.hash(data: Array(answer.shown.utf8))))
        try tending { () throws(WorkspaceError) in
            try queue(desk) { writing throws(WorkspaceError) in
                try writing.say(.consent(.said(saying)), in: home)
            }
        }
    }

    /// A question goes out with its explanation, in a reply of its own; every other change in one reply without words.
    /// Whether there was nothing to say.
    private func tell(
        _ stale: Work, _ request: ID<Request>, _ desk: OpenDesk, by me: ID<Member>
    ) throws(SyncFailure) -> Bool {
        // What was just taken changes what is to be told.
        guard let part = desk.visible.part(stale.home), let record = desk.visible.case(part.case),
            let work = Work(part, of: record, heldBy: me),
            let told = desk.visible.conversation(of: request)?.conversation?.told
        else { return true }
        let day = Day(at: surroundings.now())
        var changes: [ToldConsent] = []
        var isDone = true
        for question in work.consent.records {
            guard let asked = question.ask?.terms,
                let standing = question.standing(on: day)?.sayable(asked: asked), told[question.id] != standing
            else { continue }
            if standing.standing == .asked {
                guard let ask = question.ask, day <= ask.openUntil, work.consent.standstill == nil else { continue }
                isDone = false
                try send([standing], body: ask.text, request, desk)
            } else {
                changes.append(standing)
            }
        }
        for start in stride(from: 0, to: changes.count, by: Self.mostInOneReply) {
            let some = Array(changes[start..<min(start + Self.mostInOneReply, changes.count)])
            try send(some, body: "", request, desk)
        }
        return isDone && changes.isEmpty
    }

    private func send(
        _ told: [ToldConsent], body: String, _ request: ID<Request>, _ desk: OpenDesk
    ) throws(SyncFailure) {
        try tending { () throws(WorkspaceError) in
            try queueReply(desk, request, body: body, files: [], blobs: [], telling: told)
        }
    }

    /// As many as a reply holds.
    private static let mostInOneReply = 8
}

extension CaseRecord {
    fileprivate func conversation(heldBy member: ID<Member>) -> ConversationPart? {
        parts(of: .conversation).first { $0.conversation?.record != nil && $0.access.isHeld(by: member) }?.conversation
    }
}

extension CaseworkState {
    /// Cases whose ``markOfConsent(_:)`` may be another since: those of which something changed, and those of a person whose conversation
    /// stands in one of them. Nil where that cannot be told.
    fileprivate func casesOfConsent(changedSince marks: CompartmentMarks) -> [ID<Case>]? {
        guard let changed = cases(changedSince: marks) else { return nil }
        let conversations = changed.flatMap { $0.parts(of: .conversation) }.compactMap(\.conversation?.record?.id)
            .flatMap { self.conversations(of: $0) }
        return records(of: Set(changed.map(\.id) + conversations.map(\.case))).map(\.id)
    }

    /// Of a case's parts, and of the other cases that carry its request on.
    fileprivate func markOfConsent(_ record: CaseRecord) -> Int {
        let twins = record.conversation?.record.map { others(carrying: $0.id, beside: record) } ?? []
        return twins.reduce(fingerprint(of: record)) { $0 &+ fingerprint(of: $1) }
    }

    fileprivate func others(carrying request: ID<Request>, beside record: CaseRecord) -> [CaseRecord] {
        let cases = Set(conversations(of: request).map(\.case)).subtracting([record.id])
        return cases.sorted().compactMap { `case`($0) }
    }
}
