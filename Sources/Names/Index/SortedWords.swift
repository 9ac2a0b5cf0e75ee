// SPDX-License-Identifier: AGPL-3.0-or-later

/// The different words of a list in the order of the index, with all that the index keeps of each.
struct SortedWords {
    private(set) var count = 0
    /// From the number given while collecting to the one in the index.
    private(set) var newNumber: [UInt32]
    private(set) var letters: [UInt16] = []
    private(set) var letterStarts: [UInt32] = [0]
    private(set) var groups: [UInt32] = [0]
    private(set) var units: [UInt8] = []
    private(set) var planes: [UInt64] = []
    private(set) var initials: [UInt32] = []
    private(set) var traits: [UInt8] = []
    private(set) var classWords: [UInt32] = []
    private(set) var classStarts: [UInt32] = [0]

    init(_ table: WordTable, _ alphabet: Alphabet) {
        newNumber = Array(repeating: 0, count: table.count)
        let readings = Readings(table, alphabet)
        var byClass = [[UInt32]](repeating: [], count: WordTraits.classCount)
        for (length, words) in readings.byLength(table).enumerated() {
            let firstUnit = units.count
            for word in words { append(word, table, readings, &byClass) }
            groups.append(UInt32(count))
            SoundPlanes.append(units[firstUnit...], length: length, alphabet, to: &planes)
        }
        for words in byClass {
            classWords += words
            classStarts.append(UInt32(classWords.count))
        }
    }

    private mutating func append(
        _ word: Int, _ table: WordTable, _ readings: Readings, _ byClass: inout [[UInt32]]
    ) {
        let traits = readings.traits[word]
        newNumber[word] = UInt32(count)
        for number in traits.classes { byClass[Int(number)].append(UInt32(count)) }
        count += 1
        letters.append(contentsOf: table.letters(of: word))
        letterStarts.append(UInt32(letters.count))
        units.append(contentsOf: readings.units(of: word))
        initials.append(traits.initial.rawValue)
        self.traits.append(traits.bits)
    }

    /// What each word of the table sounds like and may be.
    private struct Readings {
        private var units: [UInt8] = []
        private var starts: [UInt32] = [0]
        private(set) var traits: [WordTraits] = []

        init(_ table: WordTable, _ alphabet: Alphabet) {
            var matcher = NameMatcher()
            for number in 0..<table.count {
                let word = matcher.word(Array(table.letters(of: number)))
                units += ScanPattern.units(of: word.spelling, alphabet)
                starts.append(UInt32(units.count))
                traits.append(WordTraits(word))
            }
        }

        func units(of word: Int) -> ArraySlice<UInt8> { units[Int(starts[word])..<Int(starts[word + 1])] }

        /// The words of each count of sounds, by their letters.
        func byLength(_ table: WordTable) -> [[Int]] {
            var groups = [[Int]](repeating: [], count: IndexLayout.maximumSoundCount + 1)
            for word in 0..<table.count { groups[units(of: word).count].append(word) }
            for length in groups.indices {
                groups[length].sort { table.letters(of: $0).lexicographicallyPrecedes(table.letters(of: $1)) }
            }
            return groups
        }
    }
}
