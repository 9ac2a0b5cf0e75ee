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

    /// Of the same sounds.
    static let same = Alignment(cost: 0, firstTail: .whole, secondTail: .whole)
    /// Past the limit.
    static let unlike = Alignment(cost: 1 << 20, firstTail: .whole, secondTail: .whole)
}

/// Aligns spellings, with its table kept between calls.
///
/// A cell of the table is the least cost of saying all that leads to a node of the first lattice as all that
/// leads to a node of the second. Rows are nodes of the first. Every way through a lattice passes its joints,
/// so when all cells of a joint's row cost more than the limit, the rows below it need not be looked at.
struct Aligner: Sendable {
    private let alphabet = Alphabet.shared
    private var table: [UInt16]

    fileprivate static let far: UInt16 = 20_000

    init() { table = Array(repeating: 0, count: 1024) }

    /// - Parameter limit: words that cost more are ``Alignment/unlike``, and cost less to compare.
    mutating func align(
        _ first: Spelling, _ second: Spelling, manner: SoundCosts.Manner = .plain, limit: Int = Int(Self.far)
    ) -> Alignment {
        guard first.isReadable, second.isReadable else { return first.letters == second.letters ? .same : .unlike }
        let costs = alphabet.costs(first.omitsVowels || second.omitsVowels ? .silentVowels : manner)
        if Self.meet(first.units, second.units, costs) { return .same }
        if Self.isSwap(first.units, second.units, costs) {
            return Self.swapCost <= limit
                ? Alignment(cost: Self.swapCost, firstTail: .whole, secondTail: .whole, isSwapped: true) : .unlike
        }
        let rowCount = fill(first, second, costs, limit: UInt16(clamping: min(limit, Int(Self.far) - 1)))
        let best = best(first, second, rowCount: rowCount)
        return best.cost <= limit ? best : .unlike
    }

    /// Whether the first readings agree sound by sound; then no other way is cheaper.
    private static func meet(_ first: [UInt8], _ second: [UInt8], _ costs: SoundCosts) -> Bool {
        guard first.count == second.count else { return false }
        let substitution = costs.substitution.span
        for place in first.indices
        where substitution[Int(first[place]) * SoundCosts.capacity + Int(second[place])] != 0 { return false }
        return true
    }

    /// What two sounds cost that changed places: a slip of the fingers, not another name.
    private static let swapCost = 12

    /// Whether the first readings agree but for two neighbours that changed places.
    private static func isSwap(_ first: [UInt8], _ second: [UInt8], _ costs: SoundCosts) -> Bool {
        guard first.count == second.count, first.count >= 4 else { return false }
        func meets(_ one: Int, _ other: Int) -> Bool {
            costs.substitution[Int(first[one]) * SoundCosts.capacity + Int(second[other])] == 0
        }
        guard let place = first.indices.first(where: { !meets($0, $0) }), place + 1 < first.count,
            meets(place, place + 1), meets(place + 1, place)
        else { return false }
        return (place + 2..<first.count).allSatisfy { meets($0, $0) }
    }

    /// - Returns: how many rows were filled before all were past the limit.
    private mutating func fill(
        _ first: Spelling, _ second: Spelling, _ costs: SoundCosts, limit: UInt16
    ) -> Int {
        let width = second.nodeCount
        if table.count < first.nodeCount * width { table = Array(repeating: 0, count: first.nodeCount * width) }
        let (firstArcs, secondArcs) = (first.arcs, second.arcs)
        let arcs = firstArcs.span
        var pass = Pass(partners: secondArcs, costs: costs, width: width)
        pass.fillFirstRow(&table)
        var next = 0
        for row in 1..<first.nodeCount {
            pass.begin(row)
            var least = Self.far
            while next < arcs.count, arcs[next].to == row {
                least = pass.add(arcs[next], &table)
                next += 1
            }
            if least > limit, first.isJoint[row] { return row }
        }
        return first.nodeCount
    }

    /// Fills one row after the other, an arc of the first lattice at a time.
    private struct Pass {
        let partners: [Spelling.Arc]
        let costs: SoundCosts
        let width: Int
        private var base = 0
        /// No arc has led to this row yet.
        private var isFresh = true

