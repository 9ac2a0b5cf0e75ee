// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Testing

@testable import Pixels

/// A file goes by, of any kind and length, and what it tells is found, or that it was not looked at.
struct TraceSearchTests {
    private static func found(_ bytes: [UInt8], limit: Int = TraceSearch.maximumByteCount, in pieces: Int) -> FileTraces
    {
        var search = TraceSearch(limit: limit)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            search.add(Array(bytes[start..<min(start + pieces, bytes.count)]))
        }
        return search.found
    }

    @Test(arguments: [1, 7, 511, 1_000_000])
    func `a picture that is too long is looked at as far as it goes, and that is said`(pieces: Int) {
        let long = [UInt8](repeating: 0, count: 5_000)
        let traces = Self.found(
            FileTracesTests.jpeg(FileTracesTests.Exif.kyiv.bytes) + long, limit: 1_000, in: pieces)
        #expect(traces.holdsPlace && traces.look == .part)
        let clean: [UInt8] = [0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 0xFF, 0xD9]
        let unknown = Self.found(clean + long, limit: 1_000, in: pieces)
        #expect(unknown.isEmpty && unknown.look == .part)
        #expect(Self.found(clean + long, limit: 5_008, in: pieces).isQuiet)
        #expect(Self.found(MovieTracesTests.film([]), limit: 1_000, in: pieces).isQuiet, "films may be of any length")
    }

    @Test(arguments: [1, 7, 64, 100_000])
    func `of a text everything is to be seen, and of nothing else that is not read`(pieces: Int) {
        let more = String(repeating: "Встреча в 14:05 у вокзала.\n", count: 40)
        for text in ["", "x", "14:05", "Встреча: \(more)", "\u{FEFF}Anna\r\n\t\(more)", "#1 \(more)", more] {
            #expect(Self.found(Array(text.utf8), in: pieces).isQuiet, "\(text.prefix(20))")
        }
        for other in [
            "<svg>\(more)", "{\\rtf1 \(more)", "%!PS\(more)", "[1]\(more)", "-----BEGIN\(more)", "  \n<gpx>\(more)",
            "\(String(repeating: " ", count: 300))<kml>",
            "From: a@b.c\n\(more)", "BEGIN:VCARD\n\(more)", "\(more)\u{1}", "\(more)\u{0}", "\u{1}",
        ] {
            #expect(Self.found(Array(other.utf8), in: pieces) == FileTraces(look: .none), "\(other.prefix(20))")
        }
    }

    @Test func `what is no longer of use is not waited for, and nothing of it is printed`() {
        var search = TraceSearch(limit: 600)
        #expect(search.looksOn)
        search.add([UInt8](repeating: 1, count: 600))
        #expect(!search.looksOn)
        search = TraceSearch(limit: 600)
        search.add(FileTracesTests.jpeg(FileTracesTests.Exif.kyiv.bytes) + [UInt8](repeating: 1, count: 600))
        #expect(!search.looksOn && search.found.holdsPlace)
        let text = everyPrinting(of: search)
        #expect(!text.contains("Redmi") && !text.contains("82"), "\(text)")
    }
}
