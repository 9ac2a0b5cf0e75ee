// SPDX-License-Identifier: AGPL-3.0-or-later
import CommandValues
import Testing

@Suite struct TerminalTextTests {
    private func takes(_ pieces: [[UInt8]]) -> [Bool] {
        var text = TerminalText()
        return pieces.map { text.takes($0) }
    }

    @Test func `text is shown however it is cut`() {
        let text = Array("Ждите\tнас.\r\n🚢 ok\n".utf8)
        for cut in 0...text.count {
            #expect(takes([Array(text[..<cut]), Array(text[cut...])]) == [true, true], "\(cut)")
        }
        #expect(takes(text.map { [$0] }).allSatisfy { $0 })
        #expect(takes([[], [0xe2]]) == [true, true], "the end of a file that is cut off commands nothing")
    }

    @Test(
        arguments: [
            [0x1b], [0x07], [0x00], [0x7f], [0x9b], [0xc2, 0x9b], [0xc2, 0x80], [0x61, 0x9b, 0x32, 0x4a], [0xff],
            [0xc0, 0x9b], [0xe0, 0x82, 0x9b], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x28], [0xc2, 0xc2],
        ] as [[UInt8]])
    func `what commands a terminal is not shown`(_ bytes: [UInt8]) {
        #expect(takes([bytes]).contains(false))
        #expect(takes([Array("word ".utf8), bytes + Array(" word".utf8)]) == [true, false])
        for cut in 1..<max(bytes.count, 2) where cut < bytes.count {
            #expect(takes([Array(bytes[..<cut]), Array(bytes[cut...]) + [0x20]]).contains(false), "\(cut)")
        }
    }
}
