// SPDX-License-Identifier: AGPL-3.0-or-later

/// Compares the words of two names once and gathers the evidence for each pair of interpretations.
struct EvidenceGatherer: Sendable {
    private var aligner = Aligner()
    private var memory = AlignmentMemory()
    private var alignments: [Alignment?] = []
    private var width = 0
    private var manner = SoundCosts.Manner.plain

    mutating func read(_ bytes: Span<UInt8>, text: String, with reader: inout NameReader) -> PersonName {
        reader.read(bytes, text: text, &aligner)
    }

    mutating func word(_ letters: Letters, with reader: inout NameReader) -> NameWord {
        reader.word(letters, &aligner).word
    }

    mutating func cost(_ word: NameWord, _ other: Spelling) -> Int {
        aligner.align(word.spelling, other, manner: word.isBelarusian ? .belarusian : .plain).cost
    }

    mutating func begin(_ first: PersonName, _ second: PersonName) {
        width = second.words.count
        let isBelarusian =
            first.words.contains { $0.word.isBelarusian } || second.words.contains { $0.word.isBelarusian }
        manner = isBelarusian ? .belarusian : .plain
        alignments.removeAll(keepingCapacity: true)
        alignments.append(contentsOf: repeatElement(nil, count: first.words.count * width))
    }

    mutating func gather(
        _ first: PersonName, _ one: Interpretation, _ second: PersonName, _ other: Interpretation
    ) -> Evidence {
        var evidence = Evidence()
        evidence.doubt = one.doubt + other.doubt
        evidence.surname = surname(first, one.surname, second, other.surname)
        evidence.given = given(first, one.given, second, other.given)
        evidence.father = father(first, one, second, other)
        evidence.isOtherGender = isOtherGender(first, one, second, other)
        return evidence
    }

    private mutating func align(_ first: PersonName, _ row: Int, _ second: PersonName, _ column: Int) -> Alignment {
        if let known = alignments[row * width + column] { return known }
        let (one, other) = (first.words[row].word, second.words[column].word)
        let limit = Self.limit(lesserSubstance(first, row, second, column))
        let alignment = memory.alignment(one, other, isBelarusian: manner == .belarusian) {
            aligner.align(one.spelling, other.spelling, manner: manner, limit: limit)
        }
        alignments[row * width + column] = alignment
        return alignment
    }

    /// Past half of its substance a word is another word; how far past says nothing.
    private static func limit(_ substance: Int) -> Int { substance / 2 }

    // MARK: Surnames

    private mutating func surname(
        _ first: PersonName, _ rows: Places, _ second: PersonName, _ columns: Places
    ) -> Evidence.Surname {
        guard !rows.isEmpty, !columns.isEmpty else { return .missing }
        var match = Evidence.SurnameMatch(
            first: rows[0], second: columns[0], cost: 0, substance: 0, tails: (.whole, .whole),
            extraWords: abs(rows.count - columns.count))
        var freeRows = rows.mask
        var freeColumns = columns.mask
        while freeRows != 0, freeColumns != 0 {
            guard let best = nearest(first, rows, freeRows, second, columns, freeColumns) else { break }
            if match.substance == 0 {
                match.first = best.row
                match.second = best.column
                match.tails = (best.alignment.firstTail, best.alignment.secondTail)
                match.isSwapped = best.alignment.isSwapped
                match.script = Self.sharedScript(first.words[best.row].word, second.words[best.column].word)
            }
            let substance = lesserSubstance(first, best.row, second, best.column)
            match.cost += min(best.alignment.cost, Self.limit(substance))
            match.substance += substance
            freeRows &= ~(1 << UInt16(best.row))
            freeColumns &= ~(1 << UInt16(best.column))
        }
        return .compared(match)
    }

    /// In one script spellings differ less than from one to the other, unless a language spells as it speaks.
    private static func sharedScript(_ one: NameWord, _ other: NameWord) -> LookAlikes.Script? {
        let script = one.spelling.script
        return script == other.spelling.script && !one.isBelarusian && !other.isBelarusian ? script : nil
    }

    /// The two words that are most alike among those that have met none.
    private mutating func nearest(
        _ first: PersonName, _ rows: Places, _ freeRows: UInt16, _ second: PersonName, _ columns: Places,
        _ freeColumns: UInt16
    ) -> (row: Int, column: Int, alignment: Alignment)? {
        var best: (row: Int, column: Int, alignment: Alignment)?
        for row in rows where freeRows & 1 << UInt16(row) != 0 {
            for column in columns where freeColumns & 1 << UInt16(column) != 0 {
                let alignment = align(first, row, second, column)
                if best.map({ alignment.cost < $0.alignment.cost }) ?? true { best = (row, column, alignment) }
            }
        }
        return best
    }

    private func lesserSubstance(_ first: PersonName, _ row: Int, _ second: PersonName, _ column: Int) -> Int {
        max(1, min(first.words[row].word.spelling.substance, second.words[column].word.spelling.substance))
    }

    // MARK: Given names

    private mutating func given(
        _ first: PersonName, _ rows: Places, _ second: PersonName, _ columns: Places
    ) -> Evidence.Given {
        guard !rows.isEmpty, !columns.isEmpty else { return .missing(both: rows.isEmpty && columns.isEmpty) }
        var best: (rank: Int, given: Evidence.Given)?
        for row in rows.prefix(3) {
            for column in columns.prefix(3) {
                let given = given(first, row, second, column)
                let rank = Self.rank(given) + (row == rows[0] && column == columns[0] ? 0 : 4)
                if best.map({ rank < $0.rank }) ?? true { best = (rank, given) }
            }
        }
        return best?.given ?? .missing(both: true)
    }

