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
        0.20,  // always
        -0.96,  // surnameMissing
        -0.51,  // surnameShare
        -5.57,  // surnameShareToQuarter
        -3.46,  // surnameShareToTenth
        -1.33,  // surnameCost
        2.63,  // surnameSame
        0.34,  // surnameClipped
        1.86,  // surnameGlued
        1.77,  // surnameForeignCase
        -1.35,  // surnameCase
        0.12,  // surnameExtraWord
        -0.26,  // surnameSubstance
        0.17,  // givenMissing
        -1.35,  // givenSame
        -7.80,  // givenShare
        -0.30,  // givenShareToQuarter
        4.19,  // givenSpelled
        3.11,  // givenForm
        2.28,  // givenShort
        1.62,  // givenInflected
        -6.58,  // givenDifferent
        1.56,  // givenInitialFits
        -6.15,  // givenInitialDiffers
        0.25,  // fatherMissing
        -1.58,  // fatherSpelled
        -11.43,  // fatherShare
        -4.53,  // fatherShareToFifth
        1.01,  // fatherForm
        0.54,  // fathersMissing
        -0.04,  // fatherInitialFits
        -3.00,  // fatherInitialDiffers, set by hand: the pairs have no such case
        0.27,  // otherGender
        -5.43,  // doubt
    ]
}
