// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bytes
import Crypto
import LifeboatTestSupport
import Testing

@testable import Correspondence

struct AttachmentSealingTests {
    private func seal(_ file: [UInt8], piece: Int) -> (ciphertext: [UInt8], attachment: SealedFile) {
        var sealer = AttachmentSealer()
        var ciphertext: [UInt8] = []
        for start in stride(from: 0, to: file.count, by: piece) {
            ciphertext += sealer.update(file[start..<min(start + piece, file.count)])
        }
        while let padding = sealer.padding() {
            #expect(padding.count <= 65536 + 32)
            ciphertext += padding
        }
        let (last, attachment) = sealer.finish(name: "a.bin", mediaType: "image/png")
        return (ciphertext + last, attachment)
    }

    private func open(_ ciphertext: [UInt8], _ attachment: SealedFile, piece: Int = 4096) throws
        -> [UInt8]
    {
        var opener = try AttachmentOpener(attachment)
        var plaintext: [UInt8] = []
        for start in stride(from: 0, to: ciphertext.count, by: piece) {
            plaintext += try opener.update(ciphertext[start..<min(start + piece, ciphertext.count)])
        }
        return plaintext + (try opener.finish())
    }

    @Test(arguments: [0, 1, 1_000, 65_535, 65_536, 65_537, 200_000, 1 << 20] as [UInt64])
    func `what a file takes when it is sealed is foreseen, and not by much too much`(byteCount: UInt64) {
        var sealer = AttachmentSealer()
        var sealed = sealer.update([UInt8](repeating: 7, count: Int(byteCount))).count
        sealed += sealer.finish(name: "a", mediaType: "").ciphertext.count
        let most = AttachmentSealer.mostSealedByteCount(of: byteCount)
        #expect((most - 1_024...most).contains(UInt64(sealed)))
        #expect(AttachmentSealer.largestByteCount(sealedWithin: most) >= byteCount)
        #expect(AttachmentSealer.largestByteCount(sealedWithin: most - 1) < max(byteCount, 1))
    }

    @Test func `the largest file within a limit fits, and one more byte does not`() {
        for limit in [0, 2_047, 2_064, 2_065, 300 << 10, 560 << 20, UInt64.max] {
            let largest = AttachmentSealer.largestByteCount(sealedWithin: limit)
            #expect(largest == 0 || AttachmentSealer.mostSealedByteCount(of: largest) <= limit)
            #expect(limit == .max || AttachmentSealer.mostSealedByteCount(of: largest + 1) > limit)
        }
        #expect(AttachmentSealer.largestByteCount(sealedWithin: 560 << 20) >= 500 << 20, "a relay takes 500 MiB")
    }

    @Test(arguments: [0, 1, 9, 1000, 65535, 65536, 65537, 131_072, 200_001])
    func `a file of any size comes back whole, whatever the pieces`(count: Int) throws {
        var random = SeededGenerator(seed: UInt64(count))
        let file = random.bytes(count)
        let (ciphertext, attachment) = seal(file, piece: 7777)
        #expect(attachment.byteCount == UInt64(count))
        #expect(attachment.blob == Array(SHA256.hash(data: ciphertext)))
        for piece in [1013, 65536, 1 << 20] { #expect(try open(ciphertext, attachment, piece: piece) == file) }
    }

    @Test func `files of nearly the same size have ciphertext of one size`() {
        let sizes = Set(
            [100_353, 101_000, 102_400].map { seal([UInt8](repeating: 1, count: $0), piece: 50_000).ciphertext.count })
        #expect(sizes.count == 1)
    }

    @Test func `finish makes the padding when nobody asked for it in pieces`() throws {
        let file = [UInt8](repeating: 3, count: 70_000)
        var sealer = AttachmentSealer()
        var ciphertext = sealer.update(file)
        let (last, attachment) = sealer.finish(name: "x", mediaType: "")
        ciphertext += last
        #expect(try open(ciphertext, attachment) == file)
        #expect(attachment.mediaType == MediaType.unknown)
    }

    @Test func `the ciphertext is an age file that the seed opens`() throws {
        let (ciphertext, attachment) = seal([1, 2, 3], piece: 3)
        let opened = try AgeFile.open(ciphertext, with: [.hybrid(HybridIdentity(seed: attachment.seed))])
        #expect(opened.count == Int(Padding.padmeByteCount(3)))
        #expect(opened.starts(with: [1, 2, 3]))
    }

    @Test func `two files with the same content share nothing`() {
        let one = seal([1, 2, 3], piece: 3)
        let other = seal([1, 2, 3], piece: 3)
        #expect(one.attachment.seed != other.attachment.seed)
        #expect(one.attachment.blob != other.attachment.blob)
    }

    @Test func `ciphertext that is cut off, altered or another file's is refused`() throws {
        let (ciphertext, attachment) = seal([UInt8](repeating: 5, count: 100_000), piece: 65536)
        #expect(throws: EnvelopeError.self) { try open(Array(ciphertext.dropLast()), attachment) }
        #expect(throws: EnvelopeError.self) { try open(Array(ciphertext.prefix(70_000)), attachment) }
        var altered = ciphertext
        altered[90_000] ^= 1
        #expect(throws: EnvelopeError.sealing(.payloadDamaged)) { try open(altered, attachment) }
        #expect(throws: EnvelopeError.sealing(.noIdentityMatched)) {
            try open(seal([1], piece: 1).ciphertext, attachment)
        }
    }

