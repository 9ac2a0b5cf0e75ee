// SPDX-License-Identifier: AGPL-3.0-or-later

/// Compares the words of two names once and gathers the evidence for each pair of interpretations.
struct EvidenceGatherer: Sendable {
    private var aligner = Aligner()
    private var memory: AlignmentMemory?
    private let givenNames = GivenNames.given
    private let fatherNames = GivenNames.fathers
    /// Of each word of the one with each word of the other, row after row.
    private var alignments = [LimitedAlignment?](repeating: nil, count: Self.alignmentCount)
    private let highest = HighestEvidence()
    /// The words of both names.
    private var left = NameFacts()
    private var right = NameFacts()
    private var manner = SoundCosts.Manner.plain

    /// - Parameter remembers: the same words meet again and again, as in a search.
    init(remembers: Bool) { memory = remembers ? AlignmentMemory() : nil }

    mutating func read(_ bytes: Span<UInt8>, text: String, with reader: inout NameReader) -> PersonName {
        reader.read(bytes, text: text, &aligner)
    }

    mutating func read(_ bytes: Span<UInt8>, into name: inout PersonName, with reader: inout NameReader) {
        reader.read(bytes, into: &name, &aligner)
    }

    mutating func word(_ letters: Letters, with reader: inout NameReader) -> NameWord {
        reader.word(letters, &aligner).word
    }

    mutating func cost(_ word: NameWord, _ other: Spelling) -> Int {
        aligner.align(word.spelling, other, manner: word.isBelarusian ? .belarusian : .plain).cost
    }

    /// What to do before pairs of interpretations of these names are compared.
    mutating func begin(_ first: PersonName, _ second: PersonName) {
        left.take(first.words.span)
        right.take(second.words.span)
        manner = left.hasBelarusian || right.hasBelarusian ? .belarusian : .plain
        let count = left.count * right.count
        var known = alignments.mutableSpan
        for place in 0..<count { known[place] = nil }
    }

    /// - Parameter least: `nil` is returned when no given and father's name could bring the evidence above these
    ///   log-odds. Evidence that could is always returned.
    mutating func gather(
        _ first: PersonName, _ one: Interpretation, _ second: PersonName, _ other: Interpretation,
        ifAbove least: Double?
    ) -> Evidence? {
        let rest = least == nil ? nil : highest.withoutSurname(one, other)
        if let rest, let least, highest.withAnySurname(rest) < least { return nil }
        var evidence = Evidence()
        evidence.doubt = one.doubt + other.doubt
        evidence.surname = surname(first, one.surname, second, other.surname)
        evidence.surnameLogOdds = Weights.ofSurname(evidence.surname)
        if let rest, let least, highest.with(evidence, rest) < least { return nil }
        (evidence.given, evidence.givenPlaces) = given(first, one.given, second, other.given)
        if case .inflected = evidence.given, areManAndWoman(evidence, first, second) { evidence.given = .different }
        evidence.father = father(first, one, second, other)
        evidence.isOtherGender = isOtherGender(one, other)
        return evidence
    }

    private mutating func align(_ row: Int, _ column: Int) -> Alignment {
        align(row, column, limit: Self.limit(lesserSubstance(row, column)))
    }

    /// The same for names that we know, which are two, or forms of one, as soon as more than a little differs.
    private mutating func alignKnown(_ row: Int, _ column: Int, areOne: Bool) -> Alignment {
        let substance = lesserSubstance(row, column)
        let limit = areOne ? LimitedAlignment.limitOfOne : LimitedAlignment.limit(ofTwo: substance)
        return align(row, column, limit: min(Self.limit(substance), limit))
    }

    private mutating func align(_ row: Int, _ column: Int, limit: Int) -> Alignment {
        let place = row * right.count + column
        if let known = alignments[place], known.holds(for: limit) { return known.alignment }
        let alignment = unsafe left.spelling(row)._withUnsafeGuaranteedRef { one in
            unsafe right.spelling(column)._withUnsafeGuaranteedRef { other in
                aligner.aligned(one, other, manner: manner, limit: limit, atOnce: true)
                    ?? alignByTable(row, column, one, other, limit: limit)
            }
        }
        alignments[place] = LimitedAlignment(alignment, limit: limit)
        return alignment
    }

