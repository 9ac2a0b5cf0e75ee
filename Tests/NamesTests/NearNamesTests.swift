// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Names

/// Words that are the same though they are written with signs or endings, and words that are two though they are near.
@Suite struct NearNamesTests {
    private func score(_ first: String, _ second: String) -> Double {
        var matcher = NameMatcher()
        return matcher.compare(first, second).score
    }

    @Test(arguments: [
        ("Гоголь", "Гоголь"), ("Соболь Л.Э.", "Любовь Эдуардовна Соболь"), ("Коваль А.", "Андрей Коваль"),
        ("Навальный А.А.", "Алексей Анатольевич Навальный"), ("Шарль де Голль", "де Голль"),
    ])
    func `a soft sign on both sides is the same letter`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.matchThreshold)
    }

    @Test(arguments: [
        ("李克强", "习近平"), ("김정은", "문재인"), ("नरेन्द्र मोदी", "राहुल गांधी"), ("김정은", "Kim Jong Un"),
        ("นายก", "Осечкин"),
    ])
    func `words of a script that is not read are the same only with the same letters`(first: String, second: String) {
        #expect(score(first, second) < Comparison.Band.lookThreshold)
        #expect(score(first, first) >= Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Михаил Иванов", "Мікалай Іваноў"), ("Прохор Котов", "Фрол Котов"), ("Егор Гайдар", "Юрий Гайдар"),
        ("Савелий Котов", "Савва Котов"), ("Арсен Котов", "Арсений Котов"), ("Игорь Котов", "Егор Котов"),
        ("Ирина Котова", "Арина Котова"), ("Яна Котова", "Анна Котова"), ("Яна Котова", "Жанна Котова"),
        ("Самир Котов", "Замир Котов"), ("Марат Котов", "Мурат Котов"), ("Руслан Котов", "Аслан Котов"),
        ("Paul Smith", "Paula Smith"), ("Yevgenia Albats", "Yevgeny Albats"), ("Оксана Котова", "Ксения Котова"),
        ("Максим Котов", "Максимилиан Котов"),
        ("Нияз Котов", "Назим Котов"),
        ("محمد حسن", "محمود حسن"), ("حسن روحاني", "حسين روحاني"),
    ])
    func `two given names of one surname are two people`(first: String, second: String) {
        #expect(score(first, second) < Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Ли Олег", "Лю Олег"), ("Олег Ли", "Олег Лю"), ("Лю, Олег", "Ли Олег"),
        ("Цой Виктор", "Пак Виктор"), ("Петров Олег", "Сидорчук Олег"),
    ])
    func `a given name beside a word that is none is not told as the surname`(first: String, second: String) {
        var matcher = NameMatcher()
        for pair in [(first, second), (second, first)] {
            let reasons = matcher.compare(pair.0, pair.1).reasons
            #expect(!reasons.contains { $0.kind == .surnameSame }, "\(reasons)")
            #expect(reasons.contains { $0.kind == .givenSame })
        }
    }

    @Test(arguments: [
        ("Николай Жуков", "Νικολάι Ζούκοφ"), ("Андрей Уржумов", "Αντρέι Ουρζούμοφ"),
        ("Андрей Луговой", "Αντρέι Λουγκοβόι"),
        ("Михай Гимпу", "Μιχάι Γκίμπου"), ("Николай Майский", "Νικολάι Μάισκι"),
    ])
    func `a Russian name as Greek newspapers write it is the same`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.matchThreshold)
        #expect(score(first, "Ιβάν Παπαδόπουλος") < Comparison.Band.lookThreshold)
    }

    @Test func `a given name that is a surname beside another given name is told as the surname`() {
        var matcher = NameMatcher()
        #expect(matcher.compare("Томас Мартин", "Джон Мартин").reasons.first?.kind == .surnameSame)
    }

    @Test(arguments: [
        ("Егор Котов", "Георгий Котов"), ("Юрий Котов", "Jerzy Kotow"), ("Микола Котов", "Николай Котов"),
        ("Михаил Саакашвили", "Mikheil Saakashvili"), ("Макс Котов", "Максимилиан Котов"),
        ("Ирина Котова", "Ірына Котава"),
        ("I. Smelova", "Елена Смелова"), ("Jack Lang", "Ланг Жак"),
        ("محمد حسن", "محمد حسن"), ("محمود حسن", "Mahmoud Hassan"),
    ])
    func `forms of one given name stay one`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Иван Козак", "Ivan Kozakov"), ("Иван Новак", "Ivan Novikov"), ("Сергей Ремез", "Сергей Ремезов"),
        ("Олег Каспаров", "Oleg Kasparovich"), ("Олег Кушнир", "Kushniruk Oleg"), ("Пётр Денис", "Petr Denysjuk"),
        ("Анна Кондрат", "Anna Kondratko"), ("Иван Калин", "Ivan Kalinkin"), ("Иван Жуков", "Иван Жуковец"),
        ("Иван Жуков", "Ivan Zhukovca"),
    ])
    func `a suffix more makes another surname, also beside the same given name`(first: String, second: String) {
        #expect(score(first, second) < Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Иван Ремезов", "Ivan Remezo"), ("Иван Козаков", "Ivan Kozako"), ("Осечкин Владимир", "Osetshki Vladimir"),
    ])
    func `a machine may lose the last letter of a suffix`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Захарову", "Захарова"), ("Марию Захарову", "Мария Захарова"), ("Марию Захарову", "Maria Zakharova"),
        ("Захаровой", "Захарову"), ("Наталью Петрову", "Наталья Петрова"), ("Степана Жуковца", "Степан Жуковец"),
        ("Степану Жуковцу", "Stepan Zhukovets"), ("Жуковцем С. И.", "Степан Ильич Жуковец"),
    ])
    func `any two cases of a name are one name`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.matchThreshold)
    }

    @Test(arguments: [
        ("Горбачева", "Горбачёв"), ("Горбачев", "Горбачёв"), ("Горбачов", "Горбачёв"), ("Соловьёв", "Solovev"),
        ("Цыплухину Дарью", "Цыплухина Дарья Фёдоровна"), ("Федору Черноусову", "Фёдор Чёрноусов"),
    ])
    func `ё is е, with or without its points`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.matchThreshold)
    }

    @Test(arguments: [
        ("القذافي", "Gaddafi"), ("القذافي", "Kadhafi"), ("معمر القذافي", "Muammar Gaddafi"), ("قادري", "Kadiri"),
    ])
    func `a vowel that is not written and an article that is left out make nobody else`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Ржевский", "Rzhevskiy"), ("Ржевский", "Rzsevszkij"), ("Ржевский", "Rzjevski"), ("Коржов", "Korzhov"),
        ("Дзержинский", "Dzerzhinsky"), ("Вержбицкий", "Wierzbicki"), ("Сибирзянов", "Sibirzjanov"),
        ("Безшапкин", "Bezshapkin"), ("Отжигов", "Otzhigov"), ("Извозчиков", "Izvozchikov"), ("Мкртчян", "Mkrtčjan"),
        ("Расщепкин", "Rasshchepkin"), ("Подъяпольский", "Podieiapolskii"), ("Съедин", "Sieedin"),
        ("Ельцин", "Eltsine"), ("Путин", "Poutine"), ("Ярогин", "Iaroguine"), ("Alex Neil", "Алекс Нил"),
        ("Yitzhak Aharonovich", "Ицхак Ааронович"),
    ])
    func `letters are not taken together over the seam of two`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.matchThreshold)
    }

    @Test(arguments: [("Козак", "Kozakov"), ("Бортник", "Bortnikov"), ("Новак", "Novikov"), ("Merkel", "Merkulova")])
    func `a surname with a suffix more is another one`(first: String, second: String) {
        #expect(score(first, second) < Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Олена Зеленська", "Елена Зеленская"), ("Александр Смит", "Александра Смита"),
        ("Жанна Кимелев", "Жанну Кимелев"),
    ])
    func `a case is no other person`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.matchThreshold)
    }

    @Test(arguments: [
        ("Zaharova", "Zaharovalla"), ("Lavrov", "Lavrovilla"), ("Haavisto", "Haavistolla"),
        ("Vladimir Putin", "Vladimir Putinilla"), ("Осечкин", "Osetškinista"), ("Осечкин", "Osetškinilta"),
        ("Осечкин", "Osetškiniksi"), ("Осечкин", "Osetshkiniin"), ("Дональд Трамп", "Donald Trumpin"),
        ("Осечкин", "Osetškinin"),
    ])
    func `Finnish endings are cut off, doubled letters and all`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Анна Петрова", "Анной Петровой"), ("Яна Петрова", "Яной Петровой"), ("Анна Петрова", "Анну Петрову"),
        ("Оля Петрова", "Олей Петровой"),
    ])
    func `short given names have cases too`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.lookThreshold)
    }
}

