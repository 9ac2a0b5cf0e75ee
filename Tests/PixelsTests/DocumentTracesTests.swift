// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Testing

@testable import Pixels

/// Documents say who wrote them; their pictures say where they were taken.
struct DocumentTracesTests {
    static func pdf(_ content: String, _ more: [UInt8] = []) -> [UInt8] {
        Array("%PDF-1.7\n\(content)".utf8) + more + Array("\nendobj\n%%EOF\n".utf8)
    }

    private static func stream(_ dictionary: String, _ hexadecimal: String) -> [UInt8] {
        pdf("7 0 obj <<\(dictionary)/Filter/FlateDecode>>\nstream\r\n", FileTracesTests.bytes(hexadecimal) ?? [])
    }

    @Test(arguments: [
        ("/Author(Ivan)", true), ("/Author (Ivan)", true), ("/Author<FEFF0418>", true), ("/Author 12 0 R", true),
        ("/Creator(Canon iR)", true), ("/Company (X)", true), ("/Author()", false), ("/Author <>", false),
        ("/Producer(iOS 17)", true), ("/AuthorX(Ivan)", false), ("/CreatorTool(x)", false), ("/Title(x)", false),
    ])
    func `a PDF file that names its author says so`(information: String, isNamed: Bool) {
        let traces = FileTraces(of: Self.pdf("5 0 obj <<\(information)>> endobj"))
        #expect(traces.holdsDevice == isNamed && !traces.holdsPlace && traces.look == .whole)
    }

    @Test func `packed objects and packets of a PDF file are read`() {
        let author = Self.stream(
            "/Type/ObjStm/N 2/First 10",
            "78da335530503053303650b0b1d10fc92cc949d5d0d4772c2dc9c82fd2f02c4bcc5308482d29ca2fd3b4b3032ba82c48d5774e2c49ccc94f"
                + "b7b30300ef3111e5")
        #expect(FileTraces(of: author).holdsDevice && FileTraces(of: author).look == .whole)
        let nobody = Self.stream(
            "/Type /ObjStm",
            "78da335530503053303650b0b1d10fc92cc949d5a8d0d4772c2dc9c82fd2d0b4b353800090646541aabe736249624e7eba9d1d0084f70eef"
        )
        let title = FileTraces(of: nobody)
        #expect(!title.holdsDevice && title.holdsWords && title.look == .whole)
        let place = Self.stream(
            "/Type/Metadata/Subtype/XML",
            "78dab3a9b0aac82dc84d2d49b4b3294a49b30a727183305c528b938b320b4a32f3f3140a32f24bf28b33f20bac9c334b2a6dd5bd2b33cbd4"
                + "f5ed6cf4e13af411c60000c4bb1cef")
        #expect(FileTraces(of: place).holdsPlace)
        let plain = Self.pdf("<</Subtype/XML>>stream\n<rdf:RDF><dc:creator>A</dc:creator></rdf:RDF>")
        #expect(FileTraces(of: plain).holdsDevice && FileTraces(of: plain).look == .whole)
    }

    @Test func `what of a PDF file cannot be read is not called clean`() {
        #expect(FileTraces(of: Self.pdf("<</Encrypt 4 0 R>>")).look == .part)
        #expect(FileTraces(of: Self.pdf("<</Type/EmbeddedFile>>stream\nx")).look == .part)
        #expect(FileTraces(of: Self.stream("/Type/ObjStm", "0102030405")).look == .part)
        #expect(FileTraces(of: Self.stream("/Subtype/XML", "78da3355")).look == .part)
        #expect(FileTraces(of: Self.pdf("<</Type/ObjStm>>")).look == .part, "no stream")
    }

    @Test func `a picture in a PDF file tells where it was taken`() throws {
        let traces = FileTraces(
            of: Self.pdf("<</Filter/DCTDecode>>stream\n", FileTracesTests.jpeg(FileTracesTests.Exif.kyiv.bytes)))
        #expect(traces.holdsPlace && traces.device == "Redmi Note" && traces.look == .whole)
    }

    struct Member {
        var name: String
        var content: [UInt8]
        var method = 0
        var flags = 0
    }

    /// An archive as PKWARE has it: the files, and behind them the directory.
    static func zip(_ members: [Member], remark: String = "") -> [UInt8] {
        func little(_ value: Int, _ count: Int) -> [UInt8] { FileTracesTests.big(value, count).reversed() }
        var (files, directory): ([UInt8], [UInt8]) = ([], [])
        for member in members {
            let fields =
                little(member.flags, 2) + little(member.method, 2) + little(0, 8) + little(member.content.count, 4)
                + little(member.content.count, 4) + little(member.name.utf8.count, 2)
            directory += [0x50, 0x4B, 1, 2] + little(20, 2) + little(20, 2) + fields + little(0, 12)
            directory += little(files.count, 4) + Array(member.name.utf8)
            files += [0x50, 0x4B, 3, 4] + little(20, 2) + fields + little(3, 2) + Array(member.name.utf8) + [7, 7, 7]
            files += member.content
        }
        return files + directory + [0x50, 0x4B, 5, 6] + little(0, 4) + little(members.count, 2)
            + little(members.count, 2) + little(directory.count, 4) + little(files.count, 4)
            + little(remark.utf8.count, 2) + Array(remark.utf8)
    }

