// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Multipart
import PortalForms
import Testing

@testable import Portal

@Suite struct MessageFormReaderTests {
    private func read(_ parts: [MultipartPart]) throws -> (MessageFormReader, [MessageFormReader.Action]) {
        var reader = MessageFormReader(maximumTextCount: 1_000)
        let actions = try parts.flatMap { try reader.read($0) }
        return (reader, actions)
    }

    private func field(_ name: String, _ bytes: [UInt8]...) -> [MultipartPart] {
        [.begin(name: name, fileName: nil, mediaType: nil)] + bytes.map { .bytes($0) } + [.end]
    }

    @Test func `text in pieces becomes one text, with the line ends that were typed`() throws {
        let pieces: [[UInt8]] = [[0xD0], [0x94, 0x0D], [0x0A, 0x62, 0x0D, 0x0D, 0x0A]]
        let (reader, actions) = try read(
            [.begin(name: "body", fileName: nil, mediaType: nil)] + pieces.map { .bytes($0) } + [.end])
        #expect(reader.draft.body == "Д\nb\n\n")
        #expect(actions.isEmpty)
    }

    @Test func `files are handed on as they come`() throws {
        let (_, actions) = try read([
            .begin(name: "files", fileName: "../a/b.txt", mediaType: "Text/Plain; charset=x"), .bytes([1]), .bytes([2]),
            .end, .begin(name: "files", fileName: "empty.txt", mediaType: nil), .end,
            .begin(name: "files", fileName: "", mediaType: "application/octet-stream"), .end, .finished,
        ])
        #expect(
            actions == [
                .beginFile(name: "ab.txt", mediaType: "text/plain"), .fileBytes([1]), .fileBytes([2]), .endFile,
                .beginFile(name: "empty.txt", mediaType: "application/octet-stream"), .endFile,
            ])
    }

    @Test func `what no page of ours sends is refused`() {
        #expect(throws: MessageFormReader.Refusal.malformed) { try read(field("other", [1])) }
        #expect(throws: MessageFormReader.Refusal.malformed) { try read(field("body", [0xFF])) }
        #expect(throws: MessageFormReader.Refusal.malformed) { try read(field("body", [1]) + field("body", [1])) }
        #expect(throws: MessageFormReader.Refusal.malformed) { try read([.bytes([1])]) }
        #expect(throws: MessageFormReader.Refusal.malformed) { try read([.end]) }
        #expect(throws: MessageFormReader.Refusal.malformed) {
            try read([.begin(name: "body", fileName: "a", mediaType: nil)])
        }
        #expect(throws: MessageFormReader.Refusal.textTooLong) {
            try read(field("body", Array(repeating: 65, count: 65_000), Array(repeating: 65, count: 65_000)))
        }
    }

    @Test func `of a text that is too long, what was read is kept`() throws {
        var reader = MessageFormReader(maximumTextCount: 1_000)
        #expect(throws: MessageFormReader.Refusal.textTooLong) {
            for part in field("body", Array(repeating: 65, count: 65_000), Array(repeating: 66, count: 65_000)) {
                _ = try reader.read(part)
            }
        }
        #expect(reader.draft.body == String(repeating: "A", count: 65_000) + String(repeating: "B", count: 536))
    }

    @Test func `mutated forms are read or refused, and hold no more than they brought`() throws {
        let seed: UInt64 = 0x70_6F_72_74
        var random = SeededGenerator(seed: seed)
        let form = PlainBrowser.multipart(
            [("csrf", "c"), ("form", "00"), ("urgency", "1"), ("contact", "k"), ("body", "text\r\n")],
            files: [PlainBrowser.File("a.txt", "text/plain", Array("content".utf8))])
        for round in 0..<3_000 {
            let mutant = random.mutated(form)
            guard
                var parser = try? MultipartParser(
                    contentType: "multipart/form-data; boundary=\(PlainBrowser.boundary)"),
                let parts = try? parser.feed(mutant)
            else { continue }
            guard let (reader, actions) = try? read(parts) else { continue }
            let fileByteCount = actions.reduce(0) { sum, action in
                if case .fileBytes(let bytes) = action { sum + bytes.count } else { sum }
            }
            let held = reader.draft.body.utf8.count + reader.draft.contact.utf8.count + fileByteCount
            if held > mutant.count { Issue.record("seed \(seed), round \(round)") }
        }
    }
}
