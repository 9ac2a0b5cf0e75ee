// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import Testing

/// The targets of Package.swift as the package manager sees them.
struct TargetGraph {
    struct Manifest: Decodable {
        struct Target: Decodable {
            let name: String
            let type: String
            let dependencies: [Dependency]
        }
        struct Dependency: Decodable {
            let name: String

            private enum Key: String, CodingKey { case byName, product, target }

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Key.self)
                for key in [Key.byName, .product, .target] where container.contains(key) {
                    var parts = try container.nestedUnkeyedContainer(forKey: key)
                    name = try parts.decode(String.self)
                    return
                }
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "an unknown kind of dependency"))
            }
        }
        let targets: [Target]
    }

    let targets: [String: Manifest.Target]

    init() throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "lifeboat-graph-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["swift", "package", "--scratch-path", scratch.path, "dump-package"]
        process.currentDirectoryURL = Checkout.root
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let json = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let manifest = try JSONDecoder().decode(Manifest.self, from: json)
        targets = Dictionary(uniqueKeysWithValues: manifest.targets.map { ($0.name, $0) })
    }

    /// Everything that `name` reaches, through targets, products included.
    func reach(of name: String) -> Set<String> {
        var reached: Set<String> = []
        var open = [name]
        while let next = open.popLast() {
            for dependency in targets[next]?.dependencies ?? [] where reached.insert(dependency.name).inserted {
                open.append(dependency.name)
            }
        }
        return reached
    }
}

@Suite struct TargetGraphTests {
    static let graph = Result { try TargetGraph() }

    static let whatCanRead: Set = [
        "Age", "Correspondence", "Casework", "Sealing", "Portal", "Desk", "DeskFormats", "Names",
    ]

    @Test(arguments: ["Relay", "RelayAPI", "RelayStore", "RelayStoreSQLite", "Blobs"])
    func `the relay reaches nothing that can read`(target: String) throws {
        let reached = try Self.graph.get().reach(of: target)
        #expect(
            reached.isDisjoint(with: Self.whatCanRead), "\(target) reaches \(reached.intersection(Self.whatCanRead))")
        #expect(try Self.graph.get().targets[target] != nil)
    }

    @Test(arguments: [
        "Bytes", "Age", "Correspondence", "Casework", "World", "Names", "Sealing", "Multipart", "Pixels", "WebForms",
        "Languages", "RelayAPI", "Bags", "Tables", "DeskFormats", "CommandValues",
        "PortalForms",
    ])
    func `values reach no network and no database`(target: String) throws {
        let allowed: Set = [
            "Bytes", "Age", "Correspondence", "Casework", "Languages", "Names", "RelayAPI", "Sealing", "Crypto",
            "CryptoExtras", "HTTPTypes", "Multipart", "WebForms",
        ]
        let reached = try Self.graph.get().reach(of: target)
        #expect(reached.isSubset(of: allowed), "\(target) reaches \(reached.subtracting(allowed))")
    }

    /// A reader of bytes that strangers chose stands alone: nothing else can break in it, and it is fuzzed in seconds.
    @Test(arguments: ["Alike", "Multipart", "Pixels", "Tables", "WebForms"])
    func `readers of strangers' bytes reach nothing`(target: String) throws {
        #expect(try Self.graph.get().targets[target] != nil)
        #expect(try Self.graph.get().reach(of: target).isEmpty)
    }

    @Test func `the portal holds no organisation's key`() throws {
        let reached = try Self.graph.get().reach(of: "Portal")
        #expect(reached.isDisjoint(with: ["Sealing", "Casework", "Desk", "RelayStore", "Relay"]))
    }

    @Test func `backends do not know each other`() throws {
        let graph = try Self.graph.get()
        #expect(!graph.reach(of: "RelayStoreSQLite").contains("Blobs"))
        #expect(!graph.reach(of: "Blobs").contains("RelayStoreSQLite"))
    }

    @Test func `test support stays in tests`() throws {
        let graph = try Self.graph.get()
        for target in graph.targets.values where target.type != "test" && target.name != "LifeboatTestSupport" {
            #expect(!graph.reach(of: target.name).contains("LifeboatTestSupport"), "\(target.name)")
        }
    }
}
