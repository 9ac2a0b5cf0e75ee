// SPDX-License-Identifier: AGPL-3.0-or-later

/// A text as it is compared with others: which pairs of neighbouring words it has. Nothing of it can be read.
public struct TextSketch: Sendable, Equatable {
    /// Fewer words are a few words: many people say the same in as many.
    public static let fewestWords = 12
    /// Of what is read of one text. What stands behind them is not compared.
    static let mostWords = 4_000
    /// Of what is kept of one text: the smallest, which are a fair sample.
    static let mostPairs = 512

    /// Ascending, each once.
    let pairs: [UInt32]
    /// All words in their order, numbers too, as one number; nil where there is none.
    let whole: UInt64?
    /// Whether it is too short to be called alike to anything but itself.
    public let isShort: Bool

    public init(_ text: String) {
        let said = FoldedWord.words(of: text, atMost: Self.mostWords)
        // Numbers, days and sums are what is varied first. Of a few words they may be all that tells one person from another.
        let words = said.filter { !$0.hasDigit }.map(\.hash)
        isShort = words.count < Self.fewestWords
        whole = said.isEmpty ? nil : said.reduce(0) { Self.joined($0, $1.hash) }
        guard !isShort else {
            pairs = []
            return
        }
        var found = zip(words, words.dropFirst()).map { UInt32(truncatingIfNeeded: Self.joined($0, $1) >> 16) }
        found.sort()
        var kept: [UInt32] = []
        kept.reserveCapacity(min(found.count, Self.mostPairs))
        for pair in found where pair != kept.last {
            kept.append(pair)
            if kept.count == Self.mostPairs { break }
        }
        pairs = kept
    }

    /// How many of a hundred pairs of words that stand in either stand in both (Jaccard), rounded down; 100 for a short text and itself, 0
    /// for a short text and any other.
    public func likeness(to other: TextSketch) -> Int {
        guard !isShort, !other.isShort else {
            return isShort && other.isShort && whole != nil && whole == other.whole ? 100 : 0
        }
        guard let common = common(with: other, atLeast: 0) else { return 0 }
        return common.both * 100 / max(common.either, 1)
    }

    /// Nil where less than `atLeast` of a hundred are common, which is often known before all were compared.
    ///
    /// Of two long texts the samples are compared up to the last pair of the one that ends first: beyond it the other is not known to lack
    /// anything.
    private func common(with other: TextSketch, atLeast percent: Int) -> (both: Int, either: Int)? {
        let isSample = pairs.count == Self.mostPairs || other.pairs.count == Self.mostPairs
        if !isSample, min(pairs.count, other.pairs.count) * 100 < percent * max(pairs.count, other.pairs.count) {
            return nil
        }
        var (left, right, both, either) = (0, 0, 0, 0)
        while left < pairs.count, right < other.pairs.count {
            let (one, two) = (pairs[left], other.pairs[right])
            if one == two { both += 1 }
            if one <= two { left += 1 }
            if two <= one { right += 1 }
            either += 1
        }
        if pairs.count < Self.mostPairs { either += other.pairs.count - right }
        if other.pairs.count < Self.mostPairs { either += pairs.count - left }
        return both * 100 >= percent * either ? (both, either) : nil
    }

    func isAlike(_ other: TextSketch) -> Bool {
        guard !isShort, !other.isShort else { return likeness(to: other) == 100 }
        return common(with: other, atLeast: AlikeTexts<Int>.threshold) != nil
    }

    private static func joined(_ one: UInt64, _ two: UInt64) -> UInt64 {
        var mixed = (one &* 0x9E37_79B9_7F4A_7C15) ^ (two &+ 0x632B_E59B_D9B4_E019)
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