    @Test func `a size, a hash or a fill that the message does not name is refused`() throws {
        let (ciphertext, attachment) = seal([UInt8](repeating: 5, count: 1000), piece: 65536)
        let wrong: [(UInt64, [UInt8])] = [
            (999, attachment.blob), (3000, attachment.blob), (10, attachment.blob),
            (1000, Array(repeating: 0, count: 32)),
        ]
        for (byteCount, blob) in wrong {
            let other = try #require(
                SealedFile(
                    blob: blob, seed: attachment.seed, byteCount: byteCount, name: "a", mediaType: "a/b"))
            #expect(throws: EnvelopeError.malformed, "\(byteCount)") { try open(ciphertext, other) }
        }
    }
}

struct AttachmentNameTests {
    @Test(arguments: [
        ("photo.jpg", "photo.jpg"), ("повестка.pdf", "повестка.pdf"), ("../../etc/passwd", "etcpasswd"),
        ("C:\\Users\\me\\a.doc", "C:Usersmea.doc"), ("a\u{202E}fdp.exe", "afdp.exe"), ("a\r\nb\t.txt", "ab.txt"),
        (".bashrc", "bashrc"), ("", "file"), ("...", "file"), (" / ", "file"), ("a. ", "a"), ("\u{200F}x\u{2066}", "x"),
        ("e\u{301}.txt", "e\u{301}.txt"), ("\u{0}", "file"), ("a\u{E0041}b", "ab"),
    ])
    func `names lose what could deceive or escape`(typed: String, clean: String) {
        #expect(AttachmentName.cleaned(typed).unicodeScalars.elementsEqual(clean.unicodeScalars))
    }

    @Test func `a long name keeps its start and its extension`() {
        let name = AttachmentName.cleaned(String(repeating: "ж", count: 400) + ".pdf")
        #expect(name.utf8.count <= 255)
        #expect(name.utf8.count > 250)
        #expect(name.hasSuffix("ж.pdf"))
        let odd = AttachmentName.cleaned("x" + String(repeating: "😀", count: 100))
        #expect(odd.utf8.count <= 255)
        #expect(odd.unicodeScalars.allSatisfy { $0 == "x" || $0 == "😀" })
        let long = AttachmentName.cleaned("a." + String(repeating: "b", count: 300))
        #expect(long.utf8.count == 255)
    }

    @Test func `cleaning twice is cleaning once`() {
        let seed: UInt64 = 12
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("ab. /\\\u{202E}\u{7}жé😀\u{301}\u{AD}").map { String($0) }
        for _ in 0..<2000 {
            let count = Int.random(in: 0...400, using: &random)
            let name = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? "" }.joined()
            let once = AttachmentName.cleaned(name)
            #expect(AttachmentName.cleaned(once).unicodeScalars.elementsEqual(once.unicodeScalars), "seed \(seed)")
            #expect((1...255).contains(once.utf8.count), "seed \(seed)")
        }
    }

    @Test(arguments: [
        ("image/png", "image/png"), ("Image/PNG", "image/png"), ("text/plain; charset=utf-8", "text/plain"),
        (" text/plain ", "text/plain"), ("application/vnd.ms-excel+xml", "application/vnd.ms-excel+xml"),
        ("", MediaType.unknown), ("text", MediaType.unknown), ("text/", MediaType.unknown), ("/x", MediaType.unknown),
        ("a/b/c", MediaType.unknown), ("te xt/a", MediaType.unknown), ("текст/a", MediaType.unknown),
        ("a/" + String(repeating: "b", count: 126), MediaType.unknown), ("a/b\r\nX: y", MediaType.unknown),
    ])
    func `media types are two tokens in lower case or unknown`(typed: String, clean: String) {
        #expect(MediaType.cleaned(typed) == clean)
    }

    @Test func `an attachment that would be changed by cleaning is none`() {
        let key = [UInt8](repeating: 1, count: 32)
        let make = { (name: String, type: String, count: UInt64) in
            SealedFile(blob: key, seed: key, byteCount: count, name: name, mediaType: type)
        }
        #expect(make("a", "a/b", 1 << 40) != nil)
        #expect(make("a/b", "a/b", 1) == nil)
        #expect(make("", "a/b", 1) == nil)
        #expect(make("a", "A/b", 1) == nil)
        #expect(make("a", "", 1) == nil)
        #expect(make("a", "a/b", 1 << 40 + 1) == nil)
        #expect(SealedFile(blob: [1], seed: key, byteCount: 1, name: "a", mediaType: "a/b") == nil)
        #expect(SealedFile(blob: key, seed: [1], byteCount: 1, name: "a", mediaType: "a/b") == nil)
    }
}
