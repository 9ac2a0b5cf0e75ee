// SPDX-License-Identifier: AGPL-3.0-or-later

/// Somebody to seal a file to.
public enum Recipient: Sendable {
    case hybrid(HybridRecipient)
    case x25519(X25519Recipient)
    case passphrase(PassphraseRecipient)

    /// Reads the text form of a public key, `age1...` or `age1pq1...`. Throws ``AgeError/invalidRecipient(_:)``.
    public init(parsing text: String) throws(AgeError) {
        if text.utf8.starts(with: "age1pq1".utf8) {
            self = .hybrid(try HybridRecipient(parsing: text))
        } else {
            self = .x25519(try X25519Recipient(parsing: text))
        }
    }

    func wrap(_ fileKey: FileKey) throws(AgeError) -> Stanza {
        switch self {
        case .hybrid(let recipient): try recipient.wrap(fileKey)
        case .x25519(let recipient): try recipient.wrap(fileKey)
        case .passphrase(let recipient): try recipient.wrap(fileKey)
        }
    }

    /// Refuses recipients that would weaken each other: a passphrase with anything else, and a key that a quantum
    /// computer breaks beside one that it does not (age specification, "Native recipient types").
    package static func checkCompatibility(of recipients: [Recipient]) throws(AgeError) {
        var hybrids = 0
        var passphrases = 0
        for recipient in recipients {
            switch recipient {
            case .hybrid: hybrids += 1
            case .x25519: break
            case .passphrase: passphrases += 1
            }
        }
        guard !recipients.isEmpty else { throw .incompatibleRecipients("there is no recipient") }
        guard passphrases == 0 || recipients.count == 1 else {
            throw .incompatibleRecipients("a passphrase cannot be combined with another recipient")
        }
        guard hybrids == 0 || hybrids == recipients.count else {
            throw .incompatibleRecipients("a post-quantum recipient cannot be combined with one that is not")
        }
    }
}

/// What opens a file.
public enum Identity: Sendable {
    case hybrid(HybridIdentity)
    case x25519(X25519Identity)
    case passphrase(PassphraseIdentity)

    /// Reads the text form of a secret key, `AGE-SECRET-KEY-1...` or `AGE-SECRET-KEY-PQ-1...`. Throws
    /// ``AgeError/invalidIdentity(_:)``.
    public init(parsing text: String) throws(AgeError) {
        if text.utf8.starts(with: "AGE-SECRET-KEY-PQ-1".utf8) {
            self = .hybrid(try HybridIdentity(parsing: text))
        } else {
            self = .x25519(try X25519Identity(parsing: text))
        }
    }

    /// The public side; nil for a passphrase, which has none.
    public var recipient: Recipient? {
        switch self {
        case .hybrid(let identity): .hybrid(identity.recipient)
        case .x25519(let identity): .x25519(identity.recipient)
        case .passphrase: nil
        }
    }

    func unwrap(_ stanza: Stanza) throws(AgeError) -> FileKey? {
        switch self {
        case .hybrid(let identity): try identity.unwrap(stanza)
        case .x25519(let identity): try identity.unwrap(stanza)
        case .passphrase(let identity): try identity.unwrap(stanza)
        }
    }
}
