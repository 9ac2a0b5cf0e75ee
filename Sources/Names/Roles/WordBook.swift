// SPDX-License-Identifier: AGPL-3.0-or-later

/// The different words that have been read, each once: names repeat their words, and reading one costs more
/// than comparing two. An open hash table that is emptied when it is full.
struct WordBook: Sendable {
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
    private static let firstSlotCount = 1 << 10

    init(capacity: Int = 60_000) {
        self.capacity = capacity
        slots = Array(repeating: Slot(), count: Self.firstSlotCount)
    }

    /// The word with these letters, made if it is not known.
    mutating func word(_ letters: Letters, make: () -> NameWord) -> NameWord {
        let digest = Letters.digest(letters)
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: digest) & mask
        for _ in 0..<Self.maximumProbeCount {
            guard let word = slots[place].word else { break }
            if slots[place].digest == digest, word.letters == letters { return word }
            place = (place + 1) & mask
        }
        let word = make()
        if count == capacity { self = WordBook(capacity: capacity) }
        if 2 * (count + 1) > slots.count { grow() }
        insert(Slot(digest: digest, word: word))
        return word
    }

    /// A word whose places are all taken is not remembered.
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
        let old = slots
        slots = Array(repeating: Slot(), count: 2 * old.count)
        count = 0
        for slot in old where slot.word != nil { insert(slot) }
    }
}
