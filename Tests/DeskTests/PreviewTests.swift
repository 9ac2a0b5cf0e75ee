// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Foundation
import Languages
import Testing

@testable import Desk
@testable import Pixels

/// Real files, made here by the same Debian programs, turned into pixels in the sandbox.
struct PreviewTests {
    private static func make(_ arguments: [String], input: [UInt8]) async throws -> [UInt8] {
        try await Sandbox().run(
            Converter(program: "/usr/bin/convert", arguments: arguments, package: "imagemagick"), input: input)
    }

    private static func red(_ width: Int, _ height: Int) -> [UInt8] {
        Array("P6\n\(width) \(height)\n255\n".utf8)
            + Array(repeating: [220, 10, 10], count: width * height).flatMap(\.self)
    }

    private func preview(_ bytes: [UInt8], named name: String = "x", sandbox: Sandbox = Sandbox()) async -> Preview {
        let work = PagesWork()
        let file = await work.hold(bytes, as: 1, name: name, mediaType: "application/x-lie")
        return await Previews(sandbox: sandbox).preview(of: file, reading: work)
    }

    private func pages(_ preview: Preview) throws -> [Preview.Page] {
        guard case .pages(let pages) = preview else {
            Issue.record("\(preview)")
            return []
        }
        return pages
    }

    @Test(arguments: ["jpeg", "png", "gif", "webp", "tiff", "bmp"])
    func `a picture becomes pixels, and its metadata stays behind`(format: String) async throws {
        let secret = "GPS-55.7558-37.6173"
        let bytes = try await Self.make(
            ["ppm:-", "-set", "comment", secret, "-quality", "95", "\(format):-"], input: Self.red(60, 40))
        let pages = try pages(await preview(bytes))
        #expect(pages.map(\.width) == [60] && pages.map(\.height) == [40])
        let png = try #require(pages.first?.png)
        #expect(!String(decoding: png, as: UTF8.self).contains(secret))
        let back = try PixelImage.parse(ppm: await Self.make(["png:-", "-depth", "8", "ppm:-"], input: png))
        let middle = Array(try #require(back.first).pixels[3_000..<3_003])
        #expect(middle[0] > 180 && middle[1] < 60 && middle[2] < 60, "\(middle)")
    }

    @Test func `a large photograph is shown small`() async throws {
        let bytes = try await Self.make(["ppm:-", "-resize", "4000x3000!", "jpeg:-"], input: Self.red(40, 30))
        #expect(try pages(await preview(bytes)).map(\.width) == [1_600])
    }

    @Test func `a PDF shows its first three pages`() async throws {
        let pages = try pages(await preview(Self.pdf(pageCount: 5)))
        #expect(pages.count == 3)
        #expect(pages.allSatisfy { max($0.width, $0.height) == 1_600 })
    }

    static let hostile: [(String, [UInt8])] = [
        ("a JPEG that is only a beginning", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF".utf8)),
        ("a PDF that is only a beginning", Array("%PDF-1.7\n%%EOF".utf8)),
        ("a GIF of noise", Array("GIF89a".utf8) + (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 37) }),
        ("a TIFF of noise", [0x49, 0x49, 0x2A, 0] + (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 91) }),
    ]

    @Test(arguments: hostile)
    func `a damaged file is a sentence`(what: String, bytes: [UInt8]) async {
        guard case .failed(.unreadable) = await preview(bytes) else {
            Issue.record("\(what) gave pixels")
            return
        }
    }

    @Test func `a bomb of sixty thousand by sixty thousand pixels does not go off`() async {
        guard case .failed(.unreadable) = await preview(Self.bomb(side: 60_000)) else {
            Issue.record("the bomb gave pixels")
            return
        }
    }

    @Test(arguments: [
        "<svg xmlns='http://www.w3.org/2000/svg'/>", "push graphic-context\nimage over 0,0 0,0 '|id'", "%!PS",
    ])
    func `what runs programs in other viewers is never converted`(text: String) async {
        guard case .failed(.otherKind) = await preview(Array(text.utf8), named: "photo.jpg") else {
            Issue.record("\(text) was converted")
            return
        }
    }

    @Test func `a picture goes with the file that it is of`() async throws {
        let work = PagesWork()
        let bytes = try await Self.make(["ppm:-", "png:-"], input: Self.red(60, 40))
        let file = await work.hold(bytes, as: 1, name: "x", mediaType: "image/png")
        await work.receive(10, body: "Вот.", files: [file])
        let previews = Previews()
        _ = await previews.preview(of: file, reading: work)
        await previews.forget(missingIn: await work.state)
        #expect(await previews.keptCount == 1)
        await work.destroyIntake()
        await previews.forget(missingIn: await work.state)
        #expect(await previews.keptCount == 0)
        _ = await previews.preview(of: file, reading: work)
        #expect(await previews.keptCount == 0, "it was destroyed while it was being made")
    }

    @Test func `a file over the bound is refused before it is fetched`() async {
        let work = PagesWork()
        var file = await work.hold([0xFF, 0xD8, 0xFF], as: 1, name: "x", mediaType: "y")
        file.byteCount = Previews.maximumInputByteCount + 1
        guard case .failed(.tooLarge) = await Previews().preview(of: file, reading: work) else {
            Issue.record("it was fetched")
            return
        }
    }

    @Test func `without the sandbox there is no preview, and the page says what to install`() async throws {
        var sandbox = Sandbox()
        sandbox.bubblewrap = "/nowhere/bwrap"
        guard case .failed(let failure) = await preview([0xFF, 0xD8, 0xFF], sandbox: sandbox) else {
            Issue.record("it was converted outside")
            return
        }
        let words = try DeskResources.catalogues().negotiate(acceptLanguage: "en")
        #expect(failure.explanation(words).contains("bubblewrap"))
    }

    /// A PDF of blank pages, written by hand (ISO 32000-1, 7.5).
    private static func pdf(pageCount: Int) -> [UInt8] {
        let pages = (0..<pageCount).map { "\($0 + 3) 0 R" }.joined(separator: " ")
        var objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count \(pageCount)/Kids[\(pages)]>>"]
        objects += (0..<pageCount).map { _ in "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>" }
        var text = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (number, object) in objects.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(number + 1) 0 obj\(object)endobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets { text += String(repeating: "0", count: 10 - "\(offset)".count) + "\(offset) 00000 n \n" }
        text += "trailer<</Size \(objects.count + 1)/Root 1 0 R>>\nstartxref\n\(start)\n%%EOF"
        return Array(text.utf8)
    }

    /// A PNG whose header promises `side` × `side` pixels.
    private static func bomb(side: UInt32) -> [UInt8] {
        func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
            let body = Array(name.utf8) + content
            return big(UInt32(content.count)) + body + big(PNGEncoder.crc32(body))
        }
        func big(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) } }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", big(side) + big(side) + [8, 2, 0, 0, 0])
            + chunk("IDAT", [0x78, 0x9C, 0xED, 0xC1, 0x01, 0x0D]) + chunk("IEND", [])
    }
}