    private mutating func alignByTable(
        _ row: Int, _ column: Int, _ one: Spelling, _ other: Spelling, limit: Int
    ) -> Alignment {
        if memory == nil {
            return aligner.aligned(one, other, manner: manner, limit: limit, atOnce: false) ?? .unlike
        }
        return unsafe remembered(
            left.word(row).takeUnretainedValue(), right.word(column).takeUnretainedValue(), limit: limit)
    }

    private mutating func align(_ one: NameWord, _ other: NameWord, limit: Int) -> Alignment {
        aligner.aligned(one.spelling, other.spelling, manner: manner, limit: limit, atOnce: true)
            ?? remembered(one, other, limit: limit)
    }

    private mutating func remembered(_ one: NameWord, _ other: NameWord, limit: Int) -> Alignment {
        let isBelarusian = manner == .belarusian
        if let known = memory?.alignment(one, other, isBelarusian: isBelarusian, limit: limit) { return known }
        let alignment =
            aligner.aligned(one.spelling, other.spelling, manner: manner, limit: limit, atOnce: false) ?? .unlike
        memory?.keep(LimitedAlignment(alignment, limit: limit), one, other, isBelarusian: isBelarusian)
        return alignment
    }

    private static let alignmentCount = PersonName.maximumWordCount * PersonName.maximumWordCount

    /// Past half of its substance a word is another word; how far past says nothing.
    private static func limit(_ substance: Int) -> Int { substance / 2 }

    // MARK: Surnames

    private mutating func surname(
        _ first: PersonName, _ rows: Places, _ second: PersonName, _ columns: Places
    ) -> Evidence.Surname {
        guard !rows.isEmpty, !columns.isEmpty else { return .missing }
        // Most surnames are one word.
        if rows.count == 1, columns.count == 1 { return surname(rows[0], columns[0]) }
        var match = Evidence.SurnameMatch(
            first: .init(index: rows[0]), second: .init(index: columns[0]), cost: 0, substance: 0,
            tails: (.whole, .whole), extraWords: abs(rows.count - columns.count))
        var freeRows = rows.mask
        var freeColumns = columns.mask
        while freeRows != 0, freeColumns != 0 {
            guard let best = nearest(rows, freeRows, columns, freeColumns) else { break }
            if match.substance == 0 {
                match.first.index = best.row
                match.second.index = best.column
                match.tails = (best.alignment.firstTail, best.alignment.secondTail)
                match.isSwapped = best.alignment.isSwapped
                match.script = Self.sharedScript(left[best.row], right[best.column])
            }
            let substance = lesserSubstance(best.row, best.column)
            if match.substance > 0 {
                match.least = .init(
                    first: .init(index: best.row), second: .init(index: best.column),
                    cost: min(best.alignment.cost, Self.limit(substance)), substance: substance,
                    tails: (best.alignment.firstTail, best.alignment.secondTail))
            }
            match.cost += min(best.alignment.cost, Self.limit(substance))
            match.substance += substance
            freeRows &= ~(1 << UInt16(best.row))
            freeColumns &= ~(1 << UInt16(best.column))
        }
        if match.extraWords == 1, let whole = whole(first, rows, second, columns), whole.isNearer(than: match) {
            return .compared(whole)
        }
        return .compared(match)
    }

    private mutating func surname(_ row: Int, _ column: Int) -> Evidence.Surname {
        let alignment = align(row, column)
        let substance = lesserSubstance(row, column)
        return .compared(
            Evidence.SurnameMatch(
                first: .init(index: row), second: .init(index: column),
                cost: min(alignment.cost, Self.limit(substance)), substance: substance,
                tails: (alignment.firstTail, alignment.secondTail), isSwapped: alignment.isSwapped,
                script: Self.sharedScript(left[row], right[column]), extraWords: 0))
    }

    private static let wholeShare = 5

