// SPDX-License-Identifier: AGPL-3.0-or-later

/// What stands around a word of a text that may be somebody's surname.
///
/// Given names, fathers' names and initials right beside it belong to it and cannot be left out: Мария Осечкина is not
/// Владимир. Another capital word may belong to it or not: a minister is no given name, nor is the first word of a
/// sentence.
struct NamePhrase {
    /// The words that may be the name, by their places in the text.
    let spans: [ClosedRange<Int>]
    /// The surname with its hyphenated parts.
    let surname: ClosedRange<Int>
    /// Whether a given name or an initial belongs to it.
    let isFull: Bool
    /// Whether one of those is known to be that: not where only a capital word stands before it, which may be a calling (in German every
    /// noun has a capital).
    let isSurelyFull: Bool
    /// Whether one of those is a woman's.
    let isWoman: Bool
    /// Whether a word beside it says that it names somebody's relative.
    let isRelative: Bool

    /// How many words around a surname may belong to the name.
    private static let reach = 3

    init(around place: Int, in words: [TextWords.Word], _ read: [PersonName.Word]) {
        let surname = Self.hyphenated(place, read)
        let before = Self.run(from: surname.lowerBound, step: -1, words, read)
        let after = Self.run(from: surname.upperBound, step: 1, words, read)
        self.surname = surname
        isFull = before.sure != surname.lowerBound || after.sure != surname.upperBound
        let beside = (before.sure...after.sure).filter { !surname.contains($0) }
        isSurelyFull = beside.contains { place in
            Self.isInitial(place, words, read) || read[place].word.patronymic != nil || read[place].word.isKnownGiven
        }
        isWoman = beside.contains { place in
            (read[place].word.patronymic ?? read[place].word.givenGender) == .female
        }
        var spans: [ClosedRange<Int>] = []
        if before.sure < surname.lowerBound { spans.append(before.sure...surname.upperBound) }
        if after.sure > surname.upperBound { spans.append(surname.lowerBound...after.sure) }
        // Владимир Осечкин Валерьевич
        if spans.count == 2, read[surname.upperBound + 1].word.patronymic != nil {
            spans = [before.sure...after.sure]
        }
        if spans.isEmpty {
            spans = [surname]
            if before.perhaps < surname.lowerBound { spans.append(before.perhaps...surname.upperBound) }
            if after.perhaps > surname.upperBound { spans.append(surname.lowerBound...after.perhaps) }
        }
        self.spans = spans
        isRelative = Self.isBesideKinship(before.sure, after.sure, words, read)
    }

    /// "Его брат Иван Осечкин", "Иван Осечкин, сын": a word for a relative right before the name, with a word between at most, or behind it.
    private static func isBesideKinship(
        _ first: Int, _ last: Int, _ words: [TextWords.Word], _ read: [PersonName.Word]
    ) -> Bool {
        func endsSentence(_ place: Int) -> Bool { words[place].raw.endsAtStop || words[place].raw.endsPhrase }
        for place in max(0, first - 2)..<first where Kinship.holds(read[place].word.letters) {
            return !(place..<first).contains(where: endsSentence)
        }
        return last + 1 < read.count && !endsSentence(last) && Kinship.holds(read[last + 1].word.letters)
    }

    /// The word that was found is the surname; the others are given names, initials and a father's name.
    static func name(_ read: [PersonName.Word], _ span: ClosedRange<Int>, surname: ClosedRange<Int>) -> PersonName {
        var roles = Interpretation()
        for place in surname { roles.surname.append(place - span.lowerBound) }
        let beside = span.filter { !surname.contains($0) }
        let names = beside.filter { !read[$0].shape.contains(.isParticleBefore) }
        let others = names.isEmpty ? beside : names
        for other in others {
            let isFather = read[other].word.patronymic != nil || read[other].isInitial && !roles.given.isEmpty
            if isFather, roles.father == nil, others.count > 1 {
                roles.father = other - span.lowerBound
            } else {
                roles.given.append(other - span.lowerBound)
            }
        }
        return PersonName(text: "", words: Array(read[span]), interpretations: [roles])
    }

    private static func hyphenated(_ place: Int, _ read: [PersonName.Word]) -> ClosedRange<Int> {
        var first = place
        while first > 0, place - first < reach, read[first].isJoined { first -= 1 }
        var last = place
        while last + 1 < read.count, last - place < reach, read[last + 1].isJoined { last += 1 }
        return first...last
    }

