// SPDX-License-Identifier: AGPL-3.0-or-later

/// Coarse keys under which spellings of one word meet: its consonants by class, without vowels and glides.
struct SoundKeys: Sendable {
    private var keys = InlineArray<6, UInt64>(repeating: 1)
    private(set) var count = 1

    private static let maximumCount = 6

    /// At most six keys, in a fixed order: the ways through the first reading. No key stands twice.
    init(of word: Spelling, _ classes: SoundClasses) {
        unsafe word.withUnits { units in
            for place in 0..<units.count {
                let classes = unsafe classes.ofSet[Int(units[place])]
                if classes.isDropped { continue }
                if count == 1, classes.count == 1 {
                    keys[0] = Self.append(classes[0], to: keys.span[0])
                } else {
                    add(classes)
                }
            }
        }
        if count > 1 { removeRepeated() }
    }

    subscript(place: Int) -> UInt64 { keys.span[place] }

    /// Whether one of the first `count` keys is one of the others'.
    func meets(_ other: borrowing SoundKeys, first count: Int) -> Bool {
        for place in 0..<count {
            for partner in 0..<other.count where keys.span[place] == other.keys.span[partner] { return true }
        }
        return false
    }

    private mutating func add(_ classes: SoundClasses.Of) {
        if classes.count == 1 || count * classes.count > Self.maximumCount {
            let likeliest = classes[classes.count > 1 ? 1 : 0]
            for place in 0..<count { keys[place] = Self.append(likeliest, to: keys.span[place]) }
            return
        }
        var ways = InlineArray<6, UInt64>(repeating: 0)
        var wayCount = 0
        for place in 0..<count {
            for number in 0..<classes.count {
                ways[wayCount] = Self.append(classes[number], to: keys.span[place])
                wayCount += 1
            }
        }
        keys = ways
        count = wayCount
    }

    private mutating func removeRepeated() {
        var kept = 0
        for place in 0..<count {
            let key = keys.span[place]
            var isRepeated = false
            for before in 0..<kept where keys.span[before] == key { isRepeated = true }
            if isRepeated { continue }
            keys[kept] = key
            kept += 1
        }
        count = kept
    }

    /// The same class twice in a row counts once.
    private static func append(_ number: UInt8, to key: UInt64) -> UInt64 {
        if number == 0 || key & 15 == UInt64(number) { return key }
        return key >> 60 == 0 ? key << 4 | UInt64(number) : key
    }
}

/// Classes of consonants that spellings confuse, for each sound set.
struct SoundClasses: Sendable {
    /// The classes that a set may fall into; 0 is dropped.
    struct Of: Sendable {
        private var numbers = InlineArray<10, UInt8>(repeating: 0)
        private(set) var count = 0

        fileprivate mutating func append(_ number: UInt8) {
            numbers[count] = number
            count += 1
        }

        subscript(place: Int) -> UInt8 { numbers.span[place] }

        /// It is a vowel or a glide and nothing else.
        var isDropped: Bool { count == 1 && numbers.span[0] == 0 }
    }

    let ofSet: LastingRow<Of>

    private static let consonants = ["pb", "fv", "m", "n", "td", "szSZCcJ", "kgx", "l", "r"]

    init(sets: [SoundSet]) {
        let consonants = Self.consonants.map(SoundSet.init(notation:))
        ofSet = LastingRow(
            sets.map { set in
                var of = Of()
                if !set.isDisjoint(with: SoundSet.vowels.union(.silent).union(.glide)) { of.append(0) }
                for (place, members) in consonants.enumerated() where !set.isDisjoint(with: members) {
                    of.append(UInt8(place + 1))
                }
                return of
            })
    }
}