@Suite struct ExplanationTests {
    private func compare(_ first: String, _ second: String) -> Comparison {
        var matcher = NameMatcher()
        return matcher.compare(first, second)
    }

    @Test func `of a double surname the words that differ are named`() {
        let reason = compare("Львова-Белова", "Львова-Петрова").reasons.first
        #expect(reason?.first == "белова" && reason?.second == "петрова" && reason?.kind != .surnameSame)
        #expect(compare("Львова-Белова", "Белова-Львова").reasons.first?.kind == .surnameSame)
    }

    @Test(arguments: [
        ("General Vladimir Osechkin", "Vladimir Osechkin", "vladimir"),
        ("Анна Мария Петрова", "Мария Петрова", "мария"),
    ])
    func `the given name that met is named`(first: String, second: String, word: String) {
        let reason = compare(first, second).reasons.first { $0.kind == .givenSame }
        #expect(reason?.first == word && reason?.second == word)
    }

    @Test func `a doubt about the order is told`() {
        let comparison = compare("Ivan, Petrov", "Ivan Petrov")
        #expect(comparison.reasons.last?.kind == .rolesUnclear)
        #expect(comparison.explanation(in: .english).hasSuffix("unclear which word is the surname"))
        #expect(!compare("Иван Петров", "Petrov, Ivan").reasons.contains { $0.kind == .rolesUnclear })
    }

