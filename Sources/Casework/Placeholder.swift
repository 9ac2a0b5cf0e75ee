// CONTRACT. The owner of Casework replaces this file by one file per idea.

/// Typed identifiers: `ID<Request>` cannot stand where `ID<Member>` is wanted. Sixteen bytes.
public struct ID<Subject>: Hashable, Sendable {
    public let bytes: [UInt8]
    public init?(_ bytes: [UInt8]) { guard bytes.count == 16 else { return nil }; self.bytes = bytes }
}

/// States of a request (glossary). `accepted` and the rest of the model come with the casework issue.
public enum RequestState: UInt8, CaseIterable, Sendable {
    case received = 1, opened, inTriage, awaitingSource, informationGiven, declined
}

public enum DeclineReason: UInt8, CaseIterable, Sendable {
    case outsideMandate = 1, noLawfulRoute, suspectedHostile, duplicate, couldNotBeReached, withdrawn, other
}

public enum Assurance: UInt8, CaseIterable, Sendable { case a = 1, b, c, d }
public enum DangerRating: UInt8, CaseIterable, Sendable { case notSaid = 0, lifeInDanger, days, weeks, noHurry }

/// A file that lies sealed in the blob drawer.
public struct FileReference: Hashable, Sendable {
    public var blob: [UInt8]
    public var seed: [UInt8]
    public var byteCount: UInt64
    public var name: String
    public var mediaType: String
}

public enum Event: Hashable, Sendable {
    case organisationFounded(name: String, languages: [String])
    case memberAdmitted(member: ID<Member>, name: String, device: ID<Device>, verificationKey: [UInt8], recipient: [UInt8])
    /// First message of a conversation. `secret` and `recipient` let any holder of the key reply.
    case requestReceived(request: ID<Request>, message: ReceivedMessage, secret: [UInt8], recipient: [UInt8], language: String)
    case messageReceived(request: ID<Request>, message: ReceivedMessage)
    case requestOpened(request: ID<Request>)
    case requestMoved(request: ID<Request>, to: RequestState, reason: DeclineReason?, note: String)
    case replySent(request: ID<Request>, number: UInt32, body: String, files: [FileReference])
    case noteAdded(request: ID<Request>, body: String)
    case intakeUnreadable(digest: [UInt8])
    case cardPublished(version: UInt32, validUntil: UInt64)
}

public struct ReceivedMessage: Hashable, Sendable {
    public var id: ID<Message>
    public var assurance: Assurance
    public var sentHour: UInt32
    public var danger: DangerRating
    public var safeContact: String
    public var body: String
    public var files: [FileReference]
}

public enum Request {}   // phantom or real: owner decides; see RequestRecord
public enum Member {}
public enum Device {}
public enum Message {}
public enum Entry {}

/// One event in ledger order, with who said it and when. `recordedAt`: seconds since 1970, by the author's clock.
public struct LedgerEvent: Hashable, Sendable {
    public var sequence: UInt64
    public var id: ID<Entry>
    public var author: ID<Device>
    public var recordedAt: UInt64
    public var event: Event
}

/// The state of an organisation's work: a fold over events in ledger order.
public struct CaseworkState: Sendable {
    public init() {}
    // owner: organisation, members by device, requests by id (ordered), refused events with reasons
    public mutating func apply(_ entry: LedgerEvent) { fatalError("awaiting") }
}
