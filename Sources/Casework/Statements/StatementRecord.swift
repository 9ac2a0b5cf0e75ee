// SPDX-License-Identifier: AGPL-3.0-or-later

/// One sitting in which a person was asked and answered, as it was asked and as it was answered.
public struct StatementRecord: Sendable, Hashable, Confidential {
    public var id: ID<Statement> { stated.id }
    public let stated: StatedStatement
    public let recordedBy: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let recordedAt: UInt64
    /// How often the person had been asked before, as far as this compartment knows.
    public let timesAskedBefore: Int
    /// In the order of their numbers, which have no gaps.
    public internal(set) var answers: [Answer] = []
    public internal(set) var closing: StatementClosing?

    /// Whether the person was asked again and nobody wrote down why. The statement counts all the same: that somebody was
    /// asked is a fact, and hiding it would be worse.
    public var wasRepeatedWithoutReason: Bool { timesAskedBefore > 0 && stated.whyAgain.isBlank }

    /// The answer that an entry recorded, whatever number it has.
    public func answer(of entry: ID<Entry>) -> Answer? { answers.first { $0.entry == entry } }

    public func answer(_ number: UInt32) -> Answer? {
        guard number >= 1, Int(number) <= answers.count else { return nil }
        return answers[Int(number) - 1]
    }
}

/// What is known of a sitting before the first question.
public struct StatedStatement: Hashable, Sendable, Confidential {
    public var id: ID<Statement>
    public var kind: StatementKind
    public var heldOn: Day
    public var setting: StatementSetting
    /// BCP 47 tag of the language in which the person spoke.
    public var language: String
    public var interpreter: Interpreter
    public var interviewer: Interviewer
    /// Whether it is privileged: counsel took it, or it was taken for counsel.
    public var isPrivileged: Bool
    /// Why the person was asked again; empty for the first time.
    public var whyAgain: String

    public init(
        id: ID<Statement>, kind: StatementKind, heldOn: Day, setting: StatementSetting, language: String,
        interpreter: Interpreter, interviewer: Interviewer, isPrivileged: Bool, whyAgain: String
    ) {
        self.id = id
        self.kind = kind
        self.heldOn = heldOn
        self.setting = setting
        self.language = language
        self.interpreter = interpreter
        self.interviewer = interviewer
        self.isPrivileged = isPrivileged
        self.whyAgain = whyAgain
    }
}

/// How much was taken down (Eurojust, Genocide Network and ICC OTP, guidelines for civil society, 2022): an organisation that
/// documents takes a first account at most, and leaves the full statement to investigators.
public enum StatementKind: UInt8, CaseIterable, Sendable {
    /// Who, what, where, when, who else saw it: enough to decide what is next.
    case firstAccount = 1
    case fullStatement
}

public enum StatementSetting: UInt8, CaseIterable, Sendable {
    case inPerson = 1
    case video
    case voice
    case portal
    case writtenByThePerson
}

/// Who put one language into the other.
public enum Interpreter: Hashable, Sendable, Confidential {
    /// Both spoke the language.
    case notNeeded
    /// By name or pseudonym.
    case named(String)
    /// A machine, or nobody who could be named.
    case machine(String)
}

/// Who asked.
public enum Interviewer: Hashable, Sendable, Confidential {
    case member(ID<Member>)
    /// An authority, a newsroom, another organisation: it counts as being asked all the same.
    case outside(String)
}

/// One question and its answer.
public struct Answer: Hashable, Sendable, Confidential {
    public let number: UInt32
    public let asked: Asked
    public let entry: ID<Entry>
    public let recordedBy: ID<Member>
    let standing: Standing
    /// Whether whoever closed the statement had not seen it, whichever of the two the ledger has first: it was not read back.
    public internal(set) var isOutsideClosing: Bool
    /// Additions of later days. What was answered stays as it was answered.
    public internal(set) var additions: [AnswerAddition] = []
}

/// A question and an answer as they are written down.
public struct Asked: Hashable, Sendable, Confidential {
    public var topic: StatementTopic
    /// In the words in which it was put.
    public var question: String
    public var outcome: AnswerOutcome
    /// In the person's words, or the interpreter's; empty where nothing was said.
    public var answer: String

    public init(topic: StatementTopic, question: String, outcome: AnswerOutcome, answer: String) {
        self.topic = topic
        self.question = question
        self.outcome = outcome
        self.answer = answer
    }
}

/// What a question was about, so that "were they ever asked?" has an answer.
public enum StatementTopic: UInt8, CaseIterable, Sendable {
    case identity = 1
    case service
    /// What they saw others do.
    case eventsWitnessed
    /// What they did, ordered, or took part in.
    case ownConduct
    /// What they know of crimes, from wherever.
    case knowledgeOfCrimes
    case leaving
    case threat
    case family
    case contacts
    case other
}

/// What came of a question.
public enum AnswerOutcome: UInt8, CaseIterable, Sendable {
    case answered = 1
    case doesNotKnow
    /// Says that there was nothing, or that they knew nothing.
    case denies
    case declinesToAnswer
    /// Stopped, for distress or time.
    case notReached
}

/// Something the person added later to an answer.
public struct AnswerAddition: Hashable, Sendable, Confidential {
    public let entry: ID<Entry>
    public let heardOn: Day
    public let text: String
}

/// That a statement was read back, and whether the person stood by it.
public struct StatementClosing: Hashable, Sendable, Confidential {
    public let entry: ID<Entry>
    public let isReadBack: Bool
    public let confirmation: StatementConfirmation
    public let note: String
}

public enum StatementConfirmation: UInt8, CaseIterable, Sendable {
    case signed = 1
    case confirmedAloud
    case confirmedInWriting
    case notConfirmed
}
