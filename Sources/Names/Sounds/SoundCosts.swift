// SPDX-License-Identifier: AGPL-3.0-or-later

/// What it costs to take one sound for another, to drop one or to add one, in thirty-seconds of a
/// plainly different consonant.
///
/// Spellings of one name differ in vowels, glides and soft signs first, then in voice and in the sibilants;
/// a different consonant usually makes a different name.
struct SoundCosts: Sendable {
    /// The cost of one plainly different consonant.
    static let whole = 32

    /// Substitution by set identifier, row after row of ``capacity``.
    let substitution: LastingRow<UInt8>
    /// Omission by set identifier.
    let omission: LastingRow<UInt8>
    private let single: LastingRow<Int>
    private let neighbourhoods: SoundNeighbourhoods
    private let manner: Manner
    /// The most different sets the tables may hold: an identifier is one byte below this.
    static let capacity = 160

    private static let neighbours: [(String, String, Int)] = [
        ("a", "o", 8), ("a", "e", 11), ("a", "y", 13), ("a", "i", 15), ("a", "u", 15),
        ("e", "i", 8), ("e", "o", 10), ("e", "y", 10), ("e", "u", 15), ("i", "y", 4), ("i", "o", 15),
        ("i", "u", 12), ("o", "u", 9), ("o", "y", 12), ("u", "y", 10), ("i", "j", 4), ("y", "j", 6), ("e", "j", 12),
        ("u", "v", 10), ("p", "b", 16), ("f", "v", 8), ("t", "d", 16), ("s", "z", 12), ("S", "Z", 14), ("k", "g", 16),
        ("C", "J", 12), ("g", "x", 12), ("k", "x", 16), ("g", "v", 26), ("s", "S", 16), ("z", "Z", 16), ("C", "c", 16),
        ("C", "S", 18), ("c", "s", 16), ("c", "z", 20), ("J", "Z", 8), ("J", "j", 14), ("J", "g", 20), ("Z", "j", 24),
        ("m", "n", 26), ("f", "t", 26), ("f", "x", 26), ("f", "p", 22), ("b", "v", 24), ("k", "c", 24), ("k", "C", 24),
        ("t", "C", 26), ("t", "c", 24), ("l", "v", 28), ("x", "S", 24),
    ]

    /// Whose habits the costs allow for.
    enum Manner: Sendable {
        case plain
        /// Alphabets that leave short vowels out (Arabic, Hebrew): an unwritten vowel says nothing.
        case silentVowels
        /// Belarusian writes what is said: unstressed о and е are а and я, в is ў, soft т and д are ц and дз.
        case belarusian
    }

    private static let belarusian = [
        ("a", "o", 1), ("a", "e", 2), ("o", "e", 5), ("u", "v", 1), ("t", "c", 8), ("d", "z", 12), ("i", "y", 1),
    ]

    init(sets: [SoundSet], manner: Manner) {
        precondition(sets.count <= Self.capacity, "more sound sets than one byte may name")
        self.manner = manner
        let single = Self.singleCosts(manner)
        self.single = LastingRow(single)
        var substitution = [UInt8](repeating: 0, count: Self.capacity * Self.capacity)
        for (row, one) in sets.enumerated() {
            for (column, other) in sets.enumerated().prefix(row + 1) {
                let cost = UInt8(Self.cost(one, other, single))
                substitution[row * Self.capacity + column] = cost
                substitution[column * Self.capacity + row] = cost
            }
        }
        self.substitution = LastingRow(substitution)
        omission = LastingRow(sets.map { Self.omission(of: $0, manner) })
        neighbourhoods = SoundNeighbourhoods(single, manner)
    }

    /// What it costs at least to say all these sounds, each once, with no other sounds than those of another word.
    func least(_ sounds: SoundSet, of others: SoundSet) -> Int {
        sounds.isSubset(of: others) ? 0 : neighbourhoods.least(sounds.subtracting(others), of: others)
    }

    /// Arcs are made with what they cost to leave out here; see ``weighed(_:)``.
    var areOfArcs: Bool { manner != .silentVowels }

    /// The arcs of a spelling with what they cost to leave out here: they are made with the plain costs.
    func weighed(_ arcs: UnsafeBufferPointer<Spelling.Arc>) -> [Spelling.Arc] {
        unsafe arcs.map { $0.weighed(omission[Int($0.set)]) }
    }

    static let soundCount = 28

    /// What each sound costs for each other one.
    private static func singleCosts(_ manner: Manner) -> [Int] {
        let sounds = (0..<soundCount).map { SoundSet(rawValue: 1 << UInt32($0)) }
        var costs = sounds.flatMap { one in sounds.map { strangers(one, $0) } }
        for (first, second, cost) in neighbours + (manner == .belarusian ? belarusian : []) {
            let one = SoundSet(notation: first).rawValue.trailingZeroBitCount
            let other = SoundSet(notation: second).rawValue.trailingZeroBitCount
            costs[one * soundCount + other] = cost
            costs[other * soundCount + one] = cost
        }
        return costs
    }

    /// A set costs what its nearest member costs. A sign without a sound, as ь, is the same as another one.
    private static func cost(_ one: SoundSet, _ other: SoundSet, _ single: [Int]) -> Int {
        if one == .silent, other == .silent { return 0 }
        guard one.subtracting(.silent).isDisjoint(with: other.subtracting(.silent)) else { return 0 }
        var least = Int.max
        var firsts = one.rawValue
        while firsts != 0 {
            let row = firsts.trailingZeroBitCount * soundCount
            firsts &= firsts - 1
            var seconds = other.rawValue
            while seconds != 0 {
                least = min(least, single[row + seconds.trailingZeroBitCount])
                seconds &= seconds - 1
            }
        }
        return least == .max ? whole : least
    }

    /// The sounds and all that cost no more than `limit` for one of them.
    func near(_ sounds: SoundSet, within limit: Int) -> SoundSet {
        var near = sounds
        for first in 0..<Self.soundCount where sounds.rawValue >> first & 1 == 1 {
            for second in 0..<Self.soundCount where single[first * Self.soundCount + second] <= limit {
                near.formUnion(SoundSet(rawValue: 1 << UInt32(second)))
            }
        }
        return near
    }

    private static func strangers(_ one: SoundSet, _ other: SoundSet) -> Int {
        switch (SoundSet.vowels.contains(one), SoundSet.vowels.contains(other)) {
        case (true, true): 16
        case (false, false): whole
        case (true, false), (false, true): whole + 8
        }
    }

    static func omission(of set: SoundSet, _ manner: Manner) -> UInt8 {
        if set.contains(.silent) { return set == .silent ? 2 : 7 }
        if set.contains(.glide) { return 3 }
        if !set.isDisjoint(with: .vowels) { return manner == .silentVowels ? 4 : 14 }
        return UInt8(whole - 2)
    }
}
