// SPDX-License-Identifier: AGPL-3.0-or-later

/// Which forms have a key: chains in flat rows, each in the order of the forms. What tells most of them from a word
/// stands beside the key, so that the form itself need not be looked at.
struct KeyTable: Sendable {
    struct Entry: Sendable {
        fileprivate let key: UInt64
        /// The form's place among all forms.
        let form: Int32
        /// The next entry of the chain, or -1.
        fileprivate var next: Int32
        let firstSounds: SoundSet
        /// See ``Spelling/possible`` and ``Spelling/sure``.
        let possible: SoundSet
        let sure: SoundSet
        let meaning: GivenNames.Meaning
    }

    private var entries: [Entry] = []
    private var heads: [Int32]

    init(_ forms: [GivenNames.Form]) {
        var entries: [Entry] = []
        for (number, form) in forms.enumerated() {
            for place in 0..<form.keys.count {
                entries.append(
                    Entry(
                        key: form.keys[place], form: Int32(number), next: -1, firstSounds: form.firstSounds,
                        possible: form.spelling.possible, sure: form.spelling.sure, meaning: form.meaning))
            }
        }
        var heads = [Int32](repeating: -1, count: Self.headCount(entries.count))
        for place in entries.indices.reversed() {
            let head = Self.head(entries[place].key, heads.count)
            entries[place].next = heads[head]
            heads[head] = Int32(place)
        }
        self.entries = entries
        self.heads = heads
    }

    /// A power of two.
    private static func headCount(_ entries: Int) -> Int { 1 << (Int.bitWidth - entries.leadingZeroBitCount + 1) }

    private static func head(_ key: UInt64, _ count: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (count - 1)
    }

    /// The first entry with a key.
    func first(_ key: UInt64) -> Entry? { entry(from: heads[Self.head(key, heads.count)], key) }

    /// The next entry with the same key.
    func next(_ entry: Entry) -> Entry? { self.entry(from: entry.next, entry.key) }

    private func entry(from start: Int32, _ key: UInt64) -> Entry? {
        var place = start
        while place >= 0 {
            let entry = entries[Int(place)]
            if entry.key == key { return entry }
            place = entry.next
        }
        return nil
    }
}
