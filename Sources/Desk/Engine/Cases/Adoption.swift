// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
package import Casework
internal import DeskFormats
internal import Sealing

extension RequestRecord {
    /// What was said, as the conversation of a case takes it over. Where the request stood is the intake's business and
    /// stays there; what somebody wrote when they moved it is about the person, and comes along as a note.
    package var adoptable: [ConversationEvent] {
        timeline.compactMap { item in
            adoptable(item).map { .adopted(author: item.author, recordedAt: item.recordedAt, event: $0) }
        }
    }

    /// Messages that came into the intake after the request had become a case, from a person who had not read yet to whom
    /// they write now.
    func adoptable(missingIn conversation: RequestRecord) -> [ConversationEvent] {
        let known = Set(conversation.timeline.compactMap(\.message?.id))
        return timeline.compactMap { item in
            guard let message = item.message, !known.contains(message.id), let event = adoptable(item) else {
                return nil
            }
            return .adopted(author: item.author, recordedAt: item.recordedAt, event: event)
        }
    }

    /// What colleagues wrote in the intake and the conversation of the case does not have: a build before this one left it there, or its author
    /// had not heard that there is a case.
    func leftBehind(by conversation: RequestRecord) -> [TimelineItem] {
        timeline.filter { item in
            guard let said = item.saidInTriage else { return false }
            return !conversation.timeline.contains {
                $0.author == item.author && $0.recordedAt == item.recordedAt && $0.content == .note(said)
            }
        }
    }

    private func adoptable(_ item: TimelineItem) -> Event? {
        switch item.content {
        case .message(let message):
            if message.id == firstMessage?.id {
                return .requestReceived(
                    request: id, message: message, secret: secret.exposed, recipient: recipient, language: language)
            }
            return .messageReceived(request: id, message: message)
        case .reply(let number, let body, let files):
            return .replySent(request: id, number: number, body: body, files: files)
        case .note, .moved, .stepped: return item.saidInTriage.map { .noteAdded(request: id, body: $0) }
        case .opened: return .requestOpened(request: id)
        case .reopened: return nil
        }
    }
}

extension TimelineItem {
    /// What somebody wrote of the person, or of the request when they moved it, in their own words; nil where they wrote nothing.
    var saidInTriage: String? {
        let said: [String]
        switch content {
        case .note(let body): said = [body]
        case .moved(_, _, _, let note): said = [note]
        case .stepped(.referralOffered(let partner, let consent), _, _, let note): said = [partner, consent, note]
        case .stepped(_, _, _, let note): said = [note]
        case .message, .reply, .opened, .reopened: return nil
        }
        let lines = said.filter { !$0.isEmpty }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    var message: ReceivedMessage? {
        guard case .message(let message) = content else { return nil }
        return message
    }
}

extension Workspace {
    /// Carries messages over that came into the intake for a request that is a case already. Two desks that do so at once
    /// bring the same message twice, and the fold counts it once.
    func tendConversations(_ desk: OpenDesk) throws(SyncFailure) {
        let day = Day(at: surroundings.now())
        guard !desk.keys.intakes.isEmpty, !desk.settled.isDone(.conversations, in: desk.visible, on: day) else {
            return
        }
        var isDone = true
        for request in desk.visible.requests where request.state == .accepted {
            // Nothing has come into the intake since this desk last found that nothing was missing.
            guard desk.adoptedCounts[request.id] != request.messageCount else { continue }
            guard let part = desk.visible.conversation(of: request.id), let record = part.conversation?.record else {
                continue
            }
            let missing = request.adoptable(missingIn: record)
            guard !missing.isEmpty else {
                if desk.outbox.queued.isEmpty { desk.adoptedCounts[request.id] = request.messageCount }
                continue
            }
            isDone = false
            try tending { () throws(WorkspaceError) in
                try queue(desk) { writing throws(WorkspaceError) in
                    for event in missing { try writing.say(.conversation(event), in: part.compartment) }
                }
            }
        }
        if isDone { desk.settled.note(.conversations, in: desk.visible, on: day) }
    }
}
