// SPDX-License-Identifier: AGPL-3.0-or-later

/// The words of one sound count, turned on their side: for each sound, each block of 256 words and each place in
/// them, one bit a word that says whether the sound may stand there. So one machine word asks 64 words at once.
///
/// A sound's bits for all blocks lie together: a scan reads as many plain streams as the asked word has sounds.
enum SoundPlanes {
    /// One bit for each word of a block.
    typealias Lanes = SIMD4<UInt64>

    static let laneCount = 256
    /// All sounds but silence, which is no sound to look for.
    static let soundCount = SoundSet.alphabet.utf8.count - 1
    static func sounds(in set: SoundSet) -> [UInt8] {
        (0..<UInt8(soundCount)).filter { set.rawValue >> UInt32($0) & 1 != 0 }
    }

    static func blockCount(_ words: Int) -> Int { (words + laneCount - 1) / laneCount }

    /// Elements of the column for one sound of all words of one sound count.
    static func streamCount(words: Int, length: Int) -> Int { blockCount(words) * length * Lanes.scalarCount }

    /// Elements of the column for all words of one sound count.
    static func elementCount(words: Int, length: Int) -> Int { soundCount * streamCount(words: words, length: length) }

    /// The planes of words that have `length` units each, word after word in `units`.
    static func append(_ units: ArraySlice<UInt8>, length: Int, _ alphabet: Alphabet, to planes: inout [UInt64]) {
        guard length > 0 else { return }
        let words = units.count / length
        let start = planes.count
        let stream = streamCount(words: words, length: length)
        planes.append(contentsOf: repeatElement(0, count: soundCount * stream))
        let members = alphabet.table.sets.map(sounds)
        for word in 0..<words {
            let (block, lane) = word.quotientAndRemainder(dividingBy: laneCount)
            let base = start + block * length * Lanes.scalarCount + lane / 64
            for place in 0..<length {
                for sound in members[Int(units[units.startIndex + word * length + place])] {
                    planes[base + Int(sound) * stream + place * Lanes.scalarCount] |= 1 << UInt64(lane % 64)
                }
            }
        }
    }
}
