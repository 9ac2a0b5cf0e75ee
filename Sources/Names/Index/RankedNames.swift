// SPDX-License-Identifier: AGPL-3.0-or-later

/// Keeps the best of many ranked names. Ranks are small whole numbers, so a count of each tells at any time which
/// rank is too low, without sorting.
struct RankedNames {
    private var names: [(name: UInt32, rank: Int)] = []
    private var counts = [Int](repeating: 0, count: span)
    private var aboveFloor = 0
    private let wanted: Int
    /// Names below this rank are too many already.
    private(set) var floor = lowest

    /// In eighths of the log-odds.
    static let lowest = -48
    private static let span = 160

    init(wanted: Int) { self.wanted = wanted }

    mutating func add(_ name: Int, rank: Int) {
        guard rank >= floor else { return }
        names.append((UInt32(name), rank))
        counts[min(rank - Self.lowest, Self.span - 1)] += 1
        aboveFloor += 1
        while aboveFloor - counts[floor - Self.lowest] >= wanted {
            aboveFloor -= counts[floor - Self.lowest]
            floor += 1
        }
    }

    /// The best names, each once, best first and then in the order of the list.
    func best(_ count: Int) -> [Int] {
        var seen: Set<UInt32> = []
        var best: [Int] = []
        let order = names.filter { $0.rank >= floor }.sorted { ($1.rank, $0.name) < ($0.rank, $1.name) }
        for candidate in order where best.count < count && seen.insert(candidate.name).inserted {
            best.append(Int(candidate.name))
        }
        return best
    }
}
