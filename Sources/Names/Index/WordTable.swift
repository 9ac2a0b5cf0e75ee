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
        var slot = Self.hash(letters) & mask
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
            var slot = Self.hash(letters(of: word)) & mask
            while slots[slot] != Self.free { slot = (slot + 1) & mask }
            slots[slot] = UInt32(word)
        }
    }

    /// Seeded anew for each process: nobody can write a list whose words all meet in one slot. The words' numbers, and so the
    /// bytes of an index, do not depend on it.
    private static func hash(_ letters: some Sequence<UInt16>) -> Int {
        var hasher = Hasher()
        for letter in letters { hasher.combine(letter) }
        return hasher.finalize()
    }

    /// The letters of all words and where each word's begin, as the index keeps them.
    var columns: (letters: [UInt16], starts: [UInt32]) { (pool, starts) }

    func letters(of word: Int) -> ArraySlice<UInt16> { pool[Int(starts[word])..<Int(starts[word + 1])] }
}
