// SPDX-License-Identifier: AGPL-3.0-or-later

/// One different word and all that can be said of it alone. Made once for each row of letters and shared.
final class NameWord: Sendable {
    let spelling: Spelling
    /// The given names it may be a form of.
    let given: [GivenNames.Meaning]
    /// The fathers' names it may be a form of.
    let fathers: [GivenNames.Meaning]
    /// Set when it ends like a name after the father, in any script.
    let patronymic: GivenNames.Gender?
    let isParticle: Bool
    /// For an initial: the sounds that the whole name may start with.
    let initial: SoundSet

    init(letters: [UInt16], script: LookAlikes.Script, _ aligner: inout Aligner) {
        let alphabet = Alphabet.shared
        spelling = Spelling(letters: letters, script: script, alphabet: alphabet)
        patronymic = PatronymicShape.gender(of: spelling)
        given = patronymic == nil ? GivenNames.given.meanings(of: spelling, &aligner) : []
        fathers = patronymic == nil ? [] : GivenNames.fathers.meanings(of: spelling, &aligner)
        isParticle = Self.particles.contains(letters)
        initial = spelling.firstSounds(alphabet)
    }

    /// The word is a full form, not a pet form, of a name we know, in its plain case.
    var isKnownGiven: Bool { !given.isEmpty }

    private static let particles: Set<[UInt16]> = Set(
        ("von van de der den del della di da dos do du la le al el bin ibn ben bint abu zu zur ter ten y jr sr mr mrs dr"
            + " фон ван де дер ди да дос ду ла ле аль эль ибн бин абу оглы оглу огли угли кызы кизи гызы улы"
            + " oglu oglou ogly ogli ogl qizi kyzy kizi uly სრ")
            .split(separator: " ").map { $0.unicodeScalars.map { UInt16($0.value) } })
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

    static func gender(of word: Spelling) -> GivenNames.Gender? {
        var sounds = word.units.map { Alphabet.shared.table.sets[Int($0)] }.filter { $0 != .silent }
        if endsLikeSon(sounds) { return .male }
        if endsLikeDaughter(sounds) { return .female }
        if let last = sounds.last, meets(last, m), sounds.count > 6 { sounds.removeLast() }
        guard let last = sounds.last, meets(last, .vowels) else { return nil }
        sounds.removeLast()
        return endsLikeSon(sounds) ? .male : nil
    }

    private static func meets(_ one: SoundSet, _ other: SoundSet) -> Bool { !one.isDisjoint(with: other) }

    /// vowel, v, i, ч
    private static func endsLikeSon(_ sounds: [SoundSet]) -> Bool {
        let count = sounds.count
        guard count >= 6, meets(sounds[count - 1], ch), meets(sounds[count - 2], i) else { return false }
        return meets(sounds[count - 3], v) && meets(sounds[count - 4], .vowels)
    }

    /// vowel, v, n, a; or i, ч, n, a
    private static func endsLikeDaughter(_ sounds: [SoundSet]) -> Bool {
        let count = sounds.count
        guard count >= 6, meets(sounds[count - 1], a), meets(sounds[count - 2], n) else { return false }
        let before = sounds[count - 3]
        if meets(before, u), meets(sounds[count - 4], .vowels) { return true }
        return meets(before, sh) && meets(sounds[count - 4], i)
    }
}
