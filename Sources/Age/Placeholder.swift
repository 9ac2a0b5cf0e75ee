// CONTRACT: other modules code against these declarations. The owner of Age replaces this file.

public enum AgeError: Error, Equatable, Sendable {
    case headerDamaged(String)
    case macWrong
    case noIdentityMatched
    case payloadDamaged
    case payloadTruncated
    case armorDamaged(String)
    case workFactorTooHigh(Int)
    case invalidRecipient(String)
    case invalidIdentity(String)
    case incompatibleRecipients(String)
}

/// An `age1pq1...` recipient: 1,216 bytes of X-Wing public key.
public struct HybridRecipient: Sendable, Hashable {
    public let rawRepresentation: [UInt8]
    public init(rawRepresentation: [UInt8]) throws(AgeError) { self.rawRepresentation = rawRepresentation }
    public init(parsing text: String) throws(AgeError) { fatalError("awaiting") }
    public var text: String { fatalError("awaiting") }
}

/// An `AGE-SECRET-KEY-PQ-1...` identity: a 32-byte X-Wing seed.
public struct HybridIdentity: Sendable {
    public let recipient: HybridRecipient
    public init() { fatalError("awaiting") }
    public init(seed: [UInt8]) throws(AgeError) { fatalError("awaiting") }
    public init(parsing text: String) throws(AgeError) { fatalError("awaiting") }
    /// The 32 secret bytes.
    public var seed: [UInt8] { fatalError("awaiting") }
    public var text: String { fatalError("awaiting") }
}

public enum Recipient: Sendable {
    case hybrid(HybridRecipient)
    // owner adds: x25519, passphrase
}

public enum Identity: Sendable {
    case hybrid(HybridIdentity)
    // owner adds: x25519, passphrase
}

/// Push-style sealing: bytes in, bytes out, memory constant.
public struct Encryptor: Sendable {
    public init(to recipients: [Recipient]) throws(AgeError) { fatalError("awaiting") }
    /// Ciphertext that became ready (the header comes with the first call that returns anything).
    public mutating func update(_ plaintext: some Collection<UInt8>) -> [UInt8] { fatalError("awaiting") }
    public mutating func finish() -> [UInt8] { fatalError("awaiting") }
}

/// Push-style opening: nothing is released before its chunk is authenticated.
public struct Decryptor: Sendable {
    public init(identities: [Identity]) { fatalError("awaiting") }
    public mutating func update(_ ciphertext: some Collection<UInt8>) throws(AgeError) -> [UInt8] { fatalError("awaiting") }
    public mutating func finish() throws(AgeError) -> [UInt8] { fatalError("awaiting") }
}

/// Whole small files at once.
public enum AgeFile {
    public static func seal(_ plaintext: [UInt8], to recipients: [Recipient]) throws(AgeError) -> [UInt8] { fatalError("awaiting") }
    public static func open(_ file: [UInt8], with identities: [Identity]) throws(AgeError) -> [UInt8] { fatalError("awaiting") }
}
