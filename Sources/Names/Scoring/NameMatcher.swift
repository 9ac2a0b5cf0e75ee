// SPDX-License-Identifier: AGPL-3.0-or-later

/// Reads names and compares them. A value with working memory of its own: make one for each thread.
public struct NameMatcher: Sendable {
    private var reader = NameReader()
    private var gatherer = EvidenceGatherer()

    public init() {}

    /// Reads a name in any of the scripts and spellings that the tables know.
    public mutating func read(_ text: String) -> PersonName { gatherer.meanings(reading: text, with: &reader) }

    mutating func features(_ first: PersonName, _ second: PersonName) -> [[Double]] {
        gatherer.begin(first, second)
        var out: [[Double]] = []
        for one in first.interpretations {
            for other in second.interpretations {
                out.append(Weights.features(gatherer.gather(first, one, second, other)))
            }
        }
        return out
    }
}
