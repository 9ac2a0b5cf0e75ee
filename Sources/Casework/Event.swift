// SPDX-License-Identifier: AGPL-3.0-or-later

/// What happened, as one device states it (docs/protocol.md, section 6.4). A desk holds a million of them, so what takes much room lies apart. Whether it counts is decided
/// by ``CaseworkState/apply(_:)``.
public enum Event: Hashable, Sendable, Confidential {
    /// The organisation's name, and the BCP 47 tags that its visitors may choose from, the default first.
    /// `isRehearsal`: everything in it is invented, so that people can train. It is said here and never changes.
    case organisationFounded(name: String, languages: [String], isRehearsal: Bool = false)
    /// Lets a device speak. `endorsement`: 96 bytes, the root's verification key and its signature over the
    /// device's keys (section 6.1); nil where an admitted device vouches.
    indirect case memberAdmitted(
        member: ID<Member>, name: String, device: ID<Device>, verificationKey: [UInt8], recipient: [UInt8],
        endorsement: [UInt8]?)
    /// Ends what a member may do and read; only a director's counts.
    case memberRemoved(member: ID<Member>, reason: String)
    /// What a member does in the organisation, in place of what was set before; only a director's counts.
    case rolesSet(member: ID<Member>, roles: Set<MemberRole>)
    /// The key (32 bytes) with which a device signs its calls to the relay, so that whoever removes its member can shut it
    /// out there; said by the device itself or by a director.
    case deviceEnrolled(device: ID<Device>, accessKey: [UInt8])
    /// From here on entries are sealed with the ledger key of this epoch; only a director's counts.
    case ledgerEpochStarted(epoch: UInt32)
    /// The compartments' keys and entries are destroyed. Says nothing of what they held; every holder's desk that finds two
    /// holders' signatures does the same.
    /// `grants`: places in the ledger of the grants that hold their keys, for desks that cannot open those.
    case compartmentsErased([ID<Compartment>], grants: [UInt64] = [])
    /// What the intake kept of these requests is destroyed: every entry about them that stands before the second member's
    /// signature. `places` are such entries' places in the ledger, from desks that can open the intake, for those that
    /// cannot.
    case requestsErased([ID<Request>], places: [UInt64])
    /// First message of a conversation. `secret` (32 bytes) and `recipient` (1,216 bytes) let any holder
    /// of the event reply.
    indirect case requestReceived(
        request: ID<Request>, message: ReceivedMessage, secret: [UInt8], recipient: [UInt8], language: String)
    /// A follow-up.
    case messageReceived(request: ID<Request>, message: ReceivedMessage)
    /// Somebody has read everything that had arrived.
    case requestOpened(request: ID<Request>)
    /// `reason` stands with `declined` and with nothing else.
    case requestMoved(request: ID<Request>, to: RequestState, reason: DeclineReason?, note: String)
    /// A move that needs more than a reason.
    case requestStepped(request: ID<Request>, RequestStep, note: String)
    /// Reply number 1, 2, ... of the conversation.
    case replySent(request: ID<Request>, number: UInt32, body: String, files: [FileReference])
    /// For colleagues only.
    case noteAdded(request: ID<Request>, body: String)
    /// An envelope that no intake key opens, by its SHA-256.
    case intakeUnreadable(digest: [UInt8])
    /// `validUntil`: seconds since 1970.
    case cardPublished(version: UInt32, validUntil: UInt64)
    /// What happened in a compartment of a case.
    case inCompartment(CompartmentEvent)
    /// A kind that this version does not know: kept and shown, so that nothing a newer desk wrote is lost.
    case unknown(kind: UInt16, payload: [UInt8])

    /// The request that the event is about, if it is about one.
    public var request: ID<Request>? {
        switch self {
        case .requestReceived(let request, _, _, _, _), .messageReceived(let request, _), .requestOpened(let request),
            .requestMoved(let request, _, _, _), .requestStepped(let request, _, _), .replySent(let request, _, _, _),
            .noteAdded(let request, _):
            request
        case .inCompartment(.conversation(.adopted(_, _, let event))):
            event.request
        case .inCompartment(.conversation(.told(let request, _, _, _))),
            .inCompartment(.conversation(.answered(let request, _, _))):
            request
        case .organisationFounded, .memberAdmitted, .memberRemoved, .rolesSet, .deviceEnrolled, .ledgerEpochStarted,
            .compartmentsErased, .requestsErased, .intakeUnreadable, .cardPublished, .inCompartment, .unknown:
            nil
        }
    }
}

/// A file that lies sealed in the blob drawer.
public struct FileReference: Hashable, Sendable, Confidential {
    /// SHA-256 of the ciphertext: the blob's name.
    public var blob: [UInt8]
    /// 32 bytes that the file's age identity comes from. Whoever has them can open the file.
    public var seed: [UInt8]
    /// Of the file itself, without padding.
    public var byteCount: UInt64
    /// As the sender gave it; hostile until proved otherwise.
    public var name: String
    public var mediaType: String

    public init(blob: [UInt8], seed: [UInt8], byteCount: UInt64, name: String, mediaType: String) {
        self.blob = blob
        self.seed = seed
        self.byteCount = byteCount
        self.name = name
        self.mediaType = mediaType
    }
}

/// A message from a person outside, as it was opened from its envelope (docs/protocol.md, section 4).
public struct ReceivedMessage: Hashable, Sendable, Confidential {
    public var id: ID<Message>
    public var assurance: Assurance
    /// Hours since 1970, by the sender's side.
    public var sentHour: UInt32
    public var danger: DangerRating
    /// How the person may be answered without putting them in danger, in their words.
    public var safeContact: String
    public var body: String
    public var files: [FileReference]

    public init(
        id: ID<Message>, assurance: Assurance, sentHour: UInt32, danger: DangerRating, safeContact: String,
        body: String, files: [FileReference]
    ) {
        self.id = id
        self.assurance = assurance
        self.sentHour = sentHour
        self.danger = danger
        self.safeContact = safeContact
        self.body = body
        self.files = files
    }
}

/// One event in ledger order, with who said it and when. Whoever makes one has checked the author's signature,
/// and in an admission the root's endorsement.
public struct LedgerEvent: Hashable, Sendable, Confidential {
    /// Where it was found: its signature says so.
    public var compartment: ID<Compartment>
    public var sequence: UInt64
    public var id: ID<Entry>
    public var author: ID<Device>
    /// Seconds since 1970, by the author's clock.
    public var recordedAt: UInt64
    public var event: Event
    /// The author's desk had this many entries of the ledger when it wrote: their signature says so. Never more than stand before
    /// it, whatever it says.
    public let seenSize: UInt64

    /// `seenSize`: nil for an author who had seen everything before it.
    public init(
        compartment: ID<Compartment>, sequence: UInt64, id: ID<Entry>, author: ID<Device>, recordedAt: UInt64,
        event: Event, seenSize: UInt64? = nil
    ) {
        self.compartment = compartment
        self.sequence = sequence
        self.id = id
        self.author = author
        self.recordedAt = recordedAt
        self.event = event
        self.seenSize = min(seenSize ?? sequence, sequence)
    }
}
