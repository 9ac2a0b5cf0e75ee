// CONTRACT between the engine (Engine/) and the pages (Web/) of the desk. The engine's owner replaces the bodies.
public import Casework
public import Correspondence

public enum WorkspacePhase: Sendable, Equatable {
    /// No key file: create an organisation, or recover one.
    case empty
    case locked
    case unlocked
}

public struct OrganisationDraft: Sendable {
    public var name: String
    /// BCP 47 tags of the languages visitors may use, first is the default.
    public var languages: [String]
    public var memberName: String
    public var passphrase: String
    public init(name: String, languages: [String], memberName: String, passphrase: String) {
        self.name = name
        self.languages = languages
        self.memberName = memberName
        self.passphrase = passphrase
    }
}

/// What is printed once and then forgotten by the machine.
public struct RecoverySheet: Sendable {
    public let organisation: String
    public let words: [String]
    public let link: String
    public let relay: String
    /// First 16 hexadecimal digits of the fingerprint in groups of four.
    public let fingerprint: String
}

public enum WorkspaceError: Error, Equatable, Sendable {
    case wrongPassphrase
    case weakPassphrase(minimumLength: Int)
    case wrongRecoveryWords
    case relayUnreachable
    case localFilesDamaged(String)
    case locked
    /// The fold refused the event; the reason as a catalogue key.
    case refused(String)
    case tooLarge(limit: Int)
    case attachmentUnavailable
    case storage(String)
}

public struct SyncStatus: Sendable, Equatable {
    public enum Connection: Sendable, Equatable { case connecting, online, offline, alarm(String) }
    public var connection: Connection
    /// Written here, not yet acknowledged by the relay.
    public var queuedCount: Int
    public var unreadableCount: Int
    /// 0...1 while the first download runs, nil otherwise.
    public var progress: Double?
    public var cardValidUntil: UInt64?
}

/// A file that a worker attaches to a reply, sealed while it is read; plaintext never rests on disk.
public struct ReplyFile: Sendable {
    public let name: String
    public let mediaType: String
    public let attachment: Attachment
}

public struct SearchHit: Sendable, Hashable {
    public let request: ID<Request>
    /// The text around the match, and where in it the match lies.
    public let excerpt: String
    public let match: Range<String.Index>
}

/// One worker's view of one organisation: keys, sync, projection. Everything a page may ask for or do.
public actor Workspace {
    public var phase: WorkspacePhase { fatalError("awaiting") }
    public var state: CaseworkState { fatalError("awaiting") }
    public var status: SyncStatus { fatalError("awaiting") }
    /// Yields after every change of state or status; the newest only.
    public func changes() -> AsyncStream<Void> { fatalError("awaiting") }

    public func create(_ draft: OrganisationDraft) async throws(WorkspaceError) -> RecoverySheet { fatalError("awaiting") }
    public func recover(words: String, memberName: String, passphrase: String) async throws(WorkspaceError) { fatalError("awaiting") }
    public func unlock(passphrase: String) async throws(WorkspaceError) { fatalError("awaiting") }
    public func lock() async { fatalError("awaiting") }

    public func open(_ request: ID<Request>) async throws(WorkspaceError) { fatalError("awaiting") }
    public func move(_ request: ID<Request>, to state: RequestState, reason: DeclineReason?, note: String) async throws(WorkspaceError) { fatalError("awaiting") }
    public func addNote(_ request: ID<Request>, body: String) async throws(WorkspaceError) { fatalError("awaiting") }
    /// Seals and uploads one file of a reply as it streams in; call ``send`` with what it gives.
    public func attach(name: String, mediaType: String, bytes: some AsyncSequence<[UInt8], any Error> & Sendable) async throws(WorkspaceError) -> ReplyFile { fatalError("awaiting") }
    /// Durable locally when it returns; goes out when the relay is there.
    public func reply(_ request: ID<Request>, body: String, files: [ReplyFile]) async throws(WorkspaceError) { fatalError("awaiting") }
    /// Plaintext as it is opened; nothing is released before it is authenticated.
    public func read(_ file: FileReference) async throws(WorkspaceError) -> AsyncThrowingStream<[UInt8], any Error> { fatalError("awaiting") }
    public func search(_ query: String, limit: Int) async -> [SearchHit] { fatalError("awaiting") }
}
