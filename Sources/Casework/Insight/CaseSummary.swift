// SPDX-License-Identifier: AGPL-3.0-or-later

/// One case as lists and plots go by it: made once and kept until something happens in the case
/// (``CaseworkState/fingerprint(of:)``), so that a page over ten thousand cases need not walk through them.
public struct CaseSummary: Sendable, Confidential {
    /// Where it stands and who carries it.
    public struct Standing: Sendable, Hashable {
        public let state: CaseState
        public let danger: DangerRating
        public let owner: ID<Member>
        public let deputy: ID<Member>
        /// Everybody who owns it by an assignment that stands, and everybody who carries it by one.
        public let owners: Set<ID<Member>>
        public let carriers: Set<ID<Member>>
    }

    public struct OpenTask: Sendable, Hashable {
        public let owner: ID<Member>
        /// Seconds since 1970.
        public let due: UInt64
    }

    public let id: ID<Case>
    public let alias: String
    /// Nil where this desk cannot open the casework, or nothing was registered in it.
    public let standing: Standing?
    /// Whether nothing else should come first.
    public let isCritical: Bool
    /// Since when the person has waited for an answer, in seconds since 1970; nil where they do not.
    public let waitingSince: UInt64?
    /// Whether the person says that their life is in danger.
    public let isLifeInDanger: Bool
    public let openTasks: [OpenTask]
    /// Whether something was found about the person on a list or in a text.
    public let hasExposures: Bool

    public init(_ record: CaseRecord) {
        id = record.id
        alias = record.alias
        let casework = record.casework
        standing = casework?.lifecycle.map {
            Standing(
                state: $0.state, danger: $0.danger, owner: $0.owner, deputy: $0.deputy,
                owners: Set($0.carriers.standing.map(\.value.owner)), carriers: $0.everybodyCarrying)
        }
        isCritical = casework?.isCritical ?? false
        let conversation = record.conversation?.record
        waitingSince = conversation?.waitingSince
        isLifeInDanger = conversation?.danger == .lifeInDanger
        hasExposures = record.parts(of: .identity).contains { part in
            if case .identity(let identity) = part.content { !identity.exposures.isEmpty } else { false }
        }
        openTasks = record.parts.flatMap(\.tasks).filter(\.isOpen).map { OpenTask(owner: $0.owner, due: $0.due) }
    }
}
