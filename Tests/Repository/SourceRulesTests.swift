// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import Testing

@Suite struct SourceRulesTests {
    /// Targets that must give the same result everywhere: time, files and randomness come in as parameters.
    static let pure = [
        "Alike", "Bytes", "Age", "Correspondence", "Casework", "World", "Names", "Sealing", "Multipart", "Pixels",
        "WebForms", "RelayAPI",
    ]

    /// Where a target meets the library of primitives: the one place that may differ from machine to machine.
    static func meetsPrimitives(_ path: String) -> Bool {
        ["Primitives.swift", "PrimitivesEmbedded.swift"].contains { path.hasSuffix("/\($0)") }
    }

    /// Whether `code` calls `call`, and not something whose name only ends with it.
    static func calls(_ call: String, in code: Substring) -> Bool {
        code.ranges(of: call).contains { range in
            guard range.lowerBound > code.startIndex else { return true }
            let before = code[code.index(before: range.lowerBound)]
            return !before.isLetter && !before.isNumber && before != "_"
        }
    }

    /// What a package client or an editor leaves at the top is easily committed with the rest.
    @Test func `nothing lies at the top but what belongs there`() throws {
        let expected: Set = [
            "ARCHITECTURE.md", "Benchmarks", "CHANGELOG.md", "CONTRIBUTING.md", "Fuzz", "LICENSE", "Package.resolved",
            "Package.swift", "README.md", "SECURITY.md", "Sources", "Tests", "docs", "scripts",
        ]
        let found = try FileManager.default.contentsOfDirectory(atPath: Checkout.root.path).filter {
            !$0.hasPrefix(".")
        }
        let strays = Set(found).subtracting(expected)
        #expect(strays.isEmpty, "move these away before they are committed: \(strays.sorted())")
    }

    @Test func `every release build has the flags of one place`() throws {
        for path in try Checkout.files(in: ["scripts"], extensions: ["", "sh"]) where path != "scripts/lib.sh" {
            for line in try Checkout.text(path).split(separator: "\n")
            where line.contains("swift build") && line.contains("-c release") && !line.contains("--package-path Fuzz") {
                Issue.record(
                    "\(path): build with build_release of scripts/lib.sh, or everything is built twice: \(line)")
            }
        }
        #expect(try Checkout.text("scripts/lib.sh").contains("--static-swift-stdlib"))
    }

    /// What pure targets may not call, and what to do instead.
    static let banned = [
        ("Date()", "take the time as a parameter"),
        ("Date.now", "take the time as a parameter"),
        ("ContinuousClock", "take a clock as a parameter"),
        ("FileManager", "take bytes as a parameter"),
        ("ProcessInfo", "take settings as a parameter"),
        ("print(", "return a value"),
        ("try!", "throw"),
        ("as!", "use a type that cannot be wrong"),
        ("SystemRandomNumberGenerator", "use the module's Primitives file"),
    ]

    @Test(arguments: pure) func `a pure target calls nothing impure`(target: String) throws {
        for path in try Checkout.files(in: ["Sources/\(target)"], extensions: ["swift"])
        where !Self.meetsPrimitives(path) {
            for (number, line) in try Checkout.text(path).split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            {
                let code = line.prefix(upTo: line.range(of: "//")?.lowerBound ?? line.endIndex)
                for (call, instead) in Self.banned where Self.calls(call, in: code) {
                    Issue.record("\(path):\(number + 1) calls \(call): \(instead)")
                }
            }
        }
    }

    @Test(arguments: ["Bytes", "Age", "Correspondence", "Casework", "Names", "Multipart", "Pixels", "WebForms"])
    func `what a browser will run needs no Foundation`(target: String) throws {
        for path in try Checkout.files(in: ["Sources/\(target)"], extensions: ["swift"])
        where !Self.meetsPrimitives(path) {
            let text = try Checkout.text(path)
            #expect(!text.contains("import Foundation"), "\(path)")
        }
    }

    /// A name that is read as prose takes line breaks, and shows as more than one line of ours.
    @Test func `what a form asks for on one line is read as one line`() throws {
        let sources = try Checkout.files(in: ["Sources/Desk/Web"], extensions: ["swift"]).map(Checkout.text)
        // The passphrase of an export is shown nowhere.
        let lines = Set(sources.flatMap { $0.matches(of: /\.line\(\s*"([a-z-]+)"/).map { String($0.1) } })
            .subtracting(["passphrase"])
        #expect(lines.count > 25)
        for source in sources {
            for match in source.matches(of: /(?:prose|optionalProse)\("([a-z-]+)"\)(\.isEmpty)?/) where match.2 == nil {
                #expect(!lines.contains(String(match.1)), "read \(match.1) with line or optionalLine")
            }
        }
    }

    @Test func `every source file names its licence`() throws {
        for path in try Checkout.files(in: ["Sources", "Tests", "Fuzz"], extensions: ["swift", "c", "h"]) {
            // The word lists are others' work, under their licence.
            let licence = path.contains("/WordLists/") ? "" : " AGPL-3.0-or-later"
            #expect(try Checkout.text(path).prefix(200).contains("SPDX-License-Identifier:\(licence)"), "\(path)")
        }
    }

    @Test func `nothing is left for later`() throws {
        let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "await" + "ing\")"]
        for path in try Checkout.files(
            in: ["Sources", "Tests", "docs", "scripts", "Fuzz"],
            extensions: ["swift", "c", "h", "md", "py", "mustache", "css", "js"])
        {
            let text = try Checkout.text(path)
            for mark in marks where text.contains(mark) { Issue.record("\(path) has a \(mark)") }
        }
    }

    /// Tables (word lists, generated vectors) may be long; code that is has a second idea in it.
    @Test func `a file is a room, not a hall`() throws {
        for path in try Checkout.files(in: ["Sources", "Tests"], extensions: ["swift"])
        where !path.contains("/WordLists/") {
            let count = try Checkout.text(path).split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(count <= 400, "\(path) has \(count) lines")
        }
    }

    @Test func `the libraries print nothing`() throws {
        for path in try Checkout.files(in: ["Sources"], extensions: ["swift"])
        where !path.hasPrefix("Sources/lifeboat") {
            for line in try Checkout.text(path).split(separator: "\n") {
                let code = line.trimmingCharacters(in: .whitespaces)
                #expect(
                    !code.hasPrefix("print(") && !code.hasPrefix("debugPrint(") && !code.hasPrefix("dump("), "\(path)")
            }
        }
    }
}
