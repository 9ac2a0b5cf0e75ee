// SPDX-License-Identifier: AGPL-3.0-or-later

/// One different word and all that can be said of it alone. Made once for each row of letters and shared.
final class NameWord: Sendable {
    // In the order in which a word that is met again is looked at: all of it lies close together.
    /// A digest of the letters; two words may share one.
    let number: UInt64
    let facts: WordFacts
    /// What decides its role, as far as the word alone says.
    let shape: WordShape
    let letters: Letters
    /// The fathers' names that it may be a form of if it is a name after the father, and else the given names.
    private let meanings: Meanings
    let spelling: Spelling

    /// - Parameter number: the letters' digest.
    init(letters: Letters, number: UInt64, script: LookAlikes.Script, _ tables: WordTables, _ aligner: inout Aligner) {
        self.number = number
        self.letters = letters
        // Held once: each look at a table would count it.
        let alphabet = tables.alphabet
        let givenNames = tables.given
        let spelling = Spelling(letters: letters, script: script, alphabet: alphabet)
        self.spelling = spelling
        let firstSounds = spelling.firstSounds(alphabet)
        let sounds =
            letters.count == 1 && script == .latin
            ? firstSounds.union(alphabet.table.initialSounds(letters[0])) : firstSounds
        let ending = PatronymicShape(of: spelling, alphabet)
        let fathers = ending == nil ? .none : tables.fathers.meanings(of: spelling, sounds, &aligner)
        let patronymic: GivenNames.Gender? =
            switch ending {
            case .full(let gender): gender
            case .short(let gender): fathers.isEmpty ? nil : gender
            case nil: nil
            }
        let given = patronymic == nil ? givenNames.meanings(of: spelling, sounds, &aligner) : .none
        meanings = patronymic == nil ? given : fathers
        let meaning = tables.words.value(of: letters, digest: number)
        var shape = WordShape()
        if !given.isEmpty { shape.insert(.isKnownGiven) }
        if patronymic != nil { shape.insert(.isPatronymic) }
        if meaning == .particleBefore { shape.insert(.isParticleBefore) }
        if meaning == .particleAfter { shape.insert(.isParticleAfter) }
        self.shape = shape
        facts = WordFacts(
            substance: Int32(spelling.substance), script: script,
            isBelarusian: meaning == .belarusian || tables.belarusian.marks(letters), hasGiven: !given.isEmpty,
            hasFathers: !fathers.isEmpty, initial: sounds,
            firstGivenGender: given.isEmpty ? nil : givenNames.genders[Int(given[0].name)],
            givenGender: given.isEmpty ? nil : givenNames.gender(of: given), patronymic: patronymic)
    }

    /// Its letters, for explanations.
    var text: String { String(decoding: letters, as: UTF16.self) }
    /// Set when it ends like a name after the father, in any script.
    var patronymic: GivenNames.Gender? { facts.patronymic }
    /// The given names it may be a form of.
    var given: Meanings { patronymic == nil ? meanings : .none }
    /// The fathers' names it may be a form of.
    var fathers: Meanings { patronymic == nil ? .none : meanings }
    /// It may be a form of a given name that we know.
    var isKnownGiven: Bool { facts.hasGiven }
    /// Its spelling is Belarusian beyond doubt: ў, -авіч, -aŭna, or a Latin -ou, -au for -ов.
    var isBelarusian: Bool { facts.isBelarusian }
    /// For an initial: the sounds that the whole name may start with.
    var initial: SoundSet { facts.initial }
    /// The gender of all given names it may be, if they have one.
    var givenGender: GivenNames.Gender? { facts.givenGender }
}

/// All tables by which a word is read.
final class WordTables: Sendable {
    let alphabet = Alphabet.shared
    let given = GivenNames.given
    let fathers = GivenNames.fathers
    let words = Lexicon.words
    let belarusian = BelarusianSigns()

    static let shared = WordTables()
}