    /// How far names reach from a surname in one direction: what surely belongs to it, and what perhaps does.
    private static func run(
        from start: Int, step: Int, _ words: [TextWords.Word], _ read: [PersonName.Word]
    ) -> (sure: Int, perhaps: Int) {
        var sure = start
        var perhaps = start
        var place = start + step
        while abs(place - start) <= reach, read.indices.contains(place),
            !endsPhrase(step > 0 ? place - 1 : place, words, read)
        {
            // Ханс фон дер Ляйен. Only a known given name is sought before it: "der Anwalt von Ossetschkin".
            if step < 0, sure == start, isParticle(place, words, read) {
                place += step
                continue
            }
            guard words[place].raw.upperCount > 0 else { break }
            // What stands before a father's name is a given name, known or not.
            let isBeforeFather = step < 0 && place + 1 < start && read[place + 1].word.patronymic != nil
            let isUnknown = step < 0 && place == start - 1 && isUnknownName(place, before: start, words, read)
            if abs(perhaps - place) == 1 { perhaps = place }
            guard isBeforeFather || isUnknown || isName(place, words, read) else { break }
            perhaps = place
            sure = place
            place += step
        }
        return (sure, perhaps)
    }

    /// A small word that belongs to the one after it.
    private static func isParticle(_ place: Int, _ words: [TextWords.Word], _ read: [PersonName.Word]) -> Bool {
        words[place].raw.upperCount == 0 && !read[place].isInitial && read[place].shape.contains(.isParticleBefore)
    }

    private static func endsPhrase(_ place: Int, _ words: [TextWords.Word], _ read: [PersonName.Word]) -> Bool {
        let raw = words[place].raw
        return read[place].endsAtComma || raw.endsPhrase
            || raw.endsAtStop && !isInitial(place, words, read)
    }

    private static func isName(_ place: Int, _ words: [TextWords.Word], _ read: [PersonName.Word]) -> Bool {
        let word = read[place]
        if word.isInitial { return words[place].raw.endsAtStop && isInitial(place, words, read) }
        if OrdinaryWords.holds(word.word.letters) { return false }
        if word.word.patronymic != nil { return true }
        guard let meaning = word.word.given.first else { return false }
        guard isFirst(place, words, read) else { return true }
        // Every word may begin a sentence with a capital: none is a pet form (Сам Осечкин), and no short one in Latin letters, which are
        // read in many ways, that only sounds like a name.
        return !meaning.isShort
            && (word.word.given.areExact || word.word.spelling.script == .cyrillic || word.word.letters.count > 4)
    }

    /// An initial has a capital and is no form of address: neither "г." nor "Mr." stands for a given name, and "суд." ends a sentence.
    private static func isInitial(_ place: Int, _ words: [TextWords.Word], _ read: [PersonName.Word]) -> Bool {
        read[place].isInitial && words[place].raw.upperCount > 0
            && !Titles.holds(Array(read[place].word.spelling.letters))
    }

    /// Whether a word may have its capital from where it stands: at the beginning of a sentence, or of a line.
    private static func isFirst(_ place: Int, _ words: [TextWords.Word], _ read: [PersonName.Word]) -> Bool {
        place == 0 || endsPhrase(place - 1, words, read) || words[place - 1].place.line < words[place].place.line
    }

    /// A capital word right before a surname, inside a sentence, that is no title and no abbreviation: a given name
    /// that our tables do not have.
    private static func isUnknownName(
        _ place: Int, before surname: Int, _ words: [TextWords.Word], _ read: [PersonName.Word]
    ) -> Bool {
        let spelling = read[place].word.spelling
        // A caption that says a surname twice gives nobody that given name.
        guard !read[place].word.letters.elementsEqual(read[surname].word.letters) else { return false }
        return spelling.letters.count > 2 && spelling.script == read[surname].word.spelling.script
            && !(read[place].isCapitals && (spelling.letters.count < 6 || !read[surname].isCapitals))
            && !isFirst(place, words, read) && !isBehindInitial(place, words, read)
            && !Titles.holds(Array(spelling.letters)) && !OrdinaryWords.holds(read[place].word.letters)
    }

    /// A stop behind one letter may end the sentence: "имени И. Затем Осечкин ушёл". Who is called so has a known name.
    private static func isBehindInitial(
        _ place: Int, _ words: [TextWords.Word], _ read: [PersonName.Word]
    ) -> Bool {
        place > 0 && words[place - 1].raw.endsAtStop && isInitial(place - 1, words, read)
    }

    /// Whether a word is plainly not the surname of the name it stands in: a father's name beside a given name and with
    /// a surname before or after (Николай Иванович Васильев), or a given name before another word (Lisa Hanna is not
    /// named in Hanna Mäntylä).
    static func isOtherRole(_ place: Int, in words: [TextWords.Word], _ read: [PersonName.Word]) -> Bool {
        func follows(_ other: Int) -> Bool {
            other + 1 < read.count && words[other + 1].raw.upperCount > 0 && words[other + 1].raw.letters.count > 1
                && !read[other + 1].isJoined && !endsPhrase(other, words, read)
        }
        let isAfterName = place > 0 && !endsPhrase(place - 1, words, read) && isName(place - 1, words, read)
        if read[place].word.patronymic != nil {
            guard isAfterName, read[place - 1].word.patronymic == nil else { return false }
            return follows(place) || place > 1 && follows(place - 2) && words[place - 2].raw.upperCount > 0
        }
        guard read[place].word.isKnownGiven, !isAfterName, follows(place) else { return false }
        return !isName(place + 1, words, read)
    }
}
