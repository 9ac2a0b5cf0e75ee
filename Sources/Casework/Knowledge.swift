// SPDX-License-Identifier: AGPL-3.0-or-later

/// What the authors of some entries had seen, all together, so that one question is not put to each of them in turn: a part in which
/// thousands judged apart is folded in the time that thousands take, and not in that of their pairs.
struct Knowledge: Sendable, Hashable {
    /// The largest number, and the largest of those that another has.
    private struct Top: Sendable, Hashable {
        private var first: (number: UInt64, of: ID<Entry>)?
        private var second: (number: UInt64, of: ID<Entry>)?

        mutating func add(_ number: UInt64, of owner: ID<Entry>) {
            guard let largest = first else { return first = (number, owner) }
            if largest.of == owner {
                first = (max(number, largest.number), owner)
            } else if number > largest.number {
                (first, second) = ((number, owner), largest)
            } else if second.map({ number > $0.number }) ?? true {
                second = (number, owner)
            }
        }

        func largest(without owner: ID<Entry>?) -> UInt64? {
            first.flatMap { $0.of == owner ? second : $0 }?.number
        }

        static func == (one: Top, other: Top) -> Bool {
            one.first?.number == other.first?.number && one.first?.of == other.first?.of
                && one.second?.number == other.second?.number && one.second?.of == other.second?.of
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(first?.number)
            hasher.combine(first?.of)
        }
    }

    private var seen = Top()
    private var last: [ID<Device>: Top] = [:]

    init() {}

    /// Of entries that each stand for themselves.
    init(_ standings: some Sequence<(of: ID<Entry>, standing: Standing)>) {
        for one in standings { add(one.standing, of: one.of) }
    }

    /// - Parameter owner: what the entry is about, for whoever asks without it.
    mutating func add(_ standing: Standing, of owner: ID<Entry>) {
        seen.add(standing.seenSize, of: owner)
        last[standing.author, default: Top()].add(standing.sequence, of: owner)
    }

    /// Whether the author of any of them had seen the other, as ``Standing/knew(_:)`` says.
    /// - Parameter owner: whose entries do not count.
    func knows(_ other: Standing, without owner: ID<Entry>? = nil) -> Bool {
        if let size = seen.largest(without: owner), other.sequence < size { return true }
        return last[other.author]?.largest(without: owner).map { other.sequence <= $0 } ?? false
    }
}
