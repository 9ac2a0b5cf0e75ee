// SPDX-License-Identifier: AGPL-3.0-or-later

/// The different words that have been read, each once: names repeat their words, and reading one costs more
/// than comparing two. An open hash table that is emptied when it is full.
struct WordBook: Sendable {
    /// For each place nothing, or the number of a word from 1 on and above it the highest bits of its digest: so few
    /// bytes that they stay in the processor's cache, and most words of other letters are told from it without being
    /// looked at.
    private var slots: [UInt32]
    private var words: [NameWord] = []
    /// How many different words are remembered before the book is emptied.
    private let capacity: Int

    /// How many places are looked at for one word: whoever makes words that fall on one place gains little.
    private static let maximumProbeCount = 32
    private static let firstSlotCount = 1 << 12
    private static let numberMask: UInt32 = 0xFFFF

    init(capacity: Int = 60_000) {
        precondition(capacity <= Int(Self.numberMask))
        self.capacity = capacity
        slots = Array(repeating: 0, count: Self.firstSlotCount)
    }

    /// The word with these letters as they are written, mended, and the script that it is in.
    mutating func word(
        mending written: borrowing Letters, _ tables: WordTables, _ aligner: inout Aligner
    ) -> (word: NameWord, script: LookAlikes.Script) {
        let survey = written.survey
        if let script = LookAlikes.script(any: survey.any, all: survey.all) {
            return (word(written, digest: survey.digest, script, tables, &aligner), script)
        }
        var letters = copy written
        let script = LookAlikes.mend(&letters)
        return (word(letters, digest: Letters.digest(letters), script, tables, &aligner), script)
    }

    /// The word with these letters, made if it is not known.
    mutating func word(
        _ letters: Letters, _ script: LookAlikes.Script, _ tables: WordTables, _ aligner: inout Aligner
    ) -> NameWord {
        word(letters, digest: Letters.digest(letters), script, tables, &aligner)
    }

    private mutating func word(
        _ letters: borrowing Letters, digest: UInt64, _ script: LookAlikes.Script, _ tables: WordTables,
        _ aligner: inout Aligner
    ) -> NameWord {
        let mask = slots.count - 1
        let mark = Self.mark(digest)
        var place = Int(truncatingIfNeeded: digest) & mask
        for _ in 0..<Self.maximumProbeCount {
            let slot = slots[place]
            if slot == 0 { break }
            if slot & ~Self.numberMask == mark {
                let word = words[Int(slot & Self.numberMask) - 1]
                if word.letters == letters { return word }
            }
            place = (place + 1) & mask
        }
        let word = NameWord(letters: copy letters, number: digest, script: script, tables, &aligner)
        if words.count == capacity { self = WordBook(capacity: capacity) }
        if 2 * (words.count + 1) > slots.count { grow() }
        // A word whose places are all taken is not kept.
        if insert(words.count + 1, digest) { words.append(word) }
        return word
    }

    private static func mark(_ digest: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: digest >> 32) & ~numberMask }

    /// - Returns: whether there was a place.
    private mutating func insert(_ number: Int, _ digest: UInt64) -> Bool {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: digest) & mask
        for _ in 0..<Self.maximumProbeCount {
            if slots[place] == 0 {
                slots[place] = UInt32(number) | Self.mark(digest)
                return true
            }
            place = (place + 1) & mask
        }
        return false
    }

    /// A word that finds no place any more stays among the words and is read anew when it is met.
    private mutating func grow() {
        slots = Array(repeating: 0, count: 4 * slots.count)
        for place in words.indices { _ = insert(place + 1, words[place].number) }
    }
}
