// SPDX-License-Identifier: AGPL-3.0-or-later

/// Fills the table of one alignment, an arc of the first lattice at a time.
///
/// A cell is the least cost of saying all that leads to a node of the first lattice as all that leads to a node of
/// the second. Rows are nodes of the first. Cells past the limit are all the same, for nothing within it comes from
/// them: in each row only the columns that those within it lead to are looked at. Every way through a lattice passes
/// its joints, so when a joint's row has no cell within the limit, the rows below it need not be looked at.
///
/// Places are not checked, for this is where the time goes: nodes of a ``Spelling`` are below its node count and
/// sets are sets of the tables.
@unsafe struct AlignmentPass {
    let rows: UnsafeBufferPointer<Spelling.Arc>
    let columns: UnsafeBufferPointer<Spelling.Arc>
    /// See ``SoundCosts/substitution``.
    let substitution: UnsafeBufferPointer<UInt8>
    /// Row after row, a cell for each node of the second lattice.
    let cells: UnsafeMutableBufferPointer<UInt16>
    let bands: UnsafeMutableBufferPointer<AlignmentBand>
    let width: Int
    let limit: UInt16

    /// - Returns: how many rows were filled before all were past the limit.
    func run() -> Int {
        unsafe fillFirstRow()
        var row = 0
        for place in unsafe 0..<rows.count {
            let arc = unsafe rows[place]
            let to = Int(arc.to)
            if to != row {
                if unsafe row > 0 && bands[row].last < 0 && rows[place - 1].endsAtJoint { return row }
                row = to
                unsafe bands[row] = AlignmentBand()
                unsafe (cells.baseAddress.unsafelyUnwrapped + row * width).update(
                    repeating: AlignmentBand.far, count: width)
            }
            if unsafe bands[Int(arc.from)].last >= 0 { unsafe take(arc) }
        }
        return unsafe bands[row].last < 0 ? row : row + 1
    }

    /// Nothing of the first word: all of the second is left out.
    private func fillFirstRow() {
        unsafe cells.baseAddress.unsafelyUnwrapped.update(repeating: AlignmentBand.far, count: width)
        unsafe cells[0] = 0
        var band = AlignmentBand(first: 0, last: 0, arc: 0)
        for place in unsafe 0..<columns.count {
            let arc = unsafe columns[place]
            if Int(arc.from) > band.last {
                if arc.beginsAtJoint { break }
                continue
            }
            let cost = unsafe cells[Int(arc.from)] &+ arc.alone &+ arc.atStart
            if unsafe cost <= limit && cost < cells[Int(arc.to)] {
                unsafe cells[Int(arc.to)] = cost
                band.last = max(band.last, Int(arc.to))
            }
        }
        unsafe bands[0] = band
    }

    /// Takes one more arc into the row it leads to. Arcs of the second lattice stand in the order of the columns they
    /// lead to, so each cell is finished before it is needed.
    private func take(_ arc: Spelling.Arc) {
        let width = unsafe self.width
        let limit = unsafe self.limit
        let columns = unsafe self.columns
        let source = unsafe cells.baseAddress.unsafelyUnwrapped + Int(arc.from) * width
        let base = unsafe cells.baseAddress.unsafelyUnwrapped + Int(arc.to) * width
        let exchange =
            unsafe substitution.baseAddress.unsafelyUnwrapped + Int(arc.set) * SoundCosts.capacity
        let penalty = arc.penalty
        let from = unsafe bands[Int(arc.from)]
        var band = unsafe bands[Int(arc.to)]
        var reach = from.last
        var column = 0
        var opened = 0
        var lowest = unsafe min(base[0], source[0] &+ arc.alone &+ arc.atStart)
        // The columns within the limit, and the arc that leads to the first.
        var first = -1
        var firstArc = 0
        var last = -1
        let count = columns.count
        for place in from.arc..<count {
            let partner = unsafe columns[place]
            let start = Int(partner.from)
            // Past all cells that are within the limit; the open one will be if it is.
            if start > reach, start != column || lowest > limit {
                if partner.beginsAtJoint { break }
                continue
            }
            if Int(partner.to) != column {
                if lowest <= limit {
                    unsafe base[column] = lowest
                    if first < 0 { (first, firstArc) = (column, opened) }
                    last = column
                    if column > reach { reach = column }
                }
                column = Int(partner.to)
                opened = place
                lowest = unsafe min(base[column], source[column] &+ arc.alone)
            }
            let both =
                unsafe source[start] &+ UInt16(exchange[Int(partner.set)]) &+ penalty &+ partner.penalty
            lowest = unsafe min(lowest, min(both, base[start] &+ partner.alone))
        }
        if lowest <= limit {
            unsafe base[column] = lowest
            if first < 0 { (first, firstArc) = (column, opened) }
            last = column
        }
        if first >= 0 { band.take(first...last, firstArc) }
        unsafe bands[Int(arc.to)] = band
    }
}
