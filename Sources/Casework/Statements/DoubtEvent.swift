// SPDX-License-Identifier: AGPL-3.0-or-later

/// What can happen to what contradicts, or is missing in, what was said.
public enum DoubtEvent: Hashable, Sendable, Confidential {
    indirect case contradictionNoted(ID<Contradiction>, earlier: Said, later: Said, note: String)
    indirect case contradictionExplained(ID<Contradiction>, Hearing, explanation: String, benefitOfDoubt: String)
    /// The explanation did not hold.
    case contradictionReopened(ID<Contradiction>, reason: String)
    indirect case withholdingNoted(ID<Withholding>, StatedWithholding)
    /// A second person, who heard the person or says why not, holds it to be so.
    case withholdingEstablished(ID<Withholding>, Hearing, reason: String)
    /// A second person holds that it was not so, or that there was a reason which a fair person accepts.
    case withholdingCleared(ID<Withholding>, Hearing, reason: String)
}

/// Something that was said: an answer or a claim of the same compartment.
public enum Said: Hashable, Sendable {
    case answer(ID<Statement>, number: UInt32)
    case claim(ID<Claim>)
}

/// Whether the person was heard before something was held against them or for them.
public enum Hearing: Hashable, Sendable, Confidential {
    case heard(on: Day)
    case notHeard(because: String)

    /// Whether it says what it has to say.
    var isComplete: Bool {
        switch self {
        case .heard: true
        case .notHeard(let reason): !reason.isBlank
        }
    }
}

/// What a person is thought to have known and not to have said.
public struct StatedWithholding: Hashable, Sendable, Confidential {
    /// In one sentence.
    public var what: String
    /// The answer in which it was not said; nil where nobody ever asked, which is then part of the record too.
    public var asked: Said?
    /// How the organisation came to know.
    public var source: String
    public var grades: Grades
    public var learnedOn: Day

    public init(what: String, asked: Said?, source: String, grades: Grades, learnedOn: Day) {
        self.what = what
        self.asked = asked
        self.source = source
        self.grades = grades
        self.learnedOn = learnedOn
    }
}