        init(partners: [Spelling.Arc], costs: SoundCosts, width: Int) {
            self.partners = partners
            self.costs = costs
            self.width = width
        }

        /// Nothing of the first word: all of the second is left out.
        func fillFirstRow(_ table: inout [UInt16]) {
            for column in 0..<width { table[column] = column == 0 ? 0 : Aligner.far }
            for partner in partners {
                let omitted = Aligner.omission(costs.omission[Int(partner.set)], atStart: true)
                let cost = table[Int(partner.from)] &+ omitted &+ UInt16(partner.penalty)
                table[Int(partner.to)] = min(table[Int(partner.to)], cost)
            }
        }

        mutating func begin(_ row: Int) {
            base = row * width
            isFresh = true
        }

        /// Takes one more arc into the row. Arcs of the second lattice stand in the order of the columns they lead
        /// to, so each cell is finished before it is needed.
        /// - Returns: the lowest cell of the row.
        mutating func add(_ arc: Spelling.Arc, _ table: inout [UInt16]) -> UInt16 {
            let (lattice, exchanges, omissions) = (partners, costs.substitution, costs.omission)
            let partners = lattice.span
            let substitution = exchanges.span
            let omission = omissions.span
            var cells = table.mutableSpan
            let source = Int(arc.from) * width
            let exchange = Int(arc.set) * SoundCosts.capacity
            let penalty = UInt16(arc.penalty)
            let omitted = UInt16(omission[Int(arc.set)]) &+ penalty
            var column = 0
            var lowest = cells[source] &+ Aligner.omission(omission[Int(arc.set)], atStart: true) &+ penalty
            if !isFresh { lowest = min(lowest, cells[base]) }
            var least = Aligner.far
            for place in 0..<partners.count {
                let partner = partners[place]
                let (from, to) = (Int(partner.from), Int(partner.to))
                if to != column {
                    cells[base + column] = min(lowest, Aligner.far)
                    least = min(least, lowest)
                    column = to
                    lowest = cells[source + to] &+ omitted
                    if !isFresh { lowest = min(lowest, cells[base + to]) }
                }
                let own = UInt16(partner.penalty)
                let both = cells[source + from] &+ UInt16(substitution[exchange + Int(partner.set)]) &+ penalty
                let alone = cells[base + from] &+ UInt16(omission[Int(partner.set)])
                lowest = min(lowest, min(both, alone) &+ own)
            }
            cells[base + column] = min(lowest, Aligner.far)
            isFresh = false
            return min(least, lowest)
        }
    }

    /// A sound that is heard is seldom lost at the beginning of a word.
    fileprivate static func omission(_ cost: UInt8, atStart: Bool) -> UInt16 {
        atStart && cost > 7 ? UInt16(cost) + 10 : UInt16(cost)
    }

    private func best(_ first: Spelling, _ second: Spelling, rowCount: Int) -> Alignment {
        var best = Alignment.unlike
        for one in first.tails where one.node < rowCount {
            for other in second.tails where one.kind.agrees(with: other.kind) {
                let body = table[Int(one.node) * second.nodeCount + Int(other.node)]
                let cost = Int(body) + Int(one.cost) + Int(other.cost)
                let isBetter = cost < best.cost || cost == best.cost && Self.ranks(one.kind, other.kind, before: best)
                if isBetter { best = Alignment(cost: cost, firstTail: one.kind, secondTail: other.kind) }
            }
        }
        return best
    }

    /// Of two ways of one cost the same is taken whichever word comes first.
    private static func ranks(_ one: Tails.Kind, _ other: Tails.Kind, before best: Alignment) -> Bool {
        func key(_ first: Tails.Kind, _ second: Tails.Kind) -> Int {
            let (low, high) = (min(first.rawValue, second.rawValue), max(first.rawValue, second.rawValue))
            return Int(high) << 8 | Int(low)
        }
        return key(one, other) < key(best.firstTail, best.secondTail)
    }
}
