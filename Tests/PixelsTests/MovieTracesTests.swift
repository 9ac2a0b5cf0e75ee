// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Pixels

/// Films say where they were taken, as pictures do.
struct MovieTracesTests {
    static func box(_ name: String, _ content: [UInt8], isLong: Bool = false) -> [UInt8] {
        func number(_ value: Int, _ byteCount: Int) -> [UInt8] {
            (0..<byteCount).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
        let name = name.unicodeScalars.map { UInt8($0.value) }
        return isLong
            ? number(1, 4) + name + number(content.count + 16, 8) + content
            : number(content.count + 8, 4) + name + content
    }

    private static let beginning = box("ftyp", Array("mp42".utf8) + [0, 0, 0, 0] + Array("isommp42".utf8))
    private static let frames = box("mdat", [UInt8](repeating: 0xA9, count: 5_000))
    static let place = box("\u{A9}xyz", [0, 18, 0x15, 0xC7] + Array("+55.7522+037.6156/".utf8))

    static func film(_ inside: [UInt8]) -> [UInt8] {
        beginning + frames + box("moov", box("mvhd", [UInt8](repeating: 0, count: 100)) + inside)
    }

    private static func traces(_ bytes: [UInt8], in pieces: Int = 1_000) -> FileTraces {
        var movie = MovieTraces()
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            movie.add(Array(bytes[start..<min(start + pieces, bytes.count)]))
        }
        return movie.found
    }

    @Test(arguments: [1, 7, 1_000, 1_000_000])
    func `where a film was taken is found, at its beginning or at its end`(pieces: Int) {
        let moov = Self.box("moov", Self.box("mvhd", [UInt8](repeating: 0, count: 100)) + Self.box("udta", Self.place))
        for bytes in [
            Self.beginning + moov + Self.frames, Self.beginning + Self.frames + moov,
            Self.beginning + Self.box("mdat", [UInt8](repeating: 1, count: 3_000), isLong: true) + moov,
        ] {
            let found = Self.traces(bytes, in: pieces)
            #expect(found.holdsPlace && !found.holdsDevice)
        }
    }

    @Test func `keys of QuickTime tell of place and device`() {
        let keys = Self.box("keys", Array("mdtacom.apple.quicktime.location.ISO6709mdtacom.apple.quicktime.model".utf8))
        let found = Self.traces(Self.beginning + Self.box("moov", Self.box("meta", keys)))
        #expect(found.holdsPlace && found.holdsDevice)
        let three = Self.box("moov", Self.box("udta", Self.box("loci", [0, 0, 0, 0]) + Self.box("\u{A9}mod", [1])))
        #expect(Self.traces(Self.beginning + three).holdsPlace && Self.traces(Self.beginning + three).holdsDevice)
    }

    @Test func `a film that says nothing has no traces, whatever its frames look like`() {
        let frames = Self.box("mdat", Self.place + Array("loci".utf8))
        let moov = Self.box("moov", Self.box("mvhd", [UInt8](repeating: 0, count: 100)))
        #expect(Self.traces(Self.beginning + frames + moov).isEmpty)
    }

    @Test func `what is no film, or broken, has none either`() {
        #expect(Self.traces(Array("loci and more of it, a text".utf8)).isEmpty)
        #expect(Self.traces([]).isEmpty && Self.traces([]).look == .none)
        #expect(
            Self.traces(Self.beginning + [0, 0, 0, 4] + Array("moov".utf8) + Self.place).isEmpty,
            "shorter than its head")
        // Cut off: what came is looked at.
        #expect(Self.traces(Self.beginning + Array(Self.box("moov", Self.place + [0, 0]).dropLast())).holdsPlace)
        // The last box may reach to the end.
        #expect(Self.traces(Self.beginning + [0, 0, 0, 0] + Array("moov".utf8) + Self.place).holdsPlace)
        #expect("\(MovieTraces())" == "MovieTraces[redacted]")
    }

    @Test func `XMP beside the description of a film is read`() {
        let packet = "<?xpacket?><rdf:RDF><rdf:Description exif:GPSLatitude=\"50,27N\"/></rdf:RDF>"
        let extra = Self.box("uuid", [UInt8](repeating: 0xBE, count: 16) + Array(packet.utf8))
        #expect(Self.traces(Self.film([]) + extra).holdsPlace)
        #expect(Self.traces(Self.beginning + extra + Self.frames + Self.box("moov", [])).holdsPlace)
        let author = "<rdf:RDF><dc:creator><rdf:Seq><rdf:li>A</rdf:li></rdf:Seq></dc:creator></rdf:RDF>"
        let inside = Self.traces(Self.film(Self.box("udta", Self.box("XMP_", Array(author.utf8)))))
        #expect(inside.holdsDevice && !inside.holdsPlace && inside.look == .whole)
    }

    @Test(arguments: ["wide", "mdat", "moov", "free", "skip", "pnot"])
    func `a film that does not say first what it is is read`(first: String) {
        let moov = Self.box("moov", Self.box("udta", Self.place))
        let bytes = (first == "moov" ? [] : Self.box(first, [0, 0, 0])) + moov + Self.frames
        #expect(Self.traces(bytes, in: 7).holdsPlace && Self.traces(bytes).look == .whole)
    }

    @Test func `a track of places is told, and what a camera writes into its own block`() {
        #expect(Self.traces(Self.film(Self.box("trak", Self.box("gpmd", [1])))).holdsPlace)
        #expect(Self.traces(Self.film(Self.box("trak", Self.box("camm", [1])))).holdsPlace)
    }

    @Test func `what is not followed to its end is not called clean`() {
        let whole = Self.film([])
        #expect(Self.traces(whole).isQuiet)
        #expect(Self.traces(Array(whole.dropLast())).look == .part && Self.traces(whole + [0]).look == .part)
        #expect(Self.traces(Self.beginning + Self.frames).look == .none, "no description")
        #expect(Self.traces(Array("Get free stuff, as a text says that is no film".utf8)).look == .none)
        var long = MovieTraces(limit: 500)
        long.add(Self.film([UInt8](repeating: 0, count: 500)))
        #expect(long.found.look == .part)
    }
}
