// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import LifeboatTestSupport
import Testing

struct MnemonicCodeTests {
    struct Row: Decodable {
        let entropy: HexBytes
        let words: [String: String]
    }

    @Test func `entropy becomes the words of the vectors in all eight languages, and back`() throws {
        let rows: [Row] = try Vectors.read("protocol/words.json")
        #expect(rows.count > 10)
        for row in rows {
            for list in WordList.allCases {
                let words = MnemonicCode.words(for: row.entropy.bytes, in: list)
                #expect(words.joined(separator: " ") == row.words[list.rawValue])
                let count = row.entropy.bytes.count == 16 ? 12 : 24
                let parsed = try MnemonicCode.entropy(parsing: words.joined(separator: " "), wordCount: count)
                #expect(parsed.entropy == row.entropy.bytes)
                #expect(parsed.list == list)
            }
        }
    }

    /// The public vectors of BIP-39 for entropy of one repeated byte (github.com/trezor/python-mnemonic, vectors.json).
    @Test(
        arguments: [
            (0x00, Array(repeating: "abandon", count: 11) + ["about"]),
            (0xFF, Array(repeating: "zoo", count: 11) + ["wrong"]),
            (
                0x7F,
                "legal winner thank year wave sausage worth useful legal winner thank yellow".split(separator: " ").map(
                    String.init)
            ),
            (
                0x80,
                "letter advice cage absurd amount doctor acoustic avoid letter advice cage above".split(separator: " ")
                    .map(String.init)
            ),
            (0x00, Array(repeating: "abandon", count: 23) + ["art"]),
            (0xFF, Array(repeating: "zoo", count: 23) + ["vote"]),
        ] as [(UInt8, [String])])
    func `the words are those of BIP-39`(byte: UInt8, words: [String]) throws {
        let entropy = [UInt8](repeating: byte, count: words.count == 12 ? 16 : 32)
        #expect(MnemonicCode.words(for: entropy, in: .english) == words)
        let parsed = try MnemonicCode.entropy(parsing: words.joined(separator: " "), wordCount: words.count)
        #expect(parsed.entropy == entropy)
    }

    @Test func `twenty-four words forgive what twelve forgive`() throws {
        let entropy = (0..<32).map { UInt8($0 &* 7) }
        let words = MnemonicCode.words(for: entropy, in: .french)
        let typed = words.enumerated().map { "\($0.offset + 1). \($0.element.uppercased())" }.joined(separator: "\n")
        #expect(try MnemonicCode.entropy(parsing: typed, wordCount: 24).entropy == entropy)
        #expect(throws: CodephraseError.wordCount(24)) {
            try MnemonicCode.entropy(parsing: typed, wordCount: 12)
        }
    }
}
