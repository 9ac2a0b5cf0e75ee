// SPDX-License-Identifier: AGPL-3.0-or-later
import Bags
import Foundation
import LifeboatTestSupport
import Testing

/// A bag is judged by tools that know nothing of Lifeboat: `tar` and `sha512sum`.
struct BagTests {
    private func path(_ text: String) throws -> BagPath { try BagPath(parsing: text) }

    /// Unpacks with `tar` and checks every digest with `sha512sum`; gives the folder.
    private func unpack(_ archive: [UInt8]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bag-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "bag.tar")
        try Data(archive).write(to: file)
        try run("tar", ["-xf", file.path, "-C", folder.path])
        let bag = folder.appending(path: "heron")
        try run("sha512sum", ["--strict", "--quiet", "-c", "manifest-sha512.txt"], in: bag)
        try run("sha512sum", ["--strict", "--quiet", "-c", "tagmanifest-sha512.txt"], in: bag)
        return bag
    }

    /// What another reader of archives finds: every file once, under its own name, and of no owner.
    private static let reading = """
        import sys, tarfile
        members = tarfile.open(sys.argv[1]).getmembers()
        names = [member.name for member in members]
        assert "heron/data/" + sys.argv[2] in names, names
        assert len(names) == len(set(names)) and all(name.startswith("heron/") for name in names)
        assert all(member.isreg() and member.mode == 0o600 and not member.mtime and not member.uid for member in members)
        """

    private func run(_ program: String, _ arguments: [String], in folder: URL? = nil) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(program) refused the bag")
    }

    @Test func `tar and sha512sum find the bag complete and valid`() throws {
        var writer = BagWriter(folder: try path("heron"))
        let long = "evidence/" + String(repeating: "a", count: 60) + "/" + String(repeating: "b", count: 56) + ".pdf"
        var archive = try writer.add(Array("{}".utf8), at: path("case.json"))
        archive += try writer.add([], at: path("empty.txt"))
        archive += try writer.add([UInt8](repeating: 7, count: 512), at: path("one-block.bin"))
        archive += try writer.add([UInt8](repeating: 9, count: 1_300), at: path(long))
        let cyrillic = "attachments/002-план_побега_в_мае_и_ещё_что-то_длинное_до_конца.pdf"
        archive += try writer.add(Array("план".utf8), at: path(cyrillic))
        archive += writer.finish(
            information: [("Source-Organization", "Маяк\nPayload-Oxum: 0.0")],
            tags: [(try path("signature.bin"), [1, 2, 3])])
        let bag = try unpack(archive)
        defer { try? FileManager.default.removeItem(at: bag.deletingLastPathComponent()) }
        #expect(try Data(contentsOf: bag.appending(path: "data/case.json")) == Data("{}".utf8))
        #expect(try Data(contentsOf: bag.appending(path: "data/\(long)")).count == 1_300)
        let information = try String(contentsOf: bag.appending(path: "bag-info.txt"), encoding: .utf8)
        #expect(information == "Source-Organization: Маяк Payload-Oxum: 0.0\nPayload-Oxum: 1822.5\n")
        #expect(try String(contentsOf: bag.appending(path: "data/\(cyrillic)"), encoding: .utf8) == "план")
        let names = try FileManager.default.contentsOfDirectory(atPath: bag.path).sorted()
        #expect(!names.contains("PaxHeaders"), "a header is no file")
        try run(
            "python3", ["-c", Self.reading, bag.deletingLastPathComponent().appending(path: "bag.tar").path, cyrillic])
    }

    @Test func `every path that is allowed fits its header`() throws {
        for last in 1...60 {
            for middle in 1...60 {
                let parts = [last, middle, 26].map { String(repeating: "x", count: $0) }
                var writer = BagWriter(folder: try path(String(repeating: "f", count: 32)))
                let bytes = try writer.add([], at: path(parts.reversed().joined(separator: "/")))
                #expect(bytes.count == 512)
            }
        }
    }

    @Test func `the same files make the same bytes, whenever and wherever they are packed`() throws {
        func archive() throws -> [UInt8] {
            var writer = BagWriter(folder: try path("heron"))
            var bytes = try writer.add([1], at: path("b"))
            bytes += try writer.add([2], at: path("a"))
            return bytes + writer.finish(information: [])
        }
        #expect(try archive() == archive())
    }

    @Test func `a file that comes in pieces is the file`() throws {
        var whole = BagWriter(folder: try path("heron"))
        let expected = try whole.add(Array(0...255), at: path("x"))
        var writer = BagWriter(folder: try path("heron"))
        var (file, bytes) = try writer.begin(path("x"), byteCount: 256)
        for byte in UInt8.min...UInt8.max {
            writer.write([byte], to: &file)
            bytes.append(byte)
        }
        bytes += writer.end(file)
        #expect(bytes == expected)
        #expect(writer.manifestText == whole.manifestText)
    }

    @Test func `a path comes once`() throws {
        var writer = BagWriter(folder: try path("heron"))
        _ = try writer.add([1], at: path("x"))
        #expect(throws: try BagWritingError.duplicatePath(path("x"))) { try writer.add([2], at: path("x")) }
    }

    @Test func `a file beyond what tar can say is refused before a byte is written`() throws {
        let writer = BagWriter(folder: try path("heron"))
        #expect(throws: BagWritingError.tooLarge(1 << 33)) { try writer.begin(path("x"), byteCount: 1 << 33) }
    }

    @Test(arguments: [
        ("", BagPathError.empty), ("/etc/passwd", .unsafe), ("../x", .unsafe), ("a/../b", .unsafe), ("a//b", .unsafe),
        ("a/", .unsafe), (".hidden", .unsafe), ("a\\b", .unsafe), ("a:b", .unsafe), ("и\u{306}мя.pdf", .unsafe),
        ("имя\u{202E}fdp.exe", .unsafe), ("a\u{200D}b", .unsafe), ("\u{2126}", .unsafe), ("\u{1112}\u{1161}", .unsafe),
        ("．．/x", .unsafe), ("a／b", .unsafe), ("a%2Fb", .unsafe), ("ф\u{0}", .unsafe), ("☃", .unsafe),
        (String(repeating: "ф", count: 61), .tooLong), ("a b", .unsafe), ("a\nb", .unsafe),
        (String(repeating: "a", count: 61), .tooLong),
        (Array(repeating: "abcd", count: 31).joined(separator: "/"), .tooLong),
    ])
    func `paths that could leave the bag, or are written in two ways, are refused`(text: String, error: BagPathError) {
        #expect(throws: error) { try BagPath(parsing: text) }
    }

    @Test(arguments: ["имя.pdf", "план_побега.docx", "Ёлки-й.txt", "المستند.pdf", "한국어.txt", "文件.pdf", "ўзбекча.txt"])
    func `names in any script are kept, and fit a header`(text: String) throws {
        var writer = BagWriter(folder: try path("heron"))
        let bytes = try writer.add([], at: path(text))
        #expect(bytes.count == 3 * 512 && bytes[156] == UInt8(ascii: "x"))
        #expect(String(decoding: writer.manifestText, as: UTF8.self).hasSuffix("  data/\(text)\n"))
        #expect(try BagManifest(parsing: writer.manifestText).digests.count == 1)
    }
}

