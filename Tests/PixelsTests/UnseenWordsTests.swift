// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Pixels

/// Names and places that programs write where nobody sees them: found, or said as not looked at, and never quiet.
struct UnseenWordsTests {
    private static let name = "Anna Kozlova"

    private static func segment(_ marker: UInt8, _ content: String) -> [UInt8] {
        let pixels: [UInt8] = [0xFF, 0xDA, 0, 2, 9, 9]
        return [0xFF, 0xD8] + one(marker, content) + pixels + [0xFF, 0xD9]
    }

    private static func one(_ marker: UInt8, _ content: String) -> [UInt8] {
        [0xFF, marker] + FileTracesTests.big(content.utf8.count + 2, 2) + Array(content.utf8)
    }

    @Test func `a remark in a JPEG file is told, and what nobody reads is said`() {
        #expect(FileTraces(of: Self.segment(0xFE, "Taken by \(Self.name)")).holdsWords)
        #expect(FileTraces(of: Self.segment(0xFE, " \0")).isQuiet)
        for marker: UInt8 in [0xE0, 0xE1, 0xE4, 0xEB, 0xEC, 0xED, 0xEF] {
            #expect(FileTraces(of: Self.segment(marker, Self.name)).look == .part, "\(marker)")
        }
        for (marker, beginning) in [(UInt8(0xE2), "ICC_PROFILE\0"), (0xE2, "MPF\0"), (0xEE, "Adobe"), (0xEC, "Ducky")] {
            #expect(FileTraces(of: Self.segment(marker, beginning)).isQuiet, "\(beginning)")
        }
        let behind: [UInt8] = [0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 9, 9, 0xFF, 0xD9]
        #expect(FileTraces(of: behind + Array(Self.name.utf8)).look == .part)
        let between = Array(behind.dropLast(2)) + Self.one(0xFE, Self.name) + [0xFF, 0xD9]
        #expect(FileTraces(of: between).holdsWords, "among the pixels")
    }