    private static let packedProperties =
        FileTracesTests.bytes(
            "b3b1afc8cd51284b2d2acecccfb35532d43350b2b7b3492eb04ace2f4a0d28ca2f482d2ac94c2db6b34949b64a2e4a4d2cc92fb2f32c4bcc"
                + "5308482d29ca2fb3d147120769cb492c2ef1cd4fc94ccb4c4d71aab4b3d1c72186663c00") ?? []

    private static func document(_ more: Member...) -> [UInt8] {
        zip(
            [
                Member(name: "[Content_Types].xml", content: Array("<?xml?><Types/>".utf8)),
                Member(name: "word/", content: []), Member(name: "word/document.xml", content: Array("<w:p/>".utf8)),
            ] + more)
    }

    @Test(arguments: [
        ("<dc:creator>Ivan</dc:creator>", true), ("<cp:lastModifiedBy>I</cp:lastModifiedBy>", true),
        ("<meta:initial-creator>I</meta:initial-creator>", true), ("<w:ins w:author=\"Ivan\">", true),
        ("<Company>X</Company>", true), ("<x15ac:absPath url=\"C:\\Users\\ivan\\\"/>", true),
        ("<r Target=\"file:///C:\\Users\\ivan\\Normal.dotm\"/>", true),
        ("<authors><author>Ivan</author></authors>", true),
        ("<dc:creator></dc:creator><cp:lastModifiedBy/>", false), ("<w:ins w:author=\"\">", false),
        ("<dc:title>Ivan</dc:title>", false),
    ])
    func `a document that names its author says so`(markup: String, isNamed: Bool) {
        let core = Member(name: "docProps/core.xml", content: [0xEF, 0xBB, 0xBF] + Array("<?xml?>\(markup)".utf8))
        let traces = FileTraces(of: Self.document(core))
        #expect(traces.holdsDevice == isNamed && !traces.holdsPlace && traces.look == .whole)
    }

    @Test func `packed files, pictures and films in an archive are read`() {
        let packed = Member(name: "docProps/core.xml", content: Self.packedProperties, method: 8)
        #expect(FileTraces(of: Self.document(packed)).holdsDevice)
        let picture = Member(name: "word/media/1.jpeg", content: FileTracesTests.jpeg(FileTracesTests.Exif.kyiv.bytes))
        let traces = FileTraces(of: Self.document(picture))
        #expect(traces.holdsPlace && traces.device == "Redmi Note" && traces.look == .whole)
        let film = Member(
            name: "a.mp4", content: MovieTracesTests.film(MovieTracesTests.box("udta", MovieTracesTests.place)))
        #expect(FileTraces(of: Self.zip([film])).holdsPlace)
        let kind = Member(name: "mimetype", content: Array("application/vnd.oasis.opendocument.text".utf8))
        #expect(FileTraces(of: Self.zip([kind])).isQuiet && FileTraces(of: Self.zip([])).isQuiet)
    }

    @Test func `what of an archive cannot be read is not called clean`() {
        let xml = Array("<a/>".utf8)
        for member in [
            Member(name: "a.xml", content: xml, flags: 1), Member(name: "a.xml", content: xml, method: 12),
            Member(name: "a.xml", content: Array(Self.packedProperties.dropLast(20)), method: 8),
            Member(name: "printer.bin", content: [1, 2, 3]), Member(name: "a.zip", content: Self.zip([])),
            Member(name: "a.xml", content: [0xFF, 0xFE, 0x3C, 0]),
        ] {
            #expect(FileTraces(of: Self.document(member)).look == .part, "\(member.name)")
        }
        #expect(FileTraces(of: Self.zip([], remark: "from Anna")).holdsWords)
        let whole = Self.document()
        #expect(FileTraces(of: whole).isQuiet && FileTraces(of: [0, 0] + whole).look == .none)
        #expect(FileTraces(of: Array(whole.dropLast(40))).look == .part, "no directory")
        #expect(FileTraces(of: [0x50, 0x4B, 3, 4]).look == .part)
    }

    @Test(arguments: [UInt64(5), 29])
    func `mutated documents are read or not, and never crash`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let packed = Member(name: "docProps/core.xml", content: Self.packedProperties, method: 8)
        let stream = Self.stream(
            "/Type/ObjStm",
            "78da335530503053303650b0b1d10fc92cc949d5d0d4772c2dc9c82fd2f02c4bcc5308482d29ca2fd3b4b3032ba82c48d5774e2c49ccc94f"
                + "b7b30300ef3111e5")
        for whole in [Self.document(packed), stream] {
            for length in whole.indices { _ = FileTraces(of: Array(whole.prefix(length))) }
            for _ in 0..<800 {
                var bytes = whole
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
                }
                #expect(FileTraces(of: bytes).place == nil)
            }
        }
    }
}
