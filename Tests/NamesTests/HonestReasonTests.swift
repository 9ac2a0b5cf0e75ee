// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Names

/// An explanation says no more than what was seen: what is near by its sound is not yet the same name.
@Suite struct HonestReasonTests {
    private func kinds(_ one: String, _ other: String) -> [Reason.Kind] {
        var matcher = NameMatcher()
        let kinds = matcher.compare(one, other).reasons.map(\.kind)
        #expect(matcher.compare(other, one).reasons.map(\.kind) == kinds)
        return kinds
    }

    @Test(arguments: [
        ("Анна Лисина", "Анна Лысина", Reason.Kind.surnameOneLetter),
        ("Anna Mishkina", "Anna Moshkina", .surnameOneLetter), ("Анна Ежелева", "Анна Ежелова", .surnameOneLetter),
        ("Пётр Осечкни", "Пётр Осечкин", .surnameSwapped), ("Олег Голиков", "Олег Голяков", .surnameOneLetter),
        ("Пётр Кадиров", "Анна Кадырова", .surnameNear), ("Анна Королёва", "Анна Королева", .surnameOtherSpelling),
        ("Пётр Королёв", "Анна Королева", .surnameOtherEnding), ("Пётр Орлов", "Петра Орлова", .surnameOtherEnding),
        ("Пётр Рудинский", "Петром Рудинским", .surnameOtherEnding),
        ("Anna Chayka", "Anna Chaika", .surnameOtherSpelling), ("Олег Наумец", "Олег Наумець", .surnameOtherSpelling),
        ("Анна Лысина", "Anna Lisina", .surnameOtherSpelling),
        ("Сергій Рудковський", "Сергей Рудковский", .surnameOtherSpelling),
        ("Олексій Чалий", "Алексей Чалый", .surnameOtherSpelling), ("Олег Лисенко", "Олег Лысенко", .surnameOneLetter),
        ("Алесь Шэпелеў", "Алесь Шепелев", .surnameOtherSpelling),
        ("Осечкин", "Osetshki", .surnameClipped), ("Bocharov Oleg", "Botšarov Oleg", .surnameOtherSpelling),
    ])
    func `a surname is called the same only where its letters say so`(one: String, other: String, kind: Reason.Kind) {
        #expect(kinds(one, other).first == kind)
    }

    @Test(arguments: [
        ("Рамзия Петрова", "Рамзуя Петрова", Reason.Kind.givenOneLetter),
        ("Иван Зигмундович Котов", "Иван Зигмондович Котов", .fatherOneLetter),
        ("Наталия Петрова", "Наталья Петрова", .givenSame), ("Дмитро Петров", "Дмитрий Петров", .givenOtherForm),
        ("Иван Валериевич Котов", "Иван Валерьевич Котов", .fatherOtherSpelling),
    ])
    func `other names are called the same only where they are known or written so`(
        one: String, other: String, kind: Reason.Kind
    ) {
        #expect(kinds(one, other).contains(kind), "\(kinds(one, other))")
    }

    @Test(arguments: [
        ("лисина", "лысина", LetterDifference.oneLetter), ("соловьёв", "соловьев", .spelling),
        ("майер", "маер", .oneLetter), ("виссарион", "висарион", .spelling), ("валериевич", "валерьевич", .spelling),
        ("kovač", "kovac", .spelling), ("осечкин", "осечкин", .spelling), ("осечкин", "осечкни", .swapped),
        ("осечкин", "ошечкен", .more), ("", "", .spelling), ("а", "", .oneLetter), ("аа", "аб", .oneLetter),
    ])
    func `letters are held against each other`(one: String, other: String, difference: LetterDifference) {
        #expect(LetterDifference(Letters(one.utf16), Letters(other.utf16)) == difference)
        #expect(LetterDifference(Letters(other.utf16), Letters(one.utf16)) == difference)
    }

    @Test func `two surnames of one script that sound alike are not told as one`() {
        var matcher = NameMatcher()
        let comparison = matcher.compare("Анна Лисина", "Анна Лысина")
        #expect(
            comparison.explanation(in: .english).contains(
                "surnames differ in one letter: a typing error or another surname (лисина, лысина)"))
        #expect(
            comparison.explanation(in: .russian).contains(
                "фамилии различаются одной буквой: опечатка или другая фамилия"))
    }
}
