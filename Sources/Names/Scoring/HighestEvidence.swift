// SPDX-License-Identifier: AGPL-3.0-or-later

/// The most that evidence can be worth before all of it is gathered: pairs of interpretations that cannot be the best
/// are not compared to the end.
struct HighestEvidence: Sendable {
    private let surname: Double
    private let given: Double
    private let givenMissing: Double
    private let father: Double
    private let fatherMissing: Double
    private let fathersMissing: Double
    private let otherGender: Double
    private let doubt: Double

    /// Sums are rounded, in whatever order they are made.
    private static let rounding = 1e-6

    init() {
        func gain(_ feature: Feature) -> Double { max(0, Weights.table[feature.rawValue]) }
        // One word has one tail, and the other then has none or the same; two sounds change places in whole words.
        let tail = [Feature.surnameClipped, .surnameGlued, .surnameForeignCase, .surnameCase, .surnameSwapped]
        let rest = [
            Feature.surnameMissing, .surnameShare, .surnameShareToQuarter, .surnameShareToTenth, .surnameSame,
            .surnameUnlike, .surnameCyrillicShare, .surnameLatinShare, .surnameClippedInScript,
        ]
        // Up to two extra words count, substance to 2.5 and cost to 4.
        surname =
            Weights.table[Feature.always.rawValue] + (tail.map(gain).max() ?? 0) + rest.map(gain).reduce(0, +)
            + 2 * gain(.surnameExtraWord) + 2.5 * gain(.surnameSubstance) + 4 * gain(.surnameCost)
        let spelled = [
            Feature.givenSpelled, .givenSame, .givenShare, .givenShareToQuarter, .givenShareBeyond, .givenUnlike,
        ]
        let otherGiven = [
            Feature.givenForm, .givenShort, .givenInflected, .givenDifferent, .givenInitialFits, .givenInitialDiffers,
        ]
        given = max(spelled.map(gain).reduce(0, +), otherGiven.map(gain).max() ?? 0)
        givenMissing = gain(.givenMissing)
        let fatherSpelled = [Feature.fatherSpelled, .fatherShare, .fatherShareToFifth, .fatherUnlike]
        let otherFather = [Feature.fatherForm, .fatherDifferent, .fatherInitialFits, .fatherInitialDiffers]
        father = max(fatherSpelled.map(gain).reduce(0, +), otherFather.map(gain).max() ?? 0)
        fatherMissing = Weights.table[Feature.fatherMissing.rawValue]
        fathersMissing = Weights.table[Feature.fathersMissing.rawValue]
        otherGender = gain(.otherGender)
        doubt = Weights.table[Feature.doubt.rawValue]
    }

    /// What given and father's names, gender and doubt bring at most. `nil` if nothing but surnames can meet: that has
    /// weights of its own and costs nothing more to gather.
    func withoutSurname(_ one: Interpretation, _ other: Interpretation) -> Double? {
        let hasGiven = !one.given.isEmpty && !other.given.isEmpty
        let fathers = (one.father == nil ? 0 : 1) + (other.father == nil ? 0 : 1)
        if !hasGiven, fathers < 2 { return nil }
        return (hasGiven ? given : givenMissing)
            + (fathers == 2 ? father : fathers == 1 ? fatherMissing : fathersMissing) + otherGender
            + doubt * (one.doubt + other.doubt) + Self.rounding
    }

    /// The most with any surname.
    func withAnySurname(_ rest: Double) -> Double { rest + surname }

    /// The most with these surnames.
    func with(_ evidence: Evidence, _ rest: Double) -> Double {
        rest + evidence.surnameLogOdds
    }
}
