// SPDX-License-Identifier: AGPL-3.0-or-later

/// What counsel found on exclusion (1951 Convention, Article 1F). It stands in counsel's compartment and nowhere else, so that helpers'
/// notes do not become evidence against the helped.
public enum ExclusionState: UInt8, CaseIterable, Sendable {
    case notAssessed = 1
    case noIndicator
    /// Something points to it: counsel has to advise before anybody speaks for the person in public.
    case indicator
    case counselAdvised

    /// What counsel may say next. New facts reopen it from every state.
    public var successors: [ExclusionState] {
        switch self {
        case .notAssessed: [.noIndicator, .indicator]
        case .noIndicator: [.indicator]
        case .indicator: [.noIndicator, .counselAdvised]
        case .counselAdvised: [.indicator]
        }
    }
}

/// What happens to the screening.
public enum ExclusionEvent: Hashable, Sendable, Confidential {
    /// `mayVouch`: whether the organisation may speak for the person in public, on counsel's advice.
    case screened(ExclusionState, mayVouch: Bool, reasons: String)
}

/// One step of the screening.
public struct ExclusionStep: Hashable, Sendable, Confidential {
    public let entry: ID<Entry>
    public let by: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let at: UInt64
    public let state: ExclusionState
    public let mayVouch: Bool
    public let reasons: String
    let standing: Standing
}