    /// A surname of two words with a hyphen against one word, as if it had none.
    private mutating func whole(
        _ first: PersonName, _ rows: Places, _ second: PersonName, _ columns: Places
    ) -> Evidence.SurnameMatch? {
        let one = PersonName.WordPlace(index: rows[0], isWhole: rows.count == 2)
        let other = PersonName.WordPlace(index: columns[0], isWhole: columns.count == 2)
        guard rows.count + columns.count == 3,
            !one.isWhole || first.words[rows[0]].whole != nil && rows[1] == rows[0] + 1,
            !other.isWhole || second.words[columns[0]].whole != nil && columns[1] == columns[0] + 1
        else { return nil }
        let (left, right) = (first.word(one), second.word(other))
        let substance = max(1, min(left.spelling.substance, right.spelling.substance))
        let alignment = align(left, right, limit: Self.limit(substance))
        // A longer word may more easily be like another: here only a spelling will do.
        guard alignment.cost <= substance / Self.wholeShare, alignment.firstTail != .clipped,
            alignment.secondTail != .clipped
        else { return nil }
        return Evidence.SurnameMatch(
            first: one, second: other, cost: alignment.cost, substance: substance,
            tails: (alignment.firstTail, alignment.secondTail), isSwapped: alignment.isSwapped,
            script: Self.sharedScript(left.facts, right.facts), extraWords: 0)
    }

    /// In one script spellings differ less than from one to the other, unless a language spells as it speaks.
    private static func sharedScript(_ one: WordFacts, _ other: WordFacts) -> LookAlikes.Script? {
        one.script == other.script && !one.isBelarusian && !other.isBelarusian ? one.script : nil
    }

    /// The two words that are most alike among those that have met none.
    private mutating func nearest(
        _ rows: Places, _ freeRows: UInt16, _ columns: Places, _ freeColumns: UInt16
    ) -> (row: Int, column: Int, alignment: Alignment)? {
        var best: (row: Int, column: Int, alignment: Alignment)?
        for row in rows where freeRows & 1 << UInt16(row) != 0 {
            for column in columns where freeColumns & 1 << UInt16(column) != 0 {
                let alignment = align(row, column)
                if best.map({ alignment.cost < $0.alignment.cost }) ?? true { best = (row, column, alignment) }
            }
        }
        return best
    }

    private func lesserSubstance(_ row: Int, _ column: Int) -> Int {
        max(1, Int(min(left[row].substance, right[column].substance)))
    }

    // MARK: Given names

    private mutating func given(
        _ first: PersonName, _ rows: Places, _ second: PersonName, _ columns: Places
    ) -> (Evidence.Given, (Int, Int)?) {
        guard !rows.isEmpty, !columns.isEmpty else { return (.missing(both: rows.isEmpty && columns.isEmpty), nil) }
        var best: (rank: Int, given: Evidence.Given, places: (Int, Int))?
        for row in rows.prefix(3) {
            for column in columns.prefix(3) {
                let given = given(first, row, second, column)
                let rank = Self.rank(given) + (row == rows[0] && column == columns[0] ? 0 : 4)
                if best.map({ rank < $0.rank }) ?? true { best = (rank, given, (row, column)) }
            }
        }
        guard let best else { return (.missing(both: true), nil) }
        return (best.given, best.places)
    }

    private mutating func given(_ first: PersonName, _ row: Int, _ second: PersonName, _ column: Int) -> Evidence.Given
    {
        let one = left[row]
        let other = right[column]
        if one.isInitial || other.isInitial {
            let fits =
                !one.initial.isDisjoint(with: other.initial) || areEqual(first, row, second, column)
                || (one.isInitial != other.isInitial) && formsFit(first, row, second, column)
            return .initial(fits: fits)
        }
        let areKnown = one.hasGiven && other.hasGiven
        let isOfOtherGender = one.firstGivenGender != other.firstGivenGender
        var shared: Bool?
        let alignment: Alignment
        if areKnown {
            let (rows, columns) = (first.words.span, second.words.span)
            shared = Self.shared(rows[row].word.given, columns[column].word.given)
            // Two names may be written nearly alike and be two: Ирина and Арина.
            if shared == nil, !isOfOtherGender, rows[row].word.given.areExact, columns[column].word.given.areExact,
                rows[row].word !== columns[column].word
            {
                return .different
            }
            alignment = alignKnown(row, column, areOne: shared != nil)
        } else {
            alignment = align(row, column)
        }
        let substance = lesserSubstance(row, column)
        let isPlain = alignment.firstTail == .whole && alignment.secondTail == .whole
        if alignment.cost <= 4, isPlain { return .spelled(cost: alignment.cost, substance: substance) }
        let cost = min(alignment.cost, Self.limit(substance))
        guard areKnown else { return .spelled(cost: cost, substance: substance) }
        if let shared {
            if !isPlain, alignment.cost <= 6, isOfOtherGender { return .inflected }
            return shared ? .short : .form
        }
        let share = cost * 100 / substance
        if share < 20, isOfOtherGender { return .inflected }
        return share >= 15 ? .different : .spelled(cost: cost, substance: substance)
    }

