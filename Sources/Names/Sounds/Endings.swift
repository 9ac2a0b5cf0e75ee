// SPDX-License-Identifier: AGPL-3.0-or-later

/// The endings that ``Tails`` may cut, by their last letter.
struct Endings: Sendable {
    private struct Ending: Sendable {
        /// The last four letters, the last one lowest, and which bits they take: they tell most endings apart.
        let lastLetters: UInt64
        let lastMask: UInt64
        /// The letters before them.
        let firstLetters: UInt64
        let firstMask: UInt64
        let count: UInt8
        let kind: Tails.Kind
        let cost: UInt8
        /// How many letters must stay.
        let stem: UInt8
    }

    /// The endings of one letter, and behind them the longer ones; those of one letter, or of one number of their last
    /// two, stand together in the order of the table below.
    private let endings: LastingRow<Ending>
    private let rangeOfLetter: LastingRow<Range<UInt16>>
    private let rangeOfPair: LastingRow<Range<UInt16>>

    // Held here: a constant of the program is asked for anew each time.
    private let finnish = Suffixes.finnish
    private let inflectedWithIn = Suffixes.inflectedWithIn
    private let ofSurnames = Suffixes.ofSurnames
    private let behindKo = Suffixes.behindKo

    private static let pairCount = 1024

    init() {
        let table = Self.table
        var endings: [Ending] = []
        /// Puts those behind each other that have one number, and says where each number's stand.
        func ranges(_ group: [Ending], _ numbers: [Int], _ count: Int) -> [Range<UInt16>] {
            var ranges = [Range<UInt16>](repeating: 0..<0, count: count)
            for place in group.indices.sorted(by: { (numbers[$0], $0) < (numbers[$1], $1) }) {
                let start = ranges[numbers[place]].isEmpty ? UInt16(endings.count) : ranges[numbers[place]].lowerBound
                endings.append(group[place])
                ranges[numbers[place]] = start..<UInt16(endings.count)
            }
            return ranges
        }
        let singles = table.filter { $0.count == 1 }
        let letters = singles.map { Int($0.lastLetters) }
        rangeOfLetter = LastingRow(ranges(singles, letters, 1 + (letters.max() ?? 0)))
        let longer = table.filter { $0.count > 1 }
        rangeOfPair = LastingRow(ranges(longer, longer.map { Self.number($0.lastLetters) }, Self.pairCount))
        self.endings = LastingRow(endings)
    }

    /// A number of a word's last two letters; a few pairs share one.
    private static func number(_ lastLetters: UInt64) -> Int {
        Int(truncatingIfNeeded: lastLetters ^ lastLetters >> 16 &* 21) & (pairCount - 1)
    }

    /// Letters of a word that an ending may take; longer ones are not in the table.
    static let longest = 8

    /// All cuts of a word, the empty one first, each node and kind once at its lowest cost.
    func cuts(in word: inout Lattice.Joints) -> Tails.Cuts {
        var cuts = Tails.Cuts()
        let count = word.letters.count
        guard count > 0, let end = word.node(at: count) else { return cuts }
        cuts.append(Tails.Cut(node: end, kind: .whole, cost: 0))
        guard count > 3 else { return cuts }
        let (firstLetters, lastLetters) = word.tail
        let last = Int(lastLetters & 0xFFFF)
        let endsInSuffix = finnish.end(lastLetters) && !inflectedWithIn.end(lastLetters >> 32)
        func add(_ range: Range<UInt16>) {
            for place in range {
                let ending = endings[Int(place)]
                guard (lastLetters ^ ending.lastLetters) & ending.lastMask == 0,
                    (firstLetters ^ ending.firstLetters) & ending.firstMask == 0,
                    count >= Int(ending.count) + Int(ending.stem), let node = word.node(at: count - Int(ending.count))
                else { continue }
                guard !cuts.contains(node, ending.kind) else { continue }
                // Of Klishin -in may be a Finnish case of Клиш, and mostly is a part of the surname.
                guard endsInSuffix, ending.count <= 2 else {
                    cuts.append(Tails.Cut(node: node, kind: ending.kind, cost: ending.cost))
                    continue
                }
                cuts.append(Tails.Cut(node: node, kind: ending.kind, cost: max(ending.cost, 18), mostRest: 20))
            }
        }
        if last < rangeOfLetter.count { add(rangeOfLetter[last]) }
        add(rangeOfPair[Self.number(lastLetters)])
        let isSuffix = ofSurnames.end(lastLetters)
        // A machine may lose the last letter of a suffix, but no whole one.
        for lost in 1...2 where count - lost >= 4 && !(isSuffix && lost == 2) {
            guard let node = word.node(at: count - lost) else { continue }
            let cost = lost == 2 ? 18 : isSuffix && behindKo.end(lastLetters) ? 24 : 10
            // Nothing else may be missing then: Ремезо is Ремезов, and Ремез is not.
            cuts.append(Tails.Cut(node: node, kind: .clipped, cost: UInt8(cost), mostRest: isSuffix ? 9 : .max))
        }
        return cuts
    }

