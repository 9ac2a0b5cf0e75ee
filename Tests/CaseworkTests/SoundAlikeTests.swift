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
        ("Цехановская", "Tsekhanovskaya"),
    ])
    func `a name in the other script is the same name`(cyrillic: String, latin: String) {
        #expect(cyrillic.looksLike(latin) && latin.looksLike(cyrillic), "\(cyrillic) \(latin)")
    }

    @Test(arguments: [
        ("Гарин", "Харин"), ("Haus der Hoffnung", "Haus der Hofnung"), ("Медуза", "Media"), ("Иванов", "Ivanova"),
        ("Рассвет", "Shelter Rassvet"), ("Петров", "Petrenko"), ("Ли", "Li"), ("Дом", "Doma"),
    ])
    func `another name is another, and within one script spelling decides`(one: String, other: String) {
        #expect(!one.looksLike(other) && !other.looksLike(one), "\(one) \(other)")
    }
}
