// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Casework

struct SoundAlikeTests {
    @Test(arguments: [
        ("Хаус дер Хоффнунг", "Haus der Hoffnung"), ("«Хаус дер Хофнунг»", "Haus der Hoffnung e.V."),
        ("Медуза", "Meduza"),
        ("Радио Свобода", "Radio Svoboda"), ("Новая газета Европа", "Novaya Gazeta Evropa"),
        ("Шпигель", "Spiegel"), ("Ди Цайт", "Die Zeit"), ("Иванов Пётр", "Ivanov Pyotr"),
        ("Иванов Петр", "Ivanov Petr"), ("Щербаков", "Shcherbakov"), ("Юлия Жукова", "Yuliya Zhukova"),
        ("Юлия Жукова", "Julija Žukova"), ("Сергей Хомяков", "Sergey Khomyakov"), ("ГО «Світанок»", "Svitanok"),
        ("Вёрстка", "Verstka"), ("Пётр Иванов", "Ivanov Petr"), ("Иванов Пётр", "Пётр Иванов"),
        ("Цехановская", "Tsekhanovskaya"), ("Мюллер", "Müller"), ("Мюллер", "Mueller"), ("Миллер", "Müller"),
        ("Юрген Шульц", "Jürgen Schulz"), ("Гюнтер", "Günter"), ("Грюн", "Grün"), ("Гюлен", "Gülen"),
        ("Зюддойче Цайтунг", "Süddeutsche Zeitung"), ("Тюрингер Цайтунг", "Thüringer Zeitung"),
        ("Кузнецов", "Kusnezow"), ("Кузнецов", "Kuznetsov"), ("Рейнер", "Rainer"), ("Райнер", "Rainer"),
        ("Кёниг", "König"), ("Кениг", "Koenig"), ("Шёнберг", "Schönberg"), ("Йегер", "Jäger"), ("Хенель", "Haenel"),
        ("Бём", "Böhm"), ("Леман", "Lehmann"), ("Майер", "Meyer"), ("Фогель", "Vogel"), ("Яшин", "Jaschin"),
        ("Джонсон", "Jonson"), ("адвокат Керн", "адвокат Kern"), ("адвокат Мюллер", "Müller"),
        ("Фонд Хаус дер Хоффнунг", "Фонд Haus der Hoffnung"), ("Kern, адвокат", "Rechtsanwalt Керн"),
        ("г-жа Мюллер", "Frau Dr. Müller"), ("Елена", "Jelena"), ("Сергей", "Sergej"), ("Вайс", "Weiß"),
    ])
    func `a name in the other script is the same name`(cyrillic: String, latin: String) {
        #expect(cyrillic.looksLike(latin) && latin.looksLike(cyrillic), "\(cyrillic) \(latin)")
    }

    @Test(arguments: [
        ("Гарин", "Харин"), ("Haus der Hoffnung", "Haus der Hofnung"), ("Медуза", "Media"), ("Иванов", "Ivanova"),
        ("Рассвет", "Shelter Rassvet"), ("Петров", "Petrenko"), ("Ли", "Li"), ("Дом", "Doma"),
        ("Юлия", "Ilya"), ("Миллер", "Muller"), ("адвокат Керн", "адвокат Kerner"), ("Фонд Рассвет", "Фонд Zakat"),
        ("Müller", "Mueller"), ("Грин", "Grün & Söhne"), ("адвокат", "lawyer"), ("Каин", "Kern"),
    ])
    func `another name is another, and within one script spelling decides`(one: String, other: String) {
        #expect(!one.looksLike(other) && !other.looksLike(one), "\(one) \(other)")
    }

    @Test func `what somebody is called is no part of their name, and is one where there is nothing else`() {
        #expect("адвокат Керн".looksLike("Керн") && "Dr. Kern".looksLike("Kern"))
        #expect(!"адвокат".looksLike("юрист") && "Адвокат".looksLike("адвокат"))
    }

    @Test func `a name in two scripts is read word by word, whichever word is in which`() {
        #expect("Haus дер Hoffnung".looksLike("Хаус der Хоффнунг"))
        #expect(!"Haus дер Hoffnung".looksLike("Хаус der Надежда"))
    }

    @Test func `a long name is read in the time that its length takes`() {
        let many = Array(repeating: "Müejäüe", count: 40).joined(separator: " ")
        #expect(many.looksLike(many) && !many.looksLike("\(many) x"))
        #expect(!"юеюейюейюейюейюейюейюеюейюей".looksLike(many))
    }
}
