// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension RequestRecord {
    init(
        _ request: ID<Request>, secret: [UInt8], recipient: [UInt8], language: String, first message: ReceivedMessage,
        isOfCase: Bool, in entry: LedgerEvent, _ standing: Standing
    ) {
        id = request
        self.language = language
        self.secret = Redacted(secret)
        self.recipient = recipient
        receivedAt = entry.recordedAt
        self.isOfCase = isOfCase
        safeContact = message.safeContact
        lastActivityAt = entry.recordedAt
        receive(message, in: entry, standing)
    }

    mutating func receive(_ message: ReceivedMessage, in entry: LedgerEvent, _ standing: Standing) {
        append(.message(message), in: entry)
        messageCount += 1
        let pending = Pending(standing: standing, at: entry.recordedAt, danger: message.danger)
        unread.append(pending)
        if !message.safeContact.isEmpty { safeContact = message.safeContact }
        if !message.files.isEmpty { hasFiles = true }
        // Whoever writes again is not done with; what two people have agreed on stands, and the message begins anew.
        if erasure?.confirmedIn == nil { erasure = nil }
        // Whoever would decline had not read this.
        declineProposal = nil
        let next = state.afterMessage(declinedFor: declineReason)
        if next != state {
            append(.reopened(from: state), in: entry)
            enter(next, by: standing)
        }
        if isOfCase || state.waitsForAnswer { unanswered.append(pending) }
    }

    mutating func open(in entry: LedgerEvent, _ standing: Standing) {
        append(.opened, in: entry)
        read(by: standing)
        if state == .received { state = .opened }
    }

    mutating func move(
        to next: RequestState, reason: DeclineReason?, note: String, _ context: FoldContext
    ) throws(Refusal) {
        guard state.successors.contains(next), erasure?.confirmedIn == nil else { throw .forbiddenTransition }
        guard next != .declined || reason != nil else { throw .reasonMissing }
        guard next == .declined || reason == nil else { throw .reasonNotExpected }
        if next == .declined, danger.needsSecondPersonToDecline {
            // Each of the two has seen what the person waits for an answer to.
            guard let declineProposal, declineProposal.reason == reason,
                unanswered.areSeen(from: declineProposal.standing), unanswered.areSeen(from: context.standing)
            else { throw .secondPersonNeeded }
            try context.requireAnother(than: declineProposal.by)
        }
        append(.moved(from: state, to: next, reason: reason, note: note), in: context.entry)
        enter(next, by: context.standing)
        declineReason = reason
    }

    mutating func take(_ step: RequestStep, note: String, _ context: FoldContext) throws(Refusal) {
        guard steps.contains(step.kind) else { throw .forbiddenTransition }
        try check(step, note)
        let from = state
        switch step {
        case .accepted: enter(.accepted, by: context.standing)
        case .referralOffered(let partner, let consent):
            enter(.referralOffered, by: context.standing)
            referral = Referral(partner: partner, consent: consent)
        case .referredOut: enter(.referredOut, by: context.standing)
        case .linked(let other):
            enter(.linkedDuplicate, by: context.standing)
            linkedTo = other
        case .quarantined: enter(.quarantined, by: context.standing)
        case .lapsed: enter(.lapsed, by: context.standing)
        case .declineProposed(let reason):
            declineProposal = DeclineProposal(
                reason: reason, by: context.author, at: context.second, standing: context.standing)
        case .erasureProposed(let reason):
            erasure = RequestErasure(reason: reason, notBefore: lastActivityAt, context)
        case .erasureConfirmed: try confirmErasure(context)
        case .erasureCancelled: erasure = nil
        }
        append(.stepped(step, from: from, to: state, note: note), in: context.entry)
    }

    private func check(_ step: RequestStep, _ note: String) throws(Refusal) {
        switch step {
        case .accepted(let danger):
            guard danger != .notSaid else { throw .dangerNotRated }
        case .referralOffered(let partner, let consent):
            guard !partner.isBlank, !consent.isBlank else { throw .consentMissing }
        case .quarantined:
            guard !note.isBlank else { throw .reasonMissing }
        case .lapsed:
            guard reminderCount >= Self.remindersBeforeLapse else { throw .remindersMissing }
        case .erasureProposed, .erasureConfirmed, .erasureCancelled:
            guard note.isEmpty else { throw .reasonNotExpected }
        case .referredOut, .linked, .declineProposed: break
        }
    }

    /// How often a person is reminded before their silence is taken for an answer.
    static let remindersBeforeLapse = 2

    /// Who waits for an answer that the author of an entry had not heard of goes on waiting, wherever they put the request.
    private mutating func enter(_ next: RequestState, by standing: Standing) {
        state = next
        keepUnread(by: standing)
        declineReason = nil
        declineProposal = nil
        if erasure?.confirmedIn == nil { erasure = nil }
        linkedTo = nil
        reminderCount = 0
        // What was not seen when a case began is answered in the case, which takes it over.
        guard next.isResting, !isOfCase else { return }
        switch next {
        case .accepted: unanswered = []
        // That colleagues know who writes, have asked or told somebody something, or wait, answers nobody: a reply does, and a decision that
        // there will be none.
        case .linkedDuplicate, .informationGiven, .awaitingSource, .referralOffered, .referredOut: break
        default: unanswered.settle(from: standing)
        }
    }

    /// To set somebody apart is not to have read what they wrote. It stays unread, out of everybody's way, until somebody opens it or
    /// it comes back; what the author had not seen goes on calling.
    private mutating func keepUnread(by standing: Standing) {
        switch state {
        case .quarantined:
            unreadApart += unread.filter { standing.knew($0.standing) }
            unread.removeAll { standing.knew($0.standing) }
        case .declined: break
        default:
            unread = unreadApart + unread
            unreadApart = []
        }
    }

    /// A reply is also proof that somebody has read: it opens what was not opened.
    /// - Parameter isAnswer: false where it says or asks only what it says about consent: whoever wrote that they are sought is not answered by
    ///   a question for a newspaper.
    mutating func reply(
        _ number: UInt32, body: String, files: [FileReference], in entry: LedgerEvent, _ standing: Standing,
        isAnswer: Bool = true
    ) throws(Refusal) {
        guard replyCount < .max, number == replyCount + 1 else { throw .replyNumberOutOfOrder }
        append(.reply(number: number, body: body, files: files), in: entry)
        replyCount = number
        // A desk that tells by itself where consent stands has read nothing and answered nothing.
        guard isAnswer, !body.isEmpty || !files.isEmpty else { return }
        if state == .awaitingSource { reminderCount += 1 }
        read(by: standing)
        unanswered.settle(from: standing)
        if state == .received { state = .opened }
    }

    /// Nobody has read what had not reached them, nor answered it: they may have been offline for days while it came.
    private mutating func read(by standing: Standing) {
        let seen = unreadApart.settle(from: standing) + unread.settle(from: standing)
        if let said = seen.last(where: { $0.danger != .notSaid }) { dangerRead = said.danger }
    }

    mutating func note(_ body: String, in entry: LedgerEvent) {
        append(.note(body), in: entry)
    }

    private mutating func append(_ content: TimelineItem.Content, in entry: LedgerEvent) {
        timeline.append(TimelineItem(content, in: entry))
        lastActivityAt = max(lastActivityAt, entry.recordedAt)
    }
}
