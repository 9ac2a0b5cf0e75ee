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
