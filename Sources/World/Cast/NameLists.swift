// SPDX-License-Identifier: AGPL-3.0-or-later

/// Common names of several peoples, each in two scripts. They are put together by chance.
struct NameList: Sendable {
    let nationality: String
    let language: String
    let men: [TwoScripts]
    let women: [TwoScripts]
    /// For a man and for a woman.
    let families: [(man: TwoScripts, woman: TwoScripts)]
    /// Of a father's name; empty where there are none.
    let patronymics: [(man: TwoScripts, woman: TwoScripts)]

    static let all = [russian, ukrainian, belarusian, tatar, armenian]

    static let russian = NameList(
        nationality: "RUS", language: "ru",
        men: [
            TwoScripts("Алексей", "Aleksei"), TwoScripts("Денис", "Denis"), TwoScripts("Егор", "Egor"),
            TwoScripts("Илья", "Ilia"), TwoScripts("Максим", "Maksim"), TwoScripts("Никита", "Nikita"),
            TwoScripts("Роман", "Roman"), TwoScripts("Тимофей", "Timofei"), TwoScripts("Фёдор", "Fedor"),
        ],
        women: [
            TwoScripts("Анна", "Anna"), TwoScripts("Вера", "Vera"), TwoScripts("Дарья", "Daria"),
            TwoScripts("Елена", "Elena"), TwoScripts("Ксения", "Kseniia"), TwoScripts("Ольга", "Olga"),
            TwoScripts("Светлана", "Svetlana"), TwoScripts("Ульяна", "Uliana"),
        ],
        families: [
            pair("Соколов", "Sokolov"), pair("Лапин", "Lapin"), pair("Воронов", "Voronov"),
            pair("Журавлёв", "Zhuravlev"),
            pair("Калинин", "Kalinin"), pair("Орехов", "Orekhov"), pair("Сомов", "Somov"), pair("Тихонов", "Tikhonov"),
            pair("Щеглов", "Shcheglov"), pair("Ягодин", "Iagodin"), pair("Зимин", "Zimin"), pair("Гусев", "Gusev"),
        ],
        patronymics: [
            patronymic("Андре", "Andre"), patronymic("Никола", "Nikola"), patronymic("Серге", "Serge"),
            patronymic("Алексе", "Alekse"),
        ])

    static let ukrainian = NameList(
        nationality: "UKR", language: "uk",
        men: [
            TwoScripts("Андрій", "Andrii"), TwoScripts("Остап", "Ostap"), TwoScripts("Тарас", "Taras"),
            TwoScripts("Юрій", "Yurii"), TwoScripts("Микола", "Mykola"),
        ],
        women: [
            TwoScripts("Оксана", "Oksana"), TwoScripts("Леся", "Lesia"), TwoScripts("Соломія", "Solomiia"),
            TwoScripts("Ганна", "Hanna"),
        ],
        families: [
            same("Бондаренко", "Bondarenko"), same("Ткаченко", "Tkachenko"), same("Мельник", "Melnyk"),
            same("Гончар", "Honchar"), same("Сорока", "Soroka"), same("Кравець", "Kravets"),
        ], patronymics: [])

    static let belarusian = NameList(
        nationality: "BLR", language: "ru",
        men: [TwoScripts("Алесь", "Ales"), TwoScripts("Вітаўт", "Vitaut"), TwoScripts("Янка", "Yanka")],
        women: [TwoScripts("Алеся", "Alesia"), TwoScripts("Волька", "Volka"), TwoScripts("Яніна", "Yanina")],
        families: [
            same("Каваль", "Kaval"), same("Бусел", "Busel"), same("Вярба", "Viarba"), same("Дубовік", "Dubovik"),
        ], patronymics: [])

    static let tatar = NameList(
        nationality: "RUS", language: "ru",
        men: [TwoScripts("Айдар", "Aidar"), TwoScripts("Рустам", "Rustam"), TwoScripts("Тимур", "Timur")],
        women: [TwoScripts("Алсу", "Alsu"), TwoScripts("Гузель", "Guzel"), TwoScripts("Лейсан", "Leisan")],
        families: [pair("Валеев", "Valeev"), pair("Гарипов", "Garipov"), pair("Садыков", "Sadykov")],
        patronymics: [])

    static let armenian = NameList(
        nationality: "ARM", language: "ru",
        men: [TwoScripts("Арам", "Aram"), TwoScripts("Тигран", "Tigran")],
        women: [TwoScripts("Анаит", "Anahit"), TwoScripts("Лусине", "Lusine")],
        families: [same("Саркисян", "Sargsyan"), same("Петросян", "Petrosyan"), same("Галстян", "Galstyan")],
        patronymics: [])

    private static func pair(_ cyrillic: String, _ latin: String) -> (man: TwoScripts, woman: TwoScripts) {
        (TwoScripts(cyrillic, latin), TwoScripts(cyrillic + "а", latin + "a"))
    }

    private static func same(_ cyrillic: String, _ latin: String) -> (man: TwoScripts, woman: TwoScripts) {
        (TwoScripts(cyrillic, latin), TwoScripts(cyrillic, latin))
    }

    private static func patronymic(_ stem: String, _ latin: String) -> (man: TwoScripts, woman: TwoScripts) {
        (TwoScripts(stem + "евич", latin + "evich"), TwoScripts(stem + "евна", latin + "evna"))
    }
}
