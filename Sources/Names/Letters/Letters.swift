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

    /// Takes the letters that stand in UTF-8 from `place` on, as far as they are letters and there is room.
    /// - Parameter codes: see ``LetterFolding/direct``.
    /// - Returns: how many there were, at most `maximumCount`, and how many of them are capitals.
    @inline(__always)
    mutating func take(
        _ bytes: Span<UInt8>, at place: inout Int, atMost maximumCount: Int, _ codes: LastingRow<UInt16>
    ) -> (count: Int, capitals: Int) {
        let first = count
        let room = Swift.min(maximumCount, Self.capacity &- first)
        let end = bytes.count
        var next = place
        var taken = 0
        var capitals = 0
        // Places are looked at once, here: all below are below `end`, `room` and the codes of two bytes.
        precondition(next >= 0 && codes.count >= 0x800)
        var row = storage.mutableSpan
        while taken < room, next < end {
            var value = unsafe Int(bytes[unchecked: next])
            var following = next &+ 1
            if value >= 0x80 {
                guard value < 0xE0, value >= 0xC2, following < end else { break }
                let second = unsafe bytes[unchecked: following]
                guard second & 0xC0 == 0x80 else { break }
                value = (value & 0x1F) << 6 | Int(second & 0x3F)
                following &+= 1
            }
            let code = unsafe codes[unchecked: value]
            if code < LetterFolding.Code.lowestLetter { break }
            unsafe row[unchecked: first &+ taken] = code & ~LetterFolding.upperBit
            next = following
            taken &+= 1
            capitals &+= Int(code >> 15)
        }
        length = UInt8(truncatingIfNeeded: first &+ taken)
        place = next
        return (taken, capitals)
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
        get { storage.span[place] }
        set { storage[place] = newValue }
    }
}

extension Letters: Equatable {
    static func == (one: Letters, other: Letters) -> Bool {
        guard one.count == other.count else { return false }
        let (letters, others) = unsafe (one.storage.span.bytes, other.storage.span.bytes)
        var difference: UInt64 = 0
        var place = 0
        while place < one.count, difference == 0 {
            difference = (four(letters, place) ^ four(others, place)) & mask(one.count &- place)
            place &+= 4
        }
        return difference == 0
    }

    /// Four letters at once, the first lowest, at a multiple of four. What stands behind the last is whatever stood there.
    @inline(__always)
    private static func four(_ letters: RawSpan, _ place: Int) -> UInt64 {
        // The storage's count is a multiple of four, and places are below the letters' count.
        unsafe UInt64(littleEndian: letters.unsafeLoadUnaligned(fromUncheckedByteOffset: 2 &* place, as: UInt64.self))
    }

    /// The bits of as many letters, of four at most.
    @inline(__always)
    private static func mask(_ count: Int) -> UInt64 { count >= 4 ? .max : .max &>> UInt64(64 &- 16 &* count) }

    /// Whether a letter stands twice in a row.
    var hasDoubles: Bool {
        let letters = unsafe storage.span.bytes
        var before: UInt64 = 0
        var place = 0
        while place < count {
            let four = Self.four(letters, place)
            // Zero where a letter is the one before it.
            let difference = (four ^ (four << 16 | before)) | ~Self.mask(count &- place)
            if (difference &- 0x0001_0001_0001_0001) & ~difference & 0x8000_8000_8000_8000 != 0 { return true }
            before = four >> 48
            place &+= 4
        }
        return false
    }

    /// The bits that any letter has and those that all have, and the digest of all.
    var survey: (any: UInt16, all: UInt16, digest: UInt64) {
        var any: UInt64 = 0
        var all = UInt64.max
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        let letters = unsafe storage.span.bytes
        var place = 0
        while place < count {
            let mask = Self.mask(count &- place)
            let four = Self.four(letters, place) & mask
            digest = (digest ^ four) &* 0x9E37_79B9_7F4A_7C15
            digest ^= digest >> 32
            any |= four
            all &= four | ~mask
            place &+= 4
        }
        any |= any >> 32
        all &= all >> 32
        return (
            UInt16(truncatingIfNeeded: any | any >> 16), UInt16(truncatingIfNeeded: all & all >> 16),
            digest ^ digest >> 29
        )
    }

    /// See ``survey``.
    static func digest(_ letters: borrowing Letters) -> UInt64 { letters.survey.digest }

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
