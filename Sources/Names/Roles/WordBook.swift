// SPDX-License-Identifier: AGPL-3.0-or-later

/// The different words that have been read, each once: names repeat their words, and reading one costs more
/// than comparing two. An open hash table that is emptied when it is full.
struct WordBook: Sendable {
    private var digests: [UInt64]
    private var words: [NameWord?]
    private var count = 0
    /// How many different words are remembered before the book is emptied.
    private let capacity: Int

    /// How many places are looked at for one word: whoever makes words that fall on one place gains little.
    private static let maximumProbeCount = 32
    private static let firstSlotCount = 1 << 10

    init(capacity: Int = 60_000) {
        self.capacity = capacity
        digests = Array(repeating: 0, count: Self.firstSlotCount)
        words = Array(repeating: nil, count: Self.firstSlotCount)
    }

    /// The word with these letters, made if it is not known.
    mutating func word(_ letters: Letters, make: () -> NameWord) -> NameWord {
        let digest = Letters.digest(letters)
        let mask = words.count - 1
        var slot = Int(truncatingIfNeeded: digest) & mask
        for _ in 0..<Self.maximumProbeCount {
            guard let word = words[slot] else { break }
            if digests[slot] == digest, word.spelling.letters.elementsEqual(letters) { return word }
            slot = (slot + 1) & mask
        }
        let word = make()
        if count == capacity { self = WordBook(capacity: capacity) }
        if 2 * (count + 1) > words.count { grow() }
        insert(word, digest)
        return word
    }

    /// A word whose places are all taken is not remembered.
    private mutating func insert(_ word: NameWord, _ digest: UInt64) {
        let mask = words.count - 1
        var slot = Int(truncatingIfNeeded: digest) & mask
        for _ in 0..<Self.maximumProbeCount {
            if words[slot] == nil {
                words[slot] = word
                digests[slot] = digest
                count += 1
                return
            }
            slot = (slot + 1) & mask
        }
    }

    private mutating func grow() {
        let old = (words, digests)
        words = Array(repeating: nil, count: 2 * old.0.count)
        digests = Array(repeating: 0, count: words.count)
        count = 0
        for (word, digest) in zip(old.0, old.1) {
            if let word { insert(word, digest) }
        }
    }
}
