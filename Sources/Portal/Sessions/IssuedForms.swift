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

    /// The last that was tried with a form: it arrived, or nobody knows whether it did.
    private struct Attempt: Sendable {
        let content: MessageContent
        let message: MessageID
        var receipt: Receipt?
    }

    private struct Form: Sendable {
        let id: MessageID
        var isSending = false
        var last: Attempt?
    }

    private static let maximumCount = 16

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
        return form.last?.receipt.map { .sent($0) } ?? .fresh
    }

    /// True for one caller at a time.
    mutating func claim(_ id: MessageID) -> Bool {
        guard let index = forms.firstIndex(where: { $0.id == id }), !forms[index].isSending else { return false }
        forms[index].isSending = true
        return true
    }

    /// What a claimed form says now, before it is delivered. The message's identifier is that of the last attempt only
    /// where that said the same.
    mutating func turn(of id: MessageID, saying content: MessageContent) -> Turn? {
        guard let index = forms.firstIndex(where: { $0.id == id }) else { return nil }
        if let last = forms[index].last, last.content == content {
            return last.receipt.map { .sent($0) } ?? .send(last.message)
        }
        let message: MessageID = forms[index].last == nil ? id : .random()
        forms[index].last = Attempt(content: content, message: message)
        return .send(message)
    }

    /// What became of exactly this, sent with a form by another request.
    func fate(of content: MessageContent, in id: MessageID) -> Fate? {
        guard let form = forms.first(where: { $0.id == id }) else { return nil }
        if form.isSending { return .open }
        guard let last = form.last, last.content == content else { return .notSent }
        return last.receipt == nil ? .unknown : .sent
    }

    mutating func release(_ id: MessageID, receipt: Receipt?) {
        guard let index = forms.firstIndex(where: { $0.id == id }) else { return }
        forms[index].isSending = false
        if let receipt { forms[index].last?.receipt = receipt }
    }
}
