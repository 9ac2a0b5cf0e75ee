// SPDX-License-Identifier: AGPL-3.0-or-later

/// The words of one sound count, turned on their side: for each block of 256 words, each place in them and each
/// sound, one bit a word that says whether the sound may stand there. So one machine word asks 64 words at once.
enum SoundPlanes {
    /// One bit for each word of a block.
    typealias Lanes = SIMD4<UInt64>

    static let laneCount = 256
    /// All sounds but silence, which is no sound to look for.
    static let soundCount = SoundSet.alphabet.utf8.count - 1
    /// Elements of the column for one place of one block.
    static let rowCount = soundCount * Lanes.scalarCount

    static func sounds(in set: SoundSet) -> [UInt8] {
        (0..<UInt8(soundCount)).filter { set.rawValue >> UInt32($0) & 1 != 0 }
    }

    static func blockCount(_ words: Int) -> Int { (words + laneCount - 1) / laneCount }

    /// Elements of the column for all words of one sound count.
    static func elementCount(words: Int, length: Int) -> Int { blockCount(words) * length * rowCount }

    /// The planes of words that have `length` units each, word after word in `units`.
    static func append(_ units: ArraySlice<UInt8>, length: Int, _ alphabet: Alphabet, to planes: inout [UInt64]) {
        guard length > 0 else { return }
        let words = units.count / length
        let start = planes.count
        planes.append(contentsOf: repeatElement(0, count: elementCount(words: words, length: length)))
        let members = alphabet.table.sets.map(sounds)
        for word in 0..<words {
            let (block, lane) = word.quotientAndRemainder(dividingBy: laneCount)
            let base = start + block * length * rowCount + lane / 64
            for place in 0..<length {
                for sound in members[Int(units[units.startIndex + word * length + place])] {
                    planes[base + place * rowCount + Int(sound) * Lanes.scalarCount] |= 1 << UInt64(lane % 64)
                }
            }
        }
    }
}
