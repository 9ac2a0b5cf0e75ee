// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Testing

@testable import Pixels

/// Where pictures keep what is not to be seen on them, made by hand from the standards.
struct FileTracesTests {
    /// A structure of three directories.
    struct Exif {
        var isLittleEndian = true
        var model: String? = "Redmi Note"
        var place: (latitude: [(UInt32, UInt32)], isSouth: Bool, longitude: [(UInt32, UInt32)], isWest: Bool)?
        var serial: String?

        static let kyiv = Exif(
            place: ([(50, 1), (27, 1), (1_234, 100)], false, [(30, 1), (31, 1), (2_460, 100)], false))

        var bytes: [UInt8] {
            var main: [(Int, UInt16, [UInt8])] = []
            if let model { main.append((0x0110, 2, Array(model.utf8) + [0])) }
            var exif: [(Int, UInt16, [UInt8])] = []
            if let serial { exif.append((0xA431, 2, Array(serial.utf8) + [0])) }
            var gps: [(Int, UInt16, [UInt8])] = []
            if let place {
                gps = [
                    (0, 1, [2, 3, 0, 0]), (1, 2, Array((place.isSouth ? "S" : "N").utf8) + [0]),
                    (2, 5, place.latitude.flatMap { number(UInt64($0.0), 4) + number(UInt64($0.1), 4) }),
                    (3, 2, Array((place.isWest ? "W" : "E").utf8) + [0]),
                    (4, 5, place.longitude.flatMap { number(UInt64($0.0), 4) + number(UInt64($0.1), 4) }),
                ]
            }
            let head = Array((isLittleEndian ? "II" : "MM").utf8) + number(42, 2) + number(8, 4)
            let mainCount = main.count + (exif.isEmpty ? 0 : 1) + (gps.isEmpty ? 0 : 1)
            let afterMain = 8 + 2 + 12 * mainCount + 4 + main.reduce(0) { $0 + ($1.2.count > 4 ? $1.2.count : 0) }
            let exifBytes = exif.isEmpty ? [] : directory(exif, at: afterMain)
            let afterExif = afterMain + exifBytes.count
            if !exif.isEmpty { main.append((0x8769, 4, number(UInt64(afterMain), 4))) }
            if !gps.isEmpty { main.append((0x8825, 4, number(UInt64(afterExif), 4))) }
            return head + directory(main, at: 8) + exifBytes + (gps.isEmpty ? [] : directory(gps, at: afterExif))
        }

        private func directory(_ fields: [(Int, UInt16, [UInt8])], at start: Int) -> [UInt8] {
            var (entries, values): ([UInt8], [UInt8]) = (number(UInt64(fields.count), 2), [])
            let valuesStart = start + 2 + 12 * fields.count + 4
            for (tag, kind, value) in fields {
                let size = [1: 1, 2: 1, 4: 4, 5: 8][Int(kind)] ?? 1
                entries += number(UInt64(tag), 2) + number(UInt64(kind), 2) + number(UInt64(value.count / size), 4)
                if value.count <= 4 {
                    entries += value + [UInt8](repeating: 0, count: 4 - value.count)
                } else {
                    entries += number(UInt64(valuesStart + values.count), 4)
                    values += value
                }
            }
            return entries + number(0, 4) + values
        }

        private func number(_ value: UInt64, _ count: Int) -> [UInt8] {
            let little = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
            return isLittleEndian ? little : little.reversed()
        }
    }

    static func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    static func jpeg(_ content: [UInt8], mark: String = "Exif\0\0") -> [UInt8] {
        let body = Array(mark.utf8) + content
        return [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xE1]
            + big(body.count + 2, 2) + body
            + [0xFF, 0xDA, 0, 2, 9, 9, 0xFF, 0xD9]
    }

