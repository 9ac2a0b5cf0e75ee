// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Testing

private let begin = "-----BEGIN AGE ENCRYPTED FILE-----"
private let end = "-----END AGE ENCRYPTED FILE-----"

private func decode(_ text: String) throws(AgeError) -> [UInt8] { try Armor.decode(Array(text.utf8)) }

@Suite struct `Armored text` {
    @Test(arguments: [1, 2, 3, 47, 48, 49, 96, 1000]) func `what is armored is read back`(size: Int) throws {
        let armored = Armor.encode(pattern(size))
        #expect(try Armor.decode(armored) == pattern(size))
        let lines = String(decoding: armored, as: UTF8.self).split(separator: "\n")
        #expect(lines.first == begin[...] && lines.last == end[...])
        #expect(lines.dropFirst().dropLast(2).allSatisfy { $0.count == 64 })
    }

    @Test(arguments: [1, 5, 48, 64, 100]) func `the size of the pieces makes no difference`(piece: Int) throws {
        let content = pattern(500)
        var writer = ArmorWriter()
        var armored: [UInt8] = []
        for start in stride(from: 0, to: content.count, by: piece) {
            armored += writer.update(content[start..<min(start + piece, content.count)])
        }
        armored += writer.finish()
        #expect(armored == Armor.encode(content))
        var reader = ArmorReader()
        var read: [UInt8] = []
        for start in stride(from: 0, to: armored.count, by: piece) {
            read += try reader.update(armored[start..<min(start + piece, armored.count)])
        }
        read += try reader.finish()
        #expect(read == content)
    }

    @Test(arguments: [
        "\(begin)\nAAAA\n\(end)\n", "\(begin)\nAAAA\n\(end)", "\(begin)\r\nAAAA\r\n\(end)\r\n",
        "\n \t\r\n\(begin)\nAAAA\n\(end)\n \n\t\r\n", "\(begin)\nAAAA\n\(end)\r",
        String(repeating: "\n", count: 1000) + "\(begin)\nAAAA\n\(end)" + String(repeating: "\n", count: 1000),
    ]) func `line ends of both kinds and white space around are accepted`(text: String) throws {
        #expect(try decode(text) == [0, 0, 0])
    }

    static let full = String(repeating: "A", count: 64)

    @Test(arguments: [
        ("nothing", ""), ("no begin", "AAAA\n\(end)\n"), ("no end", "\(begin)\nAAAA\n"),
        ("an end cut short", "\(begin)\nAAAA\n-----END AGE ENCRYPTED FILE----\n"),
        ("text before", "x\n\(begin)\nAAAA\n\(end)\n"), ("text after", "\(begin)\nAAAA\n\(end)\nx"),
        ("a second file", "\(begin)\nAAAA\n\(end)\n\(begin)\nAAAA\n\(end)\n"),
        ("space before begin", " \(begin)\nAAAA\n\(end)\n"), ("space after begin", "\(begin) \nAAAA\n\(end)\n"),
        ("space before end", "\(begin)\nAAAA\n \(end)\n"), ("space after end", "\(begin)\nAAAA\n\(end) \n"),
        ("space in a line", "\(begin)\nAA AA\n\(end)\n"), ("space at a line's end", "\(begin)\nAAAA \n\(end)\n"),
        ("an empty line first", "\(begin)\n\nAAAA\n\(end)\n"), ("an empty line last", "\(begin)\nAAAA\n\n\(end)\n"),
        ("an empty line after a full one", "\(begin)\n\(full)\n\n\(end)\n"),
        ("a header", "\(begin)\nComment: x\n\nAAAA\n\(end)\n"), ("a checksum", "\(begin)\nAAAA\n=AAAA\n\(end)\n"),
        ("another label", "-----BEGIN AGE FILE-----\nAAAA\n-----END AGE FILE-----\n"),
        ("lower case", "\(begin.lowercased())\nAAAA\n\(end.lowercased())\n"),
        ("a long line", "\(begin)\n\(full)AAAA\n\(end)\n"), ("a very long line", "\(begin)\n\(full)\(full)\n\(end)\n"),
        ("a short line in the middle", "\(begin)\nAAAA\nAAAA\n\(end)\n"), ("no padding", "\(begin)\nAA\n\(end)\n"),
        ("too much padding", "\(begin)\nA===\n\(end)\n"), ("padding in the middle", "\(begin)\nAA==AAAA\n\(end)\n"),
        ("padding alone", "\(begin)\n====\n\(end)\n"), ("a broken pad", "\(begin)\nAA=\n=\n\(end)\n"),
        ("bits that must be zero", "\(begin)\nAB==\n\(end)\n"), ("the other alphabet", "\(begin)\nAA-_\n\(end)\n"),
        ("CR alone", "\(begin)\rAAAA\r\(end)\r"), ("two CRs", "\(begin)\r\r\nAAAA\r\n\(end)\r\n"),
        ("a NUL", "\(begin)\nAAA\0\n\(end)\n"),
        ("white space without end before", String(repeating: "\n", count: 1025) + "\(begin)\nAAAA\n\(end)\n"),
        ("a white line without end before", String(repeating: " ", count: 1025) + "\n\(begin)\nAAAA\n\(end)\n"),
        ("white space without end after", "\(begin)\nAAAA\n\(end)\n" + String(repeating: "\n", count: 1025)),
    ]) func `armor that is not strict is refused`(what: String, text: String) {
        let error = #expect(throws: AgeError.self, "\(what)") { try decode(text) }
        #expect(error?.place == .armor, "\(what)")
    }

    /// What is in the armor is damaged, not the armor: the public vectors say so too.
    @Test func `armor of nothing is sound, and the file in it is cut off`() throws {
        #expect(try decode("\(begin)\n\(end)\n").isEmpty)
        var front = FrontReader()
        var position = 0
        #expect(try front.consume([UInt8]().span, from: &position, with: []) == nil)
        #expect(front.truncation.place == .header)
    }

    @Test func `content before the damage is given, then the failure stays`() throws {
        var reader = ArmorReader()
        #expect(try reader.update(Array("\(begin)\n\(Self.full)\n!".utf8)).count == 48)
        #expect(throws: AgeError.armorDamaged("a line is not canonical base64")) {
            try reader.update(Array("\n".utf8))
        }
        #expect(throws: AgeError.armorDamaged("a line is not canonical base64")) { try reader.update([]) }
        #expect(throws: AgeError.armorDamaged("a line is not canonical base64")) { try reader.finish() }
    }

    @Test func `armor is told from a binary file by its beginning`() throws {
        let file = try AgeFile.seal([1], to: [.x25519(X25519Identity().recipient)])
        #expect(!Armor.isArmored(beginning: file))
        #expect(Armor.isArmored(beginning: Armor.encode(file)))
        #expect(Armor.isArmored(beginning: Array(" \n\n".utf8) + Armor.encode(file)))
        #expect(Armor.isArmored(beginning: Array("Dear all,\n".utf8) + Armor.encode(file)))
        #expect(!Armor.isArmored(beginning: []))
        #expect(!Armor.isArmored(beginning: pattern(5000)))
    }
}
