// SPDX-License-Identifier: AGPL-3.0-or-later

/// A small table from numbers to letters, in order of the numbers, that is made once.
///
/// A dictionary would do: but for the first one of each kind of key the program searches all that is linked into it, and takes longer at
/// its start than to make and ask this table.
struct NumberMap: Sendable {
    private let keys: LastingRow<UInt64>
    private let letters: LastingRow<UInt16>

    /// Of a number that stands twice the first letter counts.
    init(_ pairs: [(key: UInt64, letter: UInt16)]) {
        let order = pairs.indices.sorted { (pairs[$0].key, $0) < (pairs[$1].key, $1) }
        keys = LastingRow(order.map { pairs[$0].key })
        letters = LastingRow(order.map { pairs[$0].letter })
    }

    subscript(key: UInt64) -> UInt16? {
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low < keys.count && keys[low] == key ? letters[low] : nil
    }

    subscript(letter: UInt16) -> UInt16? { self[UInt64(letter)] }
}
