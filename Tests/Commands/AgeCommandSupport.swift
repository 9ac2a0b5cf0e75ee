// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import LifeboatTestSupport
import Testing

/// A folder with keys, and the programs that a test of the age commands runs.
struct AgeBench {
    let folder: URL
    let lifeboat: BuiltProgram

    /// Runs `body` with fresh keys: `hybrid.txt`, `classic.txt`, both or neither.
    static func with(keys: Set<String> = ["hybrid.txt", "classic.txt"], _ body: (AgeBench) throws -> Void) throws {
        let lifeboat = try BuiltProgram.lifeboat()
        try TemporaryFolder.with { folder in
            let bench = AgeBench(folder: folder, lifeboat: lifeboat)
            for (file, flags) in [("hybrid.txt", []), ("classic.txt", ["--x25519"])] where keys.contains(file) {
                let made = try bench.age(["keygen", "-o", bench.path(file)] + flags)
                try #require(made.status == 0, "\(made.errors)")
            }
            try body(bench)
        }
    }

    func path(_ name: String) -> String { folder.appending(component: name).path() }

    func age(_ arguments: [String], input: [UInt8] = []) throws -> BuiltProgram.Outcome {
        try lifeboat.run(["age"] + arguments, input: input)
    }

    /// Debian's `age`.
    func peer(_ arguments: [String], input: [UInt8] = []) throws -> BuiltProgram.Outcome {
        try BuiltProgram.installed("age").run(arguments, input: input)
    }

    /// The public key in a file that `keygen` wrote.
    func recipient(_ file: String) throws -> String {
        let lines = try String(contentsOfFile: path(file), encoding: .utf8).split(separator: "\n")
        let line = try #require(lines.first { $0.hasPrefix("# public key: ") })
        return String(line.dropFirst("# public key: ".count))
    }

    func write(_ bytes: [UInt8], to file: String) throws {
        try Data(bytes).write(to: folder.appending(component: file))
    }

    func read(_ file: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(component: file)))
    }

    var files: Set<String> {
        Set((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? [])
    }

    /// Runs a program on a terminal and types the answers that it asks for.
    func onTerminal(typing answers: [String], _ program: BuiltProgram, _ arguments: [String]) throws
        -> BuiltProgram.Outcome
    {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(component: "on-terminal.py")
        return try BuiltProgram.installed("python3")
            .run([script.path()] + answers + ["--", program.path] + arguments)
    }
}

/// Bytes that look random and are the same in every run.
func pattern(_ count: Int) -> [UInt8] {
    var state: UInt64 = 1
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
}
