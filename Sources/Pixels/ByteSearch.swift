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

    /// Whether there is anything in it that is to be read: filling is zeros and spaces.
    var isBlank: Bool { allSatisfy { $0 == 0 || $0 == 0x20 || (0x09...0x0D).contains($0) } }
}

/// Several words that are looked for at once, in one pass.
struct WordSearch: Sendable {
    private let words: [[UInt8]]
    /// Of each byte, the words that begin with it.
    private let beginning: [[Int]]
    private let begins: [Bool]

    init(_ words: [[UInt8]]) {
        self.words = words
        let beginning = (0...255).map { byte in words.indices.filter { words[$0].first == UInt8(byte) } }
        self.beginning = beginning
        begins = beginning.map { !$0.isEmpty }
    }

    init(_ words: String...) { self.init(words.map { Array($0.utf8) }) }

    /// Where the first of them stands at `start` or behind, and which; nil also where there was nothing left to look on with.
    func next(in bytes: ArraySlice<UInt8>, from start: Int, _ effort: inout Effort) -> (place: Int, word: Int)? {
        var place = Swift.max(start, bytes.startIndex)
        let most = effort.stepsLeft
        var steps = 0
        while place < bytes.endIndex, steps <= most {
            let byte = Int(bytes[place])
            steps += 1
            if begins[byte] {
                steps += beginning[byte].count
                for word in beginning[byte] where bytes[place...].starts(with: words[word]) {
                    return effort.spend(steps) ? (place, word) : nil
                }
            }
            place += 1
        }
        _ = effort.spend(steps)
        return nil
    }

    func stands(in bytes: ArraySlice<UInt8>, _ effort: inout Effort) -> Bool {
        next(in: bytes, from: bytes.startIndex, &effort) != nil
    }
}

/// Names and what each of them means, found by a number that is made while a name is read (FNV-1a).
struct NameTable<Meaning: Sendable>: Sendable {
    private let meanings: [UInt64: Meaning]

    /// Each letter of a name is one byte: those of QuickTime begin with ©, which is 0xA9 there.
    init(_ meanings: [([String], Meaning)]) {
        var table: [UInt64: Meaning] = [:]
        for (names, meaning) in meanings {
            for name in names {
                table[NameNumber(name.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }).value] = meaning
            }
        }
        self.meanings = table
    }

    subscript(number: NameNumber) -> Meaning? { meanings[number.value] }
}

struct NameNumber {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    init() {}

    init(_ name: some Sequence<UInt8>) { for byte in name { add(byte) } }

    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
}
