// SPDX-License-Identifier: AGPL-3.0-or-later

/// How far a source can be relied on, whatever it says this time (Admiralty code, A to F; NATO, FM 2-22.3, as in MISP's
/// `admiralty-scale`). Deception is no grade: it is an outcome of its own.
public enum SourceReliability: UInt8, CaseIterable, Sendable {
    case completelyReliable = 1
    case usuallyReliable
    case fairlyReliable
    case notUsuallyReliable
    case unreliable
    case cannotBeJudged

    /// A to F.
    public var letter: Character {
        switch self {
        case .completelyReliable: "A"
        case .usuallyReliable: "B"
        case .fairlyReliable: "C"
        case .notUsuallyReliable: "D"
        case .unreliable: "E"
        case .cannotBeJudged: "F"
        }
    }
}

/// How credible a piece of information is, whoever gave it (Admiralty code, 1 to 6).
public enum InformationCredibility: UInt8, CaseIterable, Sendable {
    case confirmedByIndependentSources = 1
    case probablyTrue
    case possiblyTrue
    case doubtful
    case improbable
    case cannotBeJudged
}

/// Both grades, side by side. They are neither ordered nor added up: B5 is a good source that says something improbable, and no
/// number says that.
public struct Grades: Hashable, Sendable {
    public var source: SourceReliability
    public var information: InformationCredibility

    public init(source: SourceReliability, information: InformationCredibility) {
        self.source = source
        self.information = information
    }

    /// For example `B2`.
    public var notation: String { "\(source.letter)\(information.rawValue)" }
}
