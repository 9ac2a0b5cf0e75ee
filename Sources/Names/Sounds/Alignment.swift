// SPDX-License-Identifier: AGPL-3.0-or-later

/// The cheapest way to say two spellings as one, over all readings of both.
struct Alignment: Sendable {
    /// Thirty-seconds of a plainly different consonant; see ``SoundCosts``.
    var cost: Int
    /// What was cut from each side at its end.
    var firstTail: Tails.Kind
    var secondTail: Tails.Kind

    static let unlike = Alignment(cost: 1 << 20, firstTail: .whole, secondTail: .whole)
}

/// Aligns spellings, with its table kept between calls.
struct Aligner: Sendable {
    private let alphabet = Alphabet.shared
    private var table: [UInt16]

    private static let far: UInt16 = 20_000

    init() { table = Array(repeating: 0, count: 1024) }

    mutating func align(
        _ first: Spelling, _ second: Spelling, manner: SoundCosts.Manner = .plain
    ) -> Alignment {
        guard first.isReadable, second.isReadable else {
            return first.letters == second.letters
                ? Alignment(cost: 0, firstTail: .whole, secondTail: .whole) : .unlike
        }
        fill(first, second, alphabet.costs(first.omitsVowels || second.omitsVowels ? .silentVowels : manner))
        return best(first, second)
    }

    private mutating func fill(_ first: Spelling, _ second: Spelling, _ costs: SoundCosts) {
        let width = second.nodeCount
        if table.count < first.nodeCount * width { table = Array(repeating: 0, count: first.nodeCount * width) }
        let firstLattice = first.arcs
        let secondLattice = second.arcs
        let firstArcs = firstLattice.span
        let secondArcs = secondLattice.span
        let substitution = costs.substitution.span
        let omission = costs.omission.span
        var cells = table.mutableSpan
        var firstArc = 0
        for row in 0..<first.nodeCount {
            var rowEnd = firstArc
            while rowEnd < firstArcs.count, firstArcs[rowEnd].to == row { rowEnd += 1 }
            var secondArc = 0
            for column in 0..<width {
                var columnEnd = secondArc
                while columnEnd < secondArcs.count, secondArcs[columnEnd].to == column { columnEnd += 1 }
                var lowest = row == 0 && column == 0 ? 0 : Self.far
                for one in firstArc..<rowEnd {
                    let arc = firstArcs[one]
                    let base = Int(arc.from) * width
                    let set = Int(arc.set)
                    let omitted = Self.omission(omission[set], atStart: column == 0)
                    lowest = min(lowest, cells[base + column] &+ omitted &+ UInt16(arc.penalty))
                    for other in secondArc..<columnEnd {
                        let partner = secondArcs[other]
                        let exchange = substitution[set * SoundCosts.capacity + Int(partner.set)]
                        let penalty = UInt16(arc.penalty) &+ UInt16(partner.penalty)
                        lowest = min(lowest, cells[base + Int(partner.from)] &+ UInt16(exchange) &+ penalty)
                    }
                }
                for other in secondArc..<columnEnd {
                    let arc = secondArcs[other]
                    let before = cells[row * width + Int(arc.from)]
                    let omitted = Self.omission(omission[Int(arc.set)], atStart: row == 0)
                    lowest = min(lowest, before &+ omitted &+ UInt16(arc.penalty))
                }
                cells[row * width + column] = min(lowest, Self.far)
                secondArc = columnEnd
            }
            firstArc = rowEnd
        }
    }

    /// A sound that is heard is seldom lost at the beginning of a word.
    private static func omission(_ cost: UInt8, atStart: Bool) -> UInt16 {
        atStart && cost > 7 ? UInt16(cost) + 10 : UInt16(cost)
    }

    private func best(_ first: Spelling, _ second: Spelling) -> Alignment {
        var best = Alignment.unlike
        for one in first.tails {
            for other in second.tails where one.kind.agrees(with: other.kind) {
                let body = table[Int(one.node) * second.nodeCount + Int(other.node)]
                let cost = Int(body) + Int(one.cost) + Int(other.cost)
                if cost < best.cost {
                    best = Alignment(cost: cost, firstTail: one.kind, secondTail: other.kind)
                }
            }
        }
        return best
    }
}
