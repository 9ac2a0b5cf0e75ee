// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import ArgumentParser
import Glibc

/// `lifeboat age keygen`.
struct AgeKeygen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keygen",
        abstract: "Make an identity, or show the recipients of identities.",
        discussion: """
            Makes a post-quantum identity (X25519 with ML-KEM-768), so that what is recorded today stays closed to a \
            quantum computer later. Programs that are older than this type cannot seal to it: --x25519 makes the \
            classic kind, which all of them know. The identity is secret; the recipient, in the comment above it, is \
            for everybody who should seal to you.

            Examples:
              lifeboat age keygen -o key.txt
              lifeboat age keygen -y key.txt > recipient.txt
            """)

    @Flag(help: "Make the classic kind, X25519.")
    var x25519 = false

    @Flag(name: .customLong("pq"), help: "Make the post-quantum kind, which is the default.")
    var postQuantum = false

    @Flag(name: [.customShort("y"), .customLong("to-recipients")], help: "Show the recipients of identities instead.")
    var showsRecipients = false

    @Option(name: [.customShort("o"), .customLong("output")], help: "Write to this new file, readable by you alone.")
    var output: String?

    @Argument(help: "With -y, the file of identities; standard input without it.")
    var input: String?

    func validate() throws {
        if x25519, postQuantum { throw ValidationError("--x25519 and --pq exclude each other.") }
        if input != nil, !showsRecipients { throw ValidationError("An input file is read only with -y.") }
        if showsRecipients, x25519 || postQuantum { throw ValidationError("-y makes no identity.") }
    }

    func run() throws {
        try AgeFailure.reporting { () throws(AgeFailure) in
            if showsRecipients { try showRecipients() } else { try makeIdentity() }
        }
    }

    private func showRecipients() throws(AgeFailure) {
        var lines = ""
        for identity in try AgeKeys.identities(in: [input ?? "-"]) {
            switch identity.recipient {
            case .hybrid(let recipient): lines += recipient.text + "\n"
            case .x25519(let recipient): lines += recipient.text + "\n"
            case .passphrase, nil: break
            }
        }
        let text = lines
        try AgeOutput.with(path: output, privacy: .byUmask) { output throws(AgeFailure) in
            try output.write(Array(text.utf8))
        }
    }

    private func makeIdentity() throws(AgeFailure) {
        let (identity, recipient) = newIdentity()
        let text = "# created: \(Self.now())\n# public key: \(recipient)\n\(identity)\n"
        try AgeOutput.with(path: output, privacy: .ownerOnly, mustBeNew: true) { output throws(AgeFailure) in
            try output.write(Array(text.utf8))
        }
        if output != nil || isatty(STDOUT_FILENO) == 0 { writeToStandardError("Public key: \(recipient)\n") }
    }

    private func newIdentity() -> (identity: String, recipient: String) {
        if x25519 {
            let identity = X25519Identity()
            return (identity.text, identity.recipient.text)
        }
        let identity = HybridIdentity()
        return (identity.text, identity.recipient.text)
    }

    /// The hour in UTC; a key file need not say more about when its owner sat at the machine.
    private static func now() -> String {
        var seconds = time(nil)
        var parts = unsafe tm()
        _ = unsafe gmtime_r(&seconds, &parts)
        func twoDigits(_ number: CInt) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let date = unsafe "\(parts.tm_year + 1900)-\(twoDigits(parts.tm_mon + 1))-\(twoDigits(parts.tm_mday))"
        return unsafe "\(date)T\(twoDigits(parts.tm_hour)):00:00Z"
    }
}
