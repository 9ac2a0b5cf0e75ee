// SPDX-License-Identifier: AGPL-3.0-or-later

/// Coarse keys under which spellings of one word meet: its consonants by class, without vowels and glides.
enum SoundKey {
    /// Classes of consonants that spellings confuse; 0 is dropped.
    private static let classes: [(String, UInt8)] = [
        ("pb", 1), ("fv", 2), ("m", 3), ("n", 4), ("td", 5), ("szSZCcJ", 6), ("kgx", 7), ("l", 8), ("r", 9),
    ]

    /// For every sound set the classes it may fall into.
    private static let classesOfSet: [[UInt8]] = Alphabet.shared.table.sets.map { set in
        var found: [UInt8] = []
        if !set.isDisjoint(with: SoundSet.vowels.union(.silent).union(.glide)) { found.append(0) }
        for (letters, number) in classes where !set.isDisjoint(with: SoundSet(notation: letters)) {
            found.append(number)
        }
        return found
    }

    private static let maximumKeyCount = 6

    /// At most six keys, in a fixed order: the ways through the first reading.
    static func keys(of word: Spelling, _ alphabet: Alphabet) -> [UInt64] {
        var keys: [UInt64] = [1]
        for unit in word.units {
            let classes = classesOfSet[Int(unit)]
            if classes == [0] { continue }
            if classes.count == 1 || keys.count * classes.count > maximumKeyCount {
                for place in keys.indices { keys[place] = append(classes[classes.count > 1 ? 1 : 0], to: keys[place]) }
            } else {
                keys = keys.flatMap { key in classes.map { append($0, to: key) } }
            }
        }
        return keys
    }

    /// The same class twice in a row counts once.
    private static func append(_ number: UInt8, to key: UInt64) -> UInt64 {
        if number == 0 || key & 15 == UInt64(number) { return key }
        return key >> 60 == 0 ? key << 4 | UInt64(number) : key
    }
}
