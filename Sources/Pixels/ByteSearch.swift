// SPDX-License-Identifier: AGPL-3.0-or-later

extension [UInt8] {
    /// Nil where it is not all there.
    func piece(at offset: Int, byteCount: Int) -> ArraySlice<UInt8>? {
        self[...].piece(at: offset, byteCount: byteCount)
    }

    func bigEndian(at offset: Int, byteCount: Int) -> Int? {
        self[...].bigEndian(at: offset, byteCount: byteCount)
    }

    func littleEndian(at offset: Int, byteCount: Int) -> Int? {
        self[...].littleEndian(at: offset, byteCount: byteCount)
    }
}

extension ArraySlice<UInt8> {
    /// Counted from its own first byte; nil where it is not all there.
    func piece(at offset: Int, byteCount: Int) -> ArraySlice<UInt8>? {
        guard offset >= 0, byteCount >= 0, offset <= count, byteCount <= count - offset else { return nil }
        return self[(startIndex + offset)..<(startIndex + offset + byteCount)]
    }

    func bigEndian(at offset: Int, byteCount: Int) -> Int? {
        piece(at: offset, byteCount: byteCount)?.reduce(0) { $0 << 8 | Int($1) }
    }

    func littleEndian(at offset: Int, byteCount: Int) -> Int? {
        piece(at: offset, byteCount: byteCount)?.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// Where these bytes stand in it first, at `start` or behind.
    func index(of words: [UInt8], from start: Int) -> Int? {
        guard let first = words.first, count >= words.count else { return nil }
        let (last, second) = (endIndex - words.count, words.count > 1 ? words[1] : first)
        let step = words.count > 1 ? 1 : 0
        var place = Swift.max(start, startIndex)
        while place <= last {
            // Two at once: the first alone may stand there a million times.
            if self[place] == first, self[place + step] == second,
                self[place..<(place + words.count)].elementsEqual(words)
            {
                return place
            }
            place += 1
        }
        return nil
    }

    func holds(_ words: [UInt8]) -> Bool { index(of: words, from: startIndex) != nil }

    /// Where each of them stands, none within another.
    func indices(of words: [UInt8], most: Int) -> [Int] {
        var (found, place): ([Int], Int) = ([], startIndex)
        while found.count < most, let next = index(of: words, from: place) {
            found.append(next)
            place = next + words.count
        }
        return found
    }
}

/// Words of markup, as far as they say something of a file.
enum Markup {
    private static let spaces: Set<UInt8> = [0x09, 0x0A, 0x0D, 0x20]

    /// Whether one of the names stands there, as an element or an attribute, and is not empty.
    static func holds(_ names: [[UInt8]], in bytes: ArraySlice<UInt8>) -> Bool {
        names.contains { holds($0, in: bytes) }
    }

    private static func holds(_ name: [UInt8], in bytes: ArraySlice<UInt8>) -> Bool {
        var place = bytes.startIndex
        while let found = bytes.index(of: name, from: place) {
            place = found + name.count
            // An end, or part of a longer name.
            if found > bytes.startIndex, isOfName(bytes[found - 1]) || bytes[found - 1] == UInt8(ascii: "/") {
                continue
            }
            if isFilled(bytes[place...]) { return true }
        }
        return false
    }

    /// `rest`: what follows the name.
    private static func isFilled(_ rest: ArraySlice<UInt8>) -> Bool {
        guard let next = rest.first else { return true }
        let behind = rest.drop(while: spaces.contains)
        switch behind.first {
        case UInt8(ascii: "="):
            let value = behind.dropFirst().drop(while: spaces.contains)
            guard let quote = value.first else { return true }
            return value.dropFirst().first != quote
        case UInt8(ascii: ">"):
            return !behind.dropFirst().drop(while: spaces.contains).starts(with: [0x3C, 0x2F])
        case UInt8(ascii: "/"): return false
        default: return !isOfName(next)
        }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: ":"), 0x80...0xFF:
            true
        default: false
        }
    }
}