    @Test(
        arguments: [
            ("Lawrow", nil), ("Peskow", nil), ("Kadyrow", nil), ("Sacharowa", nil), ("Dudajew", nil), ("Trudeau", nil),
            ("Osechkin's", nil), ("Khodorkovsky", .english), ("Dostojewskis", nil), ("Łukašenka", .belarusian),
            ("Choïgou", .french),
            ("Osetškin", .finnish), ("Szczerbakow", .polish), ("Osečkinas", .baltic), ("Ščerbakov", .scholarly),
        ] as [(String, Convention?)])
    func `a spelling that several languages share is no convention`(word: String, convention: Convention?) throws {
        var matcher = NameMatcher()
        let read = try #require(matcher.read(word).words.first)
        #expect(Convention(of: read.word) == convention, "\(word)")
    }

    @Test func `a Georgian nominative is an ending`() {
        let kinds = compare("Владимир Осечкин", "ვლადიმირ ოსეჩკინი").reasons.map(\.kind)
        #expect(kinds.first == .surnameOtherEnding)
    }
}

@Suite struct ShortFormTests {
    private func score(_ first: String, _ second: String) -> Double {
        var matcher = NameMatcher()
        return matcher.compare(first, second).score
    }

    @Test(arguments: [
        ("Путин ВВ", "Владимир Путин"), ("Putin VV", "Vladimir Putin"), ("Лавров СВ", "Сергей Викторович Лавров"),
        ("Dzh. Dudaev", "Джохар Дудаев"), ("Sch. Bassajew", "Шамиль Басаев"), ("Tsch. Aitmatow", "Чингиз Айтматов"),
        ("NG WAI", "Ng Wai"),
    ])
    func `letters that begin a name are an initial`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.lookThreshold)
    }

    @Test(arguments: [("Путин ВВ", "Сергей Путин"), ("Sch. Bassajew", "Пётр Басаев")])
    func `an initial that does not fit is another name`(first: String, second: String) {
        #expect(score(first, second) < Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Bashar al-Assad", "بشار الأسد"), ("Gaddafi", "القذافي"), ("Abdel Fattah el-Sisi", "عبد الفتاح السيسي"),
    ])
    func `an Arabic article may be left out`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Maryia Kalesnikava", "Мария Колесникова"), ("Ales Bialiatski", "Алесь Беляцкий"),
        ("Raman Halouchanka", "Роман Головченко"), ("Aleś Bialacki", "Алесь Беляцкий"),
    ])
    func `Belarusian in Latin letters is known by its given names`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.matchThreshold)
    }
}

@Suite struct SpelledInitialTests {
    @Test(arguments: [
        ("Юлия Хворова", "Khvorova Y."), ("Жанна Маклыгина", "Maklygina Z."), ("Шамиль Петров", "S. Petrov"),
        ("Юрий Петров", "J. Petrow"), ("Чингиз Петров", "T. Petrow"),
    ])
    func `a Latin initial is the first letter of any group that the name may begin with`(name: String, written: String)
    {
        var matcher = NameMatcher()
        #expect(matcher.compare(name, written).score >= Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Юлия Хворова", "Khvorova M."), ("Анна Маклыгина", "Maklygina Z."), ("Семён Петров", "M. Petrov"),
    ])
    func `another initial stays another`(name: String, written: String) {
        var matcher = NameMatcher()
        #expect(matcher.compare(name, written).score < Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Екатерина Аликина", "Katja Alikina"), ("Пётр Осечкин", "Petja Osetschkin"),
        ("Яна Ратанова", "Janna Ratanova"), ("Дмитрий Осечкин", "Mitja Osetškin"),
        ("Уляков Владислав Евгеньевич", "УЛЯК0В ВЛАДИСЛАВ ЕВГЕНЬЕВИЧ"),
    ])
    func `names in another convention or scanned are known`(name: String, written: String) {
        var matcher = NameMatcher()
        #expect(matcher.compare(name, written).score >= Comparison.Band.lookThreshold)
    }
}
