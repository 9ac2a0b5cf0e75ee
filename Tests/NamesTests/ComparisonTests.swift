// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Names

@Suite struct ComparisonTests {
    private func score(_ first: String, _ second: String) -> Double {
        var matcher = NameMatcher()
        return matcher.compare(first, second).score
    }

    @Test(arguments: [
        "Vladimir Osechkin", "Vladimir Osetshkin", "Vladimir Osetškin", "Wladimir Ossetschkin", "Vladimir Ossetchkine",
        "Władimir Osieczkin", "Vladimir Osečkin", "Vlagyimir Oszecskin", "Vladimir Osetsjkin", "OSECHKIN Vladimir",
        "Osechkin, Vladimir", "Володимир Осєчкін", "Уладзімір Асечкін", "Ուլադիմիր Օսեչկին", "ვლადიმირ ოსეჩკინი",
        "Βλαντιμίρ Οσέτσκιν", "В. Осечкин", "Осечкин В. В.", "Володя Осечкин", "Вова Осечкин", "Vova Osetshkin",
        "Осечкина Владимира", "Владимиром Осечкиным", "Vladimir Osetshkinin", "Vladimir Osetshkinille",
        "Vladimir Osetshkinwho", "Vladimir Osetshki", "Владимир Валерьевич Осечкин", "Влaдимиp Оceчкин",
        "Владимир 0сечкин",
        "Vladimiras Osečkinas", "Vladimirs Osečkins",
    ])
    func `one man is known in every spelling`(spelling: String) {
        #expect(score("Владимир Осечкин", spelling) >= Comparison.Band.lookThreshold, "\(spelling)")
    }

