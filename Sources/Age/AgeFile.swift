// SPDX-License-Identifier: AGPL-3.0-or-later

/// Whole small files at once.
public enum AgeFile {
    /// Seals to every recipient. Throws as ``Encryptor/init(to:)`` does.
    public static func seal(_ plaintext: [UInt8], to recipients: [Recipient]) throws(AgeError) -> [UInt8] {
        var encryptor = try Encryptor(to: recipients)
        return encryptor.update(plaintext) + encryptor.finish()
    }

    /// The plaintext, only when the whole file is sound.
    public static func open(_ file: [UInt8], with identities: [Identity]) throws(AgeError) -> [UInt8] {
        var decryptor = Decryptor(identities: identities)
        return try decryptor.update(file) + decryptor.finish()
    }

    /// Whether a file, judged by its first bytes (without armor), was sealed with a passphrase, so that a program
    /// knows what to ask for.
    public static func asksForPassphrase(beginning: [UInt8]) -> Bool {
        beginning.starts(with: Header.versionLine + [lineFeed] + Stanza.prefix + Array("scrypt ".utf8))
    }
}
