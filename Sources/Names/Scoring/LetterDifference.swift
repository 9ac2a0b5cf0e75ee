// SPDX-License-Identifier: AGPL-3.0-or-later

/// How two words of one script differ as they are written: sounds that are near (и, ы) are written by two people's names as
/// well as by one's.
enum LetterDifference {
    /// Nothing, or what is written now this way and now that: a mark over a letter (Королёв), a soft sign (Валерьевич,
    /// Валериевич), a letter that is doubled.
    case spelling
    /// One letter is another one, or there is one more.
    case oneLetter
    /// Two neighbours changed places.
    case swapped
    case more

    init(_ one: Letters, _ other: Letters) {
        let shorter = min(one.count, other.count)
        var start = 0
        while start < shorter, Self.areAlike(one[start], other[start]) { start += 1 }
        var end = 0
        while end < shorter - start, Self.areAlike(one[one.count - 1 - end], other[other.count - 1 - end]) { end += 1 }
        let (rest, otherRest) = (one.count - start - end, other.count - start - end)
        switch (rest, otherRest) {
        case (0, 0): self = .spelling
        case (0, 1): self = Self.isSpelling(nil, other, start) ? .spelling : .oneLetter
        case (1, 0): self = Self.isSpelling(nil, one, start) ? .spelling : .oneLetter
        case (1, 1): self = Self.isSpelling(one[start], other, start) ? .spelling : .oneLetter
        case (2, 2) where one[start] == other[start + 1] && one[start + 1] == other[start]: self = .swapped
        default: self = .more
        }
    }

    /// Whether a letter, or none, stands for the one at a place as a matter of spelling.
    private static func isSpelling(_ letter: UInt16?, _ word: Letters, _ place: Int) -> Bool {
        let other = word[place]
        guard let letter else {
            let isDouble = place > 0 && word[place - 1] == other || place + 1 < word.count && word[place + 1] == other
            return isDouble || signs.contains(other)
        }
        return alike.contains([letter, other]) || alike.contains([other, letter])
    }

    private static let signs = Array("ьъ".utf16)
    private static let alike = ["иь", "ий", "эе", "ьъ"].map { Array($0.utf16) }

    /// Whether no more than the end of one differs from that of the other.
    static func isOfEnding(_ one: NameWord, _ other: NameWord) -> Bool {
        let (letters, others) = (one.letters, other.letters)
        let start = zip(letters, others).prefix { areAlike($0, $1) }.count
        return min(letters.count, others.count) - start <= endingLetterCount
    }

    /// Letters of an ending of the shorter word: -ого, -ими.
    private static let endingLetterCount = 3

    /// Whether they are the same but for a mark.
    private static func areAlike(_ one: UInt16, _ other: UInt16) -> Bool {
        // Only letters that come behind those of ASCII have marks.
        one == other || max(one, other) >= 0x80 && plain(one) == plain(other)
    }

    /// A letter without its mark; й has none that is left out.
    private static func plain(_ letter: UInt16) -> UInt16 {
        letter == 0x439 ? letter : Compositions.bases[letter] ?? letter
    }

    /// Whether two names are written in two languages of one script: one of them is Belarusian, or only one has letters that
    /// Russian has not (Олексій Чалий, Алексей Чалый).
    static func areOfTwoLanguages(_ one: PersonName, _ other: PersonName) -> Bool {
        func isBelarusian(_ name: PersonName) -> Bool { name.words.contains { $0.facts.isBelarusian } }
        if isBelarusian(one) || isBelarusian(other) { return true }
        func hasOwnLetters(_ name: PersonName) -> Bool {
            name.words.contains { $0.word.letters.contains(where: isNotRussian) }
        }
        return hasOwnLetters(one) != hasOwnLetters(other)
    }

    /// Cyrillic, and none of the letters of Russian.
    private static func isNotRussian(_ letter: UInt16) -> Bool {
        LookAlikes.isCyrillic(letter) && !(0x430...0x44F).contains(letter) && letter != 0x451
    }
}
