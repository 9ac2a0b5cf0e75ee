// SPDX-License-Identifier: AGPL-3.0-or-later

/// One different word and all that can be said of it alone. Made once for each row of letters and shared.
final class NameWord: Sendable {
    let spelling: Spelling
    /// The letters again, in place: what the ``WordBook`` compares.
    let letters: Letters
    /// A digest of the letters; two words may share one.
    let number: UInt64
    /// The given names it may be a form of.
    let given: [GivenNames.Meaning]
    /// The gender of all given names it may be, if they have one.
    let givenGender: GivenNames.Gender?
    /// The fathers' names it may be a form of.
    let fathers: [GivenNames.Meaning]
    /// Set when it ends like a name after the father, in any script.
    let patronymic: GivenNames.Gender?
    /// Its spelling is Belarusian beyond doubt: ў, -авіч, -aŭna, or a Latin -ou, -au for -ов.
    let isBelarusian: Bool
    /// Its letters, for explanations.
    var text: String { String(decoding: spelling.letters, as: UTF16.self) }
    /// What decides its role, as far as the word alone says.
    let shape: WordShape
    /// For an initial: the sounds that the whole name may start with.
    let initial: SoundSet

    init(letters: [UInt16], script: LookAlikes.Script, _ aligner: inout Aligner) {
        let alphabet = Alphabet.shared
        self.letters = Letters(letters)
        number = Letters.digest(letters)
        spelling = Spelling(letters: letters, script: script, alphabet: alphabet)
        let ending = PatronymicShape.of(spelling)
        fathers = ending == nil ? [] : GivenNames.fathers.meanings(of: spelling, &aligner)
        switch ending {
        case .full(let gender): patronymic = gender
        case .short(let gender): patronymic = fathers.isEmpty ? nil : gender
        case nil: patronymic = nil
        }
        given = patronymic == nil ? GivenNames.given.meanings(of: spelling, &aligner) : []
        let genders = given.map { GivenNames.given.genders[Int($0.name)] }
        givenGender = genders.allSatisfy { $0 == genders.first } ? genders.first : nil
        let meaning = Lexicon.meaning(of: spelling.letters)
        isBelarusian = meaning == .belarusian || Self.endsBelarusian(spelling)
        initial = spelling.firstSounds(alphabet)
        var shape = WordShape()
        if !given.isEmpty { shape.insert(.isKnownGiven) }
        if patronymic != nil { shape.insert(.isPatronymic) }
        if meaning == .particleBefore { shape.insert(.isParticleBefore) }
        if meaning == .particleAfter { shape.insert(.isParticleAfter) }
        self.shape = shape
    }

    /// It may be a form of a given name that we know.
    var isKnownGiven: Bool { !given.isEmpty }

    private static let belarusianMarks: [UInt16] = "ўŭ".unicodeScalars.map { UInt16($0.value) }
    private static let belarusianEndings: [[UInt16]] =
        "віч аўна еўна avich avič avič awitsch avitch auna avna euna au ou iou eu".split(separator: " ")
        .map { $0.unicodeScalars.map { UInt16($0.value) } }

    private static func endsBelarusian(_ word: Spelling) -> Bool {
        guard word.letters.count >= 5 else { return false }
        return word.letters.contains { belarusianMarks.contains($0) }
            || belarusianEndings.contains { word.letters.suffix($0.count).elementsEqual($0) }
    }
}

/// Recognises names after the father by their sounds: -ович, -evych, -owicz, -овна, -auna in every spelling.
enum PatronymicShape {
    private static let v = SoundSet(notation: "vf")
    private static let u = SoundSet(notation: "vu")
    private static let i = SoundSet(notation: "iy")
    private static let ch = SoundSet(notation: "C")
    private static let sh = SoundSet(notation: "CS")
    private static let n = SoundSet(notation: "n")
    private static let a = SoundSet(notation: "a")
    private static let m = SoundSet(notation: "m")

    case full(GivenNames.Gender)
    /// As Ильич and Кузьминична: only if the table of fathers' names knows it.
    case short(GivenNames.Gender)

    static func of(_ word: Spelling) -> PatronymicShape? {
        var sounds = word.units.map { Alphabet.shared.table.sets[Int($0)] }.filter { $0 != .silent }
        if let shape = plain(sounds) { return shape }
        // In a case: -овича, -овичем.
        if let last = sounds.last, meets(last, m), sounds.count > 6 { sounds.removeLast() }
        guard let last = sounds.last, meets(last, .vowels) else { return nil }
        sounds.removeLast()
        return endsLikeSon(sounds) ? .full(.male) : nil
    }

    private static func plain(_ sounds: [SoundSet]) -> PatronymicShape? {
        let count = sounds.count
        guard count >= 4 else { return nil }
        if endsLikeSon(sounds) { return .full(.male) }
        if endsLikeDaughter(sounds) { return .full(.female) }
        if meets(sounds[count - 1], ch), meets(sounds[count - 2], i) { return .short(.male) }
        guard count >= 6, meets(sounds[count - 1], a), meets(sounds[count - 2], n) else { return nil }
        return meets(sounds[count - 3], sh) && meets(sounds[count - 4], i) ? .short(.female) : nil
    }

    private static func meets(_ one: SoundSet, _ other: SoundSet) -> Bool { !one.isDisjoint(with: other) }

    /// vowel, v, i, ч
    private static func endsLikeSon(_ sounds: [SoundSet]) -> Bool {
        let count = sounds.count
        guard count >= 6, meets(sounds[count - 1], ch), meets(sounds[count - 2], i) else { return false }
        return meets(sounds[count - 3], v) && meets(sounds[count - 4], .vowels)
    }

    /// vowel, v, n, a
    private static func endsLikeDaughter(_ sounds: [SoundSet]) -> Bool {
        let count = sounds.count
        guard count >= 6, meets(sounds[count - 1], a), meets(sounds[count - 2], n) else { return false }
        let before = sounds[count - 3]
        return meets(before, u) && meets(sounds[count - 4], .vowels)
    }
}
