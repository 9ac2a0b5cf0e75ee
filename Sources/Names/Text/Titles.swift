// SPDX-License-Identifier: AGPL-3.0-or-later

/// Words that stand before a surname and are no given name: offices, ranks and forms of address.
enum Titles {
    /// Whether a word is one, or ends in one as German nouns do (Vizeminister).
    static func holds(_ letters: [UInt16]) -> Bool {
        endings[Array(letters.suffix(3))]?.contains { letters.suffix($0.count).elementsEqual($0) } ?? false
    }

    private static let words =
        "mr mrs ms miss dr prof professor sir lord lady president minister premier chancellor governor senator deputy "
        + "mayor judge justice general colonel major captain lieutenant sergeant admiral commander chairman director "
        + "secretary ambassador inspector detective prosecutor attorney activist journalist oligarch founder critic "
        + "herr frau präsident präsidentin ministerin kanzler gouverneur bürgermeister richter richterin oberst "
        + "hauptmann leutnant anwalt anwältin chef leiter leiterin gründer kritiker aktivist journalist vorsitzender "
        + "abgeordneter sprecher sprecherin botschafter staatsanwalt "
        + "monsieur madame président présidente ministre juge général colonel capitaine gouverneur maire "
        + "pan pani prezydent premier sędzia generał pułkownik poseł senator prokurator "
        + "presidentti ministeri kenraali eversti tuomari herra rouva president kindral kolonel kohtunik "
        + "господин госпожа товарищ президент министр премьер губернатор сенатор депутат мэр судья генерал полковник "
        + "подполковник майор капитан лейтенант адмирал прокурор следователь адвокат директор посол профессор доктор "
        + "журналист правозащитник активист олигарх основатель "
        + "пан пані міністр прем'єр суддя полковник підполковник слідчий журналіст правозахисник професор посол"

    private static let all: [[UInt16]] = words.split(separator: " ").map { word in
        word.unicodeScalars.filter { $0 != "'" }.map { UInt16($0.value) }
    }

    private static let endings = Dictionary(grouping: all) { Array($0.suffix(3)) }
}
