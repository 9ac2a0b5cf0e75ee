// SPDX-License-Identifier: AGPL-3.0-or-later

/// Tells Belarusian spelling by letters and endings that only it has.
struct BelarusianSigns: Sendable {
    private struct Ending: Sendable {
        /// The letters, the last one lowest, and which bits they take.
        let letters: UInt128
        let mask: UInt128
    }

    private let endings: LastingRow<Ending>
    /// The letters that endings end with, by their lowest six bits.
    private let lastLetters: UInt64

    private static let letters: (UInt16, UInt16) = (0x45E, 0x16D)  // ў ŭ
    /// ў, ŭ and і by their lowest six bits.
    private static let bits: UInt64 = 1 << (0x45E & 63) | 1 << (0x16D & 63) | 1 << (0x456 & 63)
    private static let table = "віч аўна еўна avich avič avič awitsch avitch auna avna euna au ou iou eu"
    private static let longest = 8
    private static let minimumLetterCount = 5

    init() {
        let words = Self.table.utf16.split(separator: 0x20)
        let endings = words.map { word in
            precondition(word.count <= Self.longest)
            return Ending(
                letters: word.reduce(0) { $0 << 16 | UInt128($1) }, mask: .max >> UInt128(128 - 16 * word.count))
        }
        self.endings = LastingRow(endings)
        lastLetters = endings.reduce(0) { $0 | 1 << (UInt64(truncatingIfNeeded: $1.letters) & 63) }
    }

    private static func shows(_ word: Span<UInt16>) -> Bool {
        var hasDotted = false
        var hasHard = false
        for place in word.indices {
            let letter = word[place]
            if letter == letters.0 || letter == letters.1 { return true }
            hasDotted = hasDotted || letter == 0x456
            hasHard = hasHard || letter == 0x44B || letter == 0x44D
        }
        // і beside ы or э: Russian has no і, Ukrainian no ы and no э.
        return hasDotted && hasHard
    }

    func marks(_ word: borrowing Letters) -> Bool {
        let count = word.count
        guard count >= Self.minimumLetterCount else { return false }
        let word = word.storage.span
        // Most words have none of the letters that tell.
        var bits: UInt64 = 0
        for place in 0..<count { unsafe bits |= 1 &<< UInt64(truncatingIfNeeded: word[unchecked: place]) }
        if bits & Self.bits != 0, Self.shows(word.extracting(0..<count)) { return true }
        guard lastLetters >> UInt64(word[count - 1] & 63) & 1 == 1 else { return false }
        var tail: UInt128 = 0
        for place in max(0, count - Self.longest)..<count { tail = tail << 16 | UInt128(word[place]) }
        for ending in endings where (tail ^ ending.letters) & ending.mask == 0 { return true }
        return false
    }
}
