// SPDX-License-Identifier: AGPL-3.0-or-later

/// All that an index keeps of the different words of a list.
struct IndexedWords {
    /// Rows of sounds by their count; a word with several readings has several rows.
    private(set) var groups: [UInt32] = [0]
    private(set) var rowWords: [UInt32] = []
    private(set) var units: [UInt8] = []
    private(set) var planes: [UInt64] = []
    private(set) var initials: [UInt32] = []
    private(set) var traits: [UInt8] = []
    private(set) var classWords: [UInt32] = []
    private(set) var classStarts: [UInt32] = [0]

    init(_ table: WordTable, _ alphabet: Alphabet) {
        var matcher = NameMatcher()
        var rows = [Rows](repeating: Rows(), count: IndexLayout.maximumSoundCount + 1)
        var byClass = [[UInt32]](repeating: [], count: WordTraits.classCount)
        for number in 0..<table.count {
            let word = matcher.word(table.letters(of: number))
            for reading in word.spelling.readings(alphabet) { rows[reading.count].append(reading, of: number) }
            let read = WordTraits(word)
            initials.append(read.initial.rawValue)
            traits.append(read.bits)
            for number in read.classes { byClass[Int(number)].append(UInt32(initials.count - 1)) }
        }
        for (length, rows) in rows.enumerated() {
            rowWords += rows.words
            units += rows.units
            groups.append(UInt32(rowWords.count))
            SoundPlanes.append(rows.units[...], length: length, alphabet, to: &planes)
        }
        for words in byClass {
            classWords += words
            classStarts.append(UInt32(classWords.count))
        }
    }

    /// The rows of one count of sounds.
    private struct Rows {
        var words: [UInt32] = []
        var units: [UInt8] = []

        mutating func append(_ reading: [UInt8], of word: Int) {
            words.append(UInt32(word))
            units.append(contentsOf: reading)
        }
    }
}
