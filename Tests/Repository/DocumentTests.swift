// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import Testing

@Suite struct DocumentTests {
    static let atTheTop = [
        "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs/protocol.md",
        "docs/threat-model.md", "docs/performance.md", "docs/glossary.md",
    ]

    static func documents() throws -> [String] {
        try atTheTop.filter { !$0.hasPrefix("docs/") } + Checkout.files(in: ["docs"], extensions: ["md"])
    }

    @Test(arguments: atTheTop) func `the documents that others rely on are there`(path: String) throws {
        #expect(try Checkout.text(path).count > 400, "\(path) says too little")
    }

    @Test func `links inside the checkout lead somewhere`() throws {
        let link = try Regex(#"\]\(([^)#\s]+)(#[^)]*)?\)"#, as: (Substring, Substring, Substring?).self)
        for document in try Self.documents() {
            let folder = URL(filePath: document).deletingLastPathComponent().relativePath
            for match in try Checkout.text(document).matches(of: link) where !match.1.contains("://") {
                let target = folder == "." || folder.isEmpty ? String(match.1) : "\(folder)/\(match.1)"
                #expect(Checkout.exists(target), "\(document) links to \(match.1)")
            }
        }
    }

    /// Files and folders that documents name in back quotes exist, so a moved room is renamed on the map too.
    @Test func `paths named in the documents exist`() throws {
        let path = try Regex(
            #"`((?:Sources|Tests|scripts|docs|Fuzz)/[A-Za-z0-9_./+-]+)`"#, as: (Substring, Substring).self)
        for document in try Self.documents() {
            for match in try Checkout.text(document).matches(of: path) {
                #expect(Checkout.exists(String(match.1)), "\(document) names \(match.1)")
            }
        }
    }

    @Test func `the threat model's evidence exists`() throws {
        let model = try Checkout.text("docs/threat-model.md")
        let tests = try Checkout.files(in: ["Tests"], extensions: ["swift", "py"]).map { try Checkout.text($0) }
            .joined(separator: "\n")
        let evidence = try Regex(#"test: `([^`]+)`"#, as: (Substring, Substring).self)
        let named = model.matches(of: evidence).map { String($0.1) }
        #expect(named.count > 20)
        for name in named {
            #expect(tests.contains(name), "docs/threat-model.md names the test \(name), which does not exist")
        }
    }

    @Test func `every module and every package has its line in the architecture`() throws {
        let architecture = try Checkout.text("ARCHITECTURE.md")
        let manifest = try Checkout.text("Package.swift")
        let package = try Regex(#"\.package\(url: "https://github.com/[^/]+/([^"]+)""#, as: (Substring, Substring).self)
        for match in manifest.matches(of: package) { #expect(architecture.contains(match.1), "\(match.1)") }
        for folder in try FileManager.default.contentsOfDirectory(atPath: Checkout.root.appending(path: "Sources").path)
        where !folder.hasPrefix(".") {
            #expect(architecture.contains("`\(folder)`"), "ARCHITECTURE.md does not say what \(folder) is")
        }
    }
}
