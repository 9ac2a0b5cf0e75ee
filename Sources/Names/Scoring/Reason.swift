// SPDX-License-Identifier: AGPL-3.0-or-later

/// One reason of a ``Comparison``.
public struct Reason: Sendable {
    /// The kind, by which its sentence is found in ``ExplanationLanguage``.
    public let kind: Kind
    /// The words that met. They are put into text when somebody asks: most reasons are never read.
    let firstWord: NameWord?
    let secondWord: NameWord?

    /// The words that met, as the matcher reads them; empty where nothing met.
    public var first: String { firstWord?.text ?? "" }
    public var second: String { secondWord?.text ?? "" }

    /// The spelling convention of the Latin word, where its letters show one.
    public var convention: Convention? {
        Convention.of(firstWord, secondWord)
    }

    public enum Kind: String, Sendable, CaseIterable {
        case surnameSame, surnameOtherSpelling, surnameOtherEnding, surnameGlued, surnameClipped, surnameNear
        case surnameOneLetter, surnameSwapped, surnameDifferent, surnameMissing, surnameExtraWord
        case givenSame, givenOtherSpelling, givenOtherForm, givenShort, givenInflected, givenNear, givenOneLetter
        case givenDifferent
        case givenInitialFits, givenInitialDiffers, givenMissing
        case fatherSame, fatherOtherSpelling, fatherNear, fatherOneLetter, fatherDifferent, fatherInitialFits,
            fatherInitialDiffers
        case fatherMissing
        case otherGender, rolesUnclear, nothingToCompare
    }

    init(_ kind: Kind, _ first: NameWord? = nil, _ second: NameWord? = nil) {
        self.kind = kind
        firstWord = first
        secondWord = second
    }
}

extension Reason: Equatable {
    public static func == (one: Reason, other: Reason) -> Bool {
        (one.kind, one.first, one.second) == (other.kind, other.first, other.second)
    }
}
