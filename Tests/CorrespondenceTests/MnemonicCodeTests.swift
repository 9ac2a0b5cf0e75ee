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
