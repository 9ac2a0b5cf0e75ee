// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import LifeboatTestSupport
import Testing

@Suite struct `Exit statuses of the age commands` {
    private static let statuses = [
        "success": Int32(0), "header": 10, "mac": 11, "identities": 12, "payload": 13, "armor": 14,
    ]

    /// Every kind of vector, and all whose damage lies in the payload, where the stream runs on two threads.
    static let vectors: [String] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(components: "Vectors", "age")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        let others = ["version-unknown.vector", "empty.vector", "cut-in-stanza.vector", "scrypt-factor-23.vector"]
        return names.filter { name in
            name.hasSuffix(".vector")
                && (others.contains(name)
                    || ["good-", "payload-", "armor-", "mac-of", "mac-stanza", "hybrid-not"].contains {
                        name.hasPrefix($0)
                    })
        }.sorted().map { folder.appending(component: $0).path() }
    }()

    @Test func `are tried on vectors of every kind`() { #expect(Self.vectors.count >= 40) }

    @Test(arguments: vectors) func `say where the failure lies, and what is written is authentic`(path: String) throws {
        let content = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let end = try #require(content.indices.first { content[$0...].starts(with: "\n\n".utf8) })
        let lines = String(decoding: content[..<end], as: UTF8.self).split(separator: "\n").map(String.init)
        func values(_ key: String) -> [String] {
            lines.filter { $0.hasPrefix("\(key): ") }.map { String($0.dropFirst(key.count + 2)) }
        }
        let expected = try #require(values("expect").first.flatMap { Self.statuses[$0] })
        try AgeBench.with(keys: []) { bench in
            try bench.write(Array(content[(end + 2)...]), to: "file")
            try bench.write(Array(values("identity").joined(separator: "\n").utf8), to: "keys")
            try bench.write(Array(values("passphrase").joined().utf8), to: "words")
            let key =
                values("passphrase").isEmpty ? ["-i", bench.path("keys")] : ["--passphrase-file", bench.path("words")]
            let outcome = try bench.age(["decrypt"] + key + [bench.path("file")])
            #expect(outcome.status == expected, "\(outcome.errors)")
            try bench.write(outcome.output, to: "output")
            let hash = try BuiltProgram.installed("sha256sum").run([bench.path("output")])
            let released = String(decoding: hash.output, as: UTF8.self).prefix(64)
            #expect(released == values("plaintext").first.map { $0[...] })
            #expect(outcome.status == 0 || (outcome.errors.contains("error: ") && outcome.errors.contains("hint: ")))

            let toFile = try bench.age(["decrypt", "-o", bench.path("result")] + key + [bench.path("file")])
            #expect(toFile.status == expected)
            let left: Set = ["file", "keys", "words", "output"]
            #expect(bench.files == (expected == 0 ? left.union(["result"]) : left), "nothing unfinished stays")
        }
    }

    /// The second reader would find it empty, and an empty file would be sealed as if all were well.
    @Test(arguments: [
        ["encrypt", "--passphrase-file", "-"], ["encrypt", "-R", "-"], ["encrypt", "-i", "-", "-"],
        ["encrypt", "-R", "-", "-i", "-", "KEYS"], ["decrypt", "-i", "-"], ["decrypt", "--passphrase-file", "-", "-"],
    ]) func `standard input serves one purpose`(arguments: [String]) throws {
        try AgeBench.with(keys: ["classic.txt"]) { bench in
            let keys = bench.path("classic.txt")
            let outcome = try bench.age(
                arguments.map { $0 == "KEYS" ? keys : $0 }, input: try bench.read("classic.txt"))
            #expect(outcome.status == 64 && outcome.output.isEmpty)
            #expect(outcome.errors.contains("standard input is asked for more than one thing"))
            let sound = try bench.age(["encrypt", "-i", "-", keys], input: try bench.read("classic.txt"))
            #expect(sound.status == 0, "\(sound.errors)")
        }
    }

    @Test(arguments: ["encrypt", "decrypt"]) func `what is read is not replaced`(command: String) throws {
        try AgeBench.with(keys: ["classic.txt"]) { bench in
            try bench.write(Array("kept".utf8), to: "file")
            let (keys, file) = (bench.path("classic.txt"), bench.path("file"))
            let outcome = try bench.age([command, "-i", keys, "-o", file, file])
            #expect(outcome.status == 64 && outcome.errors.contains("is what is read"))
            #expect(try bench.read("file") == Array("kept".utf8))
            let key = try bench.age([command, "-i", keys, "-o", keys, file])
            #expect(try key.status == 64 && bench.read("classic.txt").count > 100)
        }
    }

    @Test func `usage errors end with 64 and write nothing`() throws {
        try AgeBench.with { bench in
            let hybrid = try bench.recipient("hybrid.txt")
            let classic = try bench.recipient("classic.txt")
            try bench.write(Array("words\n".utf8), to: "words")
            try bench.write(Array("two\nlines\n".utf8), to: "lines")
            try bench.write([UInt8](repeating: 65, count: 5000), to: "long")
            try bench.write([], to: "empty")
            try bench.write(
                try bench.age(["encrypt", "-r", classic, bench.path("words")]).output, to: "sealed")
            let output = ["-o", bench.path("out")]
            let wrong: [[String]] = [
                ["encrypt"] + output, ["encrypt", "-r", hybrid, "-r", classic] + output,
                ["encrypt", "-r", classic, "--passphrase-file", bench.path("words")] + output,
                ["encrypt", "-r", classic, "-p"] + output, ["encrypt", "-r", "age1wrong"] + output,
                ["encrypt", "-r", "ssh-ed25519 AAAA"] + output, ["encrypt", "-R", bench.path("words")] + output,
                ["encrypt", "-R", bench.path("empty")] + output, ["encrypt", "-i", bench.path("words")] + output,
                ["encrypt", "--passphrase-file", bench.path("lines")] + output,
                ["encrypt", "--passphrase-file", bench.path("long")] + output,
                ["encrypt", "--passphrase-file", bench.path("empty")] + output, ["encrypt", "--nonsense"],
                ["decrypt", bench.path("sealed")], ["decrypt", "-i", bench.path("words"), bench.path("words")],
                ["decrypt", "-r", classic], ["keygen", "-o", bench.path("hybrid.txt")], ["keygen", "--pq", "--x25519"],
                ["keygen", "-y", "--pq"], ["keygen", bench.path("hybrid.txt")], ["nonsense"],
            ]
            let before = bench.files
            let key = try bench.read("hybrid.txt")
            for arguments in wrong {
                #expect(try bench.age(arguments).status == 64, "\(arguments)")
            }
            #expect(bench.files == before)
            #expect(try bench.read("hybrid.txt") == key)
        }
    }

    @Test func `what is no age file is told as that, with or without an identity`() throws {
        try AgeBench.with { bench in
            try bench.write(Array("words\n".utf8), to: "words")
            try bench.write(Array("-----BEGIN AGE ENCRYPTED FILE-----\n!\n".utf8), to: "armor")
            try bench.write([], to: "nothing")
            for key in [[], ["-i", bench.path("classic.txt")]] {
                #expect(try bench.age(["decrypt"] + key + [bench.path("words")]).status == 10)
                #expect(try bench.age(["decrypt"] + key + [bench.path("armor")]).status == 14)
                #expect(try bench.age(["decrypt"] + key + [bench.path("nothing")]).status == 10)
            }
        }
    }

    @Test func `failures of files end with 74`() throws {
        try AgeBench.with { bench in
            let recipient = try bench.recipient("classic.txt")
            let missing = bench.path("missing")
            #expect(try bench.age(["encrypt", "-r", recipient, missing]).status == 74)
            #expect(try bench.age(["encrypt", "-R", missing]).status == 74)
            #expect(try bench.age(["decrypt", "-i", missing]).status == 74)
            #expect(try bench.age(["encrypt", "-r", recipient, "-o", "\(missing)/x"]).status == 74)
            #expect(try bench.age(["encrypt", "-r", recipient, bench.folder.path()]).status == 74)
            let full = try bench.age(["encrypt", "-r", recipient, "-o", "/dev/full"], input: pattern(1_000_000))
            #expect(full.status == 74)
            #expect(full.errors.contains("No space left on device"))
            let armored = try bench.age(["encrypt", "-a", "-r", recipient, "-o", "/dev/full"], input: pattern(100_000))
            #expect(armored.status == 74)
        }
    }
}
