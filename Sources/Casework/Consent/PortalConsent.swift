// SPDX-License-Identifier: AGPL-3.0-or-later

/// A question of what may be done with what, as the person is asked it at the portal.
public struct PortalAsk: Hashable, Sendable, Confidential {
    /// The most that the person may agree to.
    public var terms: ConsentTerms
    /// The last day on which they may let it end.
    public var expires: Day
    /// The explanation in the person's language, in the worker's words.
    public var text: String
    /// A yes that comes later than on this day does not count. A no always does.
    public var openUntil: Day

    public init(terms: ConsentTerms, expires: Day, text: String, openUntil: Day) {
        self.terms = terms
        self.expires = expires
        self.text = text
        self.openUntil = openUntil
    }
}

/// What a person chose at the portal.
public enum PortalChoice: Hashable, Sendable, Confidential {
    /// This much, until that day.
    case agreed(ConsentTerms, until: Day)
    /// Not at all, or not any more.
    case no
    /// They want to ask something first. Behind a yes it keeps that from counting until somebody has answered them.
    case asksFirst
}

/// A person's answer to one question, as it came from the portal in a message that only somebody with the conversation's
/// words can have written.
public struct PortalAnswer: Hashable, Sendable, Confidential {
    public var consent: ID<Consent>
    public var choice: PortalChoice
    /// BCP 47 tag of the language in which everything was shown.
    public var language: String
    /// What they said back in their own words, and behind that, where they agree to nothing, whom they forbid: an older desk reads the no all the
    /// same (docs/decisions/0099).
    let texts: [String]

    /// - Parameter neverTo: whom they forbid, one line each, where they agree to nothing. Who is left out of a yes stands in its terms.
    public init(
        consent: ID<Consent>, choice: PortalChoice, language: String, ownWords: [String], neverTo: [String] = []
    ) {
        let isNames = !choice.isAgreement && !neverTo.isEmpty
        let texts =
            isNames ? (ownWords + ["", ""]).prefix(Self.questionCount) + [neverTo.joined(separator: "\n")] : ownWords
        self.init(consent: consent, choice: choice, language: language, texts: texts)
    }

    init(consent: ID<Consent>, choice: PortalChoice, language: String, texts: [String]) {
        self.consent = consent
        self.choice = choice
        self.language = language
        self.texts = texts
    }

    /// What they said back in their own words, one text for each question.
    public var ownWords: [String] { choice.isAgreement ? texts : Array(texts.prefix(Self.questionCount)) }

    /// Whom they forbid where they agree to nothing: names as the ledger has them, each once. Who writes more than ``mostNames`` has the others in the last.
    public var neverTo: [String] {
        guard !choice.isAgreement else { return [] }
        var names: [String] = []
        for line in texts.dropFirst(Self.questionCount).joined().split(whereSeparator: \.isNewline) {
            let name = OneLine.made(of: String(line)).split(separator: " ").joined(separator: " ")
            if !name.isBlank, !names.contains(name) { names.append(name) }
        }
        guard names.count > Self.mostNames else { return names }
        return names.prefix(Self.mostNames - 1) + [names.dropFirst(Self.mostNames - 1).joined(separator: "; ")]
    }

    /// Each of them is read by whoever lets something go.
    public static let mostNames = 32
    private static let questionCount = 2
}

extension PortalChoice {
    /// Whether it allows anything.
    var isAgreement: Bool { if case .agreed = self { true } else { false } }
}

/// A ``PortalAnswer`` as the ledger of consent takes it, with the message that brought it.
public struct PortalSaying: Hashable, Sendable, Confidential {
    public var message: ID<Message>
    public var answer: PortalAnswer
    /// Hours since 1970, by the portal's clock.
    public var sentHour: UInt32
    /// The exact text that was shown, and what was said: the person's receipt.
    public var shown: String
    /// SHA-256 of `shown` in UTF-8.
    public var receipt: [UInt8]

    public init(message: ID<Message>, answer: PortalAnswer, sentHour: UInt32, shown: String, receipt: [UInt8]) {
        self.message = message
        self.answer = answer
        self.sentHour = sentHour
        self.shown = shown
        self.receipt = receipt
    }
}

/// Whether a person said back what they agree to, as a worker judges it who has read their own words.
public enum TeachBack: UInt8, CaseIterable, Sendable {
    case understood = 1
    /// Somebody has to talk to them first.
    case notYet
}

/// A ``PortalSaying`` that the ledger has, and what came of it. One that does not count is kept with the reason.
public struct PortalRecord: Hashable, Sendable, Confidential {
    public enum Effect: Hashable, Sendable, Confidential {
        /// It changed where the answer stands, or what it allows.
        case counted
        /// Nothing was to change: a question before any answer, or a no to what was refused already.
        case nothingToChange
        case doesNotCount(Refusal)
    }

    public var id: ID<Message> { saying.message }
    public let saying: PortalSaying
    /// The entry with which a desk took it in from the conversation.
    let taken: Saying
    public let effect: Effect

    /// Whose desk took it in.
    public var takenBy: ID<Member> { taken.member }
    /// Seconds since 1970, by the clock of the desk that took it in.
    public var recordedAt: UInt64 { taken.recordedAt }
}

/// A yes from the portal that is not in force yet, because nobody has judged what the person said in their own words.
public struct PendingConsent: Hashable, Sendable, Confidential {
    /// The message whose own words are to be judged.
    public let message: ID<Message>
    /// Whose desk took it in.
    public let takenBy: ID<Member>
    public internal(set) var terms: ConsentTerms
    public internal(set) var until: Day
    public let ownWords: [String]
    public let receipt: [UInt8]
    /// Seconds since 1970, by the clock of the desk that took it in.
    public let takenAt: UInt64
    /// Where in the ledger it came, and what the desk that took it in had seen.
    let standing: Standing
    /// Whether it came, or waited, while everything was frozen: it counts only after a talk.
    public internal(set) var isHeld: Bool
    /// Set once somebody wants to talk it over first.
    public internal(set) var doubt: TeachBackDoubt?
    /// What the person has asked since: whoever judges has answered that first.
    public internal(set) var question: PortalQuestion?
}

/// "First I want to ask something", said behind a yes: who says so is not sure of it. While nobody has answered it nothing leaves by that yes.
public struct PortalQuestion: Hashable, Sendable, Confidential {
    public let message: ID<Message>
    /// Seconds since 1970, by the clock of the desk that took it in.
    public let at: UInt64
    /// Where in the ledger it came, and what the desk that took it in had seen.
    let standing: Standing
    /// Set once somebody wants to talk on.
    public internal(set) var doubt: TeachBackDoubt?
}

extension PendingConsent {
    /// Whether somebody talks to the person before it counts, and says what was talked about.
    public var isTalkedOver: Bool { doubt != nil || isHeld || question != nil }

    public var givenOn: Day { Day(at: takenAt) }
}

/// Why a yes is to be talked over.
public struct TeachBackDoubt: Hashable, Sendable, Confidential {
    public let by: ID<Member>
    public let note: String
    /// Seconds since 1970, by the author's clock.
    public let at: UInt64
}
