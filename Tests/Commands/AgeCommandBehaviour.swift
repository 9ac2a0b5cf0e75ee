// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import LifeboatTestSupport
import Testing

@Suite struct `Behaviour of the age commands` {
    @Test func `keygen makes a hybrid key that only its owner can read`() throws {
        try AgeBench.with { bench in
            let text = String(decoding: try bench.read("hybrid.txt"), as: UTF8.self)
            #expect(text.contains("\nAGE-SECRET-KEY-PQ-1"))
            #expect(try bench.recipient("hybrid.txt").hasPrefix("age1pq1"))
            #expect(try bench.recipient("classic.txt").hasPrefix("age1"))
            let attributes = try FileManager.default.attributesOfItem(atPath: bench.path("hybrid.txt"))
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `keygen shows the recipients of identities`() throws {
        try AgeBench.with { bench in
            let both = try bench.read("hybrid.txt") + bench.read("classic.txt")
            let expected = try bench.recipient("hybrid.txt") + "\n" + bench.recipient("classic.txt") + "\n"
            #expect(try bench.age(["keygen", "-y"], input: both).output == Array(expected.utf8))
        }
    }

    @Test func `dashes in a comment make no armor of a key file`() throws {
        try AgeBench.with { bench in
            let key = try Array("# ------ mine ------\n".utf8) + bench.read("classic.txt")
            try bench.write(key, to: "dashes")
            let recipient = try bench.recipient("classic.txt")
            #expect(try bench.age(["keygen", "-y"], input: key).output == Array((recipient + "\n").utf8))
            let sealed = try bench.age(["encrypt", "-r", recipient], input: [1, 2, 3]).output
            #expect(try bench.age(["decrypt", "-i", bench.path("dashes")], input: sealed).output == [1, 2, 3])
        }
    }

    @Test func `recipients come from flags, files and identities, and each can open the file`() throws {
        try AgeBench.with { bench in
            for name in ["second", "third"] { _ = try bench.age(["keygen", "-o", bench.path(name)]) }
            try bench.write(Array("# team\n\(bench.recipient("second"))\n".utf8), to: "team")
            let sealed = try bench.age(
                [
                    "encrypt", "-r", bench.recipient("hybrid.txt"), "-R", bench.path("team"), "-i", bench.path("third"),
                ], input: [1, 2, 3])
            try #require(sealed.status == 0, "\(sealed.errors)")
            for name in ["hybrid.txt", "second", "third"] {
                let opened = try bench.age(["decrypt", "-i", bench.path(name)], input: sealed.output)
                #expect(opened.output == [1, 2, 3], "\(name)")
            }
            let either = ["decrypt", "-i", bench.path("classic.txt"), "-i", bench.path("third")]
            #expect(try bench.age(either, input: sealed.output).output == [1, 2, 3])
            #expect(try bench.age(["decrypt", "-i", bench.path("classic.txt")], input: sealed.output).status == 12)
        }
    }

    @Test func `a file that was there stays when opening fails, and is replaced when it works`() throws {
        try AgeBench.with { bench in
            let sealed = try bench.age(["encrypt", "-i", bench.path("hybrid.txt")], input: pattern(200_000)).output
            try bench.write(Array("before".utf8), to: "result")
            let arguments = ["decrypt", "-i", bench.path("hybrid.txt"), "-o", bench.path("result")]
            #expect(try bench.age(arguments, input: sealed.dropLast()).status == 13)
            #expect(try bench.read("result") == Array("before".utf8))
            #expect(try bench.age(arguments, input: sealed).status == 0)
            #expect(try bench.read("result") == pattern(200_000))
        }
    }

    @Test func `a sealed file is not written to a terminal, armor is`() throws {
        try AgeBench.with { bench in
            try bench.write(Array("hello\n".utf8), to: "plain")
            let flags = ["age", "encrypt", "-i", bench.path("hybrid.txt"), bench.path("plain")]
            let refused = try bench.onTerminal(typing: [], bench.lifeboat, flags)
            #expect(refused.status == 64)
            #expect(!String(decoding: refused.output, as: UTF8.self).contains("age-encryption.org"))
            let armored = try bench.onTerminal(typing: [], bench.lifeboat, flags + ["-a"])
            #expect(armored.status == 0)
            #expect(String(decoding: armored.output, as: UTF8.self).contains("-----END AGE ENCRYPTED FILE-----"))
        }
    }

    @Test func `opened text is written to a terminal, and bytes that could command it are not`() throws {
        try AgeBench.with { bench in
            for (content, status) in [("привет\n", Int32(0)), ("\u{1b}]0;x\u{07}", 64), ("\u{9b}31m", 64)] {
                let sealed = try bench.age(["encrypt", "-i", bench.path("hybrid.txt")], input: Array(content.utf8))
                try bench.write(sealed.output, to: "file.age")
                let shown = try bench.onTerminal(
                    typing: [], bench.lifeboat,
                    ["age", "decrypt", "-i", bench.path("hybrid.txt"), bench.path("file.age")])
                #expect(shown.status == status)
                #expect(String(decoding: shown.output, as: UTF8.self).contains("привет") == (status == 0))
            }
        }
    }

    @Test func `a terminal shows what is typed again after Ctrl-C at a passphrase`() throws {
        try AgeBench.with { bench in
            try bench.write([1], to: "plain")
            // The shell outlives the program, and says how the terminal was left.
            let script = #"trap : INT; "$@"; echo "ended $?"; stty -a"#
            for answers in [["\u{03}"], ["hidden words", "\u{03}"], ["hidden words", "hidden words"]] {
                let outcome = try bench.onTerminal(
                    typing: answers, try BuiltProgram.installed("sh"),
                    ["-c", script, "sh", bench.lifeboat.path, "age", "encrypt", "-p", "-a", bench.path("plain")])
                let text = String(decoding: outcome.output, as: UTF8.self)
                #expect(text.contains(answers.last == "hidden words" ? "ended 0" : "ended 130"), "\(text)")
                #expect(text.contains(" echo ") && !text.contains(" -echo "), "\(text)")
                #expect(!text.contains("hidden"))
            }
        }
    }

    @Test func `two different passphrases seal nothing`() throws {
        try AgeBench.with { bench in
            try bench.write([1], to: "plain")
            let outcome = try bench.onTerminal(
                typing: ["one", "other"], bench.lifeboat,
                ["age", "encrypt", "-p", "-o", bench.path("out"), bench.path("plain")])
            #expect(outcome.status == 64)
            #expect(!bench.files.contains("out"))
        }
    }

    @Test func `a program that is told to stop leaves no unfinished file`() throws {
        try AgeBench.with { bench in
            let pipe = Pipe()
            let process = Process()
            process.executableURL = URL(filePath: bench.lifeboat.path)
            process.arguments = ["age", "encrypt", "-i", bench.path("hybrid.txt"), "-o", bench.path("out")]
            process.standardInput = pipe
            let before = bench.files
            try process.run()
            // More than the pipe holds: when this returns, the output is open and a part of the input was read.
            try pipe.fileHandleForWriting.write(contentsOf: pattern(1_000_000))
            #expect(bench.files.count == before.count + 1)
            #expect(!bench.files.contains("out"))
            process.terminate()
            process.waitUntilExit()
            #expect(process.terminationReason == .uncaughtSignal)
            #expect(bench.files == before)
        }
    }

    @Test(arguments: [[], ["keygen"], ["encrypt"], ["decrypt"]]) func `help teaches by example`(command: [String])
        throws
    {
        let help = try BuiltProgram.lifeboat().run(["age"] + command + ["--help"])
        #expect(help.status == 0)
        #expect(String(decoding: help.output, as: UTF8.self).contains("Examples:"))
    }
}
