// SPDX-License-Identifier: AGPL-3.0-or-later

/// What each piece of evidence adds to the log-odds that two names are one person's.
///
/// A logistic regression over pairs of names; docs/names.md says how it was fitted. One number a feature, so
/// that every score can be taken apart by hand.
enum Weights {
    static func logOdds(_ evidence: Evidence) -> Double {
        if evidence.isSurnameAlone { return surnameAlone(evidence) }
        var sum = evidence.surnameLogOdds
        Feature.visitRest(evidence) { feature, value in sum += table[feature.rawValue] * value }
        return sum
    }

    /// What the surnames and what is always there say: the beginning of the sum.
    static func ofSurname(_ surname: Evidence.Surname) -> Double {
        var sum = 0.0
        Feature.visitSurname(surname) { feature, value in sum += table[feature.rawValue] * value }
        return sum
    }

    private static func surnameAlone(_ evidence: Evidence) -> Double {
        var sum = 0.0
        Feature.visit(evidence) { feature, value in
            if feature.rawValue < bareSurname.count { sum += bareSurname[feature.rawValue] * value }
        }
        return sum + table[Feature.doubt.rawValue] * evidence.doubt
    }

    /// In the order of ``Feature``.
    static let table: [Double] = [
        -1.65,  // always
        -0.15,  // surnameMissing
        -3.14,  // surnameShare
        -2.80,  // surnameShareToQuarter
        -2.26,  // surnameShareToTenth
        -1.12,  // surnameCost
        2.52,  // surnameSame
        -1.28,  // surnameUnlike
        -3.73,  // surnameCyrillicShare
        0.17,  // surnameLatinShare
        1.73,  // surnameSwapped
        1.89,  // surnameClipped
        -1.17,  // surnameClippedInScript
        1.55,  // surnameGlued
        2.01,  // surnameForeignCase
        -1.32,  // surnameCase
        0.19,  // surnameExtraWord
        -0.19,  // surnameSubstance
        0.18,  // givenMissing
        -0.10,  // givenSame
        -2.71,  // givenShare
        -0.81,  // givenShareToQuarter
        -1.90,  // givenShareBeyond
        -4.67,  // givenUnlike
        2.91,  // givenSpelled
        2.70,  // givenForm
        2.09,  // givenShort
        0.90,  // givenInflected
        -6.21,  // givenDifferent
        0.90,  // givenInitialFits
        -5.11,  // givenInitialDiffers
        1.66,  // fatherMissing
        0.26,  // fatherSpelled
        -3.40,  // fatherShare
        -0.41,  // fatherShareToFifth
        -4.94,  // fatherUnlike
        2.19,  // fatherForm
        -6.13,  // fatherDifferent
        1.89,  // fathersMissing
        2.24,  // fatherInitialFits
        -3.76,  // fatherInitialDiffers
        0.14,  // otherGender
        -4.38,  // doubt
    ]

    /// For a surname alone, as texts have it: the beginning of ``Feature``. Fitted to surnames against near ones and
    /// against ordinary words.
    static let bareSurname: [Double] = [
        -0.34,  // always
        0.00,  // surnameMissing
        -2.32,  // surnameShare
        -2.86,  // surnameShareToQuarter
        -0.37,  // surnameShareToTenth
        -3.68,  // surnameCost
        2.43,  // surnameSame
        1.43,  // surnameUnlike
        -2.48,  // surnameCyrillicShare
        -3.25,  // surnameLatinShare
        1.14,  // surnameSwapped
        0.19,  // surnameClipped
        -2.43,  // surnameClippedInScript
        1.22,  // surnameGlued
        -0.17,  // surnameForeignCase
        -2.14,  // surnameCase
        0.19,  // surnameExtraWord
        1.52,  // surnameSubstance
    ]
}
