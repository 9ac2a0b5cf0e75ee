// SPDX-License-Identifier: AGPL-3.0-or-later

/// The languages in which reasons are put into words.
public enum ExplanationLanguage: String, Sendable, CaseIterable {
    case english = "en"
    case russian = "ru"

    /// A sentence for each kind of reason: `%1` and `%2` are the words that met.
    func phrase(_ kind: Reason.Kind) -> String {
        switch self {
        case .english: Self.englishPhrase(kind)
        case .russian: Self.russianPhrase(kind)
        }
    }

    private static func englishPhrase(_ kind: Reason.Kind) -> String {
        switch kind {
        case .surnameSame: "same surname (%1)"
        case .surnameOtherSpelling: "same surname in another spelling (%1, %2)"
        case .surnameOtherEnding: "same surname with another ending: gender, case or language (%1, %2)"
        case .surnameGlued: "same surname run together with a following word (%1, %2)"
        case .surnameClipped: "one surname without the other's end: cut off, or another surname (%1, %2)"
        case .surnameNear: "surnames differ a little (%1, %2)"
        case .surnameOneLetter: "surnames differ in one letter: a typing error or another surname (%1, %2)"
        case .surnameSwapped: "two letters of the surname changed places: a typing error or another surname (%1, %2)"
        case .surnameDifferent: "surnames differ (%1, %2)"
        case .surnameMissing: "no surname to compare"
        case .surnameExtraWord: "one surname has a further word"
        case .givenSame: "same given name (%1)"
        case .givenOtherSpelling: "same given name in another spelling (%1, %2)"
        case .givenOtherForm: "another form of one given name (%1, %2)"
        case .givenShort: "given name is a short or pet form (%1, %2)"
        case .givenInflected: "given names differ in an ending: case or gender (%1, %2)"
        case .givenNear: "given names differ a little (%1, %2)"
        case .givenOneLetter: "given names differ in one letter: a typing error or another name (%1, %2)"
        case .givenDifferent: "given names differ (%1, %2)"
        case .givenInitialFits: "initial fits the given name (%1, %2)"
        case .givenInitialDiffers: "initial does not fit the given name (%1, %2)"
        case .givenMissing: "given name missing on one side"
        case .fatherSame: "same patronymic (%1)"
        case .fatherOtherSpelling: "same patronymic in another spelling (%1, %2)"
        case .fatherNear: "patronymics differ a little (%1, %2)"
        case .fatherOneLetter: "patronymics differ in one letter: a typing error or another name (%1, %2)"
        case .fatherDifferent: "patronymics differ (%1, %2)"
        case .fatherInitialFits: "initial fits the patronymic (%1, %2)"
        case .fatherInitialDiffers: "initial does not fit the patronymic (%1, %2)"
        case .fatherMissing: "patronymic missing on one side"
        case .otherGender: "one is a man's name, the other a woman's"
        case .rolesUnclear: "unclear which word is the surname"
        case .nothingToCompare: "nothing to compare"
        }
    }

    private static func russianPhrase(_ kind: Reason.Kind) -> String {
        switch kind {
        case .surnameSame: "фамилия совпадает (%1)"
        case .surnameOtherSpelling: "та же фамилия в другом написании (%1, %2)"
        case .surnameOtherEnding: "та же фамилия с другим окончанием: род, падеж или язык (%1, %2)"
        case .surnameGlued: "та же фамилия слита со следующим словом (%1, %2)"
        case .surnameClipped: "в одной фамилии нет конца другой: обрезана или другая фамилия (%1, %2)"
        case .surnameNear: "фамилии немного различаются (%1, %2)"
        case .surnameOneLetter: "фамилии различаются одной буквой: опечатка или другая фамилия (%1, %2)"
        case .surnameSwapped: "в фамилии переставлены две буквы: опечатка или другая фамилия (%1, %2)"
        case .surnameDifferent: "фамилии разные (%1, %2)"
        case .surnameMissing: "фамилию сравнить не с чем"
        case .surnameExtraWord: "в одной фамилии на слово больше"
        case .givenSame: "имя совпадает (%1)"
        case .givenOtherSpelling: "то же имя в другом написании (%1, %2)"
        case .givenOtherForm: "другая форма того же имени (%1, %2)"
        case .givenShort: "краткая или ласковая форма имени (%1, %2)"
        case .givenInflected: "имена различаются окончанием: падеж или род (%1, %2)"
        case .givenNear: "имена немного различаются (%1, %2)"
        case .givenOneLetter: "имена различаются одной буквой: опечатка или другое имя (%1, %2)"
        case .givenDifferent: "имена разные (%1, %2)"
        case .givenInitialFits: "инициал подходит к имени (%1, %2)"
        case .givenInitialDiffers: "инициал не подходит к имени (%1, %2)"
        case .givenMissing: "с одной стороны нет имени"
        case .fatherSame: "отчество совпадает (%1)"
        case .fatherOtherSpelling: "то же отчество в другом написании (%1, %2)"
        case .fatherNear: "отчества немного различаются (%1, %2)"
        case .fatherOneLetter: "отчества различаются одной буквой: опечатка или другое имя (%1, %2)"
        case .fatherDifferent: "отчества разные (%1, %2)"
        case .fatherInitialFits: "инициал подходит к отчеству (%1, %2)"
        case .fatherInitialDiffers: "инициал не подходит к отчеству (%1, %2)"
        case .fatherMissing: "с одной стороны нет отчества"
        case .otherGender: "одно имя мужское, другое женское"
        case .rolesUnclear: "неясно, какое слово — фамилия"
        case .nothingToCompare: "сравнивать нечего"
        }
    }

    func phrase(_ convention: Convention) -> String {
        switch self {
        case .english: "\(convention.rawValue) spelling"
        case .russian: "\(Self.russianAdjective(convention)) запись"
        }
    }

    private static func russianAdjective(_ convention: Convention) -> String {
        switch convention {
        case .german: "немецкая"
        case .dutch: "нидерландская"
        case .swedish: "шведская"
        case .hungarian: "венгерская"
        case .polish: "польская"
        case .finnish: "финская или эстонская"
        case .french: "французская"
        case .turkish: "турецкая"
        case .scholarly: "научная"
        case .belarusian: "белорусская"
        case .baltic: "литовская или латышская"
        case .english: "английская"
        }
    }
}
