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
        case .surnameOneLetter: 6
        case .surnameSwapped: 7
        case .surnameDifferent: 8
        case .surnameMissing: 9
        case .surnameExtraWord: 10
        case .givenSame: 11
        case .givenOtherSpelling: 12
        case .givenOtherForm: 13
        case .givenShort: 14
        case .givenInflected: 15
        case .givenNear: 16
        case .givenOneLetter: 17
        case .givenDifferent: 18
        case .givenInitialFits: 19
        case .givenInitialDiffers: 20
        case .givenMissing: 21
        case .fatherSame: 22
        case .fatherOtherSpelling: 23
        case .fatherNear: 24
        case .fatherOneLetter: 25
        case .fatherDifferent: 26
        case .fatherInitialFits: 27
        case .fatherInitialDiffers: 28
        case .fatherMissing: 29
        case .otherGender: 30
        case .rolesUnclear: 31
        case .nothingToCompare: 32
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