    @Test(arguments: [
        ("Жуков", "Joukov"), ("Ольга Журавлёва", "Olga Jouravleva"), ("Рыжков", "Ryjkov"), ("Иван Рыжов", "Ivan Ryjov"),
        ("Юров", "Jurov"),
    ])
    func `a j is read as it is meant, also before ou and behind y`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.matchThreshold)
    }

    @Test(arguments: [
        "Мария Осечкина", "Сергей Осечкин", "Sergei Osetshkin", "С. Осечкин", "Владимир Сечин", "Владимир Осипов",
        "Vladimir Osipkin", "Владимир Косичкин", "Виктор Осечкин",
    ])
    func `another person is not taken for him`(other: String) {
        #expect(score("Владимир Осечкин", other) < Comparison.Band.lookThreshold, "\(other)")
    }

    @Test(arguments: [
        ("Алексей Навальный", "Aleksei Navalnyi"), ("Алексей Навальный", "Aleksei Navalnõi"),
        ("Иван Белый", "Ivan Belyi"),
        ("Иван Малый", "Iwan Malyi"), ("Тимофей Иванов", "Cimafiej Ivanou"),
        ("Ирина Цирульникова", "Irina Cirulnikova"),
    ])
    func `Finnish, Estonian and Belarusian spellings are a match`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.matchThreshold, "\(first), \(second)")
    }

    @Test func `a soft t that Belarusian writes as c is looked at`() {
        #expect(score("Светлана Тихановская", "Swiatłana Cichanouska") >= Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Иванова Мария", "Иванова Марина"),
        ("Иван Петрович Смирнов", "Иван Сергеевич Смирнов"),
        ("Пётр Ильич Чайковский", "Модест Ильич Чайковский"),
        ("Николай Кузьмич Орлов", "Николай Фомич Орлов"),
        ("Надежда Сайниева", "Михаил Сайниев"),
    ])
    func `namesakes and relatives are told apart`(first: String, second: String) {
        #expect(score(first, second) < Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Мікалай Уладзіміравіч Асіповіч", "Nikolai Vladimirovich Osipovich"), ("Яўген Зайцаў", "Yevgeny Zaitsev"),
        ("Siarhei Zubkou", "Сергей Зубков"), ("Олексій Гончаренко", "Alexey Goncharenko"),
        ("Юхим Звягільський", "Yefim Zvyagilsky"), ("Наталія Полянська", "Наталья Полянская"),
        ("Александра Петрова", "Саша Петрова"), ("Bill Clinton", "Уильям Клинтон"),
        ("Ђорђе Марковић", "Djordje Marković"),
        ("Щербаков Алексей", "Aleksej Ščerbakov"), ("Щербаков Алексей", "Alexei Schtscherbakow"),
        ("Щербаков Алексей", "Alexeï Chtcherbakov"), ("Щербаков Алексей", "Aleksiej Szczerbakow"),
        ("Михаил Хрущёв", "Mikhail Khrushchev"), ("Анна Юрьевна Яковлева", "Anna Iurievna Iakovleva"),
    ])
    func `languages' own forms of a name are one name`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Mohammed Hassan", "محمد حسن"), ("Ali Hassan", "علي حسن"), ("Ibrahim Khalil", "إبراهيم خليل"),
        ("Vladimir Osechkin", "فلاديمير أوسيتشكين"), ("Владимир Осечкин", "فلاديمير أوسيتشكين"),
        ("Ramzan Kadyrov", "رمضان قديروف"), ("Рамзан Кадыров", "رمضان قديروف"), ("Fatima Nasser", "فاطمة ناصر"),
        ("Natan Sharansky", "נתן שרנסקי"), ("David Levi", "דוד לוי"),
        ("Vladimir Osechkin", "ולדימיר אוסצ'קין"), ("Владимир Осечкин", "ולדימיר אוסצ׳קין"),
        ("Alexei Navalny", "אלכסיי נבלני"),
    ])
    func `names in Arabic and Hebrew letters meet Latin and Cyrillic ones`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Vladimir Osechkin", "محمد حسن"), ("Ali Hassan", "عمر حسن"), ("Mohammed Hassan", "محمد خليل"),
        ("Natan Sharansky", "חיים ויצמן"), ("David Levi", "דוד כהן"), ("Sergei Osechkin", "ולדימיר אוסצ׳קין"),
    ])
    func `others in Arabic and Hebrew letters are not taken for them`(first: String, second: String) {
        #expect(score(first, second) < Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Щербаков Алексей", "Ŝerbakov Aleksej"), ("Юрий Яковлев", "Ûrij Âkovlev"), ("Хрущёв Михаил", "Hruŝëv Mihail"),
        ("Чайковский Пётр", "Čajkovskij Pëtr"), ("Эдуард Жуков", "Èduard Žukov"), ("Юлия Щукина", "Ûliâ Ŝukina"),
        ("Цветаева Анастасия", "Cvetaeva Anastasiâ"),
    ])
    func `ISO 9 is one of the spellings`(first: String, second: String) {
        #expect(score(first, second) >= Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Vadzim Herasimau", "Vadim Gerasimov"), ("Zmitser Dziamidau", "Dmitri Demidov"),
        ("Siarhei Hihevich", "Sergei Gigevich"), ("Siarhei Dziatlau", "Sergei Dyatlov"),
        ("Iryna Herashchenko", "Irina Gerashchenko"), ("Веніямін Пятроў", "Вениамин Петров"),
    ])
    func `Belarusian and Ukrainian spellings are matches of Russian ones, in Latin letters too`(
        one: String, other: String
    ) {
        #expect(score(one, other) >= Comparison.Band.matchThreshold)
    }

    @Test func `Vadim is not Veniamin in any language`() {
        #expect(score("Вадзім Пятроў", "Вениамин Петров") < Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Володя Осечкин", "Osetškin, Vladimir"), ("Мария Иванова", "Иванов Пётр"), ("John R. Baird", "Baird, John"),
        ("Шендерюк-Жидков Александр", "Alexander Shenderyuk"),
    ])
    func `the order of the two names does not matter`(first: String, second: String) {
        #expect(score(first, second) == score(second, first))
    }

    @Test func `a score never reaches one and an empty name resembles nothing`() {
        #expect(score("Владимир Валерьевич Осечкин", "Владимир Валерьевич Осечкин") < 1)
        #expect(score("", "Осечкин") == 0)
        #expect(score("😀 … 42", "😀 … 42") == 0)
    }

    @Test func `the reasons are given in words`() {
        var matcher = NameMatcher()
        let comparison = matcher.compare("Володя Осечкин", "Vladimir Valerievich Osetshkin")
        #expect(comparison.reasons.map(\.kind) == [.surnameOtherSpelling, .givenShort, .fatherMissing])
        #expect(comparison.reasons[0].convention == .finnish)
        let english = comparison.explanation(in: .english)
        #expect(english.contains("same surname in another spelling (осечкин, osetshkin), finnish spelling"))
        #expect(english.contains("given name is a short or pet form"))
        #expect(english.contains("patronymic missing on one side"))
        #expect(comparison.explanation(in: .russian).contains("краткая или ласковая форма имени"))
    }

    @Test(arguments: ExplanationLanguage.allCases)
    func `every reason and convention has words`(language: ExplanationLanguage) {
        for kind in Reason.Kind.allCases { #expect(!language.phrase(kind).isEmpty) }
        for convention in Convention.allCases { #expect(!language.phrase(convention).isEmpty) }
    }

    @Test func `a score from the bands' thresholds up is in the band`() {
        #expect(Comparison.Band(score: 0.85) == .match)
        #expect(Comparison.Band(score: 0.84) == .look)
        #expect(Comparison.Band(score: 0.5) == .look)
        #expect(Comparison.Band(score: 0.49) == .clear)
    }
}

@Suite struct HyphenTests {
    @Test(arguments: [
        ("Кузьма Петров-Водкин", "Kuzma Petrovvodkin"), ("Петровводкин К. С.", "Петров-Водкин К. С."),
        ("Шендерюк-Жидков Александр", "Schenderjukschidkow Alexander"),
        ("Кузьма Петров-Водкин", "Kuzma Petrovvodkinin"),
    ])
    func `a surname with a hyphen is known when it is written as one word`(one: String, other: String) {
        var matcher = NameMatcher()
        let comparison = matcher.compare(one, other)
        #expect(comparison.score >= Comparison.Band.matchThreshold)
        #expect(comparison.score == matcher.compare(other, one).score)
        #expect(!comparison.reasons.map(\.kind).contains(.surnameExtraWord))
    }

    @Test func `the explanation shows the whole surname`() {
        var matcher = NameMatcher()
        let explanation = matcher.compare("Кузьма Петров-Водкин", "Kuzma Petrovvodkin").explanation(in: .english)
        #expect(explanation.contains("(петровводкин, petrovvodkin)"))
    }

    @Test(arguments: [
        ("Кузьма Петров-Водкин", "Kuzma Petrovsidorov"),
        ("Анна Петров-Водкина", "Иван Петровводкин"),
    ])
    func `another surname that begins alike stays another`(one: String, other: String) {
        var matcher = NameMatcher()
        #expect(matcher.compare(one, other).score < Comparison.Band.lookThreshold)
    }

    @Test func `words without a hyphen are not run together`() {
        var matcher = NameMatcher()
        let read = matcher.read("Кузьма Петров Водкин")
        #expect(read.words.allSatisfy { $0.whole == nil })
        #expect(matcher.read("Abd-al-Aziz Ли-Ян").words.allSatisfy { $0.whole == nil })
    }
}
