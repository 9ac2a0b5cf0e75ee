// SPDX-License-Identifier: AGPL-3.0-or-later

/// Cuts a text into words and reads each different word once.
struct NameReader: Sendable {
    typealias Raw = RawWord

    private let tables = WordTables.shared
    private var cutter = WordCutter(folding: Alphabet.shared.folding)
    private var book = WordBook()
    private var shapes = InterpretationMemory()

    /// Scalars after this many are not looked at: a name of 10,000 characters costs no more than this.
    private static let maximumScalarCount = 600

    /// - Parameter text: what the name is to hold as its text.
    mutating func read(_ bytes: Span<UInt8>, text: String, _ aligner: inout Aligner) -> PersonName {
        var name = PersonName(text: text, words: [], interpretations: [])
        read(bytes, into: &name, &aligner)
        return name
    }

    /// Puts the words of a name in the place of another's.
    mutating func read(_ bytes: Span<UInt8>, into name: inout PersonName, _ aligner: inout Aligner) {
        Self.cut(bytes, &cutter)
        // Held once, and not anew for each word.
        let raws = cutter.words
        var isCyrillic = false
        var isLatin = false
        var isJoined = false
        for place in 0..<raws.count {
            let (word, script) = book.word(mending: raws[place].letters, tables, &aligner)
            isCyrillic = isCyrillic || script == .cyrillic
            isLatin = isLatin || script == .latin
            isJoined = isJoined || raws[place].isJoined
            let read = PersonName.Word(consume word, raws[place])
            if place < name.words.count { name.words[place] = read } else { name.words.append(read) }
        }
        while name.words.count > raws.count { name.words.removeLast() }
        // As long as there is one word for each that was cut.
        if isCyrillic, isLatin { retype(&name.words, &aligner) }
        if name.words.count == 2 { cutInitials(&name.words, &aligner) }
        if isJoined { join(&name.words, &aligner) }
        name.interpretations = shapes.interpretations(of: name.words.span)
    }

    /// Two words with a hyphen may also be written as one. Three may not, nor may short ones: Abd-al-Aziz.
    private mutating func join(_ words: inout [PersonName.Word], _ aligner: inout Aligner) {
        for place in words.indices.dropFirst() where words[place].isJoined {
            let isPair = !words[place - 1].isJoined && (place + 1 == words.count || !words[place + 1].isJoined)
            let (one, other) = (words[place - 1].word, words[place].word)
            let count = one.letters.count + other.letters.count
            guard isPair, one.facts.script == other.facts.script, count <= Letters.capacity,
                min(one.letters.count, other.letters.count) >= Self.joinedLetterCount
            else { continue }
            var letters = one.letters
            for letter in other.letters { letters.append(letter) }
            words[place - 1].whole = book.word(letters, one.facts.script, tables, &aligner)
        }
    }

    private static let joinedLetterCount = 3

    /// Two capital consonants beside one longer word are two initials without stops: Путин ВВ.
    private mutating func cutInitials(_ words: inout [PersonName.Word], _ aligner: inout Aligner) {
        for place in 0..<2 where words[1 - place].word.letters.count > 2 && !words[1].isJoined {
            let raw = cutter.words[place]
            let letters = words[place].word.letters
            guard raw.letters.count == 2, raw.upperCount == 2, words[place].isConsonants,
                !Self.surnames.contains(where: letters.elementsEqual)
            else { continue }
            var one = raw
            one.letters = Letters(letters.prefix(1))
            (one.upperCount, one.endsAtStop, one.endsAtComma) = (1, true, false)
            var other = one
            other.letters = Letters(letters.suffix(1))
            other.endsAtComma = raw.endsAtComma
            words.replaceSubrange(
                place...place,
                with: [one, other].map { PersonName.Word(word($0.letters, &aligner).word, $0) })
            return
        }
    }

    /// Surnames of two consonants.
    private static let surnames = ["ng", "нг"].map { Letters($0.utf16) }

    /// One word by itself.
    mutating func word(
        _ letters: Letters, _ aligner: inout Aligner
    ) -> (word: NameWord, script: LookAlikes.Script) {
        book.word(mending: letters, tables, &aligner)
    }

    /// A word in Latin letters that are all twins of Cyrillic ones, in a name whose other words are Cyrillic.
    private mutating func retype(_ words: inout [PersonName.Word], _ aligner: inout Aligner) {
        for place in words.indices where words[place].word.facts.script == .latin {
            guard let letters = LookAlikes.wholeCyrillic(cutter.words[place].letters) else { continue }
            words[place] = PersonName.Word(word(letters, &aligner).word, cutter.words[place])
        }
    }

    static func words(of text: String, _ folding: LetterFolding) -> [RawWord] {
        var cutter = WordCutter(folding: folding)
        cut(text.utf8Span.span, &cutter)
        return cutter.words
    }

    private static func cut(_ bytes: Span<UInt8>, _ cutter: inout WordCutter) {
        cutter.begin()
        cutter.add(bytes, scalars: maximumScalarCount, words: PersonName.maximumWordCount)
        // A letter behind a number may have begun one word too many.
        if cutter.words.count < PersonName.maximumWordCount { cutter.endWord() }
    }
}

extension PersonName.Word {
    @inline(__always)
    init(_ word: NameWord, _ raw: RawWord) {
        let count = raw.letters.count
        let isShortened =
            raw.endsAtStop && (count <= 2 || count <= Self.maximumInitialCount && Self.isConsonants(word))
        self.init(
            word: word, isInitial: count == 1 || isShortened,
            isCapitals: count > 1 && raw.upperCount == count, isJoined: raw.isJoined, endsAtComma: raw.endsAtComma)
    }

    /// Letters of the longest initial: Tschingis as Tsch.
    private static let maximumInitialCount = 5

    /// Nobody's name and no title, but letters that together may begin one.
    fileprivate var isConsonants: Bool { Self.isConsonants(word) }

    private static func isConsonants(_ word: NameWord) -> Bool {
        word.facts.script != .other && word.spelling.possible.isDisjoint(with: .vowels)
            && word.shape.isDisjoint(with: [.isParticleBefore, .isParticleAfter])
    }
}

/// Letters as a key of a dictionary, hashed once and cheaply.
struct LetterKey: Hashable {
    private let letters: Letters
    private let digest: UInt64

    init(_ letters: Letters) {
        self.letters = letters
        digest = Letters.digest(letters)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}
