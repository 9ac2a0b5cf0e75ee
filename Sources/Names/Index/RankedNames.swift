// SPDX-License-Identifier: AGPL-3.0-or-later

/// Keeps the best of many ranked names. Ranks are small whole numbers, so a count of each tells at any time which
/// rank is too low, without sorting. Entries are counted and not names: who has sixty spellings crowds nobody out.
struct RankedNames {
    private var names: [(name: UInt32, entry: UInt32, rank: Int)] = []
    /// The rank of each entry's best name.
    private var bestRanks: [UInt32: Int] = [:]
    private var counts = [Int](repeating: 0, count: span)
    private var aboveFloor = 0
    private let wanted: Int
    /// Names below this rank are too many already.
    private(set) var floor = lowest

    /// In eighths of the log-odds.
    static let lowest = -48
    private static let span = 160

    /// - Parameter wanted: how many entries.
    init(wanted: Int) { self.wanted = wanted }

    mutating func add(_ name: Int, entry: UInt32, rank: Int) {
        guard rank >= floor else { return }
        names.append((UInt32(name), entry, rank))
        let before = bestRanks[entry] ?? .min
        guard rank > before else { return }
        bestRanks[entry] = rank
        if before >= floor {
            counts[Self.place(before)] -= 1
            aboveFloor -= 1
        }
        counts[Self.place(rank)] += 1
        aboveFloor += 1
        while aboveFloor - counts[Self.place(floor)] >= wanted {
            aboveFloor -= counts[Self.place(floor)]
            floor += 1
        }
    }

    private static func place(_ rank: Int) -> Int { min(rank - lowest, span - 1) }

    /// The best names of so many entries, each name once, best first and then in the order of the list.
    /// - Parameter spellings: of one entry no more than these.
    func best(_ count: Int, spellings: Int) -> [Int] {
        var seen: Set<UInt32> = []
        var ofEntry: [UInt32: Int] = [:]
        var best: [Int] = []
        let order = names.filter { $0.rank >= floor }.sorted { ($1.rank, $0.name) < ($0.rank, $1.name) }
        for candidate in order {
            let known = ofEntry[candidate.entry] ?? 0
            guard known > 0 || ofEntry.count < count, known < spellings, seen.insert(candidate.name).inserted else {
                continue
            }
            ofEntry[candidate.entry] = known + 1
            best.append(Int(candidate.name))
        }
        return best
    }
}
