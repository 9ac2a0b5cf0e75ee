// SPDX-License-Identifier: AGPL-3.0-or-later

/// Searches one index. A value with working memory of its own: make one for each thread.
///
/// A search compares the sounds of the asked surname with every word of the index, aligns the near ones in full,
/// ranks the names that hold them by their other words, and compares the best as ``NameMatcher`` does.
public struct NameSearcher: Sendable {
    private let index: NameIndex
    private var matcher = NameMatcher()
    private var finder = WordFinder()
    private var support: SupportTable

    /// A word whose alignment costs more than this share of its substance is not followed.
    private static let wordShare = 0.42
    /// Names that are ranked before the best are compared in full; a word that was begun is ranked to its end, for behind
    /// the bound may stand who is looked for.
    private static let rankedCount = 12_000
    /// Names of one entry that are compared in full.
    private static let spellingCount = 40
    /// Roles less likely than this are not searched for.
    private static let maximumDoubt = 1.0

    public init(_ index: NameIndex) {
        self.index = index
        support = SupportTable(index.layout)
    }

    /// The entries most like `text`, each by its likest name, best first and then in the order of the list; at most
    /// `count`, and none with a score below `threshold`.
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
        var seen: Set<UInt32> = []
        var best: [NameHit] = []
        for (_, hit) in hits where best.count < count && seen.insert(hit.entry).inserted { best.append(hit) }
        return best
    }

    /// The places of the names worth a full comparison: those of somewhat more entries than are asked for.
    private mutating func candidates(for asked: PersonName, count: Int) -> [Int] {
        let keep = max(40, count + count / 4)
        var ranked = RankedNames(wanted: keep)
        for place in probes(asked) { rank(asked, surname: place, &ranked) }
        return ranked.best(keep, spellings: Self.spellingCount)
    }

    /// Ranks the names that hold a word near the asked surname.
    private mutating func rank(_ asked: PersonName, surname: Int, _ ranked: inout RankedNames) {
        let near = finder.near(asked.words[surname].word, within: Self.wordShare, in: index.layout)
        guard !near.isEmpty else { return }
        defer { support.clear() }
        var initials = SoundSet()
        for (place, word) in asked.words.enumerated() where place != surname {
            if word.isInitial {
                initials.formUnion(word.word.initial)
            } else {
                support.add(word.word, in: index.layout, finder)
            }
        }
        var count = 0
        let highest = Self.highestSupport(asked)
        for near in near {
            // No name of this word, nor of the words after it, can rank above enough names that are known.
            let base = Self.rank(near.share)
            guard count < Self.rankedCount, base + highest >= ranked.floor else { break }
            for posting in index.layout.postings(of: near.word) {
                let name = index.layout.name(at: posting)
                count += 1
                let rank = base + gain(of: name, besides: near.word, initials)
                guard rank >= ranked.floor, isAllowed(name) else { continue }
                ranked.add(name, entry: index.layout.entries[name], rank: rank)
            }
        }
    }

    private func isAllowed(_ name: Int) -> Bool {
        index.removed.isEmpty || !index.removed.contains(index.layout.entries[name])
    }

    /// What the surname alone gives, in eighths of the log-odds.
    private static func rank(_ share: Double) -> Int { 32 - Int(192 * share) }

    /// What the other words of a name can add at most: a given name, and a father's name if one is asked for.
    private static func highestSupport(_ asked: PersonName) -> Int {
        asked.words.count < 2 ? 0 : asked.words.contains { $0.word.patronymic != nil } ? 48 : 24
    }

    /// What the other words of a name add to its rank.
    private func gain(of name: Int, besides surname: Int, _ initials: SoundSet) -> Int {
        var best = Support.stranger
        var others = 0
        for place in index.layout.words(of: name) {
            let word = index.layout.word(at: place)
            guard word != surname else { continue }
            others += 1
            let support = support.words[word]
            best.given = max(best.given, support.given)
            best.father = max(best.father, support.father)
            if !initials.isEmpty, !initials.isDisjoint(with: SoundSet(rawValue: index.layout.initials[word])) {
                best.given = max(best.given, Support.initial)
            }
        }
        return (others == 0 ? 0 : Int(best.given)) + (best.father == .min ? 0 : Int(best.father))
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
}
