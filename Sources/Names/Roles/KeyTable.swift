// SPDX-License-Identifier: AGPL-3.0-or-later

/// Which forms have a key: chains in flat rows, each in the order of the forms.
struct KeyTable: Sendable {
    private struct Entry: Sendable {
        let key: UInt64
        let form: Int32
        /// The next entry of the chain, or -1.
        var next: Int32
    }

    private var entries: [Entry] = []
    private var heads: [Int32]

    init(_ forms: some Collection<SoundKeys>) {
        var entries: [Entry] = []
        for (form, keys) in forms.enumerated() {
            for place in 0..<keys.count { entries.append(Entry(key: keys[place], form: Int32(form), next: -1)) }
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
    func first(_ key: UInt64) -> Int? { entry(from: heads[Self.head(key, heads.count)], key) }

    /// The next entry with the same key.
    func next(_ entry: Int) -> Int? { self.entry(from: entries[entry].next, entries[entry].key) }

    func form(_ entry: Int) -> Int { Int(entries[entry].form) }

    private func entry(from start: Int32, _ key: UInt64) -> Int? {
        var place = start
        while place >= 0 {
            if entries[Int(place)].key == key { return Int(place) }
            place = entries[Int(place)].next
        }
        return nil
    }
}
