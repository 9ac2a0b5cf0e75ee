// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes

/// The twelve words that bring a person back (docs/protocol.md, section 2): 128 random bits, drawn from the
/// list of their language. Never printed, logged or written to a file; shown to its owner alone.
public struct Codephrase: Sendable, RedactedPrinting {
    /// Twelve words of `list`, as they are shown.
    public let words: [String]
    public let list: WordList
    let entropy: [UInt8]

    /// Draws a new codephrase.
    public init(in list: WordList) {
        self.init(checked: Primitives.random(16), in: list)
    }

    /// The codephrase for 16 known bytes, or nil if there are more or fewer.
    public init?(entropy: [UInt8], in list: WordList) {
        guard entropy.count == 16 else { return nil }
        self.init(checked: entropy, in: list)
    }

    /// Forgives case, diacritics, ё for е, numbering, extra white space and punctuation, and letters of another script that
    /// look the same. `list` nil: found out from the words.
    public init(parsing text: String, in list: WordList? = nil) throws(CodephraseError) {
        let (entropy, list) = try MnemonicCode.entropy(parsing: text, wordCount: 12, in: list)
        self.init(checked: entropy, in: list)
    }

    /// The words in what somebody typed, as ``init(parsing:in:)`` counts them: without numbering and what nobody sees.
    public static func typedWords(in text: String) -> [String] { TypedWord.words(in: text).map { $0.text } }

    private init(checked entropy: [UInt8], in list: WordList) {
        self.entropy = entropy
        self.list = list
        words = MnemonicCode.words(for: entropy, in: list)
    }
}
