// SPDX-License-Identifier: AGPL-3.0-or-later

/// Words for relatives: who is introduced by one bears the surname of somebody else, of whom the text may speak by it.
///
/// Words that also address people are left out (Frau, pan, чоловік).
enum Kinship {
    static func holds(_ letters: Letters) -> Bool { all.contains(LetterKey(letters)) }

    private static let words = """
        brother brothers sister sisters father mother son sons daughter daughters husband wife widow uncle aunt nephew niece
        cousin grandson grandfather namesake relative
        bruder schwester vater mutter sohn tochter ehemann ehefrau witwe onkel tante neffe nichte cousin vetter enkel großvater
        namensvetter
        frère soeur sœur père mère fils fille mari épouse veuve oncle tante neveu nièce cousin homonyme
        brat brata bratem siostra siostry siostrą ojciec ojca ojcem matka matki syn syna synem córka córki córką mąż żona żony
        żoną wdowa wujek bratanek kuzyn
        veli veljensä veljen sisar sisarensa isä isänsä äiti äitinsä poika poikansa tytär tyttärensä aviomies vaimo vaimonsa leski setä
        serkku
        брат брата брату братом братья братьев сестра сестры сестре сестрой сестру отец отца отцу отцом мать матери матерью сын сына сыну
        сыном сыновья дочь дочери дочерью муж мужа мужу мужем жена жены жене женой жену супруг супруга супруги супругой вдова
        вдовы дядя дяди тётя тетя племянник племянника племянница внук внука дед деда кузен однофамилец однофамильца
        братові брати сестрою батько батька батькові батьком мати матір'ю сини дочка дочки дочкою дружина дружини дружиною дядько
        племінник онук однофамілець
        """

    private static let all = Set(
        words.utf16.filter { $0 != 0x27 }.split { $0 == 0x20 || $0 == 0x0A }.map { LetterKey(Letters($0)) })
}
