// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Names

@Suite struct PairLinesTests {
    private func answers(_ pieces: [UInt8]..., language: ExplanationLanguage = .english) -> String {
        var lines = PairLines(language: language)
        var output: [UInt8] = []
        for piece in pieces { lines.add(piece.span, to: &output) }
        lines.finish(to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    private let input = "Осечкин\tOsetškin\nno tab here\n\nИван Петров\tАнна Сидорова\r\nПетров\tPetrov"

    @Test func `each line is answered in order as the matcher answers`() {
        var matcher = NameMatcher()
        let lines = answers(Array(input.utf8)).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 6)
        #expect(lines[1] == "\tno tab in this line")
        #expect(lines[2] == "\tno tab in this line")
        #expect(lines[5].isEmpty)
        for (line, pair) in [(lines[0], ("Осечкин", "Osetškin")), (lines[3], ("Иван Петров", "Анна Сидорова"))] {
            let comparison = matcher.compare(pair.0, pair.1)
            let digits = String(Int(comparison.score * 10_000))
            #expect(
                line
                    == "0.\(String(repeating: "0", count: 4 - digits.count))\(digits)\t\(comparison.explanation(in: .english))"
            )
        }
    }

    @Test func `it does not matter where the pieces are cut`() {
        let bytes = Array(input.utf8)
        let whole = answers(bytes)
        for cut in bytes.indices { #expect(answers(Array(bytes[..<cut]), Array(bytes[cut...])) == whole) }
    }

    @Test func `a name that stands in the line before too is answered as if it did not`() {
        let names = [
            "Осечкин Владимир", "Vladimir Osetškin", "В. Осечкин", "Осечкин  Владимир", "", "Петров-Водкин", "Иван",
        ]
        var lines: [String] = []
        for one in names {
            for other in names { lines += ["\(one)\t\(other)", "\(other)\t\(one)", "\(one)\t\(names[0])"] }
            lines.append("no tab here")
        }
        let alone = lines.map { answers(Array(($0 + "\n").utf8)) }.joined()
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        #expect(answers(bytes) == alone)
        for cut in stride(from: 0, to: bytes.count, by: 31) {
            #expect(answers(Array(bytes[..<cut]), Array(bytes[cut...])) == alone)
        }
    }

    @Test func `the language of the reasons can be chosen`() {
        #expect(
            answers(Array("Осечкин\tОсечкин\n".utf8), language: .russian).hasSuffix("\tфамилия совпадает (осечкин)\n"))
    }

    @Test func `a line without end is held within bounds`() {
        let long = Array("Осечкин\t".utf8) + Array(repeating: UInt8(ascii: "x"), count: 200_000)
        let answer = answers(long, long, Array("\nПетров\tPetrov\n".utf8))
        #expect(answer.split(separator: "\n").count == 2)
        #expect(answer.utf8.count < 500)
        let late = Array(repeating: UInt8(ascii: "x"), count: 70_000) + Array("\tПетров\n".utf8)
        #expect(answers(late) == answers(Array(late[..<9]), Array(late[9...])))
    }

    @Test func `bytes that are no text are answered`() {
        var random = SplitMix(seed: 3)
        for _ in 0..<200 {
            let bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }.map { $0 == 0x0A ? 0x09 : $0 }
            #expect(answers(bytes).hasSuffix("\n"))
        }
    }

    @Test func `two runs give the same bytes`() {
        let bytes = Array(repeating: Array("\(input)\n".utf8), count: 20).flatMap(\.self)
        #expect(answers(bytes) == answers(bytes))
    }
}

@Suite struct ScalarDecodingTests {
    private func scalars(_ bytes: [UInt8]) -> [Unicode.Scalar] {
        var found: [Unicode.Scalar] = []
        var place = 0
        while place < bytes.count { found.append(ScalarDecoding.next(in: bytes.span, at: &place)) }
        return found
    }

    @Test(arguments: ["", "a", "Осечкин", "é€😀\u{10FFFF}", "\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}\u{10000}"])
    func `sound text is decoded as it is`(text: String) {
        #expect(scalars(Array(text.utf8)) == Array(text.unicodeScalars))
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xD0], [0xE2, 0x82], [0xFF], [0xD0, 0x41],
        ] as [[UInt8]])
    func `broken text is replaced and loses no sound byte`(bytes: [UInt8]) {
        let found = scalars(bytes + [0x62])
        #expect(found.first == "\u{FFFD}")
        #expect(found.last == "b")
        #expect(found.contains("A") == bytes.contains(0x41))
    }
}
