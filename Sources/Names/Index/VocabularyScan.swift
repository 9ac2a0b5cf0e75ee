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
    private static let none = SIMD16<UInt16>(repeating: .max)

    /// The numbers of all words within reach, ascending.
    static func words(near pattern: ScanPattern, in layout: IndexLayout) -> [Int] {
        var found: [Int] = []
        guard pattern.count > 0 else { return found }
        let reach = pattern.reach
        let shortest = max(1, pattern.count - Int(reach))
        let longest = pattern.isCut ? IndexLayout.maximumSoundCount : pattern.count + Int(reach) + 3
        var offset = 0
        for length in 0...IndexLayout.maximumSoundCount {
            let first = Int(layout.groups[length])
            let end = Int(layout.groups[length + 1])
            let blocks = (end - first + IndexLayout.lanes - 1) / IndexLayout.lanes
            if length >= shortest, length <= longest {
                for block in 0..<blocks {
                    let start = offset + block * IndexLayout.lanes * length
                    let distances = distances(pattern, layout, start, length)
                    guard any(distances .<= SIMD16(repeating: reach)) else { continue }
                    for lane in 0..<min(IndexLayout.lanes, end - first - block * IndexLayout.lanes)
                    where distances[lane] <= reach {
                        found.append(first + block * IndexLayout.lanes + lane)
                    }
                }
            }
            offset += blocks * IndexLayout.lanes * length
        }
        return found
    }

    /// The least distance of the pattern to any beginning of each word that is at most two sounds shorter
    /// than the pattern: words that were run together with the next one are met by their beginning.
    private static func distances(
        _ pattern: ScanPattern, _ layout: IndexLayout, _ start: Int, _ length: Int
    ) -> SIMD16<UInt16> {
        unsafe layout.sounds.withBuffer { sounds in
            unsafe pattern.places.withUnsafeBufferPointer { places in
                let top = SIMD16<UInt16>(repeating: 1 << UInt16(pattern.count - 1))
                let one = SIMD16<UInt16>(repeating: 1)
                var plus = SIMD16<UInt16>(repeating: .max)
                var minus = SIMD16<UInt16>(repeating: 0)
                var distance = SIMD16<UInt16>(repeating: UInt16(pattern.count))
                var least = none
                for place in 0..<length {
                    let column = start + place * IndexLayout.lanes
                    var equal = SIMD16<UInt16>()
                    for lane in 0..<IndexLayout.lanes { unsafe equal[lane] = places[Int(sounds[column + lane])] }
                    let vertical = equal | minus
                    let horizontal = (((equal & plus) &+ plus) ^ plus) | equal
                    let up = minus | ~(horizontal | plus)
                    let down = plus & horizontal
                    distance.replace(with: distance &+ one, where: (up & top) .!= 0)
                    distance.replace(with: distance &- one, where: (down & top) .!= 0)
                    let shifted = (up &<< one) | one
                    plus = (down &<< one) | ~(vertical | shifted)
                    minus = shifted & vertical
                    if place + 3 >= pattern.count { least = pointwiseMin(least, distance) }
                }
                return pointwiseMin(least, distance)
            }
        }
    }
}
