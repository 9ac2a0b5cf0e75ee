// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Testing

@Suite struct `The age commands and Debian's age` {
    /// Around the bounds of a chunk, and of a batch of eight.
    static let sizes = [0, 1, 65_535, 65_536, 65_537, 3 * 65_536, 524_288, 524_289, 2_000_000]

    @Test(arguments: sizes, [false, true])
    func `open each other's X25519 files`(size: Int, armored: Bool) throws {
        try AgeBench.with { bench in
            let plaintext = pattern(size)
            let recipient = try bench.recipient("classic.txt")
            let flags = armored ? ["-a"] : []
            let ours = try bench.age(["encrypt", "-r", recipient] + flags, input: plaintext)
            try #require(ours.status == 0, "\(ours.errors)")
            #expect(try bench.peer(["-d", "-i", bench.path("classic.txt")], input: ours.output).output == plaintext)
            let theirs = try bench.peer(["-r", recipient] + flags, input: plaintext)
            try #require(theirs.status == 0, "\(theirs.errors)")
            let opened = try bench.age(["decrypt", "-i", bench.path("classic.txt")], input: theirs.output)
            #expect(opened.status == 0, "\(opened.errors)")
            #expect(opened.output == plaintext)
        }
    }

    /// What editors of another system leave in files of keys: both take their line ends, and neither their byte order mark, which ours
    /// names.
    @Test func `read the same files of keys`() throws {
        try AgeBench.with(keys: ["classic.txt"]) { bench in
            let (mark, recipient) = ([UInt8]([0xEF, 0xBB, 0xBF]), Array(try bench.recipient("classic.txt").utf8))
            let identity = String(decoding: try bench.read("classic.txt"), as: UTF8.self)
            try bench.write(Array(identity.replacing("\n", with: "\r\n").utf8), to: "identity-crlf")
            try bench.write(Array("# friends\r\n\r\n".utf8) + recipient + [13, 10], to: "recipients-crlf")
            try bench.write(mark + Array(identity.utf8), to: "identity-mark")
            try bench.write(mark + recipient + [10], to: "recipients-mark")
            for (isOurs, program) in [(true, bench.age), (false, bench.peer)] {
                let sealed = try program((isOurs ? ["encrypt"] : []) + ["-R", bench.path("recipients-crlf")], [1, 2])
                #expect(sealed.status == 0, "\(sealed.errors)")
                let open = (isOurs ? ["decrypt"] : ["-d"]) + ["-i"]
                let opened = try program(open + [bench.path("identity-crlf")], sealed.output)
                #expect(opened.output == [1, 2], "\(opened.errors)")
                let refused = [
                    try program((isOurs ? ["encrypt"] : []) + ["-R", bench.path("recipients-mark")], [1, 2]),
                    try program(open + [bench.path("identity-mark")], sealed.output),
                ]
                #expect(refused.allSatisfy { $0.status == (isOurs ? 64 : 1) && $0.output.isEmpty })
                if isOurs { #expect(refused.allSatisfy { $0.errors.contains("byte order mark; save it as UTF-8") }) }
            }
            try bench.write(mark + Array("words\n".utf8), to: "words")
            let refused = try bench.age(["encrypt", "--passphrase-file", bench.path("words")], input: [1])
            #expect(refused.status == 64 && refused.errors.contains("byte order mark"), "\(refused.errors)")
        }
    }

    @Test func `open each other's passphrase files, typed at a terminal`() throws {
        try AgeBench.with(keys: []) { bench in
            let age = try BuiltProgram.installed("age")
            let words = "four words like these"
            try bench.write(pattern(70_000), to: "plain")
            let theirs = try bench.onTerminal(
                typing: [words, words], age, ["-p", "-o", bench.path("theirs.age"), bench.path("plain")])
            try #require(theirs.status == 0, "\(theirs.output)")
            let opened = try bench.onTerminal(
                typing: [words], bench.lifeboat,
                ["age", "decrypt", "-o", bench.path("theirs"), bench.path("theirs.age")])
            #expect(opened.status == 0)
            #expect(try bench.read("theirs") == pattern(70_000))

            let ours = try bench.onTerminal(
                typing: [words, words], bench.lifeboat,
                ["age", "encrypt", "-p", "-a", "-o", bench.path("ours.age"), bench.path("plain")])
            try #require(ours.status == 0)
            let reopened = try bench.onTerminal(
                typing: [words], age, ["-d", "-o", bench.path("ours"), bench.path("ours.age")])
            #expect(reopened.status == 0)
            #expect(try bench.read("ours") == pattern(70_000))
            for shown in [opened, ours] { #expect(!String(decoding: shown.output, as: UTF8.self).contains("four")) }
        }
    }

    @Test func `a passphrase in a file opens what was typed, and a wrong one does not`() throws {
        try AgeBench.with(keys: []) { bench in
            let age = try BuiltProgram.installed("age")
            try bench.write(Array("hello\n".utf8), to: "plain")
            try bench.write(Array("typed words\r\n".utf8), to: "words")
            try bench.write(Array("other words".utf8), to: "wrong")
            let theirs = try bench.onTerminal(
                typing: ["typed words", "typed words"], age, ["-p", "-o", bench.path("file.age"), bench.path("plain")])
            try #require(theirs.status == 0)
            let opened = try bench.age(["decrypt", "--passphrase-file", bench.path("words"), bench.path("file.age")])
            #expect(opened.output == Array("hello\n".utf8))
            let refused = try bench.age(["decrypt", "--passphrase-file", bench.path("wrong"), bench.path("file.age")])
            #expect(refused.status == 12)
        }
    }

    @Test(arguments: [false, true])
    func `a key file that Debian's age sealed with a passphrase opens files, and so does ours there`(armored: Bool)
        throws
    {
        try AgeBench.with { bench in
            let age = try BuiltProgram.installed("age")
            let flags = armored ? ["-a"] : []
            let words = "words around a key"
            let theirs = try bench.onTerminal(
                typing: [words, words], age,
                ["-p", "-o", bench.path("theirs.age")] + flags + [bench.path("classic.txt")])
            try #require(theirs.status == 0)
            let ours = try bench.onTerminal(
                typing: [words, words], bench.lifeboat,
                ["age", "encrypt", "-p", "-o", bench.path("ours.age")] + flags + [bench.path("classic.txt")])
            try #require(ours.status == 0)
            let file = try bench.age(["encrypt", "-r", bench.recipient("classic.txt")], input: pattern(70_000))
            try bench.write(file.output, to: "file.age")

            for key in ["theirs.age", "ours.age"] {
                let opened = try bench.onTerminal(
                    typing: [words], bench.lifeboat,
                    ["age", "decrypt", "-i", bench.path(key), "-o", bench.path("here"), bench.path("file.age")])
                #expect(opened.status == 0 && !String(decoding: opened.output, as: UTF8.self).contains(words))
                #expect(try bench.read("here") == pattern(70_000))
                let peer = try bench.onTerminal(
                    typing: [words], age,
                    ["-d", "-i", bench.path(key), "-o", bench.path("there"), bench.path("file.age")])
                #expect(peer.status == 0)
                #expect(try bench.read("there") == pattern(70_000))
                let sealed = try bench.onTerminal(
                    typing: [words], bench.lifeboat,
                    ["age", "encrypt", "-i", bench.path(key), "-o", bench.path("to-it.age"), bench.path("here")])
                #expect(sealed.status == 0)
                let back = try bench.peer(["-d", "-i", bench.path("classic.txt"), bench.path("to-it.age")])
                #expect(back.output == pattern(70_000))
            }
        }
    }

    @Test
    func `a sealed key file with a wrong passphrase, sealed to a key, damaged or without a terminal opens nothing`()
        throws
    {
        try AgeBench.with { bench in
            let words = "words around a key"
            let file = try bench.age(["encrypt", "-r", bench.recipient("classic.txt")], input: [1, 2, 3])
            try bench.write(file.output, to: "file.age")
            _ = try bench.onTerminal(
                typing: [words, words], bench.lifeboat,
                ["age", "encrypt", "-p", "-o", bench.path("key.age"), bench.path("classic.txt")])
            let open = ["age", "decrypt", "-i", bench.path("key.age"), bench.path("file.age")]
            #expect(try bench.onTerminal(typing: ["other words"], bench.lifeboat, open).status == 12)
            let key = try bench.read("key.age")
            try bench.write(key.dropLast(), to: "key.age")
            #expect(try bench.onTerminal(typing: [words], bench.lifeboat, open).status == 13)

            let toKey = try bench.age(
                ["encrypt", "-i", bench.path("hybrid.txt")], input: bench.read("classic.txt"))
            try bench.write(toKey.output, to: "key.age")
            let refused = try bench.age(["decrypt", "-i", bench.path("key.age"), bench.path("file.age")])
            #expect(refused.status == 64 && refused.errors.contains("sealed to a key"))
            try bench.write(Array("-----BEGIN AGE ENCRYPTED FILE-----\nx".utf8), to: "key.age")
            #expect(try bench.age(["decrypt", "-i", bench.path("key.age"), bench.path("file.age")]).status == 14)
        }
    }
}
