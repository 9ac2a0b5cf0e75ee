// SPDX-License-Identifier: AGPL-3.0-or-later
import Bags
import Bytes
import Correspondence
import Foundation
import LifeboatTestSupport
import Testing

/// `lifeboat verify`, as a partner runs it.
struct VerifyCommandTests {
    private let root = RootKey()
    private let cardKey = CardKey()
    private var fingerprint: String { Hex.encode(root.fingerprint.bytes) }

    private func vouched(
        _ text: String, for purpose: VouchedPurpose, charterUntil: UInt64 = 4_000_000_000
    ) throws -> VouchedText {
        try #require(
            VouchedText(
                signing: Array(text.utf8), for: purpose, by: cardKey,
                under: Charter(root: root, cardKey: cardKey, validUntil: charterUntil)))
    }

    private func verify(_ path: URL, organisation: String? = nil) throws -> BuiltProgram.Outcome {
        try BuiltProgram.lifeboat().run(["verify", path.path(), "--organisation", organisation ?? fingerprint])
    }

    private static let attestation =
        "Proposition: identity confirmed\nRecipient: Новая газета\nValid-Until: 2099-12-31\n"

    @Test func `a genuine attestation is said and ends with 0`() throws {
        try TemporaryFolder.with { folder in
            let file = folder.appending(component: "attestation.txt")
            try Data(vouched(Self.attestation, for: .attestation).file).write(to: file)
            let groups = stride(from: 0, to: 64, by: 4).map { fingerprint.dropFirst($0).prefix(4).uppercased() }
            let outcome = try verify(file, organisation: groups.joined(separator: " "))
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(String(decoding: outcome.output, as: UTF8.self).hasPrefix("Genuine.\n\n" + Self.attestation))
        }
    }

    @Test func `one whose line breaks were changed on the way is genuine, and says its last day`() throws {
        try TemporaryFolder.with { folder in
            let file = folder.appending(component: "attestation.txt")
            let genuine = String(decoding: try vouched(Self.attestation, for: .attestation).file, as: UTF8.self)
            try Data(genuine.replacing("\n", with: "\r\n").utf8).write(to: file)
            let outcome = try verify(file)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(String(decoding: outcome.output, as: UTF8.self).hasPrefix("Genuine.\n\n" + Self.attestation))
            try Data(genuine.replacing("2099", with: "2098").replacing("\n", with: "\r\n").utf8).write(to: file)
            let changed = try verify(file)
            #expect(changed.status == 11 && changed.output.isEmpty)
        }
    }

    @Test func `one that was changed, or is another's, ends with 11 and says nothing of its text`() throws {
        try TemporaryFolder.with { folder in
            let file = folder.appending(component: "attestation.txt")
            let genuine = try vouched(Self.attestation, for: .attestation).file
            let changed = String(decoding: genuine, as: UTF8.self).replacing("2099", with: "2098")
            try Data(changed.utf8).write(to: file)
            let outcome = try verify(file)
            #expect(outcome.status == 11)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.contains("NOT GENUINE"))
            try Data(genuine).write(to: file)
            #expect(try verify(file, organisation: Hex.encode(RootKey().fingerprint.bytes)).status == 11)
        }
    }

    @Test(arguments: [
        ("Valid-Until: 2024-01-31\n", UInt64(4_000_000_000), Int32(12)),
        ("Valid-Until: 2099-01-31\n", 1_600_000_000, 12),
        ("Until: 2099-01-31\n", 4_000_000_000, 10),
        ("Valid-Until: soon\n", 4_000_000_000, 10),
        ("Valid-Until: 2099-01-31\nValid-Until: 2099-01-31\n", 4_000_000_000, 10),
    ])
    func `an old one ends with 12 and one without a last day with 10`(
        text: String, charterUntil: UInt64, status: Int32
    ) throws {
        try TemporaryFolder.with { folder in
            let file = folder.appending(component: "attestation.txt")
            try Data(vouched(text, for: .attestation, charterUntil: charterUntil).file).write(to: file)
            #expect(try verify(file).status == status)
        }
    }

    @Test func `what is not there or no attestation ends with 10, and a wrong fingerprint with 64`() throws {
        try TemporaryFolder.with { folder in
            let file = folder.appending(component: "attestation.txt")
            #expect(try verify(file).status == 10)
            try Data("hello\n".utf8).write(to: file)
            #expect(try verify(file).status == 10)
            #expect(try verify(file, organisation: "a1b2").status == 64)
        }
    }

    /// Unpacks a signed bag with `tar`, lets `change` do what it likes to it, and checks it.
    private func bag(readme: String? = nil, change: (URL) throws -> Void) throws -> BuiltProgram.Outcome {
        var outcome: BuiltProgram.Outcome?
        try TemporaryFolder.with { folder in
            var writer = BagWriter(folder: try BagPath(parsing: "heron"))
            var archive = try writer.add(Array("{}".utf8), at: BagPath(parsing: "case.json"))
            archive += try writer.add(Array("photo".utf8), at: BagPath(parsing: "evidence/photo.png"))
            if let readme { archive += try writer.add(Array(readme.utf8), at: BagPath(parsing: "README.txt")) }
            let line = try vouched(String(decoding: writer.manifestText, as: UTF8.self), for: .bag).signatureLine
            archive += writer.finish(
                information: [], tags: [(try BagPath(parsing: "lifeboat-signature.txt"), line)])
            let file = folder.appending(component: "bag.tar")
            try Data(archive).write(to: file)
            let unpacked = try BuiltProgram.installed("tar").run(["-xf", file.path(), "-C", folder.path()])
            try #require(unpacked.status == 0, "\(unpacked.errors)")
            let bag = folder.appending(component: "heron")
            try change(bag)
            outcome = try verify(bag)
        }
        return try #require(outcome)
    }

    @Test func `a whole bag is genuine and complete`() throws {
        let outcome = try bag { _ in }
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            String(decoding: outcome.output, as: UTF8.self)
                == "Genuine and complete: 2 files.\n"
                + "The organisation's word is what lies in data/: nobody signed bag-info.txt.\n")
    }

    @Test func `what was made in a rehearsal is called fictional, and a program does not take it for real`() throws {
        let outcome = try bag(readme: "*** Fictional. ***\nRehearsal: yes\n\nA case\n") { _ in }
        #expect(outcome.status == 13)
        #expect(String(decoding: outcome.output, as: UTF8.self).hasPrefix("FICTIONAL. It was made in a rehearsal"))
        let live = try bag(readme: "A case\n    Rehearsal: yes\n") { _ in }
        #expect(live.status == 0, "what a file is called begins no line")
        try TemporaryFolder.with { folder in
            let file = folder.appending(component: "attestation.txt")
            try Data(vouched("*** Fictional. ***\nRehearsal: yes\n\n" + Self.attestation, for: .attestation).file)
                .write(to: file)
            let outcome = try verify(file)
            #expect(outcome.status == 13)
            let said = String(decoding: outcome.output, as: UTF8.self)
            #expect(said.hasPrefix("FICTIONAL.") && said.contains("Genuine."))
        }
    }

    @Test(arguments: [
        "READ-ME-FIRST.html", ".hidden", "fetch.txt", "more/correction.txt", "data/evidence/more/x.txt",
        "\u{1B}[2J.txt",
    ])
    func `whatever is laid beside what was signed is noticed, wherever it lies`(name: String) throws {
        let outcome = try bag { bag in
            let file = bag.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("<h1>Forged</h1>".utf8).write(to: file)
        }
        #expect(outcome.status == 11 && outcome.output.isEmpty)
        #expect(outcome.errors.contains("was added after the bag was signed") && !outcome.errors.contains("\u{1B}"))
    }

    @Test(arguments: ["link", "empty", "bag-info.txt", "bagit.txt", "tagmanifest-sha512.txt", "no tagmanifest"])
    func `a bag is what its writer made of it`(how: String) throws {
        let outcome = try bag { bag in
            switch how {
            case "link":
                try FileManager.default.createSymbolicLink(
                    at: bag.appending(path: "data/more"), withDestinationURL: URL(filePath: "/"))
            case "empty":
                try FileManager.default.createDirectory(
                    at: bag.appending(path: "data/empty"), withIntermediateDirectories: false)
            case "no tagmanifest":
                try FileManager.default.removeItem(at: bag.appending(path: "tagmanifest-sha512.txt"))
            default:
                let file = bag.appending(path: how)
                try (Data(contentsOf: file) + Data("Forged: x\n".utf8)).write(to: file)
            }
        }
        #expect(outcome.status == (how == "no tagmanifest" ? 10 : 11) && outcome.output.isEmpty)
    }

    @Test(arguments: ["changed", "missing", "added", "manifest", "unsigned"])
    func `a bag that somebody touched is not`(how: String) throws {
        let outcome = try bag { bag in
            let photo = bag.appending(path: "data/evidence/photo.png")
            switch how {
            case "changed": try Data("photo!".utf8).write(to: photo)
            case "missing": try FileManager.default.removeItem(at: photo)
            case "added": try Data("x".utf8).write(to: bag.appending(path: "data/more.txt"))
            case "manifest": try Data("\n".utf8).write(to: bag.appending(path: "manifest-sha512.txt"))
            default: try FileManager.default.removeItem(at: bag.appending(path: "lifeboat-signature.txt"))
            }
        }
        #expect(outcome.status == (how == "unsigned" ? 10 : 11))
        #expect(outcome.output.isEmpty)
    }
}
