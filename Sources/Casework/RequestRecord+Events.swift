// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension RequestRecord {
    init(
        _ request: ID<Request>, secret: [UInt8], recipient: [UInt8], language: String, first message: ReceivedMessage,
        in entry: LedgerEvent
    ) {
        id = request
        self.language = language
        self.secret = Redacted(secret)
        self.recipient = recipient
        receivedAt = entry.recordedAt
        danger = message.danger
        safeContact = message.safeContact
        lastActivityAt = entry.recordedAt
        receive(message, in: entry)
    }

    mutating func receive(_ message: ReceivedMessage, in entry: LedgerEvent) {
        append(.message(message), in: entry)
        messageCount += 1
        unreadCount += 1
        if message.danger != .notSaid { danger = message.danger }
        if !message.safeContact.isEmpty { safeContact = message.safeContact }
        let next = state.afterMessage(declinedFor: declineReason)
        if next != state {
            append(.reopened(from: state), in: entry)
            state = next
            declineReason = nil
        }
        if !state.isResting, waitingSince == nil { waitingSince = entry.recordedAt }
    }

    mutating func open(in entry: LedgerEvent) {
        append(.opened, in: entry)
        unreadCount = 0
        if state == .received { state = .opened }
    }

    mutating func move(
        to next: RequestState, reason: DeclineReason?, note: String, in entry: LedgerEvent
    ) throws(Refusal) {
        guard state.successors.contains(next) else { throw .forbiddenTransition }
        guard next != .declined || reason != nil else { throw .reasonMissing }
        guard next == .declined || reason == nil else { throw .reasonNotExpected }
        append(.moved(from: state, to: next, reason: reason, note: note), in: entry)
        state = next
        declineReason = reason
        if next.isResting { waitingSince = nil }
    }

    /// A reply is also proof that somebody has read: it opens what was not opened.
    mutating func reply(
        _ number: UInt32, body: String, files: [FileReference], in entry: LedgerEvent
    ) throws(Refusal) {
        guard replyCount < .max, number == replyCount + 1 else { throw .replyNumberOutOfOrder }
        append(.reply(number: number, body: body, files: files), in: entry)
        replyCount = number
        unreadCount = 0
        waitingSince = nil
        if state == .received { state = .opened }
    }

    mutating func note(_ body: String, in entry: LedgerEvent) {
        append(.note(body), in: entry)
    }

    private mutating func append(_ content: TimelineItem.Content, in entry: LedgerEvent) {
        timeline.append(
            TimelineItem(
                entry: entry.id, sequence: entry.sequence, author: entry.author, recordedAt: entry.recordedAt,
                content: content))
        lastActivityAt = max(lastActivityAt, entry.recordedAt)
    }
}
