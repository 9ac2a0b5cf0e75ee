// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Casework
public import Correspondence
internal import DeskFormats

public enum WorkspacePhase: Sendable, Equatable {
    /// No key file: create an organisation, recover one, or join one.
    case empty
    /// A join request was made on this machine, and nobody has admitted it yet.
    case joining
    case locked
    case unlocked
}

/// What a worker states when founding an organisation.
public struct OrganisationDraft: Sendable, RedactedPrinting {
    public var name: String
    /// BCP 47 tags of the languages visitors may use, first is the default.
    public var languages: [String]
    public var memberName: String
    public var passphrase: String
    /// BCP 47 tag of the language for the twenty-four words; English where no word list exists for it.
    public var sheetLanguage: String

    public init(
        name: String, languages: [String], memberName: String, passphrase: String, sheetLanguage: String = "en"
    ) {
        self.name = name
        self.languages = languages
        self.memberName = memberName
        self.passphrase = passphrase
        self.sheetLanguage = sheetLanguage
    }
}

/// What is printed once and then forgotten by the machine.
public struct RecoverySheet: Sendable, RedactedPrinting {
    public let organisation: String
    /// Twenty-four.
    public let words: [String]
    /// What a portal needs to know whom it serves.
    public let link: String
    public let relay: String
    /// First 16 hexadecimal digits of the fingerprint in groups of four.
    public let fingerprint: String
}

public enum WorkspaceError: Error, Equatable, Sendable {
    /// Wrong, or the key file is damaged: the two cannot be told apart.
    case wrongPassphrase
    case weakPassphrase(minimumLength: Int)
    /// The words are mistyped, or belong to an organisation that this relay does not serve.
    case wrongRecoveryWords
    case relayUnreachable
    /// A local file is damaged and could not be repaired; which, and what to do, as a catalogue key.
    case localFilesDamaged(String)
    case locked
    /// The event or the step is not allowed; the reason as a catalogue key.
    case refused(String)
    case tooLarge(limit: Int)
    case attachmentUnavailable
    /// This machine's copy is damaged, and no good one could be fetched.
    case attachmentDamaged
    /// The invitation is mistyped, or for another relay than this desk works with.
    case badInvitation
    /// The machine's own disk refused; what the system says.
    case storage(String)
}

/// How much room the relay has for what people write. No finer than in steps of five of a hundred: what colleagues write where a desk has no
/// key fills the relay too, and neither a number nor a call of the pages is to tell of it.
public struct RelayRoom: Sendable, Equatable {
    /// Bytes that there are.
    public let share: UInt64
    /// How many of a hundred are in use, at least; 100 where nothing is left.
    public let percent: Int
    public let level: Level

    public enum Level: Sendable, Equatable {
        case ample
        /// Three quarters are used.
        case low
        /// Nobody can write.
        case none
    }

    /// - Parameters:
    ///   - used: bytes in use.
    ///   - isFull: the relay takes no message from visitors.
    public init(used: UInt64, share: UInt64, isFull: Bool) {
        self.share = share
        percent =
            used < share ? Int(share.dividingFullWidth(used.multipliedFullWidth(by: 20)).quotient) * 5 : 100
        level = isFull || used >= share ? .none : used >= share - share / 4 ? .low : .ample
    }
}

/// Letters that have lain in the intake drawer for more than a day: whoever reads them is away, or nobody can read them any more.
public struct WaitingLetters: Sendable, Equatable {
    public let count: Int
    /// When the relay got the first of them, in seconds since 1970: the beginning of an hour.
    public let since: UInt64

    public init(count: Int, since: UInt64) {
        self.count = count
        self.since = since
    }
}

/// Envelopes that no key opens and that nobody at this desk has said to have seen. One of them may be what a person wrote.
public struct ClosedEnvelopes: Sendable, Equatable {
    public let count: Int
    /// How many of them this desk removed since, because there were too many.
    public let removedCount: Int
    /// The number of the last of those that lie in the drawer; 0 where all were removed.
    public let upTo: UInt64

    public init(count: Int, removedCount: Int = 0, upTo: UInt64) {
        self.count = count
        self.removedCount = removedCount
        self.upTo = upTo
    }
}

public struct SyncStatus: Sendable, Equatable {
    public enum Connection: Sendable, Equatable {
        case connecting, online, offline
        /// The relay answers and has no room for what this desk has to send.
        case full
        /// The relay answers, and refuses what this desk asks of it; `status`: as HTTP has it, nil where the answer cannot be
        /// understood.
        case refusing(status: Int?)
        /// Nothing is written until a person has decided; the reason as a catalogue key (``Alarm``).
        case alarm(String)
    }
    public var connection: Connection = .connecting
    /// Colleagues whose entries raised the alarm, by name, where it was entries.
    public var alarmRaisedBy: [String] = []
    /// Written here, not yet acknowledged by the relay.
    public var queuedCount: Int = 0
    /// Replies among them: the person cannot read these yet.
    public var waitingReplies: Set<ID<Entry>> = []
    /// Written here, and damaged on this machine's disk before it was sent. It is kept until somebody has looked, and nothing is sent from it.
    public var damagedCount: Int = 0
    /// Whom replies are for that stay here, because the relay does not take one of their files (``UnsentReply``).
    public var unsentTo: [ID<Request>] = []
    /// Nobody has said yet that the recovery sheet of this founding is on paper.
    public var isSheetUnconfirmed: Bool = false
    /// Envelopes in the intake drawer that are for nobody, as far as this desk can tell. A few are left where they are.
    public var unreadableCount: Int = 0
    /// Those among them that no key of this desk opens, where its member is on intake duty.
    public var closedCount: Int = 0
    /// Those of which nobody at this desk has said yet that they saw them, where its member is on intake duty.
    public var unseenEnvelopes: ClosedEnvelopes?
    /// Whether machines that ask to join are not among these: this desk opens what they ask.
    public var opensJoining = false
    /// Letters to the holders of cases that nobody takes in, where this desk's member is on intake duty.
    public var waitingLetters: WaitingLetters?
    /// How many of what is for nobody this desk has removed since it was unlocked, because there were too many.
    public var sweptCount: Int = 0
    /// Entries that people signed after they had been removed, where this desk could read them. They count for nothing.
    public var removedAuthorsCount: Int = 0
    /// 0...1 while the first download runs, nil otherwise.
    public var progress: Double?
    /// The history is still being read, the newest first: what is shown was checked, and more is to come. Nothing is written meanwhile.
    public var isPartial = false
    /// Seconds since 1970.
    public var cardValidUntil: UInt64?
    /// The relay's clock minus this machine's, in seconds; nil while they are no more than a day apart. Until then the
    /// card is not renewed from here.
    public var clockDifference: Int64?
    /// How much room the relay has, as it said last; nil where it did not say.
    public var room: RelayRoom?

    public init() {}
}

/// A file that a worker attaches to a reply, sealed while it is read; plaintext never rests on disk.
public struct ReplyFile: Sendable, RedactedPrinting {
    public let name: String
    public let mediaType: String
    public let attachment: Attachment
}
