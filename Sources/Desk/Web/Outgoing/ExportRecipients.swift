// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bytes
import Crypto

/// To whom an exported case is sealed: age keys, or a passphrase.
struct ExportRecipients: Sendable {
    /// One of them, as the log names it.
    struct Named: Sendable {
        let recipient: Recipient
        /// For a key its fingerprint, for a passphrase nil.
        let fingerprint: String?
    }

    static let maximumCount = 16
    /// In characters. Whoever gets hold of the file can try passphrases for years.
    static let minimumPassphraseLength = 20

    let all: [Named]

    /// Why there is nobody to seal to. Each explains itself in the catalogue, with the line where one is meant.
    enum Problem: Error, Equatable {
        case nobody
        case bothWays
        case tooMany
        case weakPassphrase
        /// Somebody pasted what only the recipient may have.
        case secretKey(line: Int)
        /// A key for something else: ssh, PGP.
        case otherKey(line: Int)
        case damagedKey(line: Int)
        /// A key that a quantum computer breaks beside one that it does not.
        case mixedKinds
        case repeated(line: Int)
    }

    /// - Parameter keys: one public key on each line; empty lines and lines that begin with `#` count for nothing.
    init(keys: String, passphrase: String) throws(Problem) {
        let lines = keys.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { (number: $0.offset + 1, text: String($0.element).trimmed) }
            .filter { !$0.text.isEmpty && !$0.text.hasPrefix("#") }
        guard !lines.isEmpty || !passphrase.isEmpty else { throw .nobody }
        guard lines.isEmpty || passphrase.isEmpty else { throw .bothWays }
        guard lines.count <= Self.maximumCount else { throw .tooMany }
        if lines.isEmpty {
            guard passphrase.count >= Self.minimumPassphraseLength, let sealed = try? PassphraseRecipient(passphrase)
            else { throw .weakPassphrase }
            all = [Named(recipient: .passphrase(sealed), fingerprint: nil)]
            return
        }
        var all: [Named] = []
        for line in lines {
            let named = try Self.read(line.text, line: line.number)
            guard !all.contains(where: { $0.fingerprint == named.fingerprint }) else {
                throw .repeated(line: line.number)
            }
            all.append(named)
        }
        guard (try? Recipient.checkCompatibility(of: all.map(\.recipient))) != nil else { throw .mixedKinds }
        self.all = all
    }

    private static func read(_ text: String, line: Int) throws(Problem) -> Named {
        guard !text.uppercased().hasPrefix("AGE-SECRET-KEY-") else { throw .secretKey(line: line) }
        guard text.hasPrefix("age1") else { throw .otherKey(line: line) }
        guard let recipient = try? Recipient(parsing: text) else { throw .damagedKey(line: line) }
        return Named(recipient: recipient, fingerprint: fingerprint(ofKey: text))
    }

    /// The first ten bytes of the SHA-256 of the key's text, as five groups of four hexadecimal digits: a post-quantum key has
    /// two thousand characters, which nobody compares.
    static func fingerprint(ofKey text: String) -> String {
        let digits = Hex.encode(Array(SHA256.hash(data: Array(text.utf8)).prefix(10)))
        return stride(from: 0, to: 20, by: 4).map { String(digits.dropFirst($0).prefix(4)) }.joined(separator: " ")
    }
}
