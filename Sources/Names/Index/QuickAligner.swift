// SPDX-License-Identifier: AGPL-3.0-or-later

/// A weighted distance of one word's first reading to others': a fraction of the full alignment's work and no object
/// to make. It chooses which of the words that the scan found are worth aligning in full.
struct QuickAligner {
    private let omitted: [UInt16]
    /// What it costs to take each sound set for each place of the asked word, set after set.
    private let exchanged: [UInt8]
    private let omission: LastingRow<UInt8>
    private let substance: UInt16

    /// How many sounds at the end of either word may be an ending, and what leaving them out costs.
    private static let endingCount = 3
    private static let endingCost: UInt16 = 4

    init(_ asked: [UInt8], _ costs: SoundCosts) {
        omission = costs.omission
        omitted = asked.map { UInt16(costs.omission[Int($0)]) }
        substance = omitted.reduce(0, +)
        exchanged = costs.omission.indices.flatMap { set in
            asked.map { costs.substitution[set * SoundCosts.capacity + Int($0)] }
        }
    }

    /// The rows whose distance is at most `limit` as a share of the lesser word.
    func within(_ limit: Double, _ rows: [VocabularyScan.Near], in layout: IndexLayout) -> [WordFinder.Near] {
        var found: [WordFinder.Near] = []
        var cells = [UInt16](repeating: 0, count: omitted.count + 1)
        unsafe layout.units.withBuffer { units in
            for row in rows {
                let share = unsafe share(UnsafeBufferPointer(rebasing: units[row.units]), &cells)
                if share <= limit { found.append(WordFinder.Near(word: layout.word(ofRow: row.row), share: share)) }
            }
        }
        return found
    }

    private func share(_ units: UnsafeBufferPointer<UInt8>, _ cells: inout [UInt16]) -> Double {
        let exchanged = exchanged.span
        let omitted = omitted.span
        let omission = omission
        let count = omitted.count
        var cells = cells.mutableSpan
        cells[0] = 0
        for column in 0..<count { cells[column + 1] = cells[column] + omitted[column] }
        var weight: UInt16 = 0
        var least = UInt16.max
        for index in 0..<units.count {
            // A set that the tables do not have: the file is damaged.
            let unit = unsafe min(Int(units[index]), omission.count - 1)
            let dropped = UInt16(omission[unit])
            var diagonal = cells[0]
            weight += dropped
            cells[0] = weight
            for column in 0..<count {
                let exchange = diagonal + UInt16(exchanged[unit * count + column])
                diagonal = cells[column + 1]
                cells[column + 1] = min(exchange, diagonal + dropped, cells[column] + omitted[column])
            }
            guard index + Self.endingCount + 1 >= units.count else { continue }
            let cut = index == units.count - 1 ? 0 : Self.endingCost
            least = min(least, cells[count] + cut)
            for column in max(0, count - Self.endingCount)..<count {
                least = min(least, cells[column] + cut + Self.endingCost)
            }
        }
        return Double(least) / Double(max(1, min(weight, substance)))
    }
}
