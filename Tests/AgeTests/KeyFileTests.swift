// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Testing

@Suite struct `Key files` {
    @Test(arguments: ["\n", "\r\n"]) func `keys stand among comments and empty lines`(lineEnd: String) throws {
        let hybrid = HybridIdentity()
        let classic = X25519Identity()
        let identities = ["# mine", "", hybrid.text, "#", classic.text, ""].joined(separator: lineEnd)
        let recipients = [hybrid.recipient.text, "# a friend", classic.recipient.text].joined(separator: lineEnd)
        let read = try KeyFile.identities(in: Array(identities.utf8))
        #expect(read.count == 2)
        guard case .hybrid(let first) = read[0], case .x25519(let second) = read[1] else {
            Issue.record("the kinds were mixed up")
            return
        }
        #expect(first.seed == hybrid.seed && second.text == classic.text)
        #expect(try KeyFile.recipients(in: Array(recipients.utf8)).count == 2)
    }

    @Test func `the line that is wrong is named, and its content is not`() throws {
        let identity = X25519Identity().text
        let file = Array("# one\n\(identity)\n\(identity.lowercased())\n".utf8)
        #expect(throws: AgeError.invalidIdentity("line 3: not an AGE-SECRET-KEY-1... identity")) {
            try KeyFile.identities(in: file)
        }
        let recipients = Array("\n\nssh-ed25519 AAAA\n".utf8)
        let reason = "line 3: not an age1... recipient: a character is missing, added or changed"
        #expect(throws: AgeError.invalidRecipient(reason)) { try KeyFile.recipients(in: recipients) }
    }

    @Test(arguments: ["", "# nothing\n", "\n\n"]) func `a file without keys is refused`(text: String) {
        #expect(throws: AgeError.invalidIdentity("the file holds no identity")) {
            try KeyFile.identities(in: Array(text.utf8))
        }
        #expect(throws: AgeError.invalidRecipient("the file holds no recipient")) {
            try KeyFile.recipients(in: Array(text.utf8))
        }
    }

    @Test(arguments: [" AGE-SECRET-KEY-1", "AGE-SECRET-KEY-1 ", "\u{feff}#", " # comment", "\u{0}"])
    func `a line that is neither key nor comment is refused`(line: String) {
        #expect(throws: AgeError.self) { try KeyFile.identities(in: Array(line.utf8)) }
        #expect(throws: AgeError.self) { try KeyFile.recipients(in: Array(line.utf8)) }
    }

    /// An editor shows none of these, and a message that the first line is wrong would help nobody.
    @Test(
        arguments: [
            ([0xEF, 0xBB, 0xBF], "begins with a byte order mark"), ([0xFF, 0xFE], "is UTF-16 text"),
            ([0xFE, 0xFF], "is UTF-16 text"),
        ] as [([UInt8], String)])
    func `a byte order mark is refused by its name`(mark: [UInt8], told: String) {
        let (identity, none) = (X25519Identity(), AgeError.macWrong)
        for before in ["", "# mine\n"] {
            let error = #expect(throws: AgeError.self) {
                try KeyFile.identities(in: mark + Array((before + identity.text).utf8))
            }
            #expect(
                "\(error ?? none)".contains("the file of identities \(told)") && !"\(error ?? none)".contains("AGE-"))
            let other = #expect(throws: AgeError.self) {
                try KeyFile.recipients(in: mark + Array((before + identity.recipient.text).utf8))
            }
            #expect("\(other ?? none)".contains("the file of recipients \(told)"))
        }
    }

    @Test func `a file of keys has a limit`() {
        let file = [UInt8](repeating: UInt8(ascii: "#"), count: KeyFile.maximumByteCount + 1)
        #expect(throws: AgeError.invalidIdentity("the file of identities is too large")) {
            try KeyFile.identities(in: file)
        }
        #expect(throws: AgeError.invalidRecipient("the file of recipients is too large")) {
            try KeyFile.recipients(in: file)
        }
    }
}
