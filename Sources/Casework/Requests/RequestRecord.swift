// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes

/// A request and its conversation, as the events so far leave it.
public struct RequestRecord: Sendable, Equatable, Confidential {
    public let id: ID<Request>
    /// BCP 47 tag of the language that the person chose.
    public let language: String
    /// The conversation secret (docs/protocol.md, section 2).
    public let secret: Redacted<[UInt8]>
    /// The person's recipient, 1,216 bytes.
    public let recipient: [UInt8]
    /// Seconds since 1970, by the desk that fetched the first message.
    public let receivedAt: UInt64
    /// Whether it is the conversation of a case, where whoever writes always waits for an answer.
    public let isOfCase: Bool

    public internal(set) var state: RequestState = .received
    /// Set while the state is `declined`.
    public internal(set) var declineReason: DeclineReason?
    /// Set while somebody has proposed to decline and nobody has decided.
    public internal(set) var declineProposal: DeclineProposal?
    /// Set while somebody has proposed to destroy it, and after another has agreed.
    public internal(set) var erasure: RequestErasure?
    /// The partner that was proposed last.
    public internal(set) var referral: Referral?
    /// Set while the state is `linkedDuplicate`.
    public internal(set) var linkedTo: ID<Request>?
    /// Replies since the person was last awaited.
    public internal(set) var reminderCount = 0
    /// The rule that the person gave last.
    public internal(set) var safeContact: String
    /// Everything that happened, in ledger order.
    public internal(set) var timeline: [TimelineItem] = []
    /// Messages that nobody has read: what somebody opened or answered who had not seen them leaves them unread.
    var unread: [Pending] = []
    /// Messages that nobody had read when the request was set apart: nobody has read them since, and they call nobody.
    var unreadApart: [Pending] = []
    /// Messages for which the person has been waiting for an answer; empty when it is their turn.
    var unanswered: [Pending] = []
    /// What the person said last about the time there is, in what was read.
    var dangerRead: DangerRating = .notSaid
    /// The number of the last reply; the next one has the next number.
    public internal(set) var replyCount: UInt32 = 0
    public internal(set) var messageCount = 0
    /// Whether the person sent a file.
    public internal(set) var hasFiles = false
    /// Seconds since 1970.
    public internal(set) var lastActivityAt: UInt64

    /// What the person said last about the time there is; while something is unread, the gravest that they say in it. Whoever has the twelve
    /// words can write once more that there is no hurry.
    public var danger: DangerRating {
        allUnread.map(\.danger).filter { $0 != .notSaid }.max() ?? dangerRead
    }

    /// Of those that somebody has to read: what was set apart unread waits for nobody.
    public var unreadCount: Int { unread.count }

    /// Whether nobody has read all that the person wrote, set apart or not.
    public var holdsUnread: Bool { !allUnread.isEmpty }

    /// How many they are.
    var messagesUnread: Int { allUnread.count }

    /// Whether it was set apart, and nobody has read everything that was set apart.
    public var wasSetApartUnread: Bool { !unreadApart.isEmpty }

    /// The place in the ledger of the first message that nobody has read.
    public var firstUnread: UInt64? { allUnread.first?.standing.sequence }

    private var allUnread: [Pending] { unreadApart + unread }

    /// What the person wrote last: pages that lead to a form name it, by its entry or by its place, so that nothing is done over what came
    /// behind it (docs/decisions/0086).
    public var lastMessage: TimelineItem? { timeline.last(where: \.isMessage) }

    /// Since when the person has been waiting for an answer, in seconds since 1970; nil when it is their turn.
    public var waitingSince: UInt64? { unanswered.first?.at }

    /// A message that waits to be read, or for an answer.
    struct Pending: Hashable, Sendable {
        let standing: Standing
        /// Seconds since 1970, by the clock of whoever took it in.
        let at: UInt64
        let danger: DangerRating
    }

    /// The recipient of a request for which nobody has words that open an answer.
    public static let nobody = [UInt8](repeating: 0, count: EventLimits.recipientByteCount)

    /// Whether it came from a table: the person has no words, so an answer would reach nobody.
    public var isImported: Bool { recipient == Self.nobody }

    /// Whether nothing stands here but what the person wrote: nobody has opened, moved, answered or noted anything.
    public var isUntouched: Bool { timeline.count == messageCount }

    /// The person's first words.
    public var firstMessage: ReceivedMessage? {
        guard case .message(let message)? = timeline.first?.content else { return nil }
        return message
    }

    /// Where the record's own devices may find a file that stands in it.
    public var files: [FileReference] {
        timeline.flatMap { item -> [FileReference] in
            switch item.content {
            case .message(let message): message.files
            case .reply(_, _, let files): files
            case .note, .opened, .moved, .stepped, .reopened: []
            }
        }
    }
}

/// That somebody would decline; where a life is in danger, another has to agree.
public struct DeclineProposal: Hashable, Sendable, Confidential {
    public let reason: DeclineReason
    public let by: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let at: UInt64
    /// Its place in the ledger, and what whoever proposed it had seen.
    let standing: Standing
}

/// A partner that was proposed to the person.
public struct Referral: Hashable, Sendable, Confidential {
    public let partner: String
    /// How and when the person agreed that the partner be asked.
    public let consent: String
}

/// One thing that happened in a conversation.
public struct TimelineItem: Hashable, Sendable, Confidential {
    public enum Content: Hashable, Sendable, Confidential {
        case message(ReceivedMessage)
        case reply(number: UInt32, body: String, files: [FileReference])
        case note(String)
        /// Somebody read everything that had arrived.
        case opened
        case moved(from: RequestState, to: RequestState, reason: DeclineReason?, note: String)
        /// `to` is where it stands since; a proposal leaves it where it was.
        case stepped(RequestStep, from: RequestState, to: RequestState, note: String)
        /// The message before it took the request up again.
        case reopened(from: RequestState)
    }

    public let entry: ID<Entry>
    public let sequence: UInt64
    public let author: ID<Device>
    /// Seconds since 1970, by the author's clock.
    public let recordedAt: UInt64
    public let content: Content
    /// How many entries its author had.
    private let seenSize: UInt64

    /// Where it stands, and what its author had seen.
    var standing: Standing { Standing(sequence: sequence, author: author, seenSize: seenSize) }

    var isMessage: Bool { if case .message = content { true } else { false } }

    init(_ content: Content, in entry: LedgerEvent) {
        self.entry = entry.id
        sequence = entry.sequence
        author = entry.author
        recordedAt = entry.recordedAt
        self.content = content
        seenSize = entry.seenSize
    }
}
