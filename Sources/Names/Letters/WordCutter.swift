// SPDX-License-Identifier: AGPL-3.0-or-later

/// A word as it stands in a text.
struct RawWord: Sendable, Equatable {
    var letters = Letters()
    var upperCount = 0
    var isJoined = false
    var endsAtStop = false
    var endsAtComma = false
    /// A bracket, a semicolon or the like follows: the next word belongs to something else.
    var endsPhrase = false

    /// Takes the letters that stand in UTF-8 from `place` on, as far as they are letters and there is room.
    /// - Parameter codes: see ``LetterFolding/direct``.
    /// - Returns: how many there were, at most `maximumCount`.
    @inline(__always)
    mutating func take(
        _ bytes: Span<UInt8>, at place: inout Int, atMost maximumCount: Int, _ codes: LastingRow<UInt16>
    ) -> Int {
        let room = min(maximumCount, Letters.capacity - letters.count)
        let end = bytes.count
        var next = place
        var taken = 0
        var capitals = 0
        // Places are looked at once, here: all below are below `end`, `room` and the codes of two bytes.
        precondition(next >= 0 && codes.count >= 0x800)
        while taken < room, next < end {
            let first = unsafe bytes[unchecked: next]
            var value = Int(first)
            var following = next &+ 1
            if first >= 0x80 {
                guard first < 0xE0, first >= 0xC2, following < end else { break }
                let second = unsafe bytes[unchecked: following]
                guard second & 0xC0 == 0x80 else { break }
                value = (value & 0x1F) << 6 | Int(second & 0x3F)
                following &+= 1
            }
            let code = unsafe codes[unchecked: value]
            if code < LetterFolding.Code.lowestLetter { break }
            unsafe letters.put(code & ~LetterFolding.upperBit, behind: taken)
            next = following
            taken &+= 1
            capitals &+= Int(code >> 15)
        }
        unsafe letters.grow(by: taken)
        place = next
        upperCount += capitals
        return taken
    }

    /// Becomes a word without letters.
    mutating func removeAll() {
        letters.removeAll()
        upperCount = 0
        isJoined = false
        endsAtStop = false
        endsAtComma = false
        endsPhrase = false
    }
}

/// The words of a text, scalar by scalar.
struct WordCutter {
    let folding: LetterFolding
    private(set) var words: [RawWord] = []
    private var current = RawWord()
    private var joinsNext = false
    private var pendingDigit: UInt16?

    init(folding: LetterFolding) { self.folding = folding }

    /// Whether letters of a word have been seen that has not ended.
    var isInWord: Bool { !current.letters.isEmpty }

    /// Forgets the words, for the next text.
    mutating func begin() {
        words.removeAll(keepingCapacity: true)
        current.removeAll()
        joinsNext = false
        pendingDigit = nil
    }

    /// Forgets the words but for the last, which a comma or a stop may still change.
    mutating func forgetAllButLast() {
        if words.count > 1 { words.removeSubrange(..<(words.count - 1)) }
    }

    /// Takes UTF-8, at most so many scalars and words of it. What is no UTF-8 separates words.
    mutating func add(_ bytes: Span<UInt8>, scalars maximumScalarCount: Int, words maximumWordCount: Int) {
        let codes = folding.direct
        var place = 0
        var count = 0
        while place < bytes.count, count < maximumScalarCount, words.count < maximumWordCount {
            // Most of a text is letters, and spaces between them.
            if pendingDigit == nil {
                let isFirst = current.letters.isEmpty
                let taken = current.take(bytes, at: &place, atMost: maximumScalarCount - count, codes)
                count += taken
                if taken > 0 {
                    if isFirst { beginWord() }
                    continue
                }
            }
            count += 1
            if bytes[place] == UInt8(ascii: " ") {
                place += 1
                endWord()
                joinsNext = false
            } else {
                add(ScalarDecoding.next(in: bytes, at: &place))
            }
        }
    }

    mutating func add(_ scalar: Unicode.Scalar) {
        switch folding.fold(scalar) {
        case .letter(let letter, let isUpper): append(letter, isUpper: isUpper)
        case .mark(let mark): current.letters.replaceLast { [folding] in folding.compose($0, mark) }
        case .ignored: break
        case .digit(let digit): if !current.letters.isEmpty { pendingDigit = digit }
        case .hyphen:
            endWord()
            joinsNext = true
        case .comma: end { $0.endsAtComma = true }
        case .stop: end { $0.endsAtStop = true }
        case .separator:
            if Self.endsPhrase(scalar) { end { $0.endsPhrase = true } }
            endWord()
            joinsNext = false
        }
    }

    private static func endsPhrase(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "(", ")", ";", ":", "!", "?", "[", "]", "{", "}", "…", "—", "–", "/", "|", "•": true
        default: false
        }
    }

    /// A digit inside a word was a letter before it was scanned.
    private mutating func append(_ letter: UInt16, isUpper: Bool) {
        if pendingDigit != nil || current.letters.isEmpty { beginLetter(isUpper: isUpper) }
        guard current.letters.count < Letters.capacity else { return }
        current.letters.append(letter)
        if isUpper { current.upperCount += 1 }
    }

    /// A digit that stands for a letter has its capital from the one behind it.
    private mutating func beginLetter(isUpper: Bool) {
        if let digit = pendingDigit, current.letters.count < Letters.capacity {
            current.letters.append(digit)
            if isUpper { current.upperCount += 1 }
        }
        pendingDigit = nil
        if current.letters.isEmpty { beginWord() }
        joinsNext = false
    }

    private mutating func beginWord() {
        current.isJoined = joinsNext && !words.isEmpty
        joinsNext = false
    }

    /// Marks the word that ends here, or the last one if it has ended already.
    private mutating func end(_ mark: (inout RawWord) -> Void) {
        joinsNext = false
        if current.letters.isEmpty {
            if !words.isEmpty { mark(&words[words.count - 1]) }
        } else {
            mark(&current)
            endWord()
        }
    }

    /// What comes next belongs to something else.
    mutating func endPhrase() {
        end { $0.endsPhrase = true }
    }

    mutating func endWord() {
        pendingDigit = nil
        guard !current.letters.isEmpty else { return }
        words.append(current)
        current.removeAll()
    }
}
