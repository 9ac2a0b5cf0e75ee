// SPDX-License-Identifier: AGPL-3.0-or-later

/// One procedure before one authority.
public struct MatterRecord: Sendable, Hashable, Confidential {
    public let id: ID<LegalMatter>
    public let track: LegalTrack
    /// The State or body.
    public let jurisdiction: String
    public let title: String
    /// Who acts for the person, in words: counsel may be outside.
    public internal(set) var counsel: String
    /// In the order in which they were reached; what was undone is gone from here and stays in the history.
    public internal(set) var stages: [StageStep] = []
    /// In ledger order; what was undone is gone from here and stays in the history.
    public internal(set) var marks: [MarkStep] = []
    /// Time limits that counsel set by hand: national law, a court's order.
    public internal(set) var ownClocks: [OwnClock] = []
    /// What was said about time limits, in ledger order.
    public internal(set) var changes: [ClockChange] = []
    /// Public holidays where the procedure runs; nil where nobody entered them.
    public internal(set) var holidays: [Day]?
    /// Rules that counsel looked at for this matter; the last one of a rule holds.
    public internal(set) var ruleChecks: [RuleCheck] = []

    /// Where it stands; nil before the first stage.
    public var stage: LegalStage? { stages.last?.stage }

    /// The stages that it may come to next.
    public var successors: [LegalStage] { track.successors(of: stage) }

    /// Those of them that a form offers.
    public var offered: [LegalStage] { track.offered(after: stage) }
}

/// That a stage was reached.
public struct StageStep: Hashable, Sendable, Confidential {
    public let entry: ID<Entry>
    let sequence: UInt64
    public let stated: StatedStage
    public var stage: LegalStage { stated.stage }
    public var on: Day { stated.on }
}

/// A stage as it is stated.
public struct StatedStage: Hashable, Sendable, Confidential {
    public var stage: LegalStage
    public var on: Day
    /// SHA-256 of the decision's document, where a decision was taken.
    public var document: [UInt8]?
    /// Of an appeal.
    public var suspensiveEffect: SuspensiveEffect?
    public var note: String

    public init(
        stage: LegalStage, on: Day, document: [UInt8]?, suspensiveEffect: SuspensiveEffect?, note: String
    ) {
        self.stage = stage
        self.on = on
        self.document = document
        self.suspensiveEffect = suspensiveEffect
        self.note = note
    }
}

/// A dated fact.
public struct MarkStep: Hashable, Sendable, Confidential {
    public let entry: ID<Entry>
    let sequence: UInt64
    public let mark: LegalMark
    public let on: Day
    public let note: String
}

/// A time limit that no table knows.
public struct OwnClock: Hashable, Sendable, Confidential {
    public let id: ID<OwnClock>
    public let title: String
    public let duty: LegalDuty
    public let due: Day
    /// The law or order that sets it.
    public let citation: String
    public let entry: ID<Entry>
    let sequence: UInt64
}

/// Which time limit is meant.
public enum ClockReference: Hashable, Sendable {
    /// A row of the table, by its id. It may be one that a newer version knows.
    case rule(String)
    case own(ID<OwnClock>)
}

/// What was said about a time limit.
public struct ClockChange: Hashable, Sendable, Confidential {
    public let entry: ID<Entry>
    let sequence: UInt64
    public let clock: ClockReference
    public let what: ClockChangeKind
    public let note: String
}

public enum ClockChangeKind: Hashable, Sendable {
    case extended(by: LegalAmount)
    case suspended(from: Day)
    case resumed(on: Day)
    case met(on: Day)
    /// It does not apply after all.
    case dropped
    /// It was not met, or applies: what was said to end it was a mistake.
    case reopened
}

/// That counsel read the words behind a rule.
public struct RuleCheck: Hashable, Sendable, Confidential {
    public let entry: ID<Entry>
    public let rule: String
    public let on: Day
    public let by: ID<Member>
    public let result: RuleCheckResult
    public let note: String
}

public enum RuleCheckResult: UInt8, CaseIterable, Sendable {
    case confirmed = 1
    /// The text says something else: set the time limit by hand.
    case differs
}