    @Test func `a remark in a GIF file is told, and what nobody reads is said`() {
        func text(_ head: [UInt8]) -> [UInt8] { head + [12] + Array(Self.name.utf8) + [0] }
        #expect(FileTraces(of: FileTracesTests.gif(text([0x21, 0xFE]))).holdsWords)
        #expect(FileTraces(of: FileTracesTests.gif(text([0x21, 0x77]))).look == .part)
        let program = Array("NETSCAPE2.0".utf8)
        #expect(FileTraces(of: FileTracesTests.gif([0x21, 0xFF, 11] + program + [3, 1, 0, 0, 0])).isQuiet)
        #expect(
            FileTraces(of: FileTracesTests.gif([0x21, 0xFF, 11] + program.reversed() + [3, 1, 0, 0, 0])).look == .part)
        #expect(FileTraces(of: FileTracesTests.gif([]) + Array(Self.name.utf8)).look == .part, "behind its end")
    }

    @Test(arguments: ["tEXt", "iTXt"], ["Description", "Comment", "Title", "Software", "anything"])
    func `what stands in a PNG file as text is told, under whatever name`(chunk: String, name: String) {
        let content = Array(name.utf8) + (chunk == "iTXt" ? [0, 0, 0, 0, 0] : [0]) + Array(Self.name.utf8)
        let traces = FileTraces(of: FileTracesTests.png(content, name: chunk))
        #expect(traces.holdsWords == (name != "Software") && traces.holdsDevice == (name == "Software"))
    }

    @Test func `a chunk that nobody knows is said`() {
        #expect(FileTraces(of: FileTracesTests.png(Array(Self.name.utf8), name: "prVt")).look == .part)
        #expect(FileTraces(of: FileTracesTests.png([1], name: "gAMA")).isQuiet)
    }

    @Test(arguments: [
        "/Auth#6Fr (Anna)", "/#41uthor(Anna)", "/Keywords (Anna)", "/Title(Anna)", "/Subject(Anna)", "/T (Anna)",
        "/Contents(met Anna)", "/Location(Minsk)", "/XFA 4 0 R", "/PieceInfo<</X 1>>", "/Embedded#46ile",
    ])
    func `a PDF file is not quiet`(content: String) {
        #expect(!FileTraces(of: DocumentTracesTests.pdf("1 0 obj <<\(content)>> endobj")).isQuiet)
    }

    @Test(arguments: ["/Contents 5 0 R", "/Title()", "/Creator<</A 1>>", "/Name/Im0", "/T#00itle(x)", "/F#6Ft(x)"])
    func `what says nothing of anybody in a PDF file stays quiet`(content: String) {
        #expect(FileTraces(of: DocumentTracesTests.pdf("1 0 obj <<\(content)>> endobj")).isQuiet)
    }

    @Test func `a picture in a PDF file tells its remark`() {
        let picture = Self.segment(0xFE, Self.name)
        #expect(FileTraces(of: DocumentTracesTests.pdf("<</Filter/DCTDecode>>stream\n", picture)).holdsWords)
        // Three bytes that begin as one does are none.
        #expect(FileTraces(of: DocumentTracesTests.pdf("stream\n", [0xFF, 0xD8, 0xFF, 0xFE, 9, 9, 1])).isQuiet)
    }

    @Test(arguments: [
        ("docProps/custom.xml", "<property name=\"x\"><vt:lpwstr>Anna</vt:lpwstr></property>", false),
        ("docProps/core.xml", "<dc:title>Anna</dc:title>", false),
        ("docProps/core.xml", "<ns0:creator>Anna</ns0:creator>", true),
        ("meta.xml", "<meta:user-defined meta:name=\"x\">Anna</meta:user-defined>", false),
        ("xl/persons/person.xml", "<person displayName=\"Anna\" userId=\"a@b.example\"/>", true),
        ("ppt/commentAuthors.xml", "<p:cmAuthor id=\"1\" name=\"Anna\" initials=\"A\"/>", true),
        ("xl/pivotCache/pivotCacheDefinition1.xml", "<p refreshedBy=\"Anna\"/>", true),
        (
            "settings.xml",
            "<config:config-item config:name=\"PrinterName\" config:type=\"string\">HP</config:config-item>", true
        ),
    ])
    func `what a document says of itself is told`(path: String, markup: String, isPerson: Bool) {
        let member = DocumentTracesTests.Member(name: path, content: Array("<?xml version=\"1.0\"?>\(markup)".utf8))
        let traces = FileTraces(of: DocumentTracesTests.zip([member]))
        #expect(traces.holdsDevice == isPerson && traces.holdsWords == !isPerson && traces.look == .whole)
    }

    @Test(arguments: ["customXml/item1.xml", "track.gpx", "a/b.svg", "xl/connections.xml", "ppt/tags/tag1.xml"])
    func `markup that is no part of a document is said`(path: String) {
        let member = DocumentTracesTests.Member(name: path, content: Array("<x>Anna</x>".utf8))
        #expect(FileTraces(of: DocumentTracesTests.zip([member])).look == .part)
    }

    @Test func `a document in which nobody is named stays quiet`() {
        let empty = "<config:config-item config:name=\"PrinterName\" config:type=\"string\"/>"
        let members = [
            ("settings.xml", empty), ("content.xml", "<text:p>The author of the Company</text:p>"),
            ("word/_rels/document.xml.rels", "<Relationship Target=\"media/1.png\"/>"),
            ("word/header2.xml", "<w:p/>"), ("docProps/app.xml", "<Application>Office</Application><Company/>"),
        ].map { DocumentTracesTests.Member(name: $0.0, content: Array($0.1.utf8)) }
        #expect(FileTraces(of: DocumentTracesTests.zip(members)).isQuiet)
    }

    @Test(arguments: [
        "\u{A9}ART", "\u{A9}swr", "\u{A9}too", "\u{A9}aut", "aART", "cprt", "\u{A9}nam", "\u{A9}cmt", "desc", "----",
        "\u{A9}zzz",
    ])
    func `what is said of a film is told`(name: String) {
        let said = MovieTracesTests.box(
            name, MovieTracesTests.box("data", [0, 0, 0, 1, 0, 0, 0, 0] + Array("Anna".utf8)))
        let handler = MovieTracesTests.box("hdlr", [0, 0, 0, 0])
        let meta = MovieTracesTests.box("meta", [0, 0, 0, 0] + handler + MovieTracesTests.box("ilst", said))
        for inside in [MovieTracesTests.box("udta", meta), MovieTracesTests.box("udta", said)] {
            let traces = FileTraces(of: MovieTracesTests.film(inside))
            #expect(!traces.isEmpty && traces.look == .whole, "\(name)")
        }
    }

    @Test func `what of a film nobody reads is said`() {
        let packed = MovieTracesTests.box("cmov", MovieTracesTests.box("cmvd", [1, 2, 3]))
        #expect(FileTraces(of: MovieTracesTests.film(packed)).look == .part)
        #expect(
            FileTraces(of: MovieTracesTests.film(MovieTracesTests.box("udta", MovieTracesTests.box("SDLN", [1])))).look
                == .part)
        for (name, content) in [
            ("free", Array("Anna".utf8)), ("zzzz", [1]), ("uuid", [UInt8](repeating: 7, count: 20)),
        ] {
            let traces = FileTraces(of: MovieTracesTests.film([]) + MovieTracesTests.box(name, content))
            #expect(traces.look == .part, "\(name)")
        }
        let track = MovieTracesTests.box("hdlr", [UInt8](repeating: 0, count: 8) + Array("meta".utf8))
        #expect(FileTraces(of: MovieTracesTests.film(MovieTracesTests.box("trak", track))).look == .part)
        let keys = MovieTracesTests.box(
            "keys", [0, 0, 0, 0, 0, 0, 0, 1] + MovieTracesTests.box("mdta", Array("com.example.who".utf8)))
        #expect(FileTraces(of: MovieTracesTests.film(MovieTracesTests.box("meta", keys))).holdsWords)
    }

    @Test func `a packet in letters of two bytes is said`() {
        let packet = "<rdf:Description exif:GPSLatitude=\"5\"/>".utf16.flatMap { [UInt8($0 & 255), 0] }
        #expect(FileTraces(of: FileTracesTests.jpeg(packet, mark: "http://ns.adobe.com/xap/1.0/\0")).look == .part)
    }

    @Test func `two letters are no picture`() {
        #expect(FileKind(Array("BM: Anna".utf8)) == nil)
        #expect(FileTraces(of: Array("BM".utf8) + [UInt8](0...255) + Array("Anna".utf8)).look == .none)
        func little(_ value: Int, _ count: Int) -> [UInt8] { FileTracesTests.big(value, count).reversed() }
        let head = Array("BM".utf8) + little(58, 4) + little(0, 4) + little(54, 4) + little(40, 4) + little(1, 4)
        let one = head + little(1, 4) + little(1, 2) + little(24, 2) + little(0, 24) + [1, 2, 3, 0]
        #expect(FileKind(one) == .bmp && FileTraces(of: one).isQuiet)
        #expect(
            FileTraces(of: one + Array("Anna".utf8)).look == .part
                && FileTraces(of: Array(one.dropLast())).look == .part)
    }

    @Test func `an item of a HEIF file that nobody reads is said`() {
        var bytes = FileTracesTests.heif(FileTracesTests.Exif(model: nil).bytes)
        #expect(FileTraces(of: bytes).isQuiet)
        #expect(
            FileTraces(
                of: bytes
                    + MovieTracesTests.box(
                        "mpvd", MovieTracesTests.film(MovieTracesTests.box("udta", MovieTracesTests.place)))
            ).holdsPlace)
        #expect(FileTraces(of: bytes + MovieTracesTests.box("zzzz", [1])).look == .part)
        let place = Array("infe".utf8)
        let start = bytes.indices.first { bytes[$0...].starts(with: place) } ?? 0
        bytes.replaceSubrange((start + 12)..<(start + 16), with: Array("uri ".utf8))
        #expect(FileTraces(of: bytes).look == .part)
    }

    @Test(arguments: [(0x010E, "Anna"), (0x9C9C, "A\0n\0"), (0x010D, "C:\\Anna.tif")])
    func `titles and remarks in Exif are told`(tag: Int, text: String) {
        func field(_ tag: Int, _ kind: Int, _ count: Int, _ value: Int) -> [UInt8] {
            FileTracesTests.big(tag, 2) + FileTracesTests.big(kind, 2) + FileTracesTests.big(count, 4)
                + FileTracesTests.big(value, 4)
        }
        let head = Array("MM".utf8) + FileTracesTests.big(42, 2) + FileTracesTests.big(8, 4) + FileTracesTests.big(1, 2)
        let content = Array(text.utf8) + [0, 0, 0, 0]
        let kind = tag == 0x9C9C ? 1 : 2
        let traces = FileTraces(of: head + field(tag, kind, content.count, 26) + FileTracesTests.big(0, 4) + content)
        #expect(traces.holdsWords && traces.look == .whole)
        let other = FileTraces(of: head + field(0xC999, 7, content.count, 26) + FileTracesTests.big(0, 4) + content)
        #expect(other.isEmpty && other.look == .part, "a maker's own")
    }
}
