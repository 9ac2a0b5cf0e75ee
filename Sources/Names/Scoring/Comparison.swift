// SPDX-License-Identifier: AGPL-3.0-or-later

/// How two names stand to each other, with the reasons.
public struct Comparison: Sendable, Equatable {
    /// Between 0 and 1: how likely the names are one person's, as far as names can tell. It never reaches 1.
    public let score: Double
    /// Why: surname, given name, father's name, then doubts. Never empty.
    public let reasons: [Reason]

    /// What to do with it.
    public var band: Band { Band(score: score) }

    /// The three bands in which people work.
    public enum Band: String, Sendable, CaseIterable {
        /// Take it for the same person until somebody has looked.
        case match
        /// Somebody should look.
        case look
        /// The names do not say so. This proves nothing: people use other names.
        case clear

        /// The score from which on a pair is shown to somebody; see docs/names.md.
        public static let lookThreshold = 0.5
        public static let matchThreshold = 0.85

        public init(score: Double) {
            self = score >= Self.matchThreshold ? .match : score >= Self.lookThreshold ? .look : .clear
        }
    }
}

/// One reason of a ``Comparison``.
public struct Reason: Sendable, Equatable {
    /// The kind, by which its sentence is found in ``ExplanationLanguage``.
    public let kind: Kind
    /// The words that met, as the matcher reads them; empty where nothing met.
    public let first: String
    public let second: String
    /// The spelling convention of the Latin word, where its letters show one.
    public let convention: Convention?

    public enum Kind: String, Sendable, CaseIterable {
        case surnameSame, surnameOtherSpelling, surnameOtherEnding, surnameGlued, surnameClipped, surnameNear
        case surnameDifferent, surnameMissing, surnameExtraWord
        case givenSame, givenOtherSpelling, givenOtherForm, givenShort, givenInflected, givenNear, givenDifferent
        case givenInitialFits, givenInitialDiffers, givenMissing
        case fatherSame, fatherOtherSpelling, fatherNear, fatherDifferent, fatherInitialFits, fatherInitialDiffers
        case fatherMissing
        case otherGender, nothingToCompare
    }

    init(_ kind: Kind, _ first: String = "", _ second: String = "", convention: Convention? = nil) {
        self.kind = kind
        self.first = first
        self.second = second
        self.convention = convention
    }
}
