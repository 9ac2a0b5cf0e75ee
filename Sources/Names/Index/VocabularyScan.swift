// SPDX-License-Identifier: AGPL-3.0-or-later

/// A word made ready for the scan: for each sound set, the places of the word where it may stand.
struct ScanPattern: Sendable {
    /// No sound set: what fills the last block of a group.
    static let nothing = UInt8.max
    /// Sounds beyond this many are not looked at: the rest of a long word may differ.
    static let maximumCount = 16

    let count: Int
    let places: [UInt16]
    /// Whether the word was longer than the pattern.
    let isCut: Bool

    /// - Parameter units: sound sets, as ``units(of:_:)`` gives them.
    init(_ units: [UInt8], _ alphabet: Alphabet) {
        count = min(units.count, Self.maximumCount)
        isCut = units.count > Self.maximumCount
        var places = [UInt16](repeating: 0, count: 256)
        for (place, unit) in units.prefix(Self.maximumCount).enumerated() {
            let set = alphabet.table.sets[Int(unit)].subtracting(.silent)
            for (other, candidate) in alphabet.table.sets.enumerated() where !set.isDisjoint(with: candidate) {
                places[other] |= 1 << UInt16(place)
            }
        }
        self.places = places
    }

    /// The sounds of a word that the scan compares: the first reading without signs and glides.
    static func units(of letters: [UInt16], _ alphabet: Alphabet) -> [UInt8] {
        let script = letters.first.map(LookAlikes.script) ?? .other
        return units(of: Spelling(letters: letters, script: script, alphabet: alphabet), alphabet)
    }

    static func units(of word: Spelling, _ alphabet: Alphabet) -> [UInt8] {
        let heard = word.units.filter { !SoundSet.silent.union(.glide).isSuperset(of: alphabet.table.sets[Int($0)]) }
        return Array(heard.prefix(IndexLayout.maximumSoundCount))
    }

    /// How many sounds may be added, lost or changed.
    var reach: UInt16 { UInt16(max(1, (count + 1) / 3)) }
}

/// Compares one word with all words of an index: the bit-parallel edit distance of Myers (JACM 46(3), 1999),
/// where a sound matches a place when their sets meet, sixteen words abreast. Nothing is left out, and the
/// work does not depend on what is found.
enum VocabularyScan {
    /// The numbers of all words within reach, ascending.
    static func words(near pattern: ScanPattern, in layout: IndexLayout) -> [Int] {
        guard pattern.count > 0 else { return [] }
        return unsafe layout.sounds.withBuffer { sounds in
            unsafe pattern.places.withUnsafeBufferPointer { places in
                unsafe withUnsafeTemporaryAllocation(
                    of: SIMD16<UInt16>.self, capacity: IndexLayout.maximumSoundCount
                ) { columns in
                    unsafe scan(Pass(pattern: pattern, places: places, sounds: sounds, columns: columns), layout)
                }
            }
        }
    }

    /// What one pass over the sounds works with.
    @unsafe private struct Pass {
        let pattern: ScanPattern
        let places: UnsafeBufferPointer<UInt16>
        let sounds: UnsafeBufferPointer<UInt8>
        /// The matching places of one block, sound after sound.
        let columns: UnsafeMutableBufferPointer<SIMD16<UInt16>>
    }

    private static func scan(_ pass: Pass, _ layout: IndexLayout) -> [Int] {
        var found: [Int] = []
        let pattern = unsafe pass.pattern
        let reach = Int16(pattern.reach)
        let shortest = max(1, pattern.count - Int(reach))
        let longest = pattern.isCut ? IndexLayout.maximumSoundCount : pattern.count + Int(reach) + 3
        var offset = 0
        for length in 0...IndexLayout.maximumSoundCount {
            let first = Int(layout.groups[length])
            let end = Int(layout.groups[length + 1])
            let blocks = (end - first + IndexLayout.lanes - 1) / IndexLayout.lanes
            if length >= shortest, length <= longest {
                for block in 0..<blocks {
                    let start = first + block * IndexLayout.lanes
                    let distances = unsafe distances(pass, offset + block * IndexLayout.lanes * length, length)
                    guard any(distances .<= SIMD16(repeating: reach)) else { continue }
                    for lane in 0..<min(IndexLayout.lanes, end - start) where distances[lane] <= reach {
                        found.append(start + lane)
                    }
                }
            }
            offset += blocks * IndexLayout.lanes * length
        }
        return found
    }

    /// The least distance of the pattern to any beginning of each word that is at most two sounds shorter
    /// than the pattern: words that were run together with the next one are met by their beginning.
    @inline(__always)
    private static func distances(_ pass: Pass, _ start: Int, _ length: Int) -> SIMD16<Int16> {
        unsafe gather(pass, start, length)
        let count = unsafe pass.pattern.count
        let top = SIMD16<UInt16>(repeating: UInt16(count - 1))
        let one = SIMD16<UInt16>(repeating: 1)
        var plus = SIMD16<UInt16>(repeating: .max)
        var minus = SIMD16<UInt16>(repeating: 0)
        var distance = SIMD16<UInt16>(repeating: UInt16(count))
        var least = SIMD16<Int16>(repeating: .max)
        for place in 0..<length {
            let equal = unsafe pass.columns[place]
            let vertical = equal | minus
            let horizontal = (((equal & plus) &+ plus) ^ plus) | equal
            let up = minus | ~(horizontal | plus)
            let down = plus & horizontal
            distance = distance &+ ((up &>> top) & one) &- ((down &>> top) & one)
            let shifted = (up &+ up) | one
            plus = (down &+ down) | ~(vertical | shifted)
            minus = shifted & vertical
            if place + 3 >= count { least = pointwiseMin(least, SIMD16<Int16>(truncatingIfNeeded: distance)) }
        }
        return pointwiseMin(least, SIMD16<Int16>(truncatingIfNeeded: distance))
    }

    /// Looks up where each sound of a block may stand in the pattern.
    @inline(__always)
    private static func gather(_ pass: Pass, _ start: Int, _ length: Int) {
        let cells = unsafe UnsafeMutableRawPointer(pass.columns.baseAddress)?.assumingMemoryBound(to: UInt16.self)
        guard let cells = unsafe cells else { return }
        for cell in 0..<length * IndexLayout.lanes {
            unsafe cells[cell] = pass.places[Int(pass.sounds[start + cell])]
        }
    }
}
