// SPDX-License-Identifier: AGPL-3.0-or-later

/// One different word and all that can be said of it alone. Made once for each row of letters and shared.
final class NameWord: Sendable {
    let spelling: Spelling
    /// A digest of the letters; two words may share one.
    let number: UInt64
    /// The given names it may be a form of.
    let given: Meanings
    /// The gender of all given names it may be, if they have one.
    let givenGender: GivenNames.Gender?
    /// The fathers' names it may be a form of.
    let fathers: Meanings
    /// Set when it ends like a name after the father, in any script.
    let patronymic: GivenNames.Gender?
    /// Its spelling is Belarusian beyond doubt: ў, -авіч, -aŭna, or a Latin -ou, -au for -ов.
    let isBelarusian: Bool
    let facts: WordFacts
    /// What decides its role, as far as the word alone says.
    let shape: WordShape
    /// For an initial: the sounds that the whole name may start with.
    let initial: SoundSet

    /// - Parameter number: the letters' digest.
    init(letters: Letters, number: UInt64, script: LookAlikes.Script, _ tables: WordTables, _ aligner: inout Aligner) {
        self.number = number
        spelling = Spelling(letters: letters, script: script, alphabet: tables.alphabet)
        let ending = PatronymicShape(of: spelling, tables.alphabet)
        fathers = ending == nil ? .none : tables.fathers.meanings(of: spelling, &aligner)
        switch ending {
        case .full(let gender): patronymic = gender
        case .short(let gender): patronymic = fathers.isEmpty ? nil : gender
        case nil: patronymic = nil
        }
        given = patronymic == nil ? tables.given.meanings(of: spelling, &aligner) : .none
        givenGender = tables.given.gender(of: given)
        let meaning = tables.words.value(of: letters, digest: number)
        isBelarusian = meaning == .belarusian || tables.belarusian.marks(letters)
        initial = spelling.firstSounds(tables.alphabet)
        var shape = WordShape()
        if !given.isEmpty { shape.insert(.isKnownGiven) }
        if patronymic != nil { shape.insert(.isPatronymic) }
        if meaning == .particleBefore { shape.insert(.isParticleBefore) }
        if meaning == .particleAfter { shape.insert(.isParticleAfter) }
        self.shape = shape
        facts = WordFacts(
            substance: Int32(spelling.substance), script: script, isBelarusian: isBelarusian, hasGiven: !given.isEmpty,
            hasFathers: !fathers.isEmpty, initial: initial,
            firstGivenGender: given.isEmpty ? nil : tables.given.genders[Int(given[0].name)], givenGender: givenGender,
            patronymic: patronymic)
    }

    var letters: Letters { spelling.letters }
    /// Its letters, for explanations.
    var text: String { String(decoding: spelling.letters, as: UTF16.self) }
    /// It may be a form of a given name that we know.
    var isKnownGiven: Bool { !given.isEmpty }
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
