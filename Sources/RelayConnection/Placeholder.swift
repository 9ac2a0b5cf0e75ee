// CONTRACT: what Portal and Desk call. The owner of RelayAPI replaces this file (types may move to files of their own).
public import NIOCore

public enum RelayClientError: Error, Equatable, Sendable {
    /// No connection, or it broke before an answer: nothing is known to be stored.
    case unreachable
    /// The relay asks for time (seconds).
    case busy(retryAfter: Int)
    /// The relay's disk share is used up; it keeps what it has.
    case full
    case tooLarge(limit: Int)
    case notAuthorised
    case notFound
    case offsetMismatch(current: UInt64)
    case malformedAnswer
    case refused(status: Int)
}

/// A relay's address, as given in settings: `http://127.0.0.1:8391`, or an onion address reached through a SOCKS proxy.
public struct RelayAddress: Sendable, Hashable {
    public let base: String
    public init?(parsing text: String) { base = text }
}

public struct IntakeItem: Sendable, Hashable { public let sequence: UInt64; public let hour: UInt32; public let envelope: [UInt8] }
/// `payload` nil: erased; the leaf stays.
public struct LedgerItem: Sendable, Hashable { public let sequence: UInt64; public let leaf: [UInt8]; public let payload: [UInt8]? }

/// A signed tree head (C2SP tlog-checkpoint): verified when it exists.
public struct Checkpoint: Sendable, Hashable { public let size: UInt64; public let root: [UInt8] }

/// What a device signs requests with (RFC 9421). Ed25519 seed, used for nothing else.
public struct AccessKey: Sendable {
    public init() { fatalError("awaiting") }
    public init(seed: [UInt8]) throws { fatalError("awaiting") }
    public var seed: [UInt8] { fatalError("awaiting") }
    public var verificationKey: [UInt8] { fatalError("awaiting") }
}

/// Talks to one relay. Anonymous calls need no key; the others are signed.
public final class RelayClient: Sendable {
    /// `socks`: host:port of a SOCKS5 proxy (Tor) or nil.
    public init(address: RelayAddress, access: AccessKey? = nil, socks: String? = nil) { fatalError("awaiting") }
    public func shutdown() async { fatalError("awaiting") }

    // Anyone
    public func deliver(envelope: [UInt8]) async throws(RelayClientError) { fatalError("awaiting") }
    /// Answers in the order of the names; nil where there is nothing.
    public func fetchSlots(_ names: [[UInt8]]) async throws(RelayClientError) -> [[UInt8]?] { fatalError("awaiting") }
    /// A streamed upload under a ticket that the client chose (32 random bytes). `complete` with the SHA-256 the client computed.
    public func beginUpload(ticket: [UInt8]) -> BlobUpload { fatalError("awaiting") }
    public func blobExists(_ blob: [UInt8]) async throws(RelayClientError) -> Bool { fatalError("awaiting") }
    /// Streams a blob from `offset`.
    public func readBlob(_ blob: [UInt8], from offset: UInt64 = 0) async throws(RelayClientError) -> BlobStream { fatalError("awaiting") }

    // Devices
    /// Registers this device's access key with the one-time enrolment token of a new relay.
    public func enrol(token: String) async throws(RelayClientError) { fatalError("awaiting") }
    public func readIntake(after sequence: UInt64, limit: Int) async throws(RelayClientError) -> [IntakeItem] { fatalError("awaiting") }
    public func removeIntake(_ sequences: [UInt64]) async throws(RelayClientError) { fatalError("awaiting") }
    public func writeSlot(_ name: [UInt8], content: [UInt8]) async throws(RelayClientError) { fatalError("awaiting") }
    public func removeSlots(_ names: [[UInt8]]) async throws(RelayClientError) { fatalError("awaiting") }
    /// Idempotent by content: a payload that is already there keeps its number. Numbers in order of `payloads`.
    public func append(_ payloads: [[UInt8]]) async throws(RelayClientError) -> (sequences: [UInt64], checkpoint: Checkpoint) { fatalError("awaiting") }
    public func readLedger(from sequence: UInt64, limit: Int) async throws(RelayClientError) -> [LedgerItem] { fatalError("awaiting") }
    public func checkpoint() async throws(RelayClientError) -> Checkpoint { fatalError("awaiting") }
    public func eraseLedger(_ sequences: [UInt64]) async throws(RelayClientError) { fatalError("awaiting") }
    public func removeBlob(_ blob: [UInt8]) async throws(RelayClientError) { fatalError("awaiting") }
    /// Returns when either drawer holds more than what is named, or after `wait` seconds.
    public func waitForChanges(intakeAfter: UInt64, ledgerFrom: UInt64, wait: Int) async throws(RelayClientError) -> (intake: UInt64, ledger: UInt64) { fatalError("awaiting") }
}

/// Writes one blob piece by piece with backpressure; memory stays constant.
public final class BlobUpload: Sendable {
    public func write(_ bytes: [UInt8]) async throws(RelayClientError) { fatalError("awaiting") }
    /// Returns when the relay holds the blob durably under `blob`.
    public func finish(expecting blob: [UInt8]) async throws(RelayClientError) { fatalError("awaiting") }
    public func cancel() async { fatalError("awaiting") }
}

/// Ciphertext as it arrives.
public struct BlobStream: AsyncSequence, Sendable {
    public typealias Element = ByteBuffer
    public let byteCount: UInt64
    public struct AsyncIterator: AsyncIteratorProtocol {
        public mutating func next() async throws -> ByteBuffer? { fatalError("awaiting") }
    }
    public func makeAsyncIterator() -> AsyncIterator { fatalError("awaiting") }
}