struct BagManifestTests {
    @Test func `what a bag says of its files is read back`() throws {
        var writer = BagWriter(folder: try BagPath(parsing: "heron"))
        _ = try writer.add([1], at: BagPath(parsing: "b/c.txt"))
        _ = try writer.add([2], at: BagPath(parsing: "a.txt"))
        let manifest = try BagManifest(parsing: writer.manifestText)
        #expect(manifest.digests.count == 2)
        var digest = BagDigest()
        digest.update([2])
        #expect(manifest.digests[try BagPath(parsing: "a.txt")] == digest.finish())
    }

    @Test(arguments: [
        "\(String(repeating: "0", count: 128))  data/../x\n", "\(String(repeating: "0", count: 128)) data/x\n",
        "\(String(repeating: "0", count: 126))  data/x\n", "\(String(repeating: "A", count: 128))  data/x\n", "\n",
        "\(String(repeating: "0", count: 128))  x\n",
    ])
    func `a line that no bag of ours has is refused`(text: String) {
        #expect(throws: BagManifestError.malformedLine(1)) { try BagManifest(parsing: Array(text.utf8)) }
    }

    @Test func `a path that stands there twice is refused`() throws {
        let line = "\(String(repeating: "0", count: 128))  data/x\n"
        #expect(throws: BagManifestError.duplicatePath(try BagPath(parsing: "x"))) {
            try BagManifest(parsing: Array((line + line).utf8))
        }
    }

    @Test func `mutated manifests are read or refused, and never crash`() throws {
        var writer = BagWriter(folder: try BagPath(parsing: "heron"))
        _ = try writer.add([1], at: BagPath(parsing: "b/c.txt"))
        let text = writer.manifestText
        for index in text.indices {
            var changed = text
            changed[index] ^= UInt8(truncatingIfNeeded: index &* 37 | 1)
            if let manifest = try? BagManifest(parsing: changed) { #expect(manifest.digests.count <= 1) }
        }
    }

    struct Vector: Decodable {
        struct File: Decodable {
            let path: String
            let content: HexBytes
        }

        let folder, organisationName: String
        let manifest, signatureLine, stream: HexBytes
        let files: [File]
    }

    /// Written by another implementation, from docs/protocol.md, section 9.
    @Test func `the bag of the protocol's vectors is made byte for byte`() throws {
        struct Vouched: Decodable { let bag: Vector }
        let vector = try Vectors.read("protocol/vouched.json", as: Vouched.self).bag
        var writer = BagWriter(folder: try BagPath(parsing: vector.folder))
        var bytes: [UInt8] = []
        for file in vector.files { bytes += try writer.add(file.content.bytes, at: BagPath(parsing: file.path)) }
        #expect(writer.manifestText == vector.manifest.bytes)
        #expect(try BagManifest(parsing: vector.manifest.bytes).digests.count == vector.files.count)
        bytes += writer.finish(
            information: [("Source-Organization", vector.organisationName)],
            tags: [(try BagPath(parsing: "lifeboat-signature.txt"), vector.signatureLine.bytes)])
        #expect(bytes == vector.stream.bytes)
    }
}
