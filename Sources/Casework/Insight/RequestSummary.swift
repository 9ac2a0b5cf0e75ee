// SPDX-License-Identifier: AGPL-3.0-or-later

/// One request of the intake as lists and plots go by it, without its words.
public struct RequestSummary: Sendable, Hashable, Confidential {
    public let id: ID<Request>
    public let state: RequestState
    public let danger: DangerRating
    /// The danger that it is weighed by.
    let weighedDanger: DangerRating
    public let isUnread: Bool
    /// BCP 47 tag of the language that the person chose.
    public let language: String
    /// Seconds since 1970.
    public let receivedAt: UInt64
    public let hasFiles: Bool
    /// Whether the person wrote more than once.
    public let wroteAgain: Bool
    /// Whether it may stand in one row with others.
    public let mayStandWithOthers: Bool
    /// Since when the person has waited for an answer, in seconds since 1970; nil where they do not.
    public let waitingSince: UInt64?
    /// Seconds since 1970.
    public let lastActivityAt: UInt64

    public init(_ request: RequestRecord) {
        id = request.id
        state = request.state
        danger = request.danger
        weighedDanger = request.weighedDanger
        isUnread = request.unreadCount > 0
        language = request.language
        receivedAt = request.receivedAt
        hasFiles = request.hasFiles
        wroteAgain = request.messageCount > 1
        mayStandWithOthers = request.mayStandWithOthers
        waitingSince = request.waitingSince
        lastActivityAt = request.lastActivityAt
    }

    /// Danger, then waiting. Whoever says that their life is in danger now, and waits, comes before all others;
    /// whoever is not waiting comes last, and what was set apart as hostile counts by no danger. `now`: seconds since 1970.
    public func priority(at now: UInt64) -> Priority {
        Priority(danger: weighedDanger, waitingSeconds: waitingSince.map { now > $0 ? now - $0 : 0 })
    }
}
