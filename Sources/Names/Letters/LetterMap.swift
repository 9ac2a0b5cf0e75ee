// SPDX-License-Identifier: AGPL-3.0-or-later

/// What is known of words as they are written: an open hash table over their letters that is made once.
struct LetterMap<Value: Sendable>: Sendable {
    private struct Entry {
        let digest: UInt64
        let word: Letters
        var value: Value
    }

    private var entries: [Entry] = []
    /// The entry of each place and one more, or 0: so few bytes that they stay at hand.
    private var slots: [UInt16]

    /// Of a word that stands twice the last value counts.
    init(_ values: [(word: Letters, value: Value)]) {
        slots = Array(repeating: 0, count: 1 << (Int.bitWidth - values.count.leadingZeroBitCount + 2))
        for (word, value) in values {
            let digest = Letters.digest(word)
            let place = place(of: word, digest)
            if slots[place] == 0 {
                entries.append(Entry(digest: digest, word: word, value: value))
                slots[place] = UInt16(entries.count)
            } else {
                entries[Int(slots[place]) - 1].value = value
            }
        }
    }

    /// - Parameter digest: of these letters; see ``Letters/digest(_:)``.
    func value(of letters: borrowing Letters, digest: UInt64) -> Value? {
        let slot = slots[place(of: letters, digest)]
        return slot == 0 ? nil : entries[Int(slot) - 1].value
    }

    /// Where the word stands, or would: a quarter of the places is taken, so there is always a free one.
    private func place(of letters: borrowing Letters, _ digest: UInt64) -> Int {
        var place = Int(truncatingIfNeeded: digest) & (slots.count - 1)
        while slots[place] != 0, !isOf(letters, digest, slots[place]) { place = (place + 1) & (slots.count - 1) }
        return place
    }

    private func isOf(_ letters: borrowing Letters, _ digest: UInt64, _ slot: UInt16) -> Bool {
        guard entries[Int(slot) - 1].digest == digest else { return false }
        return entries[Int(slot) - 1].word == letters
    }
}