    /// Letters of a script that is not read begin with no sound.
    private func areEqual(_ first: PersonName, _ row: Int, _ second: PersonName, _ column: Int) -> Bool {
        first.words[row].word.letters.elementsEqual(second.words[column].word.letters)
    }

    /// Whether two words share a name, and if so whether one of them is short for it.
    private static func shared(_ one: Meanings, _ other: Meanings) -> Bool? {
        var found: Bool?
        for row in 0..<one.count {
            for column in 0..<other.count where one[row].name == other[column].name {
                found = (found ?? true) && (one[row].isShort || other[column].isShort)
            }
        }
        return found
    }

    /// An initial may be that of another form: Е. for Елена and Олена, Н. for Микола.
    private func formsFit(_ first: PersonName, _ row: Int, _ second: PersonName, _ column: Int) -> Bool {
        let initial = left[row].isInitial ? left[row].initial : right[column].initial
        let full = left[row].isInitial ? second.words[column].word.given : first.words[row].word.given
        for place in 0..<min(2, full.count)
        where !givenNames.initials[Int(full[place].name)].isDisjoint(with: initial) { return true }
        return false
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

    /// Whether both given names are written as names have them, a man's and a woman's, and the surname says that neither
    /// stands in a case: who is called Смит is Смита in the genitive.
    private func areManAndWoman(_ evidence: Evidence, _ first: PersonName, _ second: PersonName) -> Bool {
        guard case .compared(let match) = evidence.surname, match.tails == (.whole, .whole), match.extraWords == 0,
            let places = evidence.givenPlaces, first.words[places.0].word.given.areExact,
            second.words[places.1].word.given.areExact
        else { return false }
        return [first.word(match.first), second.word(match.second)].allSatisfy { word in
            word.letters.last.map { !Spelling.isVowel($0) } ?? false
        }
    }

    // MARK: Fathers' names and gender

    private mutating func father(
        _ first: PersonName, _ one: Interpretation, _ second: PersonName, _ other: Interpretation
    ) -> Evidence.Father {
        guard let row = one.father, let column = other.father else {
            return .missing(both: one.father == nil && other.father == nil)
        }
        if left[row].isInitial || right[column].isInitial {
            return .initial(
                fits: !left[row].initial.isDisjoint(with: right[column].initial)
                    || areEqual(first, row, second, column) || fathersFit(first, row, second, column))
        }
        let areKnown = left[row].hasFathers && right[column].hasFathers
        let (rows, columns) = (first.words.span, second.words.span)
        let areOne = areKnown && Self.shared(rows[row].word.fathers, columns[column].word.fathers) != nil
        let alignment = areKnown ? alignKnown(row, column, areOne: areOne) : align(row, column)
        if areOne, alignment.cost > 4 { return .form }
        let substance = lesserSubstance(row, column)
        let cost = min(alignment.cost, Self.limit(substance))
        if areKnown, cost * 100 / substance >= 15 { return .different }
        return .spelled(cost: cost, substance: max(SoundCosts.whole, substance - Self.patronymicEnding))
    }

    /// What -ович and -овна weigh, which all fathers' names share.
    private static let patronymicEnding = 80

    private func fathersFit(_ first: PersonName, _ row: Int, _ second: PersonName, _ column: Int) -> Bool {
        let initial = left[row].isInitial ? left[row].initial : right[column].initial
        let full = left[row].isInitial ? second.words[column].word.fathers : first.words[row].word.fathers
        for place in 0..<min(2, full.count)
        where !fatherNames.initials[Int(full[place].name)].isDisjoint(with: initial) { return true }
        return false
    }

    private func isOtherGender(_ one: Interpretation, _ other: Interpretation) -> Bool {
        guard let first = Self.gender(left, one), let second = Self.gender(right, other) else { return false }
        return first != second
    }

    private static func gender(_ words: borrowing NameFacts, _ roles: Interpretation) -> GivenNames.Gender? {
        if let father = roles.father, let gender = words[father].patronymic { return gender }
        guard let given = roles.given.first, !words[given].isInitial else { return nil }
        return words[given].givenGender
    }
}
