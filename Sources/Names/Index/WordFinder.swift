// SPDX-License-Identifier: AGPL-3.0-or-later

/// Finds the words of an index that sound like an asked one: a scan of all of them, a quick distance for those it
/// lets through, and the full alignment for the nearest.
struct WordFinder: Sendable {
    struct Near: Sendable {
        let word: Int
        /// What the difference costs, as a share of the lesser word.
        let share: Double
    }

    private var aligner = Aligner()

    /// A word further than this by the quick distance is not aligned in full.
    private static let quickShare = 0.5
    /// Words that are aligned in full at most, nearest first.
    private static let alignedCount = 400
    /// A given or father's name further than this supports nothing.
    private static let supportShare = 0.4

    /// The words that may be the asked surname, nearest first, within `limit` by the full alignment.
    mutating func near(_ asked: NameWord, within limit: Double, in layout: IndexLayout) -> [Near] {
        guard asked.spelling.isReadable else { return equal(asked, in: layout) }
        let readings = asked.spelling.readings(.shared)[...]
        var found = scanned(readings, within: Self.quickShare, in: layout) { ScanPattern($0, .shared) }
        if found.count > Self.alignedCount { found.removeLast(found.count - Self.alignedCount) }
        var near: [Near] = []
        for candidate in found {
            let share = share(asked, layout.spelling(of: candidate.word), limit: limit)
            if share <= limit { near.append(Near(word: candidate.word, share: share)) }
        }
        return near.sorted { ($0.share, $0.word) < ($1.share, $1.word) }
    }

    private mutating func share(_ asked: NameWord, _ other: Spelling, limit: Double) -> Double {
        let substance = Double(max(1, min(asked.spelling.substance, other.substance)))
        let alignment = aligner.align(
            asked.spelling, other, manner: asked.isBelarusian ? .belarusian : .plain, limit: Int(limit * substance))
        return Double(alignment.cost) / substance
    }

    /// The words that may be the asked given or father's name, by the first reading and the quick distance alone.
    func alike(_ asked: NameWord, in layout: IndexLayout) -> [Near] {
        guard asked.spelling.isReadable else { return equal(asked, in: layout) }
        let first = asked.spelling.readings(.shared).prefix(1)
        return scanned(first, within: Self.supportShare, in: layout) { units in
            ScanPattern(units, .shared, reach: max(1, units.count / 4))
        }
    }

    /// The word of the same letters, where no sound of it is known: such words are the rows of no sounds.
    private func equal(_ asked: NameWord, in layout: IndexLayout) -> [Near] {
        (Int(layout.groups[0])..<Int(layout.groups[1])).lazy.map { layout.word(ofRow: $0) }
            .first { layout.hasLetters($0, asked.spelling.letters) }.map { [Near(word: $0, share: 0)] } ?? []
    }

    /// The words that the scan lets through in any of these readings, each once, nearest first.
    private func scanned(
        _ readings: ArraySlice<[UInt8]>, within share: Double, in layout: IndexLayout,
        _ pattern: ([UInt8]) -> ScanPattern
    ) -> [Near] {
        let alphabet = Alphabet.shared
        let found = readings.flatMap { units in
            let rows = VocabularyScan.rows(near: pattern(units), in: layout)
            return QuickAligner(units, alphabet.costs).within(share, rows, in: layout)
        }
        var seen: Set<Int> = []
        return found.sorted { ($0.share, $0.word) < ($1.share, $1.word) }.filter { seen.insert($0.word).inserted }
    }
}
