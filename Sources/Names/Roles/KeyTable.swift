// SPDX-License-Identifier: AGPL-3.0-or-later

/// Which forms have a key: forms whose keys fall on one place stand together, in the order of the forms. What tells
/// most of them from a word stands beside the key, so that the form itself need not be looked at.
struct KeyTable: Sendable {
    struct Entry: Sendable {
        let key: UInt64
        /// The form's place among all forms.
        let form: Int32
        let firstSounds: SoundSet
        /// See ``Spelling/possible``, ``Spelling/sure`` and ``Spelling/counts``.
        let possible: SoundSet
        let sure: SoundSet
        let counts: SoundCounts
        let meaning: GivenNames.Meaning
    }

    private let entries: LastingRow<Entry>
    /// Where the entries of each place begin, and behind the last where they end.
    private let starts: LastingRow<Int32>

    init(_ forms: [GivenNames.Form]) {
        var entries: [Entry] = []
        for (number, form) in forms.enumerated() {
            let spelling = unsafe form.spelling.takeUnretainedValue()
            for place in 0..<form.keys.count {
                entries.append(
                    Entry(
                        key: form.keys[place], form: Int32(number), firstSounds: form.firstSounds,
                        possible: spelling.possible, sure: spelling.sure, counts: spelling.counts,
                        meaning: form.meaning))
            }
        }
        var starts = [Int32](repeating: 0, count: Self.placeCount(entries.count) + 1)
        for entry in entries { starts[Self.place(entry.key, starts.count) + 1] += 1 }
        for place in starts.indices.dropFirst() { starts[place] += starts[place - 1] }
        var free = starts
        var order = [Int32](repeating: 0, count: entries.count)
        for number in entries.indices {
            let place = Self.place(entries[number].key, starts.count)
            order[Int(free[place])] = Int32(number)
            free[place] += 1
        }
        self.entries = LastingRow(order.map { entries[Int($0)] })
        self.starts = LastingRow(starts)
    }

    /// A power of two.
    private static func placeCount(_ entries: Int) -> Int { 1 << (Int.bitWidth - entries.leadingZeroBitCount + 1) }

    private static func place(_ key: UInt64, _ startCount: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (startCount - 2)
    }

    /// The entries among which all with a key are, and others.
    func entries(near key: UInt64) -> Range<Int> {
        let place = Self.place(key, starts.count)
        return Int(starts[place])..<Int(starts[place + 1])
    }

    @unsafe subscript(unchecked place: Int) -> Entry { unsafe entries[unchecked: place] }
}
