// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence

/// The forms of one visit. What a form says is one message however often it is sent in a row; what it says later, changed, is
/// another, because the desk takes no second one under the same identifier. So is what it said before the change, said again: of
/// two answers about consent the one that was given last comes last.
struct IssuedForms: Sendable {
    enum State: Sendable, Equatable {
        case fresh, sending
        /// What it said last has arrived.
        case sent(Receipt)
    }

    /// What is to be done with what a form says.
    enum Turn: Sendable, Equatable {
        case send(MessageID)
        /// Exactly this was delivered before.
        case sent(Receipt)
    }

    enum Fate: Sendable, Equatable {
        case open, sent, notSent
        /// It was tried, and may have arrived.
        case unknown
    }

    /// What was tried with a form: it arrived, or nobody knows whether it did.
    private struct Attempt: Sendable {
        let content: MessageContent
        let message: MessageID
        /// The claim that tried it last.
        var claim: Int
        var receipt: Receipt?
    }

    private struct Form: Sendable {
        let id: MessageID
        var isSending = false
        var claimCount = 0
        /// The newest last. The one before is known to whoever waited for it while the newest was sent.
        var attempts: [Attempt] = []
    }

    private static let maximumCount = 16
    private static let attemptCount = 2

    private var forms: [Form] = []

    var isSending: Bool { forms.contains(where: \.isSending) }

    /// A new form. The oldest that nobody is sending is forgotten.
    mutating func issue() -> MessageID {
        if forms.count >= Self.maximumCount, let oldest = forms.firstIndex(where: { !$0.isSending }) {
            forms.remove(at: oldest)
        }
        let form = Form(id: .random())
        forms.append(form)
        return form.id
    }

    func state(of id: MessageID) -> State? {
        guard let form = forms.first(where: { $0.id == id }) else { return nil }
        if form.isSending { return .sending }
        return form.attempts.last?.receipt.map { .sent($0) } ?? .fresh
    }

    /// True for one caller at a time.
    mutating func claim(_ id: MessageID) -> Bool {
        guard let index = forms.firstIndex(where: { $0.id == id }), !forms[index].isSending else { return false }
        forms[index].isSending = true
        forms[index].claimCount += 1
        return true
    }

    /// Which claim of a form is the newest.
    func newestClaim(of id: MessageID) -> Int { forms.first { $0.id == id }?.claimCount ?? 0 }

    /// What a claimed form says now, before it is delivered. The message's identifier is that of the last attempt only
    /// where that said the same.
    mutating func turn(of id: MessageID, saying content: MessageContent) -> Turn? {
        guard let index = forms.firstIndex(where: { $0.id == id }) else { return nil }
        let claim = forms[index].claimCount
        if var last = forms[index].attempts.last, last.content == content {
            last.claim = claim
            forms[index].attempts[forms[index].attempts.count - 1] = last
            return last.receipt.map { .sent($0) } ?? .send(last.message)
        }
        let message: MessageID = forms[index].attempts.isEmpty ? id : .random()
        forms[index].attempts.append(Attempt(content: content, message: message, claim: claim))
        if forms[index].attempts.count > Self.attemptCount { forms[index].attempts.removeFirst() }
        return .send(message)
    }

    /// What became of exactly this, which came again while another request had the form.
    /// - Parameter claim: of the other request. What was said before it does not count: it was not the last that was said.
    func fate(of content: MessageContent, in id: MessageID, since claim: Int) -> Fate? {
        guard let form = forms.first(where: { $0.id == id }) else { return nil }
        let attempt = form.attempts.last { $0.content == content && $0.claim >= claim }
        if attempt?.receipt != nil { return .sent }
        if form.isSending { return .open }
        return attempt == nil ? .notSent : .unknown
    }

    mutating func release(_ id: MessageID, receipt: Receipt?) {
        guard let index = forms.firstIndex(where: { $0.id == id }) else { return }
        forms[index].isSending = false
        guard let receipt, let last = forms[index].attempts.indices.last else { return }
        forms[index].attempts[last].receipt = receipt
    }
}
