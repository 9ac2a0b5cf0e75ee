// SPDX-License-Identifier: AGPL-3.0-or-later

/// The folded letters of one word, kept in place: reading a word allocates nothing, and a word of ten
/// thousand letters takes no more room than one of forty.
///
/// Letters are read through a span, here and in the other rows that are kept in place: to read an element of the array
/// itself copies all of it first.
struct Letters: Sendable {
    fileprivate(set) var storage = InlineArray<40, UInt16>(repeating: 0)
    private var length: UInt8 = 0

    var count: Int { Int(length) }

    /// Letters after this many are left out: nobody's name, and alignment is quadratic.
    static let capacity = 40

    init() {}

    init(_ letters: some Sequence<UInt16>) {
        for letter in letters { append(letter) }
    }

    mutating func append(_ letter: UInt16) {
        guard count < Self.capacity else { return }
        storage[count] = letter
        length += 1
    }

    /// Takes away all letters. What stood there is not looked at again.
    mutating func removeAll() { length = 0 }

    /// Puts a letter behind `extra` others that ``grow(by:)`` will count. There must be room.
    @unsafe mutating func put(_ letter: UInt16, behind extra: Int) {
        unsafe storage[unchecked: count &+ extra] = letter
    }

    /// Counts letters that were put.
    @unsafe mutating func grow(by extra: Int) { length += UInt8(truncatingIfNeeded: extra) }

    /// Puts another letter in the place of the last one.
    mutating func replaceLast(_ change: (UInt16) -> UInt16) {
        if count > 0 { storage[count - 1] = change(storage[count - 1]) }
    }
}

extension Letters: RandomAccessCollection, MutableCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(place: Int) -> UInt16 {
        get { storage.span[place] }
        set { storage[place] = newValue }
    }
}

extension Letters: Equatable {
    static func == (one: Letters, other: Letters) -> Bool {
        guard one.count == other.count else { return false }
        let (letters, others) = (one.storage.span, other.storage.span)
        var place = 0
        while place < one.count {
            if unsafe letters[unchecked: place] != others[unchecked: place] { return false }
            place &+= 1
        }
        return true
    }

    /// The bits that any letter has and those that all have, and the digest of all.
    var survey: (any: UInt16, all: UInt16, digest: UInt64) {
        var any: UInt16 = 0
        var all = UInt16.max
        var digest = Self.digestStart
        let letters = storage.span
        for place in 0..<count {
            // A count is never more than the storage holds.
            let letter = unsafe letters[unchecked: place]
            digest = Self.add(digest, letter)
            any |= letter
            all &= letter
        }
        return (any, all, Self.mixed(digest))
    }

    private static let digestStart: UInt64 = 0xCBF2_9CE4_8422_2325

    private static func add(_ digest: UInt64, _ letter: UInt16) -> UInt64 {
        (digest ^ UInt64(letter)) &* 0x100_0000_01B3
    }

    private static func mixed(_ digest: UInt64) -> UInt64 { digest ^ digest >> 29 }

    /// FNV-1a over the letters, with a last mix.
    static func digest(_ letters: some Sequence<UInt16>) -> UInt64 {
        mixed(letters.reduce(digestStart, add))
    }

    /// The most bytes that a word has as UTF-8.
    static let maximumByteCount = 3 * capacity

    /// Puts the letters as UTF-8 behind `start`, where there must be room for ``maximumByteCount``. No letter is a
    /// surrogate: those are not scalars.
    /// - Returns: how many bytes they take.
    @unsafe func write(to start: UnsafeMutablePointer<UInt8>) -> Int {
        var byteCount = 0
        let letters = storage.span
        for place in 0..<count {
            let letter = unsafe letters[unchecked: place]
            if letter < 0x80 {
                unsafe start[byteCount] = UInt8(truncatingIfNeeded: letter)
                byteCount &+= 1
                continue
            }
            if letter < 0x800 {
                unsafe start[byteCount] = UInt8(truncatingIfNeeded: 0xC0 | letter >> 6)
                unsafe start[byteCount &+ 1] = UInt8(truncatingIfNeeded: 0x80 | letter & 0x3F)
                byteCount &+= 2
                continue
            }
            unsafe start[byteCount] = UInt8(truncatingIfNeeded: 0xE0 | letter >> 12)
            unsafe start[byteCount &+ 1] = UInt8(truncatingIfNeeded: 0x80 | letter >> 6 & 0x3F)
            unsafe start[byteCount &+ 2] = UInt8(truncatingIfNeeded: 0x80 | letter & 0x3F)
            byteCount &+= 3
        }
        return byteCount
    }
}
