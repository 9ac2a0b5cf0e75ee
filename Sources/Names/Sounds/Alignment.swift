// SPDX-License-Identifier: AGPL-3.0-or-later

/// The cheapest way to say two spellings as one, over all readings of both.
struct Alignment: Sendable, Equatable {
    /// Thirty-seconds of a plainly different consonant; see ``SoundCosts``.
    var cost: Int
    /// What was cut from each side at its end.
    var firstTail: Tails.Kind
    var secondTail: Tails.Kind
    /// Two neighbouring sounds changed places, and all others agree.
    var isSwapped = false

    /// The same for the two words in the other order.
    var turned: Alignment {
        Alignment(cost: cost, firstTail: secondTail, secondTail: firstTail, isSwapped: isSwapped)
    }

    /// Of the same sounds.
    static let same = Alignment(cost: 0, firstTail: .whole, secondTail: .whole)
    /// Past the limit.
    static let unlike = Alignment(cost: 1 << 20, firstTail: .whole, secondTail: .whole)
    /// Two adjectives' endings explain more than a noun's that is cut a little cheaper: Зеленська, Зеленская.
    static let adjectiveGain = 4
}

/// Aligns spellings, with its table kept between calls; see ``AlignmentPass``.
struct Aligner: Sendable {
    // Held here, for to look at the alphabet would count it.
    private let plainCosts = Alphabet.shared.costs(.plain)
    private let belarusianCosts = Alphabet.shared.costs(.belarusian)
    private let silentVowelCosts = Alphabet.shared.costs(.silentVowels)
    private var table: [UInt16]
    private var bands = [AlignmentBand](repeating: AlignmentBand(), count: AlignmentBand.rowCapacity)
    /// What ``GivenNames`` finds for one word: kept between words, for to make it takes as long as to look.
    var nearest = NearestMeanings()

    init() { table = Array(repeating: 0, count: 1024) }

    /// - Parameter limit: words that cost more are ``Alignment/unlike``, and cost less to compare.
    mutating func align(
        _ first: Spelling, _ second: Spelling, manner: SoundCosts.Manner = .plain, limit: Int = Int(AlignmentBand.far)
    ) -> Alignment {
        aligned(first, second, manner: manner, limit: limit, atOnce: true)
            ?? aligned(first, second, manner: manner, limit: limit, atOnce: false) ?? .unlike
    }

    /// - Parameter atOnce: only what needs no table; `nil` if it does. If not, only what needs one.
    mutating func aligned(
        _ first: Spelling, _ second: Spelling, manner: SoundCosts.Manner, limit: Int, atOnce: Bool
    ) -> Alignment? {
        guard first.isReadable, second.isReadable else { return first.letters == second.letters ? .same : .unlike }
        // What two words of such a script both write, they may differ in.
        let costs = costs(first.omitsVowels != second.omitsVowels ? .silentVowels : manner)
        if atOnce {
            // Whatever ending is cut, its stem is said with the other's sounds.
            let isSurelyUnlike =
                costs.least(first.sureOfStem, of: second.possible) > limit
                || costs.least(second.sureOfStem, of: first.possible) > limit
            return isSurelyUnlike ? .unlike : Self.shortcut(first, second, costs, limit: limit)
        }
        let bound = UInt16(clamping: min(limit, Int(AlignmentBand.far) - 1))
        let filled = fill(first, second, costs, limit: bound)
        return best(first, second, filled, limit: limit)
    }

    private func costs(_ manner: SoundCosts.Manner) -> SoundCosts {
        switch manner {
        case .plain: plainCosts
        case .belarusian: belarusianCosts
        case .silentVowels: silentVowelCosts
        }
    }

    /// What two sounds cost that changed places: a slip of the fingers, not another name.
    private static let swapCost = 12

    /// The answer for words whose first readings agree sound by sound, for then no other way is cheaper, and for those
    /// that agree but for two neighbours that changed places.
    private static func shortcut(
        _ first: Spelling, _ second: Spelling, _ costs: SoundCosts, limit: Int
    ) -> Alignment? {
        unsafe first.withUnits { one in
            unsafe second.withUnits { other in unsafe shortcut(one, other, costs, limit: limit) }
        }
    }

    private static func shortcut(
        _ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>, _ costs: SoundCosts, limit: Int
    ) -> Alignment? {
        let count = one.count
        guard count == other.count else { return nil }
        func meets(_ row: Int, _ column: Int) -> Bool {
            unsafe costs.substitution[Int(one[row]) * SoundCosts.capacity + Int(other[column])] == 0
        }
        var place = 0
        while place < count, meets(place, place) { place += 1 }
        if place == count { return .same }
        guard count >= 4, place + 1 < count, meets(place, place + 1), meets(place + 1, place) else { return nil }
        place += 2
        while place < count {
            guard meets(place, place) else { return nil }
            place += 1
        }
        return swapCost <= limit
            ? Alignment(cost: swapCost, firstTail: .whole, secondTail: .whole, isSwapped: true) : .unlike
    }

    /// Which of the two words the rows of the table are, and how many were filled before all were past the limit.
    private struct Filled {
        let rowCount: Int
        let width: Int
        let rowsAreOfFirst: Bool
    }

