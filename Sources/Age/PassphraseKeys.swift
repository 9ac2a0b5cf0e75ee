// SPDX-License-Identifier: AGPL-3.0-or-later

/// Seals to whoever knows a passphrase (age specification, "The scrypt recipient type").
public struct PassphraseRecipient: Sendable {
    /// The base-two logarithm of scrypt's rounds; 18 takes about a second.
    public let workFactor: Int
    private let passphrase: Secret

    /// Throws ``AgeError/invalidRecipient(_:)`` when the passphrase is empty or the work factor is outside 1 to 30.
    public init(_ passphrase: String, workFactor: Int = 18) throws(AgeError) {
        guard !passphrase.utf8.isEmpty else { throw .invalidRecipient("the passphrase is empty") }
        guard (1...30) ~= workFactor else { throw .invalidRecipient("a work factor is a number from 1 to 30") }
        self.workFactor = workFactor
        self.passphrase = Secret(Array(passphrase.utf8))
    }
}

/// Opens what was sealed with a passphrase.
public struct PassphraseIdentity: Sendable {
    /// The highest work factor that a file may ask for: each step doubles time and memory, and 22 takes 4 GiB.
    /// Set it low where strangers supply the files.
    public let maximumWorkFactor: Int
    private let passphrase: Secret

    /// Throws ``AgeError/invalidIdentity(_:)`` when the passphrase is empty or the limit is outside 1 to 30.
    public init(_ passphrase: String, maximumWorkFactor: Int = 22) throws(AgeError) {
        guard !passphrase.utf8.isEmpty else { throw .invalidIdentity("the passphrase is empty") }
        guard (1...30) ~= maximumWorkFactor else { throw .invalidIdentity("a work factor is a number from 1 to 30") }
        self.maximumWorkFactor = maximumWorkFactor
        self.passphrase = Secret(Array(passphrase.utf8))
    }
}

private enum ScryptStanza {
    static let type = Array("scrypt".utf8)
    static let label = Array("age-encryption.org/v1/scrypt".utf8)
    static let saltByteCount = 16

    static func wrapKey(_ passphrase: Secret, salt: [UInt8], workFactor: Int) -> Secret? {
        Primitives.scrypt(passphrase, salt: label + salt, workFactor: workFactor)
    }

    /// `%x31-39 *DIGIT`; a number too large for an `Int` reads as the largest.
    static func workFactor(from text: [UInt8]) -> Int? {
        guard let first = text.first, first != UInt8(ascii: "0") else { return nil }
        var value = 0
        for digit in text {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= digit else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
            value = overflow || carry || value == Int.max ? Int.max : sum
        }
        return value
    }
}

extension PassphraseRecipient {
    func wrap(_ fileKey: FileKey) throws(AgeError) -> Stanza {
        let salt = Primitives.randomBytes(ScryptStanza.saltByteCount)
        guard let wrapKey = ScryptStanza.wrapKey(passphrase, salt: salt, workFactor: workFactor) else {
            throw .workFactorTooHigh(workFactor)
        }
        return Stanza(
            arguments: [ScryptStanza.type, Base64.encode(salt), Array(workFactor.description.utf8)],
            body: WrappedFileKey.seal(fileKey, with: wrapKey))
    }
}

extension PassphraseIdentity {
    /// The file key; nil when the stanza is of another type or for another passphrase.
    func unwrap(_ stanza: Stanza) throws(AgeError) -> FileKey? {
        guard stanza.isOf(type: ScryptStanza.type) else { return nil }
        guard stanza.arguments.count == 3, let salt = Base64.decode(stanza.arguments[1][...]),
            salt.count == ScryptStanza.saltByteCount, stanza.body.count == WrappedFileKey.byteCount,
            let workFactor = ScryptStanza.workFactor(from: stanza.arguments[2])
        else { throw .headerDamaged("a passphrase stanza is malformed") }
        guard workFactor <= maximumWorkFactor,
            let wrapKey = ScryptStanza.wrapKey(passphrase, salt: salt, workFactor: workFactor)
        else { throw .workFactorTooHigh(workFactor) }
        return WrappedFileKey.open(stanza.body, with: wrapKey)
    }
}
