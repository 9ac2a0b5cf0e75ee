// SPDX-License-Identifier: AGPL-3.0-or-later

/// The textual front of an age file (age specification, "Header").
struct Header: Sendable {
    let stanzas: [Stanza]
    let mac: [UInt8]
    /// Everything that the MAC covers: from the first byte to the `---` mark.
    let authenticated: [UInt8]

    /// The most bytes that a header may have: some 300 hybrid recipients.
    static let maximumByteCount = 512 * 1024
    static let versionLine = Array("age-encryption.org/v1".utf8)
    static let endMark = Array("---".utf8)
    static let macByteCount = 32

    init(stanzas: [Stanza], mac: [UInt8], authenticated: [UInt8]) {
        self.stanzas = stanzas
        self.mac = mac
        self.authenticated = authenticated
    }

    /// A header around stanzas that wrap `fileKey`.
    init(stanzas: [Stanza], fileKey: FileKey) {
        var text = Self.versionLine
        text.append(lineFeed)
        for stanza in stanzas { stanza.append(to: &text) }
        text.append(contentsOf: Self.endMark)
        self.stanzas = stanzas
        authenticated = text
        mac = Primitives.authenticationCode(of: text, key: fileKey.headerKey)
    }

    /// The header as it stands in a file.
    var bytes: [UInt8] { authenticated + [UInt8(ascii: " ")] + Base64.encode(mac) + [lineFeed] }

    /// The file key, found by the first identity that one of the stanzas was made for and checked against the MAC.
    func openFileKey(with identities: [Identity]) throws(AgeError) -> FileKey {
        for identity in identities {
            for stanza in stanzas {
                guard let fileKey = try identity.unwrap(stanza) else { continue }
                guard Primitives.isAuthentic(mac, of: authenticated, key: fileKey.headerKey) else { throw .macWrong }
                return fileKey
            }
        }
        throw .noIdentityMatched
    }
}

/// The 16 random bytes that every other key of one file comes from.
struct FileKey: Sendable {
    static let byteCount = 16
    let secret: Secret

    init() { secret = Secret(Primitives.randomBytes(Self.byteCount)) }

    /// Nil unless `secret` is 16 bytes.
    init?(_ secret: Secret) {
        guard secret.count == Self.byteCount else { return nil }
        self.secret = secret
    }

    var headerKey: Secret { Primitives.deriveKey(from: secret, salt: [], info: Array("header".utf8)) }

    func payloadKey(nonce: [UInt8]) -> Secret {
        Primitives.deriveKey(from: secret, salt: nonce, info: Array("payload".utf8))
    }
}
