// SPDX-License-Identifier: AGPL-3.0-or-later

/// Searches one index. A value with working memory of its own: make one for each thread.
///
/// A search compares the sounds of the asked surname with every word of the index, verifies the near ones with
/// the full alignment, ranks the names that hold them by their other words, and compares the best as
/// ``NameMatcher`` does.
public struct NameSearcher: Sendable {
    private let index: NameIndex
    private var matcher = NameMatcher()
    private var words: WordMemory
    private var support: SupportMemory

    /// A word whose alignment costs more than this share of its substance is not followed.
    private static let wordShare = 0.42
    /// Names that are ranked before the best are compared in full.
    private static let rankedCount = 12_000
    /// Roles less likely than this are not searched for.
    private static let maximumDoubt = 1.0

    public init(_ index: NameIndex) {
        self.index = index
        words = WordMemory(index.layout)
        support = SupportMemory(wordCount: index.layout.wordCount)
    }

    /// The names most like `text`, best first and then in the order of the list; at most `count`, and none
    /// with a score below `threshold`.
    public mutating func search(
        _ text: String, count: Int, threshold: Double = Comparison.Band.lookThreshold
    ) -> [NameHit] {
        let asked = matcher.read(text)
        guard !asked.isEmpty, count > 0 else { return [] }
        var hits: [(place: Int, hit: NameHit)] = []
        for place in candidates(for: asked, count: count) {
            let name = index.layout.name(place)
            let comparison = matcher.compare(asked, matcher.read(name))
            guard comparison.score >= threshold else { continue }
            hits.append((place, NameHit(name: name, entry: index.layout.entries[place], comparison: comparison)))
        }
        for (place, added) in index.added.enumerated() {
            let comparison = matcher.compare(asked, matcher.read(added.name))
            guard comparison.score >= threshold else { continue }
            let hit = NameHit(name: added.name, entry: added.entry, comparison: comparison)
            hits.append((index.layout.nameCount + place, hit))
        }
        hits.sort { ($1.hit.comparison.score, $0.place) < ($0.hit.comparison.score, $1.place) }
        return hits.prefix(count).map(\.hit)
    }

    /// The places of the names worth a full comparison, best first.
    private mutating func candidates(for asked: PersonName, count: Int) -> [Int] {
        support.begin(asked)
        let keep = max(40, count + count / 4)
        var best: [Int: Double] = [:]
        var ranked = 0
        let highest = Self.highestSupport(asked)
        var floor = -6.0
        var countAtFloor = 0
        for near in nearWords(asked) {
            // No name of this word, nor of the words after it, can rank above enough names that are known.
            guard ranked < Self.rankedCount, Self.rank(near) + highest >= floor else { break }
            if best.count >= keep, ranked >= countAtFloor + 4 * keep {
                floor = best.values.sorted(by: >)[keep - 1]
                countAtFloor = ranked
            }
            for posting in index.layout.postings(of: near.word) {
                let name = Int(index.layout.postings[posting])
                ranked += 1
                let rank = rank(name, near)
                if best[name].map({ rank > $0 }) ?? true { best[name] = rank }
            }
        }
        let isAllowed = { [index] place in !index.removed.contains(index.layout.entries[place]) }
        let order = best.filter { $0.value > -6 && isAllowed($0.key) }.sorted {
            ($1.value, $0.key) < ($0.value, $1.key)
        }
        return order.prefix(keep).map(\.key)
    }

    /// What the surname alone gives.
    private static func rank(_ near: NearWord) -> Double { 4 - 24 * near.share }

    /// What the other words of a name can add at most: a given name, and a father's name if one is asked for.
    private static func highestSupport(_ asked: PersonName) -> Double {
        asked.words.count < 2 ? 0 : asked.words.contains { $0.word.patronymic != nil } ? 6 : 3
    }

    private struct NearWord {
        let word: Int
        /// The place in the asked name.
        let place: Int
        let share: Double
    }

    /// The words of the index that may be the asked surname, nearest first.
    private mutating func nearWords(_ asked: PersonName) -> [NearWord] {
        var near: [NearWord] = []
        for place in probes(asked) {
            let word = asked.words[place].word
            let pattern = ScanPattern(ScanPattern.units(of: word.spelling, .shared), .shared)
            for candidate in VocabularyScan.words(near: pattern, in: index.layout) {
                let share = matcher.share(word, words.spelling(candidate))
                if share <= Self.wordShare { near.append(NearWord(word: candidate, place: place, share: share)) }
            }
        }
        near.sort { ($0.share, $0.word, $0.place) < ($1.share, $1.word, $1.place) }
        return near
    }

    /// The places of the words that are searched for: what may be a surname, or else every word.
    private func probes(_ asked: PersonName) -> [Int] {
        var places: [Int] = []
        for roles in asked.interpretations where roles.doubt <= Self.maximumDoubt {
            for place in roles.surname where !places.contains(place) && !asked.words[place].isInitial {
                places.append(place)
            }
        }
        if places.isEmpty { places = asked.words.indices.filter { !asked.words[$0].isInitial } }
        return Array(places.prefix(3))
    }

    /// A quick estimate of the log-odds from the surname and the best other words.
    private mutating func rank(_ name: Int, _ near: NearWord) -> Double {
        var best = SupportMemory.Support.none
        var others = 0
        for place in index.layout.words(of: name) {
            let word = Int(index.layout.nameWords[place])
            guard word != near.word else { continue }
            others += 1
            let support = support.of(word, besides: near.place) { words.word(word, &matcher) }
            best.given = max(best.given, support.given)
            best.father = max(best.father, support.father)
        }
        if others == 0 { best.given = 0 }
        return Self.rank(near) + Double(min(best.given, 24)) / 8 + Double(best.father == .min ? 0 : best.father) / 8
    }
}
