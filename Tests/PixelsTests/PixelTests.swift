// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Testing

@testable import Pixels

struct PixelTests {
    static func ppm(_ header: String, _ pixels: [UInt8]) -> [UInt8] { Array(header.utf8) + pixels }
    static let two = ppm("P6\n2 1\n255\n", [1, 2, 3, 4, 5, 6])

    @Test func `pixels are read, one picture after the other`() throws {
        let images = try PixelImage.parse(ppm: Self.two + Self.ppm("P6 1\t2\r255 ", [9, 8, 7, 6, 5, 4]))
        #expect(images.map(\.width) == [2, 1] && images.map(\.height) == [1, 2])
        #expect(images[1].pixels == [9, 8, 7, 6, 5, 4])
    }

    static let damaged: [([UInt8], PixelImageError)] = [
        ([], .malformed), (Array("P6".utf8), .malformed), (ppm("P5\n1 1\n255\n", [1, 2, 3]), .malformed),
        (ppm("P3\n1 1\n255\n", [1, 2, 3]), .malformed), (ppm("P6\n1 1\n65535\n", [1, 2, 3, 4, 5, 6]), .malformed),
        (ppm("P6\n1 1\n254\n", [1, 2, 3]), .malformed), (ppm("P6\n0 1\n255\n", []), .malformed),
        (ppm("P6\n1 0\n255\n", []), .malformed), (ppm("P6\n-1 1\n255\n", [1, 2, 3]), .malformed),
        (ppm("P6\n1 1\n255\n", [1, 2]), .malformed), (ppm("P6\n1 1\n255\n", [1, 2, 3, 4]), .malformed),
        (ppm("P6\n# c\n1 1\n255\n", [1, 2, 3]), .malformed), (ppm("P61 1\n255\n", [1, 2, 3]), .malformed),
        (ppm("P6\n1 1\n255", []), .malformed), (ppm("P6\n4097 1\n255\n", [1, 2, 3]), .tooLarge),
        (ppm("P6\n1 4097\n255\n", [1, 2, 3]), .tooLarge), (ppm("P6\n99999 99999\n255\n", []), .tooLarge),
        (ppm("P6\n999999999999999999999 1\n255\n", []), .tooLarge), (ppm("P6\n4096 4096\n255\n", [1]), .malformed),
        (Array(repeating: two, count: 9).flatMap(\.self), .tooLarge),
    ]

    @Test(arguments: damaged)
    func `anything else is refused`(bytes: [UInt8], error: PixelImageError) {
        #expect(throws: error) { try PixelImage.parse(ppm: bytes) }
    }

    @Test(arguments: [UInt64(5), 99])
    func `mutated pixels are refused or have the size that they say`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<5_000 {
            var bytes = Self.two + Self.two
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: index)
                default: bytes.insert(UInt8.random(in: 32...57, using: &generator), at: index)
                }
            }
            guard let images = try? PixelImage.parse(ppm: bytes) else { continue }
            for image in images { #expect(image.pixels.count == image.width * image.height * 3, "seed \(seed)") }
        }
    }

    @Test func `checksums are those of the standards`() {
        #expect(PNGEncoder.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(PNGEncoder.adler32(Array("Wikipedia".utf8)) == 0x11E6_0398)
        #expect(PNGEncoder.adler32([UInt8](repeating: 255, count: 100_000)) == 0x149a302c)
    }

    @Test func `a PNG holds the pixels and nothing else`() throws {
        let image = try #require(try PixelImage.parse(ppm: Self.two).first)
        let png = PNGEncoder.encode(image)
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        var names: [String] = []
        var position = 8
        while position < png.count {
            let count = png[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
            names.append(String(decoding: png[position + 4..<position + 8], as: UTF8.self))
            position += 12 + count
        }
        #expect(names == ["IHDR", "IDAT", "IEND"])
        #expect(position == png.count)
    }

    @Test func `what a file is decides its first bytes, not its name`() {
        #expect(FileKind([0xFF, 0xD8, 0xFF, 0xE0]) == .jpeg)
        #expect(FileKind(Array("%PDF-1.7".utf8)) == .pdf)
        #expect(FileKind(Array("RIFF....WEBPVP8 ".utf8)) == .webp)
        #expect(FileKind([0, 0, 0, 24] + Array("ftypheic".utf8)) == .heic)
        for other in ["", "MZ", "PK\u{3}\u{4}", "<svg", "%!PS-Adobe", "push graphic-context", "RIFF....WAVE"] {
            #expect(FileKind(Array(other.utf8)) == nil, "\(other)")
        }
    }
}
