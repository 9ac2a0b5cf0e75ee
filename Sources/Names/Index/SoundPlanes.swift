// SPDX-License-Identifier: AGPL-3.0-or-later

/// The rows of one sound count, turned on their side: for each sound, each block of 256 rows and each place in them,
/// one bit a row that says whether the sound may stand there. So one machine word asks 64 rows at once.
///
/// A sound's bits for all blocks lie together: a scan reads as many plain streams as the asked word has sounds.
enum SoundPlanes {
    /// One bit for each row of a block.
    typealias Lanes = SIMD4<UInt64>

    static let laneCount = 256
    /// All sounds but silence, which is no sound to look for.
    static let soundCount = SoundSet.alphabet.utf8.count - 1
    static func sounds(in set: SoundSet) -> [UInt8] {
        (0..<UInt8(soundCount)).filter { set.rawValue >> UInt32($0) & 1 != 0 }
    }

    static func blockCount(_ rows: Int) -> Int { (rows + laneCount - 1) / laneCount }

    /// Elements of the column for one sound of all rows of one sound count.
    static func streamCount(rows: Int, length: Int) -> Int { blockCount(rows) * length * Lanes.scalarCount }

    /// Elements of the column for all rows of one sound count.
    static func elementCount(rows: Int, length: Int) -> Int { soundCount * streamCount(rows: rows, length: length) }

    /// The planes of rows that have `length` units each, row after row in `units`.
    static func append(_ units: ArraySlice<UInt8>, length: Int, _ alphabet: Alphabet, to planes: inout [UInt64]) {
        guard length > 0 else { return }
        let rows = units.count / length
        let start = planes.count
        let stream = streamCount(rows: rows, length: length)
        planes.append(contentsOf: repeatElement(0, count: soundCount * stream))
        let members = alphabet.table.sets.map(sounds)
        for row in 0..<rows {
            let (block, lane) = row.quotientAndRemainder(dividingBy: laneCount)
            let base = start + block * length * Lanes.scalarCount + lane / 64
            for place in 0..<length {
                for sound in members[Int(units[units.startIndex + row * length + place])] {
                    planes[base + Int(sound) * stream + place * Lanes.scalarCount] |= 1 << UInt64(lane % 64)
                }
            }
        }
    }
}
