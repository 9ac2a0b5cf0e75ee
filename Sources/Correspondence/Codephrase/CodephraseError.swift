// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes

/// Why words are no codephrase. What was typed is secret: printing an error shows none of it.
public enum CodephraseError: Error, Equatable, Sendable, RedactedPrinting {
    /// How many words were found instead of those asked for.
    case wordCount(Int)
    /// No list holds most of the words (foreign script, for instance).
    case unknownLanguage
    /// Words that the list lacks, with near words for each.
    case unknownWords([Suspect])
    /// All words exist, but together they are no codephrase; `repairs` are words that would mend it, by position.
    case checksum(repairs: [Suspect])

    /// A word that is probably wrong.
    public struct Suspect: Equatable, Sendable, RedactedPrinting {
        /// Counted from 1.
        public let position: Int
        /// The word as it was typed.
        public let typed: String
        /// Up to five words of the list, nearest first.
        public let near: [String]
    }

    /// The error's name, without the words.
    public var description: String {
        switch self {
        case .wordCount: "a wrong number of words"
        case .unknownLanguage: "words in no known language"
        case .unknownWords: "words that the list lacks"
        case .checksum: "words that do not belong together"
        }
    }

    public var debugDescription: String { description }
}
