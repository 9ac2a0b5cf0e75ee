// SPDX-License-Identifier: AGPL-3.0-or-later

/// Where one answer stands.
public enum ConsentState: UInt8, CaseIterable, Sendable {
    case explained = 1
    case given
    case givenWithConditions
    case refused
    case deferred
    case narrowed
    case expired
    case superseded
    case frozen
    case withdrawn

    /// Whether something may leave on the strength of it.
    public var isInForce: Bool {
        switch self {
        case .given, .givenWithConditions, .narrowed: true
        case .explained, .refused, .deferred, .expired, .superseded, .frozen, .withdrawn: false
        }
    }

    /// Whether something that left may have to be asked back: all of it, or what somebody let go who had not heard that less is allowed.
    var mayCallBack: Bool {
        switch self {
        case .narrowed, .superseded, .frozen, .refused, .withdrawn: true
        case .explained, .given, .givenWithConditions, .deferred, .expired: false
        }
    }

    /// Whether the person does not want it: a first no as well as a yes that was taken back.
    public var isNo: Bool { self == .refused || self == .withdrawn }

    /// The states that it may come to from this one. Withdrawing is possible from every state in which something may have left.
    public var successors: [ConsentState] {
        switch self {
        case .explained: [.given, .givenWithConditions, .refused, .deferred]
        case .given, .givenWithConditions, .narrowed: [.narrowed, .expired, .superseded, .frozen, .withdrawn]
        case .frozen: [.superseded, .withdrawn]
        case .refused, .deferred, .withdrawn: [.explained]
        case .expired: [.explained, .withdrawn]
        case .superseded: [.withdrawn]
        }
    }
}

/// What was explained before the answer.
public struct ConsentExplanation: Hashable, Sendable, Confidential {
    public var giver: ConsentGiver
    /// Why the giver can answer: age, mandate, state of health.
    public var capacityNote: String
    public var purpose: ConsentPurpose
    public var recipient: ConsentRecipient
    /// BCP 47 tag.
    public var language: String
    public var interpreter: Interpreter
    /// Which text was shown.
    public var version: String
    /// That what has been given away cannot be called back.
    public var consequencesShown: Bool
    /// How to withdraw.
    public var withdrawalShown: Bool
    /// That help does not depend on the answer.
    public var aidIndependenceShown: Bool
    public var initiative: ConsentInitiative

    public init(
        giver: ConsentGiver, capacityNote: String, purpose: ConsentPurpose, recipient: ConsentRecipient,
        language: String, interpreter: Interpreter, version: String, consequencesShown: Bool, withdrawalShown: Bool,
        aidIndependenceShown: Bool, initiative: ConsentInitiative
    ) {
        self.giver = giver
        self.capacityNote = capacityNote
        self.purpose = purpose
        self.recipient = recipient
        self.language = language
        self.interpreter = interpreter
        self.version = version
        self.consequencesShown = consequencesShown
        self.withdrawalShown = withdrawalShown
        self.aidIndependenceShown = aidIndependenceShown
        self.initiative = initiative
    }
}

/// What was answered.
public enum ConsentAnswer: Hashable, Sendable, Confidential {
    case given(ConsentTerms, expires: Day)
    case refused
    case deferred
}

/// How the answer was given, and what shows it.
public struct ConsentEvidence: Hashable, Sendable, Confidential {
    /// The person said back in their own words what they agree to.
    public var isUnderstood: Bool
    public var method: ConsentMethod
    public var givenOn: Day
    /// When to come back to it; nil for when the person does.
    public var reviewOn: Day?
    public var receipt: ConsentReceipt
    public var secondWitness: ID<Member>?
    public var supersedes: [ID<Consent>]

    public init(
        isUnderstood: Bool, method: ConsentMethod, givenOn: Day, reviewOn: Day?, receipt: ConsentReceipt,
        secondWitness: ID<Member>?, supersedes: [ID<Consent>]
    ) {
        self.isUnderstood = isUnderstood
        self.method = method
        self.givenOn = givenOn
        self.reviewOn = reviewOn
        self.receipt = receipt
        self.secondWitness = secondWitness
        self.supersedes = supersedes
    }
}
