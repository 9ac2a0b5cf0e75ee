// SPDX-License-Identifier: AGPL-3.0-or-later

/// Cuts a text into words and reads each different word once.
struct NameReader: Sendable {
    private let alphabet = Alphabet.shared
    private var known: [LetterKey: NameWord] = [:]

    /// How many different words are remembered before the memory is emptied.
    private static let capacity = 60_000
    /// Scalars after this many are not looked at: a name of 10,000 characters costs no more than this.
    private static let maximumScalarCount = 600

    /// A word as it stands in the text.
    struct Raw: Equatable {
        var letters: [UInt16] = []
        var upperCount = 0
        var isJoined = false
        var endsAtStop = false
        var endsAtComma = false
        /// A bracket, a semicolon or the like follows: the next word belongs to something else.
        var endsPhrase = false
    }

    mutating func read(_ text: String, _ aligner: inout Aligner) -> PersonName {
        let raw = Self.words(of: text, alphabet.folding)
        var words: [PersonName.Word] = []
        words.reserveCapacity(raw.count)
        var isCyrillic = false
        for part in raw {
            let (word, script) = self.word(part.letters, &aligner)
            isCyrillic = isCyrillic || script == .cyrillic
            words.append(Self.described(part, word))
        }
        if isCyrillic { retype(&words, raw, &aligner) }
        return PersonName(text: text, words: words, interpretations: Interpreter.interpretations(of: words))
    }

    /// One word by itself.
    mutating func word(
        _ letters: [UInt16], _ aligner: inout Aligner
    ) -> (word: NameWord, script: LookAlikes.Script) {
        var letters = letters
        let script = LookAlikes.mend(&letters)
        let key = LetterKey(letters)
        if let word = known[key] { return (word, script) }
        if known.count >= Self.capacity { known.removeAll(keepingCapacity: true) }
        let word = NameWord(letters: letters, script: script, &aligner)
        known[key] = word
        return (word, script)
    }

    /// A word in Latin letters that are all twins of Cyrillic ones, in a name whose other words are Cyrillic.
    private mutating func retype(_ words: inout [PersonName.Word], _ raw: [Raw], _ aligner: inout Aligner) {
        for place in words.indices where words[place].word.spelling.script == .latin {
            guard let letters = LookAlikes.wholeCyrillic(raw[place].letters) else { continue }
            words[place] = Self.described(raw[place], word(letters, &aligner).word)
        }
    }

    private static func described(_ raw: Raw, _ word: NameWord) -> PersonName.Word {
        PersonName.Word(
            word: word, isInitial: raw.letters.count == 1 || raw.endsAtStop && raw.letters.count <= 2,
            isCapitals: raw.letters.count > 1 && raw.upperCount == raw.letters.count,
            isJoined: raw.isJoined, endsAtComma: raw.endsAtComma)
    }

    static func words(of text: String, _ folding: LetterFolding) -> [Raw] {
        var cutter = WordCutter(folding: folding)
        var count = 0
        for scalar in text.unicodeScalars {
            count += 1
            if count > maximumScalarCount || cutter.words.count == PersonName.maximumWordCount { break }
            cutter.add(scalar)
        }
        cutter.endWord()
        return cutter.words
    }
}

/// Letters as a key of a dictionary, hashed once and cheaply.
struct LetterKey: Hashable {
    private let letters: [UInt16]
    private let digest: UInt64

    init(_ letters: [UInt16]) {
        self.letters = letters
        digest = Self.digest(letters)
    }

    /// FNV-1a over the letters, with a last mix.
    static func digest(_ letters: some Sequence<UInt16>) -> UInt64 {
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        for letter in letters { digest = (digest ^ UInt64(letter)) &* 0x100_0000_01B3 }
        return digest ^ digest >> 29
    }

    func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

/// The words of a text, scalar by scalar.
struct WordCutter {
    let folding: LetterFolding
    private(set) var words: [NameReader.Raw] = []
    private var current = NameReader.Raw()
    private var joinsNext = false
    private var pendingDigit: UInt16?

    init(folding: LetterFolding) { self.folding = folding }

    /// Whether letters of a word have been seen that has not ended.
    var isInWord: Bool { !current.letters.isEmpty }

    mutating func add(_ scalar: Unicode.Scalar) {
        switch folding.fold(scalar) {
        case .letter(let letter, let isUpper): append(letter, isUpper: isUpper)
        case .mark(let mark):
            if let last = current.letters.popLast() { current.letters.append(folding.compose(last, mark)) }
        case .ignored: break
        case .digit(let digit): if !current.letters.isEmpty { pendingDigit = digit }
        case .hyphen:
            endWord()
            joinsNext = true
        case .comma: end { $0.endsAtComma = true }
        case .stop: end { $0.endsAtStop = true }
        case .separator:
            if Self.phraseEnds.contains(scalar) { end { $0.endsPhrase = true } }
            endWord()
            joinsNext = false
        }
    }

    private static let phraseEnds = Set("();:!?[]{}…—–/|•".unicodeScalars)

    /// A digit inside a word was a letter before it was scanned.
    private mutating func append(_ letter: UInt16, isUpper: Bool) {
        if let digit = pendingDigit { current.letters.append(digit) }
        pendingDigit = nil
        if current.letters.isEmpty { current.isJoined = joinsNext && !words.isEmpty }
        joinsNext = false
        current.letters.append(letter)
        if isUpper { current.upperCount += 1 }
    }

    /// Marks the word that ends here, or the last one if it has ended already.
    private mutating func end(_ mark: (inout NameReader.Raw) -> Void) {
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
        if !current.letters.isEmpty { words.append(current) }
        current = NameReader.Raw()
    }
}
