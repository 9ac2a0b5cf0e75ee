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

/// Counsel who screen without having seen each other's steps: what stands is every step that no later one had seen, and the gravest of
/// them counts, whatever order they reached the ledger in (docs/decisions/0043).
public struct Screening: Hashable, Sendable, Confidential {
    /// In ledger order.
    public private(set) var steps: [ExclusionStep] = []

    init() {}

    /// The steps that nobody who had seen them followed with another: one in ordinary work.
    public var standing: [ExclusionStep] {
        steps.filter { step in !steps.contains { $0.entry != step.entry && $0.standing.knew(step.standing) } }
    }

    public var state: ExclusionState { standing.map(\.state).max { $0.gravity < $1.gravity } ?? .notAssessed }

    /// What counsel may say next. Where several steps stand, also what one of them says: whoever has seen them all
    /// settles it by that, and need not find what nobody found.
    public var successors: [ExclusionState] {
        let apart = standing.count > 1 ? standing.map(\.state) : []
        return ExclusionState.allCases.filter { state.successors.contains($0) || apart.contains($0) }
    }

    public var mayVouch: Bool { !steps.isEmpty && standing.allSatisfy(\.mayVouch) }

    /// What somebody had before them who screened there.
    func seen(from standing: Standing) -> Screening {
        var seen = Screening()
        seen.steps = steps.filter { standing.knew($0.standing) }
        return seen
    }

    mutating func append(_ step: ExclusionStep) { steps.append(step) }
}

extension ExclusionState {
    fileprivate var gravity: Int {
        switch self {
        case .notAssessed: 0
        case .noIndicator: 1
        case .counselAdvised: 2
        case .indicator: 3
        }
    }
}
