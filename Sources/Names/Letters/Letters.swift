// SPDX-License-Identifier: AGPL-3.0-or-later

/// The folded letters of one word, kept in place: reading a word allocates nothing, and a word of ten
/// thousand letters takes no more room than one of forty.
struct Letters: Sendable {
    private var storage = InlineArray<40, UInt16>(repeating: 0)
    private(set) var count = 0

    /// Letters after this many are left out: nobody's name, and alignment is quadratic.
    static let capacity = 40

    init() {}

    init(_ letters: some Sequence<UInt16>) {
        for letter in letters { append(letter) }
    }

    mutating func append(_ letter: UInt16) {
        guard count < Self.capacity else { return }
        storage[count] = letter
        count += 1
    }

    /// Puts another letter in the place of the last one.
    mutating func replaceLast(_ change: (UInt16) -> UInt16) {
        if count > 0 { storage[count - 1] = change(storage[count - 1]) }
    }
}

extension Letters: RandomAccessCollection, MutableCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(place: Int) -> UInt16 {
        get { storage[place] }
        set { storage[place] = newValue }
    }
}

extension Letters: Equatable {
    static func == (one: Letters, other: Letters) -> Bool {
        guard one.count == other.count else { return false }
        for place in 0..<one.count where one.storage[place] != other.storage[place] { return false }
        return true
    }

    /// FNV-1a over the letters, with a last mix.
    static func digest(_ letters: some Sequence<UInt16>) -> UInt64 {
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        for letter in letters { digest = (digest ^ UInt64(letter)) &* 0x100_0000_01B3 }
        return digest ^ digest >> 29
    }

    /// Appends the letters as UTF-8. No letter is a surrogate: those are not scalars.
    func write(to bytes: inout [UInt8]) {
        bytes.append(addingCapacity: 3 * count) { bytes in
            for place in 0..<count {
                let letter = storage[place]
                switch letter {
                case 0..<0x80: bytes.append(UInt8(letter))
                case 0x80..<0x800:
                    bytes.append(UInt8(truncatingIfNeeded: 0xC0 | letter >> 6))
                    bytes.append(UInt8(truncatingIfNeeded: 0x80 | letter & 0x3F))
                default:
                    bytes.append(UInt8(truncatingIfNeeded: 0xE0 | letter >> 12))
                    bytes.append(UInt8(truncatingIfNeeded: 0x80 | letter >> 6 & 0x3F))
                    bytes.append(UInt8(truncatingIfNeeded: 0x80 | letter & 0x3F))
                }
            }
        }
    }
}
