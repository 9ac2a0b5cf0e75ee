// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bytes
import Correspondence

/// What the portal knows of one visit, in memory and nowhere else. Goes with the session.
struct VisitorSession: Sendable, RedactedPrinting {
    enum Stage: Sendable {
        /// Words are shown and not confirmed yet: the only time at which they are kept.
        case choosing(WordChoice)
        case open(Conversation)
    }

    /// Goes into every form of this session.
    let csrf = Tokens.text()
    var stage: Stage
    private var forms: [Form] = []

    init(stage: Stage) { self.stage = stage }

    var conversation: Conversation? {
        get {
            guard case .open(let conversation) = stage else { return nil }
            return conversation
        }
        set { if let newValue { stage = .open(newValue) } }
    }

    var choice: WordChoice? {
        guard case .choosing(let choice) = stage else { return nil }
        return choice
    }

    var isSending: Bool { forms.contains { $0.state.isSending } }
}

/// Twelve words on offer, and the three of them that will be asked for.
struct WordChoice: Sendable, RedactedPrinting {
    static let askedCount = 3

    let codephrase: Codephrase
    /// Positions counted from 1, ascending.
    let asked: [Int]

    init(in list: WordList) {
        var generator = SystemRandomNumberGenerator()
        codephrase = Codephrase(in: list)
        asked = Array(1...12).shuffled(using: &generator).prefix(Self.askedCount).sorted()
    }

    /// The asked positions at which something else was typed. Forgives what the codephrase's own reader forgives.
    func mistakes(in typed: [Int: String]) -> [Int] {
        asked.filter { position in
            var words = codephrase.words
            words[position - 1] = typed[position] ?? ""
            let read = try? Codephrase(parsing: words.joined(separator: " "), in: codephrase.list)
            return read?.words != codephrase.words
        }
    }
}

/// A conversation that its owner has opened with twelve words.
struct Conversation: Sendable, RedactedPrinting {
    let keys: ConversationKeys
    /// The words were made in this visit, or the relay was asked for their answers: what is known of them is all.
    private(set) var isUpToDate: Bool
    /// Where messages go, as the verified answer of the highest number that says it has it; without one to the card's
    /// intake recipient.
    private(set) var writeTo: (answer: UInt32, recipient: HybridRecipient)?
    /// The organisation certainly has the conversation's secret: an answer was seen, or a first message delivered.
    var isKnown = false
    /// Files of answers that were shown, so that they can be fetched.
    var files: [AnswerFile: Attachment] = [:]
    var receipt: Receipt?
    /// What the answers that were read ask about consent, or say of it.
    private(set) var consents: [KnownConsent] = []
    /// Of the last answer about consent that was sent in this visit.
    var consentReceipt: ConsentReceipt?

    /// - Parameter isNew: nobody can have answered these words.
    init(keys: ConversationKeys, isNew: Bool) {
        self.keys = keys
        isUpToDate = isNew
    }

    /// Takes in what a reading of the answers brought. One that brings less than another before takes nothing back.
    mutating func take(_ replies: [Reply]) {
        isUpToDate = true
        if !replies.isEmpty { isKnown = true }
        consents.take(replies)
        for reply in replies {
            guard let recipient = reply.writeTo, reply.number > writeTo?.answer ?? 0 else { continue }
            writeTo = (reply.number, recipient)
        }
    }

    /// The question that an address calls so.
    func consent(_ number: Int?) -> KnownConsent? { consents.first { $0.number == number } }
}

/// A file of an answer, as an address names it.
struct AnswerFile: Hashable, Sendable {
    let answer: UInt32
    let index: Int
}

/// What a visitor is told of a message that arrived.
struct Receipt: Sendable {
    let hour: UInt32
    let fileCount: Int
}

extension VisitorSession {
    /// A page's form: it becomes one message, however often it is sent.
    private struct Form: Sendable {
        let id: MessageID
        var state: FormState
    }

    enum FormState: Sendable {
        case fresh, sending
        case sent(Receipt)

        var isSending: Bool {
            if case .sending = self { true } else { false }
        }
    }

    private static let maximumFormCount = 16

    /// A new form. The oldest that nobody is sending is forgotten.
    mutating func issueForm() -> MessageID {
        if forms.count >= Self.maximumFormCount, let oldest = forms.firstIndex(where: { !$0.state.isSending }) {
            forms.remove(at: oldest)
        }
        let form = Form(id: .random(), state: .fresh)
        forms.append(form)
        return form.id
    }

    /// A form that nobody is sending and that was not sent, or else a new one.
    mutating func form(again id: MessageID?) -> MessageID {
        if let id, case .fresh? = state(of: id) { return id }
        return issueForm()
    }

    /// The state of a form that this session issued.
    func state(of id: MessageID) -> FormState? { forms.first { $0.id == id }?.state }

    /// True for one caller at a time, and never again once the message is sent.
    mutating func claim(_ id: MessageID) -> Bool {
        guard let index = forms.firstIndex(where: { $0.id == id }), case .fresh = forms[index].state else {
            return false
        }
        forms[index].state = .sending
        return true
    }

    /// Ends a claim: with a receipt when the message is delivered, without when it is not.
    mutating func release(_ id: MessageID, receipt: Receipt?) {
        guard let index = forms.firstIndex(where: { $0.id == id }) else { return }
        forms[index].state = receipt.map { .sent($0) } ?? .fresh
        guard let receipt else { return }
        conversation?.receipt = receipt
        conversation?.isKnown = true
    }
}
