// SPDX-License-Identifier: AGPL-3.0-or-later

/// What is known of words as they are written: an open hash table over their letters that is made once.
struct LetterMap<Value: Sendable>: Sendable {
    private var slots: [(letters: Letters, value: Value)?]
    private let longest: Int

    /// Of a word that stands twice the last value counts.
    init(_ values: [(word: Letters, value: Value)]) {
        longest = values.map(\.word.count).max() ?? 0
        slots = Array(repeating: nil, count: 1 << (Int.bitWidth - values.count.leadingZeroBitCount + 2))
        for (word, value) in values { slots[place(of: word, Letters.digest(word))] = (word, value) }
    }

    /// - Parameter digest: of these letters; see ``Letters/digest(_:)``.
    func value(of letters: borrowing Letters, digest: UInt64) -> Value? {
        guard letters.count <= longest else { return nil }
        return slots[place(of: letters, digest)]?.value
    }

    /// Where the word stands, or would: a quarter of the places is taken, so there is always a free one.
    private func place(of letters: borrowing Letters, _ digest: UInt64) -> Int {
        var place = Int(truncatingIfNeeded: digest) & (slots.count - 1)
        while let slot = slots[place], slot.letters != letters { place = (place + 1) & (slots.count - 1) }
        return place
    }
}
