// SPDX-License-Identifier: AGPL-3.0-or-later

/// The different words that have been read, each once: names repeat their words, and reading one costs more
/// than comparing two. An open hash table that is emptied when it is full.
struct WordBook: Sendable {
    /// The word's digest stands beside it: most words of other letters are told from it without being looked at.
    private struct Slot {
        var digest: UInt64 = 0
        var word: NameWord?
    }

    private var slots: [Slot]
    private var count = 0
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
            if slots[place].word == nil { break }
            if slots[place].digest == digest, let word = slots[place].word, word.letters == letters { return word }
            place = (place + 1) & mask
        }
        let word = NameWord(letters: letters, number: digest, script: script, tables, &aligner)
        if count == capacity { self = WordBook(capacity: capacity) }
        if 2 * (count + 1) > slots.count { grow() }
        insert(Slot(digest: digest, word: word))
        return word
    }

    /// A word whose places are all taken is not kept.
    private mutating func insert(_ slot: Slot) {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: slot.digest) & mask
        for _ in 0..<Self.maximumProbeCount {
            if slots[place].word == nil {
                slots[place] = slot
                count += 1
                return
            }
            place = (place + 1) & mask
        }
    }

    private mutating func grow() {
        let known = slots
        slots = Array(repeating: Slot(), count: 4 * slots.count)
        count = 0
        for slot in known where slot.word != nil { insert(slot) }
    }
}
