// SPDX-License-Identifier: AGPL-3.0-or-later

/// One case as lists, Today and the plots go by it on one day: made once and kept until something happens in the case
/// (``CaseworkState/fingerprint(of:)``), so that a page over ten thousand cases need not walk through them.
public struct CaseSummary: Sendable, Confidential {
    /// Where it stands and who carries it.
    public struct Standing: Sendable, Hashable {
        public let state: CaseState
        public let danger: DangerRating
        public let owner: ID<Member>
        public let deputy: ID<Member>
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
    let agendas: [Agenda]

    public init(_ record: CaseRecord, on day: Day) {
        id = record.id
        alias = record.alias
        let casework = record.casework
        standing = casework?.lifecycle.map {
            Standing(state: $0.state, danger: $0.danger, owner: $0.owner, deputy: $0.deputy)
        }
        isCritical = casework?.isCritical ?? false
        let conversation = record.conversation?.record
        waitingSince = conversation?.waitingSince
        isLifeInDanger = conversation?.danger == .lifeInDanger
        openTasks = record.parts.flatMap(\.tasks).filter(\.isOpen).map { OpenTask(owner: $0.owner, due: $0.due) }
        agendas = record.parts.map { Agenda($0, casework, on: day) }
    }
}

/// What there is to do in one part of a case, for whomever it is.
struct Agenda: Sendable, Confidential {
    let compartment: ID<Compartment>
    let holders: [ID<Member>]
    /// Owner and deputy; nil where this desk cannot see who they are.
    let carriers: [ID<Member>]?
    let weight: UInt64
    let deadlines: [Deadline]
    let calls: [Call]
    /// Nil where it is no conversation, or one without a message.
    let waiting: WaitingPerson?

    init(_ part: PartRecord, _ other: CaseworkPart?, on day: Day) {
        let casework = part.casework ?? other
        compartment = part.compartment
        holders = part.access.holders
        carriers = casework?.lifecycle.map { [$0.owner, $0.deputy] }
        weight = max(casework?.lifecycle?.danger.weight ?? 1, casework?.risk.level?.weight ?? 1)
        deadlines = part.content.deadlines(on: day)
        calls = part.content.calls(on: day)
        if case .conversation(let conversation) = part.content {
            waiting = conversation.record.map { WaitingPerson($0) }
        } else {
            waiting = nil
        }
    }
}

/// What of a conversation says whether somebody has to read or to answer.
struct WaitingPerson: Sendable, Hashable {
    let danger: DangerRating
    let isUnread: Bool
    /// Seconds since 1970.
    let waitingSince: UInt64?

    init(_ request: RequestRecord) {
        danger = request.danger
        isUnread = request.unreadCount > 0
        waitingSince = request.waitingSince
    }
}