    private mutating func given(_ first: PersonName, _ row: Int, _ second: PersonName, _ column: Int) -> Evidence.Given
    {
        let one = first.words[row]
        let other = second.words[column]
        if one.isInitial || other.isInitial { return .initial(fits: Self.fits(one, other)) }
        let alignment = align(first, row, second, column)
        let substance = lesserSubstance(first, row, second, column)
        let isPlain = alignment.firstTail == .whole && alignment.secondTail == .whole
        if alignment.cost <= 4, isPlain { return .spelled(cost: alignment.cost, substance: substance) }
        if let shared = Self.shared(one.word, other.word) {
            if !isPlain, alignment.cost <= 6, Self.isOfOtherGender(one.word, other.word) { return .inflected }
            return shared ? .short : .form
        }
        if !one.word.given.isEmpty, !other.word.given.isEmpty {
            let share = min(alignment.cost, Self.limit(substance)) * 100 / substance
            if share < 20, Self.isOfOtherGender(one.word, other.word) { return .inflected }
            if share >= 15 { return .different }
        }
        return .spelled(cost: min(alignment.cost, Self.limit(substance)), substance: substance)
    }

    /// Whether two words share a name, and if so whether one of them is short for it.
    private static func shared(_ one: NameWord, _ other: NameWord) -> Bool? {
        var found: Bool?
        for meaning in one.given {
            for partner in other.given where partner.name == meaning.name {
                let isShort = meaning.isShort || partner.isShort
                found = (found ?? true) && isShort
            }
        }
        return found
    }

    private static func isOfOtherGender(_ one: NameWord, _ other: NameWord) -> Bool {
        guard let first = one.given.first, let second = other.given.first else { return false }
        return GivenNames.given.genders[Int(first.name)] != GivenNames.given.genders[Int(second.name)]
    }

    private static func fits(_ one: PersonName.Word, _ other: PersonName.Word) -> Bool {
        !one.word.initial.isDisjoint(with: other.word.initial)
            || (!one.isInitial || !other.isInitial) && formsFit(one, other)
    }

    /// An initial may be that of another form: Е. for Елена and Олена, Н. for Микола.
    private static func formsFit(_ one: PersonName.Word, _ other: PersonName.Word) -> Bool {
        let full = one.isInitial ? other.word : one.word
        let initial = one.isInitial ? one.word.initial : other.word.initial
        return full.given.prefix(2).contains {
            !GivenNames.given.initials[Int($0.name)].isDisjoint(with: initial)
        }
    }

    private static func rank(_ given: Evidence.Given) -> Int {
        switch given {
        case .spelled(let cost, let substance): cost * 100 / substance
        case .form: 5
        case .short: 8
        case .inflected: 15
        case .initial(true): 10
        case .initial(false): 70
        case .different: 80
        case .missing: 90
        }
    }

    // MARK: Fathers' names and gender

    private mutating func father(
        _ first: PersonName, _ one: Interpretation, _ second: PersonName, _ other: Interpretation
    ) -> Evidence.Father {
        guard let row = one.father, let column = other.father else {
            return .missing(both: one.father == nil && other.father == nil)
        }
        let left = first.words[row]
        let right = second.words[column]
        if left.isInitial || right.isInitial {
            return .initial(
                fits: !left.word.initial.isDisjoint(with: right.word.initial) || Self.fathersFit(left, right))
        }
        let alignment = align(first, row, second, column)
        if alignment.cost > 4, Self.shareFather(left.word, right.word) { return .form }
        let substance = lesserSubstance(first, row, second, column)
        let cost = min(alignment.cost, Self.limit(substance))
        let areKnown = !left.word.fathers.isEmpty && !right.word.fathers.isEmpty
        if areKnown, cost * 100 / substance >= 15 { return .different }
        return .spelled(cost: cost, substance: max(SoundCosts.whole, substance - Self.patronymicEnding))
    }

    /// What -ович and -овна weigh, which all fathers' names share.
    private static let patronymicEnding = 80

    private static func fathersFit(_ one: PersonName.Word, _ other: PersonName.Word) -> Bool {
        let full = one.isInitial ? other.word : one.word
        let initial = one.isInitial ? one.word.initial : other.word.initial
        return full.fathers.prefix(2).contains {
            !GivenNames.fathers.initials[Int($0.name)].isDisjoint(with: initial)
        }
    }

    private func isOtherGender(
        _ first: PersonName, _ one: Interpretation, _ second: PersonName, _ other: Interpretation
    ) -> Bool {
        guard let left = Self.gender(first, one), let right = Self.gender(second, other) else { return false }
        return left != right
    }

    private static func shareFather(_ one: NameWord, _ other: NameWord) -> Bool {
        one.fathers.contains { meaning in other.fathers.contains { $0.name == meaning.name } }
    }

    private static func gender(_ name: PersonName, _ roles: Interpretation) -> GivenNames.Gender? {
        if let father = roles.father, let gender = name.words[father].word.patronymic { return gender }
        guard let given = roles.given.first, !name.words[given].isInitial else { return nil }
        return name.words[given].word.givenGender
    }
}
