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
    /// Its first letter was written as a digit; see ``lead(with:)``.
    private(set) var isLedByDigit = false

    /// Puts the capital in front that scanning made a digit of: 0рлов, 3убов. Behind a number that belongs to a list or a note a name begins
    /// with a capital of its own (3Зубов), and of the first word, in capitals, only a zero is surely no number. Short words are
    /// others' endings: 3его.
    mutating func lead(with digit: UInt16, isFirst: Bool) {
        let areCapitals = upperCount == letters.count && (digit == 0x30 || !isFirst)
        guard (3..<Letters.capacity).contains(letters.count), upperCount == 0 || areCapitals,
            let capital = LookAlikes.capital(for: digit, before: letters[0])
        else { return }
        letters = Letters([capital] + letters)
        upperCount += 1
        isLedByDigit = true
    }

    /// Becomes a word without letters.
    mutating func removeAll() {
        letters.removeAll()
        upperCount = 0
        isJoined = false
        endsAtStop = false
        endsAtComma = false
        endsPhrase = false
        isLedByDigit = false
    }
}

/// The words of a text, scalar by scalar.
struct WordCutter {
    let folding: LetterFolding
    private(set) var words: [RawWord] = []
    private var current = RawWord()
    private var joinsNext = false
    private var pendingDigit: UInt16?
    private var lead = Lead.none
    /// The digit before the current word, or 0.
    private var leadOfWord: UInt16 = 0

    /// What stands right before the next letter, if it may be the first of its word.
    private enum Lead: Equatable {
        case none
        case digit(UInt16)
        /// Several digits: none of them was a letter.
        case number
    }

    init(folding: LetterFolding) { self.folding = folding }

    /// Whether letters of a word have been seen that has not ended.
    var isInWord: Bool { !current.letters.isEmpty }

    /// Forgets the words, for the next text.
    mutating func begin() {
        while !words.isEmpty { words.removeLast() }
        current.removeAll()
        joinsNext = false
        pendingDigit = nil
        lead = .none
        leadOfWord = 0
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
            if bytes[place] == UInt8(ascii: " ") {
                count += 1
                place += 1
                endWord()
                joinsNext = false
                lead = .none
                continue
            }
            if pendingDigit == nil {
                let isFirst = current.letters.isEmpty
                let (taken, capitals) = current.letters.take(
                    bytes, at: &place, atMost: maximumScalarCount - count, codes)
                if taken > 0 {
                    count += taken
                    current.upperCount += capitals
                    if isFirst { beginWord() }
                    continue
                }
            }
            count += 1
            add(ScalarDecoding.next(in: bytes, at: &place))
        }
    }

    mutating func add(_ scalar: Unicode.Scalar) {
        switch folding.fold(scalar) {
        case .letter(let letter, let isUpper): append(letter, isUpper: isUpper)
        case .mark(let mark):
            lead = .none
            current.letters.replaceLast { [folding] in folding.compose($0, mark) }
        case .ignored: lead = .none
        case .digit(let digit):
            if current.letters.isEmpty {
                lead = lead == .none ? .digit(digit) : .number
            } else {
                pendingDigit = digit
            }
        case .hyphen:
            endWord()
            joinsNext = true
            lead = .none
        case .comma: end { $0.endsAtComma = true }
        case .stop: end { $0.endsAtStop = true }
        case .separator:
            lead = Self.isDigit(scalar) ? .number : .none
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

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// A digit inside a word was a letter before it was scanned.
    private mutating func append(_ letter: UInt16, isUpper: Bool) {
        if pendingDigit != nil || current.letters.isEmpty { beginLetter(isUpper: isUpper) }
        guard current.letters.count < Letters.capacity else { return }
        current.letters.append(letter)
        if isUpper { current.upperCount += 1 }
    }

    /// A digit that stands for a letter has its capital from the one behind it. Between a small letter and a capital it is a number
    /// that stands between two words.
    private mutating func beginLetter(isUpper: Bool) {
        if pendingDigit != nil, isUpper, current.upperCount < current.letters.count { endWord() }
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
        if case .digit(let digit) = lead { leadOfWord = digit }
        lead = .none
    }

    /// Marks the word that ends here, or the last one if it has ended already.
    private mutating func end(_ mark: (inout RawWord) -> Void) {
        joinsNext = false
        lead = .none
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
        if leadOfWord != 0 {
            current.lead(with: leadOfWord, isFirst: words.isEmpty)
            leadOfWord = 0
        }
        words.append(current)
        current.removeAll()
    }
}
