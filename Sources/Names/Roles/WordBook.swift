// SPDX-License-Identifier: AGPL-3.0-or-later

/// The different words that have been read, each once: names repeat their words, and reading one costs more
/// than comparing two. An open hash table that is emptied when it is full.
struct WordBook: Sendable {
    private var words: [NameWord] = []
    private struct Slot {
        /// A part of the word's digest.
        var tag: UInt32 = 0
        /// The word's place among ``words`` and one more, or 0.
        var number: UInt32 = 0
    }

    private var slots: [Slot]
    /// How many different words are remembered before the book is emptied.
    private let capacity: Int

    /// How many places are looked at for one word: whoever makes words that fall on one place gains little.
    private static let maximumProbeCount = 32
    private static let firstSlotCount = 1 << 12

    init(capacity: Int = 60_000) {
        self.capacity = capacity
        slots = Array(repeating: Slot(), count: Self.firstSlotCount)
    }

    /// The word with these letters as they are written, mended, and the script that it is in.
    mutating func word(
        mending written: Letters, _ tables: WordTables, _ aligner: inout Aligner
    ) -> (word: NameWord, script: LookAlikes.Script) {
        let survey = written.survey
        var letters = written
        let script = LookAlikes.mend(
            &letters, cyrillicCount: survey.cyrillicCount, latinCount: survey.latinCount)
        let isMixed = max(survey.cyrillicCount, survey.latinCount) < letters.count
        let digest = isMixed ? Letters.digest(letters) : survey.digest
        return (word(letters, digest: digest, script, tables, &aligner), script)
    }

    /// The word with these letters, made if it is not known.
    mutating func word(
        _ letters: Letters, _ script: LookAlikes.Script, _ tables: WordTables, _ aligner: inout Aligner
    ) -> NameWord {
        word(letters, digest: Letters.digest(letters), script, tables, &aligner)
    }

    private mutating func word(
        _ letters: Letters, digest: UInt64, _ script: LookAlikes.Script, _ tables: WordTables,
        _ aligner: inout Aligner
    ) -> NameWord {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: digest) & mask
        for _ in 0..<Self.maximumProbeCount {
            let slot = slots[place]
            if slot.number == 0 { break }
            if slot.tag == Self.tag(digest) {
                let word = words[Int(slot.number) - 1]
                if word.number == digest, word.letters == letters { return word }
            }
            place = (place + 1) & mask
        }
        let word = NameWord(letters: letters, number: digest, script: script, tables, &aligner)
        if words.count == capacity { self = WordBook(capacity: capacity) }
        if 2 * (words.count + 1) > slots.count { grow() }
        words.append(word)
        insert(digest, UInt32(words.count))
        return word
    }

    private static func tag(_ digest: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: digest >> 32) }

    /// A word whose places are all taken is not found again.
    private mutating func insert(_ digest: UInt64, _ number: UInt32) {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: digest) & mask
        for _ in 0..<Self.maximumProbeCount {
            if slots[place].number == 0 {
                slots[place] = Slot(tag: Self.tag(digest), number: number)
                return
            }
            place = (place + 1) & mask
        }
    }

    private mutating func grow() {
        slots = Array(repeating: Slot(), count: 4 * slots.count)
        for place in words.indices { insert(words[place].number, UInt32(place + 1)) }
    }
}
