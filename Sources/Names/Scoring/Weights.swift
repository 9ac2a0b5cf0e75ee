// SPDX-License-Identifier: AGPL-3.0-or-later

/// What each piece of evidence adds to the log-odds that two names are one person's.
///
/// A logistic regression over pairs of names; docs/names.md says how it was fitted. One number a feature, so
/// that every score can be taken apart by hand.
enum Weights {
    static func logOdds(_ evidence: Evidence) -> Double {
        var sum = 0.0
        Feature.visit(evidence) { feature, value in sum += table[feature.rawValue] * value }
        return sum
    }

    /// What surnames, given names and fathers' names can bring together at most: no evidence is worth more than
    /// this and its doubt.
    static let highest: Double = {
        func sum(of features: [Feature]) -> Double { features.reduce(0) { $0 + max(0, table[$1.rawValue]) } }
        func most(of features: [Feature]) -> Double { features.map { table[$0.rawValue] }.max() ?? 0 }
        let surname = sum(of: [
            .surnameMissing, .surnameSame, .surnameSwapped, .surnameClipped, .surnameGlued, .surnameForeignCase,
            .surnameExtraWord, .surnameExtraWord,
        ])
        let given = most(of: [.givenSpelled, .givenForm, .givenShort, .givenInflected, .givenInitialFits])
        let father = most(of: [.fatherMissing, .fathersMissing, .fatherSpelled, .fatherForm, .fatherInitialFits])
        return max(0, table[Feature.always.rawValue]) + surname + given + father
            + sum(of: [.givenSame, .surnameLatinShare, .otherGender])
    }()

    /// The most that evidence of this doubt can reach.
    static func highest(doubt: Double) -> Double { highest + table[Feature.doubt.rawValue] * doubt }

    /// In the order of ``Feature``.
    static let table: [Double] = [
        -1.64,  // always
        -0.16,  // surnameMissing
        -3.17,  // surnameShare
        -2.79,  // surnameShareToQuarter
        -2.25,  // surnameShareToTenth
        -1.13,  // surnameCost
        2.51,  // surnameSame
        -1.26,  // surnameUnlike
        -3.80,  // surnameCyrillicShare
        0.08,  // surnameLatinShare
        1.73,  // surnameSwapped
        1.64,  // surnameClipped
        1.55,  // surnameGlued
        2.02,  // surnameForeignCase
        -1.32,  // surnameCase
        0.17,  // surnameExtraWord
        -0.19,  // surnameSubstance
        0.18,  // givenMissing
        -0.11,  // givenSame
        -2.71,  // givenShare
        -0.81,  // givenShareToQuarter
        -1.91,  // givenShareBeyond
        -4.68,  // givenUnlike
        2.92,  // givenSpelled
        2.69,  // givenForm
        2.09,  // givenShort
        0.90,  // givenInflected
        -6.21,  // givenDifferent
        0.89,  // givenInitialFits
        -5.12,  // givenInitialDiffers
        1.66,  // fatherMissing
        0.26,  // fatherSpelled
        -3.40,  // fatherShare
        -0.41,  // fatherShareToFifth
        -4.95,  // fatherUnlike
        2.19,  // fatherForm
        -6.13,  // fatherDifferent
        1.88,  // fathersMissing
        2.24,  // fatherInitialFits
        -3.75,  // fatherInitialDiffers, set by hand: the pairs have no such case
        0.15,  // otherGender
        -4.39,  // doubt
    ]
}
