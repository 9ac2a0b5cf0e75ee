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

    /// In the order of ``Feature``.
    static let table: [Double] = [
        1.07,  // always
        -0.81,  // surnameMissing
        -0.23,  // surnameShare
        -4.34,  // surnameShareToQuarter
        -2.43,  // surnameShareToTenth
        -1.50,  // surnameCost
        2.86,  // surnameSame
        0.46,  // surnameClipped
        2.04,  // surnameGlued
        1.75,  // surnameForeignCase
        -1.37,  // surnameCase
        -0.90,  // surnameExtraWord
        -0.17,  // surnameSubstance
        0.02,  // givenMissing
        -1.53,  // givenSame
        -8.18,  // givenShare
        -0.61,  // givenShareToQuarter
        3.27,  // givenSpelled
        2.09,  // givenForm
        1.29,  // givenShort
        0.48,  // givenInflected
        -7.71,  // givenDifferent
        1.96,  // givenInitialFits
        -0.33,  // givenInitialDiffers
        0.14,  // fatherMissing
        -1.71,  // fatherSpelled
        -11.76,  // fatherShare
        -4.59,  // fatherShareToFifth
        0.92,  // fatherForm
        0.50,  // fathersMissing
        1.19,  // fatherInitial
        0.08,  // otherGender
        -5.28,  // doubt
    ]
}
