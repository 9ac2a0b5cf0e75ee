// SPDX-License-Identifier: AGPL-3.0-or-later

/// Words that are known as they are written.
enum Lexicon {
    enum Meaning: Sendable {
        /// Belongs to the word after it, or before it, and tells nothing by itself.
        case particleBefore, particleAfter
        /// A given name in a form that only Belarusian writes so.
        case belarusian
    }

    static let words = LetterMap<Meaning>(
        [(.particleBefore, before), (.particleAfter, after), (Meaning.belarusian, belarusian)].flatMap {
            meaning, list in
            list.utf16.split(separator: 0x20).map { (Letters($0), meaning) }
        })

    private static let before =
        "von van de der den del della di da dos do du la le al el bin ibn ben bint abu zu zur ter ten y mr mrs dr"
        + " фон ван де дер ди да дос ду ла ле аль эль ибн бин абу"
    private static let after =
        "jr sr оглы оглу огли угли кызы кизи гызы улы oglu oglou ogly ogli qizi kyzy kizi uly младший старший"
    private static let belarusian =
        "аляксандр аляксандра аляксей сяргей дзмітрый мікалай уладзімір рыгор алег таццяна вольга кацярына віктар"
        + " ігар алёна сцяпан генадзь васіль дзяніс ягор наталля ірына цімафей"
        + " анатоль аркадзь вадзім валянцін валянціна дзмітры зміцер канстанцін леанід мацвей мікола надзея настасся пятро"
        + " сафія святлана цімох аксана марыя вікторыя валерыя кірыл алесь арцём вераніка паліна"
        + " aliaksandr aliaksandra aliaksei siarhei dzmitry dzmitryi mikalai uladzimir ryhor aleh alieh tatsiana"
        + " volha katsiaryna viktar ihar aliona stsiapan henadz dzianis yahor natallia tsimafei aliaksey siarhey mikalay"
        + " arkadz vadzim valiantsin valiantsina zmitser zmicier kanstantsin leanid matsvei matsvey nadzeya nadzeia"
        + " nastassia siamion sviatlana tsimokh yauhen yauheni yauhenia yauheniya aksana"
        + " maryia raman ales palina veranika viktoryia valeryia kiryl artsiom artsem piatro stsyapan dzyanis alyaksandr"
        + " alyaksandra alyaksey katsyaryna tatsyana nadzeja hienadz yauhien syamyon svyatlana alyona"
        + " aliaksej siarhej mikalaj dzmitryj jauhen jauhenija henadzj natallja tacjana kacjaryna"
        + " alaksandr alaksandra alaksiej siarhiej dźmitry źmicier uładzimir hienadź aleś mikałaj jaŭhien jaŭhienija maryja"
        + " kaciaryna tacciana śviatłana nadzieja nastaśsia cimafiej valancin valancina kanstancin macviej ściapan"
}
