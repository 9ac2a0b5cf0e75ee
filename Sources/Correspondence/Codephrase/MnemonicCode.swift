// SPDX-License-Identifier: AGPL-3.0-or-later

/// Secret bytes as words: the construction of BIP-39 (docs/protocol.md, sections 2 and 3), without its seed derivation.
/// 16 bytes are 12 words, 32 bytes are 24. The last word carries a checksum of 4 or 8 bits.
public enum MnemonicCode {
    /// The words for `entropy`, which must be 16 or 32 bytes.
    public static func words(for entropy: [UInt8], in list: WordList) -> [String] {
        precondition(entropy.count == 16 || entropy.count == 32, "twelve words hold 16 bytes, twenty-four hold 32")
        let words = list.words
        return indices(for: entropy).map { words[$0] }
    }

    /// Reads `wordCount` (12 or 24) words. Forgives case, accents, ё for е, numbering, punctuation, white space,
    /// invisible characters, and letters of another script that look the same. `list` nil: found out from the words.
    public static func entropy(
        parsing text: String, wordCount: Int, in list: WordList? = nil
    ) throws(CodephraseError) -> (entropy: [UInt8], list: WordList) {
        precondition(wordCount == 12 || wordCount == 24, "a mnemonic code has twelve or twenty-four words")
        let typed = TypedWord.words(in: text)
        guard typed.count == wordCount else { throw .wordCount(typed.count) }
        guard let list = list ?? language(of: typed) else { throw .unknownLanguage }
        let indices = try knownIndices(of: typed, in: list)
        guard let entropy = entropy(of: indices) else {
            throw .checksum(repairs: repairs(of: typed, indices, in: list))
        }
        return (entropy, list)
    }

    // MARK: - Words to bits and back

    static func indices(for entropy: [UInt8]) -> [Int] {
        let bits = entropy + [Primitives.sha256(entropy)[0]]
        return (0..<entropy.count * 3 / 4).map { word in
            (0..<11).reduce(0) { value, offset in
                let bit = word * 11 + offset
                return value << 1 | Int(bits[bit / 8] >> UInt8(7 - bit % 8) & 1)
            }
        }
    }

    /// Nil if the checksum is wrong.
    static func entropy(of indices: [Int]) -> [UInt8]? {
        var bits = [UInt8](repeating: 0, count: indices.count * 11 / 8 + 1)
        for (word, index) in indices.enumerated() {
            for offset in 0..<11 where index >> (10 - offset) & 1 == 1 {
                let bit = word * 11 + offset
                bits[bit / 8] |= 0x80 >> UInt8(bit % 8)
            }
        }
        let entropy = Array(bits.prefix(indices.count * 4 / 3))
        return self.indices(for: entropy) == indices ? entropy : nil
    }

    // MARK: - What somebody typed

    /// The list that holds most words and at least half of them; between equals, one for which the checksum is right.
    private static func language(of typed: [TypedWord]) -> WordList? {
        var best: [(list: WordList, hits: Int)] = []
        for list in WordList.allCases {
            let hits = typed.filter { $0.index(in: list) != nil }.count
            guard hits * 2 >= typed.count, hits >= best.first?.hits ?? 0 else { continue }
            if hits > best.first?.hits ?? 0 { best = [] }
            best.append((list, hits))
        }
        let consistent = best.first { candidate in
            let indices = typed.compactMap { $0.index(in: candidate.list) }
            return indices.count == typed.count && entropy(of: indices) != nil
        }
        return (consistent ?? best.first)?.list
    }

    private static func knownIndices(of typed: [TypedWord], in list: WordList) throws(CodephraseError) -> [Int] {
        var indices: [Int] = []
        var suspects: [CodephraseError.Suspect] = []
        for (offset, word) in typed.enumerated() {
            if let index = word.index(in: list) {
                indices.append(index)
            } else {
                let near = NearWords.indices(near: word.folded, in: list)
                suspects.append(suspect(offset, word, near, in: list))
            }
        }
        guard suspects.isEmpty else { throw .unknownWords(suspects) }
        return indices
    }

    /// For each position the near words with which the checksum would be right.
    private static func repairs(
        of typed: [TypedWord], _ indices: [Int], in list: WordList
    ) -> [CodephraseError.Suspect] {
        var suspects: [CodephraseError.Suspect] = []
        for (offset, word) in typed.enumerated() {
            let mending = NearWords.indices(near: list.table.folded[indices[offset]], in: list).filter { candidate in
                var mended = indices
                mended[offset] = candidate
                return entropy(of: mended) != nil
            }
            if !mending.isEmpty { suspects.append(suspect(offset, word, mending, in: list)) }
        }
        return suspects
    }

    private static func suspect(
        _ offset: Int, _ word: TypedWord, _ near: [Int], in list: WordList
    ) -> CodephraseError.Suspect {
        let words = near.prefix(NearWords.maximumCount).map { list.words[$0] }
        return CodephraseError.Suspect(position: offset + 1, typed: word.text, near: words)
    }
}
