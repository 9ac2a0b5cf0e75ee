// SPDX-License-Identifier: AGPL-3.0-or-later
import Age

/// The keys that several of the age commands read.
enum AgeKeys {
    /// A key file that is sealed is larger than what is in it.
    private static let maximumByteCount = 2 * KeyFile.maximumByteCount

    /// The identities in these files; the passphrase of one that is sealed is asked for on the terminal.
    static func identities(in paths: [String]) throws(AgeFailure) -> [Identity] {
        var all: [Identity] = []
        for path in paths {
            var file = try AgeInput.small(path: path, limit: maximumByteCount)
            if let sealed = try sealed(file) { file = try open(sealed, path: path) }
            all += try AgeFailure.mapping { () throws(AgeError) in try KeyFile.identities(in: file) }
        }
        return all
    }

    /// The age file in `file`, out of its armor; nil where it is none.
    private static func sealed(_ file: [UInt8]) throws(AgeFailure) -> [UInt8]? {
        // Not as for files: dashes may stand in the comments of a key file.
        let text = file.drop { $0 == UInt8(ascii: " ") || (0x09...0x0d) ~= $0 }
        guard text.starts(with: "-----".utf8) else {
            return file.starts(with: "age-encryption.org/".utf8) ? file : nil
        }
        return try AgeFailure.mapping { () throws(AgeError) in try Armor.decode(file) }
    }

    private static func open(_ sealed: [UInt8], path: String) throws(AgeFailure) -> [UInt8] {
        guard AgeFile.asksForPassphrase(beginning: sealed) else {
            throw .usage(
                "\(path) is sealed to a key, not with a passphrase",
                hint: "open it first: lifeboat age decrypt -i OTHERKEY -o key.txt \(path)")
        }
        let passphrase = try AgePassphrase.fromTerminal(
            "Passphrase of \(path): ",
            otherwise: "open the keys first: lifeboat age decrypt --passphrase-file FILE -o key.txt \(path)")
        return try AgeFailure.mapping { () throws(AgeError) in
            try AgeFile.open(sealed, with: [.passphrase(PassphraseIdentity(passphrase))])
        }
    }
}
