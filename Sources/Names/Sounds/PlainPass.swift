// SPDX-License-Identifier: AGPL-3.0-or-later

/// Fills the table of one alignment where the second word has one reading: its sounds are the columns, one behind the
/// other, and each cell comes from the one to its left and two above.
///
/// What is said of ``AlignmentPass`` holds here too. Cells outside a row's band are not written: whoever reads the table looks
/// at the band first.
@unsafe struct PlainPass {
    private let rows: UnsafePointer<Spelling.Arc>
    private let arcCount: Int
    /// The second word's sound sets.
    private let columns: UnsafePointer<UInt8>
    private let columnCount: Int
    /// See ``SoundCosts/substitution``.
    private let substitution: UnsafePointer<UInt8>
    /// See ``SoundCosts/omission``.
    private let omission: UnsafePointer<UInt8>
    /// Row after row, a cell more than the second word has sounds.
    private let cells: UnsafeMutablePointer<UInt16>
    private let bands: UnsafeMutablePointer<AlignmentBand>
    private let limit: UInt16

    /// None of these is empty: a word that is aligned has a sound.
    init(
        rows: UnsafeBufferPointer<Spelling.Arc>, columns: UnsafeBufferPointer<UInt8>, _ costs: SoundCosts,
        cells: UnsafeMutableBufferPointer<UInt16>, bands: UnsafeMutableBufferPointer<AlignmentBand>, limit: UInt16
    ) {
        unsafe self.rows = rows.baseAddress.unsafelyUnwrapped
        unsafe arcCount = rows.count
        unsafe self.columns = columns.baseAddress.unsafelyUnwrapped
        unsafe columnCount = columns.count
        unsafe substitution = costs.substitution.buffer.baseAddress.unsafelyUnwrapped
        unsafe omission = costs.omission.buffer.baseAddress.unsafelyUnwrapped
        unsafe self.cells = cells.baseAddress.unsafelyUnwrapped
        unsafe self.bands = bands.baseAddress.unsafelyUnwrapped
        unsafe self.limit = limit
    }

    /// - Returns: how many rows were filled before all were past the limit.
    func run() -> Int {
        unsafe bands[0] = fillFirstRow()
        let width = unsafe columnCount &+ 1
        var row = 0
        var place = 0
        while unsafe place < arcCount {
            let arc = unsafe rows[place]
            place &+= 1
            let from = unsafe bands[Int(arc.from)]
            let source = unsafe cells + Int(arc.from) &* width
            if Int(arc.to) == row {
                // Another arc leads to the same row.
                if from.last >= 0 {
                    // Cells that an arc before has not written must not be less than this one's.
                    if unsafe bands[row].last < 0 {
                        unsafe (cells + row &* width).update(repeating: AlignmentBand.far, count: width)
                    }
                    unsafe bands[row].take(merge(arc, from, source, into: cells + row &* width))
                }
                continue
            }
            if unsafe row > 0 && bands[row].last < 0 && rows[place &- 2].endsAtJoint { return row }
            row = Int(arc.to)
            if from.last < 0 {
                unsafe bands[row] = AlignmentBand()
            } else if unsafe place < arcCount && Int(rows[place].to) == row {
                unsafe (cells + row &* width).update(repeating: AlignmentBand.far, count: width)
                unsafe bands[row] = merge(arc, from, source, into: cells + row &* width)
            } else {
                unsafe bands[row] = take(arc, from, source, into: cells + row &* width, merges: false)
            }
        }
        return unsafe bands[row].last < 0 ? row : row &+ 1
    }

    /// Nothing of the first word: all of the second is left out.
    private func fillFirstRow() -> AlignmentBand {
        unsafe cells[0] = 0
        var last = 0
        while unsafe last < columnCount {
            let alone = unsafe UInt16(omission[Int(columns[last])])
            let cost = unsafe cells[last] &+ alone &+ (alone > 7 ? 10 : 0)
            if unsafe cost > limit { break }
            last &+= 1
            unsafe cells[last] = cost
        }
        return AlignmentBand(first: 0, last: last)
    }

    @inline(never)
    private func merge(
        _ arc: Spelling.Arc, _ from: AlignmentBand, _ source: UnsafeMutablePointer<UInt16>,
        into base: UnsafeMutablePointer<UInt16>
    ) -> AlignmentBand {
        unsafe take(arc, from, source, into: base, merges: true)
    }

    /// Takes an arc into the row that it leads to, from the columns of its own row that are within the limit.
    /// - Parameter merges: whether other arcs lead to that row too.
    /// - Returns: the columns of that row which are within the limit.
    @inline(__always)
    private func take(
        _ arc: Spelling.Arc, _ from: AlignmentBand, _ source: UnsafeMutablePointer<UInt16>,
        into base: UnsafeMutablePointer<UInt16>, merges: Bool
    ) -> AlignmentBand {
        let exchange = unsafe substitution + Int(arc.set) &* SoundCosts.capacity
        let (alone, penalty) = (arc.alone, arc.penalty)
        var column = from.first
        var diagonal = unsafe source[column]
        var left = diagonal &+ alone &+ (column == 0 ? arc.atStart : 0)
        if merges { left = unsafe min(left, base[column]) }
        unsafe base[column] = left
        while column < from.last {
            let set = unsafe Int(columns[column])
            column &+= 1
            let above = unsafe source[column]
            let exchanged = unsafe diagonal &+ UInt16(exchange[set]) &+ penalty
            left = unsafe min(min(exchanged, above &+ alone), left &+ UInt16(omission[set]))
            if merges { left = unsafe min(left, base[column]) }
            unsafe base[column] = left
            diagonal = above
        }
        // One column more is reached from above, and those behind it from the left alone.
        if unsafe column < columnCount {
            let set = unsafe Int(columns[column])
            column &+= 1
            left = unsafe min(diagonal &+ UInt16(exchange[set]) &+ penalty, left &+ UInt16(omission[set]))
            if merges { left = unsafe min(left, base[column]) }
            unsafe base[column] = left
            while unsafe left <= limit && column < columnCount {
                left = unsafe left &+ UInt16(omission[Int(columns[column])])
                column &+= 1
                if merges { left = unsafe min(left, base[column]) }
                unsafe base[column] = left
            }
        }
        var last = column
        while unsafe last >= from.first && base[last] > limit { last &-= 1 }
        if last < from.first { return AlignmentBand() }
        var first = from.first
        while unsafe base[first] > limit { first &+= 1 }
        return AlignmentBand(first: first, last: last)
    }
}
