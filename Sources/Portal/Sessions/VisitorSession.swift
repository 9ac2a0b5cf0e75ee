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
    private var forms = IssuedForms()

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

    var isSending: Bool { forms.isSending }
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
    private(set) var writeTo: (answer: UInt32, place: WriteTo)?
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
            guard let place = reply.writeTo, reply.number > writeTo?.answer ?? 0 else { continue }
            writeTo = (reply.number, place)
        }
    }

    /// Nothing of what was answered is left at the relay.
    mutating func forgetAnswers() {
        writeTo = nil
        isKnown = false
        consents = []
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
struct Receipt: Sendable, Equatable {
    let hour: UInt32
    let fileCount: Int
}

extension VisitorSession {
    mutating func issueForm() -> MessageID { forms.issue() }

    /// A form that this session issued, or else a new one.
    mutating func form(again id: MessageID?) -> MessageID {
        if let id, forms.state(of: id) != nil { return id }
        return issueForm()
    }

    func state(of form: MessageID) -> IssuedForms.State? { forms.state(of: form) }

    mutating func claim(_ form: MessageID) -> Bool { forms.claim(form) }

    mutating func turn(of form: MessageID, saying content: MessageContent) -> IssuedForms.Turn? {
        forms.turn(of: form, saying: content)
    }

    func newestClaim(of form: MessageID) -> Int { forms.newestClaim(of: form) }

    func fate(of content: MessageContent, in form: MessageID, since claim: Int) -> IssuedForms.Fate? {
        forms.fate(of: content, in: form, since: claim)
    }

    /// Ends a claim: with a receipt when the message is delivered, without when nobody knows that it is.
    mutating func release(_ form: MessageID, receipt: Receipt?) {
        forms.release(form, receipt: receipt)
        guard let receipt else { return }
        conversation?.receipt = receipt
        conversation?.isKnown = true
    }
}