    /// The columns are those of a word with one reading, if one of the two is such a word.
    private mutating func fill(_ first: Spelling, _ second: Spelling, _ costs: SoundCosts, limit: UInt16) -> Filled {
        let cellCount = first.nodeCount * second.nodeCount
        if table.count < cellCount { table = Array(repeating: 0, count: cellCount) }
        let rowsAreOfFirst = second.isPlain || !first.isPlain
        let (rows, columns) = rowsAreOfFirst ? (first, second) : (second, first)
        let rowCount = unsafe rows.withArcs { rows in
            guard !costs.areOfArcs else { return unsafe fill(rows, columns, costs, limit) }
            return unsafe costs.weighed(rows).withUnsafeBufferPointer { unsafe fill($0, columns, costs, limit) }
        }
        return Filled(rowCount: rowCount, width: columns.nodeCount, rowsAreOfFirst: rowsAreOfFirst)
    }

    private mutating func fill(
        _ rows: UnsafeBufferPointer<Spelling.Arc>, _ columns: Spelling, _ costs: SoundCosts, _ limit: UInt16
    ) -> Int {
        let width = columns.nodeCount
        let substitution = unsafe costs.substitution.buffer
        return unsafe table.withUnsafeMutableBufferPointer { cells in
            unsafe bands.withUnsafeMutableBufferPointer { bands in
                if columns.isPlain {
                    return unsafe columns.withUnits { units in
                        unsafe PlainPass(
                            rows: rows, columns: units, costs, cells: cells, bands: bands, limit: limit
                        ).run()
                    }
                }
                func run(_ arcs: UnsafeBufferPointer<Spelling.Arc>) -> Int {
                    unsafe AlignmentPass(
                        rows: rows, columns: arcs, substitution: substitution, cells: cells, bands: bands,
                        width: width, limit: limit
                    ).run()
                }
                return unsafe columns.withArcs { arcs in
                    guard !costs.areOfArcs else { return unsafe run(arcs) }
                    return unsafe costs.weighed(arcs).withUnsafeBufferPointer { unsafe run($0) }
                }
            }
        }
    }

    private func best(_ first: Spelling, _ second: Spelling, _ filled: Filled, limit: Int) -> Alignment {
        unsafe first.withTails { firsts in
            unsafe second.withTails { seconds in
                filled.rowsAreOfFirst
                    ? unsafe best(firsts, seconds, filled, limit: limit)
                    : unsafe best(seconds, firsts, filled, limit: limit).turned
            }
        }
    }

    /// - Parameter rows: the cuts of the word whose nodes are the rows.
    private func best(
        _ rows: UnsafeBufferPointer<Tails.Cut>, _ columns: UnsafeBufferPointer<Tails.Cut>, _ filled: Filled, limit: Int
    ) -> Alignment {
        var best = Alignment.unlike
        var least = best.cost
        let cells = table.span
        let bands = self.bands.span
        for row in rows.indices {
            let one = unsafe rows[row]
            guard one.node < filled.rowCount else { continue }
            let band = bands[Int(one.node)]
            guard band.last >= 0 else { continue }
            let agreeing = one.agreeing
            let start = Int(one.node) * filled.width
            for column in columns.indices {
                let other = unsafe columns[column]
                guard other.isAmong(agreeing), band.contains(Int(other.node)) else { continue }
                let rest = Int(cells[start + Int(other.node)])
                let cost = rest + Self.cost(one, other)
                guard cost <= limit, rest <= Int(min(one.mostRest, other.mostRest)) else { continue }
                let ranked = cost - (one.kind == .adjective ? Alignment.adjectiveGain : 0)
                if ranked < least || ranked == least && Self.ranks(one.kind, other.kind, before: best, filled) {
                    best = Alignment(cost: cost, firstTail: one.kind, secondTail: other.kind)
                    least = ranked
                }
            }
        }
        return best
    }

    /// Two cases of one noun are one change: Захарова, Захарову.
    private static func cost(_ one: Tails.Cut, _ other: Tails.Cut) -> Int {
        let isOneChange = one.kind == other.kind && (one.kind == .noun || one.kind == .fleeting)
        return isOneChange ? Int(max(one.cost, other.cost)) : Int(one.cost) + Int(other.cost)
    }

    /// Of two ways of one cost the same is taken whichever word comes first.
    private static func ranks(
        _ one: Tails.Kind, _ other: Tails.Kind, before best: Alignment, _ filled: Filled
    ) -> Bool {
        func key(_ first: Tails.Kind, _ second: Tails.Kind) -> Int {
            let (low, high) = (min(first.rawValue, second.rawValue), max(first.rawValue, second.rawValue))
            return Int(high) << 8 | Int(low)
        }
        let (new, old) = (key(one, other), key(best.firstTail, best.secondTail))
        guard new == old else { return new < old }
        // The first of the two words is the one that nothing is cut from.
        return filled.rowsAreOfFirst
            ? one.rawValue < best.firstTail.rawValue : other.rawValue < best.secondTail.rawValue
    }
}