    static func png(_ content: [UInt8], name: String = "eXIf") -> [UInt8] {
        func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
            big(content.count, 4) + Array(name.utf8) + content + [0, 0, 0, 0]
        }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", [UInt8](repeating: 1, count: 13))
            + chunk("IDAT", [1, 2, 3]) + chunk(name, content) + chunk("IEND", [])
    }

    static func webp(_ content: [UInt8]) -> [UInt8] {
        func little(_ value: Int) -> [UInt8] { big(value, 4).reversed() }
        let padded = content + (content.count % 2 == 1 ? [0] : [])
        let chunks =
            Array("WEBPVP8 ".utf8) + little(3) + [1, 2, 3, 0] + Array("EXIF".utf8) + little(content.count) + padded
        return Array("RIFF".utf8) + little(chunks.count) + chunks
    }

    /// The item lies behind the boxes that say where; `brand`: what the file says that it is.
    static func heif(_ content: [UInt8], brand: String = "heic", pieces: Int = 1) -> [UInt8] {
        func box(_ name: String, _ content: [UInt8]) -> [UInt8] {
            big(content.count + 8, 4) + Array(name.utf8) + content
        }
        let item = big(6, 4) + Array("Exif\0\0".utf8) + content
        func meta(_ offset: Int) -> [UInt8] {
            let entry = box("infe", [2, 0, 0, 0] + big(7, 2) + big(0, 2) + Array("Exif\0".utf8))
            let information = box("iinf", [0, 0, 0, 0] + big(1, 2) + entry)
            let first = big(7, 2) + big(0, 2) + big(pieces, 2) + big(offset, 4) + big(item.count, 4)
            let place = first + [UInt8](repeating: 0, count: 8 * (pieces - 1))
            let locations = box("iloc", [0, 0, 0, 0, 0x44, 0x00] + big(1, 2) + place)
            return box("meta", [0, 0, 0, 0] + information + locations)
        }
        let kind = box("ftyp", Array(brand.utf8) + big(0, 4) + Array("mif1\(brand)".utf8))
        let offset = kind.count + meta(0).count + 8
        return kind + meta(offset) + box("mdat", item)
    }

    /// A picture of one pixel, and what stands in front of it.
    static func gif(_ blocks: [UInt8]) -> [UInt8] {
        Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255] + blocks
            + [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B]
    }

    static var all: [(name: String, make: @Sendable ([UInt8]) -> [UInt8])] {
        [
            ("JPEG", { jpeg($0) }), ("PNG", { png($0) }), ("WebP", { webp($0) }), ("HEIC", { heif($0) }),
            ("AVIF", { heif($0, brand: "avif") }),
        ]
    }

    @Test(arguments: all.indices, [true, false])
    func `a place and a device are found wherever a picture keeps them`(kind: Int, isLittleEndian: Bool) throws {
        var exif = Exif.kyiv
        exif.isLittleEndian = isLittleEndian
        let traces = FileTraces(of: Self.all[kind].make(exif.bytes))
        #expect(traces.holdsPlace && traces.holdsDevice, "\(Self.all[kind].name)")
        #expect(traces.device == "Redmi Note")
        let place = try #require(traces.place)
        #expect(abs(place.latitude - 50.453_427) < 0.000_01 && abs(place.longitude - 30.523_5) < 0.000_01)
    }

    @Test func `south and west are below zero, and a structure that is a file itself is read`() throws {
        var exif = Exif.kyiv
        exif.place?.isSouth = true
        exif.place?.isWest = true
        let place = try #require(FileTraces(of: exif.bytes).place)
        #expect(place.latitude < -50 && place.longitude < -30)
    }

    @Test func `a picture without them says nothing, and a number of the camera names a device`() {
        for (name, make) in Self.all { #expect(FileTraces(of: make(Exif(model: nil).bytes)).isEmpty, "\(name)") }
        let numbered = FileTraces(of: Self.jpeg(Exif(model: nil, serial: "4711").bytes))
        #expect(numbered.holdsDevice && !numbered.holdsPlace && numbered.device == nil)
        #expect(FileTraces(of: Array("%PDF-1.7".utf8) + Exif.kyiv.bytes).isEmpty)
    }

    @Test func `a second picture or a film behind the first tells too`() throws {
        let first: [UInt8] = [0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 7, 7, 0xFF, 0xD9]
        let traces = FileTraces(of: first + Self.jpeg(Exif.kyiv.bytes))
        #expect(traces.holdsPlace && traces.device == "Redmi Note" && traces.look == .whole)
        let film = MovieTracesTests.film(MovieTracesTests.box("udta", MovieTracesTests.place))
        #expect(FileTraces(of: first + film).holdsPlace)
        #expect(FileTraces(of: Self.png([], name: "tEXt") + Self.jpeg(Exif.kyiv.bytes)).holdsPlace)
        #expect(FileTraces(of: first).isQuiet && FileTraces(of: first + MovieTracesTests.film([])).isQuiet)
    }

    /// Segment APP13 as Photoshop writes it, with records of the press.
    static func press(_ records: [(Int, String)], resource: Int = 0x0404) -> [UInt8] {
        var content: [UInt8] = []
        for (number, text) in records {
            content += [0x1C, 2, UInt8(number)] + big(text.utf8.count, 2) + Array(text.utf8)
        }
        let head = Array("8BIM".utf8) + big(resource, 2) + [3, 1, 2, 3] + big(content.count, 4)
        return head + content + [UInt8](repeating: 0, count: content.count % 2)
    }

    private static func withPress(_ resources: [UInt8]) -> [UInt8] {
        var bytes = jpeg(resources, mark: "Photoshop 3.0\0")
        // That is the number of the segment.
        bytes[21] = 0xED
        return bytes
    }

    @Test(arguments: [
        (90, true, false), (92, true, false), (95, true, false), (101, true, false), (26, true, false),
        (80, false, true), (110, false, true), (122, false, true), (5, false, false), (120, false, false),
    ])
    func `records of the press tell of a place and an author`(number: Int, place: Bool, author: Bool) {
        let other = Array("8BIM".utf8) + Self.big(0x03ED, 2) + [0, 0] + Self.big(3, 4) + [1, 2, 3, 0]
        let traces = FileTraces(of: Self.withPress(other + Self.press([(0, "\u{0}\u{2}"), (number, "Харків")])))
        #expect(traces.holdsPlace == place && traces.holdsDevice == author && traces.look == .whole)
        #expect(traces.holdsWords == (!place && !author), "a title, a caption")
        #expect(FileTraces(of: Self.withPress(Self.press([(number, " ")]))).isQuiet, "empty")
    }

    @Test func `resources that are cut, or hold what is not followed, are not called clean`() {
        let whole = Self.press([(60, "120000")])
        #expect(FileTraces(of: Self.withPress(whole)).isQuiet)
        for broken in [Array(whole.dropLast(2)), whole + [1], Self.press([(5, "x")], resource: 0x0422)] {
            let traces = FileTraces(of: Self.withPress(broken))
            #expect(traces.isEmpty && traces.look == .part)
        }
    }

    @Test(arguments: [
        ("photoshop:City=\"Kyiv\"", true, false), ("<photoshop:City>Kyiv</photoshop:City>", true, false),
        ("<Iptc4xmpCore:Location>x</Iptc4xmpCore:Location>", true, false), ("exif:GPSLatitude = '5'", true, false),
        ("<dc:creator>\n<rdf:Seq><rdf:li>A</rdf:li></rdf:Seq></dc:creator>", false, true),
        ("photoshop:City=\"\"", false, false), ("<photoshop:City></photoshop:City>", false, false),
        ("<photoshop:City/>", false, false), ("photoshop:CityHall=\"x\"", false, false),
        ("my-photoshop:City=\"x\"", false, false), ("xmp:CreatorTool=\"17.1\"", false, true),
        ("xmp:Rating=\"5\"", false, false),
    ])
    func `a packet of XMP tells of a place and an author where it names them`(
        packet: String, place: Bool, author: Bool
    ) {
        let mark = "http://ns.adobe.com/xap/1.0/\0"
        let isElement = packet.hasPrefix("<")
        let packet = isElement ? "<rdf:Description>\(packet)</rdf:Description>" : "<rdf:Description \(packet)/>"
        let traces = FileTraces(of: Self.jpeg(Array(packet.utf8), mark: mark))
        #expect(traces.holdsPlace == place && traces.holdsDevice == author)
        #expect(traces.look == (packet.contains("my-") ? .part : .whole), "a vocabulary that nobody here knows")
        // A longer packet stands in several segments.
        let (long, head) = ("http://ns.adobe.com/xmp/extension/\0", [UInt8](repeating: 0x30, count: 40))
        let halves = [packet.prefix(6), packet.dropFirst(6)].map { head + Array($0.utf8) }
        let (first, second) = (Self.jpeg(halves[0], mark: long), Self.jpeg(halves[1], mark: long))
        let cut = FileTraces(of: Array(first.dropLast(8)) + Array(second.dropFirst(20)))
        #expect(cut.holdsPlace == place && cut.holdsDevice == author)
    }

    @Test func `a TIFF file tells in every picture and in every form`() throws {
        func field(_ tag: Int, _ kind: Int, _ count: Int, _ offset: Int) -> [UInt8] {
            Self.big(tag, 2) + Self.big(kind, 2) + Self.big(count, 4) + Self.big(offset, 4)
        }
        func file(_ tag: Int, _ kind: Int, _ content: [UInt8], next: Int = 0) -> [UInt8] {
            let count = kind == 4 ? content.count / 4 : content.count
            let first = Array("MM".utf8) + Self.big(42, 2) + Self.big(8, 4) + Self.big(0, 2) + Self.big(14, 4)
            return first + Self.big(1, 2) + field(tag, kind, count, 32) + Self.big(next, 4) + content
        }
        let packet = Array("<rdf:RDF><dc:creator>A</dc:creator></rdf:RDF>".utf8)
        #expect(FileTraces(of: file(0x02BC, 1, packet)).holdsDevice)
        let records: [UInt8] = [0x1C, 2, 90, 0, 4] + Array("Kyiv".utf8) + [0, 0, 0]
        #expect(FileTraces(of: file(0x83BB, 4, records)).holdsPlace)
        #expect(FileTraces(of: file(0x8649, 7, Self.press([(90, "Kyiv")]))).holdsPlace)
        #expect(FileTraces(of: file(0x9C9D, 1, Array("A\0B\0C\0".utf8))).holdsDevice)
        #expect(FileTraces(of: file(0x0100, 3, [0, 1])).isQuiet)
        #expect(FileTraces(of: Array(file(0x02BC, 1, packet).dropLast(3))).look == .part, "cut")
        #expect(FileTraces(of: file(0x0100, 3, [0, 1], next: 14)).look == .part, "round and round")
    }

    @Test func `how much was looked at is said`() throws {
        for (name, make) in Self.all {
            #expect(FileTraces(of: make(Exif(model: nil).bytes)).isQuiet, "\(name)")
            #expect(FileTraces(of: make(Exif.kyiv.bytes), isCut: true).look == .part, "\(name)")
        }
        #expect(FileTraces(of: Array(Self.jpeg(Exif(model: nil).bytes).dropLast(20))).look == .part)
        #expect(FileTraces(of: Self.heif(Exif(model: nil).bytes, pieces: 2)).look == .part, "the second is not read")
        #expect(FileTraces(of: Self.jpeg([1, 2, 3])).look == .part, "Exif that cannot be read")
        #expect(FileTraces(of: Array(Self.png([], name: "eXIf").dropLast(12))).look == .part)
        for other: [UInt8] in [
            [1, 2, 3], Array("RIFF\0\0\0\0AVI ".utf8), [0xD0, 0xCF, 0x11, 0xE0], Array("<svg/>".utf8),
        ] {
            #expect(FileTraces(of: other) == FileTraces(look: .none))
        }
        #expect(FileTraces(of: []).isQuiet && FileTraces(of: Self.gif([])).isQuiet)
    }

    @Test func `texts of a PNG file tell of an author, packed or not`() throws {
        let packed = try #require(
            FileTracesTests.bytes(
                "78dab3a9b0aac82dc84d2d49b4b3294a49b30a727183305c528b938b320b4a32f3f3140a32f24bf28b33f20bac9c334b2a6dd5bd2b33cbd4f5ed6cf4e13af411c60000c4bb1cef"
            ))
        #expect(FileTraces(of: Self.png(Array("Author\0Anna".utf8), name: "tEXt")).holdsDevice)
        #expect(FileTraces(of: Self.png(Array("Comment\0Anna".utf8), name: "tEXt")).holdsWords)
        #expect(FileTraces(of: Self.png(Array("Comment\0 ".utf8), name: "tEXt")).isQuiet)
        #expect(
            FileTraces(of: Self.png(Array("XML:com.adobe.xmp\0\u{1}\0\0\0".utf8) + packed, name: "iTXt")).holdsPlace)
        #expect(FileTraces(of: Self.png(Array("Raw profile type exif\0\0".utf8) + packed, name: "zTXt")).holdsPlace)
        #expect(FileTraces(of: Self.png(Array("Comment\0\0".utf8) + packed.dropLast(9), name: "zTXt")).look == .part)
    }

    static func bytes(_ hexadecimal: String) -> [UInt8]? {
        let digits = Array(hexadecimal)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
        return bytes.contains(nil) ? nil : bytes.compactMap(\.self)
    }

    @Test func `a packet of XMP is found by what it names`() {
        let mark = "http://ns.adobe.com/xap/1.0/\0"
        let packet = "<x:xmpmeta><rdf:Description exif:GPSLatitude=\"50,27.2N\" tiff:Model=\"X\"/></x:xmpmeta>"
        let traces = FileTraces(of: Self.jpeg(Array(packet.utf8), mark: mark))
        #expect(traces.holdsPlace && traces.holdsDevice && traces.place == nil)
        #expect(FileTraces(of: Self.jpeg(Array("<x:xmpmeta/>".utf8), mark: mark)).isEmpty)
        let text = Array("XML:com.adobe.xmp\0\0\0\0\0".utf8) + Array(packet.utf8)
        #expect(FileTraces(of: Self.png(text, name: "iTXt")).holdsPlace)
    }

    @Test func `nothing of it is printed`() {
        let traces = FileTraces(of: Self.jpeg(Exif.kyiv.bytes))
        let text = everyPrinting(of: traces) + everyPrinting(of: traces.place)
        #expect(!text.contains("Redmi") && !text.contains("50."), "\(text)")
    }

    @Test(arguments: [UInt64(3), 41])
    func `mutated pictures are read or not, and never crash`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for (_, make) in Self.all {
            let whole = make(Exif.kyiv.bytes)
            for length in 0..<whole.count { _ = FileTraces(of: Array(whole.prefix(length))) }
            for _ in 0..<2_000 {
                var bytes = whole
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                        in: 0...255, using: &generator)
                }
                let traces = FileTraces(of: bytes)
                if let place = traces.place { #expect(abs(place.latitude) <= 90 && abs(place.longitude) <= 180) }
            }
        }
    }

    @Test(
        arguments: [
            ("heic", "", FileKind.heic), ("hevc", "", .heic), ("mif1", "heic", .heic), ("mif1", "avif", .avif),
            ("avif", "", .avif), ("avis", "", .avif), ("msf1", "", .heic), ("isom", "", nil), ("mp42", "isom", nil),
            ("crx ", "isom", nil),
        ] as [(String, String, FileKind?)])
    func `a picture of the newer kinds is known by its brands`(major: String, other: String, kind: FileKind?) {
        let brands = Array(major.utf8) + Self.big(0, 4) + Array(other.utf8)
        #expect(FileKind(Self.big(8 + brands.count, 4) + Array("ftyp".utf8) + brands + [0, 0, 0, 8]) == kind)
    }
}