    /// Words have lost their doubled letters when an ending is sought, so the endings lose them too: -lla as -la.
    private static func endings(_ kind: Tails.Kind, cost: UInt8, stem: UInt8, _ list: String) -> [Ending] {
        list.utf16.split(separator: 0x20).map { written in
            let word = Spelling.withoutDoubles(Letters(written))
            precondition(word.count <= longest)
            let letters: UInt128 = word.reduce(0) { $0 << 16 | UInt128($1) }
            let mask = UInt128.max >> UInt128(128 - 16 * word.count)
            return Ending(
                lastLetters: UInt64(truncatingIfNeeded: letters), lastMask: UInt64(truncatingIfNeeded: mask),
                firstLetters: UInt64(truncatingIfNeeded: letters >> 64),
                firstMask: UInt64(truncatingIfNeeded: mask >> 64),
                count: UInt8(word.count), kind: kind, cost: cost, stem: stem)
        }
    }

    private static let table: [Ending] =
        endings(.noun, cost: 3, stem: 3, "а я у ю ом ем ём ым им е и ы ой ей і еві ові ья ью ьи ье ьей")
        + endings(.noun, cost: 3, stem: 3, "a á ya ja ia u iu yu om em ym im e i oy oj oi ey ej ou")
        + endings(.adjective, cost: 2, stem: 3, "ий ый ой ая яя ого его ому ему им ым ом ую ей ы і а е")
        + endings(.adjective, cost: 2, stem: 3, "ого ому ій ою ої ая ага аму ае")
        + endings(
            .adjective, cost: 2, stem: 3,
            "iy yi i y ij ii iĭ yy yj oy oj oi oĭ ï aya aja aia aïa a á á ogo omu im ym")
        + endings(.adjective, cost: 2, stem: 3, "uyu uju oyu oju ej ey ého ému iego iemu ou ą ė ienė is as s")
        + endings(.fleeting, cost: 2, stem: 3, "ец ца цу цем цом це ці ets etz ec ez ca tsa ça za")
        + endings(
            .foreignCase, cost: 5, stem: 4,
            "n in a ta ia lla llä lta ltä lle ssa ssä sta stä ksi na nä an en ille illa")
        + endings(.foreignCase, cost: 5, stem: 4, "ista istä ilta iltä illä issa issä iksi iin")
        + endings(
            .foreignCase, cost: 5, stem: 4, "i t l lt le s st sse ga ks ni it ilt il ile is ist iga iks ina ita")
        + endings(.foreignCase, cost: 4, stem: 3, "as is us s ius ovi em ie os es a ė e ou u")
        + endings(.foreignCase, cost: 8, stem: 3, "ová ova")
        + endings(.foreignCase, cost: 4, stem: 3, "ი")
        + endings(.foreignCase, cost: 5, stem: 4, "nak nek t ot et val vel ban ben ról ről tól től hoz nál y")
        + endings(
            .glued, cost: 8, stem: 4,
            "is was has had who and the for with said will that whom s are as at by in on to of")
        + endings(
            .glued, cost: 8, stem: 4, "ist war hat und der die wurde est qui et au on ja oli joka che ha jest i w")
}
