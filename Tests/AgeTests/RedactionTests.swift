// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Testing

@Suite struct `Secrets in print` {
    private static let passphrase = "correct horse battery staple"

    private static func everyPrint(of value: some Any) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        var printed = ""
        print(value, to: &printed)
        var debugged = ""
        debugPrint(value, to: &debugged)
        return dumped + printed + debugged + "\(value)" + String(reflecting: value) + String(describing: value)
    }

    @Test func `no print shows an identity`() throws {
        let seed = [UInt8](repeating: 213, count: 32)
        let hybrid = try HybridIdentity(seed: seed)
        let classic = try X25519Identity(secret: seed)
        let prints = [
            Self.everyPrint(of: hybrid), Self.everyPrint(of: classic), Self.everyPrint(of: Identity.hybrid(hybrid)),
            Self.everyPrint(of: Identity.x25519(classic)),
            Self.everyPrint(of: Decryptor(identities: [.hybrid(hybrid), .x25519(classic)])),
        ]
        for text in prints {
            #expect(!text.contains("213, 213"), "the bytes in a list")
            #expect(!text.contains("- 213\n  - 213") && !text.contains("- 213\n    - 213"), "the bytes in a dump")
            #expect(!text.contains("privateKey") && !text.contains(": 213"), "the key that was made of them")
            #expect(!text.contains("d5d5d5") && !text.contains("AGE-SECRET"), "as text")
            #expect(text.contains("[redacted]"))
        }
    }

    @Test func `no print shows a passphrase`() throws {
        let recipient = try PassphraseRecipient(Self.passphrase, workFactor: 1)
        let identity = try PassphraseIdentity(Self.passphrase)
        let prints = [
            Self.everyPrint(of: recipient), Self.everyPrint(of: identity),
            Self.everyPrint(of: Recipient.passphrase(recipient)), Self.everyPrint(of: Identity.passphrase(identity)),
            Self.everyPrint(of: Decryptor(identities: [.passphrase(identity)])),
        ]
        for text in prints {
            #expect(!text.contains("correct") && !text.contains("99, 111, 114"))
            #expect(text.contains("[redacted]"))
        }
    }

    @Test func `an error about an identity does not repeat it`() {
        let text = X25519Identity().text
        let wrong = text.dropLast() + (text.hasSuffix("Q") ? "P" : "Q")
        let error = #expect(throws: AgeError.self) { try Identity(parsing: String(wrong)) }
        #expect(!"\(String(describing: error))".contains(text.dropFirst(16).prefix(20)))
    }
}
