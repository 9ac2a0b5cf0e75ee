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
        current = RawWord()
        joinsNext = false
        pendingDigit = nil
    }

    /// Takes UTF-8, at most so many scalars and words of it. What is no UTF-8 separates words.
    mutating func add(_ bytes: Span<UInt8>, scalars maximumScalarCount: Int, words maximumWordCount: Int) {
        let folding = folding
        var place = 0
        var count = 0
        while place < bytes.count, count < maximumScalarCount, words.count < maximumWordCount {
            count += 1
            let first = bytes[place]
            var value = Int(first)
            var next = place + 1
            if first >= 0x80 {
                guard first < 0xE0, next < bytes.count, first >= 0xC2, bytes[next] & 0xC0 == 0x80 else {
                    add(ScalarDecoding.next(in: bytes, at: &place))
                    continue
                }
                value = (value & 0x1F) << 6 | Int(bytes[next] & 0x3F)
                next += 1
            }
            let code = folding.direct[value]
            if code < LetterFolding.Code.lowestLetter {
                add(ScalarDecoding.next(in: bytes, at: &place))
                continue
            }
            place = next
            let isUpper = code & LetterFolding.upperBit != 0
            if pendingDigit != nil || current.letters.count == 0 || current.letters.count == Letters.capacity {
                append(code & ~LetterFolding.upperBit, isUpper: isUpper)
            } else {
                current.letters.append(code & ~LetterFolding.upperBit)
                current.upperCount &+= isUpper ? 1 : 0
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
        if pendingDigit != nil || current.letters.isEmpty { beginLetter() }
        guard current.letters.count < Letters.capacity else { return }
        current.letters.append(letter)
        if isUpper { current.upperCount += 1 }
    }

    private mutating func beginLetter() {
        if let digit = pendingDigit { current.letters.append(digit) }
        pendingDigit = nil
        if current.letters.isEmpty { current.isJoined = joinsNext && !words.isEmpty }
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

    mutating func endWord() {
        pendingDigit = nil
        guard !current.letters.isEmpty else { return }
        words.append(current)
        current = RawWord()
    }
}
