// SPDX-License-Identifier: AGPL-3.0-or-later

/// Finds the words of an index that sound like an asked one: a scan of all of them, a quick distance for those it
/// lets through, and the full alignment for the nearest.
struct WordFinder: Sendable {
    struct Near: Sendable {
        let word: Int
        /// What the difference costs, as a share of the lesser word.
        let share: Double
    }

    private let alphabet = Alphabet.shared

    /// A word further than this by the quick distance is not aligned in full.
    private static let quickShare = 0.5
    /// Words that are aligned in full at most, nearest first.
    private static let alignedCount = 400
    /// A given or father's name further than this supports nothing.
    private static let supportShare = 0.4

    /// The words that may be the asked surname, nearest first, within `share` by the full alignment.
    func near(
        _ asked: NameWord, within share: Double, in layout: IndexLayout, _ matcher: inout NameMatcher
    ) -> [Near] {
        let units = ScanPattern.units(of: asked.spelling, alphabet)
        var found = scanned(units, ScanPattern(units, alphabet), within: Self.quickShare, in: layout)
        if found.count > Self.alignedCount {
            found.sort { ($0.share, $0.word) < ($1.share, $1.word) }
            found.removeLast(found.count - Self.alignedCount)
        }
        var near: [Near] = []
        for candidate in found {
            let cost = matcher.share(asked, layout.spelling(of: candidate.word))
            if cost <= share { near.append(Near(word: candidate.word, share: cost)) }
        }
        return near.sorted { ($0.share, $0.word) < ($1.share, $1.word) }
    }

    /// The words that may be the asked given or father's name, by the quick distance alone.
    func alike(_ asked: NameWord, in layout: IndexLayout) -> [Near] {
        let units = ScanPattern.units(of: asked.spelling, alphabet)
        let pattern = ScanPattern(units, alphabet, reach: max(1, units.count / 4))
        return scanned(units, pattern, within: Self.supportShare, in: layout)
    }

    private func scanned(
        _ units: [UInt8], _ pattern: ScanPattern, within share: Double, in layout: IndexLayout
    ) -> [Near] {
        let words = VocabularyScan.words(near: pattern, in: layout)
        return QuickAligner(units, alphabet.costs).within(share, words, layout.units)
    }
}
