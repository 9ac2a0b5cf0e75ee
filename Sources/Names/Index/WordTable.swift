// SPDX-License-Identifier: AGPL-3.0-or-later

/// The different words of a list that is being indexed: a hash table over one pool of letters.
struct WordTable: Sendable {
    private var pool: [UInt16] = []
    private var starts: [UInt32] = [0]
    private var slots: [UInt32]

    private static let free = UInt32.max

    init() { slots = Array(repeating: Self.free, count: 1 << 16) }

    var count: Int { starts.count - 1 }

    /// The number of a word, a new one if it has not been seen.
    mutating func number(of letters: some RandomAccessCollection<UInt16>) -> UInt32 {
        let letters = letters.prefix(Spelling.maximumLetterCount)
        if count * 2 > slots.count { grow() }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: LetterKey.digest(letters)) & mask
        while slots[slot] != Self.free {
            let word = Int(slots[slot])
            if pool[Int(starts[word])..<Int(starts[word + 1])].elementsEqual(letters) { return slots[slot] }
            slot = (slot + 1) & mask
        }
        slots[slot] = UInt32(count)
        pool.append(contentsOf: letters)
        starts.append(UInt32(pool.count))
        return UInt32(count - 1)
    }

    private mutating func grow() {
        slots = Array(repeating: Self.free, count: slots.count * 2)
        let mask = slots.count - 1
        for word in 0..<count {
            var slot = Int(truncatingIfNeeded: LetterKey.digest(letters(of: word))) & mask
            while slots[slot] != Self.free { slot = (slot + 1) & mask }
            slots[slot] = UInt32(word)
        }
    }

    private func letters(of word: Int) -> ArraySlice<UInt16> { pool[Int(starts[word])..<Int(starts[word + 1])] }

    /// The words in the order of the index.
    struct Sorted {
        var count = 0
        /// From the number given while collecting to the one in the index.
        var newNumber: [UInt32] = []
        var letters: [UInt16] = []
        var letterStarts: [UInt32] = [0]
        var groups: [UInt32] = [0]
        var sounds: [UInt8] = []
    }

    func sorted(by alphabet: Alphabet) -> Sorted {
        let units = (0..<count).map { word in
            ScanPattern.units(of: Array(letters(of: word)), alphabet)
        }
        var groups = [[Int]](repeating: [], count: IndexLayout.maximumSoundCount + 1)
        for word in 0..<count { groups[units[word].count].append(word) }
        var sorted = Sorted()
        sorted.newNumber = Array(repeating: 0, count: count)
        for length in groups.indices {
            groups[length].sort { letters(of: $0).lexicographicallyPrecedes(letters(of: $1)) }
            for word in groups[length] {
                sorted.newNumber[word] = UInt32(sorted.count)
                sorted.count += 1
                sorted.letters.append(contentsOf: letters(of: word))
                sorted.letterStarts.append(UInt32(sorted.letters.count))
            }
            sorted.groups.append(UInt32(sorted.count))
            appendBlocks(groups[length], length, units, &sorted.sounds)
        }
        return sorted
    }

    private func appendBlocks(_ words: [Int], _ length: Int, _ units: [[UInt8]], _ sounds: inout [UInt8]) {
        for start in stride(from: 0, to: words.count, by: IndexLayout.lanes) {
            for place in 0..<length {
                for lane in 0..<IndexLayout.lanes {
                    let word = start + lane
                    sounds.append(word < words.count ? units[words[word]][place] : ScanPattern.nothing)
                }
            }
        }
    }
}
