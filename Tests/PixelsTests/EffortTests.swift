// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Pixels

/// Files that were made to be slow. What is counted is what was done, not how long it took.
struct EffortTests {
    private static func big(_ value: Int, _ count: Int) -> [UInt8] { FileTracesTests.big(value, count) }

    /// Many marks of Exif, all of which lead to the same directory, whose entries lead to each other and to itself.
    private static func circles(marks: Int) -> [UInt8] {
        let target = 50_016
        var bytes = Array("GIF89a".utf8) + [UInt8](repeating: 0x20, count: 42)
        let start = bytes.count
        for _ in 0..<marks {
            bytes += Array("Exif\0\0MM".utf8) + big(42, 2) + big(target, 4)
            bytes += [UInt8](repeating: 0x20, count: (48 - (bytes.count - start) % 48) % 48)
        }
        bytes += [UInt8](repeating: 0x20, count: max(0, start + 6 + target - bytes.count))
        func field(_ tag: Int, _ value: Int) -> [UInt8] { big(tag, 2) + big(4, 2) + big(1, 4) + big(value, 4) }
        let entry = big(511, 2) + field(0x8769, target) + field(0x8825, target) + field(0x1111, 0) + big(target, 4)
        let piece = entry + big(1, 4) + [0, 0]
        return bytes + [UInt8](repeatElement(piece, count: (48 * marks + 8_000) / 48 + 1).joined())
    }

    /// Items in many pieces of which nothing is said.
    private static func emptyPieces(items: Int) -> [UInt8] {
        func box(_ name: String, _ content: [UInt8]) -> [UInt8] { MovieTracesTests.box(name, content) }
        let entry = box("infe", [2, 0, 0, 0] + big(1, 2) + big(0, 2) + Array("Exif\0".utf8))
        let information = box("iinf", [0, 0, 0, 0] + big(1, 2) + entry)
        let pieces = big(2, 2) + big(0, 2) + big(65_535, 2)
        let locations = box(
            "iloc", [0, 0, 0, 0, 0, 0] + big(items, 2) + [UInt8](repeatElement(pieces, count: items).joined()))
        let kind = box("ftyp", Array("heic".utf8) + big(0, 4) + Array("mif1".utf8))
        return kind + box("meta", [0, 0, 0, 0] + information + locations)
    }

    /// Many names of streams in front of one that begins with nothing to see.
    private static func sameStream() -> [UInt8] {
        let names = String(repeating: "/XML", count: 500)
        return DocumentTracesTests.pdf("\(names)stream\n", [UInt8](repeating: 0x20, count: 200_000))
    }

    static let slow: [(name: String, bytes: [UInt8])] = [
        ("directories in a circle", circles(marks: 1_024)),
        ("pieces of nothing", emptyPieces(items: 4_096)),
        ("one stream under many names", sameStream()),
        ("elements that do not end", Array(String(repeating: "<a ", count: 40_000).utf8)),
        (
            "beginnings of pictures",
            Array("%PDF-".utf8) + [UInt8](repeatElement([0xFF, 0xD8, 0xFF, 0xFE, 0, 2], count: 30_000).joined())
        ),
        (
            "half a name of a film",
            MovieTracesTests.film(MovieTracesTests.box("udta", [UInt8](repeating: 0xA9, count: 200_000)))
        ),
        (
            "films in each other",
            Array("%PDF-".utf8) + [UInt8](repeatElement(Array("ftypmp42".utf8), count: 20_000).joined())
        ),
        ("names without end", Array(("%PDF-" + String(repeating: "/Author", count: 40_000)).utf8)),
    ]

    @Test(arguments: slow.indices)
    func `no file takes more than its length allows, alone or in an archive`(index: Int) {
        let (name, bytes) = Self.slow[index]
        let archive = DocumentTracesTests.zip([DocumentTracesTests.Member(name: "word/document.xml", content: bytes)])
        for file in [bytes, archive] {
            let steps = FileTraces.steps(for: file)
            #expect(steps.taken <= steps.most, "\(name)")
            #expect(steps.most <= Effort.fewestSteps + Effort.stepsPerByte * 2 * file.count, "\(name)")
        }
    }

    @Test func `what is not looked at any more is said`() {
        let traces = FileTraces(of: Self.circles(marks: 1_024))
        #expect(traces.look == .part)
        // One alone is no longer than it is.
        #expect(FileTraces.steps(for: Self.circles(marks: 1)).taken < 300_000)
        #expect(FileTraces(of: Self.emptyPieces(items: 4_096)).look == .part)
        #expect(FileTraces.steps(for: Self.emptyPieces(items: 4_096)).taken < 1_000_000, "not counted through")
        let stream = Self.sameStream()
        #expect(FileTraces.steps(for: stream).taken < 8 * stream.count, "begun once")
    }

    @Test func `who has spent everything does nothing more`() {
        var effort = Effort(for: 0)
        #expect(effort.spend(Effort.fewestSteps) && effort.isSpent)
        #expect(!effort.spend(1) && effort.steps == Effort.fewestSteps)
        #expect(effort.unpack([3, 0]) == nil)
        var other = Effort(for: 10)
        #expect(!other.spend(.max) && !other.spend(1) && other.isSpent && other.stepsLeft == 0)
        let word = WordSearch("end")
        #expect(word.next(in: Array("the end".utf8)[...], from: 0, &other) == nil)
    }

    @Test func `an honest file takes a few steps for each of its bytes`() {
        let pixels = [UInt8](repeating: 7, count: 500_000)
        let picture = Array(FileTracesTests.jpeg(FileTracesTests.Exif.kyiv.bytes).dropLast(2)) + pixels + [0xFF, 0xD9]
        for file in [
            picture, DocumentTracesTests.pdf("<</Filter/DCTDecode>>stream\n", picture),
            DocumentTracesTests.zip([DocumentTracesTests.Member(name: "word/media/1.jpeg", content: picture)]),
        ] {
            #expect(FileTraces(of: file).look == .whole && FileTraces.steps(for: file).taken < 5 * file.count)
        }
    }
}
