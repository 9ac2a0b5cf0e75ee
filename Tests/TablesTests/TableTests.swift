// SPDX-License-Identifier: AGPL-3.0-or-later
import Tables
import Testing

struct TableTests {
    private func read(_ text: String) throws -> Table { try Table(Array(text.utf8), as: .utf8) }

    static let readable: [(String, [[String]])] = [
        ("a,b\n1,2\n", [["1", "2"]]),
        ("a,b\r\n1,2\r\n3,4", [["1", "2"], ["3", "4"]]),
        ("a;b\n1,5;2\n", [["1,5", "2"]]),
        ("a\tb\n1\t2\n", [["1", "2"]]),
        ("a,b\n\"1,\"\"x\"\"\",\"2\n3\"\n4,5\n", [["1,\"x\"", "2\n3"], ["4", "5"]]),
        ("a,b\n\"1\r\n2\",\n", [["1\n2", ""]]),
        ("\u{FEFF}a,b\nда,нет\n", [["да", "нет"]]),
        ("a\n\n\nx\n\n", [["x"]]),
        ("a,b\n,\n", [["", ""]]),
        ("a,b\n\"\",\"\"\n", [["", ""]]),
    ]

    @Test(arguments: readable)
    func `a table is read as RFC 4180 writes it`(text: String, rows: [[String]]) throws {
        let table = try read(text)
        #expect(table.rows.map(\.fields) == rows && table.problems.isEmpty)
        #expect(table.heading.first == "a", "without a byte order mark")
    }

    static let broken: [(String, Table.Problem)] = [
        ("a,b\n1,2\n3,4\"5\n6,7\n", .init(line: 3, reason: .strayQuote)),
        ("a,b\n1,2\n\"3\"4,5\n6,7\n", .init(line: 3, reason: .strayQuote)),
        ("a,b\n1,2\n\"3,4\n6,7\n", .init(line: 3, reason: .unclosedQuote)),
        ("a,b\n1,2\n3\n6,7\n", .init(line: 3, reason: .fieldCount(1))),
        ("a,b\n1,2\n3,4,5\n6,7\n", .init(line: 3, reason: .fieldCount(3))),
        ("a,b\n1,2\n3,\u{0}\n6,7\n", .init(line: 3, reason: .controlCharacter)),
        ("a,b\n1,2\n3,4\r5\n6,7\n", .init(line: 3, reason: .controlCharacter)),
        ("a,b\n1,2\n3,\u{7F}\n6,7\n", .init(line: 3, reason: .controlCharacter)),
    ]

    @Test(arguments: broken)
    func `a broken row is reported with its line and takes no other with it`(text: String, problem: Table.Problem)
        throws
    {
        let table = try read(text)
        #expect(table.problems == [problem])
        #expect(table.rows.map(\.fields) == [["1", "2"], ["6", "7"]])
        #expect(table.rows.map(\.line) == [2, 4])
    }

    @Test func `lines are counted through fields that span several`() throws {
        let table = try read("a,b\n\"1\n2\n3\",4\n5\n6,7\n")
        #expect(table.rows.map(\.line) == [2, 6])
        #expect(table.problems == [.init(line: 5, reason: .fieldCount(1))])
    }

    @Test func `two stray quotes swallow nobody between them`() throws {
        let table = try read("a,b\n1,\"x\n2,y\n\",3\n4,z\n5,\"v\nw\"\n")
        #expect(table.rows.map(\.fields) == [["2", "y"], ["4", "z"], ["5", "v\nw"]])
        #expect(table.problems.map(\.line) == [2, 4])
    }

    @Test func `what is no table is refused, each for its reason`() {
        #expect(throws: TableError.noHeading) { try read("") }
        #expect(throws: TableError.noHeading) { try read("\n\n") }
        #expect(throws: TableError.noHeading) { try read(",,\n1,2,3\n") }
        #expect(throws: TableError.brokenHeading) { try read("a,\"b\n1,2\n") }
        #expect(throws: TableError.brokenHeading) { try read(String(repeating: "a,", count: 64) + "a\n") }
        #expect(throws: TableError.notText) { try Table([0x61, 0x0A, 0xC3, 0x0A], as: .utf8) }
        #expect(throws: TableError.tooLarge) {
            try Table([UInt8](repeating: 0x61, count: Table.maximumByteCount + 1), as: .utf8)
        }
        #expect(throws: TableError.tooManyRows) {
            try read("a\n" + String(repeating: "x\n", count: Table.maximumRowCount + 1))
        }
        #expect(throws: Never.self) { try read("a\n" + String(repeating: "x\n", count: Table.maximumRowCount)) }
    }

    @Test func `windows-1251 is read when it is asked for, and never guessed`() throws {
        // Имя;Ёж — №
        let bytes: [UInt8] = [0xC8, 0xEC, 0xFF, 0x3B, 0x41, 0x0A, 0xA8, 0xE6, 0x20, 0x97, 0x20, 0xB9, 0x3B, 0x31]
        #expect(throws: TableError.notText) { try Table(bytes, as: .utf8) }
        let table = try Table(bytes, as: .windows1251)
        #expect(table.heading == ["Имя", "A"] && table.rows.map(\.fields) == [["Ёж — №", "1"]])
        #expect(throws: TableError.notText) { try Table([0x61, 0x0A, 0x98], as: .windows1251) }
    }

    /// Mutated tables: whatever comes, rows have the heading's width and lines rise.
    @Test func `mutated tables are read or refused, and never wider than their heading`() {
        var generator = SystemRandomNumberGenerator()
        let sample = Array("a;b;c\n\"1;\"\"\";2;3\r\n4;\"5\n6\";7\n8;9;10\n".utf8)
        for _ in 0..<2_000 {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0...2, using: &generator) {
                case 0: bytes[place] = [0x22, 0x0A, 0x0D, 0x3B, 0x2C, 0xFF].randomElement(using: &generator) ?? 0
                case 1: bytes.remove(at: place)
                default: bytes.insert(0x22, at: place)
                }
            }
            for encoding in TableEncoding.allCases {
                guard let table = try? Table(bytes, as: encoding) else { continue }
                #expect(table.rows.allSatisfy { $0.fields.count == table.heading.count })
                let lines = (table.rows.map(\.line) + table.problems.map(\.line)).sorted()
                #expect(Set(lines).count == lines.count && lines.allSatisfy { (1...bytes.count).contains($0) })
            }
        }
    }
}
