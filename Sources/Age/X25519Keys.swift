// SPDX-License-Identifier: AGPL-3.0-or-later

/// An `age1...` recipient: an X25519 public key. Readable by every age program, but not safe from whoever keeps the
/// ciphertext until there is a quantum computer (age specification, "The X25519 recipient type").
public struct X25519Recipient: Sendable, Hashable {
    /// The 32 bytes of the public key.
    public let rawRepresentation: [UInt8]

    static let byteCount = 32
    static let textPrefix = "age"

    /// Throws ``AgeError/invalidRecipient(_:)`` unless there are 32 bytes that are not a point of low order,
    /// to which anybody could open what is sealed.
    public init(rawRepresentation: [UInt8]) throws(AgeError) {
        // Any secret times a point of low order is zero, so one secret tells.
        guard rawRepresentation.count == Self.byteCount,
            Primitives.x25519(Secret(repeatElement(1, count: 32)), rawRepresentation) != nil
        else { throw .invalidRecipient("not an X25519 public key") }
        self.rawRepresentation = rawRepresentation
    }

    init(unchecked rawRepresentation: [UInt8]) { self.rawRepresentation = rawRepresentation }

    /// Reads the text form, lower-case Bech32. Throws ``AgeError/invalidRecipient(_:)``.
    public init(parsing text: String) throws(AgeError) {
        guard let bytes = Bech32.decode(text, prefix: Self.textPrefix, letterCase: .lower) else {
            throw .invalidRecipient("not an age1... recipient: a character is missing, added or changed")
        }
        try self.init(rawRepresentation: bytes)
    }

    /// The text form: 62 characters.
    public var text: String { Bech32.encode(rawRepresentation, prefix: Self.textPrefix, letterCase: .lower) }
}

/// An `AGE-SECRET-KEY-1...` identity: 32 bytes of X25519 secret.
public struct X25519Identity: Sendable {
    public let recipient: X25519Recipient
    private let secret: Secret

    static let textPrefix = "age-secret-key-"

    /// A new identity from the system's randomness.
    public init() {
        let secret = Secret(Primitives.randomBytes(X25519Recipient.byteCount))
        guard let key = Primitives.x25519PublicKey(of: secret) else { preconditionFailure("any 32 bytes are a key") }
        recipient = X25519Recipient(unchecked: key)
        self.secret = secret
    }

    /// Throws ``AgeError/invalidIdentity(_:)`` unless the secret is 32 bytes.
    public init(secret bytes: [UInt8]) throws(AgeError) {
        let secret = Secret(bytes)
        guard bytes.count == X25519Recipient.byteCount, let key = Primitives.x25519PublicKey(of: secret) else {
            throw .invalidIdentity("an X25519 identity is 32 bytes")
        }
        recipient = X25519Recipient(unchecked: key)
        self.secret = secret
    }

    /// Reads the text form, upper-case Bech32. Throws ``AgeError/invalidIdentity(_:)``.
    public init(parsing text: String) throws(AgeError) {
        guard let bytes = Bech32.decode(text, prefix: Self.textPrefix, letterCase: .upper) else {
            throw .invalidIdentity("not an AGE-SECRET-KEY-1... identity")
        }
        try self.init(secret: bytes)
    }

    /// The secret text form.
    public var text: String { Bech32.encode(secret.bytes, prefix: Self.textPrefix, letterCase: .upper) }
}

private enum X25519Stanza {
    static let type = Array("X25519".utf8)
    static let info = Array("age-encryption.org/v1/X25519".utf8)
}

extension X25519Recipient {
    func wrap(_ fileKey: FileKey) throws(AgeError) -> Stanza {
        let ephemeral = Secret(Primitives.randomBytes(Self.byteCount))
        guard let share = Primitives.x25519PublicKey(of: ephemeral),
            let shared = Primitives.x25519(ephemeral, rawRepresentation)
        else { throw .invalidRecipient("not an X25519 public key") }
        let wrapKey = Primitives.deriveKey(from: shared, salt: share + rawRepresentation, info: X25519Stanza.info)
        return Stanza(
            arguments: [X25519Stanza.type, Base64.encode(share)], body: WrappedFileKey.seal(fileKey, with: wrapKey))
    }
}

extension X25519Identity {
    /// The file key; nil when the stanza is of another type or for another key.
    func unwrap(_ stanza: Stanza) throws(AgeError) -> FileKey? {
        guard stanza.isOf(type: X25519Stanza.type) else { return nil }
        guard stanza.arguments.count == 2, let share = Base64.decode(stanza.arguments[1][...]),
            share.count == X25519Recipient.byteCount, stanza.body.count == WrappedFileKey.byteCount
        else { throw .headerDamaged("an X25519 stanza is malformed") }
        guard let shared = Primitives.x25519(secret, share) else {
            throw .headerDamaged("an X25519 stanza holds a point of low order")
        }
        let salt = share + recipient.rawRepresentation
        let wrapKey = Primitives.deriveKey(from: shared, salt: salt, info: X25519Stanza.info)
        return WrappedFileKey.open(stanza.body, with: wrapKey)
    }
}
