// SPDX-License-Identifier: AGPL-3.0-or-later

/// The cells of one row of an ``AlignmentPass`` or a ``PlainPass`` that are within the limit lie between two columns.
struct AlignmentBand: Sendable {
    var first = 0
    var last = -1
    /// The first arc of the second lattice that leads to the first of them.
    var arc = 0

    /// More than any way costs.
    static let far: UInt16 = 20_000
    /// A lattice has fewer nodes: their numbers are one byte.
    static let rowCapacity = 256

    func contains(_ column: Int) -> Bool { column >= first && column <= last }

    mutating func take(_ other: AlignmentBand) {
        if other.last >= 0 { take(other.first...other.last, 0) }
    }

    /// - Parameter arc: the first that leads to the first of these columns.
    mutating func take(_ columns: ClosedRange<Int>, _ arc: Int) {
        if last < 0 || columns.lowerBound < first {
            first = columns.lowerBound
            self.arc = arc
        }
        last = max(last, columns.upperBound)
    }
}
