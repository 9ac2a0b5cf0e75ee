// SPDX-License-Identifier: AGPL-3.0-or-later

/// Reads names and compares them. A value with working memory of its own: make one for each thread.
///
///     var matcher = NameMatcher()
///     let comparison = matcher.compare("Осечкин Владимир", "Vladimir Osetshkin")
///     print(comparison.score, comparison.explanation(in: .english))
public struct NameMatcher: Sendable {
    private var reader = NameReader()
    private var gatherer: EvidenceGatherer

    public init() { self.init(remembers: true) }

    /// - Parameter remembers: whether alignments are kept for words that meet again. In a file of pairs few do, and
    ///   to look for them costs more than it saves.
    init(remembers: Bool) { gatherer = EvidenceGatherer(remembers: remembers) }

    /// Reads a name in any of the scripts and spellings that the tables know.
    public mutating func read(_ text: String) -> PersonName {
        gatherer.read(text.utf8Span.span, text: text, with: &reader)
    }

    /// Reads a name from its UTF-8 in the place of another, whose memory it takes. The name holds no text.
    mutating func read(_ bytes: Span<UInt8>, into name: inout PersonName) {
        gatherer.read(bytes, into: &name, with: &reader)
    }

    /// Compares two names as they were written.
    public mutating func compare(_ first: String, _ second: String) -> Comparison { compare(read(first), read(second)) }

    /// Compares two names that have been read. The order of the two does not matter to the score.
    public mutating func compare(_ first: PersonName, _ second: PersonName) -> Comparison {
        let found = findings(first, second)
        return Comparison(score: found.score, reasons: found.findings.reasons(first, second))
    }

    /// The same with the reasons as plain numbers.
    mutating func findings(_ first: PersonName, _ second: PersonName) -> (score: Double, findings: Findings) {
        let best = best(first, second)
        guard let logOdds = best.logOdds else {
            var findings = Findings()
            findings.append(.nothingToCompare)
            return (0, findings)
        }
        let findings = Reasoning.findings(
            best.evidence, first, first.interpretations[best.one], second, second.interpretations[best.other])
        return (Self.score(logOdds), findings)
    }

    /// The score alone, without the reasons.
    public mutating func score(_ first: PersonName, _ second: PersonName) -> Double {
        best(first, second).logOdds.map(Self.score) ?? 0
    }

    /// One word with what it may mean.
    mutating func word(_ letters: some Sequence<UInt16>) -> NameWord { gatherer.word(Letters(letters), with: &reader) }

    /// What the cheapest alignment costs as a share of the lesser word's substance.
    mutating func share(_ word: NameWord, _ other: Spelling) -> Double {
        let cost = gatherer.cost(word, other)
        return Double(cost) / Double(max(1, min(word.spelling.substance, other.substance)))
    }

    /// All evidence, one for each pair of interpretations: what weights are fitted to.
    mutating func evidence(_ first: PersonName, _ second: PersonName) -> [Evidence] {
        gatherer.begin(first, second)
        return first.interpretations.flatMap { one in
            second.interpretations.compactMap { gatherer.gather(first, one, second, $0, ifAbove: nil) }
        }
    }

    /// A pair of interpretations and what it says.
    private struct Best {
        var logOdds: Double?
        var evidence = Evidence()
        var one = 0
        var other = 0
    }

    private mutating func best(_ first: PersonName, _ second: PersonName) -> Best {
        plainer(likeliest(first, second), first, second)
    }

    /// The score by the pair of interpretations that is likeliest, whether or not it is the one that counts.
    mutating func highestScore(_ first: PersonName, _ second: PersonName) -> Double {
        likeliest(first, second).logOdds.map(Self.score) ?? 0
    }

    private mutating func likeliest(_ first: PersonName, _ second: PersonName) -> Best {
        gatherer.begin(first, second)
        var best = Best()
        for one in first.interpretations.indices {
            for other in second.interpretations.indices {
                guard
                    let evidence = gatherer.gather(
                        first, first.interpretations[one], second, second.interpretations[other],
                        ifAbove: best.logOdds)
                else { continue }
                let logOdds = Weights.logOdds(evidence)
                if let least = best.logOdds, logOdds <= least { continue }
                (best.logOdds, best.one, best.other) = (logOdds, one, other)
                best.evidence = evidence
            }
        }
        return best
    }

    /// Ли Олег and Лю Олег are likest if both are called Олег by surname, and are two people. Where given names that we know met as
    /// surnames, and what stands beside them on both sides is none, they are given names.
    private mutating func plainer(_ best: Best, _ first: PersonName, _ second: PersonName) -> Best {
        guard case .compared(let match) = best.evidence.surname, !match.first.isWhole, !match.second.isWhole,
            let one = Self.asGiven(match.first.index, in: first, insteadOf: best.one),
            let other = Self.asGiven(match.second.index, in: second, insteadOf: best.other),
            let evidence = gatherer.gather(
                first, first.interpretations[one], second, second.interpretations[other], ifAbove: nil)
        else { return best }
        return Best(logOdds: Weights.logOdds(evidence), evidence: evidence, one: one, other: other)
    }

    /// More than which of two words stands first is worth: capitals and commas are heeded.
    private static let orderDoubt = 0.25

    /// The first interpretation, if it is hardly more doubtful, by which a word is the given name beside surnames that are no given names.
    private static func asGiven(_ place: Int, in name: PersonName, insteadOf chosen: Int) -> Int? {
        guard name.words[place].word.given.areExact else { return nil }
        return name.interpretations.firstIndex { roles in
            roles.doubt <= name.interpretations[chosen].doubt + orderDoubt
                && roles.given.count == 1 && roles.given[0] == place && !roles.surname.isEmpty
                && roles.surname.allSatisfy { !name.words[$0].word.given.areExact }
        }
    }

    /// The logistic function by its own series, so that every machine gives the same bytes.
    static func score(_ logOdds: Double) -> Double { 1 / (1 + exponential(-max(-30, min(30, logOdds)))) }

    private static func exponential(_ value: Double) -> Double {
        // e^x = (e^(x/1024))^1024, with six terms for the small power.
        let small = value / 1024
        var power = 1 + small * (1 + small / 2 * (1 + small / 3 * (1 + small / 4 * (1 + small / 5))))
        for _ in 0..<10 { power *= power }
        return power
    }
}
