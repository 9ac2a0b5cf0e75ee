// SPDX-License-Identifier: AGPL-3.0-or-later

extension Reason.Kind {
    /// Its place among all kinds.
    var number: Int {
        switch self {
        case .surnameSame: 0
        case .surnameOtherSpelling: 1
        case .surnameOtherEnding: 2
        case .surnameGlued: 3
        case .surnameClipped: 4
        case .surnameNear: 5
        case .surnameDifferent: 6
        case .surnameMissing: 7
        case .surnameExtraWord: 8
        case .givenSame: 9
        case .givenOtherSpelling: 10
        case .givenOtherForm: 11
        case .givenShort: 12
        case .givenInflected: 13
        case .givenNear: 14
        case .givenDifferent: 15
        case .givenInitialFits: 16
        case .givenInitialDiffers: 17
        case .givenMissing: 18
        case .fatherSame: 19
        case .fatherOtherSpelling: 20
        case .fatherNear: 21
        case .fatherDifferent: 22
        case .fatherInitialFits: 23
        case .fatherInitialDiffers: 24
        case .fatherMissing: 25
        case .otherGender: 26
        case .rolesUnclear: 27
        case .nothingToCompare: 28
        }
    }
}

extension Convention {
    /// Its place among all conventions.
    var number: Int {
        switch self {
        case .german: 0
        case .dutch: 1
        case .swedish: 2
        case .hungarian: 3
        case .polish: 4
        case .finnish: 5
        case .french: 6
        case .turkish: 7
        case .scholarly: 8
        case .belarusian: 9
        case .baltic: 10
        case .english: 11
        }
    }
}
