// SPDX-License-Identifier: AGPL-3.0-or-later

/// An `age1pq1...` recipient: 1,216 bytes of X-Wing public key. What is sealed to it stays sealed for whoever
/// keeps the ciphertext until there is a quantum computer
/// (age specification, "The MLKEM768-X25519 hybrid post-quantum recipient type").
public struct HybridRecipient: Sendable, Hashable {
    /// The public key, ML-KEM-768 before X25519.
    public let rawRepresentation: [UInt8]

    static let byteCount = 1216
    static let textPrefix = "age1pq"

    /// Throws ``AgeError/invalidRecipient(_:)`` unless there are 1,216 bytes that can be sealed to.
    public init(rawRepresentation: [UInt8]) throws(AgeError) {
        guard rawRepresentation.count == Self.byteCount,
            Primitives.hybridSeal(Secret([]), to: rawRepresentation, info: []) != nil
        else { throw .invalidRecipient("not a hybrid public key") }
        self.rawRepresentation = rawRepresentation
    }

    init(unchecked rawRepresentation: [UInt8]) { self.rawRepresentation = rawRepresentation }

    /// Reads the text form, lower-case Bech32. Throws ``AgeError/invalidRecipient(_:)``.
    public init(parsing text: String) throws(AgeError) {
        guard let bytes = Bech32.decode(text, prefix: Self.textPrefix, letterCase: .lower) else {
            throw .invalidRecipient("not an age1pq1... recipient: a character is missing, added or changed")
        }
        try self.init(rawRepresentation: bytes)
    }

    /// The text form: some 1,960 characters.
    public var text: String { Bech32.encode(rawRepresentation, prefix: Self.textPrefix, letterCase: .lower) }
}

/// An `AGE-SECRET-KEY-PQ-1...` identity: a 32-byte X-Wing seed.
public struct HybridIdentity: Sendable {
    public let recipient: HybridRecipient
    private let secretSeed: Secret
    private let key: HybridKey

    static let seedByteCount = 32
    static let textPrefix = "age-secret-key-pq-"

    /// A new identity from the system's randomness.
    public init() {
        let seed = Secret(Primitives.randomBytes(Self.seedByteCount))
        guard let key = HybridKey(seed: seed) else { preconditionFailure("any 32 bytes are a seed") }
        self.init(seed, key)
    }

    /// Throws ``AgeError/invalidIdentity(_:)`` unless the seed is 32 bytes.
    public init(seed: [UInt8]) throws(AgeError) {
        let secret = Secret(seed)
        guard seed.count == Self.seedByteCount, let key = HybridKey(seed: secret) else {
            throw .invalidIdentity("a hybrid identity is 32 bytes")
        }
        self.init(secret, key)
    }

    private init(_ seed: Secret, _ key: HybridKey) {
        recipient = HybridRecipient(unchecked: key.publicKey)
        secretSeed = seed
        self.key = key
    }

    /// Reads the text form, upper-case Bech32. Throws ``AgeError/invalidIdentity(_:)``.
    public init(parsing text: String) throws(AgeError) {
        guard let bytes = Bech32.decode(text, prefix: Self.textPrefix, letterCase: .upper) else {
            throw .invalidIdentity("not an AGE-SECRET-KEY-PQ-1... identity")
        }
        try self.init(seed: bytes)
    }

    /// The 32 secret bytes.
    public var seed: [UInt8] { secretSeed.bytes }

    /// The secret text form.
    public var text: String { Bech32.encode(secretSeed.bytes, prefix: Self.textPrefix, letterCase: .upper) }
}

/// What became of an HPKE message.
enum HybridOpening {
    case opened(Secret)
    /// The encapsulated key is not one.
    case refused
    /// Sealed to another key.
    case notForThisKey
}

private enum HybridStanza {
    static let type = Array("mlkem768x25519".utf8)
    static let info = Array("age-encryption.org/mlkem768x25519".utf8)
    static let encapsulatedByteCount = 1120
}

extension HybridRecipient {
    func wrap(_ fileKey: FileKey) throws(AgeError) -> Stanza {
        guard let sealed = Primitives.hybridSeal(fileKey.secret, to: rawRepresentation, info: HybridStanza.info) else {
            throw .invalidRecipient("not a hybrid public key")
        }
        return Stanza(arguments: [HybridStanza.type, Base64.encode(sealed.encapsulated)], body: sealed.ciphertext)
    }
}

extension HybridIdentity {
    /// The file key; nil when the stanza is of another type or for another key.
    func unwrap(_ stanza: Stanza) throws(AgeError) -> FileKey? {
        guard stanza.isOf(type: HybridStanza.type) else { return nil }
        guard stanza.arguments.count == 2, let encapsulated = Base64.decode(stanza.arguments[1][...]),
            encapsulated.count == HybridStanza.encapsulatedByteCount, stanza.body.count == WrappedFileKey.byteCount
        else { throw .headerDamaged("a hybrid stanza is malformed") }
        switch key.open(stanza.body, encapsulated: encapsulated, info: HybridStanza.info) {
        case .opened(let secret): return FileKey(secret)
        case .notForThisKey: return nil
        case .refused: throw .headerDamaged("a hybrid stanza holds an invalid key share")
        }
    }
}
