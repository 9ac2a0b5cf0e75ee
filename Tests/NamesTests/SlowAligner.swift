// SPDX-License-Identifier: AGPL-3.0-or-later
@testable import Names

/// The alignment as its definition says: every cell of the table, every pair of tails. What ``Aligner`` may only be
/// faster than.
enum SlowAligner {
    static func align(
        _ first: Spelling, _ second: Spelling, manner: SoundCosts.Manner = .plain, limit: Int = 20_000
    ) -> Alignment {
        guard first.isReadable, second.isReadable else { return first.letters == second.letters ? .same : .unlike }
        let costs = Alphabet.shared.costs(first.omitsVowels != second.omitsVowels ? .silentVowels : manner)
        if let plain = ofFirstReadings(first, second, costs) { return plain.cost <= limit ? plain : .unlike }
        return best(first, second, table(first, second, costs), limit: limit)
    }

    private static func exchange(_ one: UInt8, _ other: UInt8, _ costs: SoundCosts) -> Int {
        Int(costs.substitution[Int(one) * SoundCosts.capacity + Int(other)])
    }

    /// Of the same sounds, or with two neighbours that changed places.
    private static func ofFirstReadings(_ first: Spelling, _ second: Spelling, _ costs: SoundCosts) -> Alignment? {
        let (one, other) = (first.units, second.units)
        guard one.count == other.count else { return nil }
        let differing = one.indices.filter { exchange(one[$0], other[$0], costs) != 0 }
        guard let place = differing.first else { return .same }
        let isSwap =
            one.count >= 4 && place + 1 < one.count && exchange(one[place], other[place + 1], costs) == 0
            && exchange(one[place + 1], other[place], costs) == 0 && differing.allSatisfy { $0 <= place + 1 }
        return isSwap ? Alignment(cost: 12, firstTail: .whole, secondTail: .whole, isSwapped: true) : nil
    }

    private static func table(_ first: Spelling, _ second: Spelling, _ costs: SoundCosts) -> [[Int]] {
        var table = Array(repeating: Array(repeating: 20_000, count: second.nodeCount), count: first.nodeCount)
        table[0][0] = 0
        for row in 0..<first.nodeCount {
            for column in 0..<second.nodeCount {
                let rows = first.arcs.filter { $0.to == row }
                let columns = second.arcs.filter { $0.to == column }
                var ways = [table[row][column]]
                for arc in rows {
                    ways.append(table[Int(arc.from)][column] + omission(arc, costs, atStart: column == 0))
                }
                for arc in columns {
                    ways.append(table[row][Int(arc.from)] + omission(arc, costs, atStart: row == 0))
                }
                for one in rows {
                    for other in columns {
                        ways.append(
                            table[Int(one.from)][Int(other.from)] + exchange(one.set, other.set, costs)
                                + Int(one.penalty) + Int(other.penalty))
                    }
                }
                table[row][column] = ways.min() ?? 20_000
            }
        }
        return table
    }

    private static func omission(_ arc: Spelling.Arc, _ costs: SoundCosts, atStart: Bool) -> Int {
        let cost = Int(costs.omission[Int(arc.set)])
        return (atStart && cost > 7 ? cost + 10 : cost) + Int(arc.penalty)
    }

    /// The cheapest tails within the limit that agree, two adjectives' four units before others; of equals those of the
    /// lowest kinds.
    private static func best(_ first: Spelling, _ second: Spelling, _ table: [[Int]], limit: Int) -> Alignment {
        let pairs = (0..<first.tails.count).flatMap { row in
            (0..<second.tails.count).map { (first.tails[row], second.tails[$0]) }
        }
        let ways = pairs.filter { one, other in
            one.kind.agrees(with: other.kind)
                && table[Int(one.node)][Int(other.node)] <= Int(min(one.mostRest, other.mostRest))
        }.map { one, other in
            let isOneChange = one.kind == other.kind && [.noun, .fleeting].contains(one.kind)
            let ends = isOneChange ? max(one.cost, other.cost) : one.cost + other.cost
            let cost = table[Int(one.node)][Int(other.node)] + Int(ends)
            return (
                cost: cost, rank: cost - (one.kind == .adjective ? 4 : 0),
                high: max(one.kind.rawValue, other.kind.rawValue), low: min(one.kind.rawValue, other.kind.rawValue),
                kinds: (one.kind, other.kind)
            )
        }
        let best = ways.filter { $0.cost <= limit }.min {
            ($0.rank, $0.high, $0.low) < ($1.rank, $1.high, $1.low)
        }
        return best.map { Alignment(cost: $0.cost, firstTail: $0.kinds.0, secondTail: $0.kinds.1) } ?? .unlike
    }
}
